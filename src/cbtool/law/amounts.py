"""Amounts held against limits: units brought together where that is exact, bracketed where it is not."""

from fractions import Fraction
from typing import NamedTuple

from cbtool.model.finding import ReadValue
from cbtool.model.parameter import AT_ONCE, BOUNDS, COUNTED, LEAST, UNITS, Bound, Unit
from cbtool.model.provision import Provision

# what the codebook and texts call a unit → the unit of parameters
_NAMES: dict[str, Unit] = {
    "元/月": "yuan_per_month", "元/人/月": "yuan_per_month", "元/天": "yuan_per_day", "元/日": "yuan_per_day",
    "元/小时": "yuan_per_hour", "元/时": "yuan_per_hour", "次/年": "per_year",
    "元": "yuan", "%": "percent", "倍": "times", "小时": "hour", "天": "day", "日": "day", "个工作日": "working_day",
    "工作日": "working_day", "个月": "month", "月": "month", "年": "year", "人": "person", "名": "person", "份": "copy",
    "℃": "celsius", "次": "per_year", "周岁": "year", "岁": "year",
}  # fmt: skip

# (from, to) → how many of the second one of the first holds, at least and at most
_RATES: dict[tuple[Unit, Unit], tuple[Fraction, Fraction]] = {
    ("times", "percent"): (Fraction(100), Fraction(100)),
    ("percent", "times"): (Fraction(1, 100), Fraction(1, 100)),
    ("percent", "share"): (Fraction(1, 100), Fraction(1, 100)),
    ("share", "percent"): (Fraction(100), Fraction(100)),
    ("year", "month"): (Fraction(12), Fraction(12)),
    ("month", "year"): (Fraction(1, 12), Fraction(1, 12)),
    ("year", "day"): (Fraction(365), Fraction(366)),
    ("month", "day"): (Fraction(28), Fraction(31)),
    ("day", "month"): (Fraction(1, 31), Fraction(1, 28)),
    ("day", "hour"): (Fraction(8), Fraction(24)),
    ("day", "working_day"): (Fraction(1, 2), Fraction(1)),
    ("working_day", "day"): (Fraction(1), Fraction(2)),
    ("month", "working_day"): (Fraction(12), Fraction(23)),
}

LARGEST_PART = 12


class Span(NamedTuple):
    """An amount in a limit's unit that is known only to lie between two ends."""

    low: Fraction
    high: Fraction


def unit_named(name: str) -> Unit | None:
    """The unit that a text's or the codebook's word means: 元/月, %, 个工作日/月; None where it is none of ours."""
    if name in _NAMES:
        return _NAMES[name]
    return _NAMES.get(name.partition("/")[0]) if not name.startswith("元") else None


def value_unit(value: ReadValue, provision: Provision | None) -> str:
    """The unit of a value: the codebook's where the text says no more than 元, else the text's own."""
    known = provision.unit if provision and provision.unit else ""
    return known if not value.unit or known.startswith(value.unit + "/") else value.unit


def in_unit(amount: Fraction, unit: Unit | None, wanted: Unit) -> Span | None:
    """The amount in the wanted unit; None where the one says nothing of the other."""
    if unit == wanted:
        return Span(amount, amount)
    rate = _RATES.get((unit, wanted)) if unit else None
    return Span(amount * rate[0], amount * rate[1]) if rate else None


def keeps(span: Span, bound: Bound, limit: Fraction) -> bool | None:
    """Whether the amount keeps the limit; None where one end does and the other does not."""
    answers = {_keeps(end, bound, limit) for end in span}
    return answers.pop() if len(answers) == 1 else None


def _keeps(amount: Fraction, bound: Bound, limit: Fraction) -> bool:
    match bound:
        case "min":
            return amount >= limit
        case "max":
            return amount <= limit
        case "over":
            return amount > limit
        case _:
            return amount == limit


def number_text(amount: Fraction) -> str:
    """The number as people write it: 150, 21.75; a third or a seventh stays a fraction, else one place is enough."""
    if amount.denominator == 1:
        return str(amount.numerator)
    short = f"{float(amount):.4f}".rstrip("0")
    if Fraction(short) == amount:
        return short
    return str(amount) if amount.denominator <= LARGEST_PART else f"{float(amount):.1f}"


def amount_text(amount: Fraction, unit: str) -> str:
    """A number with its unit as texts write it: 120%, 2520元/月, 15日."""
    return number_text(amount) + unit


def limit_text(amount: Fraction, unit: Unit | None, bound: Bound, name: str = "") -> str:
    """A limit as people write it: 不低于150%, 不少于5日, 超过1/2, 当日; `name` is the unit where it is none of ours."""
    if unit == "share":
        return BOUNDS[bound] + str(amount)
    if not amount and bound == "max" and unit in ("day", "working_day"):
        return AT_ONCE
    return bound_word(bound, unit) + number_text(amount) + (UNITS[unit] if unit else name)


def bound_word(bound: Bound, unit: Unit | None) -> str:
    """The word before a limit; what is counted is 不少于, what is measured 不低于."""
    return LEAST if bound == "min" and unit in COUNTED else BOUNDS[bound]


def as_number(text: str) -> Fraction | None:
    """The number a value states; None for yes, no, days and words."""
    try:
        return Fraction(text)
    except (ValueError, ZeroDivisionError):
        return None
