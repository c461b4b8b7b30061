/** Runs in the bare test page: cases in, what the browser makes of them out. */
(function () {
  "use strict";

  const v = cbtool.values;

  /** A value as the vectors write it. */
  function tag(value) {
    const kind = v.kindOf(value);
    if (kind === "list") {
      return value.map(tag);
    }
    if (kind === "number") {
      return { number: v.numberText(value) };
    }
    if (kind === "date") {
      return { date: cbtool.answers.answerText({}, value) };
    }
    return kind === "record" ? { row: each(value.cells, tag) } : value;
  }

  /** The value the vectors write so. */
  function untag(tagged) {
    if (Array.isArray(tagged)) {
      return tagged.map(untag);
    }
    if (tagged === null || typeof tagged !== "object") {
      return tagged;
    }
    if ("number" in tagged) {
      return cbtool.answers.convert({ type: "number" }, tagged.number);
    }
    return "date" in tagged ? cbtool.answers.convert({ type: "date" }, tagged.date) : v.record(each(tagged.row, untag));
  }

  function each(object, change) {
    const found = {};
    Object.keys(object).forEach((key) => { found[key] = change(object[key]); });
    return found;
  }

  /** What the computation gives, or the fault it ends with. */
  function outcome(compute) {
    try {
      return { result: compute() };
    } catch (fault) {
      if (!(fault instanceof v.Fault)) {
        return { crash: String(fault.stack) };
      }
      return { message: fault.message, remedy: fault.remedy, line: fault.line };
    }
  }

  function draft(template, raw, on) {
    const read = cbtool.draft.fromTexts(template, raw);
    const made = cbtool.draft.make(template, read.values);
    const file = cbtool.draft.answersText(template, read.values);
    const again = cbtool.draft.readAnswers(template, file);
    const xml = cbtool.draft.documentXml(made.blocks);
    return {
      problems: read.problems.map((problem) => [problem.message, problem.remedy]),
      title: made.title, body: made.body, number: made.number, blanks: made.blanks, answers: made.answers,
      xml: cbtool.digest.sha256(new TextEncoder().encode(xml)),
      docx: cbtool.digest.sha256(cbtool.draft.wordFile(made, on)),
      kept: cbtool.draft.answersText(template, again.values) === file && !again.problems.length,
    };
  }

  window.harness = {
    functions: (cases) => cases.map((one) => outcome(() => tag(cbtool.functions.apply(one.function, one.arguments.map(untag))))),
    expressions: (given) => given.trees.map((tree) => outcome(() => tag(cbtool.evaluate.evaluate(tree, each(given.values, untag))))),
    renders: (cases) => cases.map((one) => outcome(() => cbtool.evaluate.render(one.tree, each(one.values, untag)).text)),
    numberings: (cases) => cases.map((one) => outcome(() => {
      const numbered = cbtool.numbering.number(one.source, one.numbering, "template.md");
      return { text: numbered.text, title: numbered.title, xml: cbtool.word.body(numbered.blocks) };
    })),
    conversions: (cases) => cases.map((one) => outcome(() => tag(cbtool.draft.convert(one.question, one.raw, each(one.known || {}, untag))))),
    digests: (texts) => texts.map((text) => cbtool.digest.sha256(new TextEncoder().encode(text))),
    yaml: (texts) => texts.map((text) => outcome(() => cbtool.yaml.read(text))),
    drafts: (given) => cbtool.draft.load(given.template).then((template) =>
      given.answers.map((raw) => outcome(() => draft(template, raw, given.on)))),
    bytes: (given) => cbtool.draft.load(given.template).then((template) => {
      const read = cbtool.draft.readAnswers(template, given.answers);
      return Array.from(cbtool.draft.wordFile(cbtool.draft.make(template, read.values), given.on));
    }),
    slotted: (given) => cbtool.draft.load(given.template).then((template) =>
      given.cases.map((one) => outcome(() => {
        const read = cbtool.draft.fromTexts(template, given.answers);
        const made = cbtool.draft.make(template, read.values, one);
        return { body: made.body, number: made.number };
      }))),
    written: (given) => cbtool.draft.load(given.template).then((template) =>
      given.answers.map((raw) => cbtool.draft.answersText(template, cbtool.draft.fromTexts(template, raw).values))),
    loads: (names) => Promise.all(names.map((name) =>
      cbtool.draft.load(name).then((found) => found.id, (fault) => [fault.message, fault.remedy]))),
    reads: (given) => cbtool.draft.load(given.template).then((template) =>
      given.texts.map((text) => outcome(() => {
        const read = cbtool.draft.readAnswers(template, text);
        return { answers: read.answers, problems: read.problems.map((problem) => problem.message) };
      }))),
    columns: (given) => cbtool.draft.load(given.template).then((template) =>
      given.cells.map((cells) => cbtool.draft.isAsked(template, given.name, cells))),
    asked: (given) => cbtool.draft.load(given.template).then((template) =>
      given.answers.map((raw) => {
        const counted = cbtool.draft.effective(template, cbtool.draft.fromTexts(template, raw).values);
        return template.questions.map((question) => cbtool.draft.isAsked(template, question.name, counted));
      })),
  };
})();
