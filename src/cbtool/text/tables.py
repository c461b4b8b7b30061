"""Rows as CSV that Excel and WPS open rightly."""

import csv
import io
from collections.abc import Iterable, Mapping
from typing import Any


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
