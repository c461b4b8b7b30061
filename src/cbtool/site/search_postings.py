"""The positional index of the site: the same tokens as the engines', their places numbered through the whole library.

A passage takes as many places as its length rounded up to the next step of `NORMS`, so that one small number
per passage gives both where it starts and the length that ranking uses.
"""

import itertools
from array import array
from bisect import bisect_right
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import NamedTuple

from cbtool.model.passage import Passage
from cbtool.site.search_packing import GAPS, Digits
from cbtool.text.atoms import ATOM, atoms, pairs
from cbtool.text.normal import normalise


def _norms() -> list[int]:
    """The lengths that BM25 tells apart, as Lucene and tantivy do: exact to 40, then eight steps per doubling."""
    steps = [(bits | 8) << shift for shift in range(1, 20) for bits in range(8)]
    return [*range(40), *(24 + step for step in steps)]


NORMS = _norms()


def norm_of(length: int) -> int:
    """The number of the step that a length of tokens falls on."""
    return bisect_right(NORMS, length) - 1


class Postings:
    """What `read_postings` gathers; whole numbers lie in arrays, because millions of objects would cost seconds.

    `numbers`: token → its number; `stream`: the number of the token at every place (0 where there is none);
    `places`: token number → where it stands; `holders`: atom → passage, then times * 3 + part (2: in the heading, 1: in the label only), and so on;
    `lengths` are per passage (label, heading, whole text) in tokens; `held`, `in_heads`: token number → passages.
    """

    def __init__(self) -> None:
        self.numbers: dict[str, int] = {"": 0}
        self.stream = array("I")
        self.places: list[array[int]] = [array("I")]
        self.holders: dict[str, array[int]] = {}
        self.lengths: list[tuple[int, int, int]] = []
        self.held: Counter[int] = Counter()
        self.in_heads: Counter[int] = Counter()
        self._atoms: list[str] = [""]

    def number(self, token: str) -> int:
        """The token's number, given now if it is new."""
        number = self.numbers.setdefault(token, len(self.places))
        if number == len(self.places):
            self.places.append(array("I"))
            self._atoms.append(first_atom(token))
        return number

    def add(self, passage: int, label: list[int], heading: list[int], body: list[int]) -> None:
        """Append a passage's tokens."""
        tokens = [*label, *heading, *body]
        places = self.places
        for place, number in enumerate(tokens, len(self.stream)):
            places[number].append(place)
        self.stream.extend(tokens)
        self.stream.extend([0] * (NORMS[norm_of(len(tokens)) + 1] - len(tokens)))
        self.lengths.append((len(label), len(heading), len(tokens)))
        self.held.update(set(tokens))
        self.in_heads.update({*label, *heading})
        self._hold(passage, tokens, label, heading)

    def _hold(self, passage: int, tokens: list[int], label: list[int], heading: list[int]) -> None:
        first, holders = self._atoms, self.holders
        parts = dict.fromkeys([first[number] for number in label], 1)
        parts.update(dict.fromkeys([first[number] for number in heading], 2))
        for atom, times in Counter([first[number] for number in tokens]).items():
            if atom not in holders:
                holders[atom] = array("I")
            holders[atom].extend((passage, times * 3 + parts.get(atom, 0)))


def read_postings(passages: Iterable[Passage]) -> Postings:
    """Every token of every passage, in order."""
    made = Postings()
    known: dict[str, list[int]] = {}
    for number, passage in enumerate(passages):
        label, heading = (_known(made, part, known) for part in (passage.label, passage.heading))
        made.add(number, label, heading, _numbers(made, passage.body))
    return made


def _numbers(made: Postings, text: str) -> list[int]:
    known = made.numbers
    return [known[token] if token in known else made.number(token) for token in pairs(normalise(text))]


def _known(made: Postings, text: str, known: dict[str, list[int]]) -> list[int]:
    """The tokens of a label or heading; these repeat."""
    if text not in known:
        known[text] = _numbers(made, text)
    return known[text]


def first_atom(token: str) -> str:
    """The atom a token starts with, closed where it is a number or word."""
    match = ATOM.match(token)
    assert match is not None
    return token[: match.end() + 1] if "0" <= token[0] <= "9" or "a" <= token[0] <= "z" else match.group()


def packed_places(places: Sequence[int], digits: Digits) -> str:
    """Rising numbers as the gaps between them."""
    return digits[places[0]] + digits.join([b - a - 1 for a, b in itertools.pairwise(places)])


def packed_holders(holders: Sequence[int], digits: Digits) -> str:
    """Per passage one number: its gap * 6 + part * 2, and 1 more where a second number tells the times above 2."""
    out = []
    last = 0
    for passage, value in zip(holders[::2], holders[1::2], strict=True):
        times, part = divmod(value, 3)
        out.append(digits[(passage - last) * 6 + part * 2 + (times > 1)])
        if times > 1:
            out.append(digits[times - 2])
        last = passage
    return "".join(out)


class Word(NamedTuple):
    """A word of the vocabulary as it is looked up: in how many passages and heads each token stands, and its places."""

    frequencies: tuple[int, ...]
    places: Sequence[int]


def words(vocabulary: Iterable[str], postings: Postings) -> Iterator[tuple[str, Word]]:
    """Every vocabulary word of two atoms or more that occurs, with its places; so that a search for it reads one entry."""
    for word in vocabulary:
        tokens = array("I", (postings.numbers.get(token, 0) for token in _phrase(word)))
        if tokens and 0 not in tokens:
            places = _occurrences(tokens, postings)
            if places:
                counts = (count for token in tokens for count in (postings.held[token], postings.in_heads[token]))
                yield word, Word(tuple(counts), places)


def _phrase(word: str) -> list[str]:
    return [] if len(word.split()) != 1 or len(atoms(word)) < 2 else pairs(word)[:-1]


def _occurrences(tokens: "array[int]", postings: Postings) -> Sequence[int]:
    rarest = min(range(len(tokens)), key=lambda i: len(postings.places[tokens[i]]))
    size, stream = len(tokens), postings.stream
    if size == 1:
        return postings.places[tokens[0]]
    starts = (place - rarest for place in postings.places[tokens[rarest]])
    return [start for start in starts if stream[start : start + size] == tokens]


def shard_of(key: str, shards: int) -> int:
    """Which of so many shards holds a token or an atom; the same sum as in `shards.js`."""
    total = 0
    for sign in key:
        total = (total * 31 + ord(sign)) % 1000003
    return total % shards


def spread(entries: Mapping[str, str], most: int, size: int) -> list[dict[str, str]]:
    """Entries over at most `most` shards of about `size` bytes, in order of their keys."""
    number = max(1, min(most, sum(map(len, entries.values())) // size))
    shards: list[dict[str, str]] = [{} for _ in range(number)]
    for key in sorted(entries):
        shards[shard_of(key, number)][key] = entries[key]
    return shards


GAP_DIGITS = Digits(GAPS)
