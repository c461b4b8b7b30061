"""Printing: rows as table, JSON, CSV or Markdown; a progress bar on a terminal, silence in a pipe."""

import json
import sys
from collections.abc import Callable, Mapping, Sequence
from typing import Any

import click

Row = Mapping[str, Any]


def width(text: str) -> int:
    """Columns on a terminal: Chinese characters take two."""
    return sum(2 if "\u1100" <= c <= "\u115f" or "\u2e80" <= c <= "\ua4cf" or "\uac00" <= c <= "\ufaff"
               or "\ufe30" <= c <= "\ufe6f" or "\uff00" <= c <= "\uff60" or c in "“”‘’…—·" else 1 for c in text)  # fmt: skip


def pad(text: str, columns: int) -> str:
    """The text filled up with spaces."""
    return text + " " * (columns - width(text))


def as_json(value: object) -> str:
    """JSON for people and programs alike."""
    return json.dumps(value, ensure_ascii=False, indent=2, default=str)


def as_table(rows: Sequence[Row], heads: Mapping[str, str]) -> str:
    """Aligned columns with Chinese heads."""
    cells = [list(heads.values()), *([_plain(row.get(key)) for key in heads] for row in rows)]
    widths = [max(width(line[i]) for line in cells) for i in range(len(heads))]
    return "\n".join("  ".join(pad(c, w) for c, w in zip(line, widths, strict=True)).rstrip() for line in cells)


def as_markdown(rows: Sequence[Row], heads: Mapping[str, str]) -> str:
    """A pipe table."""
    lines = ["| " + " | ".join(heads.values()) + " |", "|" + " --- |" * len(heads)]
    lines += [
        "| " + " | ".join(_plain(row.get(k)).replace("|", "\\|").replace("\n", " ") for k in heads) + " |"
        for row in rows
    ]
    return "\n".join(lines)


def as_csv(rows: Sequence[Row], heads: Mapping[str, str]) -> str:
    """CSV with a byte order mark, so that Excel and WPS read it as UTF-8; formulas are disarmed."""
    from cbtool.text.tables import csv_text

    return csv_text(rows, heads)


def _plain(value: object) -> str:
    if value is None:
        return ""
    if isinstance(value, list | tuple):
        return "、".join(map(str, value))
    return str(value)


def print_rows(rows: Sequence[Row], heads: Mapping[str, str], form: str) -> None:
    """Print rows in the wanted format; JSON holds all keys, the others the columns of `heads`."""
    if form == "json":
        click.echo(as_json(list(rows)))
    elif form == "table" and not rows:
        click.echo("（没有）")
    else:
        click.echo({"table": as_table, "md": as_markdown, "csv": as_csv}[form](rows, heads))


def progress() -> Callable[[str, int, int], None] | None:
    """A bar on standard error when that is a terminal, else nothing."""
    if not sys.stderr.isatty():
        return None

    def show(stage: str, done: int, total: int) -> None:
        filled = 30 * done // max(total, 1)
        end = "\r\x1b[K" if done == total else ""
        click.echo(f"\r{stage} [{'#' * filled}{'-' * (30 - filled)}] {done}/{total}{end}", nl=False, err=True)

    return show
