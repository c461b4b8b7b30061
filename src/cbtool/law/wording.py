"""A document's sentences in one spelling, and the places where a pattern stands in them."""

from bisect import bisect_right
from collections.abc import Iterator
from itertools import chain

from cbtool.law.judged import Judged
from cbtool.text.patterns import Pattern, compile_pattern
from cbtool.text.quantities import canonical
from cbtool.text.sentences import Sentence

GAP = "\n"


class Wording:
    """Made once for a document: a pattern is tried only on sentences in which a word stands that it needs."""

    def __init__(self, judged: Judged) -> None:
        self._sides = judged.sides
        self._rows = judged.sentences
        self._spelled = [canonical(s.text).text for s in self._rows]
        self._contexts = [canonical(s.context).text for s in self._rows]
        self._all, self._starts = _joined(self._spelled)
        self._places: dict[str, frozenset[int]] = {}
        self._patterns: dict[str, Pattern] = {}
        self._articles: dict[str, list[Sentence]] = {}
        for sentence in self._rows:
            self._articles.setdefault(sentence.article, []).append(sentence)

    def pattern(self, text: str) -> Pattern:
        """The pattern with 甲方 and 乙方 on the sides where this text has them."""
        if text not in self._patterns:
            self._patterns[text] = compile_pattern(text, self._sides.employer, self._sides.worker)
        return self._patterns[text]

    def sentences_with(self, texts: tuple[str, ...], where: str | None = None) -> Iterator[Sentence]:
        """The sentences in which one of the patterns stands, in articles of which `where` holds."""
        found = {number for text in texts for number in self._candidates(self.pattern(text))}
        articles = set(self.articles_with(where)) if where and found else None
        for number in sorted(found):
            sentence = self._rows[number]
            if (articles is None or sentence.article in articles) and self.holds(sentence, texts):
                yield sentence

    def holds(self, sentence: Sentence, texts: tuple[str, ...]) -> bool:
        """Whether one of the patterns stands in a sentence."""
        return any(self.pattern(text).holds(sentence.text) for text in texts)

    def stands(self, text: str, unless: tuple[str, ...] = ()) -> bool:
        """Whether a pattern stands in a sentence or a heading in which none of `unless` stands."""
        if not unless:
            return any(True for _ in self.articles_with(text))
        pattern = self.pattern(text)
        headings = {line for context in self._contexts for line in context.split(GAP) if pattern.holds(line)}
        told = (sentence.text for sentence in self.sentences_with((text,)))
        exceptions = [self.pattern(exception) for exception in unless]
        return any(not any(e.holds(words) for e in exceptions) for words in chain(headings, told))

    def articles_with(self, text: str) -> Iterator[str]:
        """The articles in which, or in whose headings, a pattern stands, in the order of the text."""
        pattern = self.pattern(text)
        within = self._candidates(pattern)
        headed = {context for context in set(self._contexts) if pattern.holds(context)}
        seen: set[str] = set()
        for number, sentence in enumerate(self._rows):
            if sentence.article not in seen and (
                self._contexts[number] in headed or (number in within and pattern.holds(sentence.text))
            ):
                seen.add(sentence.article)
                yield sentence.article

    def of_article(self, address: str) -> list[Sentence]:
        """The sentences of one article."""
        return self._articles.get(address, [])

    def _candidates(self, pattern: Pattern) -> frozenset[int] | set[int] | range:
        """The sentences that have the words a pattern needs."""
        if not pattern.needs:
            return range(len(self._rows))
        found = {number for need in pattern.needs for number in self._with(need)}
        return {number for number in found if pattern.may_hold(self._spelled[number])} if pattern.also else found

    def _with(self, need: str) -> frozenset[int]:
        """The sentences in which a word stands, from one look through the whole text."""
        if need not in self._places:
            found = []
            at = self._all.find(need)
            while at >= 0:
                number = bisect_right(self._starts, at) - 1
                found.append(number)
                following = self._starts[number + 1] if number + 1 < len(self._starts) else len(self._all)
                at = self._all.find(need, following)
            self._places[need] = frozenset(found)
        return self._places[need]


def _joined(texts: list[str]) -> tuple[str, list[int]]:
    """The texts as one, and where each begins; no word goes over the gap between two."""
    starts, at = [], 0
    for text in texts:
        starts.append(at)
        at += len(text) + len(GAP)
    return GAP.join(texts), starts
