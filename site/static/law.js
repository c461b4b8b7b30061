/**
 * A draft held against the law: the three shapes of rules that are data, and legal values by place and day.
 * The twin of law/{parameters,limits,amounts,compare,wordings,evaluation}.py, for a document without facts of procedure.
 */
(function (cbtool) {
  "use strict";

  const SEVERITIES = ["illegal", "missing", "recommended", "review", "pending"];
  const STRICT = ["illegal", "missing"];
  const PROOF = ["statute", "secondary", "unconfirmed"];
  const EARLIER = "（当时施行的是修订前的条文，没有对照过，请核对）";
  const SURE = 0.8;
  const LENGTHS = { day: 1, working_day: 7 / 5, month: 30, year: 365 };
  const NEARLY = 1e-9;
  const AT_ONCE = 12;
  const LARGEST_PART = 12;
  const LARGEST_SHARE = 1000;
  const NAMES = {
    "元/月": "yuan_per_month", "元/人/月": "yuan_per_month", "元/天": "yuan_per_day", "元/日": "yuan_per_day",
    "元/小时": "yuan_per_hour", "元/时": "yuan_per_hour", "次/年": "per_year", 元: "yuan", "%": "percent", 倍: "times",
    小时: "hour", 天: "day", 日: "day", 个工作日: "working_day", 工作日: "working_day", 个月: "month", 月: "month", 年: "year",
    人: "person", 名: "person", 份: "copy", "℃": "celsius", 次: "per_year", 周岁: "year", 岁: "year",
  };
  const RATES = {
    "times percent": [100, 100], "percent times": [0.01, 0.01], "percent share": [0.01, 0.01], "share percent": [100, 100],
    "year month": [12, 12], "month year": [1 / 12, 1 / 12], "year day": [365, 366], "month day": [28, 31],
    "day month": [1 / 31, 1 / 28], "day hour": [8, 24], "day working_day": [0.5, 1], "working_day day": [1, 2],
    "month working_day": [12, 23],
  };
  const LINE = new RegExp("(?:^|\\n|[,;]\\s?)\\s*[*#]{0,3}\\s*([甲乙丙]方)\\s?(?:\\(([^()\\n]{1,24})\\))?\\s?(?:名称|全称)?\\s?[:]?\\s?([^\\n,;]{0,60})", "gu");
  const WORKER = /(?:工会|工联会)(?:联合会|委员会|工作委员会|小组)?(?:\(.*)?$|(?:职工|员工|骑手|劳动者)(?:方|代表)|职工|员工|劳方/u;
  const EMPLOYER = /企业|行政|资方|用人单位|雇主|公司|厂|集团|商会|协会|单位|酒店|医院|学校|银行|平台/u;
  const HEAD = 4000;

  /** Which label (甲方, 乙方) stands for which side, as the text's own head says. */
  function sidesOf(text) {
    const labels = { employer: "", worker: "" };
    const head = cbtool.normal.normalise(text.slice(0, HEAD));
    const found = [];
    LINE.lastIndex = 0;
    for (let match = LINE.exec(head); match; match = LINE.exec(head)) {
      found.push(match);
      if (!match[0]) LINE.lastIndex += 1;
    }
    found.reverse().forEach((match) => {
      const side = sideIn(match[2] || "", match[3]);
      if (side) labels[side] = match[1];
    });
    return labels.employer === labels.worker ? { employer: "", worker: "" } : labels;
  }

  function sideIn(note, name) {
    for (const words of [note, name]) {
      if (WORKER.test(words)) return "worker";
      if (EMPLOYER.test(words)) return "employer";
    }
    return "";
  }

  function chain(region) {
    return Array.from(new Set([region, region.slice(0, 4) + "00", region.slice(0, 2) + "0000", "000000"]));
  }

  function number(text) {
    if (/^[0-9]+\/[0-9]+$/.test(text)) {
      const [over, under] = text.split("/").map(Number);
      return over / under;
    }
    return /^-?[0-9]+(\.[0-9]+)?$/.test(text) ? Number(text) : null;
  }

  /** The fraction with the smallest denominator that an amount is; '' where that is above `most`. */
  function fractionText(amount, most) {
    for (let under = 1; under <= most; under += 1) {
      const over = Math.round(amount * under);
      if (Math.abs(over / under - amount) < NEARLY) return under === 1 ? String(over) : over + "/" + under;
    }
    return "";
  }

  /** The number as people write it: 150, 21.75; a third or a seventh stays a fraction, else one place is enough. */
  function numberText(amount) {
    const short = Number(amount.toFixed(4));
    return Math.abs(short - amount) < NEARLY ? String(short) : fractionText(amount, LARGEST_PART) || amount.toFixed(1);
  }

  /** Every value in force there on that day, nearest region first; `binds`: it is the one that counts. */
  function lookup(parameter, region, on, instrument) {
    const found = [];
    chain(region).forEach((place) => parameter.values.forEach((value) => {
      const fits = !value.instrument || value.instrument === instrument;
      if (value.region === place && fits && value.from <= on && (!value.to || on <= value.to)) found.push(value);
    }));
    const binding = bindingOf(parameter, found);
    return found.map((value) => ({ value: value, binds: value === binding, unit: value.unit || parameter.unit, bound: value.bound || parameter.bound }));
  }

  function bindingOf(parameter, values) {
    const near = parameter.binding === "nearest" ? values.filter((value) => value.region === values[0].region) : values;
    const lowest = parameter.binding === "lowest" || (parameter.binding === "nearest" && parameter.bound === "max");
    const size = (value) => (lowest ? 1 : -1) * number(value.value) * (LENGTHS[value.unit || parameter.unit] || 1);
    return near.reduce((best, value) => (
      !best || size(value) < size(best) || (size(value) === size(best) && PROOF.indexOf(value.evidence) < PROOF.indexOf(best.evidence)) ? value : best
    ), null);
  }

  /** A law for texts: `packed` is what `site/law_data.py` writes. */
  function make(packed) {
    const data = cbtool.lawData.unpack(packed);
    const books = new Map();

    function bookFor(sides) {
      const key = sides.employer + " " + sides.worker;
      if (!books.has(key)) {
        const patterns = cbtool.patterns.book(data.patterns, data.macros, sides);
        books.set(key, { patterns: patterns, codebook: cbtool.reading.codebook(data.provisions, patterns) });
      }
      return books.get(key);
    }

    /** The values that a draft states; for tests. */
    function values(draft) {
      return cbtool.reading.readValues(cbtool.sentences.sentences(draft.blocks), bookFor(sidesOf(draft.body)).codebook);
    }

    /**
     * What the rules that are data find in a draft, the gravest first.
     * @param {{body: string, blocks: object[]}} draft
     * @param {{level: string, kind: string, region: string, on: string}} about
     * @returns {object[]} {rule, severity, address, quote, found, required, citation, message, remedy}
     */
    function judge(draft, about) {
      const work = begin(draft, about);
      work.steps.forEach((step) => step());
      return work.found();
    }

    /** The same in short steps, so that a page can answer between them: {steps, found}. */
    function begin(draft, about) {
      const found = [];
      let book = null;
      let text = null;
      const ask = (rule) => {
        const shape = rule.compare ? compare : rule.forbid ? forbid : require;
        shape(rule, text, data).forEach((one) => found.push(rule.seen_from && about.on < rule.seen_from ? earlier(one, data.earlier) : one));
      };
      const rules = data.rules.filter((rule) => applies(rule, about));
      const steps = [
        () => { book = bookFor(sidesOf(draft.body)); },
        () => { text = wording(cbtool.sentences.sentences(draft.blocks), book.patterns); },
        () => {
          text.values = cbtool.reading.readValues(text.sentences, book.codebook);
          text.about = Object.assign({ instrument: about.kind === "wage" ? "wage_agreement" : "contract" }, about);
        },
      ];
      for (let at = 0; at < rules.length; at += AT_ONCE) {
        steps.push(() => rules.slice(at, at + AT_ONCE).forEach(ask));
      }
      const order = (one) => SEVERITIES.indexOf(one.severity);
      return { steps: steps, found: () => found.sort((one, other) => order(one) - order(other)) };
    }

    return { judge, begin, values, left: data.left };
  }

  function applies(rule, about) {
    return (!rule.level || rule.level.indexOf(about.level) >= 0) && (!rule.kind || rule.kind.indexOf(about.kind) >= 0)
      && chain(about.region).indexOf(rule.region) >= 0 && !(rule.not_in || []).some((code) => chain(about.region).indexOf(code) >= 0)
      && (!rule.since || rule.since <= about.on) && (!rule.until || about.on <= rule.until);
  }

  /** A finding by wording that counted only later. */
  function earlier(one, note) {
    return Object.assign({}, one, { severity: unproven(one.severity), message: one.message + note });
  }

  function unproven(severity) { return STRICT.indexOf(severity) >= 0 ? "review" : severity; }

  /** The wording compared counts only later: an earlier version was law, which nobody compared. */
  function beforeSeen(one) {
    return Object.assign({}, one, { severity: unproven(one.severity), message: one.message + EARLIER });
  }

  function finding(rule, given) {
    const words = { found: given.found || "没有约定", required: given.required || rule.citation };
    const limit = words.required.replace(/^(不超过|不少于|不低于)/, "");
    const filled = (text) =>
      text.split("{found}").join(words.found).split("{required}").join(words.required).split("{limit}").join(limit);
    return {
      rule: rule.id, severity: given.severity || rule.severity, address: given.address || "", quote: given.quote || "",
      found: given.found || "", required: given.required || rule.demands, citation: given.citation || rule.citation,
      message: filled(rule.message) + (given.note || ""), remedy: filled(rule.remedy),
    };
  }

  /** The sentences, and the places where a pattern stands in them. */
  function wording(sentences, patterns) {
    const holds = (text, words) => cbtool.patterns.holds(patterns.pattern(text), words);
    const anyHolds = (sentence, texts) => texts.some((text) => holds(text, sentence.text));
    const contexts = Array.from(new Set(sentences.map((one) => one.context)));
    const whole = sentences.map((one) => one.text).concat(contexts)
      .map((words) => cbtool.quantities.canonical(words).text).join("\n");
    // most patterns need words that stand nowhere
    const possible = (text) => cbtool.patterns.mayHold(patterns.pattern(text), whole);

    function articlesWith(text) {
      const seen = new Set();
      if (!possible(text)) return [];
      const above = new Set(contexts.filter((context) => holds(text, context)));
      sentences.forEach((one) => {
        if (!seen.has(one.article) && (above.has(one.context) || holds(text, one.text))) seen.add(one.article);
      });
      return Array.from(seen);
    }

    /** Whether a pattern stands in a sentence or a heading in which none of `unless` stands. */
    function stands(text, unless) {
      if (!unless || !unless.length) return articlesWith(text).length > 0;
      if (!possible(text)) return false;
      const lines = contexts.join("\n").split("\n").concat(sentences.map((one) => one.text));
      return lines.some((words) => holds(text, words) && !unless.some((other) => holds(other, words)));
    }

    function standing(texts, where) {
      const left = texts.filter(possible);
      if (!left.length) return [];
      const articles = where ? new Set(articlesWith(where)) : null;
      return sentences.filter((one) => (!articles || articles.has(one.article)) && anyHolds(one, left));
    }

    return {
      sentences, holds, anyHolds, articlesWith,
      stands: stands,
      with: standing,
      of: (article) => sentences.filter((one) => one.article === article),
    };
  }

  function forbid(rule, text) {
    const severity = rule.evidence === "statute" ? rule.severity : unproven(rule.severity);
    return text.with(rule.forbid.patterns, rule.forbid.where)
      .filter((one) => !text.anyHolds(one, rule.forbid.unless || []))
      .map((one) => finding(rule, { severity: severity, address: one.address, quote: one.original.trim(), found: one.original.trim() }));
  }

  function require(rule, text) {
    const asked = rule.require;
    if (asked.when && !text.stands(asked.when, asked.unless)) {
      return [];
    }
    if (!asked.where) {
      const gone = missing(asked, text, null);
      const severity = asked.facts && !asked.patterns && STRICT.indexOf(rule.severity) >= 0 ? "missing" : rule.severity;
      return gone.length ? [finding(rule, { severity: severity, found: listed(gone) })] : [];
    }
    return text.articlesWith(asked.where).map((article) => [article, missing(asked, text, article)])
      .filter((pair) => pair[1].length)
      .map(([article, gone]) => finding(rule, { address: article, quote: text.of(article)[0].original.trim(), found: listed(gone) }));
  }

  function listed(gone) {
    const words = gone.filter(Boolean);
    return "没有" + (words.length ? "：" + words.join("、") : "约定");
  }

  /** What is not there, by name ("" for wordings); nothing where one is enough and there is one. */
  function missing(asked, text, article) {
    const within = article === null ? null : new Set(text.of(article).map((one) => one.address).concat(article));
    const near = (address) => within === null || within.has(address);
    const kept = (asked.provisions || []).map((name) => ["", text.values.some((value) => value.provision === name && near(value.address))])
      .concat((asked.patterns || []).map((pattern) => (
        ["", within === null ? text.stands(pattern) : text.with([pattern]).some((one) => near(one.address))])))
      .concat((asked.facts || []).map((name) => [name, false]));
    const gone = kept.filter((one) => !one[1]).map((one) => one[0]);
    return asked.all || gone.length === kept.length ? gone : [];
  }

  function compare(rule, text, data) {
    const asked = rule.compare;
    const values = text.values.filter((value) => value.provision === asked.provision && value.confidence >= SURE);
    if (asked.literal && number(asked.literal) === null) {
      const severity = rule.evidence === "statute" ? rule.severity : unproven(rule.severity);
      return values.filter((value) => value.value !== asked.literal)
        .map((value) => finding(rule, { severity: severity, address: value.address, quote: value.quote, found: value.quote }));
    }
    const limits = limitsOf(rule, text.about, data);
    const provision = data.provisions.find((one) => one.id === asked.provision);
    if (!limits.length) {
      return [];
    }
    return values.filter((value) => number(value.value) !== null).map((value) => held(rule, value, unitOf(value, provision), limits, data)).filter(Boolean);
  }

  function limitsOf(rule, about, data) {
    const asked = rule.compare;
    if (!asked.parameter) {
      return [{ amount: number(asked.literal), unit: null, bound: asked.bound, citation: rule.citation, proven: rule.evidence === "statute" }];
    }
    const applied = lookup(data.parameters[asked.parameter], about.region, about.on, about.instrument);
    return applied.filter((one) => one.binds).concat(applied.filter((one) => !one.binds)).map((one) => {
      const amount = number(one.value.value) * (asked.factor ? number(asked.factor) : 1);
      const bound = asked.bound || one.bound;
      return {
        amount: amount, unit: one.unit, bound: bound, citation: one.value.citation,
        proven: one.value.evidence === "statute" && rule.evidence === "statute",
      };
    });
  }

  /** A limit as people write it; a rule's own figure is in the unit of the value it is held against. */
  function limitText(limit, own, data) {
    const amount = limit.unit === "share" ? fractionText(limit.amount, LARGEST_SHARE) : numberText(limit.amount);
    const unit = limit.unit === null ? own : data.units[limit.unit];
    if (!limit.amount && limit.bound === "max" && ["day", "working_day"].includes(limit.unit)) return data.at_once;
    const word = limit.bound === "min" && data.counted.includes(limit.unit) ? data.least : data.bounds[limit.bound];
    return word + amount + (limit.unit === "share" ? "" : unit);
  }

  function held(rule, value, unit, limits, data) {
    const spans = limits.map((limit) => spanOf(value, unit, limit));
    const kept = spans[0] ? keeps(spans[0], limits[0]) : null;
    if (kept) {
      return null;
    }
    let limit = limits[0];
    let severity = "review";
    let note = "（单位或者节假日使两者不能直接相比，请人工核对）";
    if (kept === false) {
      const proven = limits.find((one, index) => one.proven && spans[index] && keeps(spans[index], one) === false);
      limit = limit.proven ? limit : proven || limit;
      severity = limit.proven ? rule.severity : unproven(rule.severity);
      note = limit.proven ? "" : "（法定数值未对照条文，请先核对）";
    }
    const found = value.value + (value.upper ? "至" + value.upper : "") + unit;
    return finding(rule, {
      severity: severity, address: value.address, quote: value.quote, found: found, required: limitText(limit, unit, data), citation: limit.citation, note: note,
    });
  }

  function unitOf(value, provision) {
    const known = (provision && provision.unit) || "";
    return !value.unit || known.startsWith(value.unit + "/") ? known : value.unit;
  }

  function unitNamed(name) {
    if (name in NAMES) return NAMES[name];
    return name.startsWith("元") ? null : NAMES[name.split("/")[0]] || null;
  }

  /** A value in a limit's unit, known only to lie between two ends; null where the units have nothing to do with each other. */
  function spanOf(value, unit, limit) {
    const amount = number(value.upper && limit.bound === "max" ? value.upper : value.value);
    if (amount === null) return null;
    if (limit.unit === null) return [amount, amount];
    const own = unitNamed(unit);
    const rate = own === limit.unit ? [1, 1] : own ? RATES[own + " " + limit.unit] : null;
    if (!rate) return null;
    const upper = value.upper && limit.bound === "exact" ? number(value.upper) : null;
    return [amount * rate[0], upper || amount * rate[1]];
  }

  /** Whether the amount keeps the limit; null where one end does and the other does not. */
  function keeps(span, limit) {
    const answers = span.map((amount) => ({
      min: amount >= limit.amount - NEARLY, max: amount <= limit.amount + NEARLY,
      over: amount > limit.amount + NEARLY, exact: Math.abs(amount - limit.amount) <= NEARLY,
    }[limit.bound]));
    return answers[0] === answers[1] ? answers[0] : null;
  }

  cbtool.law = { make, SEVERITIES };
})((window.cbtool = window.cbtool || {}));
