"""Jurisdictions compared step by step: who may ask, how long for a reply, how many must agree."""

from collections.abc import Iterable, Sequence
from datetime import date

from cbtool.law.parameters import AppliedValue, lookup
from cbtool.model.jurisdiction import STEPS, ComparedRow, Statement, Step
from cbtool.model.parameter import INSTRUMENTS, NATION, CitedArticle, Parameter
from cbtool.model.statute import Statute


def compare(
    parameters: Iterable[Parameter], statutes: Iterable[Statute], regions: Sequence[str], on: date
) -> tuple[ComparedRow, ...]:
    """One row for each legal value of the procedure and one for what the articles say, in the order of the steps.

    A cell without statements: the place has no law of its own there and none above it says a figure.
    """
    known, laws = list(parameters), list(statutes)
    rows: list[ComparedRow] = []
    for step, label in STEPS.items():
        for parameter in known:
            if parameter.step == step:
                cells = {region: _values(parameter, region, on) for region in regions}
                rows.append(ComparedRow(step, parameter.label, parameter.name, cells))
        cells = {region: _summaries(laws, step, region, on) for region in regions}
        rows.append(ComparedRow(step, label, "", cells))
    return tuple(row for row in rows if any(row.cells.values()))


def compared_regions(parameters: Iterable[Parameter], statutes: Iterable[Statute]) -> tuple[str, ...]:
    """The nation and every place that has law of its own on the procedure, by code."""
    found = {v.region for p in parameters if p.step for v in p.values}
    found |= {s.region for s in statutes if any(article.steps for article in s.articles)}
    return tuple(sorted(found | {NATION}))


def _values(parameter: Parameter, region: str, on: date) -> tuple[Statement, ...]:
    """The place's own values, and for a kind of contract without one the binding value of what holds the place."""
    applying = lookup(parameter, region, on)
    own = [a for a in applying if a.value.region == region]
    said = {kind for a in own for kind in ([a.value.instrument] if a.value.instrument else INSTRUMENTS)}
    open_kinds = [kind for kind in INSTRUMENTS if kind not in said]
    above = [a for a in applying if a.binds and a not in own and (a.value.instrument or "") in ("", *open_kinds)]
    inherited = above if open_kinds else []
    return tuple(_stated(a) for a in (*own, *inherited))


def _stated(applied: AppliedValue) -> Statement:
    value = applied.value
    text = applied.quantity + (f"（{value.note}）" if value.note and value.evidence == "statute" else "")
    return Statement(text, str(value.citation), value.evidence, value.region, value.instrument or "")


def _summaries(statutes: Iterable[Statute], step: Step, region: str, on: date) -> tuple[Statement, ...]:
    """What the place's own articles say of the step, in the order of the files."""
    return tuple(
        Statement(
            article.summary,
            str(CitedArticle(statute=statute.titles[0], article=article.label)),
            article.evidence,
            region,
            statute.instrument or "",
        )
        for statute in statutes
        if statute.region == region and statute.status != "repealed" and statute.versions[0].from_ <= on
        for article in statute.articles
        if step in article.steps and (article.from_ is None or article.from_ <= on)
    )
