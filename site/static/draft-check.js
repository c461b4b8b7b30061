"use strict";
/** What the law says of the draft: findings beside the preview, by the rules that are data. */
cbtool.draftCheck = (function () {
  const page = cbtool.page;
  const box = page.find("[data-check]");
  const NAMES = { illegal: "违法", missing: "缺项", recommended: "建议", review: "需人工判断" };
  const DELAY = 400;
  let data = null;
  let law = null;
  let shown = null;
  let waiting = 0;
  let turns = 0;

  function part(name) { return page.find("[data-check-" + name + "]", box); }

  /** The region the answers name, else the library's. */
  function regionOf(draft) {
    const place = draft.answers.place;
    return (place && data.places[place]) || data.region;
  }

  /** Judge what is shown, step by step so that typing goes on; a newer draft ends it. */
  function draw() {
    const draft = shown.draft;
    const about = { level: shown.template.level, kind: shown.template.kind, region: regionOf(draft), on: part("day").value || page.on };
    const work = law.begin(draft, about);
    const turn = (turns += 1);
    (function next(at) {
      if (turn !== turns) return;
      try {
        if (at === work.steps.length) return tell(work.found());
        work.steps[at]();
      } catch (error) { return failed(error); }
      setTimeout(next, 0, at + 1);
    })(0);
  }

  function failed(error) { part("summary").textContent = "审查不了：" + error.message; }

  function clauseName(address) {
    const clause = address.split("__")[0];
    const block = shown.draft.blocks.find(function (one) { return one.clause === clause && one.label; });
    return block ? block.label : "";
  }

  function item(finding) {
    const head = page.make("p", {}, page.make("span", { class: "tag " + finding.severity, text: NAMES[finding.severity] }), " ");
    const name = clauseName(finding.address);
    if (name) {
      const go = page.make("button", { type: "button", class: "quiet", text: name });
      go.addEventListener("click", function () { scrollTo(finding.address.split("__")[0]); });
      head.append(go, "：");
    }
    head.append(finding.message);
    return page.make("li", { class: "finding " + finding.severity }, head,
      finding.quote ? page.make("p", { class: "facts", text: "原文：" + finding.quote }) : "",
      page.make("p", { class: "facts", text: "依据：" + finding.citation + " · 规则 " + finding.rule }),
      page.make("p", { class: "remedy", text: "建议：" + finding.remedy }));
  }

  function scrollTo(clause) {
    const paper = page.find("[data-paper]");
    const target = page.find('[data-clause="' + clause + '"]', paper);
    if (!target) return;
    page.find("#preview").scrollIntoView({ block: "nearest" });
    paper.scrollTop += target.getBoundingClientRect().top - paper.getBoundingClientRect().top - 12;
    paper.focus();
  }

  function summary(found) {
    const counts = Object.keys(NAMES).map(function (severity) {
      return [severity, found.filter(function (one) { return one.severity === severity; }).length];
    });
    const told = counts.filter(function (pair) { return pair[1]; }).map(function (pair) { return NAMES[pair[0]] + " " + pair[1] + " 处"; });
    return told.length ? told.join("，") : "没有发现问题";
  }

  function tell(found) {
    part("summary").textContent = summary(found);
    const list = page.empty(part("list"));
    found.forEach(function (one) { list.append(item(one)); });
  }

  /** Load what is needed, once; then judge what is shown. */
  function start() {
    if (data) return draw();
    return cbtool.draft.law().then(function (found) {
      data = found;
      cbtool.normal.learn(data.normal[0], data.normal[1]);
      cbtool.normal.complete();
      law = cbtool.law.make(data);
      data.left.forEach(function (rule) { part("left").append(page.make("li", { text: rule[0] + " " + rule[1] })); });
      draw();
    });
  }

  function soon() {
    clearTimeout(waiting);
    waiting = setTimeout(function () {
      Promise.resolve().then(start).catch(failed);
    }, DELAY);
  }

  if (box) {
    part("day").value = page.on;
    part("day").addEventListener("change", soon);
  }

  /** The draft has changed. */
  return function draftCheck(template, draft) {
    if (!box || !draft) return;
    shown = { template: template, draft: draft };
    soon();
  };
})();
