"""What is open in imported contracts, and settling it: each answer is saved at once, with who gave it and when."""

from collections.abc import Iterator, Sequence
from typing import Any, Literal, NamedTuple

from cbtool.desk.field_values import FIELDS, WrongValue
from cbtool.desk.front_matter import LISTED, enter, status_on
from cbtool.desk.redaction import PersonalItem, personal_items, redacted
from cbtool.errors import CbtoolError, LibraryError
from cbtool.library.library import open_library
from cbtool.library.save import Filed, Shelf, make_contract
from cbtool.model.contract import Contract, dump
from cbtool.model.intake import Confirmed, ImportReport, Unsure, Value
from cbtool.settings import Settings

DOUBT = "doubt"
_LONGEST_CHAIN = 1000
_ORDER = {field: place for place, field in enumerate(FIELDS)}


class Question(NamedTuple):
    """One thing a person is asked: the guesses for a field, best first, or a doubt about the text.

    `current` is the value the contract has now. Of the fields that may have several values each guess is a question.
    """

    field: str
    guesses: tuple[Unsure, ...]
    current: Value | None = None
    doubt: str = ""


class Answer(NamedTuple):
    """What a person says to a question; `guess` is what was read in the place of `value`."""

    did: Literal["confirmed", "corrected", "rejected"]
    value: Value
    guess: Unsure | None = None


class OpenContract(NamedTuple):
    """An imported contract and what is open in it."""

    id: str
    title: str
    file: str
    questions: tuple[Question, ...]
    warnings: tuple[str, ...] = ()


class Reviewer:
    """The review of a library's contracts by one person on one day. Raises LibraryError for the starter library."""

    def __init__(self, settings: Settings, person: str = "") -> None:
        self._shelf = Shelf(open_library(settings.library))
        self._on, self.person = settings.on, person

    def contracts(self) -> Iterator[OpenContract]:
        """Every contract with something open, in order of id."""
        for id in self._shelf.reported():
            try:
                found = self.contract(id)
            except CbtoolError:  # a faulty file is told by `cbtool selftest`
                continue
            if found.questions:
                yield found

    def contract(self, id: str) -> OpenContract:
        """One contract with what is open in it. Raises NotFound, and LibraryError for one that was not imported."""
        filed = self._shelf.filed(id)
        report = _report(filed)
        return OpenContract(id, filed.contract.title, report.file, tuple(questions(filed)), report.warnings)

    def filed(self, id: str) -> Filed:
        """The contract as it stands."""
        return self._shelf.filed(id)

    def personal(self, id: str) -> list[PersonalItem]:
        """What personal data its text holds."""
        return personal_items(self._shelf.filed(id).body)

    def settle(self, id: str, question: Question, answer: Answer) -> Filed:
        """Save an answer. Raises WrongValue where it makes no contract, saying why; then nothing is changed."""
        return self._shelf.amend(id, lambda filed: self._settled(filed, question, answer))

    def give(self, id: str, field: str, value: Value) -> Filed:
        """Give a field a value, whether something was open about it or not. Raises WrongValue."""
        guesses = tuple(g for g in _report(self._shelf.filed(id)).unsure if g.field == field and _replaced(g, value))
        return self.settle(id, Question(field, guesses), Answer("corrected", value, guesses[0] if guesses else None))

    def verify(self, id: str) -> Filed:
        """Record that the person has compared everything with the original. Raises WrongValue while something is open."""

        def change(filed: Filed) -> Filed:
            if _report(filed).open:
                raise WrongValue(f"{id} 还有待确认的项。", f"先确认：cbtool review {id}")
            return self._said(filed, {"verified_by": self.person}, "verified_by", Answer("confirmed", self.person))

        return self._shelf.amend(id, change)

    def redact(self, id: str) -> Filed:
        """Mask all personal data in what is saved of a contract; the file kept beside it is not touched."""
        return self._shelf.amend(id, redacted)

    def publish(self, id: str) -> Filed:
        """Let a contract be public, as it was answered when it was imported."""

        def change(filed: Filed) -> Filed:
            report, said = _report(filed), Confirmed(field="visibility", value="public", by="answer")
            report = report.model_copy(update={"confirmed": (*report.confirmed, said)})
            return filed._replace(contract=_made({**dump(filed.contract), "visibility": "public"}), report=report)

        return self._shelf.amend(id, change)

    def _settled(self, filed: Filed, question: Question, answer: Answer) -> Filed:
        report = _report(filed)
        if question.field == DOUBT:
            report = report.model_copy(update={"doubts": tuple(d for d in report.doubts if d != question.doubt)})
            return self._said(filed._replace(report=report), {}, DOUBT, answer._replace(value=question.doubt))
        unsure = tuple(u for u in report.unsure if u not in question.guesses)
        filed = filed._replace(report=report.model_copy(update={"unsure": unsure}))
        if answer.did == "rejected":
            return self._said(filed, {}, question.field, answer)
        if question.field == "supersedes":
            self._check_chain(filed.contract.id, str(answer.value))
        fields = dump(filed.contract)
        if not enter(fields, question.field, answer.value):
            raise WrongValue("信息栏里还没有这一方当事人。", "先确认当事人，再确认它的首席代表。")
        return self._said(filed, self._with_status(filed, fields, question.field), question.field, answer)

    def _said(self, filed: Filed, fields: dict[str, Any], field: str, answer: Answer) -> Filed:
        """The contract with these fields, and the answer in its report."""
        guess, report = answer.guess, _report(filed)
        if guess and guess.value == answer.value and answer.did == "corrected":
            answer = answer._replace(did="confirmed")
        said = Confirmed(
            field=field,
            value=answer.value,
            by="review",
            did=answer.did,
            read=guess.value if guess and answer.did == "corrected" else None,
            quote=guess.quote if guess else None,
            line=guess.line if guess else 0,
            person=self.person,
            on=self._on,
        )
        contract = _made({**dump(filed.contract), **fields}) if fields else filed.contract
        return filed._replace(
            contract=contract, report=report.model_copy(update={"confirmed": (*report.confirmed, said)})
        )

    def _with_status(self, filed: Filed, fields: dict[str, Any], field: str) -> dict[str, Any]:
        """Days that are settled tell whether the contract is in force, unless somebody has said what it is."""
        report = _report(filed)
        told = any(c.field == "status" for c in report.confirmed) or any(u.field == "status" for u in report.unsure)
        if (
            field in ("effective_from", "expires_on")
            and fields["status"] in ("unknown", "in_force", "expired")
            and not told
        ):
            fields["status"] = status_on(fields, self._on)
        return fields

    def _check_chain(self, id: str, older: str) -> None:
        """Raise WrongValue for a predecessor that is not there, or that follows this very contract."""
        seen = {id}
        for _ in range(_LONGEST_CHAIN):
            if older in seen:
                raise WrongValue(f"{older} 本身接续 {id}，不能再倒过来接续。", "请核对哪一份在前。")
            seen.add(older)
            following = self._shelf.filed(older).contract.supersedes
            if not following:
                return
            older = following


def _made(fields: dict[str, Any]) -> Contract:
    try:
        return make_contract(fields)
    except LibraryError as error:
        told = error.message.removeprefix("信息不合要求：").removeprefix("“整个文件”：")
        raise WrongValue(told.rstrip("。") + "。", "请核对原文，换一个值；或先改另一项。") from None


def _replaced(guess: Unsure, value: Value) -> bool:
    """Whether a value that is given settles a guess: of several names, those of the same side."""
    if isinstance(guess.value, dict) and isinstance(value, dict):
        return guess.value.get("role") == value.get("role")
    return True


def _report(filed: Filed) -> ImportReport:
    if filed.report is None:
        raise LibraryError(
            f"{filed.contract.id} 不是导入的，没有待确认的项。", "要改它，请直接改 contract.md 开头的信息栏。"
        )
    return filed.report


def questions(filed: Filed) -> list[Question]:
    """What is open in a contract: fields in their order, then doubts about the text."""
    report = _report(filed)
    fields = sorted({u.field for u in report.unsure}, key=lambda field: _ORDER.get(field, len(_ORDER)))
    found = []
    for field in fields:
        guesses = tuple(u for u in report.unsure if u.field == field)
        groups: Sequence[tuple[Unsure, ...]] = [(g,) for g in guesses] if field in LISTED else [guesses]
        found += [Question(field, group, _current(filed.contract, field)) for group in groups]
    return found + [Question(DOUBT, (), doubt=doubt) for doubt in report.doubts]


def _current(contract: Contract, field: str) -> Value | None:
    value: Any = dump(contract)
    for key in field.split("."):
        value = value.get(key) if isinstance(value, dict) else None
    return value if isinstance(value, str | int) else None
