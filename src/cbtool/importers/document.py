"""A body as the rules of fact read it: normalised for matching, quoted as written."""

import re
from bisect import bisect_right
from collections.abc import Iterator
from typing import NamedTuple

from cbtool.importers.body import Body
from cbtool.model.intake import Fact, Value
from cbtool.text.normal import normalise
from cbtool.text.outline_markup import is_row, is_separator, plain_lines, read_cells

_LONGEST_QUOTE = 120
_LONGEST_HEAD = 4000
_LONGEST_TAIL = 1500


class Piece(NamedTuple):
    """A line of the text, or a cell of a table, without marks: as written, normalised, and its line in the file."""

    text: str
    normal: str
    number: int

    def fact(self, field: str, value: Value, confidence: float, span: tuple[int, int] | None = None) -> Fact:
        """A fact proved by this piece or by a part of it."""
        start, end = span or (0, len(self.text))
        return Fact(field, value, self.text[start:end].strip()[:_LONGEST_QUOTE], self.number, round(confidence, 2))


class Document(NamedTuple):
    """The pieces of a body: before the first article or chapter, all of them, and those of the signature block."""

    head: tuple[Piece, ...]
    pieces: tuple[Piece, ...]
    tail: tuple[Piece, ...]


def make_document(body: Body) -> Document:
    """The body ready for reading facts."""
    starts: list[int] = []
    pieces: list[Piece] = []
    offset = 0
    for number, line in zip(body.numbers, body.text.split("\n"), strict=True):
        for text in _texts(line):
            starts.append(offset)
            pieces.append(Piece(text, normalise(text), number))
        offset += len(line) + 1
    head, *tail = (bisect_right(starts, edge - 1) for edge in _edges(body))
    return Document(tuple(pieces[:head]), tuple(pieces), tuple(pieces[tail[0] : tail[1]]))


def _texts(line: str) -> Iterator[str]:
    if is_separator(line):
        return
    cells = read_cells(line) if is_row(line) else plain_lines(line, 0, len(line))
    yield from (cell.strip() for cell in cells if cell.strip())


def _edges(body: Body) -> tuple[int, int, int]:
    """Where the first chapter or article begins, and from where to where signatures stand (else the last part)."""
    clauses = list(body.outline.walk())
    units = [c.start for c in clauses if c.kind in ("part", "chapter", "section", "article")]
    size = len(body.text)
    head = units[0] if units else min(size, _LONGEST_HEAD)
    signature = next((c for c in clauses if c.kind == "signature"), None)
    return (head, signature.start, signature.end) if signature else (head, max(size - _LONGEST_TAIL, head), size)


def bare(text: str) -> str:
    """The text without white space."""
    return re.sub(r"\s", "", text)
