"""What the query side knows of the library: synonyms, topics, and the codes in use with their names.

Compiled once when the index is made; small and plain, because it loads with every search.
"""

from collections.abc import Iterable
from typing import TYPE_CHECKING, Any, NamedTuple

from cbtool.model.labels import KINDS, LEVELS, ORIGINS, STATUSES
from cbtool.model.passage import DOCUMENTS
from cbtool.text.normal import normalise

if TYPE_CHECKING:
    from cbtool.model.topic import Topics

STRONG = 3  # the weight in topics.yaml from which a body word decides with little help
FIXED = {"level": LEVELS, "kind": KINDS, "status": STATUSES, "origin": ORIGINS, "document": DOCUMENTS}


class TopicNames(NamedTuple):
    """A topic or sub-topic, and every word that names it or leads to it."""

    id: str
    label: str
    words: tuple[str, ...]


class Vocabulary(NamedTuple):
    """`synonyms`: word → substitutes; `words`: word → ids of the topics it leads to; `codes`: facet → code → name."""

    synonyms: dict[str, tuple[str, ...]]
    topics: tuple[TopicNames, ...]
    words: dict[str, tuple[str, ...]]
    codes: dict[str, dict[str, str]]

    def label(self, facet: str, code: str) -> str:
        """The Chinese name of a facet's code."""
        return self.codes.get(facet, {}).get(code, code)

    def packed(self) -> dict[str, object]:
        """As plain values for JSON."""
        return self._asdict()

    @classmethod
    def unpacked(cls, values: dict[str, Any]) -> "Vocabulary":
        """The reverse of `packed`; the lists of words stay lists."""
        topics = tuple(TopicNames(t[0], t[1], tuple(t[2])) for t in values["topics"])
        return cls(values["synonyms"], topics, values["words"], values["codes"])


def make_vocabulary(topics: "Topics", codes: dict[str, dict[str, str]]) -> Vocabulary:
    """The vocabulary of a library: its topics and synonyms, and the codes its passages carry."""
    names = tuple(_names(topics))
    labels = {name.id: name.label for name in names}
    return Vocabulary(_synonyms(topics), names, _leading(topics), {**FIXED, **codes, "topic": labels})


def _leading(topics: "Topics") -> dict[str, tuple[str, ...]]:
    """The words strong enough to tell what a question is about."""
    found: dict[str, dict[str, None]] = {}
    for topic in topics.topics:
        strong = [word for word, weight in topic.words.items() if weight >= STRONG]
        for word in (topic.label, *topic.headings, *topic.colloquial, *strong):
            found.setdefault(normalise(word), {})[topic.id] = None
        for below in topic.subtopics:
            for word, weight in below.words.items():
                if weight >= STRONG:
                    found.setdefault(normalise(word), {})[topic.below(below)] = None
    return {word: tuple(ids) for word, ids in found.items() if len(word) > 1}


def _names(topics: "Topics") -> Iterable[TopicNames]:
    for topic in topics.topics:
        words = (topic.id, topic.code, topic.label, *topic.headings, *topic.colloquial)
        yield TopicNames(topic.id, topic.label, tuple(dict.fromkeys(normalise(w) for w in words)))
        for below in topic.subtopics:
            full = topic.below(below)
            yield TopicNames(
                full, f"{topic.label}·{below.label}", (full, normalise(below.code), normalise(below.label))
            )


def _synonyms(topics: "Topics") -> dict[str, tuple[str, ...]]:
    others: dict[str, dict[str, None]] = {}
    for group in topics.synonyms:
        words = [normalise(word) for word in group]
        for word in words:
            others.setdefault(word, {}).update(dict.fromkeys(w for w in words if w != word))
    for rule in topics.one_way:
        others.setdefault(normalise(rule.source), {}).update(dict.fromkeys(map(normalise, rule.to)))
    return {word: tuple(found) for word, found in others.items() if found}
