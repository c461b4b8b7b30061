"""Headings of articles: in brackets after the label, alone on the label's line, or before the first item."""

import re
from collections import Counter

from cbtool.text.outline_markup import SPACE, Line

_SEPARATOR = re.compile(rf"[{SPACE}]{{0,80}}(?:[：:、.．][{SPACE}]{{0,80}})?")
_LENTICULAR = re.compile(r"【([^【】]{1,40})】")
_BRACKETED = re.compile(
    r"(?:（([^（）。；，：]{1,20})）|\(([^()。；，：]{1,20})\)|\[([^\[\]。；，：]{1,20})\]|〔([^〔〕。；，：]{1,20})〕)"
)
_NUMERAL = re.compile(r"[一二三四五六七八九十0-9０-９\s]{1,4}$")
_NO_HEADING = re.compile(r"[。；，：！？,;:!?|]|__|＿|[元%％]|^[（(①-⑳]|^\d")
_BEFORE_ITEMS = re.compile(
    rf"(?P<heading>[^。；，：:！？|第\s]{{2,16}}(?<![括为是下列由按含照于]))[{SPACE}]{{0,8}}(?=(?:1[、.．](?![0-9０-９])|（一）|\(一\)|一、|1\)|（1）))"
)
_LONGEST = 24
_NARROWEST, _FEWEST_FULL, _SPREAD = 15, 5, 3


def wrapped_width(lines: list[Line]) -> int:
    """Return the length from which a line is full in a text that keeps a page's line breaks; 0 in any other."""
    lengths = Counter(line.end - line.start for line in lines)
    long = [length for length in lengths if length >= _NARROWEST]
    full = {width: sum(lengths[width - spread] for spread in range(_SPREAD)) for width in long}
    width = max(full, key=lambda length: (full[length], length), default=0)
    enough = max(_FEWEST_FULL, 0.3 * sum(lengths.values()))
    return width - _SPREAD if width and full[width] >= enough else 0


def read_heading(text: str, line: Line, label_end: int, *, followed: bool) -> tuple[str, int]:
    """Return the heading after a label and where the body starts; `followed`: more of the article is below."""
    begin = _SEPARATOR.match(text, label_end, line.end)
    start = begin.end() if begin else label_end
    match = _LENTICULAR.match(text, start, line.end) or _BRACKETED.match(text, start, line.end)
    if match and not _NUMERAL.match(heading := next(group for group in match.groups() if group)):
        return heading.strip(), _skip(text, match.end(), line.end)
    rest = text[start : min(line.end, start + 4 * _LONGEST)]
    heading = rest.strip(SPACE + "*")
    if followed and heading and len(heading) <= _LONGEST and not _NO_HEADING.search(heading):
        return heading, line.end
    if match := _BEFORE_ITEMS.match(text, start, line.end):
        return match["heading"], match.end()
    return "", start


def _skip(text: str, start: int, end: int) -> int:
    while start < end and text[start] in SPACE:
        start += 1
    return start
