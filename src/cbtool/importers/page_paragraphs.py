"""Printed lines joined to paragraphs, and tables joined over page breaks, by where they stand and how they end."""

import re
from collections import Counter
from collections.abc import Sequence
from itertools import pairwise
from statistics import median
from typing import NamedTuple

from cbtool.importers.blocks import Block, Table, Text, names_columns
from cbtool.importers.pages import Page, PageLine, PageTable
from cbtool.text.numerals import NUMERAL_SIGNS

_STARTS = re.compile(
    rf"第\s?[{NUMERAL_SIGNS}]{{1,9}}\s?[编章节条條]|[（(]\s?[{NUMERAL_SIGNS}]{{1,4}}\s?[)）]|[{NUMERAL_SIGNS}]{{1,4}}[、．]|附\s?[件表录]\s?(?:[{NUMERAL_SIGNS}]|[:：]|$)"
    r"|\d{1,2}(?:\.\d{1,2}){0,3}[.、．)）\s]|[①-⑳]|[甲乙丙]方|注[:：]|•"
    r"|(?:地址|住所|法定代表人|主要负责人|负责人|首席代表|联系人|联系电话|电话|邮政编码|邮编|统一社会信用代码|日期|签字|盖章)[^，。；]{0,8}[:：]"
)
_ENTRY = re.compile(r"[\u4e00-\u9fff、（）]{2,14}[:：]")
_ENDED = re.compile(r"[。；：！？.;:!?][”’）)]?$")
_SLACK, _SCAN_SLACK, _MIXED_GAP = 0.15, 1.2, 0.25
_INDENT = 1.2
_OTHER_SIZE = 1.5
_WIDER_GAP = 0.2
_SAME_EDGE = 4.0
_EDGE_SHARE = 0.98
_NARROWEST = 0.72
_LEAST_INDENTED = 2
_LEAST_INSIDE = 2
_WIDEST_PITCH = 3.0
_HANGING = "，。、；：,.;:"
_LARGER, _AS_LARGE = 1.2, 0.88
_MOST_TITLE_LINES, _TITLE_ABOVE = 4, 10


class Column(NamedTuple):
    """The measures of a text: its edges; the usual distance of lines, and what its right edge may vary by, in sizes; whether
    paragraphs begin with an indent.
    """

    left: float
    right: float
    pitch: float
    slack: float
    indents: bool


def read_pages(pages: Sequence[Page]) -> list[Block]:
    """The paragraphs and tables of all pages in order."""
    column, title = _column(pages), _title(pages)
    found: list[Block] = []
    above: PageLine | PageTable | None = None
    start: PageLine | None = None
    for page in pages:
        for place, item in enumerate(page.items):
            if isinstance(item, PageTable):
                _add_table(found, item, above if place == 0 else None)
            elif (
                isinstance(above, PageLine)
                and start
                and ({above, item} <= title or _goes_on(above, item, start, column, place == 0))
            ):
                found[-1] = Text(_glue(str(found[-1][0]), item.text), item in title)
            else:
                found.append(Text(item.text, item in title))
                start = item
            above = item
    return found


def _title(pages: Sequence[Page]) -> set[PageLine]:
    """The lines near the beginning that are printed larger than all others."""
    lines = [line for page in pages for line in page.lines()]
    largest = max((line.size for line in lines), default=0)
    if not lines or largest < _LARGER * median(line.size for line in lines):
        return set()
    large = [place for place, line in enumerate(lines) if line.size > largest * _AS_LARGE]
    together = large[-1] - large[0] < len(large) <= _MOST_TITLE_LINES and large[0] < _TITLE_ABOVE
    return {lines[place] for place in large if not _STARTS.match(lines[place].text)} if together else set()


def _column(pages: Sequence[Page]) -> Column:
    lines = [line for page in pages for line in page.lines()]
    if not lines:
        return Column(0, 0, 0, 0, False)
    usual = Counter(round(line.left) for line in lines).most_common(1)[0][0]
    left = float(min(usual, _leftmost(lines)))
    right = max(_right(lines), _NARROWEST * max(page.width for page in pages))
    slack = _SLACK if all(page.exact for page in pages) else _SCAN_SLACK
    return Column(left, right, _pitch(pages, right), slack, _indents(lines, left))


def _pitch(pages: Sequence[Page], right: float) -> float:
    """The distance of lines inside paragraphs: below full lines that end no sentence, where there are some."""
    pairs = [
        (a, (b.top - a.top) / a.size)
        for page in pages
        for a, b in pairwise(page.lines())
        if abs(a.size - b.size) < _OTHER_SIZE
    ]
    inside = sorted(pitch for a, pitch in pairs if a.right > right - a.size and not _ENDED.search(a.text))
    pitches = sorted(pitch for _, pitch in pairs)
    if len(inside) >= _LEAST_INSIDE:
        return inside[len(inside) // 2]
    return pitches[len(pitches) // 3] if pitches else 0


def _right(lines: Sequence[PageLine]) -> float:
    """The right edge: where the longest lines end, over which punctuation may hang by one character."""
    ends = sorted(line.right - (line.size if line.text[-1] in _HANGING else 0) for line in lines)
    return ends[int((len(ends) - 1) * _EDGE_SHARE)]


def _indents(lines: Sequence[PageLine], left: float) -> bool:
    """Whether paragraphs begin with an indent: lines at the left edge stand below indented ones, more than once."""
    below = (abs(b.left - left) < b.size / 2 and a.left > left + _INDENT * a.size for a, b in pairwise(lines))
    return sum(below) >= _LEAST_INDENTED


def _leftmost(lines: Sequence[PageLine]) -> float:
    """The left edge that at least a tenth of the lines share."""
    edges = Counter(round(line.left) for line in lines)
    return min((edge for edge, count in edges.items() if count >= len(lines) / 10), default=min(edges))


def _goes_on(above: PageLine, line: PageLine, start: PageLine, column: Column, new_page: bool) -> bool:
    """Whether a line carries on the paragraph that began with the line `start` and has come to the line above."""
    if abs(line.size - above.size) > _OTHER_SIZE or not _is_full(above, line, column):
        return False
    if not new_page and (line.top - above.top) / above.size > min(column.pitch + _WIDER_GAP, _WIDEST_PITCH):
        return False
    ended = bool(_ENDED.search(above.text))
    if (_STARTS.match(line.text) and ended) or (_ENTRY.match(line.text) and _ENTRY.match(above.text)):
        return False
    indented = line.left > column.left + _INDENT * line.size
    stepped = above.left < line.left - _INDENT * line.size if above is not start else column.indents
    if indented and stepped and abs(line.left - start.left) < line.size / 2:
        return False
    hanging = above is not start and abs(line.left - above.left) < line.size
    below_first = above is start and line.left <= start.left - _INDENT * line.size
    return not indented or hanging or below_first or (not ended and not _STARTS.match(line.text))


def _is_full(above: PageLine, line: PageLine, column: Column) -> bool:
    """Whether what the next line begins with would not have fitted on the line above."""
    right = above.right
    if _is_centred(above, column) and _is_centred(line, column):
        right = column.left + above.right - above.left
    mixed = line.text[:1].isascii() != above.text[-1:].isascii()
    slack = column.slack + (_MIXED_GAP if mixed else 0)
    return right + line.first_token > column.right - slack * line.size


def _is_centred(line: PageLine, column: Column) -> bool:
    indented = line.left > column.left + _INDENT * line.size
    return indented and abs(line.left - column.left - (column.right - line.right)) < line.size


def _glue(left: str, right: str) -> str:
    """Latin words are set apart, everything else stands together."""
    apart = left[-1:].isascii() and left[-1:].isalpha() and right[:1].isascii() and right[:1].isalnum()
    return f"{left} {right}" if apart else left + right


def _add_table(found: list[Block], table: PageTable, above: PageLine | PageTable | None) -> None:
    """Add a table, or its rows to the one it carries on from the page before."""
    last = found[-1] if found else None
    if not isinstance(above, PageTable) or not isinstance(last, Table) or not _same_columns(above, table):
        found.append(Table(table.rows, names_columns(table.rows)))
        return
    rows = table.rows[1:] if table.rows[0] == last.rows[0] else table.rows
    if rows and rows is table.rows and _is_rest(rows[0], last.rows[-1]):
        last.rows[-1] = [a + b for a, b in zip(last.rows[-1], rows[0], strict=True)]
        rows = rows[1:]
    found[-1] = Table([*last.rows, *rows], last.header)


def _same_columns(above: PageTable, table: PageTable) -> bool:
    return len(above.edges) == len(table.edges) and all(
        abs(a - b) < _SAME_EDGE for a, b in zip(above.edges, table.edges, strict=True)
    )


def _is_rest(row: list[str], above: list[str]) -> bool:
    """Whether a row at the top of a page is the rest of the one before: it only carries on cells that did not end."""
    filled = [place for place, cell in enumerate(row) if cell]
    return (
        not row[0] and 0 < len(filled) <= len(row) / 2 and all(above[p] and not _ENDED.search(above[p]) for p in filled)
    )
