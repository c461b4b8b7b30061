"""Which regional and industry contracts cover an enterprise's, and which of its values are worse than theirs."""

from collections.abc import Iterator
from datetime import date
from fractions import Fraction
from typing import NamedTuple

from cbtool.law.amounts import as_number, in_unit, number_text, unit_named, value_unit
from cbtool.law.facts import Facts, fact_day
from cbtool.law.judged import Judged, Law
from cbtool.model.finding import ReadValue

_ENDED = ("expired", "superseded", "terminated", "draft")


class Lower(NamedTuple):
    """A value that is worse than the covering contract's; `sure`: that contract has one standard for it, not several."""

    value: ReadValue
    label: str
    unit: str
    word: str
    floor: str
    sure: bool


def covers(name: str, wide: Facts, judged: Judged) -> bool:
    """Whether a regional or industry contract takes in an enterprise's by place, trade and period; a sample never
    covers a signed contract."""
    return (
        judged.document == "contract"
        and judged.level == "enterprise"
        and name != judged.name
        and wide.get("level") in ("regional", "industry")
        and _in_region(wide, judged)
        and (wide.get("level") == "regional" or _in_industry(wide, judged.facts))
        and _in_period(wide, judged.on)
        and (_is_sample(wide) == _is_sample(judged.facts) or not judged.front)
    )


def _is_sample(facts: Facts) -> bool:
    return bool(facts.get("origin") == "sample")


def _in_region(wide: Facts, judged: Judged) -> bool:
    place = str(wide.get("region") or "")
    if not place:
        return False
    street = wide.get("street")
    return judged.region.startswith(place.rstrip("0")) and (not street or street == judged.facts.get("street"))


def _in_industry(wide: Facts, narrow: Facts) -> bool:
    trade = str(wide.get("industry") or "")
    return bool(trade) and str(narrow.get("industry") or "").startswith(trade)


def _in_period(facts: Facts, on: date) -> bool:
    """In force on that day as far as known; a contract without any day counts unless it is over."""
    start, end = fact_day(facts, "effective_from") or fact_day(facts, "signed"), fact_day(facts, "expires_on")
    if start is None and end is None:
        return facts.get("status") not in _ENDED
    return (start is None or start <= on) and (end is None or on <= end)


def below(judged: Judged, wider: Judged, law: Law) -> Iterator[Lower]:
    """The values that are worse than the least the covering contract gives."""
    for name, provision in law.provisions.items():
        if provision.better is None:
            continue
        standards = [s for v in wider.sure_values(name) if (s := _size(v, law)) is not None]
        if not standards:
            continue
        more = provision.better == "more"
        floor = min(standards) if more else max(standards)
        for value in judged.sure_values(name):
            size = _size(value, law)
            if size is not None and (size < floor if more else size > floor):
                unit = value_unit(value, provision)
                word = "不低于" if more else "不超过"
                sure = len(set(standards)) == 1
                yield Lower(value, provision.label, unit, word, number_text(floor), sure)


def _size(value: ReadValue, law: Law) -> Fraction | None:
    """The value in the codebook's unit."""
    number, provision = as_number(value.value), law.provisions.get(value.provision)
    unit, wanted = unit_named(value_unit(value, provision)), unit_named(provision.unit or "") if provision else None
    if number is None or unit is None or wanted is None:
        return number
    span = in_unit(number, unit, wanted)
    return span.low if span and span.low == span.high else None
