"""`templates/<id>/questions.yaml` and the answers given to it."""

from datetime import date
from decimal import Decimal
from typing import Annotated, Any, Literal, NamedTuple

from pydantic import Field, StringConstraints, model_validator

from cbtool.model.contract import Kind, Level, Record, Text
from cbtool.model.model_clause import ClauseAddress
from cbtool.model.provision import ProvisionId

QuestionType = Literal[
    "text",
    "long_text",
    "number",
    "money",
    "percent",
    "date",
    "days",
    "integer",
    "choice",
    "yes_no",
    "records",
]
Name = Annotated[str, StringConstraints(pattern=r"^[a-z][a-z0-9_]*$", max_length=60)]
TemplateId = Annotated[str, StringConstraints(pattern=r"^[a-z][a-z0-9-]*$", max_length=60)]

Row = dict[str, "Scalar"]
Scalar = str | bool | Decimal | date | None
Value = Scalar | list[Row]
Values = dict[str, Value]

_BOUNDED = {"number", "money", "percent", "date", "days", "integer", "records"}


class Choice(Record):
    """One answer that may be chosen; `label` is what people see and what `choice()` prints."""

    value: Text
    label: Text


class Question(Record):
    """One thing a template asks; `fields` are the columns of a question of type records."""

    name: Name
    label: Text
    help: Text | None = None
    type: QuestionType = "text"
    default: str | list[dict[str, str]] | None = None
    required: bool = False
    ask_if: Text | None = None
    choices: tuple[Choice, ...] = ()
    fields: tuple["Question", ...] = ()
    min: Text | None = None
    max: Text | None = None
    unit: Text | None = None
    provision: ProvisionId | None = None
    group: Text | None = None

    @model_validator(mode="after")
    def _consistent(self) -> "Question":
        if bool(self.choices) != (self.type == "choice"):
            raise ValueError(f"{self.name}：type: choice 要列出 choices，其他类型不能有")
        if bool(self.fields) != (self.type == "records"):
            raise ValueError(f"{self.name}：type: records 要列出 fields，其他类型不能有")
        if any(field.type == "records" or field.provision for field in self.fields):
            raise ValueError(f"{self.name}：fields 里不能再有 records，也不能有 provision")
        if (self.min or self.max) and self.type not in _BOUNDED:
            raise ValueError(f"{self.name}：{self.type} 类型不能有 min、max")
        _refuse_repeats([choice.value for choice in self.choices], f"{self.name} 的 choices")
        _refuse_repeats([field.name for field in self.fields], f"{self.name} 的 fields")
        return self

    def field(self, name: str) -> "Question | None":
        """The column of this name."""
        return next((field for field in self.fields if field.name == name), None)


class Template(Record):
    """A template's form: what it makes and what it asks."""

    id: TemplateId
    title: Text
    version: Annotated[int, Field(ge=1)]
    document: Literal["contract", "paper"]
    level: Level | None = None
    kind: Kind | None = None
    paper: Name | None = None
    summary: Text
    when: Text
    stage: Text | None = None
    numbering: Literal["chapters", "articles", "none"] = "chapters"
    questions: tuple[Question, ...] = ()

    @model_validator(mode="after")
    def _consistent(self) -> "Template":
        if self.document == "contract" and (not self.level or not self.kind or self.paper):
            raise ValueError("document: contract 要写 level 和 kind，不写 paper")
        if self.document == "paper" and not self.paper:
            raise ValueError("document: paper 要写 paper（文书种类）")
        _refuse_repeats([question.name for question in self.questions], "questions")
        return self

    def question(self, name: str) -> Question | None:
        """The question of this name."""
        return next((question for question in self.questions if question.name == name), None)


class AnswersFile(Record):
    """A saved set of answers, as text; `skipped` lets an interview go on where it stopped.

    `clauses`: slot (a named article of the template) → address of the wording that replaces it.
    """

    template: TemplateId
    version: Annotated[int, Field(ge=1)]
    answers: dict[Name, Any] = Field(default_factory=dict)
    skipped: tuple[Name, ...] = ()
    clauses: dict[Name, ClauseAddress] = Field(default_factory=dict)


class Limit(NamedTuple):
    """What the law allows for one provision, in the unit of its question; either bound may be absent.

    `proven`: the value was compared with the statute; else `citation` says what it rests on.
    """

    minimum: Decimal | None
    maximum: Decimal | None
    citation: str
    proven: bool = True


def _refuse_repeats(names: list[str], where: str) -> None:
    repeated = sorted({name for name in names if names.count(name) > 1})
    if repeated:
        raise ValueError(f"{where} 里有重复：{'、'.join(repeated)}")
