"""What follows the last article: the signature block and the annexes."""

import re
from bisect import bisect_right
from typing import NamedTuple

from cbtool.text.numerals import parse_numeral
from cbtool.text.outline_content import Reader
from cbtool.text.outline_labels import N, S
from cbtool.text.outline_markup import SPACE, Line, begins_line, is_separator, is_unbroken

_ANNEX = re.compile(rf"(?P<label>附{S}(?:件|表|录|錄|图){S}(?P<number>{N}{{1,3}}|[A-Z](?![A-Za-z]))?|附(?={S}[:：]))")
_CITED = re.compile(r"规定|所列|所示|为本|是本|中的|的|与本|和|、附|作为|由|应|与")
_SIGNED = re.compile(
    r"[（(][^（()）。；]{0,14}(?:盖\s?章|公\s?章|签\s?[字章名署]|印\s?章)[^（()）。；]{0,10}[)）]"
    r"|^[^。；，：:]{0,14}(?:签字|签章|盖章|签名|签署)[^。；，：:]{0,6}[：:]"
    r"|^(?:签订|签署|签约|订立)\s?(?:日期|时间|地点)\s?[：:]|以下无正文|^[（(]?(?:签署|签字|签章|盖章)页"
)
_SEALS = re.compile(r"[章签订无]")
_PARTY = re.compile(r"(?:[甲乙丙]\s?方|企业方|职工方|员工方|用人单位|工会方|企业|工会)[^。；，]{0,16}[：:]")
_DATED = re.compile(r"年[\s_＿0-9０-９　]{0,12}月[\s_＿0-9０-９　]{0,12}日")
_INLINE_ANNEX = re.compile(
    r"(?<=[。；）)\s])附(?:件|表|录)(?P<number>[0-9]{1,2}|[一二三四五六七八九十])(?![规所为中的与和、）)])"
)
_INLINE = re.compile(
    r"[。）)\s]\s?(?P<block>(?:[甲乙]\s?方|企业方?|职工方|员工方|用人单位|工会)[^。；]{0,20}[（(]\s?(?:盖章|签章|签字|公章))"
)
_LONGEST_LINE = 120
_LONGEST_ANNEX = 50


class Annex(NamedTuple):
    """The heading line of an annex; number 0 when it carries none."""

    start: int
    body_start: int
    label: str
    number: int
    heading: str
    marked: bool


def annex_candidates(text: str, lines: list[Line], begin: int) -> list[Annex]:
    """Return the lines that may begin an annex: 附件1, 附表, 附录A, 附： …"""
    found = []
    for line in lines:
        if line.start < begin or text[line.at : line.at + 1] != "附" or line.end - line.at > 4 * _LONGEST_ANNEX:
            continue
        match = _ANNEX.match(text, line.at, line.end)
        if not match:
            continue
        title = text[match.end() : line.end].strip(SPACE + "#*：:、.．")
        loose = len(title) > _LONGEST_ANNEX or title.endswith(("。", "；", "，")) or _CITED.match(title)
        if line.level or not loose:
            found.append(_annex(line, match, title))
    return found + (_inline_annexes(text, begin) if is_unbroken(lines) else [])


def _inline_annexes(text: str, begin: int) -> list[Annex]:
    """Annexes of a text that has lost its lines: 附件1 behind a sentence or a gap."""
    return [
        Annex(match.start(), match.end(), match[0], parse_numeral(match["number"]), "", False)
        for match in _INLINE_ANNEX.finditer(text, begin + 1)
    ]


def _annex(line: Line, match: re.Match[str], title: str) -> Annex:
    written = match["number"] or ""
    try:
        number = ord(written) - 64 if written.isascii() and written.isalpha() else parse_numeral(written)
    except ValueError:
        number = 0
    if title[:1].isdigit() and not written:
        return Annex(line.start, match.end(), match["label"], 0, "", line.level > 0)
    return Annex(line.start, line.end, "".join(match["label"].split()), number, title, line.level > 0)


def choose_annexes(text: str, candidates: list[Annex], articles: list[tuple[int, int]]) -> list[Annex]:
    """Return the annexes that really begin: marked, behind the last article, or above an article 1.

    `articles` are (offset, number) in order. Lists of annexes that are repeated further on are left out.
    """
    last = articles[-1][0] if articles else -1
    begun_again = {offset for offset, number in articles[1:] if number == 1}
    offsets = [offset for offset, _ in articles]
    placed = [
        annex
        for annex in candidates
        if annex.marked or annex.start > last or offsets[bisect_right(offsets, annex.start)] in begun_again
    ]
    final: list[Annex] = []
    numbers: dict[int, int] = {}
    for place, annex in enumerate(placed):
        numbers[annex.number] = place
    numbered = any(annex.number for annex in placed)
    for place, annex in enumerate(placed):
        following = placed[place + 1].start if place + 1 < len(placed) else len(text)
        empty = not text[annex.body_start : following].strip()
        repeated = annex.number and numbers[annex.number] > place and (empty or not annex.marked)
        listing = not annex.number and numbered and not annex.marked
        if not repeated and not listing:
            number = annex.number or (final[-1].number if final else 0) + 1
            final.append(annex._replace(number=number))
    return final


def signature_start(reader: Reader, begin: int, end: int) -> int:
    """Return where the signature block begins between two offsets; -1 when there is none."""
    text = reader.text
    fragments = reader.fragments(begin, end)
    pieces = [piece for piece in fragments if begins_line(text, piece.start)]
    for index, piece in enumerate(pieces):
        words = text[piece.start : piece.end]
        if (len(words) <= _LONGEST_LINE and _signed(words)) or _party_and_date(text, piece, end):
            return pieces[_first_of_block(reader, pieces, index)].start
    match = _INLINE.search(text, max(begin - 1, 0), end) if len(fragments) < 2 else None
    return match.start("block") if match else -1


def _party_and_date(text: str, piece: Line, end: int) -> bool:
    """Say whether a line names a party and only short lines with a date follow: a block without 盖章."""
    words = text[piece.start : piece.end].strip(SPACE + "|")
    if len(words) > _LONGEST_LINE // 2 or not _PARTY.match(words):
        return False
    rest = text[piece.start : min(end, piece.start + 400)]
    return bool(_DATED.search(rest)) and "。" not in rest


def _signed(words: str) -> bool:
    if not _SEALS.search(words):
        return False
    bare = words.strip(SPACE + "|#")
    return bool(_SIGNED.search(bare)) and ("以下无正文" in bare or not re.search(r"[。；，]", bare))


def _first_of_block(reader: Reader, pieces: list[Line], index: int) -> int:
    """Climb over the lines that name the parties, or to the first row of a table without header."""
    text, first = reader.text, index
    if not reader.row(pieces[index]):
        while first > 0 and _names_party(text[pieces[first - 1].start : pieces[first - 1].end]):
            first -= 1
        return first
    while first > 0 and reader.row(pieces[first - 1]):
        first -= 1
        if is_separator(text[pieces[first].start : pieces[first].end]):
            return index
    return first


def _names_party(words: str) -> bool:
    return len(words) < _LONGEST_LINE // 2 and bool(_PARTY.match(words.strip(SPACE)))
