/* Find a clause: from what was typed to passages with marks, counts and help. The twin of `desk/find.py`. */
window.cbtool = window.cbtool || {};
(function (cbtool) {
  "use strict";
  const PLACED = ["region", "industry"];
  let opening = null;
  let opened = null;

  /**
   * The index, read once; again after a newer build of the site was met.
   * @returns {Promise<Object>} of `cbtool.index.open`
   */
  function ready() {
    if (opened && !cbtool.shards.get("core")) opening = opened = null;
    if (!opening) {
      opening = cbtool.shards.load("core").then(open);
      opening.catch(() => { opening = null; });
    }
    return opening;
  }

  function open(core) {
    cbtool.normal.learn(core.normal[0], core.normal[1]);
    cbtool.normal.cover(core.alphabet);
    opened = cbtool.index.open(core);
    return opened;
  }

  /**
   * Search the library. Rejects with `cbtool.query.QueryError` ({message, position, remedy}) for a query that cannot be
   * read, with Error where the data cannot be read.
   * @param {Object} wish `{text, filters: [[field, value]], limit = 10 (0: all), after = "", sort = "relevance" | "date",
   *   exact = false, facets = all}`
   * @returns {Promise<Object>} as `cbtool search --format json`, with `label` and `topics` in the hits besides;
   *   marks are offsets of JavaScript strings
   */
  async function find(wish) {
    const asked = complete(wish);
    const { index, compiled, found, near } = await run(asked);
    const ranked = order(index, found, asked, near);
    const start = Number(asked.after || 0);
    const end = asked.limit ? Math.min(start + asked.limit, ranked.length) : ranked.length;
    const page = ranked.slice(start, end);
    const texts = await readTexts(index, page.map((row) => row.id));
    const total = found.ids.length;
    return {
      query: asked.text,
      total,
      approximate: Boolean(near),
      synonyms: near ? [] : compiled.synonyms,
      nearest_topics: total ? [] : cbtool.vocabulary.nearestTopics(compiled.typed, index.vocabulary),
      hits: page.map((row, i) => hit(index, row, texts[i], near ? near.forms.get(row.id) : compiled.pieces)),
      facets: facets(index, found.ids, asked.facets || index.vocabulary.rules.facets),
      next: end < total ? String(end) : "",
    };
  }

  /** The addresses of all hits of a wish, in its order, without reading any text. */
  async function addresses(wish) {
    const asked = complete(wish);
    const { index, found, near } = await run(asked);
    return order(index, found, Object.assign(asked, { limit: 0 }), near).map((row) => address(index, row.id));
  }

  function complete(wish) {
    return Object.assign({ text: "", filters: [], limit: 10, after: "", sort: "relevance", exact: false }, wish);
  }

  async function run(asked) {
    const index = await ready();
    const filters = asked.filters.map((given) => given[1]).join("");
    if (!cbtool.normal.covers(asked.text + filters)) await readNormal();
    const clauses = clausesOf(asked, index);
    if (clauses.some((c) => c.alternatives.some((part) => PLACED.indexOf(part.field) >= 0))) await readPlaces(index);
    const compiled = cbtool.compile.compile(clauses, index.vocabulary, asked.exact);
    const open = await cbtool.engine.prepare(index, compiled.query);
    const found = open ? cbtool.engine.evaluate(index, compiled.query) : { ids: [], scores: [] };
    if (found.ids.length || !compiled.typed.length || asked.exact) return { index, compiled, found, near: null };
    const near = await cbtool.approximate.find(index, compiled);
    return { index, compiled, found: near || found, near };
  }

  function clausesOf(asked, index) {
    const given = asked.filters.map(([field, value]) => ({ alternatives: [{ field, value, position: 0 }], negative: false }));
    const typed = cbtool.normal.strip(asked.text) || !given.length;
    return (typed ? cbtool.query.parse(asked.text, index.vocabulary.rules) : []).concat(given);
  }

  async function readNormal() {
    const [from, to] = await cbtool.shards.load("normal");
    cbtool.normal.learn(from, to);
    cbtool.normal.complete();
  }

  async function readPlaces(index) {
    if (!index.vocabulary.places) index.vocabulary.places = cbtool.places.read(await cbtool.shards.load("places"));
  }

  /** Hits in their order: by score, or newest first; then by date, document and clause. */
  function order(index, found, asked, near) {
    const ranks = index.ranks || (index.ranks = dateRanks(index.table));
    const rounded = (score) => (near ? score : Math.round(score * 1e4) / 1e4);
    const dated = asked.sort === "date";
    const score = (i) => (dated && !near ? 0 : found.scores[i]);
    let rows = found.ids.map((id, i) => ({ id, score: score(i), key: dated ? 0 : rounded(found.scores[i]) }));
    const last = asked.limit ? Number(asked.after || 0) + asked.limit : 0;
    if (last && last < rows.length && !dated) rows = best(rows, last);
    const inside = dated && !near ? (a, b) => a.id - b.id : (a, b) => byAddress(index, a, b);
    return rows.sort((a, b) => b.key - a.key || ranks[index.documents[a.id]] - ranks[index.documents[b.id]] || inside(a, b));
  }

  /** The rows that can be among the first so many. */
  function best(rows, number) {
    const keys = Float64Array.from(rows, (row) => row.key).sort();
    const least = keys[keys.length - number];
    return rows.filter((row) => row.key >= least);
  }

  function byAddress(index, a, b) {
    const one = address(index, a.id);
    const other = address(index, b.id);
    return one < other ? -1 : one > other ? 1 : 0;
  }

  /** Per document its place when the newest stand first. */
  function dateRanks(table) {
    const keys = table.map((row) => String(99999999 - row.date).padStart(8, "0") + " " + row.id);
    const sorted = Array.from(new Set(keys)).sort();
    const places = new Map(sorted.map((key, i) => [key, i]));
    return keys.map((key) => places.get(key));
  }

  function address(index, id) {
    const row = index.table[index.documents[id]];
    if (!row.names) row.names = names(row.clauses);
    return row.id + "#" + row.names[id - row.first];
  }

  /** Clause ids written as `title art_1..45 signature`. */
  function names(packed) {
    const out = [];
    for (const part of packed.split(" ")) {
      const match = /^(.*_)([0-9]+)\.\.([0-9]+)$/.exec(part);
      if (!match) out.push(part);
      else for (let n = Number(match[2]); n <= Number(match[3]); n++) out.push(match[1] + n);
    }
    return out;
  }

  /** Label, heading and body of passages. */
  async function readTexts(index, ids) {
    const shards = ids.map((id) => shardOfText(index, index.slots[id]));
    await cbtool.shards.loadAll(new Set(shards.map((n) => "texts-" + n)));
    return ids.map((id, i) => {
      const first = 3 * (index.slots[id] - index.texts[shards[i]]);
      return cbtool.shards.get("texts-" + shards[i]).slice(first, first + 3).map(index.unpack);
    });
  }

  function shardOfText(index, slot) {
    let low = 0;
    for (let high = index.texts.length - 1; low < high;) {
      const middle = (low + high + 1) >> 1;
      if (index.texts[middle] <= slot) low = middle;
      else high = middle - 1;
    }
    return low;
  }

  function hit(index, row, [label, heading, body], pieces) {
    const text = [label, heading, body].filter(Boolean).join("\n");
    const document = index.documents[row.id];
    const title = index.unpack(index.table[document].title);
    const made = { address: address(index, row.id), document: index.codes.document[document], title, label, heading, text };
    made.marks = cbtool.highlight.marks(text, pieces);
    made.score = Math.round(row.score * 1e4) / 1e4;
    for (const field of ["level", "kind", "region", "industry", "year", "status", "origin"]) {
      made[field] = index.codes[field][document];
    }
    made.topics = index.topicSets[index.topics[row.id]];
    return made;
  }

  /** Facets with Chinese names, most frequent first; sub-topics are for filtering, not for counting. */
  function facets(index, ids, fields) {
    const counts = cbtool.engine.counted(index, ids, fields);
    const made = {};
    for (const field of fields) {
      const values = Array.from(counts[field]).filter(([code]) => field !== "topic" || code.indexOf(".") < 0);
      values.sort((a, b) => b[1] - a[1] || (a[0] < b[0] ? -1 : 1));
      const label = (code) => cbtool.vocabulary.label(index.vocabulary, field, code);
      made[field] = values.map(([value, count]) => ({ value, label: label(value), count }));
    }
    return made;
  }

  cbtool.search = { ready, find, addresses };
})(window.cbtool);
