/** The source text between evaluating and numbering: the twin of drafting/source.py. */
(function (cbtool) {
  "use strict";

  const v = cbtool.values;
  const MARKS = /[\\{}#|-]/g;
  const BREAKS = /[\t\n\r\v\f\x1c-\x1e\x85\u2028\u2029]+/g;
  const ANCHOR = /(^|[^\\])\{#([a-z][a-z0-9_]*)\}[ \t]*$/;
  const NAME = /^[a-z][a-z0-9_]*$/;
  const INLINE = /\\([^\n])|\{ref ([a-z][a-z0-9_]*)\}/gu;
  const WELL_FORMED = /^(?:\\[^\n]|\{ref [a-z][a-z0-9_]*\}|[^\\{])*$/u;
  const ITEM = /^( *)-(?: +([^\n]*))?$/;
  const ANNEX = new RegExp("^附件[" + v.SPACES + "]*[:：][" + v.SPACES + "]*([^\\n]*)$");
  const RULE = /^:?-+:?$/;
  const KINDS = ["", "title", "chapter", "article"];

  /** The value as plain text of one line, whatever marks it holds. */
  function escape(value) {
    return v.printable(value.replace(BREAKS, " ")).replace(MARKS, "\\$&");
  }

  /** The mark that numbering replaces by 第…条 or 附件…. */
  function reference(name) {
    if (!NAME.test(name)) {
      throw new v.Fault("ref() 里的名字只能用小写字母、数字和下划线：" + name);
    }
    return "{ref " + name + "}";
  }

  /** The lines that are not empty: {kind, text, anchor, number, gap}. */
  function readSource(text) {
    const lines = [];
    let gap = false;
    text.split("\n").forEach((raw, index) => {
      if (!v.trim(raw)) {
        gap = true;
        return;
      }
      lines.push(readLine(raw, index + 1, gap));
      gap = false;
    });
    return lines;
  }

  function readLine(raw, number, gap) {
    const found = ANCHOR.exec(raw);
    const line = v.trimEnd(found ? raw.slice(0, found.index) + found[1] : raw);
    const [kind, text] = kindOf(line);
    return { kind: kind, text: v.trim(text), anchor: found ? found[2] : "", number: number, gap: gap };
  }

  function kindOf(line) {
    const bare = v.trim(line);
    const item = ITEM.exec(line);
    if (item) {
      return [item[1].length >= 2 ? "subitem" : "item", item[2] || ""];
    }
    if (bare[0] === "|") {
      return ["row", bare];
    }
    const marks = /^#*/.exec(bare)[0].length;
    if (!marks || (bare.length > marks && bare[marks] !== " " && bare[marks] !== "\t")) {
      return ["paragraph", bare];
    }
    const rest = v.trim(bare.slice(marks));
    const annex = marks === 2 ? ANNEX.exec(rest) : null;
    return annex ? ["annex", annex[1]] : [KINDS[marks] || "deeper", rest];
  }

  /** Whether every brace and backslash of the line means something. */
  function isWellFormed(text) {
    return WELL_FORMED.test(text);
  }

  /** The names the line refers to. */
  function references(text) {
    const names = [];
    text.replace(INLINE, (whole, escaped, name) => names.push(name));
    return names.filter(Boolean);
  }

  /** The text as people read it: escapes undone, references replaced. */
  function plain(text, labels) {
    return v.trim(text.replace(INLINE, (whole, escaped, name) => (name ? labels[name] : escaped)));
  }

  /** The cells of a table row, still escaped. */
  function cells(text) {
    const inner = v.trim(text).replace(/^\|/, "");
    const found = splitCells(inner).map(v.trim);
    return found.length && !found[found.length - 1] ? found.slice(0, -1) : found;
  }

  function splitCells(text) {
    const parts = [];
    let start = 0;
    for (let place = 0; place < text.length; place += 1) {
      const escaping = text[place] === "\\";
      if (escaping && place + 1 < text.length) {
        place += 1;
      } else if (escaping || text[place] === "|") {
        parts.push(text.slice(start, place));
        start = place + 1;
      }
    }
    return parts.concat(text.slice(start));
  }

  /** Whether the row is the line of dashes under a table's head. */
  function isRule(row) {
    return row.length > 0 && row.every((cell) => RULE.test(cell));
  }

  cbtool.source = { escape, reference, readSource, isWellFormed, references, plain, cells, isRule };
})((window.cbtool = window.cbtool || {}));
