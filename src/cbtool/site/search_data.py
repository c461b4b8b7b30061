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

PAIR_SHARDS, ATOM_SHARDS, TEXT_SHARDS = 180, 30, 560  # at the most
PAIR_BYTES, ATOM_BYTES, WORD_BYTES, TEXT_BYTES = 24_000, 32_000, 12_000, 6_000
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
    postings = read_postings(every)
    known = words_in_order(vocabulary)
    alphabet = Alphabet(chain(known, (topic.label for topic in vocabulary.topics), (document.first.context for document in found), map(_all_text, every)))
    entries, word_shards = _word_shards(known, postings)
    pairs = {t: packed_places(p, GAP_DIGITS) for t, p in zip(postings.numbers, postings.places, strict=True) if t and t not in entries}
    groups: dict[str, list[dict[str, Any]]] = {
        "words": word_shards,
        "pairs": list(spread(pairs, PAIR_SHARDS, PAIR_BYTES)),
        "atoms": list(spread({a: packed_holders(h, GAP_DIGITS) for a, h in postings.holders.items()}, ATOM_SHARDS, ATOM_BYTES)),
        "texts": list(_texts(found, alphabet)),
    }
    yield "core", {
        "rules": rules(),
        "alphabet": alphabet.signs,
        "normal": normal_table(ALWAYS + alphabet.signs),
        "documents": document_table(found),
        "passages": passage_table(every, postings.lengths, vocabulary),
        "vocabulary": vocabulary_table(vocabulary, known, entries, alphabet),
        "pairs": len(groups["pairs"]),
        "atoms": len(groups["atoms"]),
        "texts": INDEX_DIGITS.join(len(shard["texts"]) // 3 for shard in groups["texts"]),
    }
    yield "context", context_table(found, alphabet)
    yield "normal", data_file("normal.txt").read_bytes().decode("utf-8").split("\n")[:2]
    yield "places", {name: data_file(f"{name}.tsv").read_text(encoding="utf-8") for name in ("regions", "industries")}
    for name, group in groups.items():
        yield from ((f"{name}-{number}", shard) for number, shard in enumerate(group))


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
    parts = [[(d.first.title, [alphabet.pack(part) for part in (p.label, p.heading, p.body)]) for p in d.passages] for d in found]
    sizes = sum(len(part.encode()) + 3 for rows in parts for _, row in rows for part in row)
    most = max(TEXT_BYTES, sizes // TEXT_SHARDS)
    shard: dict[str, list[str]] = {"titles": [], "texts": []}
    size = 0
    for rows in parts:
        for number, (title, row) in enumerate(rows):
            if size > most:
                yield shard
                shard, size = {"titles": [], "texts": []}, 0
            if not (number and shard["titles"]):
                shard["titles"].append(alphabet.pack(title))
            shard["texts"] += row
            size += sum(len(part.encode()) + 3 for part in row)
    if shard["texts"]:
        yield shard
