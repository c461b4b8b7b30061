"""A document's passages: what search indexes, export writes and a hit points at."""

from collections.abc import Iterator

from cbtool.model.clause import Clause, Outline
from cbtool.model.contract import Contract
from cbtool.model.labels import KINDS, LEVELS
from cbtool.model.passage import Passage
from cbtool.text.clauses import clause_text
from cbtool.text.codes import industry_name, region_name
from cbtool.text.topics import TopicScorer

WHOLE = ("preamble", "article", "annex", "signature", "paragraph", "table")
REGULATING = ("article", "annex", "paragraph", "table")
HEADED = ("part", "chapter", "section")


def context_of(contract: Contract) -> str:
    """What a search word may also stand in: title, parties, region, industry, level and kind."""
    lines = [contract.title, contract.parties_text()]
    if contract.region:
        lines.append(region_name(contract.region) + (contract.street or ""))
    if contract.industry:
        lines.append(industry_name(contract.industry))
    lines += [LEVELS[contract.level], KINDS[contract.kind]]
    return "\n".join(line for line in lines if line)


def contract_passages(contract: Contract, outline: Outline, scorer: TopicScorer) -> Iterator[Passage]:
    """The title, then every clause of the text in its order."""
    dated = contract.dated.isoformat() if contract.dated else ""
    base = Passage(
        address=f"{contract.id}#title",
        document="contract",
        title=contract.title,
        label="",
        heading=contract.title,
        body="",
        level=contract.level,
        kind=contract.kind,
        region=contract.region or "",
        industry=contract.industry or "",
        year=dated[:4],
        status=contract.status,
        origin=contract.origin,
        date=dated,
        context=context_of(contract),
    )
    yield base
    yield from _clauses(base, outline, scorer, contract.topics)


def _clauses(
    base: Passage, outline: Outline, scorer: TopicScorer, given: dict[str, tuple[str, ...]]
) -> Iterator[Passage]:
    for chapter, clause in _units(outline.clauses, ""):
        label, heading, body = clause_text(outline, clause)
        if clause.kind in HEADED:
            body = ""
        if not (heading or body):
            continue
        topics = given.get(clause.id)
        if topics is None:
            topics = scorer.topics_of(heading, chapter, body) if clause.kind in REGULATING else ()
        address = f"{base.address.partition('#')[0]}#{clause.id}"
        yield base._replace(address=address, label=label, heading=heading, body=body, topics=topics)


def _units(clauses: tuple[Clause, ...], chapter: str) -> Iterator[tuple[str, Clause]]:
    """Chapters and whole clauses, each with the heading of the chapter it stands in."""
    for clause in clauses:
        if clause.kind in WHOLE:
            yield chapter, clause
        elif clause.kind in HEADED:
            yield chapter, clause
            yield from _units(clause.children, clause.heading)


def sample_passages(base: Passage, outline: Outline, scorer: TopicScorer) -> Iterator[Passage]:
    """The passages of a template, seen through the text of one of its samples."""
    yield base
    yield from _clauses(base, outline, scorer, {})
