"""Atoms and their overlapping pairs: the one token stream every search engine indexes.

An atom is one whole number, one whole Latin word, or one other character; white space separates.
A number or Latin word is closed by `_`, so that the tokens starting with it are found by prefix
without also finding longer numbers.
"""

import re
from collections.abc import Sequence
from operator import add
from typing import NamedTuple

ATOM = re.compile(r"[0-9]+(?:\.[0-9]+)?|[a-z]+|[^ \t\n\r\f\v]")
WRITTEN = re.compile(r"([0-9]+(?:\.[0-9]+)?|[a-z]+)")


class Atom(NamedTuple):
    """One atom of normalised text and its place."""

    text: str
    start: int
    end: int


def atoms(normal: str) -> list[Atom]:
    """The atoms of normalised text, in order."""
    return [Atom(m.group(), m.start(), m.end()) for m in ATOM.finditer(normal)]


def _closed(run: str) -> Sequence[str]:
    """The atoms of an unspaced run, numbers and words closed."""
    if WRITTEN.search(run) is None:
        return run
    closed: list[str] = []
    for place, part in enumerate(WRITTEN.split(run)):
        if place % 2:
            closed.append(part + "_")
        else:
            closed += part
    return closed


def pairs(normal: str) -> list[str]:
    """The tokens to index: every pair of neighbouring atoms between white space, and each run's last atom."""
    tokens: list[str] = []
    for run in normal.split():
        closed = _closed(run)
        tokens += map(add, closed, closed[1:])
        tokens.append(closed[-1])
    return tokens


class Phrase(NamedTuple):
    """How a piece is looked up: its pairs in a row, or, for a single atom, every token that starts with it."""

    tokens: tuple[str, ...]
    prefix: bool


def phrase(piece: str) -> Phrase:
    """The phrase that finds an unspaced normalised piece exactly (by the truth of whole numbers and words)."""
    closed = _closed(piece)
    if len(closed) == 1:
        return Phrase((closed[0],), prefix=True)
    return Phrase(tuple(map(add, closed, closed[1:])), prefix=False)


def occurrences(normal: str, piece: str) -> list[tuple[int, int]]:
    """Every place where `piece` stands in `normal` without cutting a number or a Latin word."""
    found = []
    at = normal.find(piece)
    while at >= 0:
        if not (_cuts(normal, at) or _cuts(normal, at + len(piece))):
            found.append((at, at + len(piece)))
        at = normal.find(piece, at + 1)
    return found


def _cuts(normal: str, at: int) -> bool:
    """Whether a number or word of the text goes on across this place."""
    if at <= 0 or at >= len(normal):
        return False
    left, right = normal[at - 1], normal[at]
    if "a" <= left <= "z":
        return "a" <= right <= "z"
    if not (left in "0123456789." and right in "0123456789."):
        return False
    start = at
    while start > 0 and normal[start - 1] in "0123456789.":
        start -= 1
    return any(m.start() + start < at < m.end() + start for m in ATOM.finditer(normal[start : at + 40]))
