"""The search of the site: everything it needs as classic script shards, so that it works from a disk too.

`index/core.js` is read with the first search; what else is read depends on the query: entries of vocabulary words,
of pairs of atoms or of single atoms, the contexts when there are several words, and the texts of the hits shown.
"""

import hashlib
import json
from collections.abc import Iterator, Mapping, Sequence
from itertools import chain
from typing import TYPE_CHECKING, Any

from cbtool.model.passage import Passage
from cbtool.resources import data_file
from cbtool.search.vocabulary import Vocabulary
from cbtool.site.search_packing import Alphabet
from cbtool.site.search_postings import (
    GAP_DIGITS,
    Postings,
    packed_holders,
    packed_places,
    read_postings,
    spread,
    words,
)
from cbtool.site.search_tables import (
    INDEX_DIGITS,
    Document,
    context_table,
    document_table,
    documents,
    normal_table,
    passage_table,
    rules,
    vocabulary_table,
    words_in_order,
)

if TYPE_CHECKING:
    from cbtool.site.gather import Content

SCRIPTS = (
    "normal", "atoms", "query", "variants", "compile", "shards", "vocabulary",
    "postings", "engine", "highlight", "approximate", "search",
)  # fmt: skip
"""The scripts of `site/static` that search needs, in the order they must run."""

PAIR_SHARDS, ATOM_SHARDS, TEXT_SHARDS = 300, 30, 600  # at the most
PAIR_BYTES, ATOM_BYTES, WORD_BYTES, TEXT_BYTES = 14_000, 32_000, 12_000, 6_000
ALWAYS = "".join(map(chr, (*range(32, 127), *range(0xFF01, 0xFF5F), 0x3000)))


def search_files(content: "Content") -> Iterator[tuple[str, bytes]]:
    """The search's files of a site: path and bytes."""
    return index_files(content.passages, content.vocabulary)


def index_files(passages: Mapping[str, Sequence[Passage]], vocabulary: Vocabulary) -> Iterator[tuple[str, bytes]]:
    """The shards over these passages, by document id in the engines' order; the same input gives the same bytes."""
    shards = dict(_shards(passages, vocabulary))
    bodies = {name: json.dumps(value, ensure_ascii=False, separators=(",", ":")) for name, value in shards.items()}
    stamp = hashlib.sha256("\n".join(bodies.values()).encode()).hexdigest()[:12]
    for name, body in bodies.items():
        safe = body.replace("\u2028", "\\u2028").replace("\u2029", "\\u2029")
        yield f"index/{name}.js", f'cbtool.shards.add("{name}","{stamp}",{safe});\n'.encode()


def _shards(passages: Mapping[str, Sequence[Passage]], vocabulary: Vocabulary) -> Iterator[tuple[str, object]]:
    found = list(documents(passages))
    every = [passage for document in found for passage in document.passages]
    known = words_in_order(vocabulary)
    alphabet = _alphabet(known, vocabulary, found)
    postings = read_postings(every)
    word_numbers, word_shards = _word_shards(known, postings)
    groups = {
        "words": word_shards,
        "pairs": _pair_shards(postings, word_numbers),
        "atoms": _atom_shards(postings),
        "texts": list(_texts(found, alphabet)),
    }
    core = {
        "rules": rules(),
        "alphabet": alphabet.signs,
        "normal": normal_table(ALWAYS + alphabet.signs),
        "documents": document_table(found),
        "passages": passage_table(every, postings.lengths, vocabulary),
        "vocabulary": vocabulary_table(vocabulary, known, word_numbers, alphabet),
        "pairs": len(groups["pairs"]),
        "atoms": len(groups["atoms"]),
        "texts": INDEX_DIGITS.join(len(shard["texts"]) // 3 for shard in groups["texts"]),
    }
    yield "core", core
    yield "context", context_table(found, alphabet)
    yield "normal", data_file("normal.txt").read_bytes().decode("utf-8").split("\n")[:2]
    yield "places", {name: data_file(f"{name}.tsv").read_text(encoding="utf-8") for name in ("regions", "industries")}
    for name, group in groups.items():
        yield from ((f"{name}-{number}", shard) for number, shard in enumerate(group))


def _alphabet(known: Sequence[str], vocabulary: Vocabulary, found: Sequence[Document]) -> Alphabet:
    labels = (topic.label for topic in vocabulary.topics)
    contexts = (document.first.context for document in found)
    return Alphabet(chain(known, labels, contexts, (_all_text(p) for document in found for p in document.passages)))


def _pair_shards(postings: Postings, words: Mapping[str, int]) -> list[dict[str, Any]]:
    """Every pair that is not a word of the vocabulary, and every run's last atom."""
    lists = zip(postings.numbers, postings.places, strict=True)
    entries = {token: packed_places(places, GAP_DIGITS) for token, places in lists if token and token not in words}
    return spread(entries, PAIR_SHARDS, PAIR_BYTES)


def _atom_shards(postings: Postings) -> list[dict[str, Any]]:
    entries = {atom: packed_holders(holders, GAP_DIGITS) for atom, holders in postings.holders.items()}
    return spread(entries, ATOM_SHARDS, ATOM_BYTES)


def _all_text(passage: Passage) -> str:
    return f"{passage.title}{passage.label}{passage.heading}{passage.body}"


def _word_shards(known: Sequence[str], postings: Postings) -> tuple[dict[str, int], list[dict[str, Any]]]:
    """Word → number of its shard, counted from 1, and the shards: synonyms lie together."""
    shards: list[dict[str, Any]] = [{}]
    numbers: dict[str, int] = {}
    size = 0
    for word, (frequencies, places) in words(known, postings):
        packed = packed_places(places, GAP_DIGITS)
        if size and size + len(packed) > WORD_BYTES:
            shards.append({})
            size = 0
        shards[-1][word] = [GAP_DIGITS.join(frequencies), packed]
        size += len(packed) + 3 * len(word) + 2 * len(frequencies) + 10
        numbers[word] = len(shards)
    return numbers, shards


def _texts(found: Sequence[Document], alphabet: Alphabet) -> Iterator[dict[str, list[str]]]:
    """Label, heading and body of neighbouring passages, and the titles of their documents."""
    rows = [[[alphabet.pack(part) for part in (p.label, p.heading, p.body)] for p in d.passages] for d in found]
    most = max(TEXT_BYTES, sum(_size(row) for document in rows for row in document) // TEXT_SHARDS)
    shard: dict[str, list[str]] = {"titles": [], "texts": []}
    size = 0
    for document, texts in zip(found, rows, strict=True):
        title = alphabet.pack(document.first.title)
        shard["titles"].append(title)
        for row in texts:
            if size > most:
                yield shard
                shard, size = {"titles": [title], "texts": []}, 0
            shard["texts"] += row
            size += _size(row)
    if shard["texts"]:
        yield shard


def _size(row: Sequence[str]) -> int:
    """Bytes of a row in its shard, quotes and commas included."""
    return sum(len(part.encode()) + 3 for part in row)
