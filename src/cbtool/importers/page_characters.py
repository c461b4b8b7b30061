"""The characters of printed pages: which are Chinese, which are stand-ins for others, which show that a page is unreadable."""

import re
import unicodedata

_STAND_INS = re.compile("[\u2e80-\u2fdf\uf900-\ufaff\ufb00-\ufb06]")
_BULLETS = str.maketrans(
    dict.fromkeys("\uf06c\uf06e\uf075\uf076\uf077\uf09f\uf0a7\uf0b7\uf0d8\uf0e8", "•") | {"\xad": "-"}
)
_RADICALS = str.maketrans(
    "㬵⺠⻄⺟⻁⻅⻆⻉⻋⻓⻔⻘⻙⻚⻛⻜⻝⻢⻣⻤⻥⻦⻨⻩⻬⻮⻰⻳",
    "胶民西母虎见角贝车长门青韦页风飞食马骨鬼鱼鸟麦黄齐齿龙龟",
)
_CODE = re.compile(r"\(cid:\d+\)")
_CHINESE = re.compile("[\u3000-\u303f\u3400-\u9fff\uff00-\uffef“”‘’—…·]")
_USUAL = re.compile(
    "[\t\n\x20-\x7e\xa0-\xff\u2000-\u206f\u2150-\u218f\u2190-\u22ff\u2460-\u25ff\u3000-\u33ff\u3400-\u9fff\uff00-\uffef○☐☑•°℃Ⅰ-Ⅻ]"
)
_HAN = "[\u3400-\u9fff，。；：、（）《》“”]"
_HALF_MARKS = re.compile(rf"(?<={_HAN})[,:;!?()](?![0-9]{{3}})|[()](?={_HAN})|(?<=[)）])[,;:]")
_FULL_MARKS = str.maketrans(",:;!?()", "，：；！？（）")
_MOST_UNREADABLE = 0.03
_MOST_UNUSUAL = 0.2


def is_chinese(text: str) -> bool:
    """Whether the first character is a Chinese one or Chinese punctuation."""
    return bool(_CHINESE.match(text))


def is_wide(text: str) -> bool:
    """Whether a line may be broken on both sides of the first character."""
    return unicodedata.east_asian_width(text[:1] or " ") in "WF"


def usual_characters(text: str) -> str:
    """The text with radicals, ligatures, signs of symbol fonts replaced by the characters they are printed for.

    Chromium prints 胶 as 㬵: both have one glyph in its fonts.
    """
    text = text.translate(_RADICALS).translate(_BULLETS)
    return _STAND_INS.sub(lambda match: unicodedata.normalize("NFKC", match[0]), text)


def chinese_marks(text: str) -> str:
    """The text with the half-width marks beside Chinese characters made full-width, as recognisers often do not."""
    return _HALF_MARKS.sub(lambda match: match[0].translate(_FULL_MARKS), text)


def is_garbage(text: str) -> bool:
    """Whether the fonts of a page do not say which characters they print."""
    codes = len(_CODE.findall(text))
    bare = _CODE.sub("", "".join(text.split()))
    total = max(len(bare) + codes, 1)
    unreadable = codes + sum(c == "\ufffd" or unicodedata.category(c) in ("Co", "Cn", "Cc") for c in bare)
    unusual = sum(not _USUAL.match(c) for c in bare)
    return unreadable / total > _MOST_UNREADABLE or unusual / total > _MOST_UNUSUAL
