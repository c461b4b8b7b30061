"""The steps of the procedure follow each other (PRO-14): above all, the draft is passed before it is signed."""

from collections.abc import Iterator
from itertools import pairwise

from cbtool.law.facts import fact_day, fact_name
from cbtool.law.findings import finding
from cbtool.law.judged import Judged, Law
from cbtool.model.finding import Finding
from cbtool.model.rule import Rule

_STEPS = ("procedure.requested", "procedure.replied", "congress.date", "signed", "filed_on", "procedure.delivered")


def check(judged: Judged, rule: Rule, law: Law) -> Iterator[Finding]:
    """Each pair of known days that stand in the wrong order."""
    known = [(place, day) for place in _STEPS if (day := fact_day(judged.facts, place))]
    for (first, day), (second, following) in pairwise(known):
        if following < day:
            yield finding(
                judged,
                rule,
                found=f"{fact_name(first)}{day}在{fact_name(second)}{following}之后",
                required=f"{fact_name(first)}不晚于{fact_name(second)}",
            )
