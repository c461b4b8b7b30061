/** The patterns of rules and provisions, compiled at build (`site/law_data.py`): the twin of text/patterns.py's search. */
(function (cbtool) {
  "use strict";

  const q = cbtool.quantities;
  const SIDES = { "\ue000": "employer", "\ue001": "worker" };

  /**
   * Patterns for a text that labels its sides so.
   * @param {Object<string, [string, string[][]]>} known text → regex source and the groups of words it needs
   * @param {Object<string, string>} macros sign → the part of sources that it stands for
   * @param {{employer: string, worker: string}} sides
   */
  function book(known, macros, sides) {
    const made = new Map();
    const signs = new RegExp("[" + Object.keys(macros).join("") + "]", "g");

    function pattern(text) {
      if (!made.has(text)) {
        const [source, groups] = known[text];
        const whole = source.replace(signs, (sign) => macros[sign]);
        const own = whole.replace(/\|[\ue000\ue001]/g, (mark) => (sides[SIDES[mark[1]]] ? "|" + sides[SIDES[mark[1]]] : ""));
        const words = groups.map((group) => group.map((need) => need.replace(/[\ue000\ue001]/g, (mark) => sides[SIDES[mark]])));
        made.set(text, { text: text, regex: new RegExp(own, "gu"), groups: words });
      }
      return made.get(text);
    }
    return { pattern };
  }

  /** Whether a canonical text has what the pattern needs; quick. */
  function mayHold(pattern, spelled) {
    return pattern.groups.every((group) => group.some((need) => spelled.indexOf(need) >= 0));
  }

  /** Whether the pattern stands in the text. */
  function holds(pattern, text) {
    const spelled = q.canonical(text).text;
    pattern.regex.lastIndex = 0;
    return mayHold(pattern, spelled) && pattern.regex.test(spelled);
  }

  /** Every match: {start, end, valueStart, valueEnd, quantity, spot}, places in the text searched. */
  function finds(pattern, spelling) {
    const found = [];
    if (!mayHold(pattern, spelling.text)) {
      return found;
    }
    let at = 0;
    for (;;) {
      pattern.regex.lastIndex = at;
      const match = pattern.regex.exec(spelling.text);
      if (!match) {
        return found;
      }
      found.push(one(pattern, spelling, match));
      at = match.index + Math.max(match[0].length, 1);
    }
  }

  function one(pattern, spelling, match) {
    const end = match.index + match[0].length;
    const base = { start: q.place(spelling, match.index), end: q.place(spelling, end), quantity: "", spot: -1, valueStart: -1, valueEnd: -1 };
    if (match[1] === undefined) {
      return base;
    }
    const spot = match.index + valueAt(pattern, spelling.text, match);
    return Object.assign(base, {
      quantity: match[1], spot: spot,
      valueStart: q.place(spelling, spot), valueEnd: q.place(spelling, spot + match[1].length),
    });
  }

  /** Where in the match the value stands; where the same quantity stands twice, the one without which nothing matches. */
  function valueAt(pattern, text, match) {
    const places = [];
    for (let at = match[0].indexOf(match[1]); at >= 0; at = match[0].indexOf(match[1], at + 1)) {
      places.push(at);
    }
    const needed = places.length < 2 ? places : places.filter((place) => {
      const from = match.index + place;
      pattern.regex.lastIndex = match.index;
      const again = pattern.regex.exec(text.slice(0, from) + "·".repeat(match[1].length) + text.slice(from + match[1].length));
      return !again || again.index !== match.index || again[0].length !== match[0].length;
    });
    return needed.length ? needed[0] : places[0];
  }

  cbtool.patterns = { book, mayHold, holds, finds };
})((window.cbtool = window.cbtool || {}));
