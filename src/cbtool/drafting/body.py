"""Numbered lines are written twice: as restricted Markdown for the library, as blocks for a Word file."""

from typing import NamedTuple

from cbtool.drafting.source import Line, cells, is_rule, plain
from cbtool.model.clause import Kind
from cbtool.text.body import Block, escape_line, write_row


class Entry(NamedTuple):
    """A numbered line, its text still source; `mark` is its Markdown, `first` says it begins a table."""

    kind: Kind
    mark: str
    label: str
    heading: str
    text: str
    clause: str
    line: Line
    apart: bool
    first: bool = False


def body_text(entries: list[Entry], labels: dict[str, str]) -> str:
    """The restricted Markdown that the clause parser reads back."""
    lines: list[str] = []
    for entry in entries:
        if entry.apart and lines:
            lines.append("")
        lines.append(_markdown(entry, labels))
    return "\n".join(lines) + "\n"


def body_blocks(entries: list[Entry], labels: dict[str, str]) -> tuple[Block, ...]:
    """The same lines and tables, as blocks."""
    blocks: list[Block] = []
    for entry in entries:
        if entry.kind != "row":
            text = plain(entry.text, labels)
            heading = plain(entry.heading, labels)
            line = _shown(entry, heading, text)
            blocks.append(Block(entry.kind, entry.clause, entry.label, heading, text, line))
        elif entry.first:
            blocks.append(Block("table", entry.clause, rows=(_row(entry, labels),)))
        elif is_rule(cells(entry.text)):
            blocks[-1] = blocks[-1]._replace(header=True)
        else:
            blocks[-1] = blocks[-1]._replace(rows=(*blocks[-1].rows, _row(entry, labels)))
    return tuple(blocks)


def _markdown(entry: Entry, labels: dict[str, str]) -> str:
    if entry.kind != "row":
        line = _shown(entry, plain(entry.heading, labels), plain(entry.text, labels))
        return entry.mark + line if entry.mark else escape_line(line)
    if is_rule(cells(entry.text)):
        return "| " + " | ".join("---" for _ in cells(entry.text)) + " |"
    return write_row(_row(entry, labels))


def _shown(entry: Entry, heading: str, text: str) -> str:
    """The whole line as people read it."""
    if entry.kind == "article":
        head = f"【{heading}】" if heading else ""
        return f"{entry.label} {head}{text}".rstrip()
    gap = " " if entry.kind in ("chapter", "annex") else ""
    return entry.label + gap + heading + text


def _row(entry: Entry, labels: dict[str, str]) -> tuple[str, ...]:
    return tuple(" ".join(plain(cell, labels).split()) for cell in cells(entry.text))
