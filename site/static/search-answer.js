"use strict";
/** How an answer of `cbtool.search.find` is drawn: hits with their marks, facets, chips. */
cbtool.searchAnswer = (function () {
  const page = cbtool.page;
  const WIDTH = 180;
  const AROUND = 24;
  const FOLDERS = { contract: "contracts/", template: "draft/", paper: "draft/", guide: "guides/", model_clause: "clauses/" };

  /** Where a hit's text stands on this site. */
  function place(hit) {
    const parts = hit.address.split("#");
    const folder = FOLDERS[hit.document] || "contracts/";
    return page.root + folder + parts[0] + ".html" + (parts[1] === "title" ? "" : "#" + parts[1]);
  }

  /** A piece of text with the spans that fall into it marked. */
  function marked(element, text, from, to, marks) {
    let at = from;
    marks.forEach(function (span) {
      if (span[1] <= at || span[0] >= to) return;
      const start = Math.max(span[0], at);
      const end = Math.min(span[1], to);
      element.append(text.slice(at, start), page.make("mark", { text: text.slice(start, end) }));
      at = end;
    });
    element.append(text.slice(at, to));
    return element;
  }

  /** The window of the body with most marks: where it starts. */
  function windowStart(from, length, marks) {
    if (length - from <= WIDTH) return from;
    const starts = marks.filter(function (span) { return span[0] >= from; }).map(function (span) { return Math.max(from, span[0] - AROUND); });
    let best = from;
    let most = -1;
    starts.forEach(function (start) {
      const inside = marks.filter(function (span) { return span[0] >= start && span[1] <= start + WIDTH; }).length;
      if (inside > most) { most = inside; best = start; }
    });
    return Math.max(from, Math.min(best, length - WIDTH));
  }

  /** The length of what stands before the body: label and heading, one per line. */
  function headLength(hit) {
    return [hit.label, hit.heading].filter(Boolean).join("\n").length;
  }

  function tagOf(hit) {
    if (hit.document !== "contract") return page.make("span", { class: "tag model", text: { guide: "指引", model_clause: "示范条款" }[hit.document] || "模板" });
    if (hit.origin === "sample") return page.make("span", { class: "tag sample", text: "示例" });
    if (/#para_\d+$/.test(hit.address) || /（摘要）$/.test(hit.title)) return page.make("span", { class: "tag digest", text: "摘要" });
    return page.make("span", { class: "tag signed", text: hit.origin === "official_model" ? "官方范本" : "已签订" });
  }

  function facts(hit, names) {
    const words = ["level", "kind", "status"].map(function (field) { return names[field][hit[field]] || ""; });
    return [hit.heading === hit.title ? "" : hit.title, hit.year].concat(words).filter(Boolean).join(" · ");
  }

  /** One hit as a list item; `names` gives the labels of codes seen in the facets. */
  function item(hit, names) {
    const head = headLength(hit);
    const link = page.make("a", { href: place(hit) });
    if (head) marked(link, hit.text.slice(0, head).split("\n").join(" "), 0, head, hit.marks);
    else link.append(hit.title);
    const made = page.make("li", { class: "hit" + (hit.document !== "contract" || hit.origin === "sample" ? " is-sample" : "") }, page.make("h3", {}, link),
      page.make("p", { class: "facts" }, tagOf(hit), " " + facts(hit, names)));
    const from = head ? Math.min(head + 1, hit.text.length) : 0;
    if (from < hit.text.length) made.append(passage(hit, from));
    if (hit.document === "contract") made.append(foot(hit, names));
    return made;
  }

  function foot(hit, names) {
    const made = page.make("p", { class: "clause-foot" });
    (hit.topics || []).forEach(function (topic) {
      if (names.topic && names.topic[topic] && topic.indexOf(".") < 0) {
        made.append(page.make("a", { class: "topic", href: page.root + "topics/" + topic + ".html", text: names.topic[topic] }));
      }
    });
    const tools = page.make("span", { class: "tools" });
    const address = new URL(place(hit), location.href).href;
    const text = function () { return hit.text + "\n——《" + hit.title + "》（" + hit.address + "）"; };
    tools.append.apply(tools, cbtool.basket.tools(hit.address, hit.label || hit.heading || hit.title, address, text));
    made.append(tools);
    return made;
  }

  /** A guide's text without the signs of Markdown. */
  function plain(element) {
    element.childNodes.forEach(function (node) {
      if (node.nodeType === Node.TEXT_NODE) node.data = node.data.replace(/`|\*\*/g, "").replace(/\n{2,}/g, "\n").replace(/^- /gm, "· ");
    });
  }

  function passage(hit, from) {
    const start = windowStart(from, hit.text.length, hit.marks);
    const end = Math.min(hit.text.length, start + WIDTH);
    const made = page.make("p", { class: "passage" });
    if (start > from) made.append("……");
    marked(made, hit.text, start, end, hit.marks);
    if (end < hit.text.length) made.append("……");
    if (hit.document === "guide") plain(made);
    return made;
  }

  /** The facets as groups of buttons; `pick(field, value)` is called when one is pressed. */
  function facets(place, found, names, chosen, pick) {
    page.empty(place);
    Object.keys(names).forEach(function (field) {
      const values = (found[field] || []).slice(0, 40);
      if (!values.length || (values.length < 2 && !chosen[field])) return;
      const list = page.make("ul");
      values.forEach(function (value, index) { list.append(facetButton(field, value, index, chosen, pick)); });
      const group = page.make("div", { class: "facet" }, page.make("h3", { id: "facet-" + field, text: names[field] }), list);
      list.setAttribute("aria-labelledby", "facet-" + field);
      if (values.length > 8) group.append(moreButton(list, names[field]));
      place.append(group);
    });
  }

  function facetButton(field, value, index, chosen, pick) {
    const on = chosen[field] === value.value;
    const made = page.make("button", { type: "button", class: "facet-value", "aria-pressed": on ? "true" : "false" },
      page.make("span", { text: value.label }), page.make("span", { class: "number", text: value.count }));
    made.addEventListener("click", function () { pick(field, on ? "" : value.value); });
    return page.make("li", { class: index >= 8 ? "extra" : null }, made);
  }

  function moreButton(list, name) {
    const made = page.make("button", { type: "button", class: "quiet", "aria-expanded": "false" }, "全部", page.make("span", { class: "unseen", text: name }));
    made.addEventListener("click", function () {
      const open = list.classList.toggle("open");
      made.setAttribute("aria-expanded", open ? "true" : "false");
      made.firstChild.textContent = open ? "收起" : "全部";
    });
    return made;
  }

  return { item, facets };
})();
