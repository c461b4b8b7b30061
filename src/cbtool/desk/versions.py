"""Which contracts of a library are copies or other versions of one that comes in: by parties, kind, title and days."""

import re
from collections.abc import Iterable, Mapping
from datetime import date
from typing import Any, NamedTuple

from cbtool.text.normal import normalise

_EMPLOYERS = ("employer", "employers_association")
_YEARS = re.compile(
    r"(?:19|20)[0-9]{2}(?:[-—~至到]+(?:(?:19|20)?[0-9]{2}))?年?度?|[一二][〇○零一二三四五六七八九]{3}年?度?"
)
_REMARK = re.compile(r"[(〔【].*?[)〕】]|[\s《》\"“”]|正式文本|文本|续签|新一轮|第[一二三四五六七八九十0-9]+[轮次届期]")


class Known(NamedTuple):
    """A contract as far as it tells versions apart; `employers` and `unions` are names, `days` the settled days by field."""

    id: str
    title: str
    level: str
    kind: str
    employers: frozenset[str]
    unions: frozenset[str]
    days: Mapping[str, date]
    supersedes: str

    @property
    def stem(self) -> str:
        """The title without years and remarks."""
        return _REMARK.sub("", _YEARS.sub("", normalise(self.title)))


class Relation(NamedTuple):
    """How a known contract stands to the new one: 1 later, -1 earlier, 0 not told by days; `sure` that it is one series."""

    known: Known
    order: int
    sure: bool


def known_contract(record: Mapping[str, Any], guesses: Iterable[Mapping[str, str]] = ()) -> Known:
    """From a record (`model.contract.dump`) and the parties that are only guessed."""
    parties = [*record.get("parties", ()), *guesses]
    names = [(party["role"] in _EMPLOYERS, _bare(party["name"])) for party in parties]
    days = {f: date.fromisoformat(str(record[f])) for f in ("effective_from", "signed", "expires_on") if record.get(f)}
    return Known(
        id=record["id"],
        title=record["title"],
        level=record["level"],
        kind=record["kind"],
        employers=frozenset(name for employer, name in names if employer),
        unions=frozenset(name for employer, name in names if not employer),
        days=days,
        supersedes=record.get("supersedes") or "",
    )


def _bare(name: str) -> str:
    return re.sub(r"\s|[(]虚构[)]$", "", normalise(name))


def contradict(one: Known, other: Known) -> bool:
    """Whether they are certainly different contracts: other employers, or another kind; what is not told says nothing."""
    kinds = one.kind and other.kind and one.kind != other.kind
    return bool(kinds or (one.employers and other.employers and not one.employers & other.employers))


def other_days(one: Known, other: Known) -> bool:
    """Whether a day that both tell differs."""
    return any(one.days[field] != other.days[field] for field in one.days.keys() & other.days.keys())


def relations(new: Known, others: Iterable[Known]) -> list[Relation]:
    """Every contract of the same series, by parties or, where these are not told, by title."""
    return [
        Relation(other, _order(new, other), sure)
        for other in others
        if other.id != new.id and (sure := _same_series(new, other)) is not None
    ]


def _same_series(one: Known, other: Known) -> bool | None:
    """True by employers, False by title or union only, None for another series."""
    if contradict(one, other) or one.level != other.level:
        return None
    alike = one.stem == other.stem
    if one.employers & other.employers:
        return True if alike or one.kind != "other" else None
    return False if alike and (one.unions & other.unions or not (one.unions and other.unions)) else None


def _order(new: Known, other: Known) -> int:
    for field in ("effective_from", "signed"):
        if field in new.days and field in other.days and new.days[field] != other.days[field]:
            return 1 if other.days[field] > new.days[field] else -1
    return 0


def before_and_after(found: Iterable[Relation]) -> tuple[Known | None, Known | None]:
    """The nearest certain predecessor and successor of the new contract."""
    sure = [relation for relation in found if relation.sure and relation.order]
    earlier = [relation.known for relation in sure if relation.order < 0]
    later = [relation.known for relation in sure if relation.order > 0]
    return max(earlier, key=_day, default=None), min(later, key=_day, default=None)


def _day(known: Known) -> date:
    return known.days.get("effective_from") or known.days["signed"]
