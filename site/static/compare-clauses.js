"use strict";
/** How clauses are drawn side by side, their figures in bold so that the eye finds them. */
cbtool.compareClauses = (function () {
  const page = cbtool.page;
  const FIGURE = /(?:百分之[零〇一二两三四五六七八九十百点]+|[0-9]+(?:[.,][0-9]+)*\s*(?:%|％|‰|元|万元|倍|天|日|个工作日|小时|分钟|个月|月|周|年|人|次|℃|周岁)?)/g;

  /** The text in an element, with its figures marked. */
  function marked(made, text) {
    let at = 0;
    let match;
    FIGURE.lastIndex = 0;
    while ((match = FIGURE.exec(text))) {
      made.append(text.slice(at, match.index), page.make("b", { class: "figure", text: match[0] }));
      at = match.index + match[0].length;
    }
    made.append(text.slice(at));
    return made;
  }

  function tag(contract) {
    if (contract.origin === "sample") return page.make("span", { class: "tag sample", text: "示例" });
    if (contract.form === "digest") return page.make("span", { class: "tag digest", text: "摘要" });
    return page.make("span", { class: "tag signed", text: contract.origin === "official_model" ? "官方范本" : "已签订" });
  }

  function link(contract, clause) {
    const name = [clause.label, clause.heading].filter(Boolean).join(" ") || "正文";
    return page.make("a", { href: page.root + "contracts/" + contract.id + ".html#" + clause.id, text: name });
  }

  function row(cells, head) {
    const made = page.make("tr");
    cells.forEach(function (cell) { made.append(head ? page.make("th", { scope: "col", text: cell }) : marked(page.make("td"), cell)); });
    return made;
  }

  /** The body's lines; lines of cells are a table, the first of them its head. */
  function body(clause) {
    const made = page.make("div", { class: "clause-body" });
    let table = null;
    clause.body.split("\n").filter(Boolean).forEach(function (line) {
      const cells = line.split(" | ");
      if (cells.length < 2) {
        table = null;
        return made.append(marked(page.make("p"), line));
      }
      if (!table) {
        table = page.make("table");
        made.append(page.make("div", { class: "wide", tabindex: "0" }, table));
      }
      table.append(row(cells, !table.rows.length));
    });
    return made;
  }

  /** A clause as plain text with its source. */
  function plain(found) {
    const clause = found.clause;
    const head = [clause.label, clause.heading].filter(Boolean).join(" ");
    return [head, clause.body, "——《" + found.contract.title + "》（" + found.address + "）"].filter(Boolean).join("\n");
  }

  return { body, tag, link, plain };
})();
