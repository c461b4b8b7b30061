"""Lines that were broken at the edge of a page are joined again, where the lengths of the lines show it."""

import re
import unicodedata
from collections.abc import Callable
from itertools import pairwise
from typing import NamedTuple

from cbtool.importers.lines import Line

_NARROWEST, _WIDEST = 24, 120
_SLACK = 4
_LEAST_FULL = 6
_FULL_SHARE, _OPEN_SHARE, _INDENT_SHARE, _OVER_SHARE = 0.25, 0.7, 0.6, 0.02
_ENDED = tuple("。；：;:！？!?.")
_CLOSING = "”’）)》】"
_COLUMNS = re.compile(r"\t|\||\S[ \u3000]{2,}\S|_{2,}|＿{2,}|[.．·…]{4,}")
_NUMBER = r"[〇零一二三四五六七八九十百0-9０-９]"
_STARTS = re.compile(
    rf"第\s?{_NUMBER}{{1,5}}\s?[编章节条條]|{_NUMBER}{{1,3}}[、．]|[0-9]{{1,3}}\.(?![0-9])|[（(]\s?{_NUMBER}{{1,3}}\s?[)）]"
    r"|[①-⑳]|附\s?[件表录]|[甲乙丙]\s?方[^，。；]{0,12}[：:]|#|[-*+] "
)
_CITED = re.compile(rf"第\s?{_NUMBER}{{1,5}}\s?[章节条條](?:第|之?规定|所[列述]|约定|的|、|和|及|与|或|至|中|[”’）)])")


def columns(text: str) -> int:
    """The width of a line where a Chinese character takes two columns."""
    return sum(2 if unicodedata.east_asian_width(c) in "WFA" else 1 for c in text)


def characters(text: str) -> int:
    """The width of a line cut after so many characters of any kind."""
    return 2 * len(text)


class Page(NamedTuple):
    """How lines were measured when they were broken, how wide they are, and whether paragraphs begin with an indent."""

    measure: Callable[[str], int]
    width: int
    indents: bool

    def full(self, text: str) -> bool:
        """Whether a line reaches the edge; lines set in columns do not count."""
        return self.measure(text.rstrip()) >= self.width - _SLACK and not _COLUMNS.search(text.strip())


def join_wrapped(lines: list[Line]) -> tuple[list[Line], str]:
    """Join the lines of each paragraph where the text is evidently wrapped; texts that are not stay as they are."""
    page = find_page(lines)
    if not page:
        return lines, ""
    joined: list[Line] = []
    edge, count = "", 0
    for line in lines:
        if edge and _continues(edge, line.text, page.indents):
            last = joined.pop()
            joined.append(last._replace(text=_glue(last.text.rstrip(), line.text.strip())))
            count += 1
        else:
            joined.append(line)
        edge = line.text if page.full(line.text) else ""
    return joined, f"原文每行约 {page.width // 2} 字就换行，已把 {count} 处接回整段，请核对分段" if count else ""


def find_page(lines: list[Line]) -> Page | None:
    """The page a text was broken for, measured both ways; None where the lines do not show that it was."""
    texts = [line.text for line in lines if line.text.strip()]
    found = [page for measure in (columns, characters) if (page := _measured(texts, measure))]
    return max(found, key=lambda page: sum(map(page.full, texts)), default=None)


def _measured(texts: list[str], measure: Callable[[str], int]) -> Page | None:
    widths = sorted(measure(text.rstrip()) for text in texts)
    if len(widths) < _LEAST_FULL:
        return None
    width = widths[-1 - int(_OVER_SHARE * len(widths))]
    if not _NARROWEST <= width <= _WIDEST or widths[-1] > 2 * width:
        return None
    page = Page(measure, width, False)
    full = [text for text in texts if page.full(text)]
    unended = [text for text in full if not text.rstrip().rstrip(_CLOSING).endswith(_ENDED)]
    if len(full) < max(_LEAST_FULL, _FULL_SHARE * len(texts)) or len(unended) < _OPEN_SHARE * len(full):
        return None
    return page._replace(indents=_uses_indents(texts, page))


def _uses_indents(texts: list[str], page: Page) -> bool:
    """Whether most long lines below a line that is not full are indented."""
    below = [b for a, b in pairwise(texts) if not page.full(a) and page.full(b)]
    return bool(below) and sum(map(_indented, below)) >= _INDENT_SHARE * len(below)


def _indented(text: str) -> bool:
    return text.startswith(("\t", "\u3000", "  ", "\xa0\xa0"))


def _continues(edge: str, text: str, indents: bool) -> bool:
    """Whether a line carries on the paragraph of the full line `edge` above it."""
    bare = text.strip()
    if not bare or _COLUMNS.search(bare) or (indents and _indented(text)):
        return False
    ended = edge.rstrip().rstrip(_CLOSING).endswith(_ENDED)
    if _STARTS.match(bare):
        return not ended and bool(_CITED.match(bare))
    return indents or not ended


def _glue(left: str, right: str) -> str:
    """Latin words are set apart, everything else stands together."""
    apart = left[-1:].isascii() and left[-1:].isalpha() and right[:1].isascii() and right[:1].isalpha()
    return f"{left} {right}" if apart else left + right
