"""Decimal numbering: 1 总则 / 1.1 … / 1.1.1 …: the first level are chapters, the second articles."""

import re

from cbtool.text.outline_chain import Candidate
from cbtool.text.outline_heads import Head
from cbtool.text.outline_markup import SPACE, Line

_SECOND = re.compile(
    rf"(?P<first>[0-9]{{1,2}})[.．](?P<second>[0-9]{{1,2}})(?![0-9.．%％倍万亿元])(?P<gap>[{SPACE}、]{{0,4}})(?=\S)"
)
_FIRST = re.compile(rf"(?P<number>[0-9]{{1,2}})[{SPACE}.．、]{{1,4}}(?P<title>[^0-9\s][^。；，]{{0,30}})$")
_DIGITS = frozenset("0123456789")
_MEASURE = re.compile(r"[个小天日年月元倍万级%％]")


def decimal_outline(text: str, lines: list[Line], begin: int) -> tuple[list[Head], list[Candidate]]:
    """Return the chapters (1) and articles (1.1) of a text with decimal numbering; empty when it has none."""
    heads: list[Head] = []
    articles: list[Candidate] = []
    pending: Head | None = None
    current = (0, 0)
    for line in lines:
        at = line.at
        if line.start < begin or text[at : at + 1] not in _DIGITS:
            continue
        if match := _FIRST.match(text, at, line.end):
            pending = Head(
                line.start, line.end, "chapter", match["number"], int(match["number"]), match["title"].strip()
            )
        elif (match := _SECOND.match(text, at, line.end)) and not _MEASURE.match(text, match.end()):
            place = (int(match["first"]), int(match["second"]))
            if not _follows(current, place):
                continue
            if place[0] > current[0]:
                known = pending if pending and pending.number == place[0] else None
                heads.append(known or Head(line.start, line.start, "chapter", "", place[0], ""))
            articles.append(_article(line, match, place))
            current = place
    return (heads, articles) if len(articles) > 2 else ([], [])


def _follows(current: tuple[int, int], place: tuple[int, int]) -> bool:
    if place[0] == current[0]:
        return current[1] < place[1] <= current[1] + 3
    return current[0] < place[0] <= current[0] + 2 and place[1] == 1


def _article(line: Line, match: re.Match[str], place: tuple[int, int]) -> Candidate:
    return Candidate(line.start, match.end("second"), f"{place[0]}.{place[1]}", place[1], 0, 3.0, True)
