/* One character to one character, by the table of `data/normal.txt`: the twin of `text/normal.py`. */
window.cbtool = window.cbtool || {};
(function (cbtool) {
  "use strict";
  const SPACE = "\\t-\\r\\x1c- \\x85\\xa0\\u1680\\u2000-\\u200a\\u2028\\u2029\\u202f\\u205f\\u3000";
  const BLANKS = new RegExp("[" + SPACE + "]+");
  const ENDS = new RegExp("^[" + SPACE + "]+|[" + SPACE + "]+$", "g");
  const table = new Map();
  const covered = new Set();
  let whole = false;

  /** Add to the table: characters and what they become. */
  function learn(from, to) {
    const targets = Array.from(to);
    Array.from(from).forEach((sign, i) => { table.set(sign, targets[i]); });
  }

  /** These characters are known now: those of them that change are in the table. */
  function cover(signs) {
    for (const sign of signs) covered.add(sign);
  }

  /** Whether the table read so far is enough for this text. */
  function covers(text) {
    if (whole) return true;
    for (const sign of text) if (sign > "\x7f" && !covered.has(sign) && !table.has(sign)) return false;
    return true;
  }

  /** The whole table has been learnt. */
  function complete() {
    whole = true;
  }

  /**
   * The text as it is indexed and searched: as many characters as before.
   * @param {string} text
   */
  function normalise(text) {
    let out = "";
    for (const sign of text) {
      const other = table.get(sign);
      out += other === undefined ? sign : other;
    }
    return out;
  }

  /**
   * Offsets in a text's normal form → offsets in the text. They differ only where a character
   * outside the basic plane stands on one side.
   * @returns {function(number): number}
   */
  function origin(text, normal) {
    if (text.length === normal.length && !/[\ud800-\udfff]/.test(normal)) return (offset) => offset;
    const places = [];
    let at = 0;
    const signs = Array.from(text);
    Array.from(normal).forEach((sign, i) => {
      for (let unit = 0; unit < sign.length; unit++) places.push(at);
      at += signs[i].length;
    });
    places.push(at);
    return (offset) => places[Math.min(offset, places.length - 1)];
  }

  /** The pieces between white space, by Python's idea of it. */
  function split(text) {
    return text.split(BLANKS).filter(Boolean);
  }

  /** The text without white space at its ends. */
  function strip(text) {
    return text.replace(ENDS, "");
  }

  cbtool.normal = { learn, cover, covers, complete, normalise, origin, split, strip, SPACE };
})(window.cbtool);
