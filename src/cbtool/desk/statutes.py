"""Laws and regulations: what the library knows of them, one entry or article, and jurisdictions side by side."""

import re
from collections.abc import Iterator, Sequence
from typing import Any

from cbtool.desk.parameters import library_parameters, region_code
from cbtool.desk.rules import library_law
from cbtool.law.citations import Reference, StatuteIndex
from cbtool.law.jurisdictions import compare, compared_regions
from cbtool.library.library import Library, open_library
from cbtool.library.parameters import SHELF as PARAMETERS
from cbtool.library.rules import SHELF as RULES
from cbtool.library.statutes import read_statutes
from cbtool.model.jurisdiction import ComparedRow
from cbtool.model.parameter import CitedArticle, plain
from cbtool.model.problem import Problem
from cbtool.model.statute import Statute
from cbtool.settings import Settings
from cbtool.text.citations import find_citations
from cbtool.text.numerals import to_chinese

Record = dict[str, Any]
CITING = (PARAMETERS, RULES)
_CITED = re.compile(r"\{ *statute: *([^,}]+?) *(?:, *article: *([^,}]+?) *)?\}")


def library_statutes(library: Library) -> tuple[dict[str, Statute], list[Problem]]:
    """The library's own statutes and the starter's, and the faults of their files."""
    return read_statutes(library.roots)


def statute_records(library: Library) -> list[Record]:
    """Every statute as a record for lists."""
    found, _ = library_statutes(library)
    return [
        {"id": s.id, "title": s.titles[0], "since": s.versions[-1].from_.isoformat(), **plain(s)}
        for s in found.values()
    ]


def statute_record(library: Library, words: str) -> Record | None:
    """The entry that an id, a title or a citation names (劳动法第四十四条), with the summaries of the place; None
    where nothing is known."""
    found, _ = library_statutes(library)
    if words in found:
        return _shown(found[words], None)
    reference = StatuteIndex(found.values()).read(words)
    return _shown(reference.statute, reference) if reference else None


def _shown(statute: Statute, reference: Reference | None) -> Record:
    record: Record = {"id": statute.id, "title": statute.titles[0], **plain(statute)}
    if reference and reference.citation.article:
        place = CitedArticle(statute=statute.titles[0], article=_label(reference))
        record |= {"cited": str(place), "articles": [plain(article) for article in reference.articles]}
    return record


def _label(reference: Reference) -> str:
    """The place as the entry labels it where it is one article, else as cited."""
    citation = reference.citation
    label = f"第{to_chinese(citation.article)}条" + (f"之{to_chinese(citation.suffix)}" if citation.suffix else "")
    label += f"第{to_chinese(citation.paragraph)}款" if citation.paragraph else ""
    return label + (f"第{to_chinese(citation.item)}项" if citation.item else "")


def unresolved(index: StatuteIndex, cited: CitedArticle) -> str:
    """Why a citation is not found among the statutes, or ''."""
    statute = index.statute(cited.statute)
    if statute is None:
        return f"law/statutes 里没有《{cited.statute}》"
    if cited.article is None:
        return ""
    references = [index.resolve(c) for c in find_citations(str(cited)) if c.article]
    missing = not references or any(r is None or not r.articles for r in references)
    return f"法规条目 {statute.id} 没有{cited.article}的摘要" if missing else ""


def citation_problems(library: Library) -> list[Problem]:
    """Citations of legal values and rules that lead to no statute entry or to no summary there, by file and line."""
    index = StatuteIndex(library_statutes(library)[0].values())
    book = library_law(library).book
    cited = [v.citation for p in book.parameters for v in p.values]
    cited += [c for rule in book.rules for c in (rule.citation, *rule.more_citations)]
    wrong = {citation: why for citation in dict.fromkeys(cited) if (why := unresolved(index, citation))}
    places = dict(_lines(library)) if wrong else {}
    remedy = "查对法规名称和条号；确实没有的，在 law/statutes/ 里加上"
    return [
        Problem(*places.get((c.statute, c.article or ""), (CITING[0], 0)), f"引用{c}：{why}", remedy)
        for c, why in wrong.items()
    ]


def _lines(library: Library) -> Iterator[tuple[tuple[str, str], tuple[str, int]]]:
    """Statute and article → file and line of each citation; the library's own files come last, so that they win."""
    for root in reversed(library.roots):
        for shelf in reversed(CITING):
            for file in sorted((root / shelf).glob("[!._]*.yaml"), reverse=True):
                lines = file.read_text(encoding="utf-8", errors="replace").splitlines()
                for number in range(len(lines), 0, -1):
                    for found in _CITED.finditer(lines[number - 1]):
                        cited = (found[1].strip("'\""), (found[2] or "").strip("'\""))
                        yield cited, (f"{shelf}/{file.name}", number)


def compare_jurisdictions(settings: Settings, places: Sequence[str]) -> tuple[tuple[str, ...], tuple[ComparedRow, ...]]:
    """The regions compared (codes; all that have law of their own where none is named) and the rows.

    Raises NotFound, CbtoolError for places that are unknown.
    """
    library = open_library(settings.library)
    parameters, _ = library_parameters(library)
    statutes, _ = library_statutes(library)
    regions = tuple(region_code(place) for place in places) or compared_regions(parameters.values(), statutes.values())
    return regions, compare(parameters.values(), statutes.values(), regions, settings.on)
