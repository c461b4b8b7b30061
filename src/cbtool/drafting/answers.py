"""Answers as people type them or files hold them become values, and back."""

import re
import unicodedata
from collections.abc import Callable, Mapping
from datetime import date
from decimal import Decimal
from typing import Any

from cbtool.drafting.errors import AgainstLaw, BadAnswer
from cbtool.drafting.values import LIMIT, PLACES, day_text, number_text, printable
from cbtool.model.template import Limit, Question, Row, Scalar, Value
from cbtool.text.numerals import parse_amount

Limits = Callable[[str, str], Limit | None]
"""The law's limit for a provision, in this unit."""
Bound = Decimal | date
MOST_ROWS = 200

_YES = frozenset({"是", "有", "对", "要", "y", "yes", "true", "1"})
_NO = frozenset({"否", "无", "没有", "不", "不是", "不要", "n", "no", "false", "0"})
_DATE = re.compile(r"([0-9]{4})\s*[-/.年]\s*([0-9]{1,2})\s*[-/.月]\s*([0-9]{1,2})\s*日?")
_DECIMAL = re.compile(r"[-+]?[0-9]+(\.[0-9]+)?")
_NAME = re.compile(r"[a-z][a-z0-9_]*")
_UNITS = {
    "money": ("元人民币", "人民币", "元", "¥", "￥"),
    "percent": ("%", "个百分点"),
    "days": ("个工作日", "工作日", "个自然日", "天", "日"),
}
_LONGEST = 20_000
_LONGEST_NUMBER = 28


def convert(question: Question, raw: Any, known: Mapping[str, Value] | None = None) -> Value:
    """The answer's value, None when it is left empty; raises BadAnswer that says what would be right.

    `known` are the answers before it: a bound may name one of them.
    """
    if isinstance(raw, str):
        raw = printable(raw) if printable(raw).strip() else None
    if raw is None or raw == []:
        if question.required:
            raise BadAnswer(f"“{question.label}”必须填写", question.help or "")
        return None
    if question.type == "records":
        return _records(question, raw, known or {})
    if not isinstance(raw, str):
        raise BadAnswer(f"“{question.label}”应当是一个值，不是列表", "")
    value = _CONVERT[question.type](question, raw)
    _check_bounds(question, value, known or {})
    return value


def answer_text(question: Question, value: Value) -> Any:
    """The value as an answers file holds it: text, or a list of rows of texts; None when unanswered."""
    if isinstance(value, list):
        return [_row_text(question, row) for row in value] or None
    if isinstance(value, bool):
        return "yes" if value else "no"
    if isinstance(value, Decimal):
        return number_text(value)
    return value.isoformat() if isinstance(value, date) else value


def _row_text(question: Question, row: Row) -> dict[str, Any]:
    texts = {field.name: answer_text(field, row.get(field.name)) for field in question.fields}
    return {name: text for name, text in texts.items() if text is not None}


def _records(question: Question, raw: Any, known: Mapping[str, Value]) -> list[Row]:
    if not isinstance(raw, list) or not all(isinstance(row, dict) for row in raw):
        raise BadAnswer(f"“{question.label}”要一行一行地填", f"每行填：{_names(question.fields)}")
    least, most = row_bounds(question)
    if not least <= len(raw) <= most:
        raise BadAnswer(f"“{question.label}”要 {least} 到 {most} 行，现有 {len(raw)} 行")
    return [_row(question, index, row, known) for index, row in enumerate(raw, start=1)]


def _row(question: Question, index: int, raw: dict[str, Any], known: Mapping[str, Value]) -> Row:
    unknown = [str(name) for name in raw if question.field(str(name)) is None]
    if unknown:
        raise BadAnswer(f"“{question.label}”没有叫“{unknown[0]}”的列", f"有这些列：{_names(question.fields)}")
    row: Row = {}
    for field in question.fields:
        try:
            optional = field.model_copy(update={"required": False}) if field.ask_if else field
            value = convert(optional, raw.get(field.name), {**known, **row})
        except BadAnswer as error:
            raise BadAnswer(f"“{question.label}”第 {index} 行：{error.message}", error.remedy) from error
        assert not isinstance(value, list)
        row[field.name] = value
    return row


def _text(question: Question, raw: str) -> str:
    return _bounded_length(question, " ".join(raw.split()))


def _long_text(question: Question, raw: str) -> str:
    return _bounded_length(question, "\n".join(line.strip() for line in raw.strip().splitlines()))


def _bounded_length(question: Question, text: str) -> str:
    if len(text) > _LONGEST:
        raise BadAnswer(f"“{question.label}”太长，最多 {_LONGEST} 字")
    return text


def _number(question: Question, raw: str) -> Decimal:
    text = unicodedata.normalize("NFKC", raw).replace(",", "").replace(" ", "")
    for unit in (question.unit or "", *_UNITS.get(question.type, ())):
        text = text.removesuffix(unit) if unit else text
    try:
        if len(text) > _LONGEST_NUMBER:
            raise ValueError
        number = Decimal(text) if _DECIMAL.fullmatch(text) else parse_amount(text)
    except ValueError:
        message = f"“{question.label}”要填数字，“{raw.strip()}”读不出数字"
        raise BadAnswer(message, "例如 2700 或 2,700.50") from None
    if abs(number) >= LIMIT or number != round(number, PLACES):
        raise BadAnswer(f"“{question.label}”最多四位小数，且小于千亿")
    return number + Decimal(0)


def _whole(question: Question, raw: str) -> Decimal:
    number = _number(question, raw)
    if number != number.to_integral_value():
        raise BadAnswer(f"“{question.label}”要填整数", "例如 3")
    if question.type == "days" and number < 0:
        raise BadAnswer(f"“{question.label}”不能是负数")
    return number


def _date(question: Question, raw: str) -> date:
    match = _DATE.fullmatch(unicodedata.normalize("NFKC", raw.strip()))
    try:
        if not match:
            raise ValueError
        day = date(int(match[1]), int(match[2]), int(match[3]))
    except ValueError:
        raise BadAnswer(f"“{question.label}”不是日期：{raw.strip()}", "写成 2026-03-18 的样子") from None
    if not 1900 <= day.year <= 2999:
        raise BadAnswer(f"“{question.label}”的年份不对：{day.year}")
    return day


def _choice(question: Question, raw: str) -> str:
    text = raw.strip()
    for index, choice in enumerate(question.choices, start=1):
        if text in (choice.value, choice.label) or text == str(index):
            return choice.value
    labels = "、".join(choice.label for choice in question.choices)
    raise BadAnswer(f"“{question.label}”没有“{text}”这个选项", f"可选：{labels}")


def _yes_no(question: Question, raw: str) -> bool:
    text = unicodedata.normalize("NFKC", raw.strip()).lower()
    if text in _YES or text in _NO:
        return text in _YES
    raise BadAnswer(f"“{question.label}”要答“是”或“否”")


_CONVERT: dict[str, Callable[[Question, str], Scalar]] = {
    "text": _text,
    "long_text": _long_text,
    "number": _number,
    "money": _number,
    "percent": _number,
    "date": _date,
    "days": _whole,
    "integer": _whole,
    "choice": _choice,
    "yes_no": _yes_no,
}


def bounds(question: Question, known: Mapping[str, Value]) -> tuple[Bound | None, Bound | None]:
    """Least and greatest value the question itself allows; a bound on an unanswered question is none."""
    return _bound(question, question.min, known), _bound(question, question.max, known)


def row_bounds(question: Question) -> tuple[int, int]:
    """How many rows a question of type records takes."""
    least = int(question.min) if question.min and question.min.isdecimal() else 0
    return least, int(question.max) if question.max and question.max.isdecimal() else MOST_ROWS


def _bound(question: Question, written: str | None, known: Mapping[str, Value]) -> Bound | None:
    if written is None:
        return None
    value = known.get(written) if _NAME.fullmatch(written) else _CONVERT[question.type](question, written)
    return value if isinstance(value, Decimal | date) else None


def _check_bounds(question: Question, value: Scalar, known: Mapping[str, Value]) -> None:
    if not isinstance(value, Decimal | date):
        return
    least, most = bounds(question, known)
    early, late = ("早于", "晚于") if isinstance(value, date) else ("小于", "大于")
    if least is not None and value < least:  # type: ignore[operator]
        raise BadAnswer(f"“{question.label}”不能{early} {_shown(question, least)}", question.help or "")
    if most is not None and value > most:  # type: ignore[operator]
        raise BadAnswer(f"“{question.label}”不能{late} {_shown(question, most)}", question.help or "")


def against_law(question: Question, value: Value, limits: Limits) -> AgainstLaw | None:
    """What the law has against this value; None where it keeps every limit, or there is none."""
    if not question.provision or not isinstance(value, Decimal):
        return None
    limit = limits(question.provision, shown_unit(question))
    if limit is None:
        return None
    law, ceiling = ("法定标准", "法定上限") if limit.proven else ("现有资料里的标准", "现有资料里的上限")
    remedy = f"依据：{limit.citation}"
    if limit.minimum is not None and value < limit.minimum:
        said = f"“{question.label}”低于{law}：至少 {_shown(question, limit.minimum)}"
        return AgainstLaw(said, remedy, limit.proven)
    if limit.maximum is not None and value > limit.maximum:
        said = f"“{question.label}”超过{ceiling}：最多 {_shown(question, limit.maximum)}"
        return AgainstLaw(said, remedy, limit.proven)
    return None


def _shown(question: Question, value: Decimal | date) -> str:
    if isinstance(value, date):
        return day_text(value)
    return number_text(value) + shown_unit(question)


def shown_unit(question: Question) -> str:
    """The unit in which the question is answered."""
    return question.unit or {"percent": "%", "money": "元", "days": "天"}.get(question.type, "")


def _names(fields: tuple[Question, ...]) -> str:
    return "、".join(f"{field.name}（{field.label}）" for field in fields)
