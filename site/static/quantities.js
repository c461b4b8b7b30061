/**
 * A text with its quantities in one spelling: the twin of text/quantities.py. Places count UTF-16 units.
 * 满十年五天 becomes 满Y10ZD5Z; blanks are dropped, save between two Latin letters or digits.
 */
(function (cbtool) {
  "use strict";

  const FIRST = "一二两三四五六七八九十壹贰叁肆伍陆柒捌玖拾廿卅";
  const CHINESE = "(?:[" + FIRST + "][〇零○" + FIRST + "百千万亿佰仟]*(?:点[〇零○" + FIRST + "]+)?|零点[〇零○" + FIRST + "]+)";
  const ARABIC = "[0-9]+(?:,[0-9]{3})*(?:\\.[0-9]+)?[十百千万亿]*";
  const NUMBER = "(?:" + ARABIC + "|" + CHINESE + ")";
  const TO = "(?:至|到|-|~|—|–|―)+";
  const UNITS = [
    ["个工作日", "W"], ["工作日", "W"], ["个工作天", "W"],
    ["个自然日", "D"], ["自然日", "D"], ["个日历日", "D"], ["日历日", "D"], ["天", "D"], ["日(?![均常程元])", "D"], ["号", "D"],
    ["个?小时", "H"], ["个?钟头", "H"], ["个钟", "H"], ["分钟", "I"],
    ["个月", "O"], ["个季度", "Q"], ["周年", "Y"], ["年(?![级代轻龄底])", "Y"], ["个?星期", "N"], ["周(?![岁末期])", "N"],
    ["%", "P"], ["‰", "L"], ["倍", "B"], ["成(?![员为立功果本交绩不])", "E"], ["元整?", "M"], ["圆", "M"], ["块钱", "M"], ["角", "J"],
  ];
  const FACTORS = { Q: ["O", 3], N: ["D", 7], L: ["P", 0.1], B: ["P", 100], E: ["P", 10], J: ["M", 0.1] };
  const MEASURES = "次人名份个岁级档项条件家班台单票趟度℃公米分步组期轮场间处桌版张套副双只封位户类种道款章节时枚页桩课学摄";
  const TOKEN = new RegExp(
    "(?<scale>[百千万])分之(?<share>" + NUMBER + ")(?:" + TO + "(?<upto>" + NUMBER + ")(?![0-9%天日元年个]))?" +
    "|(?<y>[0-9〇零○一二三四五六七八九]{4})[年./-](?<m>[0-9一二三四五六七八九十]{1,2})[月./-](?<d>[0-9" + FIRST + "]{1,3})[日号]?" +
    "|(?<sm>[0-9一二三四五六七八九十]{1,2})月(?:份)?(?<sd>[0-9" + FIRST + "]{1,3})[日号]" +
    "|(?<year>[12][0-9]{3}|[一二][〇零○一二三四五六七八九]{3})(?:[-~—](?<until>[12][0-9]{3}))?年" +
    "|(?<clock>[0-9]{1,2}:[0-9]{2})" +
    "|(?<whole>" + NUMBER + ")(?:年零?(?<months>" + NUMBER + ")个月|个?小时(?<minutes>" + NUMBER + ")分钟?" +
    "|[元圆](?<tenths>[0-9" + FIRST + "])角(?:(?<cents>[0-9" + FIRST + "])分)?)" +
    "|(?<low>" + NUMBER + ")(?:" + TO + "(?<high>" + NUMBER + "))?(?<unit>" + UNITS.map((u) => u[0]).join("|") + ")(?<half>半)?" +
    "|(?<andHalf>" + NUMBER + ")个半(?<halfUnit>小时|月|工作日)" +
    "|(?<only>半)(?<onlyUnit>个?小时|个?钟头|个月|个工作日|年|天|日(?!制)|倍)" +
    "|(?<double>双倍)" +
    "|(?<bare>" + ARABIC + ")(?:" + TO + "(?<bareTo>" + ARABIC + "))?" +
    "|(?<some>" + CHINESE + ")(?:" + TO + "(?<someTo>" + CHINESE + "))?(?=[" + MEASURES + "]|周岁)", "gu");
  const FORMS = UNITS.map(([form, kind]) => [new RegExp("^(?:" + form.split("(?!")[0] + ")$", "u"), kind]);
  const RANGE = new RegExp("^" + TO + "$", "u");
  const ROUGH = new RegExp("^[" + FIRST.slice(0, 10) + "]{2,3}$", "u");
  const LATIN = /[0-9A-Za-z]/;
  const BLANK = new RegExp("[" + cbtool.normal.SPACE + "]");
  const LETTERS = "PMDWHIOYATSKC";
  const MOST_KEPT = 4000;
  const known = new Map();

  /** The value of a number; a crash (null) for two bare digits in a row, which are rough: 七八天. */
  function number(sign) {
    const value = ROUGH.test(sign) && sign.indexOf("十") < 0 ? null : cbtool.amounts.amount(sign);
    return value === null ? NaN : Number(value.count) / Math.pow(10, value.places);
  }

  /** The value without trailing zeros, at most four places. */
  function plain(value) {
    return String(Number(value.toFixed(4)));
  }

  function quantity(kind, value, upper = "") {
    return String(value).indexOf("NaN") >= 0 || upper.indexOf("NaN") >= 0 ? null : { kind, value: String(value), upper };
  }

  function two(value) { return String(value).padStart(2, "0"); }

  function date(g) {
    if (g.y) {
      const [year, month, day] = [g.y, g.m, g.d].map(number);
      const sound = year >= 1900 && year <= 2200 && month >= 1 && month <= 12 && day >= 1 && day <= 31;
      return sound ? quantity("T", year + "-" + two(month) + "-" + two(day)) : false;
    }
    if (g.sm) {
      const [month, day] = [number(g.sm), number(g.sd)];
      return month >= 1 && month <= 12 && day >= 1 && day <= 31 ? quantity("S", two(month) + "-" + two(day)) : false;
    }
    if (g.year) {
      return quantity("A", plain(number(g.year)), g.until || "");
    }
    return g.clock ? quantity("K", g.clock) : null;
  }

  function composite(g) {
    if (g.months) {
      return quantity("O", plain(12 * number(g.whole) + number(g.months))) || false;
    }
    if (g.minutes) {
      return quantity("H", plain(number(g.whole) + number(g.minutes) / 60)) || false;
    }
    if (g.tenths) {
      const cents = 10 * number(g.tenths) + (g.cents ? number(g.cents) : 0);
      return quantity("M", plain(number(g.whole) + cents / 100)) || false;
    }
    if (g.andHalf) {
      return quantity({ 小时: "H", 月: "O", 工作日: "W" }[g.halfUnit], plain(number(g.andHalf) + 0.5)) || false;
    }
    if (g.only) {
      const unit = g.onlyUnit.replace(/^个/, "");
      const named = { 年: ["O", "6"], 倍: ["P", "50"], 月: ["O", "0.5"], 工作日: ["W", "0.5"] }[unit];
      return quantity.apply(null, named || [unit === "小时" || unit === "钟头" ? "H" : "D", "0.5"]);
    }
    return g.double ? quantity("P", "200") : null;
  }

  function simple(g, before) {
    if (g.share) {
      const scale = { 百: 1, 千: 0.1, 万: 0.01 }[g.scale];
      return quantity("P", plain(number(g.share) * scale), g.upto ? plain(number(g.upto) * scale) : "");
    }
    const low = g.low || g.bare || g.some;
    const high = g.high || g.bareTo || g.someTo;
    const own = g.unit ? FORMS.find(([form]) => form.test(g.unit))[1] : "C";
    const weekday = own === "D" && "周期拜".indexOf(before || " ") >= 0 && low.length === 1 && FIRST.indexOf(low) >= 0;
    if (weekday || (g.unit === "号" && before !== "月")) {
      return null;
    }
    const [kind, factor] = FACTORS[own] || [own, 1];
    return quantity(kind, plain((number(low) + (g.half ? 0.5 : 0)) * factor), high ? plain(number(high) * factor) : "");
  }

  /** The quantity of a match; null for ordinals (第三日), rough numbers (七八天) and what is no number. */
  function read(match, before) {
    const g = match.groups;
    if (before && (before === "第" || LATIN.test(before))) {
      return null;
    }
    if (before && "几数多".indexOf(before) >= 0 && "十百千万".indexOf(match[0][0]) >= 0 && !g.share) {
      return null;
    }
    const dated = date(g);
    const composed = dated === null ? composite(g) : dated;
    return (composed === null ? simple(g, before) : composed) || null;
  }

  /** Behind a number that is no quantity: never into the middle of it. */
  function skip(match) {
    const first = ["whole", "low", "some", "bare", "andHalf", "year", "y", "sm"].find((name) => match.groups[name]);
    const end = first ? match.index + match[0].indexOf(match.groups[first]) + match.groups[first].length
      : match.index + match[0].length;
    return Math.max(end, match.index + 1);
  }

  function quantities(text) {
    const found = [];
    let at = 0;
    for (;;) {
      TOKEN.lastIndex = at;
      const match = TOKEN.exec(text);
      if (!match) {
        return found;
      }
      const start = match.index;
      const end = start + match[0].length;
      const own = read(match, start ? text[start - 1] : "");
      if (own) {
        found.push([start, end, own]);
      }
      at = own ? end : skip(match);
    }
  }

  /** Two quantities joined by 至 are a range: 5%至8%, 5至8%, 50%以上100%以下. */
  function merged(text, found) {
    const result = [];
    found.forEach(([start, end, own]) => {
      const before = result[result.length - 1];
      if (before && isRange(before[2], text.slice(before[1], start), own, text.slice(end, end + 2))) {
        result[result.length - 1] = [before[0], end, { kind: own.kind, value: before[2].value, upper: own.value }];
      } else {
        result.push([start, end, own]);
      }
    });
    return result.map(([start, end, own]) => [start, end, own.kind + own.value + (own.upper ? "~" + own.upper : "") + "Z"]);
  }

  function isRange(low, between, high, after) {
    if (low.upper || high.upper || "PMDWHIOYC".indexOf(high.kind) < 0 || (low.kind !== high.kind && low.kind !== "C")) {
      return false;
    }
    return (RANGE.test(between) || (between === "以上" && after.startsWith("以下"))) && Number(low.value) < Number(high.value);
  }

  /** The text without blanks and, for each unit and the end, where it stood. */
  function withoutBlanks(text) {
    let kept = "";
    const places = [];
    for (let i = 0; i < text.length; i += 1) {
      const joins = i > 0 && i < text.length - 1 && LATIN.test(text[i - 1]) && LATIN.test(text[i + 1]);
      if (!BLANK.test(text[i]) || joins) {
        kept += text[i];
        places.push(i);
      }
    }
    places.push(text.length);
    return [kept, places];
  }

  /**
   * The text normalised, without blanks, its quantities in one spelling.
   * @param {string} text @returns {{text: string, cuts: number[][], size: number}} cuts: (place in `text`, in the original)
   */
  function canonical(text) {
    if (!known.has(text)) {
      if (known.size > MOST_KEPT) {
        known.clear();
      }
      known.set(text, spelled(text));
    }
    return known.get(text);
  }

  function spelled(text) {
    const [words, origin] = withoutBlanks(cbtool.normal.normalise(text));
    const cuts = [];
    let out = "";
    let at = 0;
    merged(words, quantities(words)).concat([[words.length, words.length, ""]]).forEach(([start, end, word]) => {
      let begin = at;
      for (let i = at + 1; i <= start; i += 1) {
        if (i === start || origin[i] !== origin[i - 1] + 1) {
          cuts.push([out.length, origin[begin]]);
          out += words.slice(begin, i);
          begin = i;
        }
      }
      cuts.push([out.length, origin[start]]);
      out += word;
      at = end;
    });
    return { text: out, cuts: cuts, size: text.length };
  }

  /** The place in the original that a place in the canonical text stands for; inside a quantity, where it begins. */
  function place(spelling, at) {
    const cuts = spelling.cuts;
    let index = cuts.length - 1;
    while (index > 0 && !(cuts[index][0] < at || (cuts[index][0] === at && cuts[index][1] <= spelling.size))) {
      index -= 1;
    }
    const [mine, original] = cuts[index];
    const following = index + 1 < cuts.length ? cuts[index + 1][1] : spelling.size;
    const inside = mine < at && mine < spelling.text.length && LETTERS.indexOf(spelling.text[mine]) >= 0;
    return inside ? original : Math.min(original + at - mine, following);
  }

  cbtool.quantities = { canonical, place };
})((window.cbtool = window.cbtool || {}));
