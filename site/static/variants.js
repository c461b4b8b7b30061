/* Other ways to write the numbers of a query: the twin of `number_variants` in `text/numerals.py`. */
window.cbtool = window.cbtool || {};
(function (cbtool) {
  "use strict";
  const { chinese, unitless, FIGURES } = cbtool.numerals;
  const HAN = "〇" + FIGURES + "十百千万亿两";
  const MEASURES = "个|天|日|年|月|小时|分钟|元|万元|倍|周|人|名|次|岁|级|份|项|条|款";
  const MOST_DIGITS = 16;
  const FORMS = ["plain", "chinese", "grouped", "liang", "wide", "percent_words"];
  // the kinds of numbers in the order they are tried; `free`: what must not stand right before
  const KINDS = [
    { kind: "percent", sign: new RegExp("百分之([" + HAN + "点]+|[0-9]+(?:\\.[0-9]+)?)", "y") },
    { kind: "percent", sign: /([0-9]+(?:\.[0-9]+)?)[%％]/y },
    { kind: "year", sign: /([12][0-9]{3})(?=年)/y, free: /[0-9]/ },
    { kind: "year", sign: new RegExp("([一二][〇○" + FIGURES + "]{3})(?=年)", "y") },
    { kind: "number", sign: /((?:[0-9]{1,3}(?:,[0-9]{3})+|[0-9]+)(?:\.[0-9]+)?)(?![0-9.,])/y, free: /[0-9.,]/ },
    { kind: "number", sign: new RegExp("([" + HAN + "点]+)(?=(?:" + MEASURES + "))", "y") },
  ];

  /** A number's digits before and after the point; null where it is none that we can write. */
  function digitsOf(text) {
    const value = unitless(text);
    if (!value) return null;
    const digits = String(value.count).padStart(value.places + 1, "0");
    const point = digits.length - value.places;
    return point > MOST_DIGITS ? null : { whole: digits.slice(0, point), fraction: digits.slice(point).replace(/0+$/, "") };
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
    if (kind === "year") return { plain, chinese: figures(plain, "〇" + FIGURES.slice(1)) }[form] || null;
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
      if (match) return { start: at, end: at + match[0].length, kind, value: digitsOf(match[1]) };
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
