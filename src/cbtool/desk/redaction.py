"""Personal data of an imported contract: told with their places, and masked in all that is saved."""

import re
from collections.abc import Iterator
from typing import Any, NamedTuple

from cbtool.library.save import Filed
from cbtool.model.clause import Clause
from cbtool.model.contract import Contract, dump
from cbtool.model.intake import ImportReport
from cbtool.text.clauses import parse_clauses
from cbtool.text.likeness import sketch
from cbtool.text.masking import Masks, make_masks, masked
from cbtool.text.personal import KINDS, Personal, find_personal

_KEPT = ("id", "sha256", "file_sha256", "sketch", "reader", "encoding", "field")
"""Keys whose values are never text of a person."""

_SHOWN_PLACES = 6


class PersonalItem(NamedTuple):
    """Something personal as it may be shown, and the places of the text where it stands (第三条, 落款 …)."""

    kind: str
    masked: str
    places: tuple[str, ...]


def personal_items(body: str) -> list[PersonalItem]:
    """Everything personal in a text, each once."""
    found = find_personal(body)
    if not found:
        return []
    clauses = [clause for clause in parse_clauses(body).walk() if clause.kind in _PLACES]
    places: dict[tuple[str, str], list[str]] = {}
    for one in found:
        places.setdefault((one.kind, one.text), []).append(_place(clauses, one))
    return [PersonalItem(kind, masked(kind, text), tuple(dict.fromkeys(at))) for (kind, text), at in places.items()]


_PLACES = {"title": "标题", "preamble": "开头", "chapter": "", "article": "", "annex": "", "signature": "落款"}


def _place(clauses: list[Clause], one: Personal) -> str:
    """The innermost unit with a name that holds it."""
    around = [clause for clause in clauses if clause.start <= one.start < clause.end]
    return next((_PLACES[c.kind] or c.label for c in reversed(around) if _PLACES[c.kind] or c.label), "开头")


def personal_warning(items: list[PersonalItem]) -> str:
    """Counts and places by kind, in Chinese."""
    parts = []
    for kind, name in KINDS.items():
        mine = [item for item in items if item.kind == kind]
        places = list(dict.fromkeys(place for item in mine for place in item.places))
        if mine:
            more = "等" if len(places) > _SHOWN_PLACES else ""
            parts.append(f"{len(mine)} 个{name}（{'、'.join(places[:_SHOWN_PLACES])}{more}）")
    return "含个人信息：" + "，".join(parts)


def document_masks(body: str, contract: Contract) -> Masks:
    """The masks of a document: for what its text holds, and for the persons its front matter names."""
    return make_masks(find_personal(body), _persons(dump(contract)))


def _persons(record: dict[str, Any]) -> Iterator[str]:
    for party in record.get("parties", ()):
        yield from _real(party.get("chief_representative", ""))
    for person in record.get("representatives", ()):
        yield from _real(person["name"])


def _real(name: str) -> Iterator[str]:
    if name and not re.search(r"[某*]|虚构|化名", name):
        yield name


def redacted(filed: Filed) -> Filed:
    """Contract, text and report with everything personal masked; the report tells how much."""
    masks = document_masks(filed.body, filed.contract)
    contract = Contract.model_validate(_masked(dump(filed.contract), masks))
    body = masks.apply(filed.body)
    report = filed.report
    if report is not None:
        told = masks.told()
        values = _masked(report.model_dump(mode="json"), masks)
        values["sketch"] = "".join(f"{value:08x}" for value in sketch(body))
        values["warnings"] = [*values["warnings"], *([f"已遮盖个人信息：{told}"] if told else [])]
        report = ImportReport.model_validate(values)
    return Filed(contract, body, report)


def _masked(value: Any, masks: Masks, key: str = "") -> Any:
    if isinstance(value, str):
        return value if key in _KEPT else masks.apply(value)
    if isinstance(value, dict):
        return {name: _masked(inner, masks, name) for name, inner in value.items()}
    return [_masked(inner, masks, key) for inner in value] if isinstance(value, list | tuple) else value
