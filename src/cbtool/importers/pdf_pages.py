"""The pages of a PDF as lines and ruled tables, from the characters and rules that are printed on them."""

from collections.abc import Iterator
from typing import Any

from cbtool.importers.blocks import MOST_COLUMNS
from cbtool.importers.page_characters import is_garbage, usual_characters
from cbtool.importers.pages import Glyph, Page, PageLine, PageTable, make_lines

_LEAST_CHARACTERS = 20
_PICTURE_SHARE, _PICTURE_SHARE_BELOW = 0.4, 0.8
_MOST_ROWS = 500
_THIN = 2.0
_MOST_SLANT = 0.1
_SHORTEST_BLANK, _LONGEST_BLANK = 1.5, 0.6
_BLANK = "____"
_BELOW = 0.35

PdfPage = Any
"""A page of pdfplumber, whose types are not checked here."""


def read_page(page: PdfPage) -> Page:
    """The lines and tables of a page that has usable text."""
    glyphs = list(_glyphs(page))
    items: list[PageLine | PageTable] = []
    boxes = []
    for table in _tables(page):
        rows, taken = _table_rows(table, glyphs)
        if not any(map(any, rows)):
            continue
        boxes.append(table.bbox)
        glyphs = [glyph for glyph in glyphs if id(glyph) not in taken]
        edges = tuple(sorted({round(cell[0], 1) for cell in table.cells}))
        items.append(PageTable(rows, edges, table.bbox[1], table.bbox[3]))
    items += [line for line in make_lines([*glyphs, *_blanks(page, glyphs, boxes)]) if line.text.strip(_BLANK)]
    return Page(sorted(items, key=lambda item: item.top), float(page.width), float(page.height))


def is_picture(page: PdfPage) -> bool:
    """Whether a page is a scan, or its fonts do not say what they print."""
    text = "".join(char["text"] for char in page.chars)
    if is_garbage(text) and text.strip():
        return True
    return len("".join(text.split())) < _LEAST_CHARACTERS and _covered(page) > _PICTURE_SHARE


def has_picture_below(page: PdfPage) -> bool:
    """Whether a page with text is a scan all the same: its text was put over the picture by a recogniser."""
    return _covered(page) > _PICTURE_SHARE_BELOW


def _covered(page: PdfPage) -> float:
    """The share of the page that its largest picture covers."""
    sizes = [(image["x1"] - image["x0"]) * (image["bottom"] - image["top"]) for image in page.images]
    return float(max(sizes, default=0.0)) / max(float(page.width * page.height), 1.0)


def _glyphs(page: PdfPage) -> Iterator[Glyph]:
    """The upright characters that lie on the page; what is printed across it is a watermark."""
    for char in page.chars:
        inside = 0 <= char["top"] <= page.height and 0 <= (char["x0"] + char["x1"]) / 2 <= page.width
        across, up, *_ = char["matrix"]
        if abs(up) < _MOST_SLANT * abs(across) and inside and char["size"] > 0:
            text = usual_characters(char["text"])
            yield Glyph(text, char["x0"], char["x1"], char["top"], char["bottom"], char["size"])


def _tables(page: PdfPage) -> list[Any]:
    """The ruled tables; a frame around text is none."""
    if not page.rects and not page.lines and not page.curves:
        return []
    return [table for table in page.find_tables() if len({cell[0] for cell in table.cells}) > 1]


def _table_rows(table: Any, glyphs: list[Glyph]) -> tuple[list[list[str]], set[int]]:
    """The texts of the cells, and which glyphs are in them; a cell over several rows stands in each, over columns in the first."""
    left, top, right, bottom = table.bbox
    inside = [g for g in glyphs if left <= (g.left + g.right) / 2 <= right and top <= (g.top + g.bottom) / 2 <= bottom]
    rows: list[list[str]] = []
    texts: dict[tuple[float, ...], str] = {}
    for row in table.rows[:_MOST_ROWS]:
        found: list[str] = []
        for place, cell in enumerate(row.cells[:MOST_COLUMNS]):
            if cell is None:
                found.append(_from_above(table, row, place, texts))
                continue
            texts[cell] = _cell_text(cell, inside)
            found.append(texts[cell])
        rows.append(found)
    return rows, set(map(id, inside))


def _cell_text(cell: tuple[float, ...], glyphs: list[Glyph]) -> str:
    left, top, right, bottom = cell
    own = [g for g in glyphs if left <= (g.left + g.right) / 2 <= right and top <= (g.top + g.bottom) / 2 < bottom]
    lines = [line.text for line in make_lines(own)]
    text = ""
    for line in lines:
        apart = text[-1:].isascii() and text[-1:].isalpha() and line[:1].isascii() and line[:1].isalnum()
        text += f" {line}" if apart else line
    return text


def _from_above(table: Any, row: Any, place: int, texts: dict[tuple[float, ...], str]) -> str:
    """The text of the cell that begins in this column in a row above and reaches down into this one."""
    edges = sorted({cell[0] for cell in table.cells})
    middle = (row.bbox[1] + row.bbox[3]) / 2
    over = (cell for cell in texts if cell[0] == edges[place] and cell[1] < middle < cell[3])
    return next((texts[cell] for cell in over), "") if place < len(edges) else ""


def _blanks(page: PdfPage, glyphs: list[Glyph], tables: list[tuple[float, ...]]) -> Iterator[Glyph]:
    """Rules below nothing, beside text: places to be filled in."""
    inked = [glyph for glyph in glyphs if glyph.text.strip()]
    for rule in (*page.lines, *page.rects):
        left, right, level = rule["x0"], rule["x1"], rule["bottom"]
        if rule["bottom"] - rule["top"] > _THIN or right - left > _LONGEST_BLANK * page.width:
            continue
        if any(box[0] - 1 <= left and right <= box[2] + 1 and box[1] - 1 <= level <= box[3] + 1 for box in tables):
            continue
        beside = [g for g in inked if g.top < level and g.bottom + _BELOW * g.size > level]
        size = min((glyph.size for glyph in beside), default=0.0)
        over = any(left < (glyph.left + glyph.right) / 2 < right for glyph in beside)
        if size and not over and right - left > _SHORTEST_BLANK * size:
            line = min(beside, key=lambda glyph: abs(glyph.bottom - level))
            yield Glyph(_BLANK, left, right, line.top, line.bottom, line.size)
