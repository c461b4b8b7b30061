"""Which label (甲方, 乙方) stands for which side: read from the text's own head or the front matter, never assumed."""

import re
from collections.abc import Mapping
from typing import Any, NamedTuple

from cbtool.text.normal import normalise

_EMPLOYER_ROLES = ("employer", "employers_association")

_HEAD = 4000
_LINE = re.compile(
    r"(?:^|\n|[,;]\s?)\s*[*#]{0,3}\s*([甲乙丙]方)\s?(?:\(([^()\n]{1,24})\))?\s?(?:名称|全称)?\s?[:]?\s?([^\n,;]{0,60})"
)
_WORKER_END = re.compile(
    r"(?:工会|工联会)(?:联合会|委员会|工作委员会|小组)?(?:\(.*)?$|(?:职工|员工|骑手|劳动者)(?:方|代表)|职工|员工|劳方"
)
_EMPLOYER_WORD = re.compile(r"企业|行政|资方|用人单位|雇主|公司|厂|集团|商会|协会|单位|酒店|医院|学校|银行|平台")
_CHIEF = re.compile(
    r"首席(?:协商)?代表(?:姓名)?\s?[:]\s?([^\n,;(（]{1,20})(?:\([^()\n]*\))?\s?[,、]?\s?(?:职务\s?[:]\s?)?([^\n;]{0,60})"
)


class Sides(NamedTuple):
    """The label of each side ('' where the text does not say), and what is said of each side's chief: name and post."""

    employer: str = ""
    worker: str = ""
    employer_chief: tuple[str, str] = ("", "")
    worker_chief: tuple[str, str] = ("", "")


def find_sides(facts: Mapping[str, Any], text: str) -> Sides:
    """The sides of a document; the front matter counts more than the head of the text."""
    labels = {"employer": "", "worker": ""}
    chiefs = {"employer": ("", ""), "worker": ("", "")}
    head = normalise(text[:_HEAD])
    for match in reversed(list(_LINE.finditer(head))):
        side = _side(match[2] or "", match[3])
        if side:
            labels[side] = match[1]
            chiefs[side] = _chief(head, match.end()) or chiefs[side]
    for party in facts.get("parties", ()):
        side = "employer" if party["role"] in _EMPLOYER_ROLES else "worker"
        labels[side] = party.get("label", labels[side])
    if labels["employer"] == labels["worker"]:
        labels = {"employer": "", "worker": ""}
    return Sides(labels["employer"], labels["worker"], chiefs["employer"], chiefs["worker"])


def _side(note: str, name: str) -> str:
    """worker, employer or ''; what stands in brackets behind the label counts more than the name."""
    for words in (note, name):
        if _WORKER_END.search(words):
            return "worker"
        if _EMPLOYER_WORD.search(words):
            return "employer"
    return ""


def _chief(head: str, at: int) -> tuple[str, str] | None:
    """The chief named between this party's line and the next one's."""
    following = _LINE.search(head, at)
    match = _CHIEF.search(head, at, following.start() if following else min(at + 400, len(head)))
    name = match[1].strip() if match else ""
    return (name, match[2].strip()) if match and name.strip("_ ") else None
