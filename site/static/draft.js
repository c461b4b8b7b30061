/**
 * Drafting in the browser, the same as `cbtool draft`: templates, values, drafts and Word files.
 * What goes wrong is a `cbtool.values.Fault` with `message` and `remedy`, both for people.
 */
(function (cbtool) {
  "use strict";

  const v = cbtool.values;
  const answers = cbtool.answers;
  const PARTS = "word.parts";
  const MARKS = ["@@NUMBER@@", "@@DATE@@", "@@TITLE@@"];
  const BODY = "@@BODY@@";
  const loaded = new Map();
  const waiting = new Map();
  const script = document.currentScript;
  const root = script && script.src ? new URL("..", script.src).href : "";

  /** The file of a template, or the base parts of Word files, hands over what it holds. */
  function add(name, content) {
    loaded.set(name, content);
  }

  /** Loads the script `templates/<name>.js` unless its content is there. */
  function fetched(name) {
    if (loaded.has(name)) {
      return Promise.resolve(loaded.get(name));
    }
    if (!waiting.has(name)) {
      waiting.set(name, new Promise((resolve, reject) => {
        const element = document.createElement("script");
        element.src = root + "templates/" + name + ".js";
        element.onload = () => resolve(loaded.get(name));
        element.onerror = () => {
          waiting.delete(name);
          element.remove();
          reject(new v.Fault("模板读不出来：" + name, "请检查网络，或重新解压站点文件后再试。"));
        };
        document.head.appendChild(element);
      }));
    }
    return waiting.get(name);
  }

  /**
   * The template {id, version, title, numbering, questions, conditions, tree}; with it, all that a Word file needs.
   * @param {string} id @returns {Promise<object>}
   */
  function load(id) {
    return Promise.all([fetched(id), fetched(PARTS)]).then((found) => found[0]);
  }

  /** The rungs of a topic's model clauses: [{address, rung, topic, heading, text, source}]. */
  function clauses(topic) {
    return fetched("clauses." + topic);
  }

  /** The law that drafts are held against. */
  function law() {
    return fetched("law");
  }

  /** Whether a condition holds; a condition that cannot be computed is a Fault. */
  function holds(template, key, names) {
    const condition = v.has(template.conditions, key) ? template.conditions[key] : null;
    if (!condition) {
      return true;
    }
    try {
      return v.truth(cbtool.evaluate.evaluate(condition, names));
    } catch (fault) {
      if (!(fault instanceof v.Fault)) {
        throw fault;
      }
      throw v.Fault.at(template.tree.file, 0, key + " 的 ask_if：" + fault.message);
    }
  }

  /** The values that count: an answer to a question that is not asked is as good as none. */
  function effective(template, values) {
    const known = {};
    template.questions.forEach((question) => {
      const value = v.has(values, question.name) ? values[question.name] : null;
      if (v.kindOf(value) === "none" || !holds(template, question.name, known)) {
        known[question.name] = null;
      } else if (Array.isArray(value)) {
        const rows = value.map((row) => effectiveRow(template, question, row, known));
        known[question.name] = rows.length ? rows : null;
      } else {
        known[question.name] = value;
      }
    });
    return known;
  }

  function effectiveRow(template, question, row, known) {
    const cells = {};
    question.fields.forEach((field) => {
      const asked = holds(template, question.name + "." + field.name, Object.assign({}, known, cells));
      cells[field.name] = asked && v.has(row.cells, field.name) ? row.cells[field.name] : null;
    });
    return v.record(cells);
  }

  /**
   * Whether a question, or a column as `question.column`, is asked, given the answers that count (see `effective`)
   * and, for a column, the cells of its row among them.
   */
  function isAsked(template, name, values) {
    const [top, column] = name.split(".");
    const names = {};
    const fields = column ? template.questions.find((question) => question.name === top).fields : [];
    template.questions.concat(fields).forEach((question) => { names[question.name] = null; });
    return holds(template, name, Object.assign(names, values));
  }

  /**
   * The draft: {title, body, blocks, number, blanks, answers}, with other wordings in its slots; same template, values
   * and wordings, same draft. A Fault with the template's line where the template cannot be used with these values.
   * @param {Object<string, {address: string, heading: string, text: string, source: string[]}>} [wordings] by slot
   */
  function make(template, values, wordings = {}) {
    const counted = effective(template, values);
    const rendered = cbtool.slots.place(cbtool.evaluate.render(template.tree, counted), wordings);
    const numbered = cbtool.numbering.number(rendered.text, template.numbering, template.tree.file, rendered.origins);
    const texts = answers.texts(template.questions, counted);
    return {
      title: numbered.title,
      body: numbered.text,
      blocks: numbered.blocks,
      number: draftNumber(template, texts, wordings),
      blanks: blanks(numbered.text),
      answers: texts,
    };
  }

  /** `<template id>-<8 hex digits>`, from the version, the answers and the wordings in its slots alone. */
  function draftNumber(template, texts, wordings) {
    const pairs = template.questions.filter((question) => v.has(texts, question.name))
      .map((question) => [question.name, listed(question, texts[question.name])]);
    const taken = Object.keys(wordings).sort()
      .map((slot) => [slot, wordings[slot].address, wordings[slot].heading, wordings[slot].text]);
    const parts = [template.version, pairs].concat(taken.length ? [taken] : []);
    const canonical = new TextEncoder().encode(JSON.stringify(parts));
    return template.id + "-" + cbtool.digest.sha256(canonical).slice(0, 8);
  }

  /** Rows as lists in the order of the columns. */
  function listed(question, text) {
    if (!Array.isArray(text)) {
      return text;
    }
    return text.map((row) => question.fields.map((field) => (v.has(row, field.name) ? row[field.name] : null)));
  }

  /** How many blanks are left to fill in by hand. */
  function blanks(body) {
    return body.replace(/＿/g, "_").split(v.BLANK).slice(1).filter((part) => part[0] !== "_").length;
  }

  /** The part `word/document.xml` of these blocks. */
  function documentXml(blocks) {
    const part = loaded.get(PARTS).find((pair) => pair[0] === "word/document.xml");
    return part[1].split(BODY).join(cbtool.word.body(blocks));
  }

  /**
   * The .docx of a draft, the same bytes as the command line's.
   * @param {object} draft @param {string} on day of making, such as 2026-03-18 @returns {Uint8Array}
   */
  function wordFile(draft, on) {
    const [year, month, day] = on.split("-").map(Number);
    const fills = [draft.number, v.dayText({ year: year, month: month, day: day }), draft.title];
    return cbtool.zip.stored(loaded.get(PARTS).map(([name, text]) => [
      name, name === "word/document.xml" ? documentXml(draft.blocks) : filled(text, fills),
    ]));
  }

  /** The part with its placeholders replaced; a value that looks like a placeholder stays as it is. */
  function filled(text, fills) {
    const at = MARKS.findIndex((mark) => text.indexOf(mark) >= 0);
    if (at < 0) {
      return text;
    }
    return text.split(MARKS[at]).map((part) => filled(part, fills)).join(cbtool.word.xmlText(fills[at]));
  }

  /** The answers file that page and command line read; `clauses`: slot → address of the wording chosen for it. */
  function answersText(template, values, clauses = {}) {
    const texts = answers.texts(template.questions, values);
    const chosen = Object.keys(clauses).length ? { clauses: clauses } : {};
    return cbtool.yaml.write(Object.assign({ template: template.id, version: String(template.version), answers: texts }, chosen));
  }

  /**
   * An answers file read: {answers, clauses, values, problems: [{name, message, remedy}]}, the first two as they are written.
   * A Fault where the text is no answers file or that of another template.
   */
  function readAnswers(template, text) {
    const file = cbtool.yaml.read(text);
    if (typeof file.template !== "string") {
      throw new v.Fault("这不是答案文件", "请选用本页或 cbtool draft 保存的答案文件。");
    }
    if (file.template !== template.id) {
      throw new v.Fault("这是模板 " + file.template + " 的答案", "请打开那个模板的页面，再读入这个文件。");
    }
    const given = file.answers || {};
    if (typeof given !== "object" || Array.isArray(given)) {
      throw new v.Fault("答案文件里的 answers 读不懂", "每个问题写一行：名称: 答案。");
    }
    const clauses = file.clauses && typeof file.clauses === "object" && !Array.isArray(file.clauses) ? file.clauses : {};
    return Object.assign({ answers: given, clauses: clauses }, answers.fromTexts(template.questions, given));
  }

  cbtool.draft = {
    add, load, clauses, law, effective, isAsked, make, documentXml, wordFile, answersText, readAnswers,
    convert: answers.convert,
    answerText: answers.answerText,
    fromTexts: (template, texts) => answers.fromTexts(template.questions, texts),
  };
})((window.cbtool = window.cbtool || {}));
