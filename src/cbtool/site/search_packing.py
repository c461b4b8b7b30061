"""Small writings for the search's data: numbers as printable characters, text in an alphabet of its own.

Both keep within ASCII or two bytes of UTF-8 as far as they can, because sites are often served uncompressed.
"""

import re
from collections import Counter
from collections.abc import Hashable, Iterable, Sequence
from typing import Any

SYMBOLS = "".join(chr(code) for code in range(32, 127) if chr(code) not in '"\\')
GAPS, INDEXES = 48, 88  # how many symbols end a number: many for small indexes, fewer for gaps of any size


class Digits(dict[int, str]):
    """Whole numbers as strings: the last symbol is one of the first `ends`, those before it of the others."""

    def __init__(self, ends: int) -> None:
        super().__init__()
        self._ends = ends

    def __missing__(self, number: int) -> str:
        rest, last = divmod(number, self._ends)
        out = SYMBOLS[last]
        while rest:
            rest, digit = divmod(rest - 1, len(SYMBOLS) - self._ends)
            out = SYMBOLS[self._ends + digit] + out
        self[number] = out
        return out

    def join(self, numbers: Iterable[int]) -> str:
        """The numbers, one after the other."""
        return "".join([self[number] for number in numbers])


def signed(number: int) -> int:
    """Any whole number as one that is not negative, small where it was near 0."""
    return number * 2 if number >= 0 else -number * 2 - 1


def column(values: Iterable[Hashable], digits: Digits) -> dict[str, Any]:
    """A column of repeated values: the distinct ones, most frequent first, and the place of each row's value."""
    rows = list(values)
    first = {value: place for place, value in reversed(list(enumerate(rows)))}
    counts = Counter(rows)
    distinct = sorted(counts, key=lambda value: (-counts[value], first[value]))
    places = {value: place for place, value in enumerate(distinct)}
    return {"values": distinct, "at": digits.join(places[value] for value in rows)}


class Alphabet:
    """The characters of a library (and the line break) by frequency, written with the shortest codes UTF-8 has."""

    def __init__(self, texts: Iterable[str]) -> None:
        counts = Counter("\n")
        for text, times in Counter(texts).items():
            if times == 1:
                counts.update(text)
            else:  # titles and labels stand in hundreds of passages
                counts.update({sign: times * number for sign, number in Counter(text).items()})
        self.signs = "".join(sorted(counts, key=lambda sign: (-counts[sign], sign)))
        self._codes = {ord(sign): code for sign, code in zip(self.signs, _codes(), strict=False)}

    def pack(self, text: str) -> str:
        """The text written with the codes."""
        return text.translate(self._codes)


def _codes() -> Iterable[int]:
    """Printable ASCII, then all that takes two bytes, then three; the same order as in `shards.js`."""
    yield from map(ord, SYMBOLS)
    yield from range(0xA0, 0x2000)
    yield from range(0x3000, 0xD800)
    yield from range(0x10000, 0x110000)


def runs(ids: Sequence[str]) -> str:
    """Clause ids with their counts drawn together: `title art_1..45 signature`."""
    out: list[str] = []
    last: tuple[str, int, int] | None = None
    for name in ids:
        match = re.fullmatch(r"(.*_)([1-9][0-9]{0,5})", name)
        if match and last and match[1] == last[0] and int(match[2]) == last[2] + 1:
            last = (last[0], last[1], last[2] + 1)
            out[-1] = f"{last[0]}{last[1]}..{last[2]}"
        else:
            last = (match[1], int(match[2]), int(match[2])) if match else None
            out.append(name)
    return " ".join(out)
