"""When nothing holds the words literally: a weighted OR of the question's domain words, topics and pairs of characters.

The engine only proposes its best candidates. What qualifies, how it is scored and counted is decided here,
so that every engine gives the same answer.
"""

import math
import re
from collections.abc import Callable
from typing import NamedTuple

from cbtool.model.passage import Passage
from cbtool.model.query import All, Among, Any, Query, Words
from cbtool.search.vocabulary import Vocabulary
from cbtool.text.atoms import occurrences, phrase
from cbtool.text.normal import normalise

CANDIDATES = 200
MOST_CUES = 24
ENOUGH = 0.5
HEAD = 0.8
TOPICAL = 0.5
LONGEST_WORD = 10
SINGLE = 0.5
AGREE = 0.4
RUN = re.compile(r"[\u3400-\u9fff]+|[0-9]+(?:\.[0-9]+)?%?|[a-z]+")
EMPTY_WORDS = (
    "怎么办", "怎么样", "怎么", "怎样", "如何", "为什么", "什么", "多少", "哪些", "哪个", "哪里", "哪种", "几天",
    "几个", "几次", "多久", "多长", "是否", "能不能", "可不可以", "可以", "有没有", "是不是", "要不要", "应该",
    "需要", "我们", "你们", "他们", "公司", "企业", "单位", "老板", "工人", "员工", "职工", "时候", "情况", "问题",
    "一下", "这个", "那个", "关于", "规定", "条款", "吗", "呢", "的", "了", "吧", "啊", "把", "被", "啥", "咋",
    "请问", "我", "你", "他",
)  # fmt: skip


class Cue(NamedTuple):
    """A part of the question that a passage may hold, in any of its forms; a domain word leads to topics."""

    forms: tuple[str, ...]
    weight: float
    topics: tuple[str, ...] = ()

    def query(self) -> Query:
        """What finds any of its forms."""
        return _any(self.forms, self.weight)


class Near(NamedTuple):
    """The cues that count, the weight of each topic asked about (1 for the first), and the query for candidates."""

    cues: tuple[Cue, ...]
    topics: dict[str, float]
    query: Query


def near(
    typed: tuple[str, ...], filters: tuple[Query, ...], vocabulary: Vocabulary, count: Callable[[Query], int]
) -> Near | None:
    """The approximate form of a query; `count` gives an engine's total. None where no part of it occurs at all."""
    cues = _cues(typed, vocabulary, lambda word: count(_any((word,), 1.0)))
    counts = [count(cue.query()) for cue in cues]
    most = max(counts, default=0)
    held = tuple(c._replace(weight=c.weight * math.log(2 + most / n)) for c, n in zip(cues, counts, strict=True) if n)
    topics = _topics(cues)
    if not held and not topics:
        return None
    parts: list[Query] = [cue.query() for cue in held]
    if topics:
        parts.append(Among("topic", tuple(topics), TOPICAL * (sum(cue.weight for cue in held) or 1.0)))
    return Near(held, topics, All((Any(tuple(parts)), *filters)))


def _any(forms: tuple[str, ...], weight: float) -> Query:
    return Any(tuple(Words("text", *phrase(form), weight) for form in forms))


def _topics(cues: tuple[Cue, ...]) -> dict[str, float]:
    """Topic id → how much of the question leads to it, 1 for the strongest."""
    scores: dict[str, float] = {}
    for cue in cues:
        for topic in cue.topics:
            scores[topic] = scores.get(topic, 0.0) + cue.weight / len(cue.topics)
    best = max(scores.values(), default=1.0)
    return {topic: score / best for topic, score in scores.items()}


def _cues(typed: tuple[str, ...], vocabulary: Vocabulary, count: Callable[[str], int]) -> tuple[Cue, ...]:
    """Domain words, longest first at each place; of what is left, the longest parts that any passage holds."""
    cues: dict[str, Cue] = {}
    for piece in typed:
        for run in RUN.findall(piece):
            for word, is_domain in _cut(run, vocabulary):
                for part in (word,) if is_domain else _held(word, count):
                    forms = (part, *vocabulary.synonyms.get(part, ()))
                    topics = tuple(vocabulary.words.get(part, ())) or _topics_around(part, vocabulary)
                    cues.setdefault(part, Cue(forms, float(len(part)) if len(part) > 1 else SINGLE, topics))
    return tuple(cues.values())[:MOST_CUES]


def _topics_around(part: str, vocabulary: Vocabulary) -> tuple[str, ...]:
    """The topic to which most vocabulary words holding this part lead, if they agree."""
    leading = [topic for word, topics in vocabulary.words.items() if part in word for topic in topics]
    best = max(sorted(set(leading)), key=leading.count, default="")
    return (best,) if best and leading.count(best) >= AGREE * len(leading) else ()


def _cut(run: str, vocabulary: Vocabulary) -> list[tuple[str, bool]]:
    """(text, whether it is a domain word), in order, without empty words."""
    result: list[tuple[str, bool]] = []
    rest = ""
    at = 0
    while at < len(run):
        word = _domain_word(run, at, vocabulary)
        empty = "" if word else next((w for w in EMPTY_WORDS if run.startswith(w, at)), "")
        if word or empty:
            result += [(rest, False), (word, True)]
            rest = ""
            at += len(word or empty)
        else:
            rest += run[at]
            at += 1
    return [(text, known) for text, known in (*result, (rest, False)) if text]


def _domain_word(run: str, at: int, vocabulary: Vocabulary) -> str:
    for length in range(min(LONGEST_WORD, len(run) - at), 1, -1):
        word = run[at : at + length]
        if word in vocabulary.words or word in vocabulary.synonyms:
            return word
    return ""


def _held(rest: str, count: Callable[[str], int]) -> list[str]:
    """The text cut into the longest parts that some passage holds; what none holds falls away."""
    if rest.isascii():
        return [rest]
    parts: list[str] = []
    at = 0
    while at < len(rest):
        length = 1
        while at + length < len(rest) and length < LONGEST_WORD and count(rest[at : at + length + 1]):
            length += 1
        parts.append(rest[at : at + length])
        at += length
    return [part for part in parts if len(part) > 1 or len(rest) == 1]


def judged(passage: Passage, near: Near) -> tuple[float, tuple[str, ...]] | None:
    """Score and the forms found, or None where the passage holds less than half of what was asked."""
    text, head = normalise(passage.text), normalise(passage.heading)
    asked = sum(cue.weight for cue in near.cues) or 1.0
    score, forms = 0.0, []
    for cue in near.cues:
        times = sum(len(occurrences(text, form)) for form in cue.forms)
        if times:
            in_head = HEAD if any(occurrences(head, form) for form in cue.forms) else 0.0
            score += cue.weight * (times / (times + 0.5) + in_head)
            forms += [form for form in cue.forms if form in text]
    topical = max((near.topics.get(topic, 0.0) for topic in passage.topics), default=0.0)
    score += TOPICAL * asked * topical
    return (score, tuple(forms)) if score >= ENOUGH * asked else None
