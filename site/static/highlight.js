/* Where the words of a query stand in a hit: the twin of `search/highlight.py`. */
window.cbtool = window.cbtool || {};
(function (cbtool) {
  "use strict";

  /**
   * The merged spans of every piece in the text, in order, as offsets of JavaScript strings.
   * @param {string} text
   * @param {string[]} pieces normalised
   * @returns {number[][]}
   */
  function marks(text, pieces) {
    const normal = cbtool.normal.normalise(text);
    const spans = [];
    for (const piece of pieces) spans.push(...cbtool.atoms.occurrences(normal, piece));
    spans.sort((a, b) => a[0] - b[0] || a[1] - b[1]);
    const merged = [];
    for (const span of spans) {
      const last = merged[merged.length - 1];
      if (last && span[0] <= last[1]) last[1] = Math.max(span[1], last[1]);
      else merged.push(span.slice());
    }
    const origin = cbtool.normal.origin(text, normal);
    return merged.map((span) => span.map(origin));
  }

  cbtool.highlight = { marks };
})(window.cbtool);
