"""Probation is no longer than the term of the labour contract allows (PAY-24): one, two and six months, none where the
term is under three months or lasts until a piece of work is done."""

import re
from collections.abc import Iterator
from fractions import Fraction

from cbtool.law.amounts import amount_text, limit_text
from cbtool.law.findings import finding, unproven
from cbtool.law.judged import Judged, Law
from cbtool.law.parameters import AppliedValue, binding_value
from cbtool.model.finding import Finding
from cbtool.model.rule import Rule
from cbtool.text.patterns import compile_pattern
from cbtool.text.quantities import canonical
from cbtool.text.sentences import Sentence

# the term of the labour contract from which a step counts, and the longest probation there, the longest term first
_STEPS = (
    ("probation_term_long", "probation_months_3_years"),
    ("probation_term_medium", "probation_months_under_3_years"),
    ("probation_term_least", "probation_months_under_1_year"),
)

_ABOUT = compile_pattern("试用期")
_TERM = re.compile(
    r"(?P<under>不满|未满|不到|不足|(?<!不)少于)?(?P<unit>[OY])(?P<low>[0-9.]+)Z(?:以上|及以上|或以上|\(含\)以上)?(?:的)?"
    r"(?:[,、]?(?:不满|未满|不到|不足|至|到|以下)(?P<unit2>[OY])(?P<high>[0-9.]+)Z)?"
)
_PROBATION = re.compile(
    r"试用期(?:期限|时间)?(?:最长|一般|统一|一律|均|各|可以|应当)?(?:为|不得超过|不超过|不能超过|是|约定)?(?:为)?(?P<unit>[ODY])(?P<months>[0-9.]+)Z"
)
_MONTHS = {"O": Fraction(1), "Y": Fraction(12), "D": Fraction(1, 30)}


def check(judged: Judged, rule: Rule, law: Law) -> Iterator[Finding]:
    """Each clause with a term and a probation that is longer than this term allows; without a term, longer than any allows."""
    for sentence in judged.sentences:
        if _ABOUT.holds(sentence.text):
            for clause in re.split(r"[;。]|(?<=[^,]),(?=(?:劳动)?合同期)", canonical(sentence.text).text):
                yield from _of_clause(judged, rule, law, sentence, clause)


def _of_clause(judged: Judged, rule: Rule, law: Law, sentence: Sentence, clause: str) -> Iterator[Finding]:
    probation = _PROBATION.search(clause)
    if not probation:
        return
    months = Fraction(probation["months"]) * _MONTHS[probation["unit"]]
    before = clause[: probation.start()]
    term = _term(before)
    limit, none = _limit(judged, law, term)
    if limit is None:
        return
    allowed = Fraction(0) if none else Fraction(limit.value.value)
    if months > allowed:
        severity = rule.severity if limit.value.evidence == "statute" else unproven(rule.severity)
        yield finding(
            judged,
            rule,
            severity,
            address=sentence.address,
            quote=judged.quote(sentence.start, sentence.end),
            found=amount_text(months, "个月"),
            required=limit_text(allowed, limit.unit, limit.bound) if allowed else "不得约定试用期",
            citation=str(limit.value.citation),
        )


def _term(before: str) -> Fraction | None:
    """The months below which the labour contract's term begins to end: of a range its upper end less a day, None: no term told."""
    found = list(_TERM.finditer(before))
    if "完成一定" in before:
        return Fraction(0)
    if not found:
        return None
    last = found[-1]
    low = Fraction(last["low"]) * _MONTHS[last["unit"]] - (Fraction(1, 31) if last["under"] else 0)
    if last["high"]:
        return max(low, Fraction(last["high"]) * _MONTHS[last["unit2"]] - Fraction(1, 31))
    return low


def _limit(judged: Judged, law: Law, term: Fraction | None) -> tuple[AppliedValue | None, bool]:
    """The legal value for a term (the longest for none told), and whether the term is too short for any probation."""
    for least, name in _STEPS:
        start = _in_force(judged, law, least)
        if term is None or (start and term >= Fraction(start.value.value)):
            return _in_force(judged, law, name), False
    return _in_force(judged, law, _STEPS[-1][1]), True


def _in_force(judged: Judged, law: Law, name: str) -> AppliedValue | None:
    parameter = law.parameters.get(name)
    return binding_value(parameter, judged.region, judged.on) if parameter else None
