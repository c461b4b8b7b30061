"""Tables in scans: no rules are seen, only pieces of text that stand in columns over several rows."""

from collections.abc import Sequence

from cbtool.importers.blocks import MOST_COLUMNS
from cbtool.importers.pages import Glyph, PageTable

_SAME_ROW = 0.55
_LEAST_COLUMNS = 3
_LEAST_ROWS = 2
_LARGEST_STEP = 4.0
_LONGEST_CELL = 30


def split_tables(pieces: Sequence[Glyph]) -> tuple[list[PageTable], list[Glyph]]:
    """The tables among the pieces of a page, and the pieces that are in none."""
    rows = _rows(pieces)
    tables: list[PageTable] = []
    loose: list[Glyph] = []
    place = 0
    while place < len(rows):
        end = _end_of_table(rows, place)
        if end - place >= _LEAST_ROWS:
            tables.append(_table(rows[place:end]))
            place = end
        else:
            loose += rows[place]
            place += 1
    return tables, loose


def _rows(pieces: Sequence[Glyph]) -> list[list[Glyph]]:
    rows: list[list[Glyph]] = []
    for piece in sorted(pieces, key=lambda piece: piece.top + piece.bottom):
        last = rows[-1][-1] if rows else None
        if last and _middle(piece) - _middle(last) < _SAME_ROW * min(piece.size, last.size):
            rows[-1].append(piece)
        else:
            rows.append([piece])
    return [sorted(row, key=lambda piece: piece.left) for row in rows]


def _end_of_table(rows: Sequence[Sequence[Glyph]], start: int) -> int:
    """Where the rows end that stand in the columns of the row at the start."""
    if len(rows[start]) < _LEAST_COLUMNS or any(len(piece.text) > _LONGEST_CELL for piece in rows[start]):
        return start
    end = start + 1
    while end < len(rows) and len(rows[end]) >= _LEAST_COLUMNS - 1 and _is_near(rows[end - 1], rows[end]):
        end += 1
    return end


def _is_near(above: Sequence[Glyph], row: Sequence[Glyph]) -> bool:
    return _middle(row[0]) - _middle(above[0]) < _LARGEST_STEP * max(piece.size for piece in (*above, *row))


def _table(rows: Sequence[Sequence[Glyph]]) -> PageTable:
    """The rows in the columns of the fullest of them."""
    columns = max(rows, key=len)[:MOST_COLUMNS]
    texts = []
    for row in rows:
        cells = [""] * len(columns)
        for piece in row:
            cells[_column(piece, columns)] += piece.text.strip()
        texts.append(cells)
    edges = tuple(round(piece.left, 1) for piece in columns)
    return PageTable(texts, edges, min(p.top for p in rows[0]), max(p.bottom for p in rows[-1]))


def _column(piece: Glyph, columns: Sequence[Glyph]) -> int:
    """The column a piece overlaps most, else the nearest."""

    def distance(place: int) -> float:
        column = columns[place]
        return max(column.left, piece.left) - min(column.right, piece.right)

    return min(range(len(columns)), key=distance)


def _middle(piece: Glyph) -> float:
    return (piece.top + piece.bottom) / 2
