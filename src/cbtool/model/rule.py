"""`law/rules/*.yaml`: what the law demands of a contract, as data."""

from datetime import date
from typing import Annotated, Any, Literal

from pydantic import Field, StringConstraints, model_validator

from cbtool.model.contract import Day, Kind, Level, Record, Region, Text
from cbtool.model.parameter import NATION, Bound, CitedArticle, Evidence, ParameterName
from cbtool.model.provision import ProvisionId

RuleId = Annotated[str, StringConstraints(pattern=r"^[A-Z]{3}-\d{2,3}$")]
RuleSeverity = Literal["illegal", "missing", "recommended", "review"]
Stage = Literal[
    "request", "reply", "talks", "draft", "vote", "signature", "filing", "effect", "publication", "performance"
]
STAGES: dict[Stage, str] = {
    "request": "要约", "reply": "答复", "talks": "协商", "draft": "草案", "vote": "通过", "signature": "签订",
    "filing": "报送", "effect": "生效", "publication": "公布", "performance": "履行",
}  # fmt: skip
Document = Literal["contract", "paper", "digest"]
Fact = Annotated[str, StringConstraints(pattern=r"^[a-z_]+(\.[a-z_]+)*$")]
"""A place in the front matter: `signed`, `congress.present`, `procedure.requested`, `representatives`."""


class Applies(Record):
    """The documents a rule is for; what is left empty does not limit."""

    document: tuple[Document, ...] = ("contract",)
    level: tuple[Level, ...] = ()
    kind: tuple[Kind, ...] = ()
    origin: tuple[Text, ...] = ()


class Subject(Record):
    """What is compared: exactly one of these.

    `provision`: a value read from the clauses. `days`: days from one front-matter day to another. `share`: one
    front-matter number divided by another. `count`: how many representatives of a side (worker, employer), or entries
    of a list. `fact`: one front-matter number. `months`: the term from one day to another. Besides what the front
    matter holds there are counted facts: `representatives.worker`, `representatives.worker.outsiders` (chiefs, women).
    """

    provision: ProvisionId | None = None
    days: tuple[Fact, Fact] | None = None
    months: tuple[Fact, Fact] | None = None
    share: tuple[Fact, Fact] | None = None
    count: Text | None = None
    fact: Fact | None = None

    @model_validator(mode="after")
    def _one(self) -> "Subject":
        if len(self.model_fields_set) != 1:
            raise ValueError("provision、days、months、share、count、fact 只能写其中一个")
        return self


class Compare(Record):
    """Hold a value against a legal parameter, or against a literal with its bound."""

    subject: Subject
    parameter: ParameterName | None = None
    literal: Text | None = None
    bound: Bound | None = None
    factor: Text | None = None

    @model_validator(mode="after")
    def _one(self) -> "Compare":
        if (self.parameter is None) == (self.literal is None):
            raise ValueError("parameter 和 literal 必须写一个，也只能写一个")
        if self.literal is not None and self.bound is None:
            raise ValueError("写 literal 时要写 bound（min 不低于、max 不超过、over 超过、exact 等于）")
        return self


class Require(Record):
    """Something must be there: any one of these provisions, topics, patterns or front-matter facts.

    `when`: a pattern; only a text in which it stands is asked; a sentence or heading in which one of `unless` stands too
    does not count for it. `where`: a pattern; each article in which it stands is
    asked by itself, and only its own clauses count. `all`: every one of them must be there.
    """

    provisions: tuple[ProvisionId, ...] = ()
    topics: tuple[Text, ...] = ()
    patterns: tuple[Text, ...] = ()
    facts: tuple[Fact, ...] = ()
    when: Text | None = None
    unless: tuple[Text, ...] = ()
    where: Text | None = None
    all: bool = False

    @model_validator(mode="after")
    def _some(self) -> "Require":
        if self.unless and not self.when:
            raise ValueError("unless 是 when 的例外，要和 when 一起写")
        if not (self.provisions or self.topics or self.patterns or self.facts):
            raise ValueError("provisions、topics、patterns、facts 至少写一个")
        return self


class Forbid(Record):
    """A wording that must not stand in any sentence, save where one of the exceptions stands in the same sentence.

    `where`: a pattern that must stand in the article or the headings above it.
    """

    patterns: Annotated[tuple[Text, ...], Field(min_length=1)]
    unless: tuple[Text, ...] = ()
    where: Text | None = None


class Case(Record):
    """A document and what the rule says of it: `finds` is the severity, or absent where it must be silent.

    `text` is a contract's body (a title is added), `facts` its front matter.
    """

    name: Literal["pass", "fail", "before", "other"]
    text: str = ""
    facts: dict[str, Any] = Field(default_factory=dict)
    on: Day
    region: Region | None = None
    finds: RuleSeverity | Literal["pending"] | None = None


class Rule(Record):
    """One demand of the law. Exactly one shape: compare, require, forbid, module (Python), or checklist (no text can
    show it, a person looks). `not_in`: places within the region that have a rule of their own. `seen_from`: the day from
    which the wording compared counts; for days before it only an earlier version was law, so findings are `review`.
    `message` and `remedy` may name {found} (what was agreed), {required} (不超过7日) and {limit} (7日)."""

    id: RuleId
    demands: Text
    manual: Annotated[str, StringConstraints(max_length=2000)] = ""
    citation: CitedArticle
    more_citations: tuple[CitedArticle, ...] = ()
    evidence: Evidence
    region: Region = NATION
    not_in: tuple[Region, ...] = ()
    since: Day | None = None
    until: Day | None = None
    seen_from: Day | None = None
    severity: RuleSeverity
    stage: Stage = "draft"
    topic: Text
    applies: Applies = Applies()
    compare: Compare | None = None
    require: Require | None = None
    forbid: Forbid | None = None
    module: Annotated[str, StringConstraints(pattern=r"^[a-z_]+$")] | None = None
    checklist: Text | None = None
    message: Text
    remedy: Text
    cases: tuple[Case, ...] = ()

    @model_validator(mode="after")
    def _sound(self) -> "Rule":
        shapes = [self.compare, self.require, self.forbid, self.module, self.checklist]
        if sum(shape is not None for shape in shapes) != 1:
            raise ValueError("compare、require、forbid、module、checklist 必须写一个，也只能写一个")
        if self.evidence != "statute" and self.severity in ("illegal", "missing"):
            raise ValueError("没有对照过条文（evidence 不是 statute）的规则，severity 最多写 review")
        if self.since and self.until and self.until < self.since:
            raise ValueError("until（截止日）不能早于 since（起始日）")
        return self

    def in_force(self, on: date) -> bool:
        """Whether the demand is law on that day."""
        return (self.since is None or self.since <= on) and (self.until is None or on <= self.until)


class Rules(Record):
    """One file of rules."""

    rules: Annotated[tuple[Rule, ...], Field(min_length=1)]
