/* Atoms and their overlapping pairs: the twin of `text/atoms.py`. */
window.cbtool = window.cbtool || {};
(function (cbtool) {
  "use strict";
  const ATOM = /[0-9]+(?:\.[0-9]+)?|[a-z]+|[^ \t\n\r\f\v]/gu;

  /** A number or Latin word ends with `_`, so that it is never the beginning of a longer one. */
  function closed(atom) {
    return /^[0-9a-z]/.test(atom) ? atom + "_" : atom;
  }

  /** The atoms of an unspaced normalised piece, closed. */
  function atoms(piece) {
    return (piece.match(ATOM) || []).map(closed);
  }

  /** Every pair of neighbouring atoms between white space, and each run's last atom. */
  function pairs(normal) {
    const tokens = [];
    for (const run of cbtool.normal.split(normal)) {
      const found = atoms(run);
      for (let i = 0; i + 1 < found.length; i++) tokens.push(found[i] + found[i + 1]);
      tokens.push(found[found.length - 1]);
    }
    return tokens;
  }

  /**
   * How a piece is looked up: its pairs in a row or, for a single atom, every token that starts with it.
   * @returns {{tokens: string[], prefix: boolean}}
   */
  function phrase(piece) {
    const found = atoms(piece);
    if (found.length === 1) return { tokens: found, prefix: true };
    return { tokens: found.slice(1).map((atom, i) => found[i] + atom), prefix: false };
  }

  /** Every place where the piece stands without cutting a number or a Latin word. */
  function occurrences(normal, piece) {
    const found = [];
    for (let at = normal.indexOf(piece); at >= 0; at = normal.indexOf(piece, at + 1)) {
      if (!cuts(normal, at) && !cuts(normal, at + piece.length)) found.push([at, at + piece.length]);
    }
    return found;
  }

  /** Whether a number or word of the text goes on across this place. */
  function cuts(normal, at) {
    if (at <= 0 || at >= normal.length) return false;
    const left = normal[at - 1];
    const right = normal[at];
    if (left >= "a" && left <= "z") return right >= "a" && right <= "z";
    if (!/[0-9.]/.test(left) || !/[0-9.]/.test(right)) return false;
    let start = at;
    while (start > 0 && /[0-9.]/.test(normal[start - 1])) start--;
    const pattern = new RegExp(ATOM.source, "gu");
    const part = normal.slice(start, at + 40);
    for (let m = pattern.exec(part); m && m.index + start < at; m = pattern.exec(part)) {
      if (m.index + m[0].length + start > at) return true;
    }
    return false;
  }

  cbtool.atoms = { atoms, pairs, phrase, occurrences };
})(window.cbtool);
