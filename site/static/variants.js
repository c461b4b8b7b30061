/* Other ways to write the numbers of a query: the twin of `number_variants` in `text/numerals.py`. */
window.cbtool = window.cbtool || {};
(function (cbtool) {
  "use strict";
  const FIGURES = "零一二三四五六七八九";
  const DIGITS = { "〇": 0, "○": 0, "◯": 0, "两": 2 };
  for (let i = 0; i < 10; i++) DIGITS[FIGURES[i]] = i;
  const HAN = "零〇一二三四五六七八九十百千万亿两";
  const MEASURES = "个|天|日|年|月|小时|分钟|元|万元|倍|周|人|名|次|岁|级|份|项|条|款";
  const MOST_DIGITS = 16;
  const FORMS = ["plain", "chinese", "grouped", "liang", "wide", "percent_words"];
  const DIGIT = "[一二三四五六七八九两1-9]";
  const GROUP = new RegExp("^零?(" + DIGIT + "千)?零?(" + DIGIT + "百|^百)?零?(" + DIGIT + "?十)?零?(" + DIGIT + ")?$");
  // the kinds of numbers in the order they are tried; `free`: what must not stand right before
  const KINDS = [
    { kind: "percent", sign: new RegExp("百分之([" + HAN + "点]+|[0-9]+(?:\\.[0-9]+)?)", "y") },
    { kind: "percent", sign: /([0-9]+(?:\.[0-9]+)?)[%％]/y },
    { kind: "year", sign: /([12][0-9]{3})(?=年)/y, free: /[0-9]/ },
    { kind: "year", sign: /([一二][〇○零一二三四五六七八九]{3})(?=年)/y },
    { kind: "number", sign: /((?:[0-9]{1,3}(?:,[0-9]{3})+|[0-9]+)(?:\.[0-9]+)?)(?![0-9.,])/y, free: /[0-9.,]/ },
    { kind: "number", sign: new RegExp("([" + HAN + "点]+)(?=(?:" + MEASURES + "))", "y") },
  ];

  /** Whole number of a group below 10,000; NaN where it is none. 一百五 is 150, 一百零五 is 105. */
  function group(sign) {
    if (/^[0-9]+$/.test(sign)) return Number(sign);
    const match = GROUP.exec(sign);
    if (!match) return NaN;
    const [thousands, hundreds, tens, ones] = match.slice(1).map(digit);
    const short = ones && !match[3] && sign.indexOf("零") < 0 && (thousands || hundreds);
    return 1000 * thousands + 100 * hundreds + 10 * tens + ones * (short ? (hundreds ? 10 : 100) : 1);
  }

  function digit(written) {
    if (!written) return 0;
    if (/[十百千]/.test(written[0])) return 1;
    return DIGITS[written[0]] || Number(written[0]);
  }

  /** The whole number written in Chinese or Arabic digits; NaN where it is none. */
  function whole(text) {
    const sign = text.replace(/[〇○◯]/g, "零");
    if (/^(?:[0-9]{1,40}|[0-9]{1,3}(?:,[0-9]{3}){1,12})$/.test(sign)) return Number(sign.split(",").join(""));
    if (!sign || sign.length > 40) return NaN;
    if (Array.from(sign).every((c) => c in DIGITS || /[0-9]/.test(c))) {
      return Number(Array.from(sign).map((c) => (c in DIGITS ? DIGITS[c] : c)).join(""));
    }
    return units(sign);
  }

  function units(sign) {
    let total = 0;
    let rest = sign;
    for (const unit of [["亿", 1e8], ["万", 1e4]]) {
      const cut = rest.lastIndexOf(unit[0]);
      if (cut < 0) continue;
      if (cut === 0) return NaN;
      total += whole(rest.slice(0, cut)) * unit[1];
      rest = rest.slice(cut + 1);
      if (rest.length === 1 && DIGITS[rest]) return total + (DIGITS[rest] * unit[1]) / 10;
    }
    return total + (rest ? group(rest) : 0);
  }

  /** The digits before and after the point: `{whole, fraction}`, or null where it is no number we can write. */
  function decimal(text) {
    const arabic = /^([0-9][0-9,]*)(?:\.([0-9]+))?$/.exec(text);
    if (arabic) return checked(arabic[1].split(",").join(""), arabic[2] || "");
    const point = text.indexOf("点");
    if (point < 0) return spelled(whole(text), "");
    const tail = Array.from(text.slice(point + 1));
    const scale = { "万": 4, "亿": 8 }[tail[tail.length - 1]] || 0;
    if (scale) tail.pop();
    if (!tail.length || !tail.every((c) => c in DIGITS)) return null;
    const before = spelled(whole(text.slice(0, point)), "");
    return before && shifted(before.whole, tail.map((c) => DIGITS[c]).join(""), scale);
  }

  function spelled(value, fraction) {
    return Number.isFinite(value) && value < 9e15 ? checked(String(value), fraction) : null;
  }

  function shifted(before, fraction, scale) {
    const digits = fraction.padEnd(scale, "0");
    return checked(before + digits.slice(0, scale), digits.slice(scale));
  }

  function checked(before, fraction) {
    const digits = before.replace(/^0+(?=[0-9])/, "");
    return digits.length > MOST_DIGITS ? null : { whole: digits, fraction: fraction.replace(/0+$/, "") };
  }

  /** A whole number of up to 16 digits in Chinese: 12 十二, 105 一百零五. */
  function chinese(digits) {
    const out = spell(digits.replace(/^0+(?=[0-9])/, ""));
    return out.startsWith("一十") ? out.slice(1) : out;
  }

  function spell(digits) {
    if (digits.length > 8) return joined(digits, 8, "亿");
    if (digits.length > 4) return joined(digits, 4, "万");
    let out = "";
    let pending = false;
    Array.from(digits).forEach((figure, i) => {
      const place = digits.length - 1 - i;
      if (figure !== "0") out += (pending && out ? "零" : "") + FIGURES[figure] + ["", "十", "百", "千"][place];
      pending = figure === "0";
    });
    return out || "零";
  }

  function joined(digits, size, unit) {
    const head = spell(digits.slice(0, -size)) + unit;
    const rest = digits.slice(-size);
    if (/^0+$/.test(rest)) return head;
    return head + (rest[0] === "0" ? "零" : "") + spell(rest.replace(/^0+/, ""));
  }

  /** A number in one form; null where the form does not fit it. */
  function rewritten(kind, value, form) {
    const tail = value.fraction ? "." + value.fraction : "";
    const plain = value.whole + tail;
    const words = chinese(value.whole) + (value.fraction ? "点" + figures(value.fraction, FIGURES) : "");
    if (kind === "percent") {
      const percent = { chinese: "百分之" + words, percent_words: "百分之" + plain, wide: plain + "％" };
      return percent[form] || plain + "%";
    }
    if (kind === "year") return { plain, chinese: figures(plain, "〇一二三四五六七八九") }[form] || null;
    const liang = words.replace(/^二(?=[百千万亿]|$)|二(?=千)/g, "两");
    const grouped = value.whole.replace(/(?=(?:[0-9]{3})+$)(?!^)/g, ",") + tail;
    return { plain, grouped, chinese: words, liang }[form] || null;
  }

  function figures(digits, forms) {
    return Array.from(digits).map((figure) => forms[figure] || figure).join("");
  }

  /** The numbers of a piece: `{start, end, kind, value}`. */
  function found(piece) {
    const numbers = [];
    let at = 0;
    while (at < piece.length) {
      const match = matched(piece, at);
      if (match) numbers.push(match);
      at = match ? match.end : at + 1;
    }
    return numbers;
  }

  function matched(piece, at) {
    for (const { kind, sign, free } of KINDS) {
      if (free && at > 0 && free.test(piece[at - 1])) continue;
      sign.lastIndex = at;
      const match = sign.exec(piece);
      if (match) return { start: at, end: at + match[0].length, kind, value: decimal(match[1]) };
    }
    return null;
  }

  /**
   * The piece with its numbers in other forms (150% 百分之一百五十, 2,700 2700, 12个月 十二个月).
   * @param {string} piece unspaced, normalised
   * @returns {string[]}
   */
  function variants(piece) {
    const numbers = found(piece);
    const made = new Set();
    for (const form of FORMS) {
      let out = "";
      let at = 0;
      for (const { start, end, kind, value } of numbers) {
        const other = value && rewritten(kind, value, form);
        out += piece.slice(at, start) + (other || piece.slice(start, end));
        at = end;
      }
      made.add(out + piece.slice(at));
    }
    made.delete(piece);
    return Array.from(made);
  }

  cbtool.variants = { variants };
})(window.cbtool);
