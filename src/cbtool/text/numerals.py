"""Numbers in Chinese text: reading them in every script, writing them, and other ways to write them."""

import re
import unicodedata
from decimal import Decimal, InvalidOperation
from functools import lru_cache
from typing import NamedTuple

_DIGITS = {
    **{sign: value for value, sign in enumerate("零一二三四五六七八九")},
    **{sign: value for value, sign in enumerate("壹贰叁肆伍陆柒捌玖", 1)},
    "〇": 0,
    "○": 0,
    "◯": 0,
    "O": 0,
    "Ο": 0,
    "两": 2,
    "兩": 2,
    "貳": 2,
    "參": 3,
    "陸": 6,
    "弌": 1,
    "貮": 2,
}
_SMALL = {"十": 10, "拾": 10, "百": 100, "佰": 100, "千": 1000, "仟": 1000}
_LARGE = {"万": 10**4, "萬": 10**4, "亿": 10**8, "億": 10**8}
_ZEROS = str.maketrans("〇○◯OΟ", "零" * 5)
_TENS = {"廿": "二十", "卅": "三十", "卌": "四十"}
_HIGHEST = 10**16
_DIGIT = "[一二三四五六七八九壹贰叁肆伍陆柒捌玖两兩貳參陸弌貮1-9]"
_GROUP = re.compile(
    rf"零?(?P<thousands>{_DIGIT}[千仟])?零?(?P<hundreds>{_DIGIT}[百佰]|(?<![\s\S])[百佰])?"
    rf"零?(?P<tens>{_DIGIT}?[十拾])?零?(?P<ones>{_DIGIT})?"
)
NUMERAL_SIGNS = "".join(_DIGITS) + "".join(_SMALL) + "".join(_TENS) + "0123456789０１２３４５６７８９"
"""Every character that may stand in the number of a label such as 第十二条."""

_FORMS = "零一二三四五六七八九"
_CAPITALS = "零壹贰叁肆伍陆柒捌玖"


class Amount(NamedTuple):
    """A quantity as written: 百分之一百五十 is 150 and `%`, 2.5万元 is 25000 and 元; unit '' when none is written."""

    value: Decimal
    unit: str


def _plain(text: str) -> str:
    return re.sub(r"\s", "", unicodedata.normalize("NFKC", text.translate(_ZEROS)))


@lru_cache(maxsize=4096)
def parse_numeral(text: str) -> int:
    """Return the whole number written in Chinese, full-width or Arabic digits; ValueError when it is none."""
    sign = _plain(text)
    for short, long in _TENS.items():
        sign = sign.replace(short, long)
    if re.fullmatch(r"[0-9]{1,40}|[0-9]{1,3}(,[0-9]{3}){1,12}", sign):
        return int(sign.replace(",", ""))
    if not sign or len(sign) > 40:
        raise ValueError(f"不是数字：{text[:40]!r}")
    if all(c in _DIGITS or (c.isascii() and c.isdigit()) for c in sign):
        return int("".join(str(_DIGITS.get(c, c)) for c in sign))
    return _units(sign, text)


def _units(sign: str, text: str) -> int:
    """Value of a number with 十百千万亿; the units must fall from left to right within each group."""
    total = 0
    for name in ("亿億", "万萬"):
        cut = max(sign.rfind(c) for c in name)
        if cut < 0:
            continue
        head, sign = sign[:cut], sign[cut + 1 :]
        if not head:
            raise ValueError(f"不是数字：{text[:40]!r}")
        total += parse_numeral(head) * _LARGE[name[0]]
        if len(sign) == 1 and _DIGITS.get(sign, 0):
            return total + _DIGITS[sign] * _LARGE[name[0]] // 10
    return total + (_group(sign, text) if sign else 0)


def _group(sign: str, text: str) -> int:
    """Value below 10,000; 一百五 is 150, 一百零五 is 105."""
    if sign.isascii() and sign.isdigit():
        return int(sign)
    match = _GROUP.fullmatch(sign)
    if not match:
        raise ValueError(f"不是数字：{text[:40]!r}")
    thousands, hundreds, tens, ones = (_digit(match[name]) for name in ("thousands", "hundreds", "tens", "ones"))
    if ones and not match["tens"] and "零" not in sign and (thousands or hundreds):
        ones *= 10 if hundreds else 100
    return 1000 * thousands + 100 * hundreds + 10 * tens + ones


def _digit(written: str | None) -> int:
    """Value of a digit with or without its unit: 三百 is 3, 十 is 1, nothing is 0."""
    if not written:
        return 0
    return 1 if written[0] in _SMALL else _DIGITS.get(written[0]) or int(written[0])


def to_chinese(number: int) -> str:
    """Write a whole number below 10^16 in Chinese: 12 十二, 105 一百零五, 210 二百一十; ValueError otherwise."""
    spelled = _spell(number, _FORMS, "十百千", "万亿")
    return spelled[1:] if spelled.startswith("一十") else spelled


def _spell(number: int, forms: str, small: str, large: str) -> str:
    if not 0 <= number < _HIGHEST:
        raise ValueError(f"超出可写范围：{number}")
    if number == 0:
        return forms[0]
    if number >= 10**8:
        head, rest = divmod(number, 10**8)
        return _join(_spell(head, forms, small, large) + large[1], rest, 10**7, forms, small, large)
    if number >= 10**4:
        head, rest = divmod(number, 10**4)
        return _join(_spell(head, forms, small, large) + large[0], rest, 10**3, forms, small, large)
    out, pending = "", False
    for place in (3, 2, 1, 0):
        digit = number // 10**place % 10
        if digit:
            out += (forms[0] if pending and out else "") + forms[digit] + (small[place - 1] if place else "")
        pending = not digit
    return out


def _join(head: str, rest: int, full: int, forms: str, small: str, large: str) -> str:
    if not rest:
        return head
    return head + (forms[0] if rest < full else "") + _spell(rest, forms, small, large)


def to_capital(amount: Decimal | str) -> str:
    """Write yuan in capitals (12300 壹万贰仟叁佰元整); ValueError when negative or finer than 分."""
    value = parse_amount(amount) if isinstance(amount, str) else amount
    if value < 0 or value != value.quantize(Decimal("0.01")):
        raise ValueError(f"金额须不为负且精确到分：{amount}")
    whole, cents = divmod(int(value * 100), 100)
    yuan = _spell(whole, _CAPITALS, "拾佰仟", "万亿") + "元" if whole or not cents else ""
    if not cents:
        return yuan + "整"
    tenth, cent = divmod(cents, 10)
    gap = "零" if yuan and not tenth else ""
    return yuan + gap + (_CAPITALS[tenth] + "角" if tenth else "") + (_CAPITALS[cent] + "分" if cent else "整")


_PERCENT = re.compile(r"百分之(?P<percent>.+)|千分之(?P<mille>.+)")
_UNIT = re.compile(
    r"(?P<number>.+?)(?P<unit>%|‰|个?百分点|元整?|圆整?|倍|个工作日|工作日|个自然日|自然日|天|日|个月|月|周年|年|周|个?小时|分钟|人|名|次|岁|级|份)"
)
_MONEY = re.compile(r"(?:(?P<yuan>.+?)[元圆])?零?(?:(?P<tenth>.)角)?零?(?:(?P<cent>.)分)?[整正]?")
_SCALES = {"千": 10**3, "百": 100, "十": 10, **_LARGE}


def read_amount(text: str) -> Amount:
    """Return value and unit of a quantity (1,234.50元, 2.5万, 百分之一百五十, 一倍半); ValueError when it is none."""
    sign = re.sub(r"^(?:人民币|RMB|￥|¥)", "", _plain(text))
    if match := _PERCENT.fullmatch(sign):
        return Amount(_decimal(match["percent"] or match["mille"], text), "%" if match["percent"] else "‰")
    if match := re.fullmatch(r"(.+?)成(半?)", sign):
        return Amount(_decimal(match[1], text) * 10 + (5 if match[2] else 0), "%")
    if match := re.fullmatch(r"(.+?)(倍|年|天|个月|个?小时)半", sign):
        return Amount(_decimal(match[1], text) + Decimal("0.5"), match[2])
    if re.search(r"[角分][整正]?$|[元圆][整正]$", sign) and (match := _MONEY.fullmatch(sign)):
        parts = (match["yuan"], match["tenth"], match["cent"])
        tenths = (_decimal(part, text) if part else Decimal(0) for part in parts)
        return Amount(sum((v.scaleb(-i) for i, v in enumerate(tenths)), Decimal(0)), "元")
    if match := _UNIT.fullmatch(sign):
        return Amount(_decimal(match["number"], text), match["unit"].rstrip("整").replace("圆", "元"))
    return Amount(_decimal(sign, text), "")


def parse_amount(text: str) -> Decimal:
    """Return the value of a quantity (三百二十, 2.5万, 百分之一百五十 → 150); `read_amount` also tells the unit."""
    return read_amount(text).value


def _decimal(sign: str, text: str) -> Decimal:
    """Value of a number without unit: Arabic with 万亿, or Chinese with 点 and a trailing 半."""
    match = re.fullmatch(r"([0-9][0-9,]*(?:\.[0-9]+)?)([千百十万萬亿億]{0,2})", sign)
    try:
        if match:
            whole, _, fraction = match[1].partition(".")
            value = Decimal(f"{parse_numeral(whole)}.{fraction or 0}") if fraction else Decimal(parse_numeral(whole))
            for scale in match[2]:
                value *= _SCALES[scale]
            return value
        if "点" in sign:
            whole, _, fraction = sign.partition("点")
            scale = _LARGE.get(fraction[-1:], 1)
            tail = "".join(str(_DIGITS[c]) for c in (fraction[:-1] if scale > 1 else fraction))
            return Decimal(f"{parse_numeral(whole)}.{int(tail):0{len(tail)}}") * scale
        return Decimal("0.5") if sign == "半" else Decimal(parse_numeral(sign))
    except (ValueError, KeyError, InvalidOperation):
        raise ValueError(f"不是数量：{text[:40]!r}") from None


def parse_ordinal(text: str) -> int:
    """Return the number of an ordinal or list mark (第十二, （三）, 3., ③, 之一); ValueError when it is none."""
    sign = text.strip()
    if len(sign) == 1 and (value := unicodedata.numeric(sign, None)) is not None and value == int(value):
        return int(value)
    return parse_numeral(re.sub(r"^[第之（(〔\[\s]+|[）)〕\]、.．:：\s条款项目章节编]+$", "", sign))


_CHINESE = "零〇一二三四五六七八九十百千万亿两"
_MEASURES = "个|天|日|年|月|小时|分钟|元|万元|倍|周|人|名|次|岁|级|份|项|条|款"
_NUMBER = re.compile(
    rf"百分之(?P<spelled>[{_CHINESE}点]+|[0-9]+(?:\.[0-9]+)?)|(?P<percent>[0-9]+(?:\.[0-9]+)?)\s*[%％]"
    r"|(?P<year>(?<![0-9])[12][0-9]{3}|[一二][〇○零一二三四五六七八九]{3})(?=年)"
    r"|(?P<arabic>(?<![0-9.,])(?:[0-9]{1,3}(?:,[0-9]{3})+|[0-9]+)(?:\.[0-9]+)?(?![0-9.,]))"
    rf"|(?P<chinese>[{_CHINESE}点]+)(?=\s*(?:{_MEASURES}))"
)


def number_variants(text: str) -> tuple[str, ...]:
    """Return the text with its numbers in other forms (150% 百分之一百五十, 2,700 2700, 12个月 十二个月)."""
    found: dict[str, None] = {}
    for form in _FORMS_OF_NUMBERS:
        variant = _NUMBER.sub(lambda match, form=form: _rewrite(match, form), text)  # type: ignore[misc]
        found[re.sub(rf"(?<=[0-9{_CHINESE}])\s+(?={_MEASURES})", "", variant)] = None
    found.pop(text, None)
    return tuple(found)


_FORMS_OF_NUMBERS = ("plain", "chinese", "grouped", "liang", "wide", "percent_words")


def _rewrite(match: re.Match[str], form: str) -> str:
    """The number of a match in one form; as it was where that form does not fit it."""
    written = match["spelled"] or match["percent"]
    try:
        value = _decimal(written or match["year"] or match["arabic"] or match["chinese"], match[0])
        chinese = _chinese_decimal(value)
    except ValueError:
        return match[0]
    plain = format(value.normalize(), "f")
    if written:
        forms = {"chinese": f"百分之{chinese}", "percent_words": f"百分之{plain}", "wide": f"{plain}％"}
        return forms.get(form, f"{plain}%")
    if match["year"]:
        return {"plain": plain, "chinese": "".join("〇一二三四五六七八九"[int(c)] for c in plain)}.get(form, match[0])
    liang = re.sub(r"^二(?=[百千万亿]|$)|二(?=千)", "两", chinese)
    return {"plain": plain, "grouped": format(value.normalize(), ",f"), "chinese": chinese, "liang": liang}.get(
        form, match[0]
    )


def _chinese_decimal(value: Decimal) -> str:
    whole, _, fraction = format(value.normalize(), "f").partition(".")
    return to_chinese(int(whole)) + ("点" + "".join(_FORMS[int(c)] for c in fraction) if fraction else "")
