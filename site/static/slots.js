/** Other wordings for a template's named articles: the twin of drafting/slots.py. */
(function (cbtool) {
  "use strict";

  const v = cbtool.values;
  const source = cbtool.source;

  /** The named articles of a rendered template: [name, heading] in order. */
  function names(rendered) {
    return source.readSource(rendered.text).filter((line) => line.kind === "article" && line.anchor)
      .map((line) => [line.anchor, line.text]);
  }

  /**
   * The rendered source with the wordings in their slots; a Fault where there is no such slot or the rest refers into it.
   * @param {{text: string, origins: number[]}} rendered
   * @param {Object<string, {heading: string, source: string[]}>} wordings `source` are the lines made at build
   */
  function place(rendered, wordings) {
    return Object.keys(wordings).reduce((found, slot) => placeOne(found, slot, wordings[slot]), rendered);
  }

  function placeOne(rendered, slot, wording) {
    const lines = source.readSource(rendered.text);
    const at = lines.findIndex((line) => line.kind === "article" && line.anchor === slot);
    if (at < 0) {
      const known = names(rendered).map(([name, heading]) => (heading ? name + "（" + heading + "）" : name)).join("、");
      throw new v.Fault("这份文本里没有条款位 " + slot, "可选：" + (known || "（这个模板没有可替换的条款）"));
    }
    let end = at + 1;
    while (end < lines.length && !endsArticle(lines[end])) {
      end += 1;
    }
    refuseLostNames(lines, at, end, slot);
    const heading = source.escape(wording.heading) || lines[at].text;
    const written = ["### " + heading + " {#" + slot + "}"].concat(wording.source, "");
    const last = end < lines.length ? lines[end].number - 1 : rendered.text.split("\n").length;
    return spliced(rendered, lines[at].number - 1, last, written);
  }

  /** A heading does, and so does a table apart from what stands above it (the signatures). */
  function endsArticle(line) {
    return ["title", "chapter", "annex", "article"].indexOf(line.kind) >= 0 || (line.kind === "row" && line.gap);
  }

  function refuseLostNames(lines, at, end, slot) {
    const lost = new Set(lines.slice(at + 1, end).map((line) => line.anchor).filter(Boolean));
    const used = new Set();
    lines.forEach((line, index) => {
      if (index < at || index >= end) {
        source.references(line.text).filter((name) => lost.has(name)).forEach((name) => used.add(name));
      }
    });
    if (used.size) {
      const listed = Array.from(used).sort().join("、");
      throw new v.Fault("条款位 " + slot + " 不能替换：别处引用了它里面的 " + listed, "请换别的条款位。");
    }
  }

  function spliced(rendered, start, end, written) {
    const lines = rendered.text.split("\n");
    const origins = rendered.origins;
    return Object.assign({}, rendered, {
      text: lines.slice(0, start).concat(written, lines.slice(end)).join("\n"),
      origins: origins.slice(0, start).concat(written.map(() => origins[start]), origins.slice(end)),
    });
  }

  cbtool.slots = { names, place };
})((window.cbtool = window.cbtool || {}));
