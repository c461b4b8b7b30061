/* The index of the site's passages: where the pieces of a query stand. Made by `search_postings.py`. */
window.cbtool = window.cbtool || {};
(function (cbtool) {
  "use strict";
  const { numbers, GAPS, INDEXES } = cbtool.shards;
  const FEW = 3; // so many pairs of a phrase are read at once; a long one is first tried with its rarer parts

  /**
   * Passages and documents out of `index/core.js`.
   * @returns {Object} `count` passages; per passage `starts`, `lengths`, `labels`, `heads` (tokens), `topics`
   *   (number of a set in `topicSets`), `documents` (number); `table` are the documents
   */
  function open(core) {
    const unpack = cbtool.shards.unpacker(core.alphabet);
    const vocabulary = cbtool.vocabulary.read(core.vocabulary, unpack, core.rules);
    const norms = numbers(core.passages.norm, INDEXES);
    const steps = core.passages.norms;
    const starts = new Int32Array(norms.length + 1);
    norms.forEach((norm, i) => { starts[i + 1] = starts[i] + steps[norm + 1]; });
    const heads = column(core.passages.head);
    const index = {
      core, unpack, vocabulary, starts, steps,
      count: norms.length,
      lengths: Float64Array.from(norms, (norm) => steps[norm]),
      labels: Int32Array.from(heads, (head) => head[0]),
      heads: Int32Array.from(heads, (head) => head[0] + head[1]),
      topics: numbers(core.passages.topics, INDEXES),
      topicSets: topicSets(core.passages, vocabulary),
      pairs: core.pairs, atoms: core.atoms,
      places: new Map(), pieces: new Map(), frequencies: new Map(),
    };
    return Object.assign(index, documents(core.documents), texts(core.texts));
  }

  function topicSets(table, vocabulary) {
    const ids = vocabulary.topics.map((topic) => topic.id).concat(table.unknown_topics);
    return table.topic_sets.map((set) => numbers(set, INDEXES).map((place) => ids[place]));
  }

  function column(table) {
    return numbers(table.at, INDEXES).map((place) => table.values[place]);
  }

  function documents(table) {
    const ids = frontCoded(table.id);
    const clauses = column(table.clauses);
    const dates = numbers(table.date, INDEXES);
    const codes = {};
    for (const field of Object.keys(table.codes)) codes[field] = column(table.codes[field]);
    const sizes = numbers(table.size, INDEXES);
    const firsts = [0];
    const owner = [];
    sizes.forEach((size, i) => {
      firsts.push(firsts[i] + size);
      for (let n = 0; n < size; n++) owner.push(i);
    });
    const rows = ids.map((id, i) => ({ id, date: dates[i], clauses: clauses[i], first: firsts[i], size: sizes[i] }));
    return { table: rows, codes, documents: Int32Array.from(owner) };
  }

  /** One id per line; its first symbol tells how many characters it shares with the one before. */
  function frontCoded(text) {
    let last = "";
    return text.split("\n").filter(Boolean).map((line) => (last = last.slice(0, numbers(line[0], INDEXES)[0]) + line.slice(1)));
  }

  /** The first passage of every shard of texts. */
  function texts(packed) {
    let first = 0;
    return { texts: numbers(packed, INDEXES).map((size) => (first += size) - size) };
  }

  /** What to look up for a piece: vocabulary words where they fit, pairs between them. `atoms`: a single one. */
  function units(index, piece) {
    const atoms = cbtool.atoms.atoms(piece);
    if (atoms.length < 2) return [{ key: atoms[0], offset: 0, size: 0, shard: atomShard(index, atoms[0]) }];
    const plain = atoms.map((atom) => (/^[0-9a-z]/.test(atom) ? atom.slice(0, -1) : atom));
    const found = [];
    for (let at = 0; at + 1 < atoms.length;) {
      let end = Math.min(atoms.length, at + 12);
      while (end - at > 2 && !index.vocabulary.shards.has(plain.slice(at, end).join(""))) end--;
      found.push(unit(index, plain.slice(at, end).join(""), atoms[at] + atoms[at + 1], at, end - at - 1));
      at = end - 1;
    }
    return found;
  }

  function unit(index, word, pair, offset, size) {
    const shard = index.vocabulary.shards.get(word);
    if (shard === undefined) return { key: pair, offset, size: 1, shard: "pairs-" + cbtool.shards.shardOf(pair, index.pairs) };
    return { key: word, offset, size, word: true, shard: shard ? "words-" + (shard - 1) : "" };
  }

  function atomShard(index, atom) {
    return "atoms-" + cbtool.shards.shardOf(atom, index.atoms);
  }

  /**
   * Read what these pieces need; long phrases in two steps, because most of them stand nowhere.
   * @param {Set<string>} wanted pairs that are needed in any case
   */
  async function read(index, pieces, wanted) {
    const open = pieces.filter((piece) => !index.pieces.has(piece)).map((piece) => ({ piece, units: units(index, piece) }));
    const live = open.filter(({ piece, units: all }) => all.every((each) => each.shard) || absent(index, piece));
    for (const entry of live) entry.first = firstUnits(entry.units, wanted);
    await cbtool.shards.loadAll(shardsOf(live, "first"));
    const long = live.filter((entry) => entry.first.length < entry.units.length);
    const rest = long.filter(({ piece, first }) => starts(index, first).length || absent(index, piece));
    await cbtool.shards.loadAll(shardsOf(rest, "units"));
    for (const { piece, units: all } of live) if (!index.pieces.has(piece)) index.pieces.set(piece, matched(index, all));
  }

  function absent(index, piece) {
    index.pieces.set(piece, { ids: [], counts: [], inHeads: [], frequencies: [] });
    return false;
  }

  function shardsOf(entries, key) {
    return new Set([].concat(...entries.map((entry) => entry[key].map((each) => each.shard))));
  }

  function firstUnits(all, wanted) {
    const sure = all.filter((each) => each.word || wanted.has(each.key));
    if (all.length - sure.length <= FEW) return all;
    const others = all.filter((each) => sure.indexOf(each) < 0);
    return sure.concat(others.slice(0, Math.max(0, FEW - sure.length)));
  }

  /** Where a unit stands in the library: rising places. */
  function placesOf(index, each) {
    if (!index.places.has(each.key)) {
      const shard = cbtool.shards.get(each.shard);
      const entry = Object.prototype.hasOwnProperty.call(shard, each.key) ? shard[each.key] : "";
      index.places.set(each.key, decoded(typeof entry === "string" ? entry : entry[1]));
    }
    return index.places.get(each.key);
  }

  function decoded(packed) {
    const places = Int32Array.from(numbers(packed, GAPS));
    let last = -1;
    for (let i = 0; i < places.length; i++) last = places[i] += last + 1;
    return places;
  }

  /** The places where all units stand in a row. */
  function starts(index, all) {
    const lists = all.map((each) => ({ offset: each.offset, places: placesOf(index, each) }));
    lists.sort((a, b) => a.places.length - b.places.length);
    let found = lists[0].places;
    if (lists[0].offset) found = found.map((place) => place - lists[0].offset);
    for (const { offset, places } of lists.slice(1)) found = both(found, places, offset);
    return found;
  }

  function both(found, places, offset) {
    const kept = [];
    let i = 0;
    for (const start of found) {
      const wanted = start + offset;
      while (i < places.length && places[i] < wanted) i++;
      if (i < places.length && places[i] === wanted) kept.push(start);
    }
    return kept;
  }

  /** Passages of a piece: `ids`, how often in each, how often in its head; `frequencies` of its pairs for BM25. */
  function matched(index, all) {
    if (!all[0].size) return held(all[0]);
    const last = all[all.length - 1];
    const grouped = group(index, starts(index, all), last.offset + last.size);
    return Object.assign(grouped, { frequencies: [].concat(...all.map((each) => frequency(index, each))) });
  }

  /** Of each pair of a unit: `[passages, heads]` that hold it. */
  function frequency(index, each) {
    const entry = cbtool.shards.get(each.shard)[each.key];
    if (entry !== undefined && typeof entry !== "string") {
      const counts = numbers(entry[0], GAPS);
      return counts.filter((_, i) => i % 2 === 0).map((count, i) => [count, counts[2 * i + 1]]);
    }
    if (!index.frequencies.has(each.key)) {
      const grouped = group(index, placesOf(index, each), 1);
      index.frequencies.set(each.key, [[grouped.ids.length, grouped.inHeads.filter(Boolean).length]]);
    }
    return index.frequencies.get(each.key);
  }

  function group(index, places, size) {
    const ids = [];
    const counts = [];
    const inHeads = [];
    let passage = 0;
    for (const place of places) {
      if (place >= index.starts[passage + 1]) passage = passageOf(index, place, passage + 1);
      if (ids[ids.length - 1] !== passage) {
        ids.push(passage);
        counts.push(0);
        inHeads.push(0);
      }
      counts[counts.length - 1]++;
      if (place - index.starts[passage] + size <= index.heads[passage]) inHeads[inHeads.length - 1]++;
    }
    return { ids, counts, inHeads };
  }

  /** The passage of a place, looked for from `low` on. */
  function passageOf(index, place, low) {
    let high = index.count - 1;
    while (low < high) {
      const middle = (low + high + 1) >> 1;
      if (index.starts[middle] <= place) low = middle;
      else high = middle - 1;
    }
    return low;
  }

  /** The passages of a single atom. */
  function held(each) {
    const shard = cbtool.shards.get(each.shard);
    const packed = Object.prototype.hasOwnProperty.call(shard, each.key) ? shard[each.key] : "";
    const found = { ids: [], counts: [], inHeads: [], frequencies: null };
    const steps = numbers(packed, GAPS);
    let last = 0;
    for (let i = 0; i < steps.length; i++) {
      const step = steps[i];
      found.ids.push(last += Math.floor(step / 6));
      found.inHeads.push((step >> 1) % 3);
      found.counts.push(step % 2 ? steps[++i] + 2 : 1);
    }
    return found;
  }

  /** The passages that hold a piece in their heading (not in the label). */
  function inHeading(index, piece) {
    const all = units(index, piece);
    const found = new Set();
    if (all.some((each) => !each.shard)) return found;
    if (!all[0].size) {
      const { ids, inHeads } = index.pieces.get(piece);
      return new Set(ids.filter((_, i) => inHeads[i] === 2));
    }
    const last = all[all.length - 1];
    for (const place of starts(index, all)) {
      const passage = passageOf(index, place, 0);
      const at = place - index.starts[passage];
      if (at >= index.labels[passage] && at + last.offset + last.size <= index.heads[passage]) found.add(passage);
    }
    return found;
  }

  cbtool.postings = { open, read, inHeading };
})(window.cbtool);
