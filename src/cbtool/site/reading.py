"""A text as the pages show it: units (an article, an annex, a chapter's heading) with their lines and tables."""

from collections.abc import Iterator, Mapping
from typing import NamedTuple

from cbtool.model.clause import Clause, Outline
from cbtool.text.body import read_table
from cbtool.text.clauses import clause_text
from cbtool.text.outline_markup import plain_lines

HEADED = ("part", "chapter", "section")
NESTED = (*HEADED, "article", "annex")


class Line(NamedTuple):
    """A paragraph, an item, or (with `rows`) a table; `row_ids` name the rows below the header."""

    id: str
    kind: str
    text: str
    rows: tuple[tuple[str, ...], ...] = ()
    header: bool = False
    row_ids: tuple[str, ...] = ()


class Unit(NamedTuple):
    """What stands under one heading of its own."""

    id: str
    kind: str
    label: str
    heading: str
    lines: tuple[Line, ...]
    topics: tuple[str, ...] = ()

    @property
    def name(self) -> str:
        """The label, or what an unnumbered unit is called."""
        return self.label or {"preamble": "首部", "signature": "签署"}.get(self.kind, "")


def units(outline: Outline, topics: Mapping[str, tuple[str, ...]]) -> list[Unit]:
    """The units in the order of the text, without the title; `topics` are those of each clause id."""
    return [unit for clause in outline.clauses if clause.kind != "title" for unit in _units(outline, clause, topics)]


def _units(outline: Outline, clause: Clause, topics: Mapping[str, tuple[str, ...]]) -> Iterator[Unit]:
    lines = tuple(_lines(outline, clause))
    if not lines and clause.kind not in HEADED:
        own = clause_text(outline, clause)[2]
        lines = tuple(Line("", "paragraph", text) for text in own.splitlines())
    yield Unit(clause.id, clause.kind, clause.label, clause.heading, lines, topics.get(clause.id, ()))
    for child in clause.children:
        if child.kind in NESTED:
            yield from _units(outline, child, topics)


def _lines(outline: Outline, clause: Clause) -> Iterator[Line]:
    if clause.kind in ("paragraph", "table") and not clause.id.count("__"):
        yield _line(outline, clause)  # a digest's paragraph stands at the top
    if clause.kind == "table":
        return
    for child in clause.children:
        if child.kind not in NESTED:
            yield _line(outline, child)
            if child.kind != "table":
                yield from _lines(outline, child)


def _line(outline: Outline, clause: Clause) -> Line:
    if clause.kind == "table":
        rows, header = read_table(outline.text[clause.start : clause.end].splitlines())
        names = tuple(child.id for child in clause.children)
        return Line(clause.id, clause.kind, "", tuple(rows), header, names)
    end = clause.children[0].start if clause.children else clause.end
    return Line(clause.id, clause.kind, " ".join(plain_lines(outline.text, clause.start, end)))
