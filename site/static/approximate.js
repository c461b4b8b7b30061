/* When nothing holds the words literally: the twin of `search/approximate.py` and `desk/approximate.py`. */
window.cbtool = window.cbtool || {};
(function (cbtool) {
  "use strict";
  const RUN = /[\u3400-\u9fff]+|[0-9]+(?:\.[0-9]+)?%?|[a-z]+/g;
  const ASCII = /^[\0-\x7f]*$/;

  /** The question cut up: `{text, known}` in order, without empty words; `known`: a domain word. */
  function pieces(typed, vocabulary) {
    const found = [];
    for (const piece of typed) for (const run of piece.match(RUN) || []) found.push(...cut(run, vocabulary));
    return found;
  }

  function cut(run, vocabulary) {
    const empties = vocabulary.rules.approximate.EMPTY_WORDS;
    const result = [];
    let rest = "";
    let at = 0;
    while (at < run.length) {
      const word = domainWord(run, at, vocabulary);
      const empty = word ? "" : empties.find((each) => run.startsWith(each, at)) || "";
      if (word || empty) {
        result.push({ text: rest, known: false }, { text: word, known: true });
        rest = "";
        at += (word || empty).length;
      } else {
        rest += run[at];
        at++;
      }
    }
    return result.concat({ text: rest, known: false }).filter((part) => part.text);
  }

  function domainWord(run, at, { leading, synonyms, rules }) {
    for (let size = Math.min(rules.approximate.LONGEST_WORD, run.length - at); size > 1; size--) {
      const word = run.slice(at, at + size);
      if (leading.has(word) || synonyms.has(word)) return word;
    }
    return "";
  }

  /**
   * The parts of the question that a passage may hold: domain words; of what is left, the longest parts that
   * any passage holds.
   * @returns {Promise<{forms: string[], weight: number, topics: string[]}[]>}
   */
  async function cues(index, typed) {
    const { vocabulary } = index;
    const rules = vocabulary.rules.approximate;
    const cutUp = pieces(typed, vocabulary).map(({ text, known }) => (known ? [text] : held(index, text, rules)));
    const found = new Map();
    for (const parts of await Promise.all(cutUp)) {
      for (const part of parts) {
        if (found.has(part)) continue;
        const forms = [part].concat(vocabulary.synonyms.get(part) || []);
        const leading = vocabulary.leading.get(part) || [];
        const topics = leading.length ? leading : topicsAround(part, vocabulary);
        found.set(part, { forms, weight: part.length > 1 ? part.length : rules.SINGLE, topics });
      }
    }
    return Array.from(found.values()).slice(0, rules.MOST_CUES);
  }

  /** The text cut into the longest parts that some passage holds; what none holds falls away. */
  async function held(index, rest, rules) {
    if (ASCII.test(rest)) return [rest];
    const parts = [];
    let at = 0;
    while (at < rest.length) {
      let size = 1;
      while (at + size < rest.length && size < rules.LONGEST_WORD && await cbtool.postings.stands(index, rest.slice(at, at + size + 1))) size++;
      parts.push(rest.slice(at, at + size));
      at += size;
    }
    return parts.filter((part) => part.length > 1 || rest.length === 1);
  }

  /** The topic to which most vocabulary words holding this part lead, if they agree. */
  function topicsAround(part, vocabulary) {
    const counts = new Map();
    let number = 0;
    vocabulary.leading.forEach((topics, word) => {
      if (word.indexOf(part) < 0) return;
      for (const topic of topics) counts.set(topic, (counts.get(topic) || 0) + 1);
      number += topics.length;
    });
    let best = "";
    for (const topic of Array.from(counts.keys()).sort()) if (!best || counts.get(topic) > counts.get(best)) best = topic;
    return best && counts.get(best) >= vocabulary.rules.approximate.AGREE * number ? [best] : [];
  }

  /** Topic → how much of the question leads to it, 1 for the strongest. */
  function topicWeights(asked) {
    const scores = new Map();
    for (const cue of asked) {
      for (const topic of cue.topics) scores.set(topic, (scores.get(topic) || 0) + cue.weight / cue.topics.length);
    }
    const best = Math.max(...scores.values());
    scores.forEach((score, topic) => scores.set(topic, score / best));
    return scores;
  }

  function any(forms, weight) {
    return cbtool.compile.any(forms.map((form) => cbtool.compile.look("text", form, weight)));
  }

  const query = (cue) => any(cue.forms, cue.weight);

  /**
   * Passages that hold at least half of what was asked; null where no passage does.
   * @returns {Promise<?{ids: number[], scores: number[], forms: Map<number, string[]>}>}
   */
  async function find(index, compiled) {
    const rules = index.vocabulary.rules.approximate;
    const near = await nearBy(index, compiled);
    if (!near) return null;
    const parts = near.cues.map(query);
    const asked = near.cues.reduce((sum, cue) => sum + cue.weight, 0) || 1;
    const topics = Array.from(near.topics.keys());
    if (topics.length) parts.push({ op: "among", field: "topic", values: topics, weight: rules.TOPICAL * asked });
    const tree = { op: "all", parts: [cbtool.compile.any(parts)].concat(compiled.filters) };
    const ids = best(cbtool.engine.evaluate(index, tree), rules.CANDIDATES);
    return judged(index, ids, near, asked);
  }

  /** The cues that some passage holds, weighed by rarity, and the topics asked about. */
  async function nearBy(index, compiled) {
    const asked = await cues(index, compiled.typed);
    if (!asked.length) return null;
    await cbtool.engine.prepare(index, cbtool.compile.any(asked.map(query).concat(compiled.filters)));
    const counts = asked.map((cue) => cbtool.engine.evaluate(index, query(cue)).ids.length);
    const most = Math.max(...counts);
    const weighed = asked.map((cue, i) => Object.assign({}, cue, { weight: cue.weight * Math.log(2 + most / counts[i]) }));
    const found = { cues: weighed.filter((_, i) => counts[i]), topics: topicWeights(asked) };
    return found.cues.length || found.topics.size ? found : null;
  }

  function best(found, most) {
    const order = found.ids.map((_, i) => i);
    order.sort((a, b) => found.scores[b] - found.scores[a] || found.ids[a] - found.ids[b]);
    return order.slice(0, most).map((i) => found.ids[i]);
  }

  function judged(index, ids, near, asked) {
    const rules = index.vocabulary.rules.approximate;
    const lists = near.cues.map((cue) => timesOf(index, cue, new Set(ids)));
    const result = { ids: [], scores: [], forms: new Map() };
    for (const id of ids) {
      let score = 0;
      const forms = [];
      near.cues.forEach((cue, i) => {
        const here = lists[i].get(id);
        if (!here) return;
        score += cue.weight * (here.times / (here.times + 0.5) + (here.inHead ? rules.HEAD : 0));
        forms.push(...here.forms);
      });
      const topics = index.topicSets[index.topics[id]].map((topic) => near.topics.get(topic) || 0);
      score += rules.TOPICAL * asked * Math.max(0, ...topics);
      if (score < rules.ENOUGH * asked) continue;
      result.ids.push(id);
      result.scores.push(score);
      result.forms.set(id, forms);
    }
    return result.ids.length ? result : null;
  }

  /** Of the candidates that hold a cue: how often, in which forms, and whether in the heading. */
  function timesOf(index, cue, candidates) {
    const found = new Map();
    for (const form of cue.forms) {
      const { ids, counts } = index.pieces.get(form);
      ids.forEach((id, i) => {
        if (!candidates.has(id)) return;
        if (!found.has(id)) found.set(id, { times: 0, forms: [], inHead: false });
        const here = found.get(id);
        here.times += counts[i];
        here.forms.push(form);
      });
      cbtool.postings.inHeading(index, form).forEach((id) => { if (found.has(id)) found.get(id).inHead = true; });
    }
    return found;
  }

  cbtool.approximate = { pieces, find };
})(window.cbtool);
