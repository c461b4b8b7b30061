/** The sentences of a draft, straight from its blocks: the twin of text/sentences.py for what numbering writes. */
(function (cbtool) {
  "use strict";

  const ENDS = /[。;!?\n\r\x0b\x0c\x85\u2028\u2029]/;
  const BLANKS = /^[ \t\u3000\xa0\ufeff\u200b]+|[ \t\u3000\xa0\ufeff\u200b]+$/g;
  const LONGEST_LEAD_IN = 80;
  const NAMED_UNITS = { 天数: "天", 月数: "个月", 小时数: "小时" };
  const NO_UNIT = ["人数", "家数", "户数", "次数", "数量", "产量", "序号", "编号", "比例", "定额", "周期", "年限", "工时", "用时"];
  const MARKS = /^[0-9.,%\-~—/ ]+$/;
  const MEASURED = ["元", "%", "天", "日", "小时", "个月", "万元", "年", "分钟"];

  function node(id, kind, extra) {
    return Object.assign({ id: id, kind: kind, heading: "", text: "", children: [], counts: {} }, extra);
  }

  function next(parent, word) {
    parent.counts[word] = (parent.counts[word] || 0) + 1;
    return parent.counts[word];
  }

  /** The tree of clauses, with the ids that the clause parser gives. */
  function tree(blocks) {
    const top = [];
    const state = { chapter: null, holder: null, paragraph: null, item: null };
    const lastTable = blocks.reduce((found, block, index) => (
      block.rows.length && !block.header && !/^annex/.test(block.clause) ? index : found), -1);
    blocks.forEach((block, index) => take(block, top, state, index === lastTable));
    return top;
  }

  function enter(state, holder, siblings) {
    siblings.push(holder);
    Object.assign(state, { holder: holder, paragraph: null, item: null });
    return holder;
  }

  function take(block, top, state, isSignature) {
    if (block.kind === "title") {
      top.push(node("title", "title", { text: block.line }));
    } else if (block.kind === "chapter" || block.kind === "part") {
      state.chapter = node(block.clause, "chapter", { heading: block.heading });
      top.push(state.chapter);
      Object.assign(state, { holder: null, paragraph: null, item: null });
    } else if (block.kind === "article") {
      enter(state, node(block.clause, "article", { heading: block.heading }), state.chapter ? state.chapter.children : top);
      if (block.text) {
        paragraph(state, block.text);
      }
    } else if (block.kind === "annex") {
      state.chapter = null;
      state.annex = enter(state, node(block.clause, "annex", { heading: block.heading || block.text }), top);
    } else if (block.kind === "section") {
      const id = state.annex.id + "__sec_" + next(state.annex, "sec");
      enter(state, node(id, "section", { heading: block.heading || block.text, annex: state.annex.id }), state.annex.children);
    } else if (block.rows.length) {
      table(block, top, state, isSignature);
    } else {
      line(block, top, state);
    }
  }

  function line(block, top, state) {
    if (!state.holder) {
      enter(state, node("preamble", "preamble"), top);
    }
    if (block.kind === "item") {
      const parent = state.paragraph || state.holder;
      state.item = node(parent.id + "__item_" + next(parent, "item"), "item", { text: block.text });
      parent.children.push(state.item);
    } else if (block.kind === "subitem" && state.item) {
      state.item.children.push(node(state.item.id + "__point_" + next(state.item, "point"), "point", { text: block.text }));
    } else {
      paragraph(state, block.line);
    }
  }

  function paragraph(state, text) {
    state.paragraph = node(state.holder.id + "__para_" + next(state.holder, "para"), "paragraph", { text: text });
    state.item = null;
    state.holder.children.push(state.paragraph);
  }

  function table(block, top, state, isSignature) {
    if (isSignature) {
      state.chapter = null;
      enter(state, node("signature", "signature"), top);
    }
    const holder = state.holder || enter(state, node("preamble", "preamble"), top);
    const number = next(holder, "table");
    const made = node(holder.id + "__table_" + number, "table", { rows: block.rows, header: block.header });
    made.rowId = holder.kind === "annex" && number === 1 ? holder.id : made.id;
    holder.children.push(made);
  }

  /**
   * Every sentence in the order of the text: {address, text, context, article, original, lead}.
   * @param {object[]} blocks of a draft
   */
  function sentences(blocks) {
    return [].concat.apply([], tree(blocks).map((one) => of(one, { article: "", context: "" })));
  }

  function joined() {
    return Array.from(arguments).filter(Boolean).join("\n");
  }

  function of(clause, above) {
    if (clause.kind === "title") {
      return cut(clause.text, { address: "title", article: "title", context: "" });
    }
    const own = ["article", "annex", "preamble", "signature"].indexOf(clause.kind) >= 0;
    const place = {
      address: clause.id,
      article: own || !above.article ? clause.id : above.article,
      context: joined(above.context, cbtool.normal.normalise(clause.heading).replace(BLANKS, "")),
    };
    if (clause.kind === "table") {
      return cells(clause, place);
    }
    const found = cut(clause.text, place);
    let leadIn = leadInOf(found);
    let before = clause.text;
    clause.children.forEach((child) => {
      const caption = child.kind === "table" && before.indexOf("单位") >= 0 ? cbtool.normal.normalise(before) : "";
      const inner = of(child, Object.assign({}, place, { context: joined(place.context, leadIn, caption) }));
      inner.forEach((one) => found.push(one));
      leadIn = leadInOf(inner) || leadIn;
      before = lastLine(child);
    });
    return found;
  }

  function lastLine(clause) {
    const last = clause.children[clause.children.length - 1];
    return last ? lastLine(last) : clause.text || "";
  }

  function leadInOf(own) {
    const last = own.length ? own[own.length - 1].text : "";
    return last.endsWith(":") ? last.slice(-LONGEST_LEAD_IN) : "";
  }

  function cut(text, place) {
    const plain = cbtool.normal.normalise(text);
    const found = [];
    let begin = 0;
    for (let at = 0; at <= plain.length; at += 1) {
      if (at === plain.length || ENDS.test(plain[at])) {
        const own = text.slice(begin, at).replace(BLANKS, "");
        if (own) {
          found.push(Object.assign({ text: cbtool.normal.normalise(own), original: own, lead: 0 }, place));
        }
        begin = at + 1;
      }
    }
    return found;
  }

  function cells(table, place) {
    const rows = table.rows.map((row) => row.map((cell) => ({ original: cell, text: cbtool.normal.normalise(cell) })));
    const caption = place.context.split("\n").pop();
    const unit = place.context.indexOf("单位") >= 0 ? unitIn(caption) : "";
    const heads = table.header ? rows[0] : [];
    const found = heads.filter((head) => head.original).map((head) => cell(head, place, "", ""));
    (table.header ? rows.slice(1) : rows).forEach((row, index) => {
      const here = Object.assign({}, place, { address: table.rowId + "__row_" + (index + 1) });
      rowOf(row, heads, unit, here, found);
    });
    return found;
  }

  function rowOf(row, heads, unit, place, found) {
    const before = [];
    row.forEach((own, number) => {
      const head = number < heads.length ? heads[number].text : "";
      const bare = MARKS.test(own.text);
      if (own.text && (number || !bare)) {
        const lead = [head].concat(before).filter(Boolean).map((word) => word + ":").join("");
        found.push(cell(own, place, lead, bare && own.text.indexOf("%") < 0 ? tail(head, unit) : ""));
      }
      if (own.text && !bare) {
        before.push(own.text);
      }
    });
  }

  function cell(own, place, lead, end) {
    return Object.assign({}, place, { text: lead + own.text + end, original: own.original, lead: lead.length });
  }

  /** The unit of a bare number: from its column's head, else from the table's caption. */
  function tail(head, unit) {
    const named = Object.keys(NAMED_UNITS).find((name) => head.endsWith(name));
    const own = unitIn(head) || (named ? NAMED_UNITS[named] : "");
    return own || NO_UNIT.some((word) => head.indexOf(word) >= 0) ? own : unit;
  }

  function unitIn(head) {
    for (const opening of ["单位:", "单位", "(", ",", "、"]) {
      const words = head.indexOf(opening) >= 0 ? head.slice(head.lastIndexOf(opening) + opening.length) : "";
      const unit = words.replace(/^[ ()]+|[ ()]+$/g, "").split(/[,、;。)]/)[0].trim();
      if (unit && unit.length <= 6 && MEASURED.indexOf(unit.split("/")[0]) >= 0) {
        return unit;
      }
    }
    return "";
  }

  cbtool.sentences = { sentences };
})((window.cbtool = window.cbtool || {}));
