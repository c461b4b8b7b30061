/* What stands in the library, out of `index/core.js`: its atoms, passages and documents. Made by `search_tables.py`. */
window.cbtool = window.cbtool || {};
(function (cbtool) {
  "use strict";
  const { numbers, GAPS, INDEXES } = cbtool.packing;

  /**
   * Everything that is known before a query is read.
   * @returns {Object} `count` passages, numbered document by document; per passage `lengths`, `labels`, `heads` (tokens),
   *   `topics` (number of a set in `topicSets`), `documents` (number in `table`), and its place in `order`, in which they
   *   were indexed: `slots`; per slot where it `starts`; `atoms`: their numbers; `texts`: the first slot of every shard
   */
  function open(core) {
    const unpack = cbtool.packing.unpacker(core.alphabet);
    const vocabulary = cbtool.vocabulary.read(core.vocabulary, unpack, core.rules);
    const index = { core, unpack, vocabulary, atoms: atoms(core), entries: new Map(), pieces: new Map() };
    return Object.assign(index, passages(core.passages, vocabulary), documents(core.documents), texts(core.texts));
  }

  /** Atom → its number, from 1 on: those of the alphabet, then numbers and Latin words. */
  function atoms(core) {
    const known = new Map();
    const add = (atom) => { if (!known.has(atom)) known.set(atom, known.size + 1); };
    for (const sign of core.alphabet) {
      const normal = cbtool.normal.normalise(sign);
      if (cbtool.normal.split(normal).length && !/^[0-9a-z]/.test(normal)) add(normal);
    }
    core.written.forEach((word) => add(word + "_"));
    return known;
  }

  function passages(table, vocabulary) {
    const norms = numbers(table.norm, INDEXES);
    const topics = numbers(table.topics, INDEXES);
    const sets = lists(numbers(table.sets, INDEXES));
    const order = arranged(ranks(sets), topics, norms, table.norms.length);
    const slots = new Int32Array(order.length);
    order.forEach((id, slot) => { slots[id] = slot; });
    const starts = new Int32Array(order.length + 1);
    order.forEach((id, slot) => { starts[slot + 1] = starts[slot] + table.norms[norms[id] + 1]; });
    const labels = numbers(table.label, INDEXES);
    const headings = numbers(table.heading, INDEXES);
    const ids = vocabulary.topics.map((topic) => topic.id).concat(table.unknown_topics);
    return {
      count: order.length, order, slots, starts, labels, topics, steps: table.norms,
      lengths: Float64Array.from(norms, (norm) => table.norms[norm]),
      heads: Int32Array.from(labels, (label, id) => label + headings[slots[id]]),
      topicSets: sets.map((set) => set.map((place) => ids[place])),
    };
  }

  /** Lists one after the other, each with its length before it. */
  function lists(figures) {
    const found = [];
    for (let i = 0; i < figures.length; i += figures[i] + 1) found.push(figures.slice(i + 1, i + 1 + figures[i]));
    return found;
  }

  /** The place of every set when they are compared topic by topic. */
  function ranks(sets) {
    const names = sets.map((set) => String.fromCharCode(...set));
    const sorted = names.map((_, i) => i).sort((a, b) => (names[a] < names[b] ? -1 : 1));
    const found = [];
    sorted.forEach((set, place) => { found[set] = place; });
    return found;
  }

  /** Passages with the same topics side by side, short ones first, in the order in which they were indexed. */
  function arranged(places, topics, norms, steps) {
    const keys = topics.map((set, id) => places[set] * steps + norms[id]);
    const next = new Int32Array(places.length * steps + 1);
    keys.forEach((key) => { next[key + 1]++; });
    for (let key = 1; key < next.length; key++) next[key] += next[key - 1];
    const order = new Int32Array(keys.length);
    keys.forEach((key, id) => { order[next[key]++] = id; });
    return order;
  }

  function column(table) {
    return numbers(table.at, INDEXES).map((place) => table.values[place]);
  }

  function documents(table) {
    const ids = frontCoded(table.id);
    const clauses = column(table.clauses);
    const dates = column(table.date);
    const codes = {};
    for (const field of Object.keys(table.codes)) codes[field] = column(table.codes[field]);
    const sizes = numbers(table.size, INDEXES);
    const firsts = [0];
    const owner = [];
    sizes.forEach((size, i) => {
      firsts.push(firsts[i] + size);
      for (let n = 0; n < size; n++) owner.push(i);
    });
    const row = (id, i) => ({ id, title: table.title[i], date: dates[i], clauses: clauses[i], first: firsts[i], size: sizes[i] });
    return { table: ids.map(row), codes, documents: Int32Array.from(owner) };
  }

  /** One id per line; its first symbol tells how many characters it shares with the one before. */
  function frontCoded(text) {
    let last = "";
    return text.split("\n").filter(Boolean).map((line) => (last = last.slice(0, numbers(line[0], INDEXES)[0]) + line.slice(1)));
  }

  /** The first slot of every shard of texts. */
  function texts(packed) {
    let first = 0;
    return { texts: numbers(packed, INDEXES).map((size) => (first += size) - size) };
  }

  /** The documents' contexts as strings of tokens, and their mean length over the passages; made when first needed. */
  function contexts(index) {
    const table = index.core.contexts;
    return table.read || (table.read = readContexts(index, table));
  }

  function readContexts(index, table) {
    const tokens = (packed) => cbtool.atoms.pairs(cbtool.normal.normalise(index.unpack(packed)));
    const lines = table.lines.map(tokens);
    const at = numbers(table.at, GAPS);
    let next = 0;
    let total = 0;
    const found = numbers(table.size, INDEXES).map((size, i) => {
      const { title, size: passages } = index.table[i];
      const all = [].concat(...at.slice(next, next + size).map((line) => (line ? lines[line - 1] : tokens(title))));
      next += size;
      total += all.length * passages;
      return { text: " " + all.join(" ") + " ", length: all.length };
    });
    return { contexts: found, mean: total / index.count };
  }

  cbtool.index = { open, contexts };
})(window.cbtool);
