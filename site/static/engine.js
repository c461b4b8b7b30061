/* Runs a query tree over the index: what holds, with its score. The ranking is tantivy's: BM25 over phrases. */
window.cbtool = window.cbtool || {};
(function (cbtool) {
  "use strict";

  /** Every leaf of a tree that speaks of words. */
  function leaves(node) {
    if (node.op === "words") return [node];
    const inner = node.op === "not" ? [node.part] : (node.parts || []).concat(node.rather || []);
    return [].concat(...inner.map(leaves));
  }

  /**
   * Read what a query needs.
   * @returns {Promise<boolean>} false where nothing can hold, and `evaluate` must not be asked
   */
  function prepare(index, query) {
    const pieces = leaves(query).filter((leaf) => leaf.field !== "context").map((leaf) => leaf.piece);
    const needed = query.op === "all" && { op: "all", parts: query.parts.filter((part) => part.op !== "not") };
    const worth = (read) => !needed.parts.length || evaluate(read, needed).ids.length > 0;
    return cbtool.postings.read(index, new Set(pieces), needed && worth);
  }

  /**
   * The passages that hold, with their scores.
   * @returns {{ids: number[], scores: number[]}}
   */
  function evaluate(index, node) {
    if (node.op === "words") return words(index, node);
    if (node.op === "among") return among(index, node);
    if (node.op === "any") return union(index, node.parts.map((part) => evaluate(index, part)));
    if (node.op === "everything") return all(index);
    return conjunction(index, node);
  }

  function all(index) {
    const ids = Array.from({ length: index.count }, (_, i) => i);
    return { ids, scores: ids.map(() => 0) };
  }

  function union(index, found) {
    if (found.length === 1) return found[0];
    const scores = new Float32Array(index.count); // as precise as the engine's own
    const held = new Uint8Array(index.count);
    for (const part of found) {
      part.ids.forEach((id, i) => {
        held[id] = 1;
        scores[id] += part.scores[i];
      });
    }
    const ids = [];
    for (let id = 0; id < index.count; id++) if (held[id]) ids.push(id);
    return { ids, scores: ids.map((id) => scores[id]) };
  }

  function conjunction(index, node) {
    const needed = node.parts.filter((part) => part.op !== "not").map((part) => evaluate(index, part));
    const scores = new Float32Array(index.count); // as precise as the engine's own
    const counts = new Uint8Array(index.count);
    const add = (part, step) => part.ids.forEach((id, i) => { counts[id] += step; scores[id] += part.scores[i]; });
    needed.forEach((part) => add(part, 1));
    for (const part of node.parts) if (part.op === "not") for (const id of evaluate(index, part.part).ids) counts[id] = 0;
    for (const part of node.rather || []) add(evaluate(index, part), 0);
    const ids = needed[0].ids.filter((id) => counts[id] === needed.length);
    return { ids, scores: ids.map((id) => scores[id]) };
  }

  /** A facet holds one of these codes. */
  function among(index, node) {
    const wanted = new Set(node.values);
    let test;
    if (node.field === "topic") {
      const sets = index.topicSets.map((topics) => topics.some((topic) => wanted.has(topic)));
      test = (id) => sets[index.topics[id]];
    } else {
      const held = index.codes[node.field].map((code) => code !== "" && wanted.has(code));
      test = (id) => held[index.documents[id]];
    }
    const ids = [];
    for (let id = 0; id < index.count; id++) if (test(id)) ids.push(id);
    return { ids, scores: ids.map(() => node.weight) };
  }

  function words(index, node) {
    if (node.field === "context") return inContext(index, node);
    const { ids, counts, inHeads, frequencies } = index.pieces.get(node.piece);
    const head = node.field === "head";
    const times = head ? inHeads : counts;
    const kept = [];
    const scores = [];
    const score = frequencies ? bm25(index, frequencies.map((each) => each[head ? 1 : 0]), average(index, head)) : () => 1;
    ids.forEach((id, i) => {
      if (!times[i]) return;
      kept.push(id);
      scores.push(node.weight * score(times[i], head ? step(index, index.heads[id]) : index.lengths[id]));
    });
    return { ids: kept, scores };
  }

  function average(index, head) {
    return (head ? index.core.passages.head_tokens : index.core.passages.tokens) / index.count;
  }

  /** The length as ranking knows it. */
  function step(index, length) {
    let norm = Math.min(length, index.steps.length - 1);
    while (index.steps[norm] > length) norm--;
    return index.steps[norm];
  }

  /** BM25 of a phrase: the rarities of its pairs added up. Returns score(times, length). */
  function bm25(index, frequencies, mean) {
    const { k1, b } = index.core.rules.bm25;
    let rarity = 0;
    for (const n of frequencies) rarity += Math.log(1 + (index.count - n + 0.5) / (n + 0.5));
    return (times, length) => (rarity * (1 + k1) * times) / (times + k1 * (1 - b + (b * length) / mean));
  }

  function inContext(index, node) {
    const sizes = index.table;
    const { contexts, mean } = cbtool.index.contexts(index);
    const held = (text) => contexts.reduce((sum, context, i) => sum + (context.text.indexOf(text) >= 0 ? sizes[i].size : 0), 0);
    const text = " " + node.tokens.join(" ") + (node.prefix ? "" : " ");
    const score = node.prefix ? () => 1 : bm25(index, node.tokens.map((t) => held(" " + t + " ")), mean);
    const ids = [];
    const scores = [];
    contexts.forEach((context, i) => {
      const times = node.prefix ? Number(context.text.indexOf(text) >= 0) : occurrences(context.text, text);
      const one = times && node.weight * score(times, step(index, context.length));
      for (let n = 0; times && n < sizes[i].size; n++) {
        ids.push(sizes[i].first + n);
        scores.push(one);
      }
    });
    return { ids, scores };
  }

  function occurrences(text, part) {
    let times = 0;
    for (let at = text.indexOf(part); at >= 0; at = text.indexOf(part, at + 1)) times++;
    return times;
  }

  /** Facet → code → number among these passages; unknown codes are left out. */
  function counted(index, ids, fields) {
    const counts = {};
    for (const field of fields) {
      const found = new Map();
      const add = (code, number) => { if (code !== "") found.set(code, (found.get(code) || 0) + number); };
      if (field === "topic") {
        tally(ids, index.topicSets.length, (id) => index.topics[id])
          .forEach((number, set) => number && index.topicSets[set].forEach((topic) => add(topic, number)));
      } else {
        tally(ids, index.table.length, (id) => index.documents[id])
          .forEach((number, document) => number && add(index.codes[field][document], number));
      }
      counts[field] = found;
    }
    return counts;
  }

  function tally(ids, size, of) {
    const counts = new Array(size).fill(0);
    for (const id of ids) counts[of(id)]++;
    return counts;
  }

  cbtool.engine = { leaves, prepare, evaluate, counted };
})(window.cbtool);
