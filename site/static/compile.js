/* From what was typed to the tree that `engine.js` runs: the twin of `search/compile.py`. */
window.cbtool = window.cbtool || {};
(function (cbtool) {
  "use strict";

  /**
   * The whole query. Several words: each in the passage or its context, at least one in the passage itself.
   * @param {Object[]} clauses of `cbtool.query.parse`
   * @param {Object} vocabulary of `cbtool.vocabulary.read`, with `rules` and, for regions and industries, `places`
   * @param {boolean} exact no synonyms
   * @returns {{query, pieces: string[], synonyms: string[], filters: Object[], typed: string[]}}
   */
  function compile(clauses, vocabulary, exact) {
    const weights = vocabulary.rules.weights;
    const positive = clauses.filter((clause) => !clause.negative);
    const groups = positive.filter(hasWords).map((clause) => group(clause, vocabulary, exact));
    const filters = positive.filter((clause) => !hasWords(clause)).map((clause) => filtersOf(clause, vocabulary));
    const excluded = clauses.filter((c) => c.negative).map((c) => ({ op: "not", part: excludedOf(c, vocabulary) }));
    const several = groups.length > 1;
    const parts = groups.map((g) => (several ? g.anywhere : g.inside));
    if (several) parts.push(any(groups.map((g) => g.inside)));
    if (!parts.length && !filters.length) parts.push({ op: "everything" });
    const preferred = [among("status", ["in_force"], weights.IN_FORCE), among("document", ["contract"], weights.CONTRACT)];
    return {
      query: { op: "all", parts: parts.concat(filters, excluded), rather: flat(groups, "rather").concat(preferred) },
      pieces: distinct(flat(groups, "pieces")),
      synonyms: distinct(flat(groups, "synonyms")),
      filters: filters.concat(excluded),
      typed: flat(positive, "alternatives").filter(isTerm).map((term) => term.piece),
    };
  }

  const isTerm = (part) => part.piece !== undefined;
  const hasWords = (clause) => clause.alternatives.some(isTerm);
  const any = (parts) => ({ op: "any", parts });
  const among = (field, values, weight) => ({ op: "among", field, values, weight: weight || 0 });
  const distinct = (values) => Array.from(new Set(values));
  const flat = (records, key) => [].concat(...records.map((record) => record[key]));

  /** A piece in a field: `text`, `head` or `context`. */
  function look(field, piece, weight) {
    const found = cbtool.atoms.phrase(piece);
    return { op: "words", field, piece, tokens: found.tokens, prefix: found.prefix, weight };
  }

  /** One word (or words joined by OR) in its forms. */
  function group(clause, vocabulary, exact) {
    const weights = vocabulary.rules.weights;
    const inside = [];
    const context = [];
    const made = { rather: [], pieces: [], synonyms: [] };
    for (const term of clause.alternatives) {
      if (!isTerm(term)) {
        inside.push(filter(term, vocabulary));
        continue;
      }
      const others = exact || term.exact ? [] : variants(term.piece, vocabulary);
      [term.piece].concat(others).forEach((piece, i) => {
        const weight = i ? weights.SYNONYM : 1;
        inside.push(look("text", piece, weight));
        context.push(look("context", piece, weight * weights.CONTEXT));
        made.rather.push(look("head", piece, weight * weights.HEAD));
      });
      const topics = topicsNamed(term.piece, vocabulary);
      if (topics.length) made.rather.push(among("topic", topics, weights.TOPIC));
      made.pieces.push(term.piece, ...others);
      made.synonyms.push(...others);
    }
    return Object.assign(made, { inside: any(inside), anywhere: any(inside.concat(context)) });
  }

  /** What else finds the same: synonyms, other writings of its numbers, and synonyms of a word inside it. */
  function variants(piece, vocabulary) {
    const { synonyms, rules } = vocabulary;
    let found = new Set((synonyms.get(piece) || []).concat(numbers(piece, rules)));
    if (!found.size && Array.from(piece).length <= rules.weights.LONGEST_REPLACED) {
      const inner = longestInside(piece, synonyms);
      if (Array.from(inner).length > 1) {
        found = new Set(synonyms.get(inner).map((other) => piece.split(inner).join(other)));
      }
    }
    const usable = Array.from(found).filter((word) => word !== piece && cbtool.normal.split(word).join("") === word);
    return usable.slice(0, rules.weights.MOST_VARIANTS);
  }

  function longestInside(piece, synonyms) {
    let longest = "";
    let size = 0;
    for (const word of synonyms.keys()) {
      const length = piece.indexOf(word) >= 0 ? Array.from(word).length : 0;
      if (length > size) {
        longest = word;
        size = length;
      }
    }
    return longest;
  }

  function numbers(piece, rules) {
    const numeric = Array.from(piece).some((sign) => rules.numeric.indexOf(sign) >= 0);
    return numeric ? cbtool.variants.variants(piece) : [];
  }

  /** The topics that this word names or leads to, sub-topics among them. */
  function topicsNamed(piece, vocabulary) {
    return distinct(namedSo(piece, vocabulary).concat(vocabulary.leading.get(piece) || []));
  }

  function namedSo(piece, vocabulary) {
    return vocabulary.topics.filter((topic) => topic.words.indexOf(piece) >= 0).map((topic) => topic.id);
  }

  function excludedOf(clause, vocabulary) {
    const part = clause.alternatives[0];
    if (!isTerm(part)) return filter(part, vocabulary);
    return any([look("text", part.piece, 1), look("context", part.piece, 1)]);
  }

  function filtersOf(clause, vocabulary) {
    return any(clause.alternatives.map((part) => filter(part, vocabulary)));
  }

  function filter(given, vocabulary) {
    if (given.field === "year") return years(given, vocabulary);
    const resolve = { topic: topicCodes, region: regionCodes, industry: industryCodes }[given.field] || namedCodes;
    const codes = resolve(given, vocabulary);
    if (!codes.length) {
      const known = used(given.field, vocabulary).slice(0, 12).map((pair) => pair[1]).join("、");
      throw new cbtool.query.QueryError("没有这个取值：" + given.value, given.position, "可用的有：" + (known || "（无）"));
    }
    return among(given.field, codes);
  }

  /** The codes in use of a facet, each with its name. */
  function used(field, vocabulary) {
    if (field === "topic") return vocabulary.topics.map((topic) => [topic.id, topic.label]);
    return vocabulary.codes[field] || [];
  }

  function years(given, vocabulary) {
    const dots = given.value.indexOf("..");
    const low = dots < 0 ? given.value : given.value.slice(0, dots);
    const high = dots < 0 ? low : given.value.slice(dots + 2);
    const bad = (year) => year && !/^[0-9]{4}$/.test(year);
    if (!(low || high) || bad(low) || bad(high)) {
      throw new cbtool.query.QueryError("年份写得不对：" + given.value, given.position, "写成 年份:2024 或 年份:2020..2024。");
    }
    if (low && high && low > high) {
      throw new cbtool.query.QueryError("年份前后颠倒：" + given.value, given.position, "写成 年份:" + high + ".." + low + "。");
    }
    const known = used("year", vocabulary).map((pair) => pair[0]);
    const within = known.filter((year) => (low || year) <= year && year <= (high || year));
    return among("year", within.length ? within : [low || high]);
  }

  function topicCodes(given, vocabulary) {
    const exact = namedSo(given.value, vocabulary);
    if (exact.length) return exact;
    const near = (topic) => topic.words.some((word) => word.indexOf(given.value) >= 0);
    return vocabulary.topics.filter(near).map((topic) => topic.id);
  }

  function regionCodes(given, vocabulary) {
    const prefixes = cbtool.places.findRegions(given.value, vocabulary.places);
    const within = startingWith(used("region", vocabulary), prefixes);
    return within.length ? within : prefixes.map((prefix) => prefix.padEnd(6, "0"));
  }

  function industryCodes(given, vocabulary) {
    const prefixes = cbtool.places.findIndustries(given.value, vocabulary.places);
    const within = startingWith(used("industry", vocabulary), prefixes);
    return within.length ? within : prefixes;
  }

  function startingWith(codes, prefixes) {
    return codes.map((pair) => pair[0]).filter((code) => prefixes.some((prefix) => code.startsWith(prefix)));
  }

  function namedCodes(given, vocabulary) {
    const names = used(given.field, vocabulary);
    const exact = names.filter((pair) => pair.indexOf(given.value) >= 0);
    const found = exact.length ? exact : names.filter((pair) => pair[1].indexOf(given.value) >= 0);
    return found.map((pair) => pair[0]);
  }

  cbtool.compile = { compile, look, any };
})(window.cbtool);
