"""Legal values looked up by name, region, day and instrument."""

from collections.abc import Iterable
from datetime import date
from fractions import Fraction
from typing import NamedTuple

from cbtool.law.amounts import bound_word
from cbtool.model.parameter import (
    NATION,
    UNITS,
    Bound,
    Evidence,
    Instrument,
    Parameter,
    ParameterValue,
    Unit,
)

# How long a period of each unit lasts, roughly: only to tell which of two deadlines comes first.
# Five working days take a week; months and years are taken at their common length.
LENGTHS = {"day": Fraction(1), "working_day": Fraction(7, 5), "month": Fraction(30), "year": Fraction(365)}

PROOF: tuple[Evidence, ...] = ("statute", "secondary", "unconfirmed")  # best first


class AppliedValue(NamedTuple):
    """A value in force at a place on a day, with unit and bound resolved; `binds`: it is the one that counts."""

    parameter: Parameter
    value: ParameterValue
    unit: Unit
    bound: Bound
    binds: bool

    @property
    def amount(self) -> int | float | str:
        """The value as a number; a share stays a fraction (`2/3`)."""
        text = self.value.value
        return text if "/" in text else float(text) if "." in text else int(text)

    @property
    def quantity(self) -> str:
        """The value in words: 不超过 10 个工作日, 超过 1/2."""
        unit = UNITS[self.unit]
        space = " " if unit and unit not in ("%", "℃") else ""
        return f"{bound_word(self.bound, self.unit)} {self.value.value}{space}{unit}".strip()


def region_chain(region: str) -> tuple[str, ...]:
    """The region and all that hold it, nearest first: 440307, 440300, 440000, 000000."""
    return tuple(dict.fromkeys((region, region[:4] + "00", region[:2] + "0000", NATION)))


def find_parameters(parameters: Iterable[Parameter], word: str) -> tuple[Parameter, ...]:
    """The parameters whose name, label or alias is this word; an alias may belong to several."""
    return tuple(p for p in parameters if word in (p.name, p.label, *p.aliases))


def similar_parameters(parameters: Iterable[Parameter], word: str) -> tuple[Parameter, ...]:
    """The parameters with a label or alias that holds the word or is held by it."""
    return tuple(p for p in parameters if any(word in name or name in word for name in (p.name, p.label, *p.aliases)))


def lookup(
    parameter: Parameter, region: str, on: date, instrument: Instrument | None = None
) -> tuple[AppliedValue, ...]:
    """Every value in force there on that day, nearest region first, with the one that binds.

    Without `instrument` both kinds of contract are looked up and each may have its own binding value.
    """
    chain = region_chain(region)
    found = [v for place in chain for v in parameter.values if v.region == place and v.applies(on)]
    kinds: tuple[Instrument, ...] = (instrument,) if instrument else ("contract", "wage_agreement")
    taken = [v for v in found if instrument is None or v.instrument in (None, instrument)]
    binding = [_binding(parameter, [v for v in taken if v.instrument in (None, kind)]) for kind in kinds]
    return tuple(_applied(parameter, v, any(v is b for b in binding)) for v in taken)


def binding_value(
    parameter: Parameter, region: str, on: date, instrument: Instrument | None = None
) -> AppliedValue | None:
    """The one value that counts there on that day; without `instrument` a collective contract's before a wage
    agreement's."""
    kinds: tuple[Instrument, ...] = (instrument,) if instrument else ("contract", "wage_agreement")
    found = (a for kind in kinds for a in lookup(parameter, region, on, kind) if a.binds)
    return next(found, None)


def nearest_in_time(parameter: Parameter, region: str, on: date) -> tuple[AppliedValue, ...]:
    """What was in force there last, or else what comes first: to be named where nothing is in force."""
    known = [v for v in parameter.values if v.region in region_chain(region)]
    ended = sorted((v for v in known if v.to and v.to < on), key=lambda v: v.from_)[-1:]
    coming = sorted((v for v in known if v.from_ > on), key=lambda v: v.from_)[:1]
    return tuple(_applied(parameter, v, False) for v in ended or coming)


def _applied(parameter: Parameter, value: ParameterValue, binds: bool) -> AppliedValue:
    return AppliedValue(parameter, value, value.unit or parameter.unit, value.bound or parameter.bound, binds)


def _binding(parameter: Parameter, values: list[ParameterValue]) -> ParameterValue | None:
    """The one of these values (nearest first) that counts; of equal ones the best proven, then the nearest."""
    if not values:
        return None
    if parameter.binding == "nearest":
        values = [v for v in values if v.region == values[0].region]
    lowest = parameter.binding == "lowest" or (parameter.binding == "nearest" and parameter.bound == "max")
    sign = 1 if lowest else -1
    return min(values, key=lambda v: (sign * _size(parameter, v), PROOF.index(v.evidence)))


def _size(parameter: Parameter, value: ParameterValue) -> Fraction:
    return Fraction(value.value) * LENGTHS.get(value.unit or parameter.unit, Fraction(1))
