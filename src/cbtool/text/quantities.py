"""A text with its quantities in one spelling, so that 百分之一百五十, 150％ and 1.5倍 are the same to a pattern.

Normalised text holds no capital letter, so a quantity is written with capitals: kind, number, `Z`. 满十年五天 becomes
满Y10ZD5Z. Blanks are dropped, save between two Latin letters or digits. `Canonical.place` leads back to the original.
"""

import re
from bisect import bisect_right
from collections.abc import Iterator
from decimal import Decimal
from functools import lru_cache
from typing import NamedTuple

from cbtool.text.normal import normalise
from cbtool.text.numerals import parse_amount, parse_numeral

END = "Z"
KINDS = {
    "P": "%", "M": "元", "D": "天", "W": "个工作日", "H": "小时", "I": "分钟", "O": "个月", "Y": "年", "A": "年份",
    "T": "日期", "S": "月日", "K": "钟点", "C": "",
}  # fmt: skip
"""Letter of a quantity and its unit; `C` is a bare number or one before a measure word (次, 人), which stays."""

_FIRST = "一二两三四五六七八九十壹贰叁肆伍陆柒捌玖拾廿卅"
_CHINESE = f"(?:[{_FIRST}][〇零○{_FIRST}百千万亿佰仟]*(?:点[〇零○{_FIRST}]+)?|零点[〇零○{_FIRST}]+)"
_ARABIC = r"[0-9]+(?:,[0-9]{3})*(?:\.[0-9]+)?[十百千万亿]*"
_NUMBER = f"(?:{_ARABIC}|{_CHINESE})"
_TO = "(?:至|到|-|~|—|–|―)+"
_UNITS = {
    "个工作日": "W", "工作日": "W", "个工作天": "W",
    "个自然日": "D", "自然日": "D", "个日历日": "D", "日历日": "D", "天": "D", "日(?![均常程元])": "D", "号": "D",
    "个?小时": "H", "个?钟头": "H", "个钟": "H", "分钟": "I",
    "个月": "O", "个季度": "Q", "周年": "Y", "年(?![级代轻龄底])": "Y", "个?星期": "N", "周(?![岁末期])": "N",
    "%": "P", "‰": "L", "倍": "B", "成(?![员为立功果本交绩不])": "E", "元整?": "M", "圆": "M", "块钱": "M", "角": "J",
}  # fmt: skip
_FACTORS: dict[str, tuple[str, Decimal]] = {
    "Q": ("O", Decimal(3)),
    "N": ("D", Decimal(7)),
    "L": ("P", Decimal("0.1")),
    "B": ("P", Decimal(100)),
    "E": ("P", Decimal(10)),
    "J": ("M", Decimal("0.1")),
}
_MEASURES = "次人名份个岁级档项条件家班台单票趟度℃公米分步组期轮场间处桌版张套副双只封位户类种道款章节时枚页桩课学摄"
_TOKEN = re.compile(
    rf"(?P<scale>[百千万])分之(?P<share>{_NUMBER})(?:{_TO}(?P<upto>{_NUMBER})(?![0-9%天日元年个]))?"
    rf"|(?P<y>[0-9〇零○一二三四五六七八九]{{4}})[年./-](?P<m>[0-9一二三四五六七八九十]{{1,2}})[月./-]"
    rf"(?P<d>[0-9{_FIRST}]{{1,3}})[日号]?"
    rf"|(?P<sm>[0-9一二三四五六七八九十]{{1,2}})月(?:份)?(?P<sd>[0-9{_FIRST}]{{1,3}})[日号]"
    r"|(?P<year>[12][0-9]{3}|[一二][〇零○一二三四五六七八九]{3})(?:[-~—](?P<until>[12][0-9]{3}))?年"
    r"|(?P<clock>[0-9]{1,2}:[0-9]{2})"
    rf"|(?P<whole>{_NUMBER})(?:年零?(?P<months>{_NUMBER})个月|个?小时(?P<minutes>{_NUMBER})分钟?"
    rf"|[元圆](?P<tenths>[0-9{_FIRST}])角(?:(?P<cents>[0-9{_FIRST}])分)?)"
    rf"|(?P<low>{_NUMBER})(?:{_TO}(?P<high>{_NUMBER}))?(?P<unit>{'|'.join(_UNITS)})(?P<half>半)?"
    rf"|(?P<and_half>{_NUMBER})个半(?P<half_unit>小时|月|工作日)"
    r"|(?P<only>半)(?P<only_unit>个?小时|个?钟头|个月|个工作日|年|天|日(?!制)|倍)"
    r"|(?P<double>双倍)"
    rf"|(?P<bare>{_ARABIC})(?:{_TO}(?P<bare_to>{_ARABIC}))?"
    rf"|(?P<some>{_CHINESE})(?:{_TO}(?P<some_to>{_CHINESE}))?(?=[{_MEASURES}]|周岁)"
)


class Quantity(NamedTuple):
    """A quantity: kind, value and, of a range, the upper end, as plain decimals; dates in ISO form."""

    kind: str
    value: str
    upper: str = ""

    def __str__(self) -> str:
        return f"{self.kind}{self.value}{'~' + self.upper if self.upper else ''}{END}"


class Canonical(NamedTuple):
    """The text in one spelling; `cuts` are pairs of places (in `text`, in the original), both rising."""

    text: str
    cuts: tuple[tuple[int, int], ...]
    size: int

    def place(self, at: int) -> int:
        """The place in the original that a place in `text` stands for; inside a quantity, where it begins."""
        index = bisect_right(self.cuts, (at, self.size)) - 1
        mine, original = self.cuts[index]
        following = self.cuts[index + 1][1] if index + 1 < len(self.cuts) else self.size
        inside = mine < at and mine < len(self.text) and self.text[mine] in KINDS
        return original if inside else min(original + at - mine, following)


@lru_cache(maxsize=16384)
def canonical(text: str) -> Canonical:
    """The text normalised, without blanks, its quantities in one spelling."""
    plain, origin = _without_blanks(normalise(text))
    pieces: list[str] = []
    cuts: list[tuple[int, int]] = []
    size = at = 0
    for start, end, word in [*_merged(plain, _quantities(plain)), (len(plain), len(plain), "")]:
        runs = [(plain[begin:stop], begin) for begin, stop in _runs(at, start, origin)]
        for piece, begin in [*runs, (word, start)]:
            cuts.append((size, origin[begin]))
            pieces.append(piece)
            size += len(piece)
        at = end
    return Canonical("".join(pieces), tuple(cuts), len(text))


def _runs(start: int, end: int, origin: list[int] | range) -> Iterator[tuple[int, int]]:
    """The span cut where a blank was dropped."""
    if not isinstance(origin, range):
        for index in range(start + 1, end):
            if origin[index] != origin[index - 1] + 1:
                yield start, index
                start = index
    if start < end:
        yield start, end


def _without_blanks(text: str) -> tuple[str, list[int] | range]:
    """The text without blanks and, for each character and the end, where it stood."""
    if not any(c.isspace() for c in text):
        return text, range(len(text) + 1)
    kept = [
        i
        for i, c in enumerate(text)
        if not c.isspace() or (0 < i < len(text) - 1 and _latin(text[i - 1]) and _latin(text[i + 1]))
    ]
    return "".join(text[i] for i in kept), [*kept, len(text)]


def _latin(sign: str) -> bool:
    return sign.isascii() and sign.isalnum()


def _quantities(text: str) -> list[tuple[int, int, Quantity]]:
    """Every quantity with its span."""
    found = []
    at = 0
    while match := _TOKEN.search(text, at):
        quantity = _read(match, text[match.start() - 1] if match.start() else "")
        if quantity:
            found.append((match.start(), match.end(), quantity))
        at = match.end() if quantity else _skip(match)
    return found


def _skip(match: re.Match[str]) -> int:
    """Behind a number that is no quantity: never into the middle of it."""
    name = match.lastgroup or ""
    first = next((g for g in ("whole", "low", "some", "bare", "and_half", "year", "y", "sm") if match[g]), name)
    return max(match.end(first) if first else match.end(), match.start() + 1)


def _merged(text: str, found: list[tuple[int, int, Quantity]]) -> list[tuple[int, int, str]]:
    """Two quantities joined by 至 are a range: 5%至8%, 5至8%, 50%以上100%以下."""
    result: list[tuple[int, int, Quantity]] = []
    for start, end, quantity in found:
        before = result[-1] if result else None
        if before and _is_range(before[2], text[before[1] : start], quantity, text[end : end + 2]):
            kind = quantity.kind
            result[-1] = (before[0], end, Quantity(kind, before[2].value, quantity.value))
        else:
            result.append((start, end, quantity))
    return [(start, end, str(quantity)) for start, end, quantity in result]


def _is_range(low: Quantity, between: str, high: Quantity, after: str) -> bool:
    if low.upper or high.upper or high.kind not in "PMDWHIOYC" or low.kind not in (high.kind, "C"):
        return False
    joined = re.fullmatch(_TO, between) or (between == "以上" and after.startswith("以下"))
    return bool(joined) and Decimal(low.value) < Decimal(high.value)


def _read(match: re.Match[str], before: str) -> Quantity | None:
    """The quantity of a match; None for ordinals (第三日), rough numbers (七八天) and what is no number."""
    if before and (before == "第" or (before.isascii() and before.isalnum())):
        return None
    if before and before in "几数多" and match[0][0] in "十百千万" and not match["share"]:
        return None
    try:
        return _date(match) or _composite(match) or _simple(match, before)
    except (ValueError, ArithmeticError):
        return None


def _date(match: re.Match[str]) -> Quantity | None:
    if match["y"]:
        year, month, day = (parse_numeral(match[name]) for name in ("y", "m", "d"))
        if not (1900 <= year <= 2200 and 1 <= month <= 12 and 1 <= day <= 31):
            raise ValueError
        return Quantity("T", f"{year}-{month:02}-{day:02}")
    if match["sm"]:
        month, day = parse_numeral(match["sm"]), parse_numeral(match["sd"])
        if not (1 <= month <= 12 and 1 <= day <= 31):
            raise ValueError
        return Quantity("S", f"{month:02}-{day:02}")
    if match["year"]:
        return Quantity("A", str(parse_numeral(match["year"])), match["until"] or "")
    return Quantity("K", match["clock"]) if match["clock"] else None


def _composite(match: re.Match[str]) -> Quantity | None:
    if match["months"]:
        return Quantity("O", _plain(12 * _number(match["whole"]) + _number(match["months"])))
    if match["minutes"]:
        return Quantity("H", _plain(_number(match["whole"]) + _number(match["minutes"]) / 60))
    if match["tenths"]:
        cents = 10 * _number(match["tenths"]) + (_number(match["cents"]) if match["cents"] else 0)
        return Quantity("M", _plain(_number(match["whole"]) + cents / 100))
    if match["and_half"]:
        kind = {"小时": "H", "月": "O", "工作日": "W"}[match["half_unit"]]
        return Quantity(kind, _plain(_number(match["and_half"]) + Decimal("0.5")))
    if match["only"]:
        unit = match["only_unit"].removeprefix("个")
        kind, value = {"年": ("O", "6"), "倍": ("P", "50"), "月": ("O", "0.5"), "工作日": ("W", "0.5")}.get(
            unit, ("H" if unit in ("小时", "钟头") else "D", "0.5")
        )
        return Quantity(kind, value)
    return Quantity("P", "200") if match["double"] else None


def _simple(match: re.Match[str], before: str) -> Quantity | None:
    if match["share"]:
        scale = {"百": Decimal(1), "千": Decimal("0.1"), "万": Decimal("0.01")}[match["scale"]]
        upper = _plain(_number(match["upto"]) * scale) if match["upto"] else ""
        return Quantity("P", _plain(_number(match["share"]) * scale), upper)
    low, high = match["low"] or match["bare"] or match["some"], match["high"] or match["bare_to"] or match["some_to"]
    kind = _kind(match["unit"]) if match["unit"] else "C"
    weekday = kind == "D" and before in ("周", "期", "拜") and low in tuple(_FIRST)  # 周六日, 星期六日
    if weekday or (match["unit"] == "号" and before != "月"):
        return None
    kind, factor = _FACTORS.get(kind, (kind, Decimal(1)))
    half = Decimal("0.5") if match["half"] else Decimal(0)
    upper = _plain(_number(high) * factor) if high else ""
    return Quantity(kind, _plain((_number(low) + half) * factor), upper)


@lru_cache
def _kind(unit: str) -> str:
    return next(kind for form, kind in _UNITS.items() if re.fullmatch(form.partition("(?!")[0], unit))


def _number(sign: str) -> Decimal:
    """The value; ValueError for two bare digits in a row, which are a rough number: 七八天."""
    if re.fullmatch(f"[{_FIRST[:10]}]{{2,3}}", sign) and "十" not in sign:
        raise ValueError(sign)
    return parse_amount(sign)


def _plain(value: Decimal) -> str:
    """The value without trailing zeros, at most four places."""
    return format(round(value, 4).normalize(), "f")
