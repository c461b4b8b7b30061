"""Citations resolved: 《劳动法》第四十四条第一项 → the statute's entry and the summary of that place."""

import re
from collections.abc import Iterable
from datetime import date
from typing import NamedTuple

from cbtool.model.citation import Citation
from cbtool.model.statute import Statute, SummarisedArticle
from cbtool.text.citations import find_citations, title_key

_SAME = "同法"
_LONGEST = 80
_INNER = str.maketrans("《》", "〈〉")
_PLACE_ENDS = ("省", "市", "自治区", "自治州", "特区")
"""What stands before a title of one place (广东省工伤保险条例) that an entry of the nation does not mean."""
_JOINT = re.compile(r"\s?[、，和及与或至]\s?")
Place = tuple[int, int, int, int]
"""Article, suffix (之一), paragraph, item; 0 is a level not named."""


class Reference(NamedTuple):
    """A citation with the entry it means; no articles where the entry summarises none of that place."""

    citation: Citation
    statute: Statute
    articles: tuple[SummarisedArticle, ...]


class StatuteIndex:
    """Statutes by every title under which texts cite them. Built once, asked often; without side effects."""

    def __init__(self, known: Iterable[Statute]) -> None:
        statutes = tuple(known)
        self._by_title: dict[str, Statute] = {}
        for statute in statutes:
            for title in statute.titles:
                self._by_title.setdefault(title_key(title), statute)
        titles = (title.translate(_INNER) for s in statutes for title in s.titles)
        self._titles = sorted(titles, key=len, reverse=True)
        self._places: dict[str, list[tuple[Place, SummarisedArticle]]] = {}

    def statute(self, title: str) -> Statute | None:
        """The entry with this title, with or without 《》 and 中华人民共和国; 本法 and unknown titles are none."""
        return self._by_title.get(title_key(title))

    def resolve(self, citation: Citation, on: date | None = None) -> Reference | None:
        """The entry that a citation means and the summaries of its place; None where the title is unknown.

        A place that is summarised as a whole serves its parts, and a whole is served by all its summarised parts.
        """
        statute = self.statute(citation.title)
        return Reference(citation, statute, self._articles(statute, citation, on)) if statute else None

    def references(self, text: str, on: date | None = None) -> list[Reference]:
        """Every citation in a text that is known here, in order; a title counts without 《》 too (劳动法第四十四条), and
        同法 means the statute named before it."""
        found: list[Reference] = []
        before: Citation | None = None
        for citation in find_citations(text):
            if citation.title == _SAME:
                known = citation._replace(title=found[-1].citation.title if found else "")
            else:
                known = citation._replace(title=self._title(text, citation, before))
            reference = self.resolve(known, on)
            found += [reference] if reference else []
            before = known if reference else None
        return found

    def _title(self, text: str, citation: Citation, before: Citation | None) -> str:
        """The title a citation has, or takes from the words before it or from the citation right before it."""
        if citation.title:
            return citation.title
        ahead = text[max(0, citation.start - _LONGEST) : citation.start].rstrip().translate(_INNER)
        named = next((title for title in self._titles if ahead.endswith(title)), "")
        if named and ahead[: -len(named)].endswith(_PLACE_ENDS):
            named = ""
        joint = before and _JOINT.fullmatch(text[before.end : citation.start])
        return named or (before.title if before and joint else "")

    def read(self, words: str) -> Reference | None:
        """What was typed without 《》: 劳动法第四十四条, 劳动合同法 20条 is not taken; the longest known title counts."""
        typed = words.strip()
        for cut in sorted((i for i, sign in enumerate(typed) if sign == "第"), reverse=True):
            if statute := self.statute(typed[:cut]):
                return next(iter(self.references(f"《{statute.titles[0]}》{typed[cut:]}")), None)
        whole = self.resolve(Citation(typed, 0, 0, 0, 0, 0, len(typed)))
        return whole or next(iter(self.references(typed)), None)

    def _articles(self, statute: Statute, citation: Citation, on: date | None) -> tuple[SummarisedArticle, ...]:
        wanted: Place = (citation.article, citation.suffix, citation.paragraph, citation.item)
        if not citation.article:
            return ()
        places = [(p, a) for p, a in self._placed(statute) if p[:2] == wanted[:2] and _counts(a, on)]
        if exact := [a for p, a in places if p == wanted]:
            return tuple(exact)
        holding = [(p, a) for p, a in places if _holds(p, wanted)]
        if holding:
            closest = max(sum(map(bool, p)) for p, _ in holding)
            return tuple(a for p, a in holding if sum(map(bool, p)) == closest)
        return tuple(a for p, a in places if _holds(wanted, p))

    def _placed(self, statute: Statute) -> list[tuple[Place, SummarisedArticle]]:
        if statute.id not in self._places:
            self._places[statute.id] = [(place(a.label), a) for a in statute.articles if a.label]
        return self._places[statute.id]


def place(label: str) -> Place:
    """The place a label names: 第七条第二款 → (7, 0, 2, 0)."""
    found = find_citations(label)[0]
    return found.article, found.suffix, found.paragraph, found.item


def _holds(whole: Place, part: Place) -> bool:
    """Whether a place is the other or holds it; an item named without its paragraph may stand in any."""
    return all(a in (0, b) or (level == 2 and not b) for level, (a, b) in enumerate(zip(whole, part, strict=True)))


def _counts(article: SummarisedArticle, on: date | None) -> bool:
    return on is None or article.from_ is None or article.from_ <= on
