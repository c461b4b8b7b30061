/**
 * Values of answers and expressions: the twin of drafting/values.py.
 *
 * null (unanswered), string, boolean, array, and three kinds of objects:
 * {kind: "number", scaled: whole ten-thousandths}, {kind: "date", year, month, day}, {kind: "record", cells: {…}}.
 */
(function (cbtool) {
  "use strict";

  const BLANK = "____";
  const ONE = 10000;
  const LIMIT = 1e15;
  const NAMES = {
    none: "空", text: "文字", number: "数字", date: "日期", yes_no: "是否", list: "列表", record: "表格行",
  };
  const UNPRINTABLE =
    /[\x00-\x08\x0e-\x1b\x1f\x7f-\x84\x86-\x9f\ud800-\udfff\ue000-\uf8ff\ufeff\ufffe\uffff]/gu;
  const SPACES = "\\t-\\r\\x1c-\\x20\\x85\\xa0\\u1680\\u2000-\\u200a\\u2028\\u2029\\u202f\\u205f\\u3000";
  const SPACE = new RegExp("[" + SPACES + "]");
  const GAPS = new RegExp("[" + SPACES + "]+");

  /** What is wrong, and what to do; `file` and `line` once the place in the template is known. */
  class Fault extends Error {
    /** @param {string} message @param {string} [remedy] */
    constructor(message, remedy) {
      super(message);
      this.remedy = remedy || "";
      this.file = "";
      this.line = 0;
    }

    /** The same fault at a place of a template. */
    static at(file, line, message, remedy) {
      const fault = new Fault((line ? file + ":" + line : file) + "：" + message, remedy);
      fault.file = file;
      fault.line = line;
      return fault;
    }
  }

  /** Runs `compute`; a fault without a place gets this one. */
  function placed(file, line, compute) {
    try {
      return compute();
    } catch (fault) {
      if (!(fault instanceof Fault) || fault.file) {
        throw fault;
      }
      throw Fault.at(file, line, fault.message, fault.remedy);
    }
  }

  /** Whether the object itself has this key. */
  function has(object, key) {
    return Object.prototype.hasOwnProperty.call(object, key);
  }

  /** The text without control characters, surrogates, private-use and byte-order marks. */
  function printable(text) {
    return text.replace(UNPRINTABLE, "");
  }

  /** The text without white space at its start. */
  function trimStart(text) {
    let start = 0;
    while (start < text.length && SPACE.test(text[start])) {
      start += 1;
    }
    return text.slice(start);
  }

  /** The text without white space at its end. */
  function trimEnd(text) {
    let end = text.length;
    while (end > 0 && SPACE.test(text[end - 1])) {
      end -= 1;
    }
    return text.slice(0, end);
  }

  /** The text without white space around it; white space is what Python takes for it. */
  function trim(text) {
    return trimStart(trimEnd(text));
  }

  /** The words of the text with one blank between them. */
  function squeezed(text) {
    return text.split(GAPS).filter(Boolean).join(" ");
  }

  /** How many characters the text has, a pair of surrogates being one. */
  function size(text) {
    return Array.from(text).length;
  }

  /** The number of so many ten-thousandths. */
  function number(scaled) {
    return { kind: "number", scaled: scaled === 0 ? 0 : scaled };
  }

  /** A date; null where there is no such day. */
  function date(year, month, day) {
    const exists = month >= 1 && month <= 12 && day >= 1 && day <= lastDay(year, month);
    return exists ? { kind: "date", year: year, month: month, day: day } : null;
  }

  /** A row of a table. */
  function record(cells) {
    return { kind: "record", cells: cells };
  }

  /** The last day of a month. */
  function lastDay(year, month) {
    const leap = (year % 4 === 0 && year % 100 !== 0) || year % 400 === 0;
    return month === 2 ? (leap ? 29 : 28) : [4, 6, 9, 11].indexOf(month) >= 0 ? 30 : 31;
  }

  /** The kind's name, a key of NAMES. */
  function kindOf(value) {
    if (value === null || value === undefined) {
      return "none";
    }
    if (typeof value === "boolean") {
      return "yes_no";
    }
    if (typeof value === "string") {
      return "text";
    }
    return Array.isArray(value) ? "list" : value.kind;
  }

  /** The kind's name as people read it. */
  function kindName(value) {
    return NAMES[kindOf(value)];
  }

  /** The value itself; a Fault when it is of another kind. */
  function expect(value, kind) {
    if (kindOf(value) !== kind) {
      throw new Fault("这里要" + NAMES[kind] + "，得到的是" + kindName(value));
    }
    return value;
  }

  /** The number of `count` parts of `1 / (ONE × unit)`, rounded half away from zero; a Fault at 10^11 and beyond. */
  function settled(count, unit) {
    const big = BigInt(count);
    const zero = BigInt(0);
    const parts = BigInt(unit);
    const two = BigInt(2);
    const positive = big < zero ? -big : big;
    const rounded = (two * positive + parts) / (two * parts);
    if (positive >= BigInt(LIMIT) * parts || rounded >= BigInt(LIMIT)) {
      throw new Fault("数字太大，超出千亿");
    }
    return number(Number(big < zero ? -rounded : rounded));
  }

  /** The number rounded half away from zero to so many decimals. */
  function round(value, places) {
    const unit = Math.pow(10, 4 - places);
    const rounded = settled(value.scaled, unit).scaled * unit;
    return settled(rounded, 1);
  }

  /** `+`, `-` or `*`; null when a side is unanswered. */
  function calculate(operator, left, right) {
    if (kindOf(left) === "none" || kindOf(right) === "none") {
      return null;
    }
    const a = expect(left, "number").scaled;
    const b = expect(right, "number").scaled;
    if (operator === "*") {
      return settled(BigInt(a) * BigInt(b), ONE);
    }
    return settled(operator === "+" ? a + b : a - b, 1);
  }

  /** The exact quotient, rounded once; a Fault on division by zero. */
  function divide(a, b, places) {
    if (!b.scaled) {
      throw new Fault("不能除以 0");
    }
    const two = BigInt(2);
    const top = BigInt(Math.abs(a.scaled)) * BigInt(Math.pow(10, places));
    const bottom = BigInt(Math.abs(b.scaled));
    const quotient = (two * top + bottom) / (two * bottom);
    const sign = BigInt((a.scaled < 0) !== (b.scaled < 0) ? -1 : 1);
    return settled(sign * quotient * BigInt(Math.pow(10, 4 - places)), 1);
  }

  /** The value in a boolean place; numbers, dates and records have none. */
  function truth(value) {
    const kind = kindOf(value);
    if (kind === "yes_no") {
      return value;
    }
    if (kind === "none") {
      return false;
    }
    if (kind === "text" || kind === "list") {
      return value.length > 0;
    }
    throw new Fault(NAMES[kind] + "不能当作条件，请写成比较，例如 x > 0");
  }

  /** Negative, zero or positive: the order of two numbers or two dates. */
  function order(left, right) {
    if (left.kind === "number") {
      return left.scaled - right.scaled;
    }
    return left.year - right.year || left.month - right.month || left.day - right.day;
  }

  /** A comparison of two values of one kind; with anything unanswered it is false. */
  function compare(operator, left, right) {
    const kind = kindOf(left);
    if (operator === "in" || operator === "not in") {
      return contains(operator, left, right);
    }
    if (kind === "none" || kindOf(right) === "none") {
      return false;
    }
    if (kind !== kindOf(right)) {
      throw new Fault("不能拿" + NAMES[kind] + "和" + kindName(right) + "相比");
    }
    if (kind === "list" || kind === "record") {
      throw new Fault(NAMES[kind] + "不能相比");
    }
    const ordered = kind === "number" || kind === "date";
    if (operator === "==" || operator === "!=") {
      return (ordered ? order(left, right) === 0 : left === right) === (operator === "==");
    }
    if (!ordered) {
      throw new Fault("大小只能在数字之间、日期之间比较");
    }
    const by = order(left, right);
    return { "<": by < 0, "<=": by <= 0, ">": by > 0, ">=": by >= 0 }[operator];
  }

  function contains(operator, item, items) {
    if (kindOf(item) === "none" || kindOf(items) === "none") {
      return false;
    }
    const found = expect(items, "list").some((other) => compare("==", item, other));
    return found === (operator === "in");
  }

  /** Plain digits without grouping or needless zeros: 2700, 0.125. */
  function numberText(value) {
    const positive = Math.abs(value.scaled);
    const decimals = positive % ONE;
    const digits = String((positive - decimals) / ONE);
    const tail = decimals ? "." + String(ONE + decimals).slice(1).replace(/0+$/, "") : "";
    return (value.scaled < 0 ? "-" : "") + digits + tail;
  }

  /** 2026年3月18日. */
  function dayText(day) {
    return day.year + "年" + day.month + "月" + day.day + "日";
  }

  /** What `{{ value }}` prints: a visible blank for nothing; lists, records and yes/no cannot be printed. */
  function printed(value) {
    const kind = kindOf(value);
    if (kind === "none") {
      return BLANK;
    }
    if (kind === "text") {
      return value;
    }
    if (kind === "number") {
      return numberText(value);
    }
    if (kind === "date") {
      return dayText(value);
    }
    throw new Fault(NAMES[kind] + "不能直接打印");
  }

  cbtool.values = {
    BLANK, ONE, LIMIT, SPACES, Fault, placed, has, printable, trim, trimStart, trimEnd, squeezed, size,
    number, date, record, lastDay, kindOf, kindName, expect, round, calculate, divide, truth, order, compare,
    numberText, dayText, printed,
  };
})((window.cbtool = window.cbtool || {}));
