/** Source text becomes the numbered body of a contract or paper: the twin of drafting/numbering.py. */
(function (cbtool) {
  "use strict";

  const v = cbtool.values;
  const source = cbtool.source;
  const chinese = cbtool.numerals.chinese;
  const MARKS = { title: "# ", chapter: "## ", annex: "## ", section: "### " };

  /** Gives every line its label, then writes them all once the references are known. */
  class Walk {
    constructor(numbering, file, origins) {
      this.numbering = numbering;
      this.file = file;
      this.origins = origins;
      this.entries = [];
      this.places = new Map();
      this.paragraphs = new Map();
      this.title = this.base = this.clause = "";
      this.chapters = this.articles = this.annexes = this.sections = this.items = this.subitems = 0;
      this.chapterDue = this.articleDue = null;
      this.inAnnex = this.underSection = false;
    }

    /** The next line. */
    take(line) {
      if (!this.title && line.kind !== "title") {
        this.refuse(line, "第一行要是 # 标题");
      }
      if (this.chapterDue && ["paragraph", "item", "subitem", "row"].indexOf(line.kind) >= 0) {
        this.refuse(line, "章标题下面要先有 ### 条");
      }
      if (line.kind === "deeper") {
        this.refuse(line, "标题最多三个 #");
      }
      this[line.kind + "Line"](line);
    }

    titleLine(line) {
      if (this.title || !line.text) {
        this.refuse(line, "只能有一个 # 标题，且不能是空的");
      }
      this.title = line.text;
      this.write("title", line, "", "", line.text);
    }

    chapterLine(line) {
      this.closeArticle();
      if (this.inAnnex || this.numbering === "articles") {
        this.refuse(line, "这里不能有章标题", "附件写成“## 附件：名称”，放在最后；不分章时只用 ###。");
      }
      if (!line.text) {
        this.refuse(line, "章标题是空的");
      }
      this.leaveLists();
      if (this.numbering === "chapters") {
        this.chapterDue = line;
        return;
      }
      this.chapters += 1;
      this.sections = 0;
      this.underSection = false;
      this.enter(line, "第" + chinese(this.chapters) + "部分", "");
      this.write("section", line, chinese(this.chapters) + "、", line.text);
    }

    annexLine(line) {
      this.closeArticle();
      this.chapterDue = null;
      if (!line.text) {
        this.refuse(line, "附件没有名称");
      }
      this.annexes += 1;
      this.inAnnex = true;
      this.sections = 0;
      this.underSection = false;
      this.leaveLists();
      this.enter(line, "附件" + this.annexes, "annex_" + this.annexes);
      this.write("annex", line, "附件" + this.annexes, line.text);
    }

    articleLine(line) {
      this.closeArticle();
      this.leaveLists();
      if (this.inAnnex || this.numbering === "none") {
        this.section(line);
        return;
      }
      if (this.numbering === "chapters" && !this.chapters && !this.chapterDue) {
        this.refuse(line, "第一条之前要有 ## 章标题", "不分章就在 questions.yaml 写 numbering: articles");
      }
      this.openChapter();
      this.articles += 1;
      this.enter(line, "第" + chinese(this.articles) + "条", "art_" + this.articles);
      this.articleDue = line;
    }

    /** A heading inside an annex, or the second level of a paper. */
    section(line) {
      if (!line.text) {
        this.refuse(line, "这里的 ### 要有标题");
      }
      this.sections += 1;
      const numeral = chinese(this.sections);
      const part = this.chapters ? "第" + chinese(this.chapters) + "部分" : "";
      const annexed = "附件" + this.annexes + "第" + numeral + "部分";
      this.underSection = !this.inAnnex;
      this.enter(line, this.inAnnex ? annexed : part + "（" + numeral + "）", this.clause);
      this.write("section", line, this.inAnnex ? numeral + "、" : "（" + numeral + "）", line.text);
    }

    paragraphLine(line) {
      if (!line.text) {
        this.refuse(line, "名字要跟在一行文字的后面");
      }
      this.leaveLists();
      this.countParagraph();
      this.name(line);
      if (this.articleDue) {
        this.writeArticle(line);
      } else {
        this.write("paragraph", line, "", "", line.text);
      }
    }

    itemLine(line) {
      if (!(this.articles || this.inAnnex || this.numbering === "none")) {
        this.refuse(line, "条之前不能有“- ”列项");
      }
      this.openArticleAlone();
      this.items += 1;
      this.subitems = 0;
      this.name(line);
      const label = this.underSection ? this.items + "." : "（" + chinese(this.items) + "）";
      this.write("item", line, label, "", this.content(line));
    }

    subitemLine(line) {
      if (!this.items) {
        this.refuse(line, "缩进的“- ”要跟在“- ”列项下面");
      }
      this.subitems += 1;
      this.name(line);
      const label = this.underSection ? "（" + this.subitems + "）" : this.subitems + ".";
      this.write("subitem", line, label, "", this.content(line));
    }

    rowLine(line) {
      if (line.anchor) {
        this.refuse(line, "表格行不能带名字");
      }
      this.openArticleAlone();
      const above = line.gap ? null : this.last();
      const before = above && above.kind === "row" ? above : null;
      this.checkRow(line, before);
      const apart = line.gap || (above !== null && v.has(MARKS, above.kind));
      const empty = { mark: "", label: "", heading: "" };
      const row = { kind: "row", text: line.text, clause: this.clause, line: line, apart: apart, first: !before };
      this.entries.push(Object.assign(row, empty));
    }

    checkRow(line, before) {
      const row = source.cells(line.text);
      if (!row.length) {
        this.refuse(line, "表格这一行没有格");
      }
      const above = before ? source.cells(before.text).length : row.length;
      if (above !== row.length) {
        this.refuse(line, "表格这一行有 " + row.length + " 格，上一行有 " + above + " 格");
      }
      if (source.isRule(row) && !(before && before.first)) {
        this.refuse(line, "| --- | 只能是表格的第二行");
      }
    }

    last() {
      return this.entries.length ? this.entries[this.entries.length - 1] : null;
    }

    openChapter() {
      const line = this.chapterDue;
      this.chapterDue = null;
      if (line) {
        this.chapters += 1;
        const label = "第" + chinese(this.chapters) + "章";
        this.keep(line, { base: label, paragraph: 0, item: 0, subitem: 0 });
        this.clause = "chp_" + this.chapters;
        this.write("chapter", line, label, line.text);
      }
    }

    /** An article that begins with items or a table has them as its first paragraph. */
    openArticleAlone() {
      if (this.articleDue) {
        this.countParagraph();
        this.writeArticle(null);
      } else if (this.base && !this.paragraphs.get(this.base)) {
        this.countParagraph();
      }
    }

    writeArticle(first) {
      const heading = this.articleDue;
      this.articleDue = null;
      if (!first && !heading.text) {
        this.refuse(heading, "没有标题的条要先有一段正文");
      }
      this.write("article", first || heading, this.base, heading.text, first ? first.text : "");
    }

    closeArticle() {
      if (this.articleDue) {
        this.refuse(this.articleDue, "这一条没有正文");
      }
    }

    countParagraph() {
      this.paragraphs.set(this.base, (this.paragraphs.get(this.base) || 0) + 1);
    }

    leaveLists() {
      this.items = this.subitems = 0;
    }

    enter(line, base, clause) {
      this.base = base;
      this.clause = clause;
      this.keep(line, { base: base, paragraph: 0, item: 0, subitem: 0 });
    }

    name(line) {
      if (line.anchor && !this.base) {
        this.refuse(line, "这里不能起名字");
      }
      const paragraph = this.paragraphs.get(this.base) || 0;
      this.keep(line, { base: this.base, paragraph: paragraph, item: this.items, subitem: this.subitems });
    }

    keep(line, place) {
      if (!line.anchor) {
        return;
      }
      if (this.places.has(line.anchor)) {
        this.refuse(line, "名字“" + line.anchor + "”用了两次");
      }
      this.places.set(line.anchor, place);
    }

    content(line) {
      if (!line.text) {
        this.refuse(line, "列项是空的");
      }
      return line.text;
    }

    write(kind, line, label, heading, text) {
      const above = this.last();
      const headed = kind === "article" || v.has(MARKS, kind);
      const apart = headed || line.gap || (above !== null && v.has(MARKS, above.kind));
      const mark = kind === "section" && line.kind === "chapter" ? "## " : MARKS[kind] || "";
      const words = { label: label || "", heading: heading || "", text: text || "" };
      this.entries.push(Object.assign({ kind, mark, clause: this.clause, line, apart, first: false }, words));
    }

    label(place) {
      let label = place.base;
      if (place.paragraph && (this.paragraphs.get(place.base) > 1 || !place.item)) {
        label += "第" + chinese(place.paragraph) + "款";
      }
      if (place.item) {
        label += "第" + chinese(place.item) + "项";
      }
      return label + (place.subitem ? "第" + place.subitem + "目" : "");
    }

    finish() {
      this.closeArticle();
      const labels = Object.create(null);
      this.places.forEach((place, name) => { labels[name] = this.label(place); });
      this.entries.forEach((entry) => this.check(entry, labels));
      return {
        title: source.plain(this.title, labels),
        text: cbtool.blocks.text(this.entries, labels),
        blocks: cbtool.blocks.blocks(this.entries, labels),
      };
    }

    check(entry, labels) {
      const text = entry.heading + entry.text;
      if (!source.isWellFormed(text)) {
        const remedy = "要打印 { 或 \\ 本身，前面加一个 \\；名字写成 {#name}，放在行末。";
        this.refuse(entry.line, "多余的 { 或行末的 \\", remedy);
      }
      const missing = source.references(text).find((name) => !(name in labels));
      if (missing) {
        this.refuse(entry.line, "引用的“" + missing + "”在这份文本里没有", "那一条可能因条件没有写入，请给引用加同样的条件。");
      }
    }

    refuse(line, message, remedy) {
      const place = line.number <= this.origins.length ? this.origins[line.number - 1] : line.number;
      throw v.Fault.at(this.file, place, message, remedy);
    }
  }

  /** The numbered body of evaluated source: {title, text, blocks}; `origins` gives the line errors name. */
  function number(text, numbering, file, origins) {
    const walk = new Walk(numbering, file, origins || []);
    source.readSource(text).forEach((line) => walk.take(line));
    return walk.finish();
  }

  cbtool.numbering = { number };
})((window.cbtool = window.cbtool || {}));
