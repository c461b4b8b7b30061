"""References in a text: 《劳动法》第四十四条第二款第三项, several articles, ranges, 本合同第五条."""

import re
from collections.abc import Iterator

from cbtool.model.citation import Citation
from cbtool.text.numerals import NUMERAL_SIGNS, parse_numeral

_N = f"[{NUMERAL_SIGNS}]{{1,9}}"
_PLACE = (
    rf"第\s?(?P<article>{_N})\s?条(?:\s?之\s?(?P<suffix>[一二三四五六七八九十0-9]{{1,2}}))?"
    rf"(?:\s?第\s?(?P<paragraph>{_N})\s?款)?(?:\s?第\s?[（(]?(?P<item>{_N})[）)]?\s?项)?"
)
_TITLE = re.compile(r"《(?P<title>[^《》]{1,80}(?:《[^《》]{1,60}》[^《》]{0,40})?)》(?:\s?[（(][^（()）]{1,40}[)）])?")
_SELF = re.compile(r"本(?:法|条例|规定|办法|合同|协议|专项合同|集体合同)|同法")
_PLACES = re.compile(_PLACE)
_AND = re.compile(r"\s?(?:、|和|及|以及|与|或者?|，)\s?")
_TO = re.compile(r"\s?(?:至|到|—|－|-|~|～)\s?")
_SAME_ARTICLE = re.compile(rf"(?:第\s?(?P<paragraph>{_N})\s?款)?(?:第\s?[（(]?(?P<item>{_N})[）)]?\s?项)?")
_WIDEST_RANGE = 200


def find_citations(text: str) -> list[Citation]:
    """Return every article the text refers to, in order; a title without article has article 0.

    第五条至第七条 yields three records with the span of the range. 本法 and 本合同 are kept as written.
    """
    found: list[Citation] = []
    place = 0
    opening = re.compile(f"{_TITLE.pattern}|(?P<self>{_SELF.pattern})|(?={_PLACE.replace('?P<', '?P<_')})")
    while match := opening.search(text, place):
        title = match["title"] or match["self"] or ""
        run = list(_run(text, title, match.start(), match.end()))
        if not run and match["title"]:
            run = [Citation(title, 0, 0, 0, 0, match.start(), match.end())]
        found += run
        place = max(match.end(), run[-1].end if run else 0, match.start() + 1)
    return found


def _run(text: str, title: str, start: int, at: int) -> Iterator[Citation]:
    """The places named one after the other behind one title."""
    first = True
    while match := _PLACES.match(text, at):
        begin = start if first else match.start()
        citation = _citation(title, match, begin)
        if not citation:
            return
        last = _range_end(text, citation, match.end())
        if last:
            for number in range(citation.article, last[0] + 1):
                yield Citation(title, number, 0, 0, 0, begin, last[1])
            at = last[1]
        else:
            yield citation
            at = yield from _same_article(text, citation, match.end())
        joint = _AND.match(text, at)
        if not joint or not _PLACES.match(text, joint.end()):
            return
        at, first = joint.end(), False


def _citation(title: str, match: re.Match[str], start: int) -> Citation | None:
    try:
        values = [parse_numeral(match[name]) if match[name] else 0 for name in ("article", "suffix", "paragraph", "item")]
    except ValueError:
        return None
    return Citation(title, values[0], values[1], values[2], values[3], start, match.end())


def _range_end(text: str, citation: Citation, at: int) -> tuple[int, int] | None:
    """The last number and the end of 第五条至第七条; None when it is no range."""
    joint = _TO.match(text, at)
    match = _PLACES.match(text, joint.end()) if joint else None
    last = _citation("", match, at) if match else None
    if not last or not citation.article < last.article <= citation.article + _WIDEST_RANGE:
        return None
    return last.article, last.end


def _same_article(text: str, citation: Citation, at: int) -> "Iterator[Citation]":
    """Further paragraphs or items of the same article: 第三条第一项、第二项."""
    while joint := _AND.match(text, at):
        match = _SAME_ARTICLE.match(text, joint.end())
        if not match or not match[0]:
            break
        try:
            paragraph = parse_numeral(match["paragraph"]) if match["paragraph"] else citation.paragraph
            item = parse_numeral(match["item"]) if match["item"] else 0
        except ValueError:
            break
        yield citation._replace(paragraph=paragraph, item=item, start=match.start(), end=match.end())
        at = match.end()
    return at
