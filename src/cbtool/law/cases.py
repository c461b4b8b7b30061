"""The cases of a rule: small documents, and what the rule must say of each."""

from collections.abc import Iterator
from typing import Any, NamedTuple

from cbtool.law.evaluation import judge
from cbtool.law.judged import Judged, Law, clause_topics, make_judged
from cbtool.model.finding import Finding
from cbtool.model.parameter import NATION
from cbtool.model.rule import Case, Rule
from cbtool.text.clauses import parse_clauses
from cbtool.text.topics import TopicScorer


class CaseFault(NamedTuple):
    """A case of which the rule says something else."""

    rule: str
    number: int
    name: str
    wanted: str | None
    found: tuple[Finding, ...]


def judged_case(rule: Rule, case: Case, law: Law, scorer: TopicScorer) -> Judged:
    """The document of a case, of the first kind of document, level and kind that the rule is for."""
    to = rule.applies
    facts: dict[str, Any] = {"level": to.level[0] if to.level else "enterprise"}
    facts |= {"kind": to.kind[0] if to.kind else "comprehensive", **case.facts}
    if to.origin:
        facts.setdefault("origin", to.origin[0])
    outline = parse_clauses(f"# 集体合同\n\n{case.text}\n")
    region = case.region or (rule.region if rule.region != NATION else facts.get("region", NATION))
    return make_judged(
        to.document[0],
        outline,
        {"region": region, **facts},
        law,
        name="case",
        front=True,
        topics=clause_topics(outline, scorer),
        region=region,
        on=case.on,
        today=case.on,
    )


def case_findings(rule: Rule, case: Case, law: Law, scorer: TopicScorer) -> tuple[Finding, ...]:
    """What the rule finds in a case."""
    return judge(judged_case(rule, case, law, scorer), [rule], law, case.on)


def case_faults(rule: Rule, law: Law, scorer: TopicScorer) -> Iterator[CaseFault]:
    """The cases of a rule that do not come out as they say."""
    for number, case in enumerate(rule.cases, 1):
        found = case_findings(rule, case, law, scorer)
        if {f.severity for f in found} != ({case.finds} if case.finds else set()):
            yield CaseFault(rule.id, number, case.name, case.finds, found)
