/** Numbers in Chinese text, written and read: the twin of the parts of text/numerals.py that drafting uses. */
(function (cbtool) {
  "use strict";

  const FORMS = "零一二三四五六七八九";
  const CAPITALS = "零壹贰叁肆伍陆柒捌玖";
  const DIGITS = Object.create(null);
  const SMALL = "十拾百佰千仟";
  const LARGE = { 万: 10000, 萬: 10000, 亿: 100000000, 億: 100000000 };
  const SCALES = { 千: 1000, 百: 100, 十: 10, 万: 10000, 萬: 10000, 亿: 100000000, 億: 100000000 };
  const TENS = { 廿: "二十", 卅: "三十", 卌: "四十" };
  const DIGIT = "[一二三四五六七八九壹贰叁肆伍陆柒捌玖两兩貳參陸弌貮1-9]";
  const GROUP = new RegExp(
    "^零?(" + DIGIT + "[千仟])?零?(" + DIGIT + "[百佰]|^[百佰])?零?(" + DIGIT + "?[十拾])?零?(" + DIGIT + ")?$", "u");
  const UNIT = new RegExp(
    "^(.+?)(%|‰|个?百分点|元整?|圆整?|倍|个工作日|工作日|个自然日|自然日|天|日|个月|月|周年|年|周|个?小时|分钟|人|名|次|岁|级|份)$",
    "u");
  const MONEY = /^(?:(.+?)[元圆])?零?(?:(.)角)?零?(?:(.)分)?[整正]?$/u;

  Array.from(FORMS).forEach((sign, value) => { DIGITS[sign] = value; });
  Array.from(CAPITALS).forEach((sign, value) => { DIGITS[sign] = value; });
  Object.assign(DIGITS, {
    "〇": 0, "○": 0, "◯": 0, O: 0, "\u039f": 0, 两: 2, 兩: 2, 貳: 2, 參: 3, 陸: 6, 弌: 1, 貮: 2,
  });

  /** Write a whole number below 10^16 in Chinese: 12 十二, 105 一百零五. */
  function chinese(number) {
    const spelled = spell(number, FORMS, "十百千");
    return spelled.startsWith("一十") ? spelled.slice(1) : spelled;
  }

  /** Write so many 分 in capitals: 贰仟柒佰元整. */
  function capital(cents) {
    const whole = Math.floor(cents / 100);
    const rest = cents % 100;
    const yuan = whole || !rest ? spell(whole, CAPITALS, "拾佰仟") + "元" : "";
    if (!rest) {
      return yuan + "整";
    }
    const tenth = Math.floor(rest / 10);
    const cent = rest % 10;
    const gap = yuan && !tenth ? "零" : "";
    return yuan + gap + (tenth ? CAPITALS[tenth] + "角" : "") + (cent ? CAPITALS[cent] + "分" : "整");
  }

  function spell(number, forms, small) {
    if (number === 0) {
      return forms[0];
    }
    for (const [unit, sign] of [[100000000, "亿"], [10000, "万"]]) {
      if (number >= unit) {
        const head = spell(Math.floor(number / unit), forms, small) + sign;
        const rest = number % unit;
        return rest ? head + (rest < unit / 10 ? forms[0] : "") + spell(rest, forms, small) : head;
      }
    }
    return spellGroup(number, forms, small);
  }

  /** A number below 10,000. */
  function spellGroup(number, forms, small) {
    let out = "";
    let pending = false;
    [1000, 100, 10, 1].forEach((unit, index) => {
      const digit = Math.floor(number / unit) % 10;
      if (digit) {
        out += (pending && out ? forms[0] : "") + forms[digit] + (index < 3 ? small[2 - index] : "");
      }
      pending = !digit;
    });
    return out;
  }

  /** The text without white space, in its plain forms. */
  function plain(text) {
    const zeros = text.replace(/[〇○◯O\u039f]/g, "零").normalize("NFKC");
    return zeros.replace(new RegExp("[" + cbtool.values.SPACES + "]+", "g"), "");
  }

  /** The whole number written in Chinese or Arabic digits as a BigInt; null when it is none. */
  function whole(text) {
    const sign = plain(text).replace(/[廿卅卌]/g, (short) => TENS[short]);
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

  function plus(a, b) {
    if (!a || !b) {
      return null;
    }
    const places = Math.max(a.places, b.places);
    return decimal(a.count * power(places - a.places) + b.count * power(places - b.places), places);
  }

  function times(a, factor) {
    return a && decimal(a.count * BigInt(factor), a.places);
  }

  /** The value of a quantity (2.5万, 百分之六, 一倍半) as a decimal; null when it is none. */
  function amount(text) {
    const sign = plain(text).replace(/^(?:人民币|RMB|￥|¥)/, "");
    const rate = /^(?:百分之|千分之)(.+)$/u.exec(sign);
    if (rate) {
      return unitless(rate[1]);
    }
    const tenths = /^(.+?)成(半?)$/u.exec(sign);
    if (tenths) {
      return plus(times(unitless(tenths[1]), 10), decimal(BigInt(tenths[2] ? 5 : 0), 0));
    }
    const half = /^(.+?)(?:倍|年|天|个月|个?小时)半$/u.exec(sign);
    if (half) {
      return plus(unitless(half[1]), decimal(BigInt(5), 1));
    }
    const money = /[角分][整正]?$|[元圆][整正]$/u.test(sign) ? MONEY.exec(sign) : null;
    if (money) {
      return coins(money.slice(1));
    }
    const unit = UNIT.exec(sign);
    return unitless(unit ? unit[1] : sign);
  }

  /** Yuan, tenths and hundredths added up. */
  function coins(parts) {
    return parts.reduce((sum, part, place) => {
      const value = part ? unitless(part) : decimal(BigInt(0), 0);
      return plus(sum, value && decimal(value.count, value.places + place));
    }, decimal(BigInt(0), 0));
  }

  /** Value of a number without unit: Arabic with 万亿, or Chinese with 点. */
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

  cbtool.numerals = { chinese, capital, amount };
})((window.cbtool = window.cbtool || {}));
