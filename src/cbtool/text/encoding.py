"""Bytes to text: the encodings of Chinese files, chosen by evidence, and characters that hide something."""

import codecs
import unicodedata
from typing import NamedTuple

from cbtool.errors import UnreadableFile

_MARKS = (
    (codecs.BOM_UTF8, "utf-8-sig"),
    (codecs.BOM_UTF32_LE, "utf-32"),
    (codecs.BOM_UTF32_BE, "utf-32"),
    (codecs.BOM_UTF16_LE, "utf-16"),
    (codecs.BOM_UTF16_BE, "utf-16"),
)
_COMMON = frozenset(
    "的一是不了在人有和为中会合同工资职工企业劳动时间规定应当双方协商集体本条章第二三四五六七八九十日月年元方甲乙对以上下内按由及或其与之"
    "為會資職業勞動時間規應當雙協對體條無經過開後來個們這國發關於電話報請"
)
_PUNCTUATION = frozenset("，。；：、（）《》“”　！？【】—…·")
_ORDINARY_SHARE = 0.25
_SAMPLE = 60_000


class UnreadableText(UnreadableFile):
    """The bytes are no text in a known encoding."""


class Suspicious(NamedTuple):
    """A character that does not show or changes the order of reading, and its offset."""

    offset: int
    character: str
    name: str


def decode(data: bytes) -> tuple[str, str]:
    """Return the text of a file and the name of its encoding; UnreadableText for binary data.

    Byte-order mark, UTF-8, UTF-16 without mark, then GB18030 (which holds gb2312 and gbk) or Big5, whichever
    gives the more common characters.
    """
    for mark, name in _MARKS:
        if data.startswith(mark):
            return _strict(data, name), name
    if wide := _wide(data):
        return _strict(data, wide), wide
    if b"\x00" in data:
        raise UnreadableText("这不是文本文件（含有零字节）。", "请提供 .docx、.pdf 或文本文件。")
    try:
        return _checked(data.decode("utf-8")), "utf-8"
    except UnicodeDecodeError:
        pass
    readings = [(_plausibility(text), name, text) for name in ("gb18030", "big5") if (text := _try(data, name))]
    if not readings:
        raise UnreadableText("无法识别文本的编码。", "请另存为 UTF-8 编码后再导入。")
    score, name, text = max(readings, key=lambda reading: reading[0])
    if score < 0:
        raise UnreadableText("无法识别文本的编码。", "请另存为 UTF-8 编码后再导入。")
    return _checked(text), name


def _wide(data: bytes) -> str:
    """UTF-16 without mark: zero bytes, and one order of bytes that reads as ordinary text; '' for anything else."""
    sample = data[:_SAMPLE]
    if b"\x00" not in sample or len(data) % 2:
        return ""
    shares = {name: _ordinary(sample.decode(name, "replace")) for name in ("utf-16-le", "utf-16-be")}
    name = max(shares, key=shares.__getitem__)
    return name if shares[name] > _ORDINARY_SHARE else ""


def _ordinary(text: str) -> float:
    """Share of printable ASCII, line breaks, Chinese punctuation and common characters."""
    plain = sum(" " <= c <= "~" or c in "\t\r\n" or c in _COMMON or c in _PUNCTUATION for c in text)
    return plain / max(len(text), 1)


def _strict(data: bytes, name: str) -> str:
    try:
        return _checked(data.decode(name))
    except UnicodeDecodeError:
        raise UnreadableText(f"文件自称 {name} 编码，但内容不符。", "请另存为 UTF-8 编码后再导入。") from None


def _try(data: bytes, name: str) -> str:
    try:
        return data.decode(name)
    except UnicodeDecodeError:
        return ""


def _checked(text: str) -> str:
    """Refuse text that is full of control characters."""
    sample = text[:_SAMPLE]
    controls = sum(c < " " and c not in "\t\n\r\f\v" for c in sample)
    if controls > max(8, len(sample) // 50):
        raise UnreadableText("这不是文本文件（含有大量控制字符）。", "请提供 .docx、.pdf 或文本文件。")
    return text


def _plausibility(text: str) -> float:
    """Share of common characters minus the share of rare ones; below zero no text."""
    sample = [c for c in text[:_SAMPLE] if c > "\x7f"]
    if not sample:
        return 0.0
    common = sum(c in _COMMON for c in sample)
    odd = sum(
        unicodedata.category(c) in ("Co", "Cn", "Cc") or "\u3040" <= c <= "\u30ff" or c > "\uffff" for c in sample
    )
    han = sum("\u4e00" <= c <= "\u9fff" or c in _PUNCTUATION for c in sample)
    return (3 * common + han - 4 * odd) / len(sample) - 0.5


def suspicious_characters(text: str) -> list[Suspicious]:
    """Return zero-width, direction-changing, control and private-use characters; nothing is removed."""
    found = []
    for offset, character in enumerate(text):
        if character < "\x7f" and (character >= " " or character in "\t\n\r"):
            continue
        if unicodedata.category(character) in ("Cf", "Cc", "Co", "Cs", "Cn") and (character != "\ufeff" or offset):
            name = unicodedata.name(character, f"U+{ord(character):04X}")
            found.append(Suspicious(offset, character, name))
    return found
