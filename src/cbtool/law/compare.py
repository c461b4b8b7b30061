"""The shape *compare*: a value of the text, or a date, count or share of the procedure, against the law."""

from collections.abc import Iterator
from datetime import date, timedelta
from fractions import Fraction
from typing import NamedTuple

from cbtool.law.amounts import Span, as_number, in_unit, keeps, limit_text, number_text, unit_named, value_unit
from cbtool.law.facts import fact_day, fact_name, fact_number, months_between, weekdays
from cbtool.law.findings import absent, finding, unproven
from cbtool.law.judged import Judged, Law
from cbtool.law.limits import Limit, decisive, limits
from cbtool.model.finding import Finding, ReadValue, Severity
from cbtool.model.rule import Rule, Subject

# Holidays and days moved by them take at most so many weekdays out of a deadline; the calendar itself is not known here.
MOST_HOLIDAYS = 11


class Term(NamedTuple):
    """From one day to another."""

    start: date
    end: date


class Measure(NamedTuple):
    """What is held against the limits: a number, a term between two days, or a value of the text."""

    what: Fraction | Term | ReadValue
    text: str
    address: str = ""
    quote: str = ""


def check_compare(judged: Judged, rule: Rule, law: Law) -> Iterator[Finding]:
    """What breaks the limit; nothing where the law sets none there and then."""
    assert rule.compare
    if rule.compare.literal and as_number(rule.compare.literal) is None:
        yield from _check_words(judged, rule)
        return
    found = limits(judged, rule, law)
    if not found:
        return
    subject = rule.compare.subject
    missing = [place for place in subject_facts(subject) if _unknown(judged, subject, place)]
    if missing:
        if not _told_elsewhere(subject, missing):
            yield _absent(judged, rule, missing, found[0])
        return
    for measure in _measures(judged, rule, law):
        yield from _held(judged, rule, measure, found, law)


def subject_facts(subject: Subject) -> tuple[str, ...]:
    """The front-matter facts that a comparison rests on."""
    if subject.count:
        return (subject.count if "." in subject.count else _counted(subject.count),)
    return subject.days or subject.months or subject.share or ((subject.fact,) if subject.fact else ())


def _counted(name: str) -> str:
    return f"representatives.{name}" if name in ("worker", "employer") else name


def _unknown(judged: Judged, subject: Subject, place: str) -> bool:
    if subject.days or subject.months:
        return fact_day(judged.facts, place) is None
    return fact_number(judged.facts, place) is None


def _told_elsewhere(subject: Subject, missing: list[str]) -> bool:
    """A list of representatives that is not there is missed by the rule on their number; who is among them and how
    many against how many cannot be asked."""
    among = [place for place in missing if place.startswith("representatives.")]
    return bool(among) and (subject.share is not None or any(place.count(".") > 1 for place in among))


def _absent(judged: Judged, rule: Rule, missing: list[str], limit: Limit) -> Finding:
    names = "、".join(dict.fromkeys(map(fact_name, missing)))
    return finding(
        judged,
        rule,
        absent(rule),
        found=f"没有记录{names}",
        required=limit.text,
        citation=limit.citation,
        message=f"没有记录{names}，看不出是否符合要求：{rule.demands}",
    )


def _measures(judged: Judged, rule: Rule, law: Law) -> Iterator[Measure]:
    assert rule.compare
    subject = rule.compare.subject
    if subject.provision:
        for value in judged.sure_values(subject.provision):
            if as_number(value.value) is not None:
                yield Measure(value, _value_text(value, law), value.address, value.quote)
        return
    places = subject_facts(subject)
    if subject.days or subject.months:
        start, end = (fact_day(judged.facts, place) for place in places)
        assert start and end
        yield Measure(Term(start, end), f"{fact_name(places[0])}{start}，{fact_name(places[1])}{end}")
        return
    numbers = [fact_number(judged.facts, place) or Fraction(0) for place in places]
    if not subject.share:
        yield Measure(numbers[0], number_text(numbers[0]))
    elif numbers[1]:
        share = numbers[0] / numbers[1]
        percent = f"{float(share * 100):.1f}".removesuffix(".0")
        yield Measure(share, f"{number_text(numbers[0])}/{number_text(numbers[1])}（{percent}%）")


def _value_text(value: ReadValue, law: Law) -> str:
    upper = f"至{value.upper}" if value.upper else ""
    return value.value + upper + value_unit(value, law.provisions.get(value.provision))


def _held(judged: Judged, rule: Rule, measure: Measure, found: list[Limit], law: Law) -> Iterator[Finding]:
    """The finding for one measure, if it does not keep the binding limit."""
    spans = [span_against(measure, limit, law) for limit in found]
    binding, span = found[0], spans[0]
    kept = keeps(span, binding.bound, binding.amount) if span else None
    if kept:
        return
    severity: Severity = "review"
    if kept is None:
        limit, note = binding, "（单位或者节假日使两者不能直接相比，请人工核对）"
    else:
        limit = decisive(found, spans)
        severity = rule.severity if limit.proven else unproven(rule.severity)
        note = "" if limit.proven else "（法定数值未对照条文，请先核对）"
    yield finding(
        judged,
        rule,
        severity,
        address=measure.address,
        quote=measure.quote,
        found=_found_text(measure, limit),
        required=_required(measure, limit, law),
        citation=limit.citation,
        note=note,
    )


def _required(measure: Measure, limit: Limit, law: Law) -> str:
    """The limit; a rule's own figure is in the unit of the value it is held against."""
    if limit.unit is None and isinstance(measure.what, ReadValue):
        unit = value_unit(measure.what, law.provisions.get(measure.what.provision))
        return limit_text(limit.amount, None, limit.bound, unit)
    return limit.text


def _found_text(measure: Measure, limit: Limit) -> str:
    """What was found; of two days also how far they lie apart in the limit's unit."""
    if not isinstance(measure.what, Term):
        return measure.text
    start, end = measure.what
    if limit.unit in ("month", "year"):
        return f"{number_text(months_between(start, end))}个月（{measure.text}）"
    if limit.unit == "working_day":
        return f"最多{weekdays(start, end)}个工作日（{measure.text}）"
    return f"{(end - start).days}日（{measure.text}）"


def span_against(measure: Measure, limit: Limit, law: Law) -> Span | None:
    """The measure in the unit of a limit; None where the units have nothing to do with each other."""
    match measure.what:
        case Term(start, end):
            return _term(start, end, limit)
        case Fraction() as number:
            if limit.unit in ("percent", "share"):
                return in_unit(number, "share", limit.unit)
            return Span(number, number)
        case value:
            return value_span(value, limit, value_unit(value, law.provisions.get(value.provision)))


def value_span(value: ReadValue, limit: Limit, unit: str) -> Span | None:
    """A value of the text in a limit's unit; of a range the end that the limit is about."""
    worst = value.upper if value.upper and limit.bound == "max" else value.value
    number = as_number(worst)
    if number is None:
        return None
    if limit.unit is None:
        return Span(number, number)
    span = in_unit(number, unit_named(unit), limit.unit)
    upper = as_number(value.upper) if value.upper and limit.bound == "exact" else None
    return Span(span.low, upper) if span and upper else span


def _term(start: date, end: date, limit: Limit) -> Span | None:
    if limit.unit in ("month", "year"):
        return in_unit(months_between(start, end), "month", limit.unit)
    if limit.unit == "working_day":
        most = weekdays(start, end)
        return Span(Fraction(max(most - MOST_HOLIDAYS, 0)), Fraction(most))
    days = Fraction((end - start).days)
    if limit.bound == "max" and days > limit.amount and end <= _last_day(start, limit.amount):
        days = limit.amount
    return Span(days, days)


def _last_day(start: date, days: Fraction) -> date:
    """The last day of a period; one that falls on a weekend moves to Monday."""
    last = start + timedelta(int(days))
    return last + timedelta(max(7 - last.weekday(), 0) if last.weekday() >= 5 else 0)


def _check_words(judged: Judged, rule: Rule) -> Iterator[Finding]:
    """A value of words (yes, no) that must be the one the rule says."""
    assert rule.compare
    wanted, subject = rule.compare.literal, rule.compare.subject
    severity = rule.severity if rule.evidence == "statute" else unproven(rule.severity)
    for value in judged.sure_values(subject.provision or ""):
        if value.value != wanted:
            yield finding(judged, rule, severity, address=value.address, quote=value.quote, found=value.quote)
