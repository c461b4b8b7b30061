"""The body of a contract as blocks: what a writer of documents needs, one paragraph or table at a time."""

from typing import NamedTuple

from cbtool.model.clause import Clause, Kind, Outline
from cbtool.text.clauses import parse_clauses
from cbtool.text.outline_markup import (
    escape_line,
    plain_line,
    read_table,
    unescape_line,
    write_row,
    write_table,
)

__all__ = ["Block", "escape_line", "outline_blocks", "read_blocks", "read_table", "unescape_line", "write_row", "write_table"]

_HEADED = ("part", "chapter", "section", "article", "annex")


class Block(NamedTuple):
    """A line or table of a body. `line` is the whole line as a reader sees it, label and brackets of the heading included.

    `kind` is title, part, chapter, section, article, annex, paragraph, item, subitem, point or table; lines and
    tables of the signature block have kind `signature`, with `rows` when it is a table. `text` is what follows
    label and heading on that line. `header`: the first of `rows` is a header.
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
        _collect(outline.text, clause, clause.kind == "signature", found)
    return found


def _collect(text: str, clause: Clause, signed: bool, into: list[Block]) -> None:
    if clause.kind == "table":
        rows, header = read_table(text[clause.start : clause.end].splitlines())
        kind: Kind = "signature" if signed else "table"
        into.append(Block(kind, clause.id, rows=tuple(rows), header=header))
        return
    children = clause.children
    if clause.kind in _HEADED:
        joined = _shares_line(text, clause)
        into.append(_line_block(text, clause, _own_end(clause.children[0]) if joined else clause.body_start))
        if joined:
            for child in children[0].children:
                _collect(text, child, signed, into)
            children = children[1:]
    elif clause.kind not in ("preamble", "signature"):
        into.extend(_line_blocks(text, clause, "signature" if signed else clause.kind))
    for child in children:
        _collect(text, child, signed, into)


def _shares_line(text: str, clause: Clause) -> bool:
    """Say whether the first paragraph of an article stands on the line of its label."""
    if not clause.children or clause.children[0].kind != "paragraph":
        return False
    between = text[clause.start : clause.children[0].start]
    return _own_end(clause.children[0]) > clause.children[0].start and len(between.strip().splitlines()) < 2 and not between.endswith(("\n", "\r"))


def _own_end(clause: Clause) -> int:
    return clause.children[0].start if clause.children else clause.end


def _line_block(text: str, clause: Clause, end: int) -> Block:
    line = " ".join(plain_line(line) for line in text[clause.start : end].splitlines())
    own = plain_line(text[clause.body_start : end])
    return Block(clause.kind, clause.id, clause.label, clause.heading, own, line.strip())


def _line_blocks(text: str, clause: Clause, kind: Kind) -> list[Block]:
    """The lines of a paragraph or item before what stands below it (more than one only in text without marks)."""
    own = text[clause.body_start : _own_end(clause)]
    if not text[clause.start : _own_end(clause)].strip():
        return []
    whole = plain_line(text[clause.start : _own_end(clause)])
    return [Block(kind, clause.id, clause.label, clause.heading, plain_line(own), whole)]
