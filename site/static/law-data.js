/** The law as `site/law_data.py` packs it, ready for use. */
(function (cbtool) {
  "use strict";

  const PATTERNS = ["pattern", "patterns", "unless", "where", "when"];

  /** The same data with patterns by their texts: text → [regex source, the groups of words it needs]. */
  function unpack(packed) {
    const known = {};
    packed.patterns.forEach(([text, groups, source]) => {
      const words = (groups || [text]).map((group) => group.split("|"));
      known[text] = [source === undefined ? plainSource(text, packed.plain) : source, words];
    });
    const named = (shape) => withTexts(shape, packed.patterns);
    return Object.assign({}, packed, {
      patterns: known,
      provisions: packed.provisions.map((one) => Object.assign({}, one, { reading: one.reading.map(named) })),
      rules: packed.rules.map((rule) => Object.assign({}, rule, rule.require && { require: named(rule.require) },
        rule.forbid && { forbid: named(rule.forbid) })),
    });
  }

  function plainSource(text, plain) {
    return plain.reduce((source, [written, part]) => source.split(written).join(part), text);
  }

  /** A shape with the texts that its numbers stand for. */
  function withTexts(shape, rows) {
    const found = Object.assign({}, shape);
    PATTERNS.filter((key) => key in shape).forEach((key) => {
      found[key] = Array.isArray(shape[key]) ? shape[key].map((number) => rows[number][0]) : rows[shape[key]][0];
    });
    return found;
  }

  cbtool.lawData = { unpack };
})((window.cbtool = window.cbtool || {}));
