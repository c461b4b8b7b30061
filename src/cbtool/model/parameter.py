"""`law/parameters/*.yaml`: legal values by date and place, each with the article it rests on."""

from datetime import date
from fractions import Fraction
from typing import Annotated, Any, Literal

from pydantic import Field, StringConstraints, model_validator

from cbtool.model.contract import Day, Record, Region, Text
from cbtool.model.jurisdiction import Step

NATION = "000000"

ParameterName = Annotated[str, StringConstraints(pattern=r"^[a-z][a-z0-9_]*$", max_length=60)]
Number = Annotated[str, StringConstraints(pattern=r"^\d{1,9}(\.\d{1,4}|/[1-9]\d?)?$")]
Unit = Literal[
    "yuan", "yuan_per_month", "yuan_per_day", "yuan_per_hour", "percent", "share", "hour", "day", "working_day",
    "month", "year", "person", "copy", "per_year", "times", "celsius",
]  # fmt: skip
Bound = Literal["min", "max", "over", "exact"]
Binding = Literal["nearest", "highest", "lowest"]
Instrument = Literal["contract", "wage_agreement"]
Evidence = Literal["statute", "secondary", "unconfirmed"]

UNITS = {
    "yuan": "元", "yuan_per_month": "元/月", "yuan_per_day": "元/天", "yuan_per_hour": "元/小时", "percent": "%",
    "share": "", "hour": "小时", "day": "日", "working_day": "个工作日", "month": "个月", "year": "年",
    "person": "人", "copy": "份", "per_year": "次/年", "times": "倍", "celsius": "℃",
}  # fmt: skip
BOUNDS = {"min": "不低于", "max": "不超过", "over": "超过", "exact": ""}
COUNTED = ("hour", "day", "working_day", "month", "year", "person", "copy", "per_year")
"""Units that are counted: of them texts write 不少于, of the others 不低于."""
LEAST = "不少于"
AT_ONCE = "当日"
INSTRUMENTS = {"contract": "集体合同", "wage_agreement": "工资专项集体合同"}
EVIDENCE = {"statute": "已对照条文", "secondary": "据二手资料，未对照条文", "unconfirmed": "未经核实，使用前请查证"}


class CitedArticle(Record):
    """The statute or document a value rests on, and the place in it; a notice may have no articles."""

    statute: Text
    article: Annotated[str, StringConstraints(pattern=r"^第\S+$", max_length=60)] | None = None

    def __str__(self) -> str:
        return f"《{self.statute}》{self.article or ''}"


class ParameterValue(Record):
    """One value, in force from `from` through `to` (absent: still) in a region and all below it.

    `unit` and `bound` stand here only where they differ from the parameter's; `instrument` absent: any contract.
    """

    from_: Day = Field(alias="from")
    to: Day | None = None
    value: Number
    unit: Unit | None = None
    bound: Bound | None = None
    region: Region = NATION
    instrument: Instrument | None = None
    citation: CitedArticle
    evidence: Evidence
    note: Text | None = None

    @model_validator(mode="after")
    def _ordered(self) -> "ParameterValue":
        if self.to and self.to < self.from_:
            raise ValueError("to（截止日）不能早于 from（起始日）")
        if "/" in self.value and Fraction(self.value) > 1:
            raise ValueError("value 写成分数时不能大于 1")
        return self

    def applies(self, on: date) -> bool:
        """Whether the day lies in the value's period."""
        return self.from_ <= on and (self.to is None or on <= self.to)


class Parameter(Record):
    """A legal value by name; `binding` says which of several values counts where more than one is in force.

    `step`: the row of the comparison of jurisdictions in which it stands.
    """

    name: ParameterName
    label: Text
    aliases: tuple[Text, ...] = ()
    unit: Unit
    topic: Text
    step: Step | None = None
    bound: Bound = "exact"
    binding: Binding = "nearest"
    note: Text | None = None
    values: Annotated[tuple[ParameterValue, ...], Field(min_length=1)]


class Parameters(Record):
    """One file of parameters."""

    parameters: Annotated[tuple[Parameter, ...], Field(min_length=1)]


def plain(record: Record) -> dict[str, Any]:
    """The record as files write it, without what is absent."""
    return record.model_dump(mode="json", by_alias=True, exclude_none=True)
