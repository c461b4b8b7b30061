"""The best chain 1, 2, 3 … among candidate labels, by dynamic programming over their numbers."""

from bisect import bisect_left
from typing import NamedTuple

HIGHEST = 9999
"""Labels with a larger number are no labels."""

_STEP, _MISSING, _FARTHEST = 2.0, -1.2, 6
_FIRST, _LATER = 1.0, -0.35
_RESTART, _RESTART_AFTER_BREAK, _RESTART_SCORE = -2.0, 0.5, 2.0


class Candidate(NamedTuple):
    """A place that may be a label: its clause would begin at `start`, its label ends at `end`; 0 is illegible."""

    start: int
    end: int
    label: str
    number: int
    suffix: int
    score: float
    at_line_start: bool


class _Best:
    """The best value of any chain that ends with a number up to n (a Fenwick tree of maxima)."""

    def __init__(self) -> None:
        self._tree: list[tuple[float, int]] = [(float("-inf"), -1)] * (HIGHEST + 2)

    def put(self, number: int, value: float, index: int) -> None:
        place = number + 1
        while place < len(self._tree):
            if value > self._tree[place][0]:
                self._tree[place] = (value, index)
            place += place & -place

    def up_to(self, number: int) -> tuple[float, int]:
        found, place = (float("-inf"), -1), min(number, HIGHEST) + 1
        while place > 0:
            found = max(found, self._tree[place])
            place -= place & -place
        return found


def best_chain(candidates: list[Candidate], breaks: list[int]) -> list[int]:
    """Return the indexes of the candidates that number best.

    A step by one is rewarded, a missing number costs, and starting again at 1 is cheap only after one of the
    `breaks` (sorted offsets of headings). Illegible candidates are passed over.
    """
    values: list[float] = []
    before: list[int] = []
    table = _Table(breaks)
    for index, candidate in enumerate(candidates):
        if not candidate.number:
            value, previous = float("-inf"), -1
        else:
            value, previous = table.enter(candidate)
            table.put(candidate, value, index)
        values.append(value)
        before.append(previous)
    return _trace(values, before)


def _trace(values: list[float], before: list[int]) -> list[int]:
    index = max(range(len(values)), key=values.__getitem__, default=-1)
    if index < 0 or values[index] <= 0:
        return []
    chain = []
    while index >= 0:
        chain.append(index)
        index = before[index]
    return chain[::-1]


class _Table:
    """The best chains seen so far, by the number they end with."""

    def __init__(self, breaks: list[int]) -> None:
        self._breaks = breaks
        self._by_number: dict[int, tuple[float, int]] = {}
        self._by_label: dict[tuple[int, int], tuple[float, int]] = {}
        self._prefix = _Best()
        self._overall = (float("-inf"), -1)
        self._at_break = (float("-inf"), -1)
        self._break_seen = 0

    def enter(self, candidate: Candidate) -> tuple[float, int]:
        """Value of the best chain that ends with this candidate, and the index before it (-1: none)."""
        number, suffix = candidate.number, candidate.suffix
        nothing = (float("-inf"), -1)
        self._pass_breaks(candidate.start)
        best = (_FIRST if number == 1 else _LATER * min(number - 1, 6), -1)
        ways = [(self._by_number.get(number - 1, nothing), _STEP if not suffix else -1.0)]
        if suffix:
            ways.append((self._by_label.get((number, suffix - 1), nothing), _STEP))
            ways += [(self._by_label.get((number, s), nothing), 1.0) for s in range(1, min(suffix - 1, 9))]
        for distance in range(2, _FARTHEST):
            ways.append((self._by_number.get(number - distance, nothing), _MISSING * (distance - 1)))
        ways.append((self._prefix.up_to(number - _FARTHEST), _MISSING * (_FARTHEST - 1)))
        if number == 1 and not suffix and candidate.score >= _RESTART_SCORE:
            ways.append((self._overall, _RESTART))
            ways.append((self._at_break, _RESTART_AFTER_BREAK))
        for (value, index), gain in ways:
            if value + gain > best[0]:
                best = (value + gain, index)
        return best[0] + candidate.score, best[1]

    def _pass_breaks(self, start: int) -> None:
        passed = bisect_left(self._breaks, start)
        if passed > self._break_seen:
            self._break_seen, self._at_break = passed, self._overall

    def put(self, candidate: Candidate, value: float, index: int) -> None:
        number, label = candidate.number, (candidate.number, candidate.suffix)
        entry = (value, index)
        if value > self._by_number.get(number, (float("-inf"), -1))[0]:
            self._by_number[number] = entry
            self._prefix.put(number, value, index)
        if value > self._by_label.get(label, (float("-inf"), -1))[0]:
            self._by_label[label] = entry
        if value > self._overall[0]:
            self._overall = entry
