"""The fields of a contract that a person can settle: their Chinese names, and their values as a person types them."""

from collections.abc import Mapping
from typing import Any

from cbtool.errors import CbtoolError
from cbtool.importers.dates import read_day
from cbtool.library.init import region_code
from cbtool.model.intake import Value
from cbtool.model.labels import KINDS, LEVELS, ORIGINS, ROLES, STATUSES
from cbtool.text.codes import find_industries, industries
from cbtool.text.normal import normalise
from cbtool.text.numerals import parse_amount

FIELDS = {
    "title": "标题", "level": "级别", "kind": "类型", "status": "状态", "origin": "性质", "visibility": "公开范围",
    "parties": "当事人", "chief_representative": "首席代表", "region": "地区", "street": "街道", "industry": "行业",
    "signed": "签订日期", "effective_from": "生效日期", "expires_on": "到期日期", "filed_on": "报送日期",
    "coverage.enterprises": "覆盖企业数", "coverage.workers": "覆盖职工数", "coverage.women": "女职工数",
    "coverage.union_members": "工会会员数", "supersedes": "接续的上一份合同", "doubt": "条款",
}  # fmt: skip
VISIBILITIES = {"public": "可公开", "internal": "仅内部"}
CODES: Mapping[str, Mapping[str, str]] = {
    "level": LEVELS, "kind": KINDS, "status": STATUSES, "origin": ORIGINS, "visibility": VISIBILITIES,
}  # fmt: skip
_DAYS = ("signed", "effective_from", "expires_on", "filed_on")
_OFFERED = 6
_LONGEST = 500


class WrongValue(CbtoolError):
    """What was typed is no value of the field."""


def field_named(name: str) -> str:
    """The field by its own or its Chinese name. Raises WrongValue."""
    found = next((field for field, label in FIELDS.items() if name.strip() in (field, label)), None)
    if found is None:
        raise WrongValue(f"没有这一项：{name}", f"可写：{'、'.join(FIELDS.values())}")
    return found


def read_value(field: str, typed: str, role: str = "") -> Value:
    """The value that was typed; `role` is whose name is meant where the field holds names. Raises WrongValue."""
    typed = typed.strip()
    if not typed or len(typed) > _LONGEST:
        raise WrongValue(f"{FIELDS[field]}是空的或太长。", f"写 1 到 {_LONGEST} 个字；不采用的写 x。")
    if field in CODES:
        return _coded(field, typed)
    if field in _DAYS:
        return _day(typed)
    if field.startswith("coverage."):
        return _count(typed)
    if field in ("parties", "chief_representative"):
        return _named(field, typed, role)
    return {"region": _region, "industry": _industry}.get(field, str)(typed)


def _coded(field: str, typed: str) -> str:
    for code, label in CODES[field].items():
        if typed in (code, label):
            return code
    raise WrongValue(f"{FIELDS[field]}没有“{typed}”这一种。", f"可选：{'、'.join(CODES[field].values())}")


def _day(typed: str) -> str:
    day = read_day(normalise(typed))
    if day is None:
        raise WrongValue(f"“{typed}”不是日期，或者没有这一天。", "写成 2026-03-01 或 2026年3月1日。")
    return day.isoformat()


def _count(typed: str) -> int:
    try:
        count = parse_amount(normalise(typed).rstrip("人名家户个"))
    except ValueError:
        count = None
    if count is None or count != int(count) or count < 0:
        raise WrongValue(f"“{typed}”不是人数或家数。", "只写数，例如 320。")
    return int(count)


def _region(typed: str) -> str:
    try:
        return region_code(typed)
    except CbtoolError as error:
        raise WrongValue(error.message, "写六位行政区划代码或全名，例如 深圳市龙岗区。") from None


def _industry(typed: str) -> str:
    codes = [code for code in find_industries(typed) if code[:3] in industries() or code in industries()]
    exact = [code for code in codes if industries().get(code) == typed] or codes
    if len(exact) == 1 and exact[0][1:].isdigit() | (len(exact[0]) == 1):
        return exact[0]
    if not codes:
        raise WrongValue(f"没有这个行业：{typed}", "写 GB/T 4754 的代码或名称，例如 H62 或 餐饮业。")
    offered = "、".join(f"{code} {industries()[code]}" for code in codes[:_OFFERED] if code in industries())
    raise WrongValue(f"有几个行业都像“{typed}”：{offered}", f"请写代码，例如 {codes[0]}。")


def _named(field: str, typed: str, role: str) -> dict[str, str]:
    """角色：名称, or a name alone where the role is known."""
    told, colon, name = normalise(typed).partition(":")
    given: Any = next((code for code, label in ROLES.items() if told.strip() in (code, label)), "") if colon else ""
    name = typed[len(told) + 1 :].strip() if given else typed
    if not (given or role):
        raise WrongValue(f"{FIELDS[field]}要写明是哪一方。", f"写成 角色：名称，角色可选：{'、'.join(ROLES.values())}")
    return {"role": given or role, "name": name}
