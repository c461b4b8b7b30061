"""Which bargaining subjects a clause regulates: words of `topics.yaml`, weighed by where they stand."""

from collections import Counter
from collections.abc import Iterable, Mapping
from operator import add
from typing import NamedTuple

from cbtool.model.topic import Topics
from cbtool.text.normal import normalise

MOST_COUNTED = 2


class _Words:
    """A set of phrases found longest first at each place, so that a phrase hides the ones inside it."""

    def __init__(self, words: Iterable[str]) -> None:
        self._by_start: dict[str, list[str]] = {}
        for word in sorted(set(words), key=len, reverse=True):
            self._by_start.setdefault(word[:2], []).append(word)

    def find(self, normal: str) -> list[str]:
        found: list[str] = []
        by_start, at = self._by_start, 0
        for start, pair in enumerate(map(add, normal, normal[1:] + " ")):
            if start >= at and (pair in by_start or normal[start] in by_start):
                words = (*by_start.get(pair, ()), *by_start.get(normal[start], ()))
                word = next((w for w in words if normal.startswith(w, start)), "")
                if word:
                    found.append(word)
                    at = start + len(word)
        return found


class _Level(NamedTuple):
    """The words of one level of the vocabulary: phrase → (id, weight), and how to find them."""

    weights: Mapping[str, list[tuple[str, int]]]
    words: _Words

    @classmethod
    def of(cls, entries: Iterable[tuple[str, str, int]]) -> "_Level":
        weights: dict[str, list[tuple[str, int]]] = {}
        for word, name, weight in entries:
            weights.setdefault(normalise(word), []).append((name, weight))
        return cls(weights, _Words(weights))

    def score(self, normal: str) -> Counter[str]:
        found = Counter(self.words.find(normal))
        scores: Counter[str] = Counter()
        for word, count in found.items():
            for name, weight in self.weights[word]:
                scores[name] += weight * min(count, MOST_COUNTED)
        return scores


class TopicScorer:
    """Assigns topics: heading matches weigh most, then the chapter's, then the body's words."""

    def __init__(self, vocabulary: Topics) -> None:
        self._scoring = vocabulary.scoring
        self._order = {t.id: t.order for t in vocabulary.topics}
        self._headings = _Level.of((h, t.id, 1) for t in vocabulary.topics for h in t.headings)
        self._bodies = _Level.of((w, t.id, n) for t in vocabulary.topics for w, n in t.words.items())
        self._subtopics = _Level.of(
            (w, t.below(s), n) for t in vocabulary.topics for s in t.subtopics for w, n in s.words.items()
        )

    def scores(self, heading: str, chapter: str, body: str) -> Counter[str]:
        """Every topic's score (`scoring` in `topics.yaml` holds the weights); the texts are normalised."""
        total = self._bodies.score(body)
        for name in self._headings.score(heading):
            total[name] += self._scoring.heading
        for name in self._headings.score(chapter):
            total[name] += self._scoring.chapter
        return total

    def topics_of(self, heading: str, chapter: str, body: str) -> tuple[str, ...]:
        """The clause's topic ids, strongest first, each followed by its strongest sub-topic if any."""
        heading, chapter, body = normalise(heading), normalise(chapter), normalise(body)
        scores = self.scores(heading, chapter, body)
        best = max(scores.values(), default=0)
        # a clause regulates something: where no topic is strong, the best hint is taken
        bar = max(min(self._scoring.threshold, best), self._scoring.share * best, 1)
        chosen = sorted((t for t in scores if scores[t] >= bar), key=lambda t: (-scores[t], self._order[t]))
        subtopics = self._subtopics.score(f"{heading}\n{body}") if chosen else Counter()
        result: list[str] = []
        for topic in chosen:
            result.append(topic)
            below = [s for s in subtopics if s.startswith(f"{topic}.") and subtopics[s] > 0]
            if below:
                result.append(max(sorted(below), key=lambda s: subtopics[s]))
        return tuple(result)
