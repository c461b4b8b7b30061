"use strict";
/** A draft as it will look: its blocks as paragraphs, headings and tables, blanks in colour. */
cbtool.draftPreview = (function () {
  const page = cbtool.page;
  const HEADINGS = { title: "h2", part: "h3", chapter: "h3", section: "h3", annex: "h3" };

  /** Text with its blanks marked. */
  function filled(element, text) {
    text.split(/(_{2,})/).forEach(function (part) {
      if (/^__/.test(part)) element.append(page.make("span", { class: "blank", text: part }));
      else element.append(part);
    });
    return element;
  }

  function table(block) {
    const made = page.make("table", { class: block.header ? null : "layout" });
    const body = page.make("tbody");
    block.rows.forEach(function (cells, index) {
      const head = block.header && index === 0;
      const row = page.make("tr");
      cells.forEach(function (cell) { row.append(filled(page.make(head ? "th" : "td", { scope: head ? "col" : null }), cell)); });
      if (head) made.append(page.make("thead", {}, row));
      else body.append(row);
    });
    made.append(body);
    return made;
  }

  function line(block) {
    const name = HEADINGS[block.kind];
    if (name) return filled(page.make(name, { class: block.kind, "data-clause": block.clause || null }), block.line);
    const place = String(block.clause || "").split("__")[0];
    const made = page.make("p", { class: place === "preamble" || place === "signature" ? place : block.kind });
    if (block.kind === "article" && block.label) {
      const rest = block.line.slice(block.label.length);
      return filled(page.make("p", { class: "article", "data-clause": block.clause }, page.make("b", { text: block.label })), rest);
    }
    return filled(made, block.line);
  }

  /** Draw the draft into the paper, keeping the place that is read. */
  return function draftPreview(paper, draft) {
    const top = paper.scrollTop;
    const fresh = document.createDocumentFragment();
    draft.blocks.forEach(function (block) {
      fresh.append(block.rows && block.rows.length ? table(block) : line(block));
    });
    fresh.append(page.make("p", { class: "draft-number", text: "草案编号 " + draft.number }));
    page.empty(paper).append(fresh);
    paper.scrollTop = top;
  };
})();
