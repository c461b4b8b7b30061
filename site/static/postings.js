/* Where the pieces of a query stand. The entries were made by `search_postings.py`. */
window.cbtool = window.cbtool || {};
(function (cbtool) {
  "use strict";
  const LONGEST = 12; // atoms of a vocabulary word
  const isRead = (unit) => Boolean(cbtool.shards.get(unit.shard));
  const NOWHERE = { ids: [], counts: [], inHeads: [], frequencies: [] };

  /**
   * How a piece is looked up with fewest entries: vocabulary words and pairs of atoms. Between two that only touch, the
   * pair of atoms across them needs no entry: the one before tells what follows it, and their places tell the rest.
   * @returns {?{units: Object[], atoms: number[]}} null where the piece can stand nowhere
   */
  function plan(index, piece) {
    const atoms = cbtool.atoms.atoms(piece);
    const numbers = atoms.map((atom) => index.atoms.get(atom) || 0);
    if (!numbers.length || numbers.indexOf(0) >= 0) return null;
    if (numbers.length === 1) return { atoms: numbers, units: [single(index, numbers[0])] };
    const plain = atoms.map((atom) => atom.replace(/(.)_$/, "$1"));
    const best = [{ cost: 0 }];
    for (let covered = 0; covered < atoms.length; covered++) {
      if (!best[covered]) continue;
      for (const start of covered ? [covered, covered - 1] : [0]) {
        for (const found of unitsAt(index, plain, numbers, start)) {
          if (!found.shard) return null;
          const end = start + found.size + 1;
          const cost = best[covered].cost + (found.word ? 0.9 : 1);
          if (end > covered && (!best[end] || best[end].cost > cost)) best[end] = { cost, unit: found, before: covered };
        }
      }
    }
    const units = [];
    for (let at = atoms.length; at; at = best[at].before) units.unshift(best[at].unit);
    units.forEach((unit, i) => { unit.touching = i + 1 < units.length && units[i + 1].offset > unit.offset + unit.size; });
    return { atoms: numbers, units };
  }

  function single(index, number) {
    const shards = index.core.atoms;
    return { shard: "atoms-" + (number % shards), key: Math.floor(number / shards), offset: 0, size: 0, rank: number };
  }

  function pair(index, numbers, offset, rank) {
    const shards = index.core.pairs;
    const number = numbers[offset] * (index.atoms.size + 1) + numbers[offset + 1];
    return { shard: "pairs-" + (number % shards), key: Math.floor(number / shards), offset, size: 1, rank };
  }

  /** The pair and the words that start with this atom; `shard` is "" for a word that occurs nowhere. */
  function unitsAt(index, plain, numbers, offset) {
    const found = [];
    if (offset + 1 >= numbers.length) return found;
    const rank = Math.max(numbers[offset], numbers[offset + 1]);
    for (let end = offset + 2; end <= Math.min(numbers.length, offset + LONGEST); end++) {
      const word = index.vocabulary.units.get(plain.slice(offset, end).join(""));
      const size = end - offset - 1;
      if (word) found.push({ shard: word.shard && "words-" + (word.shard - 1), key: word.number, offset, size, word: true, rank });
      else if (size === 1) found.push(pair(index, numbers, offset, rank));
    }
    return found;
  }

  /**
   * Read what these pieces need in two steps: first one entry of each, because most long pieces stand nowhere.
   * @param {function(Object): boolean} [worth] asked between the steps with an index that tells where pieces can stand at most
   * @returns {Promise<boolean>} false where it was not worth the second step
   */
  async function read(index, pieces, worth) {
    const open = [];
    for (const piece of pieces) {
      const made = index.pieces.has(piece) ? null : plan(index, piece);
      if (made) open.push(Object.assign(made, { piece }));
      else if (!index.pieces.has(piece)) index.pieces.set(piece, NOWHERE);
    }
    const seen = new Set();
    await cbtool.shards.loadAll(new Set(living(index, open).map((each) => firstShard(each, seen))));
    const left = living(index, open);
    const rest = [].concat(...left.map((each) => each.units)).filter((unit) => !isRead(unit));
    if (rest.length && worth && !worth(atMost(index, left))) return false;
    await cbtool.shards.loadAll(new Set(rest.map((unit) => unit.shard)));
    for (const each of living(index, left)) index.pieces.set(each.piece, matched(index, each, each.units));
    return true;
  }

  /** The index as far as it was read: pieces stand where their parts do. */
  function atMost(index, left) {
    const found = Object.assign(Object.create(index), { pieces: new Map(index.pieces) });
    for (const each of left) found.pieces.set(each.piece, matched(index, each, each.units.filter(isRead)));
    return found;
  }

  /** Those that, as far as was read, can stand somewhere; the others are settled. */
  function living(index, open) {
    return open.filter((each) => {
      const known = each.units.filter(isRead);
      const alive = known.every((unit) => follows(index, each, unit)) && (known.length < 2 || starts(index, known).length);
      if (!alive) index.pieces.set(each.piece, NOWHERE);
      return alive;
    });
  }

  /** The rarest unit that no piece before has; a piece and its other forms share the rest. */
  function firstShard({ units }, seen) {
    const own = units.filter((unit) => !seen.has(unit.shard + unit.key));
    for (const unit of units) seen.add(unit.shard + unit.key);
    return (own.length ? own : units).reduce((best, unit) => (unit.rank > best.rank ? unit : best)).shard;
  }

  /** Whether the unit stands somewhere, before the atom that comes next in the piece. */
  function follows(index, { atoms }, unit) {
    if (!unit.size) return true;
    const next = atoms[unit.offset + unit.size + 1];
    const found = entry(index, unit);
    return found.places.length > 0 && (next === undefined || found.after.has(next));
  }

  /**
   * A pair or word: its rising `places` in the library, `going`: those that do not stand before white space;
   * `after`: atom → `[passages, heads]` that hold the pair to it.
   */
  function entry(index, unit) {
    const name = unit.shard + "/" + unit.key;
    if (!index.entries.has(name)) {
      const source = cbtool.shards.get(unit.shard)(unit.key);
      index.entries.set(name, source ? decoded(source, unit.word ? unit.size : 0) : { places: [], going: [], after: new Map() });
    }
    return index.entries.get(name);
  }

  function decoded(source, size) {
    const frequency = () => [source.golomb(5), source.golomb(0)];
    const frequencies = Array.from({ length: size }, frequency);
    const after = new Map(Array.from(source.rising(), (atom) => [atom, null]));
    after.forEach((_, atom) => after.set(atom, frequency()));
    const places = source.rising();
    const last = new Set(source.rising());
    return { frequencies, after, places, going: last.size ? places.filter((_, i) => !last.has(i)) : places };
  }

  /** The places where all units stand in a row. */
  function starts(index, units) {
    const lists = units.map((unit) => ({ offset: unit.offset, places: entry(index, unit)[unit.touching ? "going" : "places"] }));
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

  /** Passages where these units of a piece stand: `ids`, how often in each, how often in its head; `frequencies` for BM25. */
  function matched(index, made, units) {
    if (made.atoms.length === 1) return held(index, units[0]);
    const frequencies = [];
    for (const unit of units) {
      const found = entry(index, unit);
      frequencies.push(...(unit.word ? found.frequencies : [frequency(index, found)]));
      if (unit.touching) frequencies.push(found.after.get(made.atoms[unit.offset + unit.size + 1]));
    }
    return Object.assign(group(index, starts(index, units), made.atoms.length - 1), { frequencies });
  }

  /** How many passages and heads hold a pair. */
  function frequency(index, found) {
    if (!found.frequency) {
      const { ids, inHeads } = group(index, found.places, 1);
      found.frequency = [ids.length, inHeads.filter(Boolean).length];
    }
    return found.frequency;
  }

  function group(index, places, size) {
    const ids = [];
    const counts = [];
    const inHeads = [];
    let slot = -1;
    for (const place of places) {
      if (slot < 0 || place >= index.starts[slot + 1]) {
        slot = slotOf(index, place, slot + 1);
        ids.push(index.order[slot]);
        counts.push(0);
        inHeads.push(0);
      }
      const last = ids.length - 1;
      counts[last]++;
      if (place - index.starts[slot] + size <= index.heads[ids[last]]) inHeads[last]++;
    }
    return { ids, counts, inHeads };
  }

  /** The slot of a place, looked for from `low` on. */
  function slotOf(index, place, low) {
    let high = index.count - 1;
    while (low < high) {
      const middle = (low + high + 1) >> 1;
      if (index.starts[middle] <= place) low = middle;
      else high = middle - 1;
    }
    return low;
  }

  /** The passages of a single atom; they all rank alike. */
  function held(index, unit) {
    const found = { ids: [], counts: [], inHeads: [], frequencies: null };
    const source = cbtool.shards.get(unit.shard)(unit.key);
    const count = source ? source.golomb(2) : 0;
    const step = count && source.bits(5);
    for (let i = 0, slot = -1; i < count; i++) {
      slot += source.golomb(step) + 1;
      found.ids.push(index.order[slot]);
      found.inHeads.push(source.bit() ? 0 : 2 - source.bit());
      found.counts.push(source.golomb(0) + 1);
    }
    return found;
  }

  /** The passages that hold a piece, which was read, in their heading (not in the label). */
  function inHeading(index, piece) {
    const { ids, inHeads } = index.pieces.get(piece);
    const made = ids.length ? plan(index, piece) : null;
    if (!made) return new Set();
    if (made.atoms.length === 1) return new Set(ids.filter((_, i) => inHeads[i] === 2));
    const found = new Set();
    for (const place of starts(index, made.units)) {
      const slot = slotOf(index, place, 0);
      const id = index.order[slot];
      const at = place - index.starts[slot];
      if (at >= index.labels[id] && at + made.atoms.length - 1 <= index.heads[id]) found.add(id);
    }
    return found;
  }

  /** Whether any passage holds the piece; of three atoms the first pair tells. */
  async function stands(index, piece) {
    const made = plan(index, piece);
    if (!made) return false;
    if (made.atoms.length === 3 && made.units.length === 2) {
      await cbtool.shards.load(made.units[0].shard);
      return follows(index, made, made.units[0]);
    }
    await read(index, [piece]);
    return index.pieces.get(piece).ids.length > 0;
  }

  cbtool.postings = { read, inHeading, stands };
})(window.cbtool);
