"""Pages as they are printed: lines and ruled tables with their places, in points from the upper left corner."""

from collections.abc import Iterable, Sequence
from statistics import median
from typing import NamedTuple

from cbtool.importers.page_characters import is_chinese, is_wide

_SAME_LINE = 0.5
_WORD_GAP = 0.2
_CHINESE_GAP = 0.75
_COLUMN_GAP = 1.9
_OVERPRINT = 0.15
_NEVER_FIRST = "，。、；：！？）》】〕”’％%,.;:!?)"
_NEVER_LAST = "（《【〔“‘(￥¥"


class Glyph(NamedTuple):
    """A character, or a word a recogniser read, and its box."""

    text: str
    left: float
    right: float
    top: float
    bottom: float
    size: float


class PageLine(NamedTuple):
    """A line of text; `first_token` is the width of what cannot be broken at its beginning."""

    text: str
    left: float
    right: float
    top: float
    bottom: float
    size: float
    first_token: float


class PageTable(NamedTuple):
    """A table with the left edges of its columns."""

    rows: list[list[str]]
    edges: tuple[float, ...]
    top: float
    bottom: float


class Page(NamedTuple):
    """The lines and tables of a page from top to bottom; places on recognised pages are not exact."""

    items: list[PageLine | PageTable]
    width: float
    height: float
    exact: bool = True

    def lines(self) -> list[PageLine]:
        """The lines without the tables."""
        return [item for item in self.items if isinstance(item, PageLine)]


def make_lines(glyphs: Iterable[Glyph]) -> list[PageLine]:
    """The lines that glyphs stand in, from top to bottom."""
    rows: list[list[Glyph]] = []
    for glyph in sorted(glyphs, key=lambda glyph: (glyph.top + glyph.bottom, glyph.left)):
        middle = (glyph.top + glyph.bottom) / 2
        last = rows[-1][-1] if rows else None
        if last and middle - (last.top + last.bottom) / 2 < _SAME_LINE * min(last.size, glyph.size):
            rows[-1].append(glyph)
        else:
            rows.append([glyph])
    return [line for row in rows if (line := _line(sorted(row, key=lambda glyph: glyph.left))).text]


def _line(glyphs: list[Glyph]) -> PageLine:
    glyphs = _printed_once(glyphs)
    inked = [glyph for glyph in glyphs if glyph.text.strip()] or glyphs
    size = median(glyph.size for glyph in inked)
    text = _spelled(glyphs)
    return PageLine(
        text=text,
        left=inked[0].left,
        right=max(glyph.right for glyph in inked),
        top=median(glyph.top for glyph in inked),
        bottom=median(glyph.bottom for glyph in inked),
        size=size,
        first_token=_first_token(inked, size),
    )


def _printed_once(glyphs: list[Glyph]) -> list[Glyph]:
    """Bold made by printing twice gives each character twice, nearly at the same place."""
    kept: list[Glyph] = []
    for glyph in glyphs:
        near = (known for known in kept[-2:] if abs(known.left - glyph.left) < _OVERPRINT * glyph.size)
        if all(known.text != glyph.text for known in near):
            kept.append(glyph)
    return kept


def _spelled(glyphs: Sequence[Glyph]) -> str:
    """The text; a gap between Latin words is a blank, one between columns two, layout's own gaps are none."""
    text = ""
    right = glyphs[0].left
    for glyph in glyphs:
        gap = (glyph.left - right) / glyph.size
        before, after = text[-1:], glyph.text[:1]
        chinese = is_chinese(before) or is_chinese(after)
        if before.strip() and after.strip():
            wide = "  " if gap > _COLUMN_GAP else " " if gap > (_CHINESE_GAP if chinese else _WORD_GAP) else ""
            text += wide
        text += glyph.text
        right = max(right, glyph.right)
    return text.strip()


def _first_token(glyphs: list[Glyph], size: float) -> float:
    """The width up to the first place where the line could have been broken."""
    for place, glyph in enumerate(glyphs[1:], 1):
        before = glyphs[place - 1]
        apart = glyph.left - before.right > _WORD_GAP * size
        breakable = is_wide(before.text) or is_wide(glyph.text)
        if apart or (breakable and before.text[:1] not in _NEVER_LAST and glyph.text[:1] not in _NEVER_FIRST):
            return before.right - glyphs[0].left
    return glyphs[-1].right - glyphs[0].left
