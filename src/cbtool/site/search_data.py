"""The search of the site: everything it needs as classic script shards, so that it works from a disk too.

`index/core.js` is read with the first search; what else is read depends on the query: entries of vocabulary words,
of pairs of atoms or of single atoms, and the texts of the hits shown.
"""

import hashlib
from collections.abc import Iterator, Mapping, Sequence
from itertools import chain
from math import gcd
from typing import NamedTuple

from cbtool.model.passage import Passage
from cbtool.resources import data_file
from cbtool.search.vocabulary import Vocabulary
from cbtool.site.search_bits import carried, script, table, zipped
from cbtool.site.search_packing import Alphabet
from cbtool.site.search_postings import Entries, Postings, Tokeniser, read_postings, words
from cbtool.site.search_tables import (
    INDEX_DIGITS,
    Arrangement,
    Document,
    arrange,
    atom_numbers,
    context_table,
    document_table,
    documents,
    normal_table,
    passage_table,
    rules,
    vocabulary_table,
    words_in_order,
)

SCRIPTS = (
    "packing", "shards", "normal", "atoms", "query", "numerals", "variants", "compile", "vocabulary",
    "index", "postings", "engine", "highlight", "approximate", "search",
)  # fmt: skip
"""The scripts of `site/static` that search needs, in the order they must run."""

PAIR_SHARDS, ATOM_SHARDS, TEXT_SHARDS = 490, 130, 230  # at the most
PAIR_BITS, ATOM_BITS, WORD_BITS, TEXT_SIGNS = 60_000, 60_000, 55_000, 6_000
ALWAYS = "".join(map(chr, (*range(32, 127), *range(0xFF01, 0xFF5F), 0x3000)))


def index_files(passages: Mapping[str, Sequence[Passage]], vocabulary: Vocabulary) -> Iterator[tuple[str, bytes]]:
    """The shards over these passages, by document id in the engines' order; the same input gives the same bytes."""
    shards = dict(_shards(passages, vocabulary))
    stamp = hashlib.sha256("\n".join(shards.values()).encode()).hexdigest()[:12]
    for name, body in shards.items():
        yield f"index/{name}.js", script(f'cbtool.shards.add("{name}","{stamp}","{body}");\n')


class _Library(NamedTuple):
    """What the shards are made from."""

    documents: list[Document]
    passages: list[Passage]
    lengths: list[tuple[int, int, int]]
    arranged: Arrangement
    postings: Postings
    alphabet: Alphabet


def _read(passages: Mapping[str, Sequence[Passage]], vocabulary: Vocabulary, known: Sequence[str]) -> _Library:
    found = list(documents(passages))
    every = [passage for document in found for passage in document.passages]
    tokeniser = Tokeniser()
    tokens = [tokeniser.read(passage) for passage in every]
    lengths = [each.lengths for each in tokens]
    arranged = arrange(every, lengths, vocabulary)
    postings = read_postings(tokeniser.numbers, (tokens[number] for number in arranged.order))
    return _Library(found, every, lengths, arranged, postings, _alphabet(known, vocabulary, found))


def _shards(passages: Mapping[str, Sequence[Passage]], vocabulary: Vocabulary) -> Iterator[tuple[str, str]]:
    known = words_in_order(vocabulary)
    library = _read(passages, vocabulary, known)
    numbers = atom_numbers(library.postings, library.alphabet)
    entries = Entries(library.postings, numbers)
    word_shards, tables = _word_shards(known, library.postings, entries)
    texts = list(_texts(library))
    groups = {
        "words": tables,
        "pairs": spread(entries.pairs(word_shards), PAIR_SHARDS, PAIR_BITS, len(numbers) + 1),
        "atoms": spread(entries.holders(), ATOM_SHARDS, ATOM_BITS, 1),
    }
    core = {
        "rules": rules(),
        "alphabet": library.alphabet.signs,
        "normal": normal_table(ALWAYS + library.alphabet.signs),
        "written": [atom[:-1] for atom in numbers if atom[-1] == "_" and atom != "_"],
        "documents": document_table(library.documents, library.alphabet),
        "contexts": context_table(library.documents, library.alphabet),
        "passages": passage_table(library.lengths, library.arranged),
        "vocabulary": vocabulary_table(vocabulary, known, word_shards, library.alphabet),
        "pairs": len(groups["pairs"]),
        "atoms": len(groups["atoms"]),
        "texts": INDEX_DIGITS.join(len(shard) // 3 for shard in texts),
    }
    yield "core", zipped(core)
    yield from _fixed()
    for name, group in groups.items():
        yield from ((f"{name}-{number}", carried(table(shard))) for number, shard in enumerate(group))
    yield from ((f"texts-{number}", zipped(shard)) for number, shard in enumerate(texts))


def _fixed() -> Iterator[tuple[str, str]]:
    """What does not depend on the library."""
    yield "normal", zipped(data_file("normal.txt").read_bytes().decode("utf-8").split("\n")[:2])
    names = ("regions", "industries")
    yield "places", zipped({name: data_file(f"{name}.tsv").read_text(encoding="utf-8") for name in names})


def _alphabet(known: Sequence[str], vocabulary: Vocabulary, found: Sequence[Document]) -> Alphabet:
    labels = (topic.label for topic in vocabulary.topics)
    contexts = (document.first.context for document in found)
    texts = ((p.title, p.label, p.heading, p.body) for document in found for p in document.passages)
    return Alphabet(chain(known, labels, contexts, chain.from_iterable(texts)))


def spread(entries: Mapping[int, str], most: int, size: int, apart: int) -> list[dict[int, str]]:
    """Entries over at most `most` shards of about `size` bits: which one, is the rest of the number; by number / shards.

    Their number has no divisor in common with `apart`, so that numbers that are so far apart do not meet.
    """
    number = max(1, min(most, sum(map(len, entries.values())) // size))
    while gcd(number, apart) > 1:
        number += 1
    shards: list[dict[int, str]] = [{} for _ in range(number)]
    for key, entry in entries.items():
        shards[key % number][key // number] = entry
    return shards


def _word_shards(known: Sequence[str], postings: Postings, entries: Entries) -> tuple[dict[str, int], list[dict[int, str]]]:  # fmt: skip
    """Word → number of its shard, counted from 1, and the shards: synonyms lie together."""
    numbers = {word: number for number, word in enumerate(known)}
    shards: list[dict[int, str]] = [{}]
    found: dict[str, int] = {}
    size = 0
    for word, tokens, places in words(known, postings):
        entry = entries.word(tokens, places)
        if size and size + len(entry) > WORD_BITS:
            shards.append({})
            size = 0
        shards[-1][numbers[word]] = entry
        size += len(entry)
        found[word] = len(shards)
    return found, shards


def _texts(library: _Library) -> Iterator[list[str]]:
    """Label, heading and body of passages, as they are arranged."""
    pack = library.alphabet.pack
    most = max(TEXT_SIGNS, sum(len(passage.text) for passage in library.passages) // TEXT_SHARDS)
    shard: list[str] = []
    size = 0
    for number in library.arranged.order:
        passage = library.passages[number]
        if size > most:
            yield shard
            shard, size = [], 0
        shard += [pack(passage.label), pack(passage.heading), pack(passage.body)]
        size += len(passage.text)
    if shard:
        yield shard
