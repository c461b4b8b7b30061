"""When nothing holds the words literally: a weighted OR of the question's domain words and pairs of characters.

The engine only proposes its best candidates. What qualifies, how it is scored and counted is decided here,
so that every engine gives the same answer.
"""

import math
import re
from collections.abc import Callable
from typing import NamedTuple

from cbtool.model.passage import Passage
from cbtool.model.query import All, Any, Query, Words
from cbtool.search.vocabulary import Vocabulary
from cbtool.text.atoms import occurrences, phrase
from cbtool.text.normal import normalise

CANDIDATES = 200
MOST_CUES = 24
ENOUGH = 0.5
HAN = re.compile(r"[\u3400-\u9fff]+|[0-9]+(?:\.[0-9]+)?%?|[a-z]+")
EMPTY_WORDS = [
    "怎么办",
    "怎么样",
    "怎么",
    "怎样",
    "如何",
    "什么",
    "多少",
    "为什么",
    "哪些",
    "哪个",
    "哪里",
    "几天",
    "几个",
    "几次",
    "多久",
    "多长",
    "是否",
    "能不能",
    "可不可以",
    "可以",
    "有没有",
    "是不是",
    "要不要",
    "应该",
    "需要",
    "我们",
    "你们",
    "他们",
    "公司",
    "企业",
    "单位",
    "老板",
    "工人",
    "员工",
    "职工",
    "时候",
    "情况",
    "问题",
    "一下",
    "这个",
    "那个",
    "关于",
    "规定",
    "条款",
    "合同",
    "吗",
    "呢",
    "的",
    "了",
    "吧",
    "啊",
    "是",
    "有",
    "在",
    "和",
    "与",
    "跟",
    "把",
    "被",
    "给",
    "让",
    "要",
    "会",
    "能",
    "得",
    "不",
    "到",
    "对",
    "就",
    "都",
    "也",
    "还",
    "又",
    "再",
    "请",
    "问",
    "谁",
    "几",
    "啥",
    "咋",
]


class Cue(NamedTuple):
    """A part of the question that a passage may hold, in any of its forms."""

    forms: tuple[str, ...]
    weight: float

    def query(self) -> Query:
        return Any(tuple(Words("text", *phrase(form), self.weight) for form in self.forms))


class Near(NamedTuple):
    """The cues that count, and the query that proposes candidates."""

    cues: tuple[Cue, ...]
    query: Query


def near(
    typed: tuple[str, ...], filters: tuple[Query, ...], vocabulary: Vocabulary, count: Callable[[Query], int]
) -> Near | None:
    """The approximate form of a query; `count` gives an engine's total. None where no part of it occurs at all."""
    found = [(cue, count(cue.query())) for cue in _cues(typed, vocabulary)]
    total = max((n for _, n in found), default=0)
    cues = tuple(cue._replace(weight=cue.weight * math.log(2 + total / n)) for cue, n in found if n)
    if not cues:
        return None
    return Near(cues, All((Any(tuple(cue.query() for cue in cues)), *filters)))


def _cues(typed: tuple[str, ...], vocabulary: Vocabulary) -> list[Cue]:
    """Domain words, longest first; then the pairs of what is left, without empty words."""
    known = _domain_words(vocabulary)
    cues: dict[str, Cue] = {}
    for piece in typed:
        for run in HAN.findall(piece):
            for word, weight in _cut(run, known):
                cues.setdefault(word, Cue((word, *vocabulary.synonyms.get(word, ())), weight))
    return list(cues.values())[:MOST_CUES]


def _domain_words(vocabulary: Vocabulary) -> set[str]:
    words = {word for topic in vocabulary.topics for word in topic.words if len(word) > 1}
    return words | {word for word in vocabulary.synonyms if len(word) > 1}


def _cut(run: str, known: set[str]) -> list[tuple[str, float]]:
    """(word, weight): a domain word weighs its length, a pair of other characters one."""
    result: list[tuple[str, float]] = []
    rest = ""
    at = 0
    while at < len(run):
        word = next((run[at : at + n] for n in range(min(10, len(run) - at), 1, -1) if run[at : at + n] in known), "")
        empty = "" if word else next((w for w in EMPTY_WORDS if run.startswith(w, at)), "")
        if word or empty:
            result += [*_pairs(rest), *([(word, float(len(word)))] if word else [])]
            rest = ""
            at += len(word or empty)
        else:
            rest += run[at]
            at += 1
    return result + _pairs(rest)


def _pairs(rest: str) -> list[tuple[str, float]]:
    if rest.isascii():
        return [(rest, 2.0)] if rest else []
    return [(rest[i : i + 2], 1.0) for i in range(len(rest) - 1)]


def judged(passage: Passage, cues: tuple[Cue, ...]) -> tuple[float, tuple[str, ...]] | None:
    """Score and the forms found, or None where the passage holds less than half of what was asked."""
    text, head = normalise(passage.text), normalise(passage.heading)
    held = [(cue, [form for form in cue.forms if occurrences(text, form)]) for cue in cues]
    score = sum(cue.weight for cue, forms in held if forms)
    if score < ENOUGH * sum(cue.weight for cue in cues):
        return None
    in_head = sum(cue.weight for cue, forms in held if any(form in head for form in forms))
    return score + in_head / 2, tuple(form for _, forms in held for form in forms)
