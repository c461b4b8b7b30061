/** Whole and decimal numbers in Chinese text, written and read: the twin of text/numerals.py, in search and in drafting. */
window.cbtool = window.cbtool || {};
(function (cbtool) {
  "use strict";

  const FIGURES = "零一二三四五六七八九";
  const CAPITALS = "零壹贰叁肆伍陆柒捌玖";
  const DIGITS = Object.create(null);
  const SMALL = "十拾百佰千仟";
  const LARGE = { 万: 10000, 萬: 10000, 亿: 100000000, 億: 100000000 };
  const SCALES = { 千: 1000, 百: 100, 十: 10, 万: 10000, 萬: 10000, 亿: 100000000, 億: 100000000 };
  const TENS = { 廿: "二十", 卅: "三十", 卌: "四十" };
  const DIGIT = "[一二三四五六七八九壹贰叁肆伍陆柒捌玖两兩貳參陸弌貮1-9]";
  const GROUP = new RegExp(
    "^零?(" + DIGIT + "[千仟])?零?(" + DIGIT + "[百佰]|^[百佰])?零?(" + DIGIT + "?[十拾])?零?(" + DIGIT + ")?$", "u");

  Array.from(FIGURES).forEach((sign, value) => { DIGITS[sign] = value; });
  Array.from(CAPITALS).forEach((sign, value) => { DIGITS[sign] = value; });
  Object.assign(DIGITS, {
    "〇": 0, "○": 0, "◯": 0, O: 0, "\u039f": 0, 两: 2, 兩: 2, 貳: 2, 參: 3, 陸: 6, 弌: 1, 貮: 2,
  });

  /** Write a whole number below 10^16, or its digits, in Chinese: 12 十二, 105 一百零五. */
  function chinese(number) {
    const spelled = spell(String(number), FIGURES, "十百千");
    return spelled.startsWith("一十") ? spelled.slice(1) : spelled;
  }

  /** Write a whole number in the signs for amounts of money: 2700 贰仟柒佰. */
  function capital(number) {
    return spell(String(number), CAPITALS, "拾佰仟");
  }

  /** Digits without zeros before them, in the signs for digits and for ten, hundred, thousand. */
  function spell(digits, forms, small) {
    for (const [size, unit] of [[8, "亿"], [4, "万"]]) {
      if (digits.length > size) {
        const rest = digits.slice(-size).replace(/^0+/, "");
        const gap = rest && rest.length < size ? forms[0] : "";
        return spell(digits.slice(0, -size), forms, small) + unit + gap + (rest && spell(rest, forms, small));
      }
    }
    let out = "";
    let pending = false;
    Array.from(digits).forEach((digit, index) => {
      const place = digits.length - 1 - index;
      if (digit !== "0") {
        out += (pending && out ? forms[0] : "") + forms[digit] + (place ? small[place - 1] : "");
      }
      pending = digit === "0";
    });
    return out || forms[0];
  }

  /** The whole number written in plain Chinese or Arabic digits as a BigInt; null when it is none. */
  function whole(text) {
    const sign = text.replace(/[〇○◯O\u039f]/g, "零").replace(/[廿卅卌]/g, (short) => TENS[short]);
    if (/^([0-9]{1,40}|[0-9]{1,3}(,[0-9]{3}){1,12})$/.test(sign)) {
      return BigInt(sign.split(",").join(""));
    }
    const signs = Array.from(sign);
    if (!sign || signs.length > 40) {
      return null;
    }
    if (signs.every((one) => one in DIGITS || /[0-9]/.test(one))) {
      return BigInt(signs.map((one) => (one in DIGITS ? DIGITS[one] : one)).join(""));
    }
    return withUnits(sign);
  }

  function withUnits(sign) {
    let total = BigInt(0);
    let rest = sign;
    for (const name of ["亿億", "万萬"]) {
      const cut = Math.max(rest.lastIndexOf(name[0]), rest.lastIndexOf(name[1]));
      if (cut < 0) {
        continue;
      }
      const count = cut ? whole(rest.slice(0, cut)) : null;
      if (count === null) {
        return null;
      }
      rest = rest.slice(cut + 1);
      total += count * BigInt(LARGE[name[0]]);
      if (DIGITS[rest]) {
        return total + BigInt((DIGITS[rest] * LARGE[name[0]]) / 10);
      }
    }
    const last = rest ? group(rest) : BigInt(0);
    return last === null ? null : total + last;
  }

  /** Value below 10,000; 一百五 is 150, 一百零五 is 105. */
  function group(sign) {
    if (/^[0-9]+$/.test(sign)) {
      return BigInt(sign);
    }
    const match = GROUP.exec(sign);
    if (!match) {
      return null;
    }
    const [thousands, hundreds, tens, ones] = match.slice(1).map(digit);
    const short = ones && !match[3] && sign.indexOf("零") < 0 && (thousands || hundreds);
    const last = short ? ones * (hundreds ? 10 : 100) : ones;
    return BigInt(1000 * thousands + 100 * hundreds + 10 * tens + last);
  }

  function digit(written) {
    if (!written) {
      return 0;
    }
    if (SMALL.indexOf(written[0]) >= 0) {
      return 1;
    }
    return written[0] in DIGITS ? DIGITS[written[0]] : Number(written[0]);
  }

  /** A decimal number: `count` (a BigInt) of 10^-places. */
  function decimal(count, places) {
    return count === null ? null : { count: count, places: places };
  }

  function power(exponent) {
    return BigInt("1" + "0".repeat(exponent));
  }

  function times(a, factor) {
    return a && decimal(a.count * BigInt(factor), a.places);
  }

  /** Value of a number without unit as a decimal, null when it is none: Arabic with 万亿, or Chinese with 点. */
  function unitless(sign) {
    const match = /^([0-9][0-9,]*)(?:\.([0-9]+))?([千百十万萬亿億]{0,2})$/u.exec(sign);
    if (match) {
      const fraction = match[2] || "";
      const count = whole(match[1]);
      const joined = count === null ? null : count * power(fraction.length) + BigInt(fraction || 0);
      const value = decimal(joined, fraction.length);
      return Array.from(match[3]).reduce((product, scale) => times(product, SCALES[scale]), value);
    }
    if (sign.indexOf("点") >= 0) {
      return spoken(sign);
    }
    return sign === "半" ? decimal(BigInt(5), 1) : decimal(whole(sign), 0);
  }

  /** 二点五, 二点五万. */
  function spoken(sign) {
    const at = sign.indexOf("点");
    const fraction = Array.from(sign.slice(at + 1));
    const scale = LARGE[fraction[fraction.length - 1]] || 1;
    const tail = scale > 1 ? fraction.slice(0, -1) : fraction;
    const count = whole(sign.slice(0, at));
    if (count === null || !tail.length || !tail.every((one) => one in DIGITS)) {
      return null;
    }
    const digits = tail.map((one) => DIGITS[one]).join("");
    return times(decimal(count * power(digits.length) + BigInt(digits), digits.length), scale);
  }

  cbtool.numerals = { chinese, capital, unitless, decimal, power, times, FIGURES };
})(window.cbtool);
