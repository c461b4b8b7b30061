"""`clauses/<topic>/<slug>.yaml`: model clauses, each in up to three rungs."""

from typing import Annotated, Literal

from pydantic import Field, StringConstraints, model_validator

from cbtool.model.contract import Record, Text
from cbtool.model.parameter import ParameterName

ModelClauseId = Annotated[str, StringConstraints(pattern=r"^[a-z][a-z0-9-]*$", max_length=60)]
ClauseAddress = Annotated[str, StringConstraints(pattern=r"^[a-z][a-z0-9-]*#[a-z0-9_]+$", max_length=120)]
LongText = Annotated[str, StringConstraints(strip_whitespace=True, min_length=1, max_length=3000)]
RungName = Literal["target", "acceptable", "floor"]

RUNGS: dict[RungName, str] = {"target": "争取", "acceptable": "可接受", "floor": "底线"}


class Rung(Record):
    """One wording, in the restricted Markdown of contracts without the article's number.

    `gives` says what it is worth: the value, the procedure or the remedy in which it differs from the other rungs.
    """

    rung: RungName
    text: LongText
    gives: Text


class Precedent(Record):
    """A clause or a fact of a signed contract (or a digest of one) that agrees the like; never a sample."""

    address: ClauseAddress
    note: Text


class ModelClause(Record):
    """A clause to bargain for; without precedents it is a proposal of ours (建议稿) and shown as such.

    `law` is the legal floor in our words with its article, `cost` the formula of what it costs per head.
    """

    id: ModelClauseId
    title: Text
    topic: Text
    when: Text
    law: Text
    parameters: tuple[ParameterName, ...] = ()
    cost: Text
    union_says: Annotated[tuple[Text, ...], Field(min_length=1)]
    employer_says: Annotated[tuple[Text, ...], Field(min_length=1)]
    precedents: tuple[Precedent, ...] = ()
    rungs: Annotated[tuple[Rung, ...], Field(min_length=1, max_length=3)]

    @model_validator(mode="after")
    def _ordered(self) -> "ModelClause":
        names = [rung.rung for rung in self.rungs]
        if names != [name for name in RUNGS if name in names]:
            raise ValueError("rungs 按 target、acceptable、floor 的顺序写，各最多一次")
        if len({rung.text for rung in self.rungs}) < len(names):
            raise ValueError("rungs 里有两档文字相同")
        return self

    def rung(self, name: str) -> Rung | None:
        """The rung of this name."""
        return next((rung for rung in self.rungs if rung.rung == name), None)
