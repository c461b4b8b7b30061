"""Numbers as Word writes them in automatic labels (ECMA-376 part 1, 17.18.59 ST_NumberFormat)."""

from collections.abc import Callable

from cbtool.text.numerals import to_chinese

_DIGITS = "〇一二三四五六七八九"
_CIRCLED_DIGITS = "○一二三四五六七八九"
_CAPITALS = str.maketrans("零一二三四五六七八九十百千", "零壹贰叁肆伍陆柒捌玖拾佰仟")
_STEMS = "甲乙丙丁戊己庚辛壬癸"
_BRANCHES = "子丑寅卯辰巳午未申酉戌亥"
_ROMAN = (
    (1000, "m"), (900, "cm"), (500, "d"), (400, "cd"), (100, "c"), (90, "xc"),
    (50, "l"), (40, "xl"), (10, "x"), (9, "ix"), (5, "v"), (4, "iv"), (1, "i"),
)  # fmt: skip
_HIGHEST_LETTER = 780
_HIGHEST_ROMAN = 3999


def write_number(number: int, form: str) -> str:
    """The number in a format of Word; formats that are unknown, or do not reach so far, give Arabic digits."""
    if number < 0:
        return str(number)
    writer = _WRITERS.get(form)
    return writer(number) if writer else str(number)


def _counting_thousand(number: int) -> str:
    """Word writes 101 as 一百〇一, with 〇."""
    return to_chinese(number).replace("零", "〇")


def _counting(number: int) -> str:
    """Digit by digit from 100 on, with the circle ○."""
    return to_chinese(number) if 0 < number < 100 else _digit_by_digit(number, _CIRCLED_DIGITS)


def _legal(number: int) -> str:
    text = to_chinese(number)
    return ("一" + text if text.startswith("十") else text).translate(_CAPITALS)


def _digit_by_digit(number: int, digits: str = _DIGITS) -> str:
    return "".join(digits[int(digit)] for digit in str(number))


def _one_of(signs: str) -> Callable[[int], str]:
    return lambda number: signs[number - 1] if 1 <= number <= len(signs) else str(number)


def _signs(first: int, count: int) -> Callable[[int], str]:
    """The signs that stand one after the other in Unicode, from the sign for 1 on."""
    return _one_of("".join(chr(first + offset) for offset in range(count)))


def _full_width(number: int) -> str:
    return "".join(chr(ord(digit) + 0xFEE0) for digit in str(number))


def _letter(number: int) -> str:
    """a … z, aa, bb …, as Word counts."""
    rounds, place = divmod(number - 1, 26)
    return chr(ord("a") + place) * (rounds + 1) if 1 <= number <= _HIGHEST_LETTER else str(number)


def _roman(number: int) -> str:
    if not 1 <= number <= _HIGHEST_ROMAN:
        return str(number)
    written = ""
    for step, sign in _ROMAN:
        written += sign * (number // step)
        number %= step
    return written


_WRITERS: dict[str, Callable[[int], str]] = {
    "none": lambda _: "",
    "decimalZero": lambda number: f"{number:02d}",
    "decimalFullWidth": _full_width,
    "decimalFullWidth2": _full_width,
    "numberInDash": lambda number: f"- {number} -",
    "chineseCounting": _counting,
    "taiwaneseCounting": _counting,
    "chineseCountingThousand": _counting_thousand,
    "taiwaneseCountingThousand": _counting_thousand,
    "japaneseCounting": _counting_thousand,
    "koreanCounting": _counting_thousand,
    "chineseLegalSimplified": _legal,
    "ideographLegalTraditional": _legal,
    "japaneseLegal": _legal,
    "ideographDigital": _digit_by_digit,
    "japaneseDigitalTenThousand": _digit_by_digit,
    "taiwaneseDigital": _digit_by_digit,
    "ideographTraditional": _one_of(_STEMS),
    "ideographZodiac": _one_of(_BRANCHES),
    "ideographEnclosedCircle": _signs(0x3280, 10),
    "decimalEnclosedCircle": _signs(0x2460, 20),
    "decimalEnclosedCircleChinese": _signs(0x2460, 20),
    "decimalEnclosedParen": _signs(0x2474, 20),
    "decimalEnclosedFullstop": _signs(0x2488, 20),
    "lowerLetter": _letter,
    "upperLetter": lambda number: _letter(number).upper(),
    "lowerRoman": _roman,
    "upperRoman": lambda number: _roman(number).upper(),
}
