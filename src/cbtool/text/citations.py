"""References in a text: 《劳动法》第四十四条第二款第三项, several articles, ranges, 本合同第五条."""

import re

from cbtool.model.citation import Citation
from cbtool.text.numerals import NUMERAL_SIGNS, parse_numeral

_N = f"[{NUMERAL_SIGNS}]{{1,9}}"
_PLACE = (
    rf"第\s?(?P<article>{_N})\s?条(?:\s?之\s?(?P<suffix>[一二三四五六七八九十0-9]{{1,2}}))?"
    rf"(?:\s?第\s?(?P<paragraph>{_N})\s?款)?(?:\s?第\s?[（(]?(?P<item>{_N})[）)]?\s?项)?"
)
_TITLE = re.compile(r"《(?P<title>[^《》]{1,80}(?:《[^《》]{1,60}》[^《》]{0,40})?)》(?:\s?[（(][^（()）]{1,40}[)）])?")
_SELF = re.compile(r"本(?:法|条例|规定|办法|合同|协议|专项合同|集体合同)|(?<!合)同法")
_PLACES = re.compile(_PLACE)
_AND = re.compile(r"\s?(?:、|和|及|以及|与|或者?|，)\s?")
_TO = re.compile(r"\s?(?:至|到|—|－|-|~|～)\s?")
_SAME_ARTICLE = re.compile(rf"(?:第\s?(?P<paragraph>{_N})\s?款)?(?:第\s?[（(]?(?P<item>{_N})[）)]?\s?项)?")
_OPENING = re.compile(rf"{_TITLE.pattern}|(?P<self>{_SELF.pattern})(?=\s?第)|(?=第\s?{_N}\s?条)")
_WIDEST_RANGE = 200
_DRESS = re.compile(r"[《》〈〉<>\s]|中华人民共和国")
_NARROW = str.maketrans("()[]", "（）〔〕")


def title_key(title: str) -> str:
    """What two ways to write a title have in common: 《中华人民共和国劳动法》 and 劳动法 are one."""
    return _DRESS.sub("", title.translate(_NARROW))


def find_citations(text: str) -> list[Citation]:
    """Return every article the text refers to, in order; a title without article has article 0.

    第五条至第七条 yields three records with the span of the range. 本法 and 本合同 are kept as written.
    """
    found: list[Citation] = []
    place = 0
    while match := _OPENING.search(text, place):
        title = match["title"] or match["self"] or ""
        run = _run(text, title, match.start(), match.end())
        if not run and match["title"]:
            run = [Citation(title, 0, 0, 0, 0, match.start(), match.end())]
        found += run
        place = max(match.end(), run[-1].end if run else 0, match.start() + 1)
    return found


def _run(text: str, title: str, start: int, at: int) -> list[Citation]:
    """The places named one after the other behind one title."""
    found: list[Citation] = []
    joint: re.Match[str] | None = None
    while match := _PLACES.match(text, joint.end() if joint else at):
        begin = match.start() if joint else start
        citation = _citation(title, match, begin)
        if not citation:
            break
        last, end = _range_end(text, citation)
        numbers = range(citation.article + 1, last + 1)
        found += [citation._replace(end=end), *(Citation(title, n, 0, 0, 0, begin, end) for n in numbers)]
        if not numbers:
            found += _same_article(text, citation)
        joint = _AND.match(text, found[-1].end)
        if not joint:
            break
    return found


def _citation(title: str, match: re.Match[str], start: int) -> Citation | None:
    try:
        values = [
            parse_numeral(match[name]) if match[name] else 0 for name in ("article", "suffix", "paragraph", "item")
        ]
    except ValueError:
        return None
    return Citation(title, values[0], values[1], values[2], values[3], start, match.end())


def _range_end(text: str, citation: Citation) -> tuple[int, int]:
    """The last article and the end of 第五条至第七条; the citation's own when it is no range."""
    joint = _TO.match(text, citation.end)
    match = _PLACES.match(text, joint.end()) if joint else None
    last = _citation("", match, citation.end) if match else None
    if not last or not citation.article < last.article <= citation.article + _WIDEST_RANGE:
        return citation.article, citation.end
    return last.article, last.end


def _same_article(text: str, citation: Citation) -> list[Citation]:
    """Further paragraphs or items of the same article: 第三条第一项、第二项."""
    found: list[Citation] = []
    at, paragraph = citation.end, citation.paragraph
    while (joint := _AND.match(text, at)) and (match := _SAME_ARTICLE.match(text, joint.end())) and match[0]:
        try:
            paragraph = parse_numeral(match["paragraph"]) if match["paragraph"] else paragraph
            item = parse_numeral(match["item"]) if match["item"] else 0
        except ValueError:
            break
        found.append(citation._replace(paragraph=paragraph, item=item, start=match.start(), end=match.end()))
        at = match.end()
    return found
