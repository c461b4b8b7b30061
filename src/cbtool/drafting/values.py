"""What expressions compute with: text, numbers of at most four decimals, dates, yes/no, lists, rows, nothing.

The browser's twin keeps numbers as whole ten-thousandths; hence the limit and the single rounding.
"""

import re
from datetime import date
from decimal import ROUND_HALF_UP, Context, Decimal
from typing import Any

from cbtool.drafting.errors import ValueFault

_UNPRINTABLE = re.compile(r"[\x00-\x08\x0e-\x1b\x1f\x7f-\x84\x86-\x9f\ud800-\udfff\ue000-\uf8ff\ufeff\ufffe\uffff]")
BLANK = "____"
PLACES = 4
LIMIT = Decimal(10) ** 11
_EXACT = Context(prec=80, rounding=ROUND_HALF_UP)

KINDS = {
    "none": "空",
    "text": "文字",
    "number": "数字",
    "date": "日期",
    "yes_no": "是否",
    "list": "列表",
    "record": "表格行",
}


def printable(text: str) -> str:
    """The text without control characters, surrogates, private-use and byte-order marks."""
    return _UNPRINTABLE.sub("", text)


def kind_of(value: Any) -> str:
    """The kind's name, a key of KINDS."""
    if value is None:
        return "none"
    if isinstance(value, bool):
        return "yes_no"
    if isinstance(value, str):
        return "text"
    if isinstance(value, Decimal):
        return "number"
    if isinstance(value, date):
        return "date"
    if isinstance(value, list):
        return "list"
    if isinstance(value, dict):
        return "record"
    raise TypeError(f"not a template value: {value!r}")


def expect(value: Any, kind: str) -> Any:
    """The value itself; raises ValueFault when it is of another kind."""
    if kind_of(value) != kind:
        raise ValueFault(f"这里要{KINDS[kind]}，得到的是{KINDS[kind_of(value)]}")
    return value


def settle(number: Decimal, places: int = PLACES) -> Decimal:
    """The number rounded half away from zero; raises ValueFault at 10^11 and beyond."""
    if abs(number) >= LIMIT:
        raise ValueFault("数字太大，超出千亿")
    rounded = number.quantize(Decimal(1).scaleb(-places), context=_EXACT)
    if abs(rounded) >= LIMIT:
        raise ValueFault("数字太大，超出千亿")
    return rounded if rounded else Decimal(0)


def calculate(operator: str, left: Any, right: Any) -> Decimal | None:
    """`+`, `-` or `*`; nothing when a side is unanswered."""
    if left is None or right is None:
        return None
    a, b = expect(left, "number"), expect(right, "number")
    if operator == "+":
        return settle(_EXACT.add(a, b))
    if operator == "-":
        return settle(_EXACT.subtract(a, b))
    return settle(_EXACT.multiply(a, b))


def divide(a: Decimal, b: Decimal, places: int) -> Decimal:
    """The exact quotient, rounded once; raises ValueFault on division by zero."""
    if not b:
        raise ValueFault("不能除以 0")
    scale = 10**places
    top, bottom = abs(scaled(a)) * scale, abs(scaled(b))
    quotient = (2 * top + bottom) // (2 * bottom)
    sign = -1 if (a < 0) != (b < 0) else 1
    return settle(Decimal(sign * quotient).scaleb(-places, context=_EXACT), places)


def scaled(number: Decimal) -> int:
    """The number in ten-thousandths; exact for every settled number."""
    return int(number.scaleb(PLACES, context=_EXACT))


def unscaled(count: int) -> Decimal:
    """The number of so many ten-thousandths."""
    return Decimal(count).scaleb(-PLACES, context=_EXACT)


def truth(value: Any) -> bool:
    """The value in a boolean place; numbers, dates and records have none and raise ValueFault."""
    if isinstance(value, bool):
        return value
    if value is None or isinstance(value, str | list):
        return bool(value)
    raise ValueFault(f"{KINDS[kind_of(value)]}不能当作条件，请写成比较，例如 x > 0")


def compare(operator: str, left: Any, right: Any) -> bool:
    """A comparison of two values of one kind; with anything unanswered it is false."""
    if operator in ("in", "not in"):
        return _contains(operator, left, right)
    if left is None or right is None:
        return False
    if kind_of(left) != kind_of(right):
        raise ValueFault(f"不能拿{KINDS[kind_of(left)]}和{KINDS[kind_of(right)]}相比")
    if kind_of(left) in ("list", "record"):
        raise ValueFault(f"{KINDS[kind_of(left)]}不能相比")
    if operator in ("==", "!="):
        return bool(left == right) is (operator == "==")
    if kind_of(left) not in ("number", "date"):
        raise ValueFault("大小只能在数字之间、日期之间比较")
    orders = {"<": left < right, "<=": left <= right, ">": left > right, ">=": left >= right}
    return bool(orders[operator])


def _contains(operator: str, item: Any, items: Any) -> bool:
    if item is None or items is None:
        return False
    found = any(compare("==", item, other) for other in expect(items, "list"))
    return found is (operator == "in")


def number_text(number: Decimal) -> str:
    """Plain digits without grouping or needless zeros: 2700, 0.125."""
    text = f"{settle(number):f}"
    return text.rstrip("0").rstrip(".") if "." in text else text


def day_text(day: date) -> str:
    """2026年3月18日."""
    return f"{day.year}年{day.month}月{day.day}日"


def printed(value: Any) -> str:
    """What `{{ value }}` prints: a visible blank for nothing; lists, records and yes/no cannot be printed."""
    if value is None:
        return BLANK
    if isinstance(value, str):
        return value
    if isinstance(value, Decimal):
        return number_text(value)
    if isinstance(value, date):
        return day_text(value)
    raise ValueFault(f"{KINDS[kind_of(value)]}不能直接打印")
