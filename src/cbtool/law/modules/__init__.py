"""Rules that fit no shape, one module each: `check(judged, rule, law) -> Iterator[Finding]`; what they demand, since
when and on what basis stands in the rule's entry."""

from collections.abc import Callable, Iterator
from typing import NamedTuple

from cbtool.law.judged import Judged, Law
from cbtool.law.modules import (
    area_level,
    both_sides,
    chief_signatures,
    chiefs,
    date_order,
    effective_date,
    hierarchy,
    maternity_total,
    pay_day,
    probation_length,
    who_signs,
)
from cbtool.model.finding import Finding
from cbtool.model.rule import Rule

Check = Callable[[Judged, Rule, Law], Iterator[Finding]]


class Module(NamedTuple):
    """A check, and the front-matter facts without which it cannot decide."""

    check: Check
    facts: tuple[str, ...] = ()


MODULES = {
    "area_level": Module(area_level.check),
    "both_sides": Module(both_sides.check, ("representatives",)),
    "chief_signatures": Module(chief_signatures.check),
    "chiefs": Module(chiefs.check),
    "date_order": Module(date_order.check),
    "effective_date": Module(effective_date.check),
    "hierarchy": Module(hierarchy.check),
    "maternity_total": Module(maternity_total.check),
    "pay_day": Module(pay_day.check),
    "probation_length": Module(probation_length.check),
    "who_signs": Module(who_signs.check),
}
