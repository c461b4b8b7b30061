/**
 * Trees and answers become source text: the twin of drafting/evaluation.py.
 * The shapes of statements and expressions are listed in drafting/compiling.py.
 */
(function (cbtool) {
  "use strict";

  const v = cbtool.values;
  const source = cbtool.source;

  const EXPRESSIONS = {
    const: (x) => x[1],
    number: (x) => v.number(x[1]),
    name: (x, names) => named(x[1], names),
    field: field,
    loop: (x, names) => names.loop[x[1]],
    list: (x, names) => x[1].map((item) => value(item, names)),
    call: (x, names) => cbtool.functions.apply(x[1], x[2].map((item) => value(item, names))),
    choice: choice,
    join: (x, names) => x[1].map((part) => v.printed(value(part, names))).join(""),
    and: (x, names) => v.truth(value(x[1], names)) && v.truth(value(x[2], names)),
    or: (x, names) => v.truth(value(x[1], names)) || v.truth(value(x[2], names)),
    not: (x, names) => !v.truth(value(x[1], names)),
    none: (x, names) => v.kindOf(value(x[1], names)) === "none",
    pick: (x, names) => value(x[v.truth(value(x[1], names)) ? 2 : 3], names),
    compare: (x, names) => v.compare(x[1], value(x[2], names), value(x[3], names)),
    calculate: (x, names) => v.calculate(x[1], value(x[2], names), value(x[3], names)),
  };

  /** The value of an expression; `names` has no prototype but other names. */
  function value(expression, names) {
    return EXPRESSIONS[expression[0]](expression, names);
  }

  function named(name, names) {
    if (!(name in names)) {
      throw new v.Fault("没有叫“" + name + "”的问题或变量");
    }
    return names[name];
  }

  function field(x, names) {
    const row = value(x[1], names);
    if (v.kindOf(row) === "none") {
      return null;
    }
    const cells = v.expect(row, "record").cells;
    if (!v.has(cells, x[2])) {
      throw new v.Fault("表格行里没有“" + x[2] + "”");
    }
    return cells[x[2]];
  }

  function choice(x, names) {
    const chosen = value(x[1], names);
    if (v.kindOf(chosen) === "none") {
      return null;
    }
    v.expect(chosen, "text");
    const found = x[2].find((pair) => pair[0] === chosen);
    if (!found) {
      throw new v.Fault("没有“" + chosen + "”这个选项");
    }
    return found[1];
  }

  /** The names a tree starts with: every question, unanswered where there is no value. */
  function questionNames(questions, values) {
    const names = Object.create(null);
    questions.forEach((name) => {
      names[name] = v.has(values, name) && values[name] !== undefined ? values[name] : null;
    });
    return names;
  }

  /** Writes statements into pieces of text, each with its line in the template. */
  class Writer {
    constructor(tree) {
      this.file = tree.file;
      this.questions = tree.questions;
      this.macros = new Map(tree.macros.map(([name, parameters, body]) => [name, { parameters, body }]));
      this.pieces = [];
    }

    block(body, names) {
      body.forEach((statement) => this[statement[0] + "Statement"](statement, names));
    }

    at(line, compute) {
      return v.placed(this.file, line, compute);
    }

    textStatement(statement) {
      this.pieces.push([statement[1], statement[2]]);
    }

    printStatement(statement, names) {
      const text = this.at(statement[2], () => source.escape(v.printed(value(statement[1], names))));
      this.pieces.push([text, statement[2]]);
    }

    refStatement(statement, names) {
      const mark = this.at(statement[2], () => source.reference(v.expect(value(statement[1], names), "text")));
      this.pieces.push([mark, statement[2]]);
    }

    ifStatement(statement, names) {
      const [, branches, otherwise, line] = statement;
      const branch = branches.find(([test]) => this.at(line, () => v.truth(value(test, names))));
      this.block(branch ? branch[1] : otherwise, names);
    }

    forStatement(statement, names) {
      const [, name, items, body, line] = statement;
      const rows = this.at(line, () => value(items, names));
      if (v.kindOf(rows) === "none") {
        return;
      }
      if (v.kindOf(rows) !== "list") {
        throw v.Fault.at(this.file, line, "for 只能用于列表，得到的是" + v.kindName(rows));
      }
      rows.forEach((row, index) => {
        const inner = Object.create(names);
        inner[name] = row;
        inner.loop = { index: v.number((index + 1) * v.ONE), first: index === 0, last: index === rows.length - 1 };
        this.block(body, inner);
      });
    }

    setStatement(statement, names) {
      names[statement[1]] = this.at(statement[3], () => value(statement[2], names));
    }

    /** A macro writes in place; the line break before its end is not the caller's. */
    useStatement(statement, names) {
      const [, name, given, line] = statement;
      const macro = this.macros.get(name);
      const inner = questionNames(this.questions, {});
      this.questions.forEach((question) => { inner[question] = names[question]; });
      macro.parameters.forEach((key, index) => {
        inner[key] = this.at(line, () => value(given[index], names));
      });
      const start = this.pieces.length;
      this.block(macro.body, inner);
      const last = this.pieces.length > start ? this.pieces[this.pieces.length - 1] : null;
      if (last && last[0].endsWith("\n")) {
        this.pieces[this.pieces.length - 1] = [last[0].slice(0, -1), last[1]];
      }
    }

    /** The text, and per line of it the template's line. */
    finish() {
      const origins = [1];
      let begun = false;
      this.pieces.forEach(([text, origin]) => {
        if (text && !begun) {
          origins[origins.length - 1] = origin;
        }
        const parts = text.split("\n");
        for (let offset = 1; offset < parts.length; offset += 1) {
          origins.push(origin + offset);
        }
        begun = parts[parts.length - 1] !== "" || (begun && parts.length === 1);
      });
      return { text: this.pieces.map((piece) => piece[0]).join(""), origins: origins };
    }
  }

  /** Source text and origins of a tree with these values; a Fault with the template's line. */
  function render(tree, values) {
    const writer = new Writer(tree);
    writer.block(tree.body, questionNames(tree.questions, values));
    return writer.finish();
  }

  /** The value of one compiled expression. */
  function evaluate(expression, values) {
    return value(expression, Object.assign(Object.create(null), values));
  }

  cbtool.evaluate = { render, evaluate };
})((window.cbtool = window.cbtool || {}));
