"""Wages are paid within so many days after the period they are for (PAY-15)."""

from collections.abc import Iterator
from fractions import Fraction

from cbtool.law.amounts import limit_text
from cbtool.law.findings import finding, unproven
from cbtool.law.judged import Judged, Law
from cbtool.law.parameters import binding_value
from cbtool.model.finding import Finding, ReadValue
from cbtool.model.rule import Rule
from cbtool.text.patterns import compile_pattern

_PARAMETER, _PROVISION = "pay_day_days", "wage.pay_day"
_AFTERWARDS = compile_pattern("(上月|上个月|上一月|上一个月|上一自然月|上一个自然月|前一个月|次月|下月|下个月|隔月)")


def check(judged: Judged, rule: Rule, law: Law) -> Iterator[Finding]:
    """A pay day later in the following month than the law allows; a day in the same month is no matter of this rule."""
    parameter = law.parameters.get(_PARAMETER)
    limit = binding_value(parameter, judged.region, judged.on, judged.instrument) if parameter else None
    for value in judged.sure_values(_PROVISION) if limit else ():
        day = Fraction(value.value) if value.value.isdigit() else Fraction(0)
        if limit and day > Fraction(limit.value.value) and _pays_afterwards(judged, value):
            yield finding(
                judged,
                rule,
                rule.severity if limit.value.evidence == "statute" else unproven(rule.severity),
                address=value.address,
                quote=value.quote,
                found=f"次月{value.value}日",
                required=limit_text(Fraction(limit.value.value), limit.unit, "max"),
                citation=str(limit.value.citation),
            )


def _pays_afterwards(judged: Judged, value: ReadValue) -> bool:
    return any(s.start <= value.start < s.end and _AFTERWARDS.holds(s.text) for s in judged.sentences)
