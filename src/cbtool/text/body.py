"""The body of a contract as blocks: what a writer of documents needs, one line or table at a time."""

from typing import NamedTuple

from cbtool.model.clause import Clause, Kind, Outline
from cbtool.text.clauses import parse_clauses
from cbtool.text.outline_markup import (
    begins_line,
    escape_line,
    plain_lines,
    read_table,
    unescape_line,
    write_row,
    write_table,
)

__all__ = [
    "Block",
    "escape_line",
    "outline_blocks",
    "read_blocks",
    "read_table",
    "unescape_line",
    "write_row",
    "write_table",
]

_BELOW_LINE: tuple[Kind, ...] = ("paragraph", "item", "subitem", "point")


class Block(NamedTuple):
    """A line or table of a body. `line` is all of the line as a reader sees it, label and brackets included.

    `kind` is that of the clause, but lines and tables of the signature block have kind `signature`. `text` is
    what follows label and heading on that line. Tables have `rows`; `header` says that the first is a header.
    """

    kind: Kind
    clause_id: str
    label: str = ""
    heading: str = ""
    text: str = ""
    line: str = ""
    rows: tuple[tuple[str, ...], ...] = ()
    header: bool = False


def read_blocks(text: str) -> list[Block]:
    """Return the blocks of a body in the order of the text; no line with content is left out."""
    return outline_blocks(parse_clauses(text))


def outline_blocks(outline: Outline) -> list[Block]:
    """Return the blocks of a text that is parsed already."""
    found: list[Block] = []
    for clause in outline.clauses:
        _collect(outline.text, clause, "signature" if clause.kind == "signature" else None, found)
    return found


def _collect(text: str, clause: Clause, kind: Kind | None, into: list[Block]) -> None:
    """Add the blocks of a clause; `kind` overrides its own inside the signature."""
    if clause.kind == "table":
        rows, header = read_table(text[clause.start : clause.end].splitlines())
        into.append(Block(kind or "table", clause.id, rows=tuple(rows), header=header))
        return
    below = list(clause.children)
    if clause.kind not in ("preamble", "signature"):
        below = _on_lines_of_their_own(text, clause)
        end = below[0].start if below else clause.end
        own = " ".join(plain_lines(text, clause.body_start, end))
        line = " ".join(plain_lines(text, clause.start, end))
        if line:
            into.append(Block(kind or clause.kind, clause.id, clause.label, clause.heading, own, line))
    for child in below:
        _collect(text, child, kind, into)


def _on_lines_of_their_own(text: str, clause: Clause) -> list[Clause]:
    """The clauses below that are blocks themselves: not a paragraph on its article's line, but its items."""
    found = []
    for child in clause.children:
        if child.kind in _BELOW_LINE and not begins_line(text, child.start):
            found += _on_lines_of_their_own(text, child)
        else:
            found.append(child)
    return found
