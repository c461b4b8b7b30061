"""What stands inside an article, chapter or annex: paragraphs (款), items (项, 目), tables and their rows."""

import re
from bisect import bisect_right
from typing import NamedTuple

from cbtool.model.clause import Clause, Kind
from cbtool.text.numerals import parse_ordinal
from cbtool.text.outline_markup import SPACE, Line, begins_line, is_row, is_separator

_CHINESE = "〇零一二三四五六七八九十百廿卅"
_ITEM_STYLES = (
    ("parenthesis", re.compile(rf"[（(]\s{{0,2}}([{_CHINESE}]{{1,4}})\s{{0,2}}[)）]")),
    ("comma", re.compile(rf"([{_CHINESE}]{{1,4}})、")),
    ("dot", re.compile(r"([0-9０-９]{1,2})(?:[.．](?![0-9０-９])|、)")),
    ("bracket", re.compile(r"[（(]?\s{0,2}([0-9０-９]{1,2})\s{0,2}[)）]")),
    ("circle", re.compile(r"([①-⑳㉑-㉟])")),
    ("decimal", re.compile(r"[0-9]{1,2}\.(?:[0-9]{1,2}\.)?([0-9]{1,2})(?=[\s\u3000])")),
)
_ITEM_SIGNS = frozenset(
    f"{_CHINESE}（(0123456789０１２３４５６７８９①②③④⑤⑥⑦⑧⑨⑩⑪⑫⑬⑭⑮⑯⑰⑱⑲⑳㉑㉒㉓㉔㉕㉖㉗㉘㉙㉚㉛㉜㉝㉞㉟"
)
_SHORTEST_LIST = 12
_LIST_BREAKS = tuple("：:；;。，,")
_LEVELS: tuple[tuple[Kind, str], ...] = (("item", "item"), ("subitem", "point"), ("point", "subpoint"))


class Names:
    """Gives each clause an id of its own: a repeated one gets `__dup_2`."""

    def __init__(self) -> None:
        self._used: dict[str, int] = {}

    def take(self, wanted: str) -> str:
        count = self._used[wanted] = self._used.get(wanted, 0) + 1
        return wanted if count == 1 else self.take(f"{wanted}__dup_{count}")


class Reader(NamedTuple):
    """The text with its lines, and the names given so far."""

    text: str
    lines: list[Line]
    starts: list[int]
    names: Names

    def fragments(self, begin: int, end: int) -> list[Line]:
        """Return the non-blank pieces of lines between two offsets."""
        found = []
        for index in range(max(bisect_right(self.starts, begin) - 1, 0), len(self.lines)):
            line = self.lines[index]
            if line.start >= end:
                break
            if line.start >= begin and line.next <= end:
                found.append(line)
                continue
            start, stop = max(line.start, begin), min(line.end, end)
            if self.text[start:stop].strip():
                words = self.text[start : min(stop, start + 100)]
                at = line.at if start == line.start else start + len(words) - len(words.lstrip(SPACE))
                found.append(Line(start, stop, min(line.next, end), min(at, stop), 0))
        return found

    def row(self, piece: Line) -> bool:
        """Say whether this piece is a whole line of a table."""
        text = self.text
        return (
            text[piece.at : piece.at + 1] == "|"
            and begins_line(text, piece.start)
            and is_row(text[piece.at : piece.end])
        )

    def table_end(self, pieces: list[Line], first: int) -> int:
        """Return the index after the last row of the table that begins here; a blank line ends a table."""
        stop = first + 1
        while stop < len(pieces) and pieces[stop].start == pieces[stop - 1].next and self.row(pieces[stop]):
            stop += 1
        return stop


class _Open(NamedTuple):
    """A paragraph or item whose end is not known yet."""

    kind: Kind
    style: str
    label: str
    number: int
    start: int
    body_start: int


def read_content(reader: Reader, owner: str, begin: int, end: int) -> tuple[Clause, ...]:
    """Return the paragraphs and tables between two offsets as children of the clause `owner`."""
    found: list[Clause] = []
    pieces = reader.fragments(begin, end)
    place = paragraphs = tables = rows = 0
    while place < len(pieces):
        stop = place + 1
        if reader.row(pieces[place]):
            stop = reader.table_end(pieces, place)
            tables += 1
            name = reader.names.take(f"{owner}__table_{tables}")
            row_owner = owner if owner.startswith("annex") else name
            table = read_rows(reader, pieces[place:stop], name, tables, row_owner, rows)
            rows += len(table.children) if row_owner == owner else 0
            found.append(table)
        else:
            while stop < len(pieces) and not reader.row(pieces[stop]) and _item(reader.text, pieces[stop]):
                stop += 1
            paragraphs += 1
            limit = pieces[stop].start if stop < len(pieces) else end
            found.append(_paragraph(reader, pieces[place:stop], f"{owner}__para_{paragraphs}", paragraphs, limit))
        place = stop
    return tuple(found)


def read_rows(reader: Reader, pieces: list[Line], name: str, number: int, owner: str, before: int) -> Clause:
    """Return a table with its rows, numbered on from `before`; header and dashes are no rows of their own."""
    text = reader.text
    dashes = [index for index, piece in enumerate(pieces) if is_separator(text[piece.start : piece.end])]
    skipped = set(dashes) | ({0} if dashes and dashes[0] == 1 else set())
    rows: list[Clause] = []
    for index, piece in enumerate(pieces):
        if index not in skipped:
            count = before + len(rows) + 1
            identity = reader.names.take(f"{owner}__row_{count}")
            rows.append(Clause(identity, "row", "", count, 0, "", piece.start, piece.next, piece.start))
    start, end = pieces[0].start, pieces[-1].next
    return Clause(name, "table", "", number, 0, "", start, end, start, tuple(rows))


def _item(text: str, piece: Line) -> tuple[str, re.Match[str]] | None:
    if text[piece.at : piece.at + 1] not in _ITEM_SIGNS:
        return None
    for style, pattern in _ITEM_STYLES:
        if (match := pattern.match(text, piece.at, piece.end)) and _number(match[1]) is not None:
            return style, match
    return None


def _paragraph(reader: Reader, pieces: list[Line], wanted: str, number: int, end: int) -> Clause:
    """Return a paragraph from its own line and the item lines below it; it may begin with an item at once."""
    name = reader.names.take(wanted)
    items = [opened for piece in pieces for opened in _open_items(reader.text, piece)]
    children = _nest(reader, items, name, 0, end, []) if items else ()
    start = pieces[0].start
    return Clause(name, "paragraph", "", number, 0, "", start, end, start, children)


def _open_items(text: str, piece: Line) -> list[_Open]:
    """The item a line begins with, and those that go on inside it: 包括：（一）…；（二）…."""
    found = _item(text, piece)
    first = _open(text, piece, found[0], found[1], piece.start) if found else None
    if piece.end - piece.at < _SHORTEST_LIST:
        return [first] if first else []
    for style, pattern in _ITEM_STYLES[:-1]:
        if first and first.style != style:
            continue
        expected = first.number + 1 if first else 1
        inside = _inline_items(text, piece, style, pattern, expected)
        if len(inside) > (0 if first else 1):
            return [first, *inside] if first else inside
    return [first] if first else []


def _inline_items(text: str, piece: Line, style: str, pattern: re.Pattern[str], expected: int) -> list[_Open]:
    inside = []
    for match in pattern.finditer(text, piece.at + 1, piece.end):
        before = text[max(piece.at, match.start() - 4) : match.start()].rstrip(SPACE)
        if before[-1:] in _LIST_BREAKS and _number(match[1]) == expected:
            inside.append(_open(text, piece, style, match, match.start()))
            expected += 1
    return inside


def _number(mark: str) -> int | None:
    """The number of a list mark; None for what looks like one and is none (六八十)."""
    try:
        return parse_ordinal(mark)
    except ValueError:
        return None


def _open(text: str, piece: Line, style: str, match: re.Match[str], start: int) -> _Open:
    body_start = match.end()
    while body_start < piece.end and text[body_start] in SPACE:
        body_start += 1
    return _Open("item", style, "".join(match[0].split()), parse_ordinal(match[1]), start, body_start)


def _nest(reader: Reader, items: list[_Open], owner: str, level: int, end: int, above: list[str]) -> tuple[Clause, ...]:
    """Turn a run of items into clauses: a style not seen above opens the next level, while there is one."""
    kind, short = _LEVELS[level]
    style = items[0].style
    found = []
    place = 0
    while place < len(items):
        stop = place + 1
        while stop < len(items) and level + 1 < len(_LEVELS) and items[stop].style not in (*above, style):
            stop += 1
        item, limit = items[place], items[stop].start if stop < len(items) else end
        name = reader.names.take(f"{owner}__{short}_{item.number}")
        below = items[place + 1 : stop]
        children = _nest(reader, below, name, level + 1, limit, [*above, style]) if below else ()
        found.append(Clause(name, kind, item.label, item.number, 0, "", item.start, limit, item.body_start, children))
        place = stop
    return tuple(found)
