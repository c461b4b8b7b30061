"""The positional index of the site: the same tokens as the engines', their places numbered through the whole library.

A passage takes as many places as its length rounded up to the next step of `NORMS`, so that one small number
per passage gives both where it starts and the length that ranking uses. Passages of the same topics stand together,
short ones first: what belongs together is then written shorter, and the texts of hits lie in fewer shards.
"""

from array import array
from bisect import bisect_left, bisect_right
from collections import Counter, deque
from collections.abc import Container, Iterable, Iterator, Mapping, Sequence
from itertools import count, islice, repeat
from operator import add, mul
from typing import NamedTuple

from cbtool.model.passage import Passage
from cbtool.site.search_bits import GOLOMB, gaps_of, rising, started, step_of
from cbtool.text.atoms import ATOM, atoms, pairs
from cbtool.text.normal import normalise


def _norms() -> list[int]:
    """The lengths that BM25 tells apart, as Lucene and tantivy do: exact to 40, then eight steps per doubling."""
    steps = [(bits | 8) << shift for shift in range(1, 20) for bits in range(8)]
    return [*range(40), *(24 + step for step in steps)]


NORMS = _norms()
NONE = rising(())
MANY = 1 << 32


def norm_of(length: int) -> int:
    """The number of the step that a length of tokens falls on."""
    return bisect_right(NORMS, length) - 1


class Tokens(NamedTuple):
    """The numbers of a passage's tokens, part by part."""

    label: list[int]
    heading: list[int]
    body: list[int]

    @property
    def lengths(self) -> tuple[int, int, int]:
        """Of the label, the heading, and the whole."""
        label, heading = len(self.label), len(self.heading)
        return label, heading, label + heading + len(self.body)


class Numbers(dict[str, int]):
    """Token → its number; a new one gets the next."""

    def __missing__(self, token: str) -> int:
        self[token] = number = len(self)
        return number


class Tokeniser:
    """Passages into numbers of tokens; `numbers`: token → its number, from 1 on."""

    def __init__(self) -> None:
        self.numbers = Numbers({"": 0})
        self._known: dict[str, list[int]] = {}

    def read(self, passage: Passage) -> Tokens:
        """The passage's tokens, in order; labels and headings repeat."""
        return Tokens(self._once(passage.label), self._once(passage.heading), self._read(passage.body))

    def _read(self, text: str) -> list[int]:
        return list(map(self.numbers.__getitem__, pairs(normalise(text))))

    def _once(self, text: str) -> list[int]:
        if text not in self._known:
            self._known[text] = self._read(text)
        return self._known[text]


class Postings:
    """Where tokens and atoms stand; whole numbers lie in arrays, because millions of objects would cost seconds, and are
    handed on by `map`, because millions of turns of a loop would too.

    `stream`: the number of the token at every place (0 where there is none); `places`: token number → where it stands;
    `held`, `in_heads`: token number → how many passages hold it, how many in label or heading;
    `holders`: atom → passage * MANY + times * 3 + part (2: in the heading, 1: in the label only, else 0);
    `parts`: token number → its first and its second atom ("" for the last one of a run).
    """

    def __init__(self, numbers: Mapping[str, int]) -> None:
        self.numbers = numbers
        self.stream: list[int] = []
        self.places = [array("I") for _ in numbers]
        self.held: Counter[int] = Counter()
        self.in_heads: Counter[int] = Counter()
        self.parts = [_parts(token) for token in numbers]
        self._first = [first for first, _ in self.parts]
        self.holders = {atom: array("Q") for atom in self._first if atom}

    def add(self, passage: int, tokens: Tokens) -> None:
        """Append a passage; passages are numbered from 0 on."""
        every = [*tokens.label, *tokens.heading, *tokens.body]
        places = map(self.places.__getitem__, every)
        deque(map(array.append, places, count(len(self.stream))), maxlen=0)
        self.stream.extend(every)
        self.stream.extend([0] * (NORMS[norm_of(len(every)) + 1] - len(every)))
        self.held.update(set(every))
        self.in_heads.update({*tokens.label, *tokens.heading})
        self._hold(passage, every, tokens)

    def _hold(self, passage: int, every: list[int], tokens: Tokens) -> None:
        first, holders = self._first, self.holders
        times = Counter(map(first.__getitem__, every))
        values = map(add, map(mul, times.values(), repeat(3)), repeat(passage * MANY))
        deque(map(array.append, map(holders.__getitem__, times), values), maxlen=0)
        parts = dict.fromkeys([first[number] for number in tokens.label], 1)
        parts.update(dict.fromkeys([first[number] for number in tokens.heading], 2))
        for atom, part in parts.items():
            holders[atom][-1] += part


def _parts(token: str) -> tuple[str, str]:
    """The two atoms of a token, closed where they are numbers or words; the second is "" at the end of a run."""
    match = ATOM.match(token)
    if match is None:
        return "", ""
    closed = "0" <= token[0] <= "9" or "a" <= token[0] <= "z"
    end = match.end() + closed
    return token[:end], token[end:]


def read_postings(numbers: Mapping[str, int], passages: Iterable[Tokens]) -> Postings:
    """Every token of every passage, in order."""
    made = Postings(numbers)
    for number, tokens in enumerate(passages):
        made.add(number, tokens)
    return made


def followers(postings: Postings) -> dict[int, set[int]]:
    """Token → the pairs that come right after it somewhere."""
    found: dict[int, set[int]] = {}
    stream, parts = postings.stream, postings.parts
    for before, after in set(zip(stream, islice(stream, 1, None), strict=False)):
        if before and parts[after][1]:
            found.setdefault(before, set()).add(after)
    return found


def endings(postings: Postings) -> dict[int, list[int]]:
    """Pair → the places where it is the last one before white space."""
    found: dict[int, list[int]] = {}
    for (first, second), places in zip(postings.parts, postings.places, strict=True):
        if first and not second:
            for place in places:
                if place and postings.parts[postings.stream[place - 1]][1]:
                    found.setdefault(postings.stream[place - 1], []).append(place - 1)
    return found


class Entries:
    """Writes what is looked up as bits; `atom_numbers`: atom → its number, from 1 on."""

    def __init__(self, postings: Postings, atom_numbers: Mapping[str, int]) -> None:
        self._postings = postings
        self._atoms = atom_numbers
        self._held = [postings.held[number] for number in range(len(postings.places))]
        self._in_heads = [postings.in_heads[number] for number in range(len(postings.places))]

    def pairs(self, without: Container[str]) -> dict[int, str]:
        """First atom * base + second atom → the pair's entry: what follows it, its places."""
        after, last = followers(self._postings), endings(self._postings)
        base = len(self._atoms) + 1
        entries = {}
        for token, number in self._postings.numbers.items():
            first, second = self._postings.parts[number]
            if second and token not in without:
                places = self._postings.places[number]
                key = self._atoms[first] * base + self._atoms[second]
                entries[key] = self._following(after.get(number, ())) + _places(places, last.get(number, ()))
        return entries

    def word(self, tokens: Sequence[int], places: Sequence[int]) -> str:
        """A word's entry: how often each of its tokens stands in passages and heads, what follows it, its places."""
        stream, size = self._postings.stream, len(tokens)
        after = [stream[place + size] for place in places]
        is_pair = [self._postings.parts[token][1] for token in after]
        last = [place for place, pair in zip(places, is_pair, strict=True) if not pair]
        following = {token for token, pair in zip(after, is_pair, strict=True) if pair}
        return self._frequencies(tokens) + self._following(following) + _places(places, last)

    def _following(self, tokens: Iterable[int]) -> str:
        """The atoms that come next, and how often the pairs to them stand in passages and heads."""
        parts, atoms = self._postings.parts, self._atoms
        ordered = sorted((atoms[parts[token][1]], token) for token in tokens)
        return rising([atom for atom, _ in ordered]) + self._frequencies([token for _, token in ordered])

    def _frequencies(self, tokens: Iterable[int]) -> str:
        held, in_heads, many, few = self._held, self._in_heads, GOLOMB[5], GOLOMB[0]
        return "".join([many[held[token]] + few[in_heads[token]] for token in tokens])

    def holders(self) -> dict[int, str]:
        """Atom → the passages that hold it."""
        return {self._atoms[atom]: packed_holders(holders) for atom, holders in self._postings.holders.items() if atom}


def _places(places: Sequence[int], last: Sequence[int]) -> str:
    """The places, and which of them stand before white space."""
    return rising(places) + (rising(sorted(bisect_left(places, place) for place in last)) if last else NONE)


class Held(dict[int, str]):
    """times * 3 + part as bits: in the heading, only in the label, or in neither; then the times above one."""

    def __missing__(self, value: int) -> str:
        self[value] = bits = ("1", "01", "00")[value % 3] + GOLOMB[0][value // 3 - 1]
        return bits


HELD = Held()


def packed_holders(holders: Sequence[int]) -> str:
    """How many passages; per passage its gap, its part, and how often it holds the atom above once."""
    gaps = gaps_of([each // MANY for each in holders])
    step = step_of(gaps)
    held = map(HELD.__getitem__, [each % MANY for each in holders])
    return started(len(gaps), step) + "".join(map(add, map(GOLOMB[step].__getitem__, gaps), held))


def words(vocabulary: Iterable[str], postings: Postings) -> Iterator[tuple[str, Sequence[int], Sequence[int]]]:
    """Every vocabulary word of two atoms or more that occurs, its tokens, its places; a search for it reads one entry."""
    for word in vocabulary:
        tokens = [postings.numbers.get(token, 0) for token in _phrase(word)]
        if tokens and 0 not in tokens:
            places = _occurrences(tokens, postings)
            if places:
                yield word, tokens, places


def _phrase(word: str) -> list[str]:
    return [] if len(word.split()) != 1 or len(atoms(word)) < 2 else pairs(word)[:-1]


def _occurrences(tokens: list[int], postings: Postings) -> Sequence[int]:
    rarest = min(range(len(tokens)), key=lambda i: len(postings.places[tokens[i]]))
    size, stream = len(tokens), postings.stream
    if size == 1:
        return postings.places[tokens[0]]
    starts = (place - rarest for place in postings.places[tokens[rarest]])
    return [start for start in starts if stream[start : start + size] == tokens]
