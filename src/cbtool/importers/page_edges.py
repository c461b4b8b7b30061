"""Running headers, footers and page numbers: what stands at the edge of many pages is no part of the text."""

import re
from collections import Counter
from collections.abc import Sequence

from cbtool.importers.pages import Page, PageLine, PageTable

_ZONE = 0.12
_SHARE = 0.4
_ALIKE, _MOST_COMPARED = 0.75, 300
_PAGE_NUMBER = re.compile(
    r"[—\-–－~·.\s]*(?:第\s*)?(?:\d{1,4}|[ivxlcIVXLC]{1,6}|[一二三四五六七八九十百]{1,5}(?=\s*页))\s*(?:页)?"
    r"(?:\s*[/／,，共of]+\s*\d{1,4}\s*(?:页)?)?[—\-–－~·.\s]*",
)


def without_edges(pages: Sequence[Page]) -> list[Page]:
    """The pages without what repeats at their upper or lower edge, and without page numbers."""
    repeated = Counter(key for page in pages for key in {_key(line) for line in _edge_lines(page)})
    least = max(2, _SHARE * len(pages))
    return [
        _without(page, {key for key, count in repeated.items() if count >= least and key.strip("#_")}) for page in pages
    ]


def _without(page: Page, repeated: set[str]) -> Page:
    dropped = {line for line in _edge_lines(page) if _key(line) in repeated or _PAGE_NUMBER.fullmatch(line.text)}
    return page._replace(items=[item for item in page.items if isinstance(item, PageTable) or item not in dropped])


def _edge_lines(page: Page) -> list[PageLine]:
    """The lines that lie in the upper or lower zone of the page."""
    upper, lower = page.height * _ZONE, page.height * (1 - _ZONE)
    return [line for line in page.lines() if line.bottom < upper or line.top > lower]


def _key(line: PageLine) -> str:
    """The line without white space, its numbers masked."""
    return re.sub(r"\d+", "#", re.sub(r"\s", "", line.text))
