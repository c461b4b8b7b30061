/** The functions a template may call: the twin of drafting/functions.py. */
(function (cbtool) {
  "use strict";

  const v = cbtool.values;
  const numerals = cbtool.numerals;
  const FIRST_YEAR = 1900;
  const LAST_YEAR = 2999;
  const LINE_ENDS = /[\n\r\v\f\x1c-\x1e\x85\u2028\u2029]+/;
  const TAKES_NOTHING_TOO = ["default", "join"];

  /** Name → [function, kinds of its arguments, whether the last kind repeats]. */
  const FUNCTIONS = {
    add_days: [addDays, ["date", "number"]],
    add_months: [(day, count) => addMonths(day, whole(count, -20000, 20000)), ["date", "number"]],
    add_years: [(day, count) => addMonths(day, 12 * whole(count, -1000, 1000)), ["date", "number"]],
    blank: [(count) => "_".repeat(whole(count, 1, 60)), ["number"]],
    capital: [capital, ["number"]],
    chinese: [(count) => numerals.chinese(whole(count, 0, 99999)), ["number"]],
    chinese_date: [chineseDate, ["date"]],
    date: [v.dayText, ["date"]],
    days_between: [(first, last) => v.number((ordinal(last) - ordinal(first)) * v.ONE), ["date", "date"]],
    default: [(value, other) => (v.kindOf(value) === "none" ? other : value), ["any", "any"]],
    divide: [(a, b, places) => v.divide(a, b, whole(places, 0, 4)), ["number", "number", "number"]],
    join: [join, ["list", "text"]],
    length: [length, ["any"]],
    lines: [(text) => text.split(LINE_ENDS).map(v.trim).filter(Boolean), ["text"]],
    max: [(...values) => extreme(values, 1), ["any", "any"], true],
    min: [(...values) => extreme(values, -1), ["any", "any"], true],
    money: [money, ["number"]],
    number: [v.numberText, ["number"]],
    percent: [(count) => v.numberText(count) + "%", ["number"]],
    round: [(count, places) => v.round(count, whole(places, 0, 4)), ["number", "number"]],
    sum: [total, ["list", "text"]],
  };

  /** The result of one call; a Fault on a wrong number or kind of arguments. */
  function apply(name, values) {
    const [call, takes] = FUNCTIONS[name];
    checkCount(name, values.length);
    if (TAKES_NOTHING_TOO.indexOf(name) >= 0) {
      return call(...values);
    }
    if (values.some((value) => v.kindOf(value) === "none")) {
      return null;
    }
    values.forEach((value, index) => {
      const kind = takes[Math.min(index, takes.length - 1)];
      if (kind !== "any") {
        v.expect(value, kind);
      }
    });
    return call(...values);
  }

  function checkCount(name, count) {
    const [, takes, many] = FUNCTIONS[name];
    if (count < takes.length || (count > takes.length && !many)) {
      const more = many ? " 个或更多" : " 个";
      throw new v.Fault(name + "() 要 " + takes.length + more + "参数，写了 " + count + " 个");
    }
  }

  /** The number as a whole one; a Fault when it is not whole or outside the bounds. */
  function whole(number, least, most) {
    const count = number.scaled / v.ONE;
    if (number.scaled % v.ONE || count < least || count > most) {
      throw new v.Fault("这里要 " + least + " 到 " + most + " 的整数，得到的是 " + v.numberText(number));
    }
    return count;
  }

  /** 2,700 or 2,700.50; more than two decimals are kept (piece rates). */
  function money(amount) {
    const [digits, decimals] = v.numberText(v.number(Math.abs(amount.scaled))).split(".");
    const sign = amount.scaled < 0 ? "-" : "";
    const grouped = sign + digits.replace(/\B(?=([0-9]{3})+$)/g, ",");
    return decimals ? grouped + "." + decimals.padEnd(2, "0") : grouped;
  }

  /** 人民币大写: 贰仟柒佰元整. */
  function capital(amount) {
    if (amount.scaled < 0) {
      throw new v.Fault("负数不能写成人民币大写");
    }
    return cbtool.amounts.capital(v.round(amount, 2).scaled / 100);
  }

  /** 二〇二六年三月十八日. */
  function chineseDate(day) {
    const year = String(day.year).replace(/[0-9]/g, (digit) => ("〇" + numerals.FIGURES.slice(1))[digit]);
    return year + "年" + numerals.chinese(day.month) + "月" + numerals.chinese(day.day) + "日";
  }

  /** Days since the first of March of the year 0. */
  function ordinal(day) {
    const year = day.month > 2 ? day.year : day.year - 1;
    const month = (day.month + 9) % 12;
    const leaps = Math.floor(year / 4) - Math.floor(year / 100) + Math.floor(year / 400);
    return 365 * year + leaps + Math.floor((153 * month + 2) / 5) + day.day - 1;
  }

  /** The date of so many days since the first of March of the year 0. */
  function fromOrdinal(days) {
    let year = Math.floor(days / 365.2425) + 1;
    while (ordinal({ year: year, month: 3, day: 1 }) > days) {
      year -= 1;
    }
    const inYear = days - ordinal({ year: year, month: 3, day: 1 });
    const month = Math.floor((5 * inYear + 2) / 153);
    const day = inYear - Math.floor((153 * month + 2) / 5) + 1;
    return { kind: "date", year: month < 10 ? year : year + 1, month: (month + 2) % 12 + 1, day: day };
  }

  function inRange(year) {
    if (year < FIRST_YEAR || year > LAST_YEAR) {
      throw new v.Fault("日期超出 " + FIRST_YEAR + " 年到 " + LAST_YEAR + " 年");
    }
  }

  /** So many calendar days later (earlier when negative). */
  function addDays(day, count) {
    const found = fromOrdinal(ordinal(day) + whole(count, -400000, 400000));
    inRange(found.year);
    return found;
  }

  /** The same day so many months later, or the month's last day where it has none. */
  function addMonths(day, count) {
    const months = day.year * 12 + day.month - 1 + count;
    const year = Math.floor(months / 12);
    inRange(year);
    const month = months - year * 12 + 1;
    return v.date(year, month, Math.min(day.day, v.lastDay(year, month)));
  }

  /** The sum of one column; null while a cell is unanswered. */
  function total(rows, field) {
    return rows.reduce((sum, row) => {
      const cells = v.expect(row, "record").cells;
      if (!v.has(cells, field)) {
        throw new v.Fault("表格行里没有“" + field + "”");
      }
      return v.calculate("+", sum, cells[field]);
    }, v.number(0));
  }

  /** The least (direction -1) or greatest (1) of numbers or of dates. */
  function extreme(values, direction) {
    const kind = v.kindOf(values[0]);
    if ((kind !== "number" && kind !== "date") || values.some((value) => v.kindOf(value) !== kind)) {
      throw new v.Fault("min、max 只能用于几个数字或几个日期");
    }
    return values.reduce((best, value) => (v.order(value, best) * direction > 0 ? value : best));
  }

  /** The items as printed, with the separator between them. */
  function join(items, separator) {
    const mark = v.expect(separator, "text");
    return v.kindOf(items) === "none" ? null : v.expect(items, "list").map(v.printed).join(mark);
  }

  /** How many rows or characters. */
  function length(value) {
    const kind = v.kindOf(value);
    if (kind !== "list" && kind !== "text") {
      throw new v.Fault("length 只能用于列表或文字");
    }
    return v.number((kind === "list" ? value.length : v.size(value)) * v.ONE);
  }

  cbtool.functions = { apply, names: Object.keys(FUNCTIONS) };
})((window.cbtool = window.cbtool || {}));
