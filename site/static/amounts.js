/** Amounts with their units, written and read: the twin of the parts of text/numerals.py that drafting uses. */
(function (cbtool) {
  "use strict";

  const { capital: spelled, unitless, decimal, power, times } = cbtool.numerals;
  const UNIT = new RegExp(
    "^(.+?)(%|‰|个?百分点|元整?|圆整?|倍|个工作日|工作日|个自然日|自然日|天|日|个月|月|周年|年|周|个?小时|分钟|人|名|次|岁|级|份)$",
    "u");
  const MONEY = /^(?:(.+?)[元圆])?零?(?:(.)角)?零?(?:(.)分)?[整正]?$/u;

  /** Write so many 分 in capitals: 贰仟柒佰元整. */
  function capital(cents) {
    const whole = Math.floor(cents / 100);
    const rest = cents % 100;
    const yuan = whole || !rest ? spelled(whole) + "元" : "";
    if (!rest) {
      return yuan + "整";
    }
    const tenth = Math.floor(rest / 10);
    const cent = rest % 10;
    const gap = yuan && !tenth ? "零" : "";
    return yuan + gap + (tenth ? spelled(tenth) + "角" : "") + (cent ? spelled(cent) + "分" : "整");
  }

  /** The text without white space, in its plain forms. */
  function plain(text) {
    const zeros = text.replace(/[〇○◯O\u039f]/g, "零").normalize("NFKC");
    return zeros.replace(new RegExp("[" + cbtool.values.SPACES + "]+", "g"), "");
  }

  function plus(a, b) {
    if (!a || !b) {
      return null;
    }
    const places = Math.max(a.places, b.places);
    return decimal(a.count * power(places - a.places) + b.count * power(places - b.places), places);
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

  cbtool.amounts = { capital, amount };
})((window.cbtool = window.cbtool || {}));
