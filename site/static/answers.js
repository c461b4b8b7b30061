/** Answers as people type them or files hold them become values, and back: the twin of drafting/answers.py. */
(function (cbtool) {
  "use strict";

  const v = cbtool.values;
  const YES = ["是", "有", "对", "要", "y", "yes", "true", "1"];
  const NO = ["否", "无", "没有", "不", "不是", "不要", "n", "no", "false", "0"];
  const GAP = "[" + v.SPACES + "]*";
  const DATE = new RegExp(
    "^([0-9]{4})" + GAP + "[-/.年]" + GAP + "([0-9]{1,2})" + GAP + "[-/.月]" + GAP + "([0-9]{1,2})" + GAP + "日?$");
  const NAME = /^[a-z][a-z0-9_]*$/;
  const DIGITS = /^[0-9]+$/;
  const UNITS = {
    money: ["元人民币", "人民币", "元", "¥", "￥"],
    percent: ["%", "个百分点"],
    days: ["个工作日", "工作日", "个自然日", "天", "日"],
  };
  const SHOWN_UNITS = { percent: "%", money: "元", days: "天" };
  const LONGEST = 20000;
  const LONGEST_NUMBER = 28;
  const MOST_ROWS = 200;
  const CONVERT = {
    text: (question, raw) => bounded(question, v.squeezed(raw)),
    long_text: (question, raw) => bounded(question, lines(v.trim(raw)).map(v.trim).join("\n")),
    number: number,
    money: number,
    percent: number,
    date: day,
    days: whole,
    integer: whole,
    choice: choice,
    yes_no: yesNo,
  };

  /**
   * The answer's value, null when it is left empty; a Fault that says what would be right.
   * `known` are the answers before it: a bound may name one of them.
   * @param {object} question @param {string|object[]|null} given @param {object} [known]
   */
  function convert(question, given, known) {
    const clean = typeof given === "string" ? v.printable(given) : given;
    const raw = typeof clean === "string" && !v.trim(clean) ? null : clean;
    if (raw === null || raw === undefined || (Array.isArray(raw) && !raw.length)) {
      if (question.required) {
        throw new v.Fault("“" + question.label + "”必须填写", question.help);
      }
      return null;
    }
    if (question.type === "records") {
      return records(question, raw, known || {});
    }
    if (typeof raw !== "string") {
      throw new v.Fault("“" + question.label + "”应当是一个值，不是列表");
    }
    const value = CONVERT[question.type](question, raw);
    checkBounds(question, value, known || {});
    return value;
  }

  function records(question, raw, known) {
    if (!Array.isArray(raw) || !raw.every((row) => row !== null && typeof row === "object" && !Array.isArray(row))) {
      throw new v.Fault("“" + question.label + "”要一行一行地填", "每行填：" + names(question.fields));
    }
    const [least, most] = rowBounds(question);
    if (raw.length < least || raw.length > most) {
      throw new v.Fault("“" + question.label + "”要 " + least + " 到 " + most + " 行，现有 " + raw.length + " 行");
    }
    return raw.map((row, index) => oneRow(question, index + 1, row, known));
  }

  function oneRow(question, index, raw, known) {
    const unknown = Object.keys(raw).find((name) => !question.fields.some((field) => field.name === name));
    if (unknown !== undefined) {
      throw new v.Fault("“" + question.label + "”没有叫“" + unknown + "”的列", "有这些列：" + names(question.fields));
    }
    const cells = {};
    question.fields.forEach((field) => {
      const asked = field.ask_if ? Object.assign({}, field, { required: false }) : field;
      try {
        const given = v.has(raw, field.name) ? raw[field.name] : null;
        cells[field.name] = convert(asked, given, Object.assign({}, known, cells));
      } catch (fault) {
        if (!(fault instanceof v.Fault)) {
          throw fault;
        }
        throw new v.Fault("“" + question.label + "”第 " + index + " 行：" + fault.message, fault.remedy);
      }
    });
    return v.record(cells);
  }

  /** Lines as Python splits them. */
  function lines(text) {
    return text.split(/\r\n|[\n\r\v\f\x1c-\x1e\x85\u2028\u2029]/);
  }

  function bounded(question, text) {
    if (v.size(text) > LONGEST) {
      throw new v.Fault("“" + question.label + "”太长，最多 " + LONGEST + " 字");
    }
    return text;
  }

  function number(question, raw) {
    let text = raw.normalize("NFKC").replace(/[, ]/g, "");
    [question.unit || ""].concat(UNITS[question.type] || []).forEach((unit) => {
      text = unit && text.endsWith(unit) ? text.slice(0, -unit.length) : text;
    });
    const amount = v.size(text) > LONGEST_NUMBER ? null : decimal(text);
    if (!amount) {
      throw new v.Fault("“" + question.label + "”要填数字，“" + v.trim(raw) + "”读不出数字", "例如 2700 或 2,700.50");
    }
    const scaled = settled(amount);
    if (scaled === null) {
      throw new v.Fault("“" + question.label + "”最多四位小数，且小于千亿");
    }
    return v.number(scaled);
  }

  function decimal(text) {
    const match = /^([-+]?)([0-9]+)(?:\.([0-9]+))?$/.exec(text);
    if (!match) {
      return cbtool.amounts.amount(text);
    }
    const fraction = match[3] || "";
    return { count: BigInt((match[1] === "-" ? "-" : "") + match[2] + fraction), places: fraction.length };
  }

  /** The decimal in ten-thousandths; null when it has more places or reaches 10^11. */
  function settled(amount) {
    const unit = BigInt("1" + "0".repeat(amount.places));
    const count = amount.count * BigInt(v.ONE);
    const limit = BigInt(v.LIMIT) * unit;
    return count % unit || count >= limit || count <= -limit ? null : Number(count / unit);
  }

  function whole(question, raw) {
    const count = number(question, raw);
    if (count.scaled % v.ONE) {
      throw new v.Fault("“" + question.label + "”要填整数", "例如 3");
    }
    if (question.type === "days" && count.scaled < 0) {
      throw new v.Fault("“" + question.label + "”不能是负数");
    }
    return count;
  }

  function day(question, raw) {
    const match = DATE.exec(v.trim(raw).normalize("NFKC"));
    const found = match && Number(match[1]) ? v.date(Number(match[1]), Number(match[2]), Number(match[3])) : null;
    if (!found) {
      throw new v.Fault("“" + question.label + "”不是日期：" + v.trim(raw), "写成 2026-03-18 的样子");
    }
    if (found.year < 1900 || found.year > 2999) {
      throw new v.Fault("“" + question.label + "”的年份不对：" + found.year);
    }
    return found;
  }

  function choice(question, raw) {
    const text = v.trim(raw);
    const found = question.choices.find((one, index) => [one.value, one.label, String(index + 1)].indexOf(text) >= 0);
    if (!found) {
      const labels = question.choices.map((one) => one.label).join("、");
      throw new v.Fault("“" + question.label + "”没有“" + text + "”这个选项", "可选：" + labels);
    }
    return found.value;
  }

  function yesNo(question, raw) {
    const text = v.trim(raw).normalize("NFKC").toLowerCase();
    if (YES.indexOf(text) < 0 && NO.indexOf(text) < 0) {
      throw new v.Fault("“" + question.label + "”要答“是”或“否”");
    }
    return YES.indexOf(text) >= 0;
  }

  /** How many rows a question of type records takes: [least, most]. */
  function rowBounds(question) {
    const least = DIGITS.test(question.min || "") ? Number(question.min) : 0;
    return [least, DIGITS.test(question.max || "") ? Number(question.max) : MOST_ROWS];
  }

  /** The least or greatest value a question allows; null for none, and where it names an unanswered question. */
  function bound(question, written, known) {
    if (!written) {
      return null;
    }
    if (!NAME.test(written)) {
      return CONVERT[question.type](question, written);
    }
    return v.has(known, written) && known[written] ? known[written] : null;
  }

  function checkBounds(question, value, known) {
    const kind = v.kindOf(value);
    if (kind !== "number" && kind !== "date") {
      return;
    }
    const [early, late] = kind === "date" ? ["早于", "晚于"] : ["小于", "大于"];
    const least = bound(question, question.min, known);
    const most = bound(question, question.max, known);
    if (least && v.order(value, least) < 0) {
      throw new v.Fault("“" + question.label + "”不能" + early + " " + shown(question, least), question.help);
    }
    if (most && v.order(value, most) > 0) {
      throw new v.Fault("“" + question.label + "”不能" + late + " " + shown(question, most), question.help);
    }
  }

  function shown(question, value) {
    if (value.kind === "date") {
      return v.dayText(value);
    }
    return v.numberText(value) + (question.unit || SHOWN_UNITS[question.type] || "");
  }

  function names(fields) {
    return fields.map((field) => field.name + "（" + field.label + "）").join("、");
  }

  /** The value as an answers file holds it: text, or a list of rows of texts; null when unanswered. */
  function answerText(question, value) {
    const kind = v.kindOf(value);
    if (kind === "list") {
      return value.length ? value.map((row) => texts(question.fields, row.cells)) : null;
    }
    if (kind === "yes_no") {
      return value ? "yes" : "no";
    }
    if (kind === "number") {
      return v.numberText(value);
    }
    return kind === "date" ? isoText(value) : kind === "none" ? null : value;
  }

  /** 2026-03-18. */
  function isoText(date) {
    return [date.year, date.month, date.day].map((part) => String(part).padStart(2, "0")).join("-");
  }

  /** The answers to these questions as texts, in their order, without the unanswered. */
  function texts(questions, values) {
    const found = {};
    questions.forEach((question) => {
      const text = v.has(values, question.name) ? answerText(question, values[question.name]) : null;
      if (text !== null) {
        found[question.name] = text;
      }
    });
    return found;
  }

  /** The same question with nothing required, in its columns either. */
  function optional(question) {
    const fields = (question.fields || []).map(optional);
    return Object.assign({}, question, { required: false, fields: fields });
  }

  /**
   * The values of saved texts, and what is wrong with the others: {values, problems: [{name, message, remedy}]}.
   * Nothing is required of a file.
   */
  function fromTexts(questions, texts) {
    const known = questions.map((question) => question.name);
    const problems = Object.keys(texts).filter((name) => known.indexOf(name) < 0)
      .map((name) => ({ name: name, message: "模板里没有叫“" + name + "”的问题", remedy: "" }));
    const values = {};
    questions.forEach((question) => {
      const raw = v.has(texts, question.name) ? texts[question.name] : null;
      try {
        values[question.name] = convert(optional(question), raw, values);
      } catch (fault) {
        if (!(fault instanceof v.Fault)) {
          throw fault;
        }
        problems.push({ name: question.name, message: question.name + "：" + fault.message, remedy: fault.remedy });
      }
    });
    return { values: values, problems: problems };
  }

  cbtool.answers = { convert, answerText, texts, fromTexts, rowBounds };
})((window.cbtool = window.cbtool || {}));
