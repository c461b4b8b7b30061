"""Grades: each agreed value against the legal one, at its own place and day and by today's law, and the report card."""

import re
from collections.abc import Iterable, Iterator
from datetime import date
from fractions import Fraction
from typing import NamedTuple

from cbtool.law.amounts import Span, as_number, in_unit, limit_text, unit_named, value_unit
from cbtool.law.judged import SURE, Judged, Law
from cbtool.law.parameters import AppliedValue, binding_value
from cbtool.model.finding import Grade, GradedValue, ReadValue
from cbtool.model.provision import Provision
from cbtool.model.subject import BargainingSubject

_ONLY_THE_LAW = re.compile(r"依法|法定|法律|国家(?:和[^,。;]{1,6})?规定|按(?:照)?[^,。;]{0,12}规定|《[^》]+》")


class ReportCard(NamedTuple):
    """How a contract stands against the law: numbers of graded values, and the bargaining subjects without a clause.

    `copied` of the `equal` ones stand in a sentence that only restates the law.
    """

    graded: int
    above: int
    equal: int
    copied: int
    below: int
    ungraded: int
    missing_subjects: tuple[BargainingSubject, ...]


def grade(judged: Judged, law: Law, today: date) -> tuple[GradedValue, ...]:
    """Every sure value with its grade, in the order of the text; grade none where the law sets nothing comparable."""
    return tuple(_graded(judged, value, law, today) for value in judged.values if value.confidence >= SURE)


def _graded(judged: Judged, value: ReadValue, law: Law, today: date) -> GradedValue:
    provision = law.provisions.get(value.provision)
    parameter = law.parameters.get(provision.parameter or "") if provision else None
    if provision is None or parameter is None:
        return GradedValue(value, "none", "", "", "", "none", "")
    then = binding_value(parameter, judged.region, judged.on, judged.instrument)
    now = binding_value(parameter, judged.region, today, judged.instrument)
    return GradedValue(
        value,
        _grade(value, provision, then),
        parameter.name,
        _required(then),
        str(then.value.citation) if then else "",
        _grade(value, provision, now),
        _required(now),
    )


def _required(applied: AppliedValue | None) -> str:
    return limit_text(Fraction(applied.value.value), applied.unit, applied.bound) if applied else ""


def _grade(value: ReadValue, provision: Provision, applied: AppliedValue | None) -> Grade:
    """Above, equal or below; none where either is no number, the units differ, or the ends lie on both sides.

    Where neither direction is better for workers, all that the law allows is equal.
    """
    number = as_number(value.value)
    if applied is None or number is None:
        return "none"
    span = in_unit(number, unit_named(value_unit(value, provision)), applied.unit)
    if span is None:
        return "none"
    more = provision.better == "more" if provision.better else applied.bound != "max"
    found = _against(span, Fraction(applied.value.value), more)
    return "equal" if found == "above" and provision.better is None else found


def _against(span: Span, limit: Fraction, more: bool) -> Grade:
    low, high = span
    if low == high == limit:
        return "equal"
    if low >= limit:
        return "above" if more else "below"
    if high <= limit:
        return "below" if more else "above"
    return "none"


def report_card(judged: Judged, grades: Iterable[GradedValue], subjects: Iterable[BargainingSubject]) -> ReportCard:
    """The report card of one contract by the law of its own day."""
    found = list(grades)
    equal = [g for g in found if g.grade == "equal"]
    return ReportCard(
        graded=sum(g.grade != "none" for g in found),
        above=sum(g.grade == "above" for g in found),
        equal=len(equal),
        copied=sum(restates_law(judged, g.value) for g in equal),
        below=sum(g.grade == "below" for g in found),
        ungraded=sum(g.grade == "none" for g in found),
        missing_subjects=tuple(_missing(judged, subjects)),
    )


def restates_law(judged: Judged, value: ReadValue) -> bool:
    """Whether the sentence of a value that equals the law's refers to the law."""
    return any(s.start <= value.start < s.end and _ONLY_THE_LAW.search(s.text) for s in judged.sentences)


def _missing(judged: Judged, subjects: Iterable[BargainingSubject]) -> Iterator[BargainingSubject]:
    """Subjects of the list without a clause; of a special contract only those it is about."""
    topics = {topic for found in judged.topics.values() for topic in found}
    heads = {topic.partition(".")[0] for topic in topics}
    for subject in subjects:
        if not subject.topics or (subject.kinds and judged.kind not in subject.kinds):
            continue
        if not (topics | heads) & set(subject.topics):
            yield subject
