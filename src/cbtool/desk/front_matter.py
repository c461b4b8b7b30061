"""The front matter of one imported file in the making: from its own block, from facts, from what the person says."""

from collections.abc import Callable, Mapping
from datetime import date
from pathlib import Path
from typing import Any, NamedTuple

from cbtool.errors import CbtoolError
from cbtool.importers.titles import UNSURE_TITLE
from cbtool.library.yamlfile import read_record
from cbtool.model.contract import Contract, dump
from cbtool.model.intake import SURE, Confirmed, Fact, Imported, Unsure
from cbtool.model.labels import KINDS, LEVELS
from cbtool.system import readable_name

LISTED = ("parties", "chief_representative")
"""Fields of which a contract may have several."""

_NAMES = {"level": ("级别", LEVELS), "kind": ("类型", KINDS)}


class Choices(NamedTuple):
    """What the person who imports says for all files; '' leaves it to the text."""

    title: str = ""
    level: str = ""
    kind: str = ""
    origin: str = ""
    visibility: str = ""
    status: str = ""


Ask = Callable[[str, str, tuple[Fact, ...]], str]
"""(path, field, guesses best first) → the value a person gives."""


class Refused(CbtoolError):
    """The file can be read, but not taken as a contract as it is: something is missing or does not fit."""


class FrontMatter:
    """Fields that are settled, facts that are not, and how the settled ones were."""

    def __init__(self, path: Path, imported: Imported, choices: Choices) -> None:
        self.path, self.imported, self.choices = path, imported, choices
        self.fields: dict[str, Any] = {}
        self.unsure: list[Fact] = []
        self.confirmed: list[Confirmed] = []
        self.warnings = list(imported.warnings)

    def told_unsure(self) -> tuple[Unsure, ...]:
        """The facts that wait, as a report holds them."""
        return tuple(Unsure.model_validate(fact._asdict() | {"quote": fact.quote or None}) for fact in self.unsure)


class Needs(Refused):
    """Title, level or kind stay open, and a person could say."""


def begin(path: Path, imported: Imported, choices: Choices, bar: float | None) -> FrontMatter:
    """What the file's own block or its facts tell; facts at or above the bar enter (None: those that are sure)."""
    front = FrontMatter(path, imported, choices)
    if not _own_front_matter(front):
        _take_facts(front, SURE if bar is None else bar)
    return front


def finish(front: FrontMatter, on: date, ask: Ask | None, later: bool = False) -> None:
    """What the person says, then what follows from it. Raises Needs where title, level or kind stay open.

    Where nobody is asked a title comes from the file's name, unless somebody is there to be asked `later`.
    """
    _refuse_other(front)
    needs: list[Refused] = []
    for field in ("title", "level", "kind"):
        if not (ask and needs) and (need := _settle(front, field, ask, later)):
            needs.append(need)
    if needs:
        raise Needs("".join(need.message for need in needs), "\n".join(need.remedy for need in needs))
    _apply_choices(front)
    told = any(fact.field == "status" for fact in front.unsure)
    front.fields["status"] = front.fields.get("status") or ("unknown" if told else status_on(front.fields, on))


def _refuse_other(front: FrontMatter) -> None:
    """Raise Refused for a text that has nothing of a contract, unless the person says that it is one."""
    told = {*front.fields, *(fact.field for fact in front.unsure)} & {"title", "level", "kind"}
    if not (front.imported.articles or told or front.choices.level or front.choices.kind):
        raise Refused("不像是集体合同：没有条文，也读不出标题。", "确是集体合同的，写明 --level 和 --kind 再导入。")


def _own_front_matter(front: FrontMatter) -> bool:
    """Take a valid front matter of our own as it stands; say of any other why it does not count."""
    if not front.imported.front:
        return False
    record, problems = read_record(front.imported.front, Contract, readable_name(front.path.name), first_line=2)
    if record is None:
        front.warnings.append(f"文件开头的信息栏没有采用：{problems[0]}")
        return False
    front.fields = dump(record)
    front.confirmed += [
        Confirmed(field=field, value=str(front.fields[field]), by="front_matter")
        for field in ("title", "level", "kind", "status")
    ]
    return True


def _take_facts(front: FrontMatter, bar: float) -> None:
    """Facts at or above the bar enter the front matter, all others wait."""
    seen: set[str] = set()
    for fact in front.imported.facts:
        first = fact.field in LISTED or fact.field not in seen
        seen.add(fact.field)
        if not (fact.confidence >= bar and first and enter(front.fields, fact.field, fact.value)):
            front.unsure.append(fact)
        elif not fact.sure:
            front.confirmed.append(_taken(fact))


def _taken(fact: Fact) -> Confirmed:
    return Confirmed(field=fact.field, value=fact.value, by="yes_above", quote=fact.quote or None, line=fact.line)


def enter(fields: dict[str, Any], field: str, value: Any) -> bool:
    """Put a value in its place, nothing twice; False where there is no place for it."""
    if field == "parties":
        party = dict(value) if isinstance(value, dict) else {}
        parties = fields.setdefault("parties", [])
        same = [p for p in parties if (p["role"], p["name"]) == (party["role"], party["name"])]
        parties += [] if same else [party]
    elif field == "chief_representative":
        sides = [party for party in fields.get("parties", ()) if party["role"] == value["role"]]
        if not sides:
            return False
        sides[0]["chief_representative"] = value["name"]
    elif field.startswith("coverage."):
        fields.setdefault("coverage", {})[field.partition(".")[2]] = value
    else:
        fields[field] = value
    return True


def _settle(front: FrontMatter, field: str, ask: Ask | None, later: bool) -> Refused | None:
    """Fill a field every contract must have: from the text, by option, by asking; a title also from the file's name.

    Returns what has to be asked where nobody is there to answer.
    """
    if front.imported.front and field in front.fields:
        return None
    guesses = tuple(fact for fact in front.unsure if fact.field == field)
    given, by = getattr(front.choices, field), "option"
    if not given and field not in front.fields and ask:
        given, by = ask(readable_name(front.path), field, guesses), "answer"
    if given:
        front.fields[field] = given
        front.unsure = [fact for fact in front.unsure if fact.field != field]
        front.confirmed.append(Confirmed.model_validate({"field": field, "value": given, "by": by}))
        if guesses and (field, given) == ("title", guesses[0].value):
            _trust_title(front, guesses[0])
    elif field not in front.fields:
        if field != "title" or later:
            return _needs(field, guesses)
        front.fields["title"] = readable_name(front.path.stem)
        front.warnings.append("标题看不准，暂用文件名")
    return None


def _trust_title(front: FrontMatter, title: Fact) -> None:
    """What the words of a title say is surer once a person has confirmed the title."""
    for fact in [fact for fact in front.unsure if fact.quote == title.quote]:
        surer = fact._replace(confidence=round(fact.confidence / UNSURE_TITLE, 2))
        taken = surer.sure and fact.field in _NAMES and fact.field not in front.fields
        if taken and enter(front.fields, fact.field, fact.value):
            front.unsure.remove(fact)


def _needs(field: str, guesses: tuple[Fact, ...]) -> Refused:
    name, labels = _NAMES.get(field, ("标题", {}))
    likely = f"，像是“{labels.get(str(guesses[0].value), guesses[0].value)}”（{guesses[0].quote}）" if guesses else ""
    values = "、".join(f"{code} {label}" for code, label in labels.items())
    return Refused(f"看不准{name}{likely}。", f"请加 --{field}，可选：{values}")


def _apply_choices(front: FrontMatter) -> None:
    """Options count more than anything read."""
    for field, value in front.choices._asdict().items():
        known = any(c.field == field and c.by == "option" for c in front.confirmed)
        if value and not known:
            front.fields[field] = value
            front.unsure = [fact for fact in front.unsure if fact.field != field]
            front.confirmed.append(Confirmed(field=field, value=value, by="option"))


def status_on(fields: Mapping[str, Any], on: date) -> str:
    """In force or expired only by days that are settled; a model text is neither."""
    start, end = fields.get("effective_from"), fields.get("expires_on")
    if not end or fields.get("origin") == "official_model":
        return "unknown"
    if date.fromisoformat(end) < on:
        return "expired"
    return "in_force" if start and date.fromisoformat(start) <= on else "unknown"
