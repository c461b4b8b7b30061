"use strict";
/** Model clauses in the place of a template's articles: the choice for each slot, and what was chosen. */
cbtool.draftSlots = (function () {
  const page = cbtool.page;
  const box = page.find("[data-slots]");
  const texts = new Map();
  let template = null;
  let chosen = {};
  let told = function () { /* set by `begin` */ };

  function mainTopic(topic) { return topic.split(".")[0]; }

  function topicsOf(slot) { return Array.from(new Set(slot.topics.map(mainTopic))); }

  /** How well a wording fits a slot: by its main topic, then by the words its heading shares; 0 where it does not. */
  function fit(slot, wording) {
    if (!slot.topics.length || mainTopic(slot.topics[0]) !== mainTopic(wording.topic)) return 0;
    const shared = Array.from(slot.heading).filter(function (sign) { return wording.heading.indexOf(sign) >= 0; }).length;
    return 1 + shared + (slot.topics[0] === wording.topic ? 2 : 0);
  }

  function bestSlot(wording) {
    const ranked = template.slots.map(function (slot) { return [fit(slot, wording), slot]; })
      .sort(function (a, b) { return b[0] - a[0]; });
    return ranked.length && ranked[0][0] ? ranked[0][1] : null;
  }

  /** The model clauses of some topics are loaded; a topic without any loads nothing. */
  function loaded(topics) {
    return Promise.all(topics.filter(function (topic) { return template.clauseTopics.indexOf(topic) >= 0; }).map(function (topic) {
      return cbtool.draft.clauses(topic).then(function (found) {
        found.forEach(function (wording) { texts.set(wording.address, wording); });
        return found;
      });
    })).then(function (lists) { return [].concat.apply([], lists); });
  }

  function option(wording) {
    return page.make("option", { value: wording.address, text: wording.heading + " · " + wording.rung });
  }

  /** One row: the article's heading and what may stand in its place. */
  function row(slot, wordings) {
    const id = "slot-" + slot.name;
    const select = page.make("select", { id: id }, page.make("option", { value: "", text: "用模板的原文" }));
    wordings.forEach(function (wording) { select.append(option(wording)); });
    select.value = chosen[slot.name] || "";
    select.addEventListener("change", function () {
      if (select.value) chosen[slot.name] = select.value;
      else delete chosen[slot.name];
      told();
    });
    return page.make("div", { class: "question" }, page.make("label", { for: id, text: slot.heading || slot.name }), select);
  }

  /** Draw the rows; done when the details are opened. */
  function draw() {
    const list = page.empty(page.find("[data-slot-list]", box));
    template.slots.forEach(function (slot) {
      const place = page.make("div");
      list.append(place);
      loaded(topicsOf(slot)).then(function (wordings) {
        if (wordings.length) place.append(row(slot, wordings));
      }).catch(failed);
    });
  }

  function failed(error) {
    const place = page.find("[data-slot-error]", box);
    place.textContent = error.message;
    place.hidden = !error.message;
  }

  /** The wordings chosen, by slot; those whose text is not loaded are left out. */
  function wordings() {
    const found = {};
    Object.keys(chosen).forEach(function (slot) {
      if (texts.has(chosen[slot])) found[slot] = texts.get(chosen[slot]);
    });
    return found;
  }

  /** Put the kept choices in, and the clause that a link brought along (`clause`, `topic`); then tell the page. */
  function show(kept, carried) {
    chosen = Object.assign({}, kept);
    const topics = [].concat.apply([], template.slots.filter(function (slot) { return chosen[slot.name]; }).map(topicsOf));
    return loaded(topics.concat(carried.topic || [])).then(function () {
      const slot = texts.has(carried.clause) ? bestSlot(texts.get(carried.clause)) : null;
      if (slot) chosen[slot.name] = carried.clause;
      if (box.open) draw();
      if (slot) box.open = true;
      told();
      return slot ? slot.heading : "";
    });
  }

  function begin(found, changed) {
    template = found;
    told = changed;
    if (box) box.addEventListener("toggle", function () { if (box.open) draw(); });
  }

  return { present: Boolean(box), begin, show, wordings, failed, chosen: function () { return chosen; } };
})();
