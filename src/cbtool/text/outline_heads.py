"""Headings above the articles: 编, 章, 节 and marked ones; tables of contents are passed over."""

import re
from bisect import bisect_right
from itertools import pairwise
from typing import NamedTuple

from cbtool.model.clause import Kind
from cbtool.text.numerals import parse_numeral
from cbtool.text.outline_chain import Candidate, best_chain
from cbtool.text.outline_labels import N, S
from cbtool.text.outline_markup import SPACE, Line

_HEAD = re.compile(rf"第{S}(?P<number>{N}{{1,6}}){S}(?P<level>[编編章节節])")
_TITLE_SIGN = r"[^第。；，：\s]"
_INLINE_TITLE = re.compile(
    rf"{S}(?P<title>{_TITLE_SIGN}{{2,24}}?|{_TITLE_SIGN}[{SPACE}]{{1,3}}{_TITLE_SIGN}){S}"
    rf"(?=第{S}{N}{{1,6}}{S}[条條节節])"
)
_OTHER_HEAD = re.compile(rf"第{S}{N}{{1,9}}{S}[编編章节節条條]|{S}附{S}[件表录图]")
_LIST_LABEL = re.compile(r"([一二三四五六七八九十]{1,3})、\s*")
_CITES_BEFORE = re.compile(
    r"(?:依照|依据|按照|根据|违反|适用|符合|参照|见|除|本合同|本法|本条例|本办法|本规定|》|、|及|和|与|至|到)$"
)
_CITED = re.compile(r"(?:规定|所列|的|中(?!国|华)|至第|和第|、|各条|约定)")
_LEADERS = re.compile(r"[\s.．·…⋯-]{2,}\d{1,4}$|\t\d{1,4}$|[.．·…⋯]{3,}$")
_LEVELS: dict[str, Kind] = {"编": "part", "編": "part", "章": "chapter", "节": "section", "節": "section"}
_LABEL = re.compile(rf"第{S}({N}{{1,6}}){S}([编章节条])")
_CONTENTS_TITLE = re.compile(rf"目{S}[录錄]{S}$")
_LONGEST = 30
_LONGEST_CONTENTS = 400
_CONTENTS_LINE = 40


class Head(NamedTuple):
    """A heading: where it starts, where its own text ends, and what it says."""

    start: int
    body_start: int
    kind: Kind
    label: str
    number: int
    heading: str


def contents_end(text: str, lines: list[Line]) -> int:
    """Return where a table of contents before the text ends; 0 when there is none."""
    seen: list[tuple[str, str]] = []
    listed = False
    for line in lines:
        words = text[line.at : min(line.end, line.at + 2 * _CONTENTS_LINE)]
        label = _LABEL.match(words) if words[:1] == "第" else None
        ended = words.endswith(("。", "；"))
        if label and len(words) <= _CONTENTS_LINE and not ended:
            key = (label[2], label[1])
            if len(seen) > 1 and key == seen[0]:
                return line.start if listed or all(level != "条" for level, _ in seen) else 0
            seen.append(key)
            listed = listed or bool(_LEADERS.search(words))
        elif _CONTENTS_TITLE.match(words):
            listed = True
        elif seen and (ended or len(words) > _CONTENTS_LINE):
            return 0
        if len(seen) > _LONGEST_CONTENTS:
            return 0
    return 0


def find_heads(text: str, lines: list[Line], begin: int) -> list[Head]:
    """Return the headings from `begin` on that number 1, 2, 3 … in each part or chapter."""
    heads = _all_heads(text, lines, begin)
    parts = _chained([head for head in heads if head.kind == "part"], [])
    breaks = [head.start for head in parts]
    chapters = _chained([head for head in heads if head.kind == "chapter"], breaks)
    breaks = sorted(breaks + [head.start for head in chapters])
    sections = _chained([head for head in heads if head.kind == "section"], breaks)
    return sorted(parts + chapters + sections)


def _chained(heads: list[Head], breaks: list[int]) -> list[Head]:
    marks = [Candidate(h.start, h.body_start, h.label, h.number, 0, 3.0, True) for h in heads]
    return [heads[index] for index in best_chain(marks, breaks)]


def _all_heads(text: str, lines: list[Line], begin: int) -> list[Head]:
    starts = [line.start for line in lines]
    found: list[Head] = []
    for match in _HEAD.finditer(text, begin):
        line = lines[bisect_right(starts, match.start()) - 1]
        head = _own_line(text, line, match) if match.start() == line.at else None
        head = head or _inline_head(text, line, match)
        if head and (not found or head.start >= found[-1].body_start):
            found.append(head)
    return found


def _own_line(text: str, line: Line, match: re.Match[str]) -> Head | None:
    """A heading that fills its line, its title there or alone on the next line."""
    title = _LEADERS.sub("", text[match.end() : line.end].strip(SPACE + "*#：:"))
    if len(title) > _LONGEST or re.search(r"[。；，！？|]", title) or _CITED.match(title):
        return None
    body_start = line.end
    if not title:
        title, body_start = _title_below(text, line)
    return _head(line.start, body_start, match, title)


def _title_below(text: str, line: Line) -> tuple[str, int]:
    match = re.compile(rf"\s{{1,8}}(?P<title>[^\n\r]{{1,{_LONGEST}}})(?=[\n\r]|$)").match(text, line.end)
    if not match or re.search(rf"[。；，：:！？|_]|^[（(]|^第{S}{N}|^{N}{{1,3}}[、.．]", match["title"].strip()):
        return "", line.end
    return match["title"].strip(SPACE + "*#"), match.end()


def _inline_head(text: str, line: Line, match: re.Match[str]) -> Head | None:
    """A heading inside a long line: a short title and straight after it the first label below."""
    title = _INLINE_TITLE.match(text, match.end(), min(line.end, match.end() + 48))
    before = text[max(line.start, match.start() - 8) : match.start()].rstrip()
    if not title or _CITED.match(title["title"]) or _CITES_BEFORE.search(before):
        return None
    return _head(match.start(), title.end("title"), match, title["title"])


def _head(start: int, body_start: int, match: re.Match[str], title: str) -> Head:
    try:
        number = parse_numeral(match["number"])
    except ValueError:
        number = 0
    return Head(start, body_start, _LEVELS[match["level"]], "".join(match[0].split()), number, _closed_up(title))


def _closed_up(title: str) -> str:
    """总 则 is 总则: a title of single characters set apart."""
    words = title.split()
    return "".join(words) if all(len(word) == 1 for word in words) else title


def marked_heads(text: str, lines: list[Line], begin: int, known: list[Head]) -> list[Head]:
    """Return the `##` and `###` headings without 第X章 or the like, counted on from the `known` ones."""
    found: list[Head] = []
    chapter, section, passed = 0, 0, 0
    for line in lines:
        while passed < len(known) and known[passed].start <= line.start:
            chapter = known[passed].number if known[passed].kind == "chapter" else chapter
            section, passed = 0, passed + 1
        words = text[line.at : line.end].strip() if 2 <= line.level <= 3 and line.start >= begin else ""
        if not words or _OTHER_HEAD.match(words):
            continue
        level = line.level
        chapter, section = (chapter + 1, 0) if level == 2 else (chapter, section + 1)
        label = _LIST_LABEL.match(words)
        kind: Kind = "chapter" if level == 2 else "section"
        number, width = (section if level == 3 else chapter), label.end() if label else 0
        found.append(Head(line.start, line.end, kind, words[:width].strip(), number, words[width:]))
    return found


def list_heads(text: str, lines: list[Line], articles: list[Candidate]) -> list[Head]:
    """Return 一、 lines that stand straight above an article each: they are the chapters of that text."""
    below = {candidate.start for candidate in articles if candidate.at_line_start}
    found = []
    for line, following in pairwise(lines):
        if following.start not in below or line.end - line.at > _CONTENTS_LINE:
            continue
        words = text[line.at : line.end].strip()
        label = _LIST_LABEL.match(words)
        if label and not re.search(r"[。；，：]", words):
            number = parse_numeral(label[1])
            found.append(Head(line.start, line.end, "chapter", label[0].strip(), number, words[label.end() :]))
    chapters = _chained(found, [])
    return chapters if 1 < len(chapters) == len(found) and chapters[0].number == 1 else []
