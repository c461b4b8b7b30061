"""Maternity leave in one figure is not below the nation's leave and the province's bonus leave together (WOM-22)."""

from collections.abc import Iterator
from fractions import Fraction

from cbtool.law.amounts import as_number, limit_text
from cbtool.law.findings import finding, unproven
from cbtool.law.judged import Judged, Law
from cbtool.law.parameters import binding_value
from cbtool.model.finding import Finding
from cbtool.model.rule import Rule

_PARTS = ("maternity_leave_days", "maternity_bonus_days")
_PROVISION = "women.maternity_total_days"


def check(judged: Judged, rule: Rule, law: Law) -> Iterator[Finding]:
    """Each total below the sum in force there; a province without bonus leave adds nothing."""
    parameters = [law.parameters[name] for name in _PARTS if name in law.parameters]
    found = [a for p in parameters if (a := binding_value(p, judged.region, judged.on, judged.instrument))]
    total = sum((Fraction(a.value.value) for a in found), Fraction(0))
    proven = all(a.value.evidence == "statute" for a in found)
    for value in judged.sure_values(_PROVISION):
        number = as_number(value.value)
        if found and number is not None and number < total:
            yield finding(
                judged,
                rule,
                rule.severity if proven else unproven(rule.severity),
                address=value.address,
                quote=value.quote,
                found=f"{value.value}天",
                required=limit_text(total, "day", "min"),
                citation="、".join(str(a.value.citation) for a in found),
            )
