"""The limits a value is held against: legal values in force there and then, or a rule's own figure."""

from fractions import Fraction
from typing import NamedTuple

from cbtool.law.amounts import Span, keeps, limit_text
from cbtool.law.judged import Judged, Law
from cbtool.law.parameters import AppliedValue, lookup
from cbtool.model.parameter import Bound, Unit
from cbtool.model.rule import Compare, Rule


class Limit(NamedTuple):
    """One limit; `proven`: it was compared with the statute; without unit it is in that of the value itself."""

    amount: Fraction
    unit: Unit | None
    bound: Bound
    citation: str
    proven: bool

    @property
    def text(self) -> str:
        """不低于150%."""
        return limit_text(self.amount, self.unit, self.bound)


def limits(judged: Judged, rule: Rule, law: Law) -> list[Limit]:
    """Every limit in force for the document, the one that binds first; none where the law says nothing yet."""
    compare = rule.compare
    assert compare
    if compare.parameter is None:
        assert compare.literal is not None and compare.bound is not None
        return [Limit(Fraction(compare.literal), None, compare.bound, str(rule.citation), rule.evidence == "statute")]
    parameter = law.parameters.get(compare.parameter)
    applied = lookup(parameter, judged.region, judged.on, judged.instrument) if parameter else ()
    return [_limit(compare, value, rule) for value in sorted(applied, key=lambda a: not a.binds)]


def _limit(compare: Compare, applied: AppliedValue, rule: Rule) -> Limit:
    value = applied.value
    return Limit(
        Fraction(value.value) * Fraction(compare.factor or 1),
        applied.unit,
        compare.bound or applied.bound,
        str(value.citation),
        value.evidence == "statute" and rule.evidence == "statute",
    )


def decisive(found: list[Limit], spans: list[Span | None]) -> Limit:
    """Of the limits the value breaks, the binding one; where that is not proven, the first proven one that is broken too."""
    broken = [
        limit
        for limit, span in zip(found, spans, strict=True)
        if span and keeps(span, limit.bound, limit.amount) is False
    ]
    return next((limit for limit in broken if limit.proven), found[0]) if not found[0].proven else found[0]
