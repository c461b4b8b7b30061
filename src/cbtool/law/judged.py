"""What is judged: a document's text, facts and values, with the place and the day whose law counts."""

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from datetime import date
from typing import Any, NamedTuple

from cbtool.law.facts import reached
from cbtool.law.reading import Codebook, read_values
from cbtool.law.sides import Sides, find_sides
from cbtool.model.clause import Clause, Outline
from cbtool.model.finding import ReadValue
from cbtool.model.parameter import Instrument, Parameter
from cbtool.model.provision import Provision
from cbtool.model.rule import Document, Stage
from cbtool.text.clauses import clause_text
from cbtool.text.sentences import Sentence, sentences
from cbtool.text.topics import TopicScorer

SURE = 0.8
"""From this confidence on a value read from a text enters rules and grades."""

_REGULATING = ("article", "annex", "paragraph", "table")
_HEADED = ("part", "chapter", "section")


class Judged(NamedTuple):
    """A document and what is known of it.

    `front`: it has a front matter, so that what stands not in it is missing; of a bare file it is unknown. `values` are
    read from the text, save those a front matter confirms. `topics`: clause address → topic ids. `on` is the day whose
    law counts, `stage` how far the procedure has come.
    """

    document: Document
    name: str
    front: bool
    facts: Mapping[str, Any]
    outline: Outline
    sentences: tuple[Sentence, ...]
    values: tuple[ReadValue, ...]
    topics: Mapping[str, tuple[str, ...]]
    region: str
    on: date
    stage: Stage
    sides: Sides

    @property
    def level(self) -> str:
        """The contract's level; an enterprise's where nothing is known."""
        return str(self.facts.get("level") or "enterprise")

    @property
    def kind(self) -> str:
        """The contract's kind; comprehensive where nothing is known."""
        return str(self.facts.get("kind") or "comprehensive")

    @property
    def instrument(self) -> Instrument:
        """Which legal values count: those of wage agreements, or of collective contracts."""
        return "wage_agreement" if self.kind == "wage" else "contract"

    def sure_values(self, provision: str) -> list[ReadValue]:
        """The values of a provision that may be held against the law."""
        return [v for v in self.values if v.provision == provision and v.confidence >= SURE]

    def quote(self, start: int, end: int) -> str:
        """The words at a place of the text."""
        return self.outline.text[start:end].strip()


class Law:
    """What documents are held against; `wider` gives the regional and industry contracts that cover a document."""

    def __init__(
        self,
        parameters: Mapping[str, Parameter],
        provisions: Mapping[str, Provision],
        wider: Callable[[Judged], Iterable[Judged]] = lambda judged: (),
    ) -> None:
        self.parameters = parameters
        self.provisions = provisions
        self.wider = wider
        self._codebooks: dict[tuple[str, str], Codebook] = {}

    def codebook(self, sides: Sides) -> Codebook:
        """The reading patterns, 甲方 and 乙方 on the sides where a text has them."""
        labels = (sides.employer, sides.worker)
        if labels not in self._codebooks:
            self._codebooks[labels] = Codebook(self.provisions.values(), *labels)
        return self._codebooks[labels]


def make_judged(
    document: Document,
    outline: Outline,
    facts: Mapping[str, Any],
    law: Law,
    *,
    name: str = "",
    front: bool,
    topics: Mapping[str, tuple[str, ...]],
    region: str,
    on: date,
    today: date,
    stage: Stage | None = None,
    values: tuple[ReadValue, ...] | None = None,
) -> Judged:
    """The document ready to be judged by the law of `on`; how far it has come is seen from its facts on `today`.

    `values` may be handed in where the text was read before.
    """
    sides = find_sides(facts, outline.text)
    found = sentences(outline)
    if values is None:
        read = () if document == "digest" else read_values(found, law.codebook(sides))
        values = tuple(_confirmed(facts, outline, read))
    return Judged(
        document=document,
        name=name,
        front=front,
        facts=facts,
        outline=outline,
        sentences=found,
        values=values,
        topics=topics,
        region=region,
        on=on,
        stage=stage or reached(facts, today),
        sides=sides,
    )


def _confirmed(facts: Mapping[str, Any], outline: Outline, read: Sequence[ReadValue]) -> Iterator[ReadValue]:
    """The values of the front matter, then those read of which it says nothing, in the order of the text."""
    given = facts.get("provisions", ())
    known = {value["id"] for value in given}
    for value in given:
        start = max(outline.text.find(value["quote"]), 0)
        address = value.get("clause", "")
        quote, unit = value["quote"], value.get("unit", "")
        yield ReadValue(value["id"], value["value"], "", unit, "", quote, start, start + len(quote), address, 1.0)
    yield from (value for value in read if value.provision not in known)


def clause_topics(outline: Outline, scorer: TopicScorer) -> dict[str, tuple[str, ...]]:
    """Clause address → topic ids, as the library gives them to the passages of a contract without a word of its own."""
    found = {}
    for chapter, clause in _regulating(outline.clauses, ""):
        _, heading, body = clause_text(outline, clause)
        if heading or body:
            found[clause.id] = scorer.topics_of(heading, chapter, body)
    return found


def _regulating(clauses: Iterable[Clause], chapter: str) -> Iterator[tuple[str, Clause]]:
    for clause in clauses:
        if clause.kind in _REGULATING:
            yield chapter, clause
        elif clause.kind in _HEADED:
            yield from _regulating(clause.children, clause.heading)
