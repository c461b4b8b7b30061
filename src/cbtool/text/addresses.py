"""Addresses: `cb-2026-0001#art_12__para_2`, or 第十二条第二款 in words, and the clause they mean."""

import re

from cbtool.errors import NotFound
from cbtool.model.clause import Clause, Outline
from cbtool.text.numerals import NUMERAL_SIGNS, parse_ordinal

_ID = re.compile(r"[A-Za-z0-9][A-Za-z0-9._-]{0,79}")
_N = f"[{NUMERAL_SIGNS}]{{1,9}}"
_WORDS = re.compile(
    rf"(?:附(?:件|表|录)\s?(?P<annex>{_N})?\s?)?(?:第\s?(?P<part>{_N})\s?编)?(?:第\s?(?P<chapter>{_N})\s?章)?(?:第\s?(?P<section>{_N})\s?节)?"
    rf"(?:第\s?(?P<article>{_N})\s?条(?:\s?之\s?(?P<suffix>{_N}))?)?"
    rf"(?:第\s?(?P<paragraph>{_N})\s?款)?(?:第\s?[（(]?(?P<item>{_N})[）)]?\s?项)?(?:第\s?(?P<subitem>{_N})\s?目)?"
    rf"(?:第\s?(?P<row>{_N})\s?行)?"
)
_DECIMAL = re.compile(r"第?([0-9]{1,2}\.[0-9]{1,2})条?")
_REMEDY = "写成 cb-2026-0001#art_12，或 cb-2026-0001 第十二条第二款。"


def parse_address(address: str) -> tuple[str, str | None]:
    """Return the document id and what stands behind it: a clause id, words such as 第十二条第三项, or None.

    Raises NotFound when it is no address. `resolve` turns the second part into a clause.
    """
    whole = address.strip()
    match = _ID.match(whole)
    if not match:
        raise NotFound(f"不是地址：{address[:60]}", _REMEDY)
    rest = whole[match.end() :]
    if not rest:
        return match[0], None
    place = rest.lstrip("# \u3000\t")
    if not place or rest[0] not in "# \u3000\t第附":
        raise NotFound(f"不是地址：{address[:60]}", _REMEDY)
    return match[0], place


def resolve(outline: Outline, place: str) -> Clause:
    """Return the clause with this id or these words (第十二条第三项, 附件一第四行); NotFound when there is none."""
    if clause := outline.find(place.strip()):
        return clause
    words = "".join(place.split())
    if decimal := _DECIMAL.fullmatch(words):
        labelled = (clause for clause in outline.articles() if clause.label == decimal[1])
        if clause := next(labelled, None):
            return clause
    match = _WORDS.fullmatch(words)
    if not match or not match[0]:
        raise NotFound(f"没有这个条款：{place[:60]}", _REMEDY)
    try:
        wanted = {name: parse_ordinal(value) for name, value in match.groupdict().items() if value}
    except ValueError:
        raise NotFound(f"没有这个条款：{place[:60]}", _REMEDY) from None
    if place.strip().startswith("附") and "annex" not in wanted:
        wanted["annex"] = 1
    found = _descend(outline, wanted)
    if not found:
        raise NotFound(f"没有这个条款：{place[:60]}", _REMEDY)
    return found


def _descend(outline: Outline, wanted: dict[str, int]) -> Clause | None:
    """Go down level by level; a 项 without 款 is that of the first paragraph that has it."""
    clauses = list(outline.clauses)
    found: Clause | None = None
    in_annex = "annex" in wanted
    for kind in ("annex", "part", "chapter", "section", "article", "paragraph", "item", "subitem", "row"):
        if kind not in wanted:
            continue
        suffix = wanted.get("suffix", 0) if kind == "article" else 0
        below = [c for top in clauses for c in top.walk() if in_annex or top.kind != "annex"]
        found = next((c for c in below if (c.kind, c.number, c.suffix) == (kind, wanted[kind], suffix)), None)
        if not found:
            return None
        clauses, in_annex = list(found.children), True
    return found
