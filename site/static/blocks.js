/** Numbered lines become restricted Markdown and blocks for a Word file: the twin of drafting/body.py. */
(function (cbtool) {
  "use strict";

  const v = cbtool.values;
  const source = cbtool.source;
  const BLANKS = " \t\u3000\xa0\ufeff\u200b\u2002\u2003";

  /** The restricted Markdown that the clause parser reads back. */
  function text(entries, labels) {
    const lines = [];
    entries.forEach((entry) => {
      if (entry.apart && lines.length) {
        lines.push("");
      }
      lines.push(markdown(entry, labels));
    });
    return lines.join("\n") + "\n";
  }

  /** The same lines and tables as blocks: {kind, clause, label, heading, text, line, rows, header}. */
  function blocks(entries, labels) {
    const found = [];
    entries.forEach((entry) => {
      const last = found[found.length - 1];
      if (entry.kind !== "row") {
        found.push(block(entry, source.plain(entry.heading, labels), source.plain(entry.text, labels)));
      } else if (entry.first) {
        found.push(table(entry, row(entry, labels)));
      } else if (source.isRule(source.cells(entry.text))) {
        last.header = true;
      } else {
        last.rows.push(row(entry, labels));
      }
    });
    return found;
  }

  function block(entry, heading, words) {
    return {
      kind: entry.kind, clause: entry.clause, label: entry.label, heading: heading, text: words,
      line: shown(entry, heading, words), rows: [], header: false,
    };
  }

  function table(entry, first) {
    return {
      kind: "table", clause: entry.clause, label: "", heading: "", text: "", line: "", rows: [first], header: false,
    };
  }

  function markdown(entry, labels) {
    if (entry.kind !== "row") {
      const line = shown(entry, source.plain(entry.heading, labels), source.plain(entry.text, labels));
      return entry.mark ? entry.mark + line : escapeLine(line);
    }
    const cells = source.cells(entry.text);
    if (source.isRule(cells)) {
      return "| " + cells.map(() => "---").join(" | ") + " |";
    }
    return "| " + row(entry, labels).map((cell) => cell.replace(/[\\|]/g, "\\$&")).join(" | ") + " |";
  }

  /** The whole line as people read it. */
  function shown(entry, heading, words) {
    if (entry.kind === "article") {
      return v.trimEnd(entry.label + " " + (heading ? "【" + heading + "】" : "") + words);
    }
    const gap = entry.kind === "chapter" || entry.kind === "annex" ? " " : "";
    return entry.label + gap + heading + words;
  }

  function row(entry, labels) {
    return source.cells(entry.text).map((cell) => v.squeezed(source.plain(cell, labels)));
  }

  /** A line that the clause parser reads back as this text, whatever it begins with. */
  function escapeLine(line) {
    let start = 0;
    while (start < line.length && BLANKS.indexOf(line[start]) >= 0) {
      start += 1;
    }
    return "#|\\".indexOf(line[start] || " ") < 0 ? line : line.slice(0, start) + "\\" + line.slice(start);
  }

  cbtool.blocks = { text, blocks };
})((window.cbtool = window.cbtool || {}));
