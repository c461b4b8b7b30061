"""The front matter of `contracts/<id>/contract.md`: a collective contract's facts, as files hold them."""

import re
from datetime import date
from typing import Annotated, Any, Literal

from pydantic import BaseModel, BeforeValidator, ConfigDict, Field, StringConstraints, model_validator

Level = Literal["enterprise", "industry", "regional", "group", "platform"]
Kind = Literal["comprehensive", "wage", "women", "safety", "adjustment", "other"]
Status = Literal["draft", "in_force", "expired", "superseded", "terminated", "unknown"]
Form = Literal["full", "digest"]
Origin = Literal["signed", "official_model", "sample"]
Role = Literal["employer", "employers_association", "union", "employee_representatives"]
Visibility = Literal["public", "internal"]
Numbering = Literal["continuous", "per_chapter", "outline", "decimal", "none"]


def _iso(value: object) -> object:
    """Only YYYY-MM-DD: pydantic alone would read a bare number as seconds since 1970."""
    if isinstance(value, str) and not re.fullmatch(r"\d{4}-\d{2}-\d{2}", value):
        raise ValueError("日期要写成 2026-03-01 的样子")
    return value


Text = Annotated[str, StringConstraints(strip_whitespace=True, min_length=1, max_length=500)]
Day = Annotated[date, BeforeValidator(_iso)]
Count = Annotated[int, Field(ge=0, le=500_000_000)]
ContractId = Annotated[str, StringConstraints(pattern=r"^[a-z][a-z0-9]*-\d{4}-\d{4,}$")]
Region = Annotated[str, StringConstraints(pattern=r"^\d{6}$")]
Industry = Annotated[str, StringConstraints(pattern=r"^[A-T](\d{2,4})?$")]
Address = Annotated[str, StringConstraints(pattern=r"^[a-z0-9_]+$")]


class Record(BaseModel):
    """Unknown keys are refused and values do not change after loading."""

    model_config = ConfigDict(extra="forbid", frozen=True)


class Party(Record):
    """One side; `label` (甲方, 乙方) is what the text says, never assumed from the role."""

    role: Role
    name: Text
    label: Text | None = None
    chief_representative: Text | None = None


class Congress(Record):
    """The vote of the workers' congress, in persons."""

    date: Day | None = None
    expected: Count | None = None
    present: Count | None = None
    in_favour: Count | None = None


class Procedure(Record):
    """Days of the procedure, as far as known."""

    requested: Day | None = None
    replied: Day | None = None
    delivered: Day | None = None
    effective_notice: Day | None = None
    published: Day | None = None


class Representative(Record):
    """One who bargains for a side."""

    side: Literal["worker", "employer"]
    name: Text
    post: Text | None = None
    chief: bool = False
    outsider: bool = False
    female: bool = False


class Coverage(Record):
    """Whom the contract covers: enterprises, and persons."""

    enterprises: Count | None = None
    workers: Count | None = None
    union_members: Count | None = None
    women: Count | None = None


class Source(Record):
    """Where the text or the facts come from."""

    url: Annotated[str, StringConstraints(pattern=r"^https?://\S+$")] | None = None
    title: Text | None = None
    retrieved: Day | None = None
    sha256: Annotated[str, StringConstraints(pattern=r"^[0-9a-f]{64}$")] | None = None
    licence: Text | None = None
    text_source: Text | None = None


class AgreedValue(Record):
    """A provision's value as confirmed, with the words that prove it."""

    id: Annotated[str, StringConstraints(pattern=r"^[a-z_]+(\.[a-z0-9_]+)+$")]
    value: Text
    unit: Text | None = None
    quote: Text
    clause: Address | None = None
    place: Text | None = None


class Waiver(Record):
    """A rule that does not count here, and why."""

    rule: Text
    reason: Text
    by: Text


class Contract(Record):
    """A collective contract's front matter; level and kind are independent of each other."""

    id: ContractId
    title: Text
    level: Level
    kind: Kind
    status: Status
    form: Form = "full"
    origin: Origin = "signed"
    parties: tuple[Party, ...] = ()
    region: Region | None = None
    street: Text | None = None
    industry: Industry | None = None
    signed: Day | None = None
    effective_from: Day | None = None
    expires_on: Day | None = None
    filed_on: Day | None = None
    congress: Congress | None = None
    procedure: Procedure | None = None
    representatives: tuple[Representative, ...] = ()
    papers: tuple[Text, ...] = ()
    coverage: Coverage | None = None
    supersedes: ContractId | None = None
    numbering: Numbering | None = None
    visibility: Visibility = "public"
    topics: dict[Address, tuple[Text, ...]] = Field(default_factory=dict)
    waived: tuple[Waiver, ...] = ()
    source: Source | None = None
    verified_by: Text | None = None
    provisions: tuple[AgreedValue, ...] = ()

    @model_validator(mode="after")
    def _consistent(self) -> "Contract":
        if self.effective_from and self.expires_on and self.expires_on <= self.effective_from:
            raise ValueError("expires_on（到期日）要晚于 effective_from（生效日）")
        if self.origin == "sample" and "示例" not in self.title:
            raise ValueError("示例文本（origin: sample）的 title 里要有“示例”二字")
        if self.form == "digest" and (self.source is None or self.source.url is None):
            raise ValueError("摘要（form: digest）要写明公开来源 source.url")
        return self

    @property
    def dated(self) -> date | None:
        """The day the contract is sorted by: signed, else in force."""
        return self.signed or self.effective_from

    def parties_text(self) -> str:
        """The parties' names, for showing and for finding."""
        return "、".join(p.name for p in self.parties)


def dump(record: BaseModel) -> dict[str, Any]:
    """The record as plain values for JSON and YAML, without what is unknown or empty."""
    values = record.model_dump(mode="json", exclude_none=True)
    return {key: value for key, value in values.items() if value not in ([], {})}
