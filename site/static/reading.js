/** The reader: values of provisions, read from sentences by the patterns of the codebook. The twin of law/reading.py. */
(function (cbtool) {
  "use strict";

  const AT_LEAST = ["不低于", "不少于", "不小于", "不短于", "不得低于", "不得少于", "不得短于", "不应低于", "不应少于", "不能低于",
    "不能少于", "至少", "最少", "最低", "最低为", "至少为", "≥", ">="];
  const AT_MOST = ["不超过", "不高于", "不多于", "不大于", "不长于", "不得超过", "不得高于", "不得多于", "不得长于", "不应超过",
    "不能超过", "不超出", "最多", "最高", "最长", "至多", "最多为", "最高为", "最长为", "≤", "<="];
  const CONDITIONS = ["超过", "超出", "高于", "多于", "大于", "满", "不满", "未满", "不足", "低于", "少于", "小于", "届满"];
  const NEGATIONS = ["不再", "不予", "不享受", "不适用", "取消", "不实行", "无须", "无需", "不需", "并非", "而非", "不是", "暂不",
    "未约定", "不作约定", "不约定"];
  const TOTALS = ["预算", "合计", "总计"];
  const UNITS = {
    P: "%", M: "元", D: "天", W: "个工作日", H: "小时", I: "分钟", O: "个月", Y: "年", A: "年份", T: "日期", S: "月日", K: "钟点", C: "",
  };
  const EXACT = {
    "Y个月": ["个月", 12], "O年": ["年", 1 / 12], "H分钟": ["分钟", 60], "I小时": ["小时", 1 / 60], "P倍": ["倍", 1 / 100],
  };
  const AFTER = /^\/(?:人[·./、]?)?(月|天|日|小时|班|次|年|人|件|单|票|台班|工日|餐)/u;
  const BEFORE = /每(?:人|名|班|位)?(?:职工|员工)?每?(月|天|日|小时|班|次|年|件|单|票|台班|工日|餐)[^每]{0,8}$/u;
  const SAME_RATE = { 日: "天", 工日: "天", 台班: "班", 票: "件", 单: "件" };
  const MOST_PASSED = 5;
  const NEAR_START = 6;
  const NEAR_SLOT = 24;
  const ROUNDS = 3;

  function endsWithAny(text, words) { return words.some((word) => text.endsWith(word)); }
  function startsWithAny(text, words) { return words.some((word) => text.startsWith(word)); }

  /** The patterns of the provisions for a text that labels its sides so: a list of readings in their order. */
  function codebook(provisions, patterns) {
    const readings = [];
    provisions.forEach((provision) => provision.reading.forEach((entry) => {
      readings.push({
        provision: provision, entry: entry, rank: readings.length,
        pattern: patterns.pattern(entry.pattern),
        where: entry.where ? patterns.pattern(entry.where) : null,
        unless: (entry.unless || []).map(patterns.pattern),
        guards: NEGATIONS.filter((word) => entry.pattern.indexOf(word) < 0),
      });
    }));
    return index(readings);
  }

  /** The readings by a word of which each needs one. */
  function index(readings) {
    const byWord = new Map();
    const always = [];
    readings.forEach((reading) => {
      const words = reading.pattern.groups[0] || [];
      words.forEach((word) => {
        if (!byWord.has(word)) byWord.set(word, []);
        byWord.get(word).push(reading);
      });
      if (!words.length) always.push(reading);
    });
    const byStart = new Map();
    byWord.forEach((_, word) => {
      const start = word.slice(0, 2);
      if (!byStart.has(start)) byStart.set(start, []);
      byStart.get(start).push(word);
    });
    return { byWord, byStart, always };
  }

  function mayHold(book, spelled) {
    const found = new Set(book.always);
    const starts = new Set();
    for (let i = 0; i < spelled.length; i += 1) {
      starts.add(spelled[i]);
      starts.add(spelled.slice(i, i + 2));
    }
    starts.forEach((start) => (book.byStart.get(start) || []).forEach((word) => {
      if (spelled.indexOf(word) >= 0) book.byWord.get(word).forEach((reading) => found.add(reading));
    }));
    return Array.from(found).filter((reading) => cbtool.patterns.mayHold(reading.pattern, spelled)).sort((a, b) => a.rank - b.rank);
  }

  /**
   * Every value that the sentences state: {provision, value, upper, unit, bound, quote, address, confidence}, in order.
   * @param {object[]} sentences of `cbtool.sentences` @param {object} book of `codebook`
   */
  function readValues(sentences, book) {
    const found = [];
    let at = 0;
    while (at < sentences.length) {
      let end = at;
      while (end < sentences.length && sentences[end].article === sentences[at].article) {
        end += 1;
      }
      const article = sentences.slice(at, end);
      const own = article.map((one) => one.text).join("\n");
      article.forEach((sentence) => ofSentence(sentence, book, own).forEach((value) => found.push(value)));
      at = end;
    }
    return found;
  }

  function ofSentence(sentence, book, own) {
    if (TOTALS.some((word) => sentence.text.slice(0, sentence.lead).indexOf(word) >= 0)) {
      return [];
    }
    const spelling = cbtool.quantities.canonical(sentence.text);
    const readings = new Map();
    mayHold(book, spelling.text).forEach((reading) => {
      const name = reading.provision.id;
      if (!readings.has(name)) readings.set(name, []);
      readings.get(name).push(reading);
    });
    let texts = new Map(Array.from(readings.keys()).map((name) => [name, spelling]));
    const kept = [];
    for (let round = 0; round < ROUNDS && texts.size; round += 1) {
      const claims = Array.from(texts, ([name, text]) => bestClaim(sentence, text, readings.get(name), own)).filter(Boolean);
      texts = new Map();
      claims.sort((a, b) => b.entry.confidence - a.entry.confidence || length(b) - length(a)).forEach((claim) => {
        const rival = kept.find((other) => rivals(claim, other));
        if (rival) texts.set(claim.value.provision, without(spelling, rival.found));
        else kept.push(claim);
      });
    }
    const order = (a, b) => a.first - b.first || a.last - b.last || (a.value.provision < b.value.provision ? -1 : 1);
    return kept.sort(order).map((claim) => claim.value);
  }

  function length(claim) { return Array.from(claim.entry.pattern).length; }

  function rivals(claim, other) {
    return claim.found.quantity && claim.found.spot === other.found.spot && claim.entry.pattern !== other.entry.pattern;
  }

  function bestClaim(sentence, spelling, readings, own) {
    for (const reading of readings) {
      const claim = firstClaim(sentence, spelling, reading);
      if (claim && fits(sentence, reading, own)) {
        return claim;
      }
    }
    return null;
  }

  function fits(sentence, reading, own) {
    if (reading.unless.some((pattern) => cbtool.patterns.holds(pattern, sentence.text))) {
      return false;
    }
    return !reading.where || cbtool.patterns.holds(reading.where, sentence.context) || cbtool.patterns.holds(reading.where, own);
  }

  function firstClaim(sentence, spelling, reading) {
    let text = spelling;
    for (let turn = 0; turn < MOST_PASSED; turn += 1) {
      let passed = null;
      for (const found of cbtool.patterns.finds(reading.pattern, text)) {
        if (negated(sentence.text, found, reading)) {
          continue;
        }
        const claim = isCondition(sentence.text, found, reading) ? null : claimOf(sentence, found, reading);
        if (claim) {
          return claim;
        }
        passed = passed || (found.quantity ? found : null);
      }
      if (!passed) {
        return null;
      }
      text = without(text, passed);
    }
    return null;
  }

  /** The text with this quantity struck out, same length. */
  function without(spelling, found) {
    const size = found.quantity.length;
    const text = spelling.text.slice(0, found.spot) + "·".repeat(size) + spelling.text.slice(found.spot + size);
    return Object.assign({}, spelling, { text: text });
  }

  function negated(text, found, reading) {
    const before = text.slice(Math.max(found.start - NEAR_START, 0), found.start).split(/[,、:;。()]/).pop();
    const words = before + text.slice(found.start, found.end);
    return reading.guards.some((guard) => words.indexOf(guard) >= 0);
  }

  function isCondition(text, found, reading) {
    const before = found.quantity ? text.slice(found.start, found.valueStart).trimEnd() : "";
    if (!endsWithAny(before, CONDITIONS) || endsWithAny(before, AT_LEAST) || endsWithAny(before, AT_MOST)) {
      return false;
    }
    const own = reading.entry.pattern.split("{" + reading.entry.slot)[0].slice(-NEAR_SLOT);
    return !CONDITIONS.some((word) => own.indexOf(word) >= 0 && before.endsWith(word));
  }

  function claimOf(sentence, found, reading) {
    const size = sentence.original.length;
    const first = Math.max(found.start - sentence.lead, 0);
    const quote = sentence.original.slice(first, Math.max(Math.min(found.end - sentence.lead, size), 0)).trimEnd();
    if (!quote || (found.quantity && found.valueStart < sentence.lead)) {
      return null;
    }
    const { provision, entry } = reading;
    const [value, upper, unit] = valueOf(found, provision, entry);
    if (!value || (unit.startsWith("元/") && !sameRate(sentence.text, found, unit))) {
      return null;
    }
    const read = {
      provision: provision.id, value: value, upper: upper, unit: unit,
      bound: found.quantity ? boundOf(sentence.text, found) : "",
      quote: quote, address: sentence.address, confidence: entry.confidence,
    };
    return { value: read, found: found, entry: entry, first: first, last: first + quote.length };
  }

  function valueOf(found, provision, entry) {
    const own = provision.unit || "";
    if (entry.value) {
      return [entry.value, "", own];
    }
    if (!found.quantity) {
      return ["", "", ""];
    }
    const kind = found.quantity[0];
    const [value, upper = ""] = found.quantity.slice(1, -1).split("~");
    if (kind === "T" || kind === "C" || own.indexOf(UNITS[kind]) >= 0 || (kind === "D" && own === "日")) {
      return [value, upper, own];
    }
    const [into, factor] = EXACT[kind + own] || [UNITS[kind], 1];
    return [times(value, factor), times(upper, factor), into];
  }

  function times(value, factor) {
    if (!value || factor === 1) {
      return value;
    }
    const exact = Number((Number(value) * factor).toFixed(9));
    return Number.isInteger(exact) ? String(exact) : exact.toFixed(4).replace(/0+$/, "");
  }

  function sameRate(text, found, unit) {
    const match = AFTER.exec(text.slice(found.valueEnd, found.valueEnd + 6)) || BEFORE.exec(text.slice(0, found.valueStart));
    const rate = match ? match[1] : "";
    return !rate || (SAME_RATE[rate] || rate) === unit.replace(/^元\//, "");
  }

  function boundOf(text, found) {
    const before = text.slice(0, found.valueStart).trimEnd();
    const after = text.slice(found.valueEnd, found.valueEnd + 4).trimStart();
    if (endsWithAny(before, AT_LEAST) || startsWithAny(after, ["以上", "及以上", "起"])) {
      return "at_least";
    }
    const most = endsWithAny(before, AT_MOST) || startsWithAny(after, ["以内", "以下", "之内", "内", "为限", "封顶"]);
    return most ? "at_most" : "";
  }

  cbtool.reading = { codebook, readValues };
})((window.cbtool = window.cbtool || {}));
