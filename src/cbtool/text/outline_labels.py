"""Places that may be the label of an article (第十二条, 一、), scored by what stands around them."""

import re
from bisect import bisect_right
from collections.abc import Iterator
from typing import NamedTuple

from cbtool.text.numerals import NUMERAL_SIGNS, parse_numeral
from cbtool.text.outline_chain import HIGHEST, Candidate
from cbtool.text.outline_markup import SPACE, Line, is_unbroken

N = f"[{NUMERAL_SIGNS}]"
S = f"[{SPACE}]{{0,4}}"
_ARTICLE = re.compile(rf"第{S}(?P<number>{N}(?:{S}{N}){{0,8}}){S}[条條](?:{S}之{S}(?P<suffix>{N}{{1,3}}))?")
_ILLEGIBLE = re.compile(rf"第[^\s第条條，。；：、]{{1,4}}[条條](?=[{SPACE}【：:])")
_BILINGUAL = re.compile(r"(?:Article|ARTICLE|Art\.)\s{0,3}\d{1,3}\s{0,3}[.:：]?\s{0,3}$")
_CITES_ABOVE = re.compile(r"(?:依照|依据|按照|根据|违反|适用|符合|参照|及|和|与|至|到|、|或者?|[“‘（(])$")
_CITES_BEFORE = re.compile(
    _CITES_ABOVE.pattern[:-1] + r"|(?:》|本合同|本协议|本法|本条例|本办法|本规定|本章|本节|除|因|同|有|按|见|的|\")$"
)
_CITES_AFTER = re.compile(
    rf"(?:{S}第?{S}{N}{{1,4}}[款项目]|规定|所列|所述|约定|(?:和|至{S}|或者?|及)第|第|的|中(?!华|国|层|夜)"
    r"|之规定|情形|内容|款|标准|执行|、|[”’）)])"
)
_ENDED = "。；：！？;:.)）》_”】|＿"
_LIST_NUMBER = "[〇零一二三四五六七八九十百廿卅]{1,4}"


class OutlineStyle(NamedTuple):
    """A way to number without 第X条, and how many labels in a row make it believable."""

    pattern: re.Pattern[str]
    least: int


OUTLINE_STYLES = (
    OutlineStyle(re.compile(rf"(?P<number>{_LIST_NUMBER}){S}、(?!{_LIST_NUMBER}、)"), 2),
    OutlineStyle(re.compile(rf"[（(]{S}(?P<number>{_LIST_NUMBER}){S}[)）]"), 2),
    OutlineStyle(re.compile(r"(?P<number>[0-9０-９]{1,3})(?:[.．](?![0-9０-９])|、)"), 3),
)
"""一、 then （一） then 1. or 1、: the first that numbers a text is its top level."""


def line_of(starts: list[int], offset: int) -> int:
    """Return the index of the line that holds this offset."""
    return bisect_right(starts, offset) - 1


def article_candidates(text: str, lines: list[Line]) -> list[Candidate]:
    """Return every 第X条 of the text: those that a sentence cites score low, those at a line's start high."""
    starts = [line.start for line in lines]
    found = []
    for match in _ARTICLE.finditer(text):
        try:
            number = parse_numeral(match["number"])
            suffix = parse_numeral(match["suffix"]) if match["suffix"] else 0
        except ValueError:
            number, suffix = 0, 0
        found.append(_score(text, lines[line_of(starts, match.start())], match, min(number, HIGHEST + 1), suffix))
    for match in _ILLEGIBLE.finditer(text):
        candidate = _score(text, lines[line_of(starts, match.start())], match, 0, 0)
        if candidate.at_line_start and not _ARTICLE.match(text, match.start()):
            found.append(candidate)
    return sorted(c._replace(number=0) if c.number > HIGHEST else c for c in found)


def _score(text: str, line: Line, match: re.Match[str], number: int, suffix: int) -> Candidate:
    begin = match.start()
    lead = text[max(line.start, begin - 60) : begin]
    if bilingual := _BILINGUAL.search(lead):
        lead = lead[: bilingual.start()]
    at_line_start = begin - line.start < 60 and not lead.strip(SPACE + "#*·•>")
    before = text[max(0, begin - 40) : begin].rstrip()
    score = _lead_score(text[begin - 1 : begin], before, at_line_start)
    if at_line_start:
        before = text[max(0, line.start - 40) : line.start].rstrip()
        score -= 0.8 if before and before[-1] not in _ENDED else 0
    if (_CITES_ABOVE if at_line_start else _CITES_BEFORE).search(before[-8:]):
        score -= 2.2
    after = text[match.end() : match.end() + 12]
    if _CITES_AFTER.match(after):
        score -= 3.0
    score += 1.0 if not after or after[0].isspace() or after[0] in "：:【" else 0.0
    score -= 4.0 if "|" in text[line.start : min(line.end, line.start + 200)] else 0.0
    label = re.sub(r"\s", "", match[0])
    return Candidate(line.start if at_line_start else begin, match.end(), label, number, suffix, score, at_line_start)


def _lead_score(previous: str, before: str, at_line_start: bool) -> float:
    if at_line_start or not before:
        return 3.0
    if before[-1] in "。；！？;”）)】":
        return 1.2
    if before[-1] in "：:":
        return 0.6
    return 0.6 if previous.isspace() else -1.5


def outline_candidates(text: str, lines: list[Line], style: OutlineStyle) -> list[Candidate]:
    """Return the labels of one style that begin a line or, in a text without lines, follow a sentence."""
    pattern = style.pattern
    unbroken = is_unbroken(lines)
    found = []
    for line in lines:
        if match := pattern.match(text, line.at, line.end):
            found.append(_numbered(line.start, match, 3.0, True))
        if unbroken:
            found += _inline(text, pattern, line.at + 1, line.end)
    return [candidate for candidate in found if 0 < candidate.number <= HIGHEST]


def _inline(text: str, pattern: re.Pattern[str], begin: int, end: int) -> Iterator[Candidate]:
    """Labels inside a line: after a sentence, or the first one anywhere."""
    for match in pattern.finditer(text, begin, end):
        ended = text[match.start() - 1] in "。；：！？;" + SPACE
        candidate = _numbered(match.start(), match, 1.2 if ended else -0.5, False)
        if ended or candidate.number == 1:
            yield candidate


def _numbered(start: int, match: re.Match[str], score: float, at_line_start: bool) -> Candidate:
    try:
        number = parse_numeral(match["number"])
    except ValueError:
        number = 0
    return Candidate(start, match.end(), re.sub(r"\s", "", match[0]), number, 0, score, at_line_start)
