"""Rows as CSV that Excel and WPS open rightly."""

import csv
import io
from collections.abc import Iterable, Mapping
from typing import Any, NamedTuple


def csv_text(rows: Iterable[Mapping[str, Any]], heads: Mapping[str, str]) -> str:
    """CSV with a byte order mark and without a last line break; formulas are disarmed, lists joined by 、."""
    out = io.StringIO()
    writer = csv.writer(out, lineterminator="\r\n")
    writer.writerow(heads.values())
    writer.writerows([_disarmed(cell_text(row.get(key))) for key in heads] for row in rows)
    return "\ufeff" + out.getvalue().removesuffix("\r\n")


def cell_text(value: object) -> str:
    """A cell as people read it."""
    if value is None:
        return ""
    return "、".join(map(str, value)) if isinstance(value, list | tuple) else str(value)


def _disarmed(cell: str) -> str:
    return "'" + cell if cell[:1] in tuple("=+-@\t\r") else cell


class Sheet(NamedTuple):
    """A table from a file: the heads, and each row with its line number (the heads stand on line 1)."""

    heads: tuple[str, ...]
    rows: tuple[tuple[int, dict[str, str]], ...]


def read_sheet(text: str) -> Sheet:
    """CSV (comma or tab) as people save it; empty rows are left out and cells trimmed.

    Raises ValueError, in Chinese: no rows, a head that is empty or stands twice, a row longer than the heads.
    """
    lines = list(csv.reader(io.StringIO(text), delimiter="\t" if "\t" in text.partition("\n")[0] else ","))
    heads = tuple(head.strip() for head in lines[0]) if lines else ()
    if len(lines) < 2:
        raise ValueError("表格里除了表头没有内容")
    if "" in heads or len(set(heads)) < len(heads):
        raise ValueError("表头有空格子，或者有两列同名")
    rows = []
    for number, cells in enumerate(lines[1:], 2):
        if len(cells) > len(heads) and any(cell.strip() for cell in cells[len(heads) :]):
            raise ValueError(f"第 {number} 行比表头多出格子")
        row = {head: cell.strip() for head, cell in zip(heads, cells, strict=False)}
        if any(row.values()):
            rows.append((number, row))
    return Sheet(heads, tuple(rows))
