/* Where the words of a query stand in a hit: the twin of `search/highlight.py`. */
window.cbtool = window.cbtool || {};
(function (cbtool) {
  "use strict";
  const AROUND = 24;

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

  /**
   * A window of about `width` characters with the most marks in it, and the marks moved along with it.
   * @returns {{text: string, marks: number[][]}}
   */
  function excerpt(text, spans, width) {
    if (text.length <= width) return { text, marks: spans };
    const inside = (start) => spans.filter((s) => start <= s[0] && s[1] <= start + width).length;
    let at = 0;
    let most = -1;
    for (const start of spans.length ? spans.map((s) => Math.max(0, s[0] - AROUND)) : [0]) {
      if (inside(start) > most) {
        most = inside(start);
        at = start;
      }
    }
    at = Math.min(at, text.length - width);
    const before = at ? "…" : "";
    const after = at + width < text.length ? "…" : "";
    const shift = before.length - at;
    const kept = spans.filter((s) => at <= s[0] && s[1] <= at + width);
    const moved = kept.map((s) => [s[0] + shift, s[1] + shift]);
    return { text: before + text.slice(at, at + width) + after, marks: moved };
  }

  cbtool.highlight = { marks, excerpt };
})(window.cbtool);
