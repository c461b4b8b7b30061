"use strict";
/** Two contracts side by side, topic by topic. */
cbtool.compareContracts = (function () {
  const page = cbtool.page;
  const draw = cbtool.compareClauses;

  function byTopic(contract) {
    const found = {};
    contract.clauses.forEach(function (clause) {
      if (!clause.topics.length || clause.id === "title") return;
      (found[clause.topics[0]] = found[clause.topics[0]] || []).push(clause);
    });
    return found;
  }

  function cell(contract, clauses) {
    const made = page.make("div", { class: "cell" }, page.make("p", { class: "whose", text: contract.title }));
    if (!clauses) made.append(page.make("p", { class: "absent", text: "没有专门的条款" }));
    (clauses || []).forEach(function (clause) {
      made.append(page.make("h3", {}, draw.link(contract, clause)), draw.body(clause));
    });
    return made;
  }

  function head(contract) {
    return page.make("div", { class: "cell head" }, draw.tag(contract), " ",
      page.make("a", { href: page.root + "contracts/" + contract.id + ".html", text: contract.title }));
  }

  /** Draw both contracts into `place`; gives the number of topics shown. */
  return function compareContracts(place, left, right, topics) {
    const lefts = byTopic(left);
    const rights = byTopic(right);
    page.empty(place).append(page.make("div", { class: "pair heads" }, head(left), head(right)));
    const shown = topics.filter(function (topic) { return lefts[topic[0]] || rights[topic[0]]; });
    shown.forEach(function (topic) {
      place.append(page.make("section", { class: "topic-row" },
        page.make("h2", { text: topic[1] }),
        page.make("div", { class: "pair" }, cell(left, lefts[topic[0]]), cell(right, rights[topic[0]]))));
    });
    return shown.length;
  };
})();
