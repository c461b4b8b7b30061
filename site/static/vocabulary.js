/* Synonyms, topics and codes out of `index/core.js`, and regions and industries out of `index/places.js`. */
window.cbtool = window.cbtool || {};
(function (cbtool) {
  "use strict";
  const HAN = /^[\u3400-\u9fff]{2,}$/; // most words; tested first because it is quick

  /**
   * @param {Object} table `vocabulary` of the core
   * @param {function(string): string} unpack
   * @param {Object} rules
   * @returns {{synonyms: Map<string, string[]>, leading: Map<string, string[]>, topics: Object[], codes: Object,
   *   units: Map<string, {number: number, shard: number}>, rules}} `leading`: word → ids of the topics it leads to;
   *   `units`: word of two atoms or more → its number, and its shard counted from 1, 0 where it occurs nowhere
   */
  function read(table, unpack, rules) {
    const { numbers, unsigned, INDEXES, GAPS } = cbtool.packing;
    const words = unpack(table.words).split("\n");
    const shards = numbers(table.shards, INDEXES);
    const units = new Map();
    words.forEach((word, number) => { if (isUnit(word)) units.set(word, { number, shard: shards[number] }); });
    const named = (steps) => { let at = 0; return numbers(steps, GAPS).map((step) => words[at += unsigned(step)]); };
    const topics = table.topics.map(([id, name, steps]) => ({ id, label: unpack(name), words: named(steps) }));
    const leading = lists(numbers(table.leading, INDEXES), words, (place) => topics[place].id);
    const synonyms = lists(numbers(table.synonyms, GAPS), words, (step, word) => words[word + unsigned(step)]);
    return { synonyms, leading, topics, codes: table.codes, units, rules };
  }

  /** Whether a word is looked up by an entry of its own: two atoms or more, unspaced. */
  function isUnit(word) {
    return HAN.test(word) || (cbtool.normal.split(word).length === 1 && cbtool.atoms.atoms(word).length > 1);
  }

  /** Lists by word: the number of the word from the last one's, the length of its list, its items. */
  function lists(figures, words, item) {
    const { unsigned } = cbtool.packing;
    const found = new Map();
    let here = 0;
    for (let i = 0; i < figures.length;) {
      const word = here += unsigned(figures[i]);
      const start = i + 2;
      i = start + figures[i + 1];
      found.set(words[word], figures.slice(start, i).map((figure) => item(figure, word)));
    }
    return found;
  }

  /** The Chinese name of a facet's code. */
  function label(vocabulary, field, code) {
    if (field === "topic") {
      const topic = vocabulary.topics.find((each) => each.id === code);
      return topic ? topic.label : code;
    }
    const pair = (vocabulary.codes[field] || []).find((each) => each[0] === code);
    return pair ? pair[1] : code;
  }

  /** Topics whose words share most with what was typed; none where nothing is shared. */
  function nearestTopics(typed, vocabulary) {
    const pairs = new Set();
    for (const piece of typed) {
      const signs = Array.from(piece);
      for (let i = 0; i + 1 < signs.length; i++) pairs.add(signs[i] + signs[i + 1]);
    }
    const shared = vocabulary.topics.map((topic) => {
      let number = 0;
      for (const word of topic.words) pairs.forEach((pair) => { if (word.indexOf(pair) >= 0) number++; });
      return { number, label: topic.label };
    });
    const best = shared.filter((each) => each.number).sort((a, b) => b.number - a.number);
    return best.slice(0, vocabulary.rules.most_nearest).map((each) => each.label);
  }

  /** Regions and industries as pairs of code and name, in the order of the files. */
  function readPlaces(tables) {
    const rows = (text) => text.split(/\r?\n/).filter(Boolean).map((line) => line.split("\t"));
    return { regions: rows(tables.regions), industries: rows(tables.industries) };
  }

  /** Code prefixes that a word means: a code, or a name with or without its 省, 市, 区, 县 (深圳 → 4403). */
  function findRegions(word, places) {
    if (/^[0-9]+$/.test(word)) return [trimmed(word)];
    const rows = places.regions;
    const codes = (test) => rows.filter(test).map((row) => row[0]);
    const ways = [
      () => codes((row) => row[1] === word),
      () => codes((row) => row[1].slice(0, -1) === word && "省市区县".indexOf(row[1].slice(-1)) >= 0),
      () => wholeNamed(word, rows),
      () => codes((row) => word.length > 1 && row[1].startsWith(word) && row[0].endsWith("0000")),
    ];
    for (const way of ways) {
      const found = way();
      if (found.length) return found.map(trimmed);
    }
    return [];
  }

  function wholeNamed(word, rows) {
    const names = new Map(rows);
    const whole = (code) => Array.from(new Set([code.slice(0, 2) + "0000", code.slice(0, 4) + "00", code]))
      .map((step) => names.get(step) || "").join("") || code;
    return rows.filter((row) => word.endsWith(row[1]) && whole(row[0]) === word).map((row) => row[0]);
  }

  function trimmed(code) {
    for (const zeros of ["0000", "00"]) {
      if (code.length === 6 && code.endsWith(zeros)) return code.slice(0, -zeros.length);
    }
    return code;
  }

  /** Code prefixes that a word means: a code, or part of a name (餐饮 → H62). */
  function findIndustries(word, places) {
    if (/^[a-z]/i.test(word)) return [word.toUpperCase()];
    return places.industries.filter((row) => row[1].indexOf(word) >= 0).map((row) => row[0]);
  }

  cbtool.vocabulary = { read, label, nearestTopics };
  cbtool.places = { read: readPlaces, findRegions, findIndustries };
})(window.cbtool);
