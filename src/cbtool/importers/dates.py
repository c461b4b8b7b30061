"""Days: signed, in force from, expires on; and the day a term of years ends, which is only ever a guess."""

import re
from calendar import monthrange
from collections.abc import Iterator
from datetime import date, timedelta

from cbtool.importers.document import Document, Piece
from cbtool.model.intake import Fact
from cbtool.text.numerals import parse_numeral

_C = "〇○零一二三四五六七八九"
_YEAR = rf"(?:(?:19|20)\s?\d\s?\d|[一二][{_C}o0]{{3}})"
_MONTH = rf"(?:\d\s?\d?|[{_C}十]{{1,3}})"
_DAY = rf"(?:\d\s?\d?|[{_C}十廿卅]{{1,4}})"
_WRITTEN = rf"{_YEAR}\s?年\s?{_MONTH}\s?月\s?{_DAY}\s?[日号]|(?:19|20)\d\d[-./]\d{{1,2}}[-./]\d{{1,2}}(?![0-9])"
DATE = re.compile(_WRITTEN)
_OURS = re.compile(
    r"(?:本[^,。;第]{0,12}|集体|专项)(?:合同|协议)书?(?!第|附件|所|约定|规定|中|标准)|有效期|^(?:合同|协议)?(?:有效)?期限"
)
_OTHER = re.compile(
    r"试用期|高温|考核|缴费|社会保险|休假|上一?[轮份次届期]|前一[轮份次]|原(?:集体)?合同|原协议|劳动合同期|草案|会议(?!室)|代表大会|要约|招用|本表|减半"
)
_HOUR = r"\s?(?:[零0]\s?[时点]|当日)?\s?"
_NO_NAME = r"(?!\s?(?:的(?!期间|有效期)|集体(?:合同|协议)|(?:专项)?(?:合同|协议)))"
"""Behind days: they do not belong to another contract, which is named after them (…施行的《集体合同》)."""
_RANGE = re.compile(
    rf"(?P<from>{_WRITTEN}){_HOUR}(?:起|始|开始)?\s?(?:生效|施行|执行|实施)?\s?,?\s?(?:至|到|~|-|—|–|起至)+\s?(?P<to>{_WRITTEN}|{_MONTH}\s?月\s?{_DAY}\s?[日号]){_NO_NAME}"
)
_FROM = re.compile(
    rf"(?:自|从|于|至)?\s?(?P<day>{_WRITTEN}){_HOUR}(?:起|开始|正式)*\s?(?P<verb>生效|施行|执行|实施|履行){_NO_NAME}"
)
_UNTIL = re.compile(rf"(?:有效期|期限)[^,。;]{{0,6}}?(?:至|到)\s?(?P<day>{_WRITTEN})")
_TERM = re.compile(rf"(?:有效期限?|期限)\s?(?:为|是|:)?\s?(?P<years>[{_C}两\d]{{1,2}})\s?年(?!以上|以下|不满|内)")
_SIGNED = re.compile(
    rf"(?:签订|签署|签约|订立)(?:日期|时间)?\s?(?:为|:|于)?\s?(?P<day>{_WRITTEN})|(?:于|在)\s?(?P<before>{_WRITTEN})[^,。;]{{0,16}}(?:签订|签署|签约|订立)"
)
_SINCE_SIGNED = re.compile(
    r"自[^,。;]{0,12}(?:签订|签字|签署|签章|盖章)[^,。;]{0,10}之日起[^,。;]{0,4}(?:生效|施行|执行|计算)"
)
_ITSELF = re.compile(r"(?:^|[\s】:])本[^,。;第]{0,12}(?:合同|协议)书?\s?(?:自|从|于)?\s?$")
_BESIDE = re.compile(r"日期|时间|签[订署约字]|[甲乙]方|[:()|\s_]")
_AT_PLACE = re.compile(r"[于在][^,。;:]{2,14}$")
_LITTLE = 2
_LONGEST_TERM = 10
_SHORTEST_TERM = 60
_NOT_SIGNED = re.compile(
    r"审查|审核|备案|报送|报备|公布|公示|收到|送达|登记|通过|[打复]印|印制|印发|填表|填报|制表|抄送|校对|修订|(?:生效|施行|执行|实施|到期)日"
)


def read_day(text: str) -> date | None:
    """The day written in Chinese or Arabic digits; None where there is no such day."""
    parts = [part for part in re.split(r"[年月日号\-./]", re.sub(r"\s", "", text).replace("o", "〇")) if part]
    try:
        year, month, day = (parse_numeral(part) for part in parts)
        return date(year, month, day)
    except ValueError:
        return None


def years_later(start: date, years: int) -> date:
    """The last day of a term of years that begins on `start`."""
    year = start.year + years
    return date(year, start.month, min(start.day, monthrange(year, start.month)[1])) - timedelta(days=1)


def find_term(document: Document, signed: Fact | None) -> Iterator[Fact]:
    """From … to …, in force from …, until …; and what follows from the day of signing or a term of years, unsure."""
    ours = [s for s in _sentences(document) if _OURS.search(s.normal) and not _OTHER.search(s.normal)]
    stated = [fact for sentence in ours for fact in _stated(sentence)]
    if signed and not stated:
        stated = [
            sentence.fact("effective_from", str(signed.value), 0.8, match.span())
            for sentence in ours
            if (match := _SINCE_SIGNED.search(sentence.normal))
        ]
    yield from stated
    starts = [date.fromisoformat(str(fact.value)) for fact in stated if fact.field == "effective_from"]
    for sentence in ours if starts else []:
        if term := _TERM.search(sentence.normal):
            years = parse_numeral(term["years"])
            if 0 < years <= _LONGEST_TERM:
                yield sentence.fact("expires_on", years_later(starts[0], years).isoformat(), 0.8, term.span())


def _sentences(document: Document) -> Iterator[Piece]:
    for piece in document.pieces:
        for match in re.finditer(r"[^。;]+", piece.normal):
            yield Piece(piece.text[slice(*match.span())], match[0], piece.number)


def _same_year(start: str, end: str) -> str:
    """The end of a range with the year of its start where it names none."""
    year = re.match(_YEAR, start)
    return f"{year[0]}年{end}" if year and not re.match(_YEAR, end) else end


def _stated(sentence: Piece) -> Iterator[Fact]:
    for match in _RANGE.finditer(sentence.normal):
        first, last = read_day(match["from"]), read_day(_same_year(match["from"], match["to"]))
        if first and last and (last - first).days >= _SHORTEST_TERM:
            yield sentence.fact("effective_from", first.isoformat(), 0.95, match.span())
            yield sentence.fact("expires_on", last.isoformat(), 0.95, match.span())
    for match in _FROM.finditer(sentence.normal):
        if day := read_day(match["day"]):
            sure = match["verb"] in ("生效", "施行") or _ITSELF.search(sentence.normal[: match.start("day")])
            yield sentence.fact("effective_from", day.isoformat(), 0.92 if sure else 0.7, match.span())
    for match in _UNTIL.finditer(sentence.normal):
        if day := read_day(match["day"]):
            yield sentence.fact("expires_on", day.isoformat(), 0.92, match.span())


def find_signed(document: Document) -> Iterator[Fact]:
    """By the word 签订 beside the day, else by the one day in the signature block."""
    for sentence in _sentences(document):
        for match in _SIGNED.finditer(sentence.normal):
            day = read_day(match["day"] or match["before"])
            other = match["before"] and sentence.normal.startswith("的", match.end())  # 签订的上一份合同
            if day and not other and not _OTHER.search(sentence.normal[max(0, match.start() - 20) : match.end()]):
                yield sentence.fact("signed", day.isoformat(), 0.95, match.span())
    yield from _at_the_end(document)


def _at_the_end(document: Document) -> Iterator[Fact]:
    """The one day of the signature block; what authorities say below it begins another block."""
    pieces = _until_review(document.tail)
    found = [(piece, m, day) for piece in pieces for m in DATE.finditer(piece.normal) if (day := read_day(m[0]))]
    alone = [f for f in found if _says_little(f[0].normal)]
    text = "".join(piece.normal for piece in pieces)
    sealed = bool(re.search(r"盖\s?章|签\s?[字章名]|印\s?章|公\s?章", text)) and not _NOT_SIGNED.search(text)
    days = {day for _, _, day in alone}
    for piece, match, day in alone:
        if day == max(days):
            confidence = 0.92 if sealed and len(days) == 1 and len({f[2] for f in found}) == 1 else 0.7
            yield piece.fact("signed", day.isoformat(), confidence, match.span())
            return


def _says_little(text: str) -> bool:
    """Whether a line is all but a day: a word on whose it is, or where, may stand beside it."""
    return len(_BESIDE.sub("", _AT_PLACE.sub("", DATE.sub("", text)))) <= _LITTLE


def _until_review(tail: tuple[Piece, ...]) -> tuple[Piece, ...]:
    """The pieces above the first that speaks of a review, where a day stands there; else all."""
    end = next((place for place, piece in enumerate(tail) if _NOT_SIGNED.search(piece.normal)), len(tail))
    above = tail[:end]
    return above if any(DATE.search(piece.normal) for piece in above) else tail
