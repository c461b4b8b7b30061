"""Facts of a front matter by their place: `congress.present`, and counted ones such as `representatives.worker.chiefs`."""

from collections.abc import Mapping
from datetime import date, timedelta
from fractions import Fraction
from typing import Any

from cbtool.model.rule import STAGES, Stage

Facts = Mapping[str, Any]

# the last word of a counted fact → the mark that a counted entry carries
MARKS = {"chiefs": "chief", "outsiders": "outsider", "women": "female"}
MARK_NAMES = {"chiefs": "首席代表", "outsiders": "外聘人员", "women": "女代表"}

# what shows that a stage has been reached, the latest first
_REACHED: tuple[tuple[Stage, str], ...] = (
    ("publication", "procedure.published"),
    ("effect", "procedure.effective_notice"),
    ("effect", "effective_from"),
    ("filing", "filed_on"),
    ("signature", "signed"),
    ("vote", "congress.date"),
)
_OVER = ("expired", "superseded", "terminated")

SIDES = {"worker": "职工方", "employer": "企业方"}

NAMES = {
    "signed": "签订日期",
    "effective_from": "生效日期",
    "expires_on": "到期日期",
    "filed_on": "报送日期",
    "congress": "职代会表决",
    "congress.date": "职代会通过日期",
    "congress.expected": "应到人数",
    "congress.present": "实到人数",
    "congress.in_favour": "同意人数",
    "procedure.requested": "要约日期",
    "procedure.replied": "答复日期",
    "procedure.delivered": "劳动行政部门收到文本的日期",
    "procedure.effective_notice": "审查同意通知日期",
    "procedure.published": "公布日期",
    "representatives": "协商代表名单",
    "representatives.worker": "职工方协商代表",
    "representatives.employer": "企业方协商代表",
    "parties": "当事人",
    "papers": "程序文书",
    "coverage.workers": "覆盖职工人数",
}


def fact(facts: Facts, place: str) -> Any | None:
    """The value at a place, None where it is unknown; entries of a list are counted by side or role, then by mark."""
    value: Any = facts
    words = place.split(".")
    for number, word in enumerate(words):
        if isinstance(value, list | tuple):
            return _count(value, words[number:])
        if not isinstance(value, Mapping) or word not in value:
            return None
        value = value[word]
    return value if value not in ("", [], (), {}) else None


def _count(entries: list[Any] | tuple[Any, ...], words: list[str]) -> int | None:
    """How many entries are of a side or role and carry a mark; None where there are no entries at all."""
    if not entries:
        return None
    for word in words:
        mark = MARKS.get(word)
        entries = [e for e in entries if (e.get(mark) if mark else word in (e.get("side"), e.get("role")))]
    return len(entries)


def fact_number(facts: Facts, place: str) -> Fraction | None:
    """The fact as a number; a list counts its entries."""
    value = fact(facts, place)
    if isinstance(value, list | tuple):
        return Fraction(len(value))
    try:
        return None if value is None else Fraction(str(value))
    except ValueError:
        return None


def fact_day(facts: Facts, place: str) -> date | None:
    """The fact as a day."""
    value = fact(facts, place)
    try:
        return date.fromisoformat(str(value)) if value is not None else None
    except ValueError:
        return None


def fact_name(place: str) -> str:
    """What people call the fact."""
    holder, _, mark = place.rpartition(".")
    if mark in MARK_NAMES:
        return f"{fact_name(holder)}中的{MARK_NAMES[mark]}"
    return NAMES.get(place, place)


def told_fact(place: str, value: Any) -> str:
    """A fact as people read it: its name and value; of persons and parties their names, and whose chief one is."""
    if isinstance(value, Mapping):
        return "；".join(told_fact(f"{place}.{word}", part) for word, part in value.items())
    if isinstance(value, list | tuple):
        return f"{fact_name(place)}：" + "、".join(map(_told_person, value))
    return f"{fact_name(place)}：{value}"


def _told_person(entry: Mapping[str, Any]) -> str:
    side = SIDES.get(str(entry.get("side", "")), "")
    return side + str(entry.get("name", "")) + ("（首席）" if entry.get("chief") else "")


def reached(facts: Facts, today: date) -> Stage:
    """The latest stage of the procedure that the facts show; without any it is a draft."""
    if facts.get("status") in _OVER:
        return "performance"
    for stage, place in _REACHED:
        day = fact_day(facts, place)
        if day and day <= today:
            return stage
    return "draft"


def later(stage: Stage, than: Stage) -> bool:
    """Whether a stage comes after another."""
    order = list(STAGES)
    return order.index(stage) > order.index(than)


def weekdays(start: date, end: date) -> int:
    """Mondays to Fridays after `start` up to `end`: as many working days as there can be at most."""
    days = max((end - start).days, 0)
    weeks, rest = divmod(days, 7)
    return weeks * 5 + sum((start + timedelta(weeks * 7 + n)).weekday() < 5 for n in range(1, rest + 1))


def months_between(start: date, end: date) -> Fraction:
    """The term from `start` through `end`; it is whole where `end` is the corresponding day or the day before it."""
    for last in (end, end + timedelta(1)):
        months = (last.year - start.year) * 12 + last.month - start.month
        if _corresponds(start, last):
            return Fraction(months)
    months = (end.year - start.year) * 12 + end.month - start.month - (end.day < start.day)
    rest = (end.day - start.day) % 31
    return months + Fraction(rest, 31)


def _corresponds(start: date, last: date) -> bool:
    """The same day of the month, or the last day of a shorter month."""
    return last.day == start.day or (last.day < start.day and (last + timedelta(1)).month != last.month)
