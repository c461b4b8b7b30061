"""What search in the browser knows of documents, passages, words and rules."""

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from itertools import groupby
from typing import Any, NamedTuple

from cbtool.desk.find import MOST_NEAREST
from cbtool.model.passage import Passage
from cbtool.search import approximate, compile, parse
from cbtool.search.engine import FACET_FIELDS
from cbtool.search.vocabulary import Vocabulary
from cbtool.site.search_packing import GAPS, INDEXES, Alphabet, Digits, column, runs, signed
from cbtool.site.search_postings import NORMS, Postings, norm_of
from cbtool.text.normal import normalise

DOCUMENT_FIELDS = tuple(field for field in FACET_FIELDS if field != "topic")
BM25 = {"k1": 1.2, "b": 0.75}  # tantivy's own
WEIGHTS = ("SYNONYM", "HEAD", "TOPIC", "CONTEXT", "IN_FORCE", "CONTRACT", "MOST_VARIANTS", "LONGEST_REPLACED")
APPROXIMATE = ("CANDIDATES", "MOST_CUES", "ENOUGH", "HEAD", "TOPICAL", "LONGEST_WORD", "SINGLE", "AGREE", "EMPTY_WORDS")
INDEX_DIGITS = Digits(INDEXES)


class Document(NamedTuple):
    """Neighbouring passages that share title, context, date and codes."""

    id: str
    passages: tuple[Passage, ...]

    @property
    def first(self) -> Passage:
        return self.passages[0]


def documents(passages: Mapping[str, Sequence[Passage]]) -> Iterator[Document]:
    """The library's documents in the engines' order."""
    for name, found in passages.items():
        for _, group in groupby(found, key=_shared_facts):
            yield Document(name, tuple(group))


def _shared_facts(passage: Passage) -> tuple[str, ...]:
    return (passage.title, passage.date, passage.context, *(getattr(passage, field) for field in DOCUMENT_FIELDS))


def document_table(found: Sequence[Document], alphabet: Alphabet) -> dict[str, Any]:
    """One row per document."""
    return {
        "id": _front_coded([document.id for document in found]),
        "title": [alphabet.pack(document.first.title) for document in found],
        "size": INDEX_DIGITS.join(len(document.passages) for document in found),
        "clauses": column((_clauses(document) for document in found), INDEX_DIGITS),
        "date": column((int(document.first.date.replace("-", "") or 0) for document in found), INDEX_DIGITS),
        "codes": {f: column((getattr(d.first, f) for d in found), INDEX_DIGITS) for f in DOCUMENT_FIELDS},
    }


def _front_coded(ids: Sequence[str]) -> str:
    """One id per line; its first symbol tells how many characters it shares with the one before."""
    lines = []
    for before, name in zip(["", *ids], ids, strict=False):
        shared = _shared(before, name[: INDEXES - 1])
        lines.append(INDEX_DIGITS[shared] + name[shared:])
    return "\n".join(lines)


def _shared(before: str, name: str) -> int:
    different = (i for i, (a, b) in enumerate(zip(before, name, strict=False)) if a != b)
    return next(different, min(len(before), len(name)))


def _clauses(document: Document) -> str:
    return runs([passage.address.partition("#")[2] for passage in document.passages])


class Arrangement(NamedTuple):
    """The passages as the index has them: those with the same topics side by side, short ones first.

    `topics`: per passage, in the documents' order, the number of its set in `sets`; `order`: place → passage.
    """

    sets: list[tuple[int, ...]]
    topics: list[int]
    unknown: list[str]
    order: list[int]


def arrange(
    passages: Sequence[Passage], lengths: Sequence[tuple[int, int, int]], vocabulary: Vocabulary
) -> Arrangement:
    """Topics are numbers: their places in the vocabulary, after these those that it does not know."""
    known = {topic.id: place for place, topic in enumerate(vocabulary.topics)}
    others = dict.fromkeys(topic for passage in passages for topic in passage.topics if topic not in known)
    numbers = {**known, **{topic: len(known) + place for place, topic in enumerate(others)}}
    rows = [tuple([numbers[topic] for topic in passage.topics]) for passage in passages]
    counts = Counter(rows)
    sets = sorted(counts, key=lambda topics: (-counts[topics], topics))
    places = {topics: place for place, topics in enumerate(sets)}
    norms = [norm_of(whole) for _, _, whole in lengths]
    order = sorted(range(len(rows)), key=lambda i: (rows[i], norms[i]))
    return Arrangement(sets, [places[row] for row in rows], list(others), order)


def passage_table(lengths: Sequence[tuple[int, int, int]], arranged: Arrangement) -> dict[str, Any]:
    """Per passage its length's step, the tokens of its label, its topics; and, as arranged, the tokens of its heading."""
    return {
        "norm": INDEX_DIGITS.join(norm_of(whole) for _, _, whole in lengths),
        "label": INDEX_DIGITS.join(label for label, _, _ in lengths),
        "heading": INDEX_DIGITS.join(lengths[number][1] for number in arranged.order),
        "topics": INDEX_DIGITS.join(arranged.topics),
        "sets": INDEX_DIGITS.join(n for topics in arranged.sets for n in (len(topics), *topics)),
        "unknown_topics": arranged.unknown,
        "tokens": sum(whole for _, _, whole in lengths),
        "head_tokens": sum(label + heading for label, heading, _ in lengths),
        "norms": NORMS[: norm_of(max((whole for _, _, whole in lengths), default=0)) + 2],
    }


def context_table(found: Sequence[Document], alphabet: Alphabet) -> dict[str, Any]:
    """The documents' contexts: distinct lines, and the lines of each; 0 is the document's own title."""
    contexts = [document.first.context.split("\n") for document in found]
    titles = [document.first.title for document in found]
    others = (line for context, title in zip(contexts, titles, strict=True) for line in context if line != title)
    numbers = {line: number for number, line in enumerate(dict.fromkeys(others), 1)}
    rows = zip(contexts, titles, strict=True)
    return {
        "lines": [alphabet.pack(line) for line in numbers],
        "size": INDEX_DIGITS.join(map(len, contexts)),
        "at": Digits(GAPS).join(0 if line == title else numbers[line] for context, title in rows for line in context),
    }


def atom_numbers(postings: Postings, alphabet: Alphabet) -> dict[str, int]:
    """Atom → its number, from 1 on: the alphabet's own in its order, then numbers and words by their spelling."""
    signs = (normalise(sign) for sign in alphabet.signs)
    plain = dict.fromkeys(sign for sign in signs if sign.split() and not _is_written(sign))
    written = sorted(atom for atom in postings.holders if atom and _is_written(atom))
    return {atom: number for number, atom in enumerate((*plain, *written), 1)}


def _is_written(atom: str) -> bool:
    """Whether it is a number or a Latin word."""
    return "0" <= atom[0] <= "9" or "a" <= atom[0] <= "z"


def words_in_order(vocabulary: Vocabulary) -> list[str]:
    """Every word of the vocabulary once, synonyms side by side."""
    found: dict[str, None] = {}
    for word in vocabulary.synonyms:
        waiting = [word]
        while waiting:
            here = waiting.pop()
            if here not in found:
                found[here] = None
                waiting += reversed(vocabulary.synonyms.get(here, ()))
    for topic in vocabulary.topics:
        found.update(dict.fromkeys(topic.words))
    found.update(dict.fromkeys(vocabulary.words))
    return list(found)


def vocabulary_table(
    vocabulary: Vocabulary, words: Sequence[str], shards: Mapping[str, int], alphabet: Alphabet
) -> dict[str, Any]:
    """Words by number; the shard of each (0: occurs nowhere), synonyms, topics and codes speak of these numbers."""
    numbers = {word: number for number, word in enumerate(words)}
    gaps = Digits(GAPS)
    topics = [
        (t.id, alphabet.pack(t.label), gaps.join(_steps([numbers[w] for w in t.words]))) for t in vocabulary.topics
    ]
    return {
        "words": alphabet.pack("\n".join(words)),
        "shards": INDEX_DIGITS.join(shards.get(word, 0) for word in words),
        "synonyms": gaps.join(_synonyms(vocabulary, numbers)),
        "leading": INDEX_DIGITS.join(_leading(vocabulary, numbers)),
        "topics": topics,
        "codes": {field: list(codes.items()) for field, codes in vocabulary.codes.items() if field != "topic"},
    }


def _steps(numbers: Iterable[int]) -> Iterator[int]:
    """How far each number is from the one before."""
    last = 0
    for number in numbers:
        yield signed(number - last)
        last = number


def _synonyms(vocabulary: Vocabulary, numbers: Mapping[str, int]) -> Iterator[int]:
    """Per word: how far its number is from the last one's, how many substitutes, how far each is from it."""
    last = 0
    for word, others in vocabulary.synonyms.items():
        yield signed(numbers[word] - last)
        yield len(others)
        last = numbers[word]
        yield from (signed(numbers[other] - last) for other in others)


def _leading(vocabulary: Vocabulary, numbers: Mapping[str, int]) -> Iterator[int]:
    """Per word that leads to topics: how far its number is from the last one's, how many topics, their places."""
    places = {topic.id: place for place, topic in enumerate(vocabulary.topics)}
    last = 0
    for word, topics in vocabulary.words.items():
        yield signed(numbers[word] - last)
        yield len(topics)
        last = numbers[word]
        yield from (places[topic] for topic in topics)


def rules() -> dict[str, Any]:
    """The figures and lists that the program's own search goes by."""
    return {
        "weights": {name: getattr(compile, name) for name in WEIGHTS},
        "numeric": "".join(sorted(compile.NUMERIC)),
        "fields": parse.FIELDS,
        "examples": parse.EXAMPLES,
        "longest": parse.LONGEST,
        "most_terms": parse.MOST_TERMS,
        "facets": FACET_FIELDS,
        "bm25": BM25,
        "approximate": {name: getattr(approximate, name) for name in APPROXIMATE},
        "most_nearest": MOST_NEAREST,
    }


def normal_table(signs: str) -> list[str]:
    """What the normalisation changes among these characters: from, to."""
    changed = [sign for sign in sorted(set(signs)) if normalise(sign) != sign]
    return ["".join(changed), normalise("".join(changed))]
