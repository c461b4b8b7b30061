"""`law/statutes/*.yaml`: laws and regulations that the library cites, with our own summaries of the cited articles."""

from typing import Annotated, Literal

from pydantic import Field, StringConstraints, model_validator

from cbtool.model.contract import Day, Record, Region, Text
from cbtool.model.jurisdiction import Step
from cbtool.model.parameter import NATION, Evidence, Instrument

StatuteId = Annotated[str, StringConstraints(pattern=r"^[a-z][a-z0-9-]*$", max_length=60)]
ArticleLabel = Annotated[str, StringConstraints(pattern=r"^第\S+$", max_length=60)]
StatuteStatus = Literal["in_force", "amended", "repealed", "not_yet"]
STATUTE_STATUSES = {"in_force": "现行有效", "amended": "已被修订", "repealed": "已废止", "not_yet": "尚未施行"}


class Version(Record):
    """One version: the day it was adopted or amended, and the day from which it counts."""

    adopted: Day | None = None
    from_: Day = Field(alias="from")
    note: Text | None = None


class SummarisedArticle(Record):
    """A cited place (第四十四条, 第七条第二款, 第四十四条第一项), summarised in our own words, never its text.

    `label` is absent where the number is not known or the document has none. `steps` are the rows of the comparison of
    jurisdictions in which the summary stands; `from` the day from which this wording counts.
    """

    label: ArticleLabel | None = None
    summary: Text
    steps: tuple[Step, ...] = ()
    from_: Day | None = Field(default=None, alias="from")
    note: Text | None = None
    evidence: Evidence = "statute"


class Statute(Record):
    """A law, regulation, rule or document; `titles` are all names under which texts cite it, the first is the full one.

    `instrument`: the kind of contract it is about, where it is about one only.
    """

    id: StatuteId
    titles: Annotated[tuple[Text, ...], Field(min_length=1)]
    issuer: Text | None = None
    region: Region = NATION
    instrument: Instrument | None = None
    status: StatuteStatus
    versions: Annotated[tuple[Version, ...], Field(min_length=1)]
    articles: tuple[SummarisedArticle, ...] = ()
    note: Text | None = None

    @model_validator(mode="after")
    def _ordered(self) -> "Statute":
        days = [version.from_ for version in self.versions]
        if days != sorted(set(days)):
            raise ValueError("versions 按施行日（from）从早到晚写，不要重复")
        return self


class Statutes(Record):
    """One file of statutes."""

    statutes: Annotated[tuple[Statute, ...], Field(min_length=1)]
