"""The reader: values of provisions, read from the sentences of a text by the patterns of the codebook.

Nothing is read where the text does not say it plainly: over a blank, behind a negation (不再享受), where the number is a
condition (超过5日的) and not what is agreed. A value that two provisions claim goes to the more certain wording.
"""

import re
from collections.abc import Iterable, Sequence
from fractions import Fraction
from itertools import groupby
from operator import add
from typing import NamedTuple

from cbtool.model.finding import ReadValue
from cbtool.model.provision import Provision, ReadingPattern
from cbtool.text.patterns import Found, Pattern, compile_pattern, unit_of
from cbtool.text.quantities import Canonical, canonical
from cbtool.text.sentences import Sentence

_AT_LEAST = ("不低于", "不少于", "不小于", "不短于", "不得低于", "不得少于", "不得短于", "不应低于", "不应少于", "不能低于",
             "不能少于", "至少", "最少", "最低", "最低为", "至少为", "≥", ">=")  # fmt: skip
_AT_MOST = ("不超过", "不高于", "不多于", "不大于", "不长于", "不得超过", "不得高于", "不得多于", "不得长于", "不应超过",
            "不能超过", "不超出", "最多", "最高", "最长", "至多", "最多为", "最高为", "最长为", "≤", "<=")  # fmt: skip
_CONDITIONS = ("超过", "超出", "高于", "多于", "大于", "满", "不满", "未满", "不足", "低于", "少于", "小于", "届满")
_NEGATIONS = ("不再", "不予", "不享受", "不适用", "取消", "不实行", "无须", "无需", "不需", "并非", "而非", "不是", "暂不",
              "未约定", "不作约定", "不约定")  # fmt: skip
_TOTALS = ("预算", "合计", "总计")  # columns and rows of sums: nobody is promised these
_MOST_PASSED = 5
_NEAR_START = 6
_NEAR_SLOT = 24
_ROUNDS = 3


class _Reading(NamedTuple):
    """One pattern of a provision, compiled, with what must and must not stand around it."""

    provision: Provision
    entry: ReadingPattern
    pattern: Pattern
    where: Pattern | None
    unless: tuple[Pattern, ...]
    guards: tuple[str, ...]
    rank: int


class Codebook:
    """The compiled patterns of the provisions, found by a word that each needs."""

    def __init__(self, provisions: Iterable[Provision], employer: str = "", worker: str = "") -> None:
        self._always: list[_Reading] = []
        self._by_word: dict[str, list[_Reading]] = {}
        entries = ((p, entry) for p in provisions for entry in p.reading)
        for rank, (provision, entry) in enumerate(entries):
            reading = _compile(provision, entry, employer, worker, rank)
            for word in reading.pattern.needs:
                self._by_word.setdefault(word, []).append(reading)
            if not reading.pattern.needs:
                self._always.append(reading)
        self._by_start: dict[str, list[str]] = {}
        for word in self._by_word:
            self._by_start.setdefault(word[:2], []).append(word)

    def may_hold(self, spelled: str) -> list[_Reading]:
        """The readings that may be found in this canonical text, in the order of the codebook."""
        starts = {*map(add, spelled, spelled[1:]), *spelled} & self._by_start.keys()
        words = [word for start in starts for word in self._by_start[start] if word in spelled]
        found = {r.rank: r for word in words for r in self._by_word[word]}
        found.update((r.rank, r) for r in self._always)
        return [found[rank] for rank in sorted(found) if found[rank].pattern.may_hold(spelled)]


def _compile(provision: Provision, entry: ReadingPattern, employer: str, worker: str, rank: int) -> _Reading:
    pattern = compile_pattern(entry.pattern, employer, worker)
    where = compile_pattern(entry.where, employer, worker) if entry.where else None
    unless = tuple(compile_pattern(text, employer, worker) for text in entry.unless)
    guards = tuple(word for word in _NEGATIONS if word not in entry.pattern)
    return _Reading(provision, entry, pattern, where, unless, guards, rank)


def read_values(
    sentences: Sequence[Sentence], provisions: Iterable[Provision] | Codebook, employer: str = "", worker: str = ""
) -> tuple[ReadValue, ...]:
    """Every value that the sentences state, in the order of the text.

    `employer` and `worker`: how the text labels the sides. A `Codebook` may be handed in again for the next text.
    """
    book = provisions if isinstance(provisions, Codebook) else Codebook(provisions, employer, worker)
    found: list[ReadValue] = []
    for _, group in groupby(sentences, key=lambda sentence: sentence.article):
        article = list(group)
        around = _Around(article)
        for sentence in article:
            found += _of_sentence(sentence, book, around)
    return tuple(found)


class _Around:
    """The article a sentence stands in, with the headings above it, as one canonical text; made when asked for."""

    def __init__(self, article: Sequence[Sentence]) -> None:
        self._article = article
        self._own = ""

    def holds(self, pattern: Pattern, sentence: Sentence) -> bool:
        if not self._own:
            self._own = "\n".join(s.text for s in self._article)
        return pattern.holds(sentence.context) or pattern.holds(self._own)


class _Claim(NamedTuple):
    """A value, the match and the entry that read it."""

    value: ReadValue
    found: Found
    entry: ReadingPattern

    @property
    def weight(self) -> tuple[float, int]:
        """What counts where two provisions claim one number: certainty, then how much the wording asks for."""
        return self.entry.confidence, len(self.entry.pattern)

    def rivals(self, other: "_Claim") -> bool:
        """Whether both claim one number; one wording may give a number to several provisions (婚假、丧假各3天)."""
        same = self.found.quantity and self.found.spot == other.found.spot
        return bool(same) and self.entry.pattern != other.entry.pattern


def _of_sentence(sentence: Sentence, book: Codebook, around: _Around) -> list[ReadValue]:
    """The values of a sentence, each provision's first; whoever loses a number to a rival looks for another one."""
    if any(word in sentence.text[: sentence.lead] for word in _TOTALS):
        return []
    spelled = canonical(sentence.text)
    readings: dict[str, list[_Reading]] = {}
    for reading in book.may_hold(spelled.text):
        readings.setdefault(reading.provision.id, []).append(reading)
    texts = dict.fromkeys(readings, spelled)
    kept: list[_Claim] = []
    for _ in range(_ROUNDS):
        claims = [_best_claim(sentence, texts[name], readings[name], around) for name in texts]
        texts = {}
        for claim in sorted((c for c in claims if c), key=lambda c: c.weight, reverse=True):
            rival = next((other for other in kept if claim.rivals(other)), None)
            if rival is None:
                kept.append(claim)
            else:
                texts[claim.value.provision] = _without(spelled, rival.found)
        if not texts:
            break
    return [c.value for c in sorted(kept, key=lambda c: (c.value.start, c.value.end, c.value.provision))]


def _best_claim(sentence: Sentence, spelled: Canonical, readings: list[_Reading], around: _Around) -> _Claim | None:
    """What the first of a provision's patterns reads that finds anything."""
    for reading in readings:
        claim = _first_claim(sentence, spelled, reading)
        if claim and _fits(sentence, reading, around):
            return claim
    return None


def _fits(sentence: Sentence, reading: _Reading, around: _Around) -> bool:
    if any(pattern.holds(sentence.text) for pattern in reading.unless):
        return False
    return reading.where is None or around.holds(reading.where, sentence)


def _first_claim(sentence: Sentence, spelled: Canonical, reading: _Reading) -> _Claim | None:
    """What one pattern reads from a sentence; a number that does not count is passed over for the next one.

    Where a sentence states several tiers, the first is the provision's value.
    """
    for _ in range(_MOST_PASSED):
        passed: Found | None = None
        for found in reading.pattern.finds(spelled):
            if _negated(sentence.text, found, reading):
                continue
            claim = None if _is_condition(sentence.text, found, reading) else _claim(sentence, found, reading)
            if claim:
                return claim
            passed = passed or (found if found.quantity else None)
        if passed is None:
            return None
        spelled = _without(spelled, passed)
    return None


def _without(spelled: Canonical, found: Found) -> Canonical:
    """The text with this quantity struck out, same length."""
    text, size = spelled.text, len(found.quantity)
    return spelled._replace(text=text[: found.spot] + "·" * size + text[found.spot + size :])


def _negated(text: str, found: Found, reading: _Reading) -> bool:
    """Whether a negation stands in the match or in the words of the same clause just before it."""
    before = re.split("[,、:;。()]", text[max(found.start - _NEAR_START, 0) : found.start])[-1]
    words = before + text[found.start : found.end]
    return any(guard in words for guard in reading.guards)


def _is_condition(text: str, found: Found, reading: _Reading) -> bool:
    """Whether the number only says from where something counts: 超过5日的, 满3年的; not where the pattern asks for it."""
    before = text[found.start : found.value_start].rstrip() if found.quantity else ""
    if not before.endswith(_CONDITIONS) or before.endswith(_AT_LEAST + _AT_MOST):
        return False
    own = reading.entry.pattern.partition("{" + reading.pattern.slot)[0][-_NEAR_SLOT:]
    return not any(word in own and before.endswith(word) for word in _CONDITIONS)


def _claim(sentence: Sentence, found: Found, reading: _Reading) -> _Claim | None:
    """The value a match gives, its quote cut to the words that stand in the text; None where it stands in a table's
    head only, or is counted by another unit (每天) than the provision's."""
    size = len(sentence.original)
    first, last = (place - sentence.lead for place in (found.start, found.end))
    first, last = max(first, 0), min(last, size)
    last -= len(sentence.original[first:last]) - len(sentence.original[first:last].rstrip())
    if last <= first or (found.quantity and found.value_start < sentence.lead):
        return None
    provision, entry = reading.provision, reading.entry
    value, upper, unit = _value(found, provision, entry)
    if not value or (unit.startswith("元/") and not _same_rate(sentence.text, found, unit)):
        return None
    bound = _bound(sentence.text, found) if found.quantity else ""
    start, end = sentence.start + first, sentence.start + last
    quote = sentence.original[first:last]
    read = ReadValue(provision.id, value, upper, unit, bound, quote, start, end, sentence.address, entry.confidence)
    return _Claim(read, found, entry)


def _value(found: Found, provision: Provision, entry: ReadingPattern) -> tuple[str, str, str]:
    """Value, upper end and unit: what the entry says where it says so, else the quantity in the provision's unit.

    Days and working days, days and months are never turned into each other: then the unit is the text's.
    """
    own = provision.unit or ""
    if entry.value:
        return entry.value, "", own
    if not found.quantity:
        return "", "", ""
    kind = found.quantity[0]
    value, _, upper = found.quantity[1:-1].partition("~")
    if kind in "TC" or unit_of(found.quantity) in own or (kind == "D" and own == "日"):
        return value, upper, own
    into, factor = _EXACT.get((kind, own), (unit_of(found.quantity), Fraction(1)))
    return _times(value, factor), _times(upper, factor), into


_EXACT = {
    ("Y", "个月"): ("个月", Fraction(12)),
    ("O", "年"): ("年", Fraction(1, 12)),
    ("H", "分钟"): ("分钟", Fraction(60)),
    ("I", "小时"): ("小时", Fraction(1, 60)),
    ("P", "倍"): ("倍", Fraction(1, 100)),
}


def _times(value: str, factor: Fraction) -> str:
    if not value or factor == 1:
        return value
    exact = Fraction(value) * factor
    return str(exact) if exact.denominator == 1 else f"{float(exact):.4f}".rstrip("0")


_AFTER = re.compile("^/(?:人[·./、]?)?(月|天|日|小时|班|次|年|人|件|单|票|台班|工日|餐)")
_BEFORE = re.compile("每(?:人|名|班|位)?(?:职工|员工)?每?(月|天|日|小时|班|次|年|件|单|票|台班|工日|餐)[^每]{0,8}$")
_SAME_RATE = {"日": "天", "工日": "天", "台班": "班", "票": "件", "单": "件"}


def _same_rate(text: str, found: Found, unit: str) -> bool:
    """Whether the text counts the money by the unit's measure (每月, 元/月), or by none."""
    match = _AFTER.search(text[found.value_end : found.value_end + 6]) or _BEFORE.search(text[: found.value_start])
    rate = match[1] if match else ""
    return not rate or _SAME_RATE.get(rate, rate) == unit.removeprefix("元/")


def _bound(text: str, found: Found) -> str:
    before, after = text[: found.value_start].rstrip(), text[found.value_end : found.value_end + 4].lstrip()
    if before.endswith(_AT_LEAST) or after.startswith(("以上", "及以上", "起")):
        return "at_least"
    if before.endswith(_AT_MOST) or after.startswith(("以内", "以下", "之内", "内", "为限", "封顶")):
        return "at_most"
    return ""
