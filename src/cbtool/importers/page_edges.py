"""Running headers, footers and page numbers: what stands at the edge of many pages is no part of the text."""

import re
from collections import Counter
from collections.abc import Sequence
from difflib import SequenceMatcher
from statistics import median

from cbtool.importers.pages import Page, PageLine, PageTable

_ZONE, _OUTERMOST = 0.12, 0.075
_SMALLER = 0.9
_SHARE = 0.4
_ALIKE, _MOST_COMPARED = 0.75, 300
_PAGE_NUMBER = re.compile(
    r"[—\-–－~·.\s]*(?:第\s*)?(?:\d{1,4}|[ivxlcIVXLC]{1,6}|[一二三四五六七八九十百]{1,5}(?=\s*页))\s*(?:页)?"
    r"(?:\s*[/／,，共of]+\s*\d{1,4}\s*(?:页)?)?[—\-–－~·.\s]*",
)
_OF_PAGES = re.compile(r"第\s*\d{1,4}\s*页.{0,3}共\s*\d{1,4}\s*页")


def without_edges(pages: Sequence[Page]) -> list[Page]:
    """The pages without what repeats at their upper or lower edge, and without page numbers."""
    counts = Counter(key for page in pages for key in {_key(line) for line in _edge_lines(page)})
    if not all(page.exact for page in pages):
        counts = _counted_alike(counts)
    least = max(2, _SHARE * len(pages))
    repeated = {key for key, count in counts.items() if count >= least and key.strip("#_")}
    sizes = [line.size for page in pages if page.exact for line in page.lines()]
    usual = median(sizes) if sizes else 0
    return [_without(page, repeated, usual) for page in pages]


def _counted_alike(counts: Counter[str]) -> Counter[str]:
    """How many lines are nearly the same as each: a recogniser reads the same words a little differently."""
    keys = list(counts)[:_MOST_COMPARED]
    found: Counter[str] = Counter()
    for key in keys:
        alike = (other for other in keys if SequenceMatcher(None, key, other, False).ratio() >= _ALIKE)
        found[key] = sum(counts[other] for other in alike)
    return found


def _without(page: Page, repeated: set[str], usual: float) -> Page:
    dropped = {
        line
        for line in _edge_lines(page)
        if _key(line) in repeated or _is_page_number(line.text) or _is_small_print(line, page, usual)
    }
    return page._replace(items=[item for item in page.items if isinstance(item, PageTable) or item not in dropped])


def _is_page_number(text: str) -> bool:
    """Whether a line is the number of the page, or a footer that counts the pages."""
    return bool(_PAGE_NUMBER.fullmatch(text) or _OF_PAGES.search(text))


def _is_small_print(line: PageLine, page: Page, usual: float) -> bool:
    """Whether a line at the very edge is printed smaller than the text: so are headers of which there is only one."""
    outermost = line.bottom < page.height * _OUTERMOST or line.top > page.height * (1 - _OUTERMOST)
    return page.exact and outermost and line.size < _SMALLER * usual


def _edge_lines(page: Page) -> list[PageLine]:
    """The lines that lie in the upper or lower zone of the page."""
    upper, lower = page.height * _ZONE, page.height * (1 - _ZONE)
    return [line for line in page.lines() if line.bottom < upper or line.top > lower]


def _key(line: PageLine) -> str:
    """The line without white space, its numbers masked."""
    return re.sub(r"\d+", "#", re.sub(r"\s", "", line.text))
