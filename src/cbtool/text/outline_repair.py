"""From the best chain to the articles: misread and repeated labels are taken in, and every doubt is told."""

from itertools import pairwise
from typing import NamedTuple

from cbtool.text.numerals import to_chinese
from cbtool.text.outline_chain import Candidate, best_chain

_STRONG, _SURE, _LIKELY = 3.0, 2.5, 0.8
_TRAILING = 2


class Doubt(NamedTuple):
    """A warning before ids are given: `offset` is the start of the clause it is about."""

    code: str
    message: str
    offset: int


class Articles(NamedTuple):
    """The articles of a text in order, and what is doubtful about them."""

    chosen: list[Candidate]
    doubts: list[Doubt]


def choose_articles(candidates: list[Candidate], breaks: list[int], *, unbroken: bool) -> Articles:
    """Return the best-numbered chain of articles, repaired; empty when no chain is believable.

    `unbroken`: the text has lost its lines, so that labels inside sentences are to be expected.
    """
    chain = best_chain(candidates, breaks)
    if not _believable([candidates[index] for index in chain], unbroken):
        return Articles([], [])
    chosen: list[Candidate] = []
    doubts: list[Doubt] = []
    edges = [-1, *chain, len(candidates)]
    for left, right in pairwise(edges):
        if left >= 0:
            chosen.append(candidates[left])
        between = [c for c in candidates[left + 1 : right] if c.at_line_start and c.score >= _STRONG]
        before = candidates[left] if left >= 0 else None
        if right < len(candidates):
            _take_in(between, before, candidates[right], Articles(chosen, doubts))
        elif before:
            end = next((place for place in breaks if place > before.start), candidates[-1].end)
            _take_last([c for c in between if c.start < end], before, Articles(chosen, doubts))
    return Articles(chosen, doubts)


def _believable(chain: list[Candidate], unbroken: bool) -> bool:
    if not chain:
        return False
    steps = sum(b.number - a.number in (0, 1) for a, b in pairwise(chain))
    if chain[0].number == 1 and all(c.at_line_start and c.score >= _SURE for c in chain):
        return True
    if len(chain) == 1:
        return chain[0].number == 1 and chain[0].score >= _STRONG
    likely = sum(c.score for c in chain) >= _LIKELY * len(chain)
    return (
        (likely or (unbroken and chain[0].number == 1))
        and 2 * steps >= len(chain) - 1
        and (chain[0].number == 1 or len(chain) > 2)
    )


def _take_in(between: list[Candidate], before: Candidate | None, after: Candidate | None, into: Articles) -> None:
    """Place the strong labels that stand between two members of the chain, or before its first."""
    first = before.number + 1 if before else 1
    missing = after.number - first if after and after.number > first else 0
    if between and len(between) == missing:
        _count_on(between, first, into)
        return
    for candidate in between:
        if candidate.number in {c.number for c in (before, after) if c}:
            into.chosen.append(candidate)
        else:
            message = f"“{candidate.label}”像条文序号，但与前后次序不合，未作为条文。"
            into.doubts.append(Doubt("stray", message, candidate.start))


def _take_last(between: list[Candidate], last: Candidate, into: Articles) -> None:
    """Place one or two strong labels behind the end of the chain: a later number stays, a misread one is counted on."""
    if len(between) <= _TRAILING and all(c.number > last.number for c in between):
        into.chosen.extend(between)
    elif len(between) <= _TRAILING and all(c.number < last.number for c in between):
        _count_on(between, last.number + 1, into)
    else:
        _take_in(between, last, None, into)


def _count_on(misread: list[Candidate], first: int, into: Articles) -> None:
    for number, candidate in enumerate(misread, first):
        into.chosen.append(candidate._replace(number=number, suffix=0))
        message = f"“{candidate.label}”像是误读，按次序作为第{to_chinese(number)}条。"
        into.doubts.append(Doubt("misread", message, candidate.start))


def sequence_doubts(
    chosen: list[Candidate], breaks: list[int], *, word: str = "条", strict: bool = False
) -> list[Doubt]:
    """Return gaps, repeated numbers and a first number other than 1.

    Numbering may begin again after one of the `breaks` (sorted offsets); with `strict` it must.
    """
    doubts: list[Doubt] = []
    previous: Candidate | None = None
    passed = 0
    for candidate in chosen:
        fresh = previous is None
        while passed < len(breaks) and breaks[passed] <= candidate.start:
            fresh, passed = True, passed + 1
        if strict and fresh and previous and candidate.number == previous.number + 1 != 1:
            message = f"“{candidate.label}”接着上一章编号，而别处每章从头编号。"
            doubts.append(Doubt("first_number", message, candidate.start))
        elif doubt := _doubt(previous, candidate, fresh, word):
            doubts.append(doubt)
        previous = candidate
    return doubts


def _doubt(previous: Candidate | None, candidate: Candidate, fresh: bool, word: str) -> Doubt | None:
    number = candidate.number
    if previous is None:
        if number == 1:
            return None
        return Doubt("first_number", f"编号从“{candidate.label}”开始，不是第一{word}。", candidate.start)
    if number == previous.number + 1 or (fresh and number == 1):
        return None
    if number == previous.number and candidate.suffix > previous.suffix:
        return None
    if number <= previous.number:
        return Doubt("duplicate", f"“{candidate.label}”的编号重复。", candidate.start)
    first, last = previous.number + 1, number - 1
    absent = f"第{to_chinese(first)}{word}" + (f"至第{to_chinese(last)}{word}" if last > first else "")
    return Doubt("gap", f"“{previous.label}”之后是“{candidate.label}”，缺{absent}。", candidate.start)
