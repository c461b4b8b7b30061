"""Clauses of a text: numbered units with their place, their warnings, and the outline that holds them."""

from collections.abc import Iterator
from itertools import pairwise
from typing import Literal, NamedTuple

Kind = Literal[
    "title", "preamble", "part", "chapter", "section", "article", "paragraph",
    "item", "subitem", "point", "table", "row", "annex", "signature",
]  # fmt: skip
Numbering = Literal["continuous", "per_chapter", "outline", "decimal", "none"]


class Clause(NamedTuple):
    """A unit of a text: `text[start:end]` is all of it, `text[body_start:end]` what follows its heading."""

    id: str
    kind: Kind
    label: str
    number: int
    suffix: int
    heading: str
    start: int
    end: int
    body_start: int
    children: "tuple[Clause, ...]" = ()

    def walk(self) -> "Iterator[Clause]":
        """Yield this clause and everything below it, in the order of the text."""
        yield self
        for child in self.children:
            yield from child.walk()


class Warning_(NamedTuple):  # noqa: N801 - `Warning` is a builtin
    """What the parser doubts: gap, duplicate, first_number, misread or stray; without clause the id is ''."""

    code: str
    clause_id: str
    message: str
    offset: int


class Outline(NamedTuple):
    """A text with its clauses; nothing of the text is lost: the `pieces` joined are the text."""

    text: str
    clauses: tuple[Clause, ...]
    warnings: tuple[Warning_, ...]
    numbering: Numbering

    def walk(self) -> Iterator[Clause]:
        """Yield every clause, depth first, in the order of the text."""
        for clause in self.clauses:
            yield from clause.walk()

    def find(self, clause_id: str) -> Clause | None:
        """Return the clause with this id, or None."""
        return next((clause for clause in self.walk() if clause.id == clause_id), None)

    def articles(self) -> list[Clause]:
        """Return the articles (条) in the order of the text, those of annexes included."""
        return [clause for clause in self.walk() if clause.kind == "article"]

    def pieces(self) -> Iterator[tuple[int, int]]:
        """Yield consecutive spans that cover the whole text, cut wherever a clause or its body starts or ends."""
        cuts = {0, len(self.text)}
        for clause in self.walk():
            cuts.update((clause.start, clause.body_start, clause.end))
        ordered = sorted(cuts)
        yield from pairwise(ordered)
