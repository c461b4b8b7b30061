"""The marks of a contract body: lines, `#` headings, pipe tables, and the backslash that escapes them."""

import re
from collections.abc import Iterable, Sequence
from typing import NamedTuple

SPACE = " \t\u3000\xa0\ufeff\u200b\u2002\u2003"
"""What may stand before a label without meaning anything."""

_BREAKS = "\n\r\x0b\x0c\x1c\x1d\x1e\x85\u2028\u2029"
_BLANK = SPACE + _BREAKS + "\x1f"
_MOST_UNBROKEN = 3
_MARKS = re.compile(rf"[{SPACE}]{{0,80}}(?P<hashes>#{{1,6}})(?:[{SPACE}]{{1,80}}|$)")
_SPLIT_CELL = re.compile(r"((?:[^\\|]|\\.?)*)(?:\||$)", re.S)


class Line(NamedTuple):
    """A line with content: `text[start:end]` without its break, `text[start:next]` with it.

    `at` is where its text begins, behind blanks and heading marks; `level` counts the `#` of a heading.
    """

    start: int
    end: int
    next: int
    at: int
    level: int


def split_lines(text: str) -> list[Line]:
    """Return the lines that hold more than blanks, in every convention of line breaks."""
    lines, start = [], 0
    for piece in text.splitlines(keepends=True):
        following = start + len(piece)
        first = piece.lstrip(_BLANK)
        if first:
            width = 2 if piece.endswith("\r\n") else 1 if piece[-1] in _BREAKS else 0
            mark = _MARKS.match(piece) if first[0] == "#" else None
            at = mark.end() if mark else len(piece) - len(first)
            level = len(mark["hashes"]) if mark else 0
            lines.append(Line(start, following - width, following, min(start + at, following - width), level))
        start = following
    return lines


def is_unbroken(lines: list[Line]) -> bool:
    """Say whether a text has lost its line breaks: labels are then to be expected inside lines."""
    return len(lines) <= _MOST_UNBROKEN


def begins_line(text: str, offset: int) -> bool:
    """Say whether this offset is the first of a line: only there marks and escapes count."""
    return offset == 0 or text[offset - 1] in _BREAKS


def escape_line(line: str) -> str:
    """Return a line that the parser reads back as this text, whatever it begins with."""
    body = line.lstrip(SPACE)
    if body[:1] not in ("#", "|", "\\"):
        return line
    return line[: len(line) - len(body)] + "\\" + body


def unescape_line(line: str) -> str:
    """Undo `escape_line`."""
    body = line.lstrip(SPACE)
    if body[:1] != "\\" or body[1:2] not in ("#", "|", "\\") or len(body) < 2:
        return line
    return line[: len(line) - len(body)] + body[1:]


def plain_lines(text: str, start: int, end: int) -> list[str]:
    """Return the lines between two offsets as a reader sees them.

    Marks and escapes are undone, blanks stripped, empty lines and the dashes of tables left out; the cells of
    a table row are joined by ` | `.
    """
    found = []
    for piece in text[start:end].splitlines(keepends=True):
        plain = _plain_line(piece) if begins_line(text, start) else piece.strip()
        start += len(piece)
        if plain:
            found.append(plain)
    return found


def _plain_line(line: str) -> str:
    if is_row(line):
        return "" if is_separator(line) else " | ".join(read_cells(line))
    mark = _MARKS.match(line)
    return (line[mark.end() :] if mark else unescape_line(line.lstrip(SPACE))).strip()


def is_row(line: str) -> bool:
    """Say whether a line is a row of a pipe table: it begins with a pipe and has another one."""
    body = line.strip()
    return body.startswith("|") and body.find("|", 1) > 0


def is_separator(line: str) -> bool:
    """Say whether a row is the line of dashes under a table's header."""
    body = line.strip()
    return body.startswith("|") and "-" in body and not body.strip("|-: \t\u3000")


def read_cells(line: str) -> tuple[str, ...]:
    """Return the cells of a table row, escapes undone."""
    body = line.strip().removeprefix("|")
    cells = [match[1] for match in _SPLIT_CELL.finditer(body)]
    while len(cells) > 1 and not cells[-1]:
        cells.pop()
        if body.endswith("|") and not body.endswith("\\|"):
            break
    return tuple(re.sub(r"\\([\\|#])", r"\1", cell).strip() for cell in cells)


def write_row(cells: Iterable[str]) -> str:
    """Return one pipe-table line; line breaks inside a cell become blanks."""
    escaped = (re.sub(r"([\\|])", r"\\\1", " ".join(cell.split())) for cell in cells)
    return "| " + " | ".join(escaped) + " |"


def write_table(rows: Sequence[Sequence[str]], *, header: bool = True) -> str:
    """Return a pipe table, its first row the header unless `header` is false; without a final line break."""
    lines = [write_row(row) for row in rows]
    if header and rows:
        lines.insert(1, "|" + " --- |" * max(len(rows[0]), 1))
    return "\n".join(lines)


def read_table(lines: Iterable[str]) -> tuple[list[tuple[str, ...]], bool]:
    """Return the rows of a pipe table and whether its first row is a header (a line of dashes follows it)."""
    rows: list[tuple[str, ...]] = []
    header = False
    for line in lines:
        if is_separator(line):
            header = header or len(rows) == 1
        elif line.strip():
            rows.append(read_cells(line))
    return rows, header
