"""A text as numbered lines, and the named steps that clean them; each step says what it changed."""

import hashlib
import re
import unicodedata
from collections.abc import Callable
from itertools import pairwise
from typing import NamedTuple

from cbtool.errors import UnreadableFile
from cbtool.text.encoding import suspicious_characters

MOST_CHARACTERS = 4_000_000
_SHOWN_LINES = 6
_RUBY = re.compile(
    r"(?<=[\u4e00-\u9fff])[(（](?=[a-zü]{0,5}[àáèéìíòóùúāēěīńňōūǎǐǒǔǖǘǚǜ])[a-zàáèéìíòóùúüāēěīńňōūǎǐǒǔǖǘǚǜ]{1,6}[)）]"
)
_LEAST_RUBY = 5
_PAGE_MARK = re.compile(r"\s*(?:第\s*(\d{1,4})\s*页(?:\s*[,，/]?\s*共\s*\d{1,4}\s*页)?|[-—–]\s*(\d{1,4})\s*[-—–])\s*")


class Line(NamedTuple):
    """A line of a file; `number` counts from 1."""

    number: int
    text: str


Step = Callable[[list[Line]], tuple[list[Line], str]]


def read_lines(text: str) -> list[Line]:
    """The lines of a decoded file, in every convention of line ends. Raises UnreadableFile: nothing in it, or too long."""
    if len(text) > MOST_CHARACTERS:
        raise UnreadableFile(f"文件太长：{len(text):,} 字", f"一份合同最多 {MOST_CHARACTERS:,} 字；请拆开后再导入。")
    lines = [Line(number, line) for number, line in enumerate(text.splitlines(), 1)]
    if not any(line.text.strip("\ufeff\u200b \t\u3000\xa0") for line in lines):
        raise UnreadableFile("文件里没有文字。", "请检查文件是否存好；扫描件要先识别成文字。")
    return lines


def fingerprint(lines: list[Line]) -> str:
    """The sha256 of the text without white space: the same for every encoding, line length and indent."""
    return hashlib.sha256("".join("".join(line.text.split()) for line in lines).encode()).hexdigest()


def clean(lines: list[Line]) -> tuple[list[Line], list[str]]:
    """Run all steps in their order; the warnings tell what was changed or looks wrong."""
    warnings = []
    for step in STEPS:
        lines, warning = step(lines)
        warnings += [warning] if warning else []
    return lines, warnings


def without_hidden(lines: list[Line]) -> tuple[list[Line], str]:
    """Zero-width, direction-changing and control characters are taken out."""
    kept, places, count = [], [], 0
    for line in lines:
        hidden = {s.character for s in suspicious_characters(line.text) if _hidden(s.character)}
        if line.text.startswith("\ufeff"):
            hidden.add("\ufeff")
        if hidden:
            bare = "".join(c for c in line.text if c not in hidden)
            count += len(line.text) - len(bare)
            places.append(line.number)
            line = line._replace(text=bare)
        kept.append(line)
    return kept, f"去掉了 {count} 个看不见的控制字符（{_at(places)}），请核对这些地方" if count else ""


def _hidden(character: str) -> bool:
    return unicodedata.category(character) in ("Cf", "Cc")


def doubtful_characters(lines: list[Line]) -> tuple[list[Line], str]:
    """Characters no font shows, and the mark of a failed conversion, are reported and left alone."""
    places = [
        line.number
        for line in lines
        if "\ufffd" in line.text or any(not _hidden(s.character) for s in suspicious_characters(line.text))
    ]
    return lines, f"有乱码或无法显示的字（{_at(places)}），请对照原件补正" if places else ""


def without_ruby(lines: list[Line]) -> tuple[list[Line], str]:
    """Pinyin in brackets after single characters, 業(yè), comes from ruby marks of web pages and is taken out."""
    count = sum(len(_RUBY.findall(line.text)) for line in lines)
    if count < _LEAST_RUBY:
        return lines, ""
    return [line._replace(text=_RUBY.sub("", line.text)) for line in lines], f"去掉了 {count} 处字后的注音"


def without_page_marks(lines: list[Line]) -> tuple[list[Line], str]:
    """Lines such as 第 3 页 or — 3 — are taken out where they count upwards."""
    marks = [(line.number, int(m[1] or m[2])) for line in lines if (m := _PAGE_MARK.fullmatch(line.text))]
    pages = [page for _, page in marks]
    if len(pages) < 2 or any(b <= a for a, b in pairwise(pages)):
        return lines, ""
    places = {number for number, _ in marks}
    return [line for line in lines if line.number not in places], f"去掉了 {len(places)} 行页码"


STEPS: tuple[Step, ...] = (without_hidden, doubtful_characters, without_ruby, without_page_marks)


def _at(places: list[int]) -> str:
    shown = "、".join(map(str, places[:_SHOWN_LINES]))
    return f"第 {shown} 行" + ("等" if len(places) > _SHOWN_LINES else "")
