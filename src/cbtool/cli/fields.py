"""Fields, values and proofs of imported contracts as people read them."""

from collections.abc import Sequence

from cbtool.desk.field_values import CODES, FIELDS
from cbtool.desk.redaction import PersonalItem
from cbtool.model.intake import Unsure, Value
from cbtool.model.labels import ROLES
from cbtool.text.codes import industry_name, region_name
from cbtool.text.personal import KINDS


def label(field: str) -> str:
    """The Chinese name of a field."""
    return FIELDS.get(field, field)


def shown(field: str, value: Value | None) -> str:
    """A value with its Chinese name."""
    if value is None:
        return "（空）"
    if isinstance(value, dict):
        beside = "，".join(word for word in (ROLES.get(value.get("role", ""), ""), value.get("label", "")) if word)
        return f"{value.get('name', '')}（{beside}）"
    told = str(value)
    if field == "region":
        return f"{region_name(told)}（{told}）"
    if field == "industry":
        return f"{industry_name(told)}（{told}）"
    return CODES.get(field, {}).get(told, told)


def proof(unsure: Unsure) -> str:
    """The words a value was read from, their place, and how sure it is."""
    if not unsure.quote:
        return ""
    place = f"第 {unsure.line} 行，" if unsure.line else ""
    return f"“{unsure.quote}”（{place}把握 {unsure.confidence:.0%}）"


def personal_lines(items: Sequence[PersonalItem]) -> list[str]:
    """One line for each kind of personal data, masked, with places."""
    lines = []
    for kind, name in KINDS.items():
        mine = [f"{item.masked}（{'、'.join(item.places)}）" for item in items if item.kind == kind]
        if mine:
            lines.append(f"{name}：{'，'.join(mine)}")
    return lines
