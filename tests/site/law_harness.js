/** Runs in the bare test page: what the browser reads in texts and finds in drafts. */
(function () {
  "use strict";

  const KEYS = ["rule", "severity", "address", "quote", "found", "required", "citation", "message", "remedy"];
  let known = null;

  /** The site's own law, made once. */
  function law() {
    if (!known) {
      known = cbtool.draft.law().then((data) => {
        cbtool.normal.learn(data.normal[0], data.normal[1]);
        cbtool.normal.complete();
        return { data: data, law: cbtool.law.make(data) };
      });
    }
    return known;
  }

  function fields(finding) { return KEYS.map((key) => finding[key]); }

  function firstFound(one) {
    const sides = { employer: one.employer, worker: one.worker };
    const pattern = cbtool.patterns.book({ [one.pattern]: [one.source, []] }, {}, sides).pattern(one.pattern);
    const match = cbtool.patterns.finds(pattern, cbtool.quantities.canonical(one.text))[0];
    return match ? [match.start, match.end, match.valueStart, match.valueEnd, match.quantity, match.spot] : null;
  }

  Object.assign(window.harness, {
    spelled: (texts) => law().then(() => texts.map((text) => {
      const spelling = cbtool.quantities.canonical(text);
      return { text: text, canonical: spelling.text, cuts: spelling.cuts };
    })),
    found: (cases) => law().then(() => cases.map(firstFound)),
    sentences: (cases) => law().then(() => cases.map((blocks) => cbtool.sentences.sentences(blocks)
      .map((one) => [one.address, one.text, one.context, one.article, one.original, one.lead]))),
    values: (cases) => law().then(({ law }) => cases.map((draft) => law.values(draft)
      .map((one) => [one.provision, one.value, one.upper, one.unit, one.bound, one.quote, one.address, one.confidence]))),
    ruled: (cases) => law().then(() => cases.map((one) => cbtool.law.make(one.law).judge(one, one.about).map(fields))),
    judged: (given) => Promise.all([cbtool.draft.load(given.template), law()]).then(([template, { law }]) => (
      given.cases.map((one) => {
        const made = cbtool.draft.make(template, cbtool.draft.fromTexts(template, one.answers).values);
        return { body: made.body, findings: law.judge(made, one.about).map(fields) };
      }))),
  });
})();
