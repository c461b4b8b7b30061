"""The functions a template may call. An unanswered argument gives an unanswered result."""

import re
from collections.abc import Callable
from datetime import date, timedelta
from decimal import Decimal
from typing import Any, NamedTuple

from cbtool.drafting.errors import ValueFault
from cbtool.drafting.values import (
    calculate,
    day_text,
    divide,
    expect,
    kind_of,
    number_text,
    printed,
    settle,
)
from cbtool.text.numerals import to_capital, to_chinese

_FIRST_YEAR, _LAST_YEAR = 1900, 2999
_LINE_ENDS = re.compile(r"[\n\r\v\f\x1c-\x1e\x85\u2028\u2029]+")


class Function(NamedTuple):
    """A function and the kinds of its arguments; `many` lets the last kind repeat."""

    call: Callable[..., Any]
    takes: tuple[str, ...]
    many: bool = False


def apply(name: str, arguments: list[Any]) -> Any:
    """The result of one call; raises ValueFault on a wrong number or kind of arguments."""
    function = FUNCTIONS[name]
    check_count(name, len(arguments))
    if name in _TAKES_NOTHING_TOO:
        return function.call(*arguments)
    if any(argument is None for argument in arguments):
        return None
    kinds = function.takes + function.takes[-1:] * (len(arguments) - len(function.takes))
    for argument, kind in zip(arguments, kinds, strict=True):
        if kind != "any":
            expect(argument, kind)
    return function.call(*arguments)


def check_count(name: str, count: int) -> None:
    """Raises ValueFault when the function does not take so many arguments."""
    function = FUNCTIONS[name]
    wanted = len(function.takes)
    if count < wanted or (count > wanted and not function.many):
        more = " 个或更多" if function.many else " 个"
        raise ValueFault(f"{name}() 要 {wanted}{more}参数，写了 {count} 个")


def whole(number: Decimal, least: int, most: int) -> int:
    """The number as an int; raises ValueFault when it is not whole or outside the bounds."""
    if number != number.to_integral_value() or not least <= number <= most:
        raise ValueFault(f"这里要 {least} 到 {most} 的整数，得到的是 {number_text(number)}")
    return int(number)


def money(amount: Decimal) -> str:
    """2,700 or 2,700.50; more than two decimals are kept (piece rates)."""
    digits, _, decimals = number_text(abs(amount)).partition(".")
    grouped = f"{int(digits):,}"
    sign = "-" if amount < 0 else ""
    return f"{sign}{grouped}.{decimals.ljust(2, '0')}" if decimals else f"{sign}{grouped}"


def capital(amount: Decimal) -> str:
    """人民币大写: 贰仟柒佰元整."""
    if amount < 0:
        raise ValueFault("负数不能写成人民币大写")
    return to_capital(settle(amount, 2))


def percent(number: Decimal) -> str:
    """6 → 6%."""
    return f"{number_text(number)}%"


def chinese(number: Decimal) -> str:
    """12 → 十二."""
    return to_chinese(whole(number, 0, 99999))


def chinese_date(day: date) -> str:
    """二〇二六年三月十八日."""
    year = "".join("〇一二三四五六七八九"[int(digit)] for digit in str(day.year))
    return f"{year}年{to_chinese(day.month)}月{to_chinese(day.day)}日"


def add_days(day: date, count: Decimal) -> date:
    """So many calendar days later (earlier when negative)."""
    return _in_range(day.toordinal() + whole(count, -400_000, 400_000))


def add_months(day: date, count: Decimal) -> date:
    """The same day so many months later, or the month's last day where it has none."""
    months = day.year * 12 + day.month - 1 + whole(count, -20_000, 20_000)
    year, month = months // 12, months % 12 + 1
    if not _FIRST_YEAR <= year <= _LAST_YEAR:
        raise ValueFault(f"日期超出 {_FIRST_YEAR} 年到 {_LAST_YEAR} 年")
    last = (date(year + month // 12, month % 12 + 1, 1) - timedelta(days=1)).day
    return date(year, month, min(day.day, last))


def add_years(day: date, count: Decimal) -> date:
    """The same day so many years later; 29 February becomes 28 February in a common year."""
    return add_months(day, Decimal(12 * whole(count, -1_000, 1_000)))


def days_between(first: date, last: date) -> Decimal:
    """Days from the first date to the last, the first not counted."""
    return Decimal(last.toordinal() - first.toordinal())


def blank(length: Decimal) -> str:
    """A blank of so many underscores."""
    return "_" * whole(length, 1, 60)


def total(rows: list[Any], field: str) -> Decimal | None:
    """The sum of one column; nothing while a cell is unanswered."""
    result: Decimal | None = Decimal(0)
    for row in rows:
        record = expect(row, "record")
        if field not in record:
            raise ValueFault(f"表格行里没有“{field}”")
        result = calculate("+", result, record[field])
    return result


def lines(text: str) -> list[str]:
    """The text's lines without the empty ones, each trimmed."""
    return [line.strip() for line in _LINE_ENDS.split(text) if line.strip()]


def smallest(*values: Any) -> Any:
    """The least of numbers or of dates."""
    return min(_same_kind(values))


def largest(*values: Any) -> Any:
    """The greatest of numbers or of dates."""
    return max(_same_kind(values))


def fallback(value: Any, other: Any) -> Any:
    """The value, or the other one where it is unanswered."""
    return other if value is None else value


def join(items: Any, separator: Any) -> str | None:
    """The items as printed, with the separator between them."""
    mark = expect(separator, "text")
    return None if items is None else str(mark).join(printed(item) for item in expect(items, "list"))


def length(value: Any) -> Decimal:
    """How many rows or characters."""
    if kind_of(value) not in ("list", "text"):
        raise ValueFault("length 只能用于列表或文字")
    return Decimal(len(value))


def _in_range(ordinal: int) -> date:
    if not date(_FIRST_YEAR, 1, 1).toordinal() <= ordinal <= date(_LAST_YEAR, 12, 31).toordinal():
        raise ValueFault(f"日期超出 {_FIRST_YEAR} 年到 {_LAST_YEAR} 年")
    return date.fromordinal(ordinal)


def _same_kind(values: tuple[Any, ...]) -> tuple[Any, ...]:
    kinds = {kind_of(value) for value in values}
    if len(kinds) > 1 or not kinds <= {"number", "date"}:
        raise ValueFault("min、max 只能用于几个数字或几个日期")
    return values


FUNCTIONS: dict[str, Function] = {
    "add_days": Function(add_days, ("date", "number")),
    "add_months": Function(add_months, ("date", "number")),
    "add_years": Function(add_years, ("date", "number")),
    "blank": Function(blank, ("number",)),
    "capital": Function(capital, ("number",)),
    "chinese": Function(chinese, ("number",)),
    "chinese_date": Function(chinese_date, ("date",)),
    "date": Function(day_text, ("date",)),
    "days_between": Function(days_between, ("date", "date")),
    "default": Function(fallback, ("any", "any")),
    "divide": Function(lambda a, b, n: divide(a, b, whole(n, 0, 4)), ("number", "number", "number")),
    "join": Function(join, ("list", "text")),
    "length": Function(length, ("any",)),
    "lines": Function(lines, ("text",)),
    "max": Function(largest, ("any", "any"), many=True),
    "min": Function(smallest, ("any", "any"), many=True),
    "money": Function(money, ("number",)),
    "number": Function(number_text, ("number",)),
    "percent": Function(percent, ("number",)),
    "round": Function(lambda x, n: settle(x, whole(n, 0, 4)), ("number", "number")),
    "sum": Function(total, ("list", "text")),
}
FILTERS = frozenset({"default", "join", "length"})
_TAKES_NOTHING_TOO = frozenset({"default", "join"})
