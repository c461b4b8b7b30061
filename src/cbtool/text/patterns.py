"""The pattern language of rules and provisions: wordings as lawyers write them, found in any spelling of numbers.

Characters match themselves (full width and traditional forms too), numbers in any spelling: 满10年 finds 满十年.
`…` is up to 30 characters of the sentence, `~` up to 12 without ，、；：; neither goes over a blank to fill in (____).
`(甲|乙)` one of several, `[的]` may be absent, `^` and `$` are the sentence's ends. Full-width （ ） ～ are plain characters.
`{percent} {money} {days} {hours} {minutes} {months} {years} {count} {number} {date}` is the value, at most once; words
before it such as 的、为、不低于 need not be written. `{#}` is a number that is not the value: `{#}年`, `{#}人`.
`{blank}` is ____; `{employer}` and `{worker}` are the words for a side, 甲方 and 乙方 as the text defines them.

The regex runs on the canonical text (`text/quantities.py`); it is valid in Python and, with the `u` flag, in JavaScript.
"""

import re
from collections.abc import Iterator
from functools import lru_cache
from typing import NamedTuple

from cbtool.text.normal import normalise
from cbtool.text.quantities import END, KINDS, Canonical, canonical

SLOTS = {
    "percent": "P", "money": "M", "days": "DW", "hours": "HI", "minutes": "IH", "months": "OY", "years": "YO",
    "count": "C", "number": "C", "date": "T",
}  # fmt: skip
"""Value slots and the kinds of quantity they take."""

_ANY = "PMDWHIOYC"
_GAP = r"[^。;!?\n_]{0,30}?"
_NEAR = r"[^。;!?\n_,、:]{0,12}?"
_BLANK = r"(?:_{2,}|\(\))"
_GLUE = (
    "[的应当该须均都可以一般原则上分别各每为是按照达到共合计人民币约大至少最低多长高不得能宜于短小超过出:<>≤≥=]{0,12}?"
)
_EMPLOYER = "用人单位|用工单位|企业方|行政方|企业|公司|资方|单位|雇主"
_WORKER = "职工方|员工方|劳动者|女职工|职工|员工|工人|雇员|本人|个人"
_PLACES = (("年", "月", "日", "T"), ("月", "日", "", "S"))
_UNITS = (("个工作日", "W"), ("工作日", "W"), ("个月", "O"), ("小时", "H"), ("分钟", "I"), ("元", "M"),
          ("天", "D"), ("日", "D"), ("年", "YA"), ("%", "P"), ("倍", "P"))  # fmt: skip
_COUNTS = re.compile(r"[0-9０-９〇零○一二两兩三四五六七八九十壹贰叁肆伍陆柒捌玖拾廿卅半双\s]")
_SPECIAL = "…~()[]|^${}"
_DEEPEST = 8


Groups = tuple[tuple[str, ...], ...]


class Found(NamedTuple):
    """A match, by places in the text searched: all of it, and the value in it (-1 where the pattern has none).

    `quantity` is the value as the canonical text writes it, at `spot` of that text.
    """

    start: int
    end: int
    value_start: int
    value_end: int
    quantity: str
    spot: int


class Pattern(NamedTuple):
    """A compiled pattern. `needs`: one of these stands in the canonical text wherever the pattern is found; `also`: and
    one of each of these."""

    text: str
    source: str
    slot: str
    needs: tuple[str, ...]
    also: tuple[tuple[str, ...], ...] = ()

    def search(self, text: str) -> Found | None:
        """The first match in a text in any spelling, or None."""
        return next(self.finds(canonical(text)), None)

    def holds(self, text: str) -> bool:
        """Whether the pattern stands in the text."""
        spelled = canonical(text).text
        return self.may_hold(spelled) and (self._is_words() or _regex(self.source).search(spelled) is not None)

    def _is_words(self) -> bool:
        """Whether the pattern asks for nothing but its words: 病假, (病假|病伤假)."""
        words = "|".join(self.needs)
        return bool(words) and self.source in (words, f"(?:{words})")

    def may_hold(self, spelled: str) -> bool:
        """Whether a canonical text has what the pattern needs; quick."""
        for group in (self.needs, *self.also) if self.needs else ():
            for need in group:  # plain loops: this runs for every pattern on every sentence
                if need in spelled:
                    break
            else:
                return False
        return True

    def finds(self, spelled: Canonical) -> Iterator[Found]:
        """Every match, from left to right, not overlapping."""
        if not self.may_hold(spelled.text):
            return
        for match in _regex(self.source).finditer(spelled.text):
            start, end = spelled.place(match.start()), spelled.place(match.end())
            if self.slot:
                value = (spelled.place(match.start(1)), spelled.place(match.end(1)))
                yield Found(start, end, *value, match[1], match.start(1))
            else:
                yield Found(start, end, -1, -1, "", -1)


@lru_cache(maxsize=8192)
def _regex(source: str) -> re.Pattern[str]:
    return re.compile(source)


@lru_cache(maxsize=8192)
def compile_pattern(text: str, employer: str = "", worker: str = "") -> Pattern:
    """Compile a pattern; `employer` and `worker` are the labels the text gives the sides (甲方, 乙方).

    Raises ValueError with the reason and the place where the pattern is wrong.
    """
    reader = _Reader(text, employer, worker)
    source, groups = reader.alternatives(0)
    if reader.at < len(text):
        raise ValueError(f"{_place(text, reader.at)}多了一个“{text[reader.at]}”")
    if not groups and _regex(source).search(""):
        raise ValueError(f"句式“{text}”什么都没有要求，请写上必须出现的字")
    needs = _strongest(groups)
    return Pattern(text, source, reader.slot, needs, tuple(dict.fromkeys(g for g in groups if g != needs)))


def _place(text: str, at: int) -> str:
    return f"句式“{text}”第{at + 1}个字："


class _Reader:
    """Reads one pattern from left to right."""

    def __init__(self, text: str, employer: str, worker: str) -> None:
        self.text = text
        self.at = 0
        self.slot = ""
        self._sides = {"employer": _side(_EMPLOYER, employer), "worker": _side(_WORKER, worker)}

    def alternatives(self, depth: int) -> tuple[str, Groups]:
        """Sequences separated by `|`: their regex and the groups of words of which each must stand in the text."""
        if depth > _DEEPEST:
            raise ValueError(f"{_place(self.text, self.at)}括号套得太深")
        found = [self.sequence(depth)]
        while depth and self._next("|"):
            found.append(self.sequence(depth))
        source = "|".join(source for source, _ in found)
        if len(found) == 1:
            return source, found[0][1]
        either = tuple(need for _, groups in found for need in _strongest(groups))
        return source, ((either,) if all(groups for _, groups in found) else ())

    def sequence(self, depth: int) -> tuple[str, Groups]:
        """Elements one after the other, up to `|` or a closing bracket."""
        parts: list[str] = []
        groups: Groups = ()
        while self.at < len(self.text) and self.text[self.at] not in "|)]":
            part, wanted = self._element(depth)
            parts.append(part)
            groups += wanted
        return "".join(parts), groups

    def _element(self, depth: int) -> tuple[str, Groups]:
        sign = self.text[self.at]
        if sign not in _SPECIAL:
            return self._literal()
        self.at += 1
        if sign in "([":
            return self._group(sign, depth)
        if sign == "{":
            source = self._name()
            return source, (tuple(_quantity_letters(source)),) if END in source else ()
        if sign in "}$" and (sign == "}" or self.at < len(self.text)):
            raise ValueError(f"{_place(self.text, self.at - 1)}“{sign}”放错了地方")
        if sign == "^" and self.at > 1:
            raise ValueError(f"{_place(self.text, self.at - 1)}“^”只能放在最前面")
        return {"…": _GAP, "~": _NEAR, "^": "^", "$": r"(?![\s\S])"}[sign], ()

    def _group(self, sign: str, depth: int) -> tuple[str, Groups]:
        opened = self.at - 1
        source, groups = self.alternatives(depth + 1)
        if not self._next(")" if sign == "(" else "]"):
            raise ValueError(f"{_place(self.text, opened)}“{sign}”没有配对的括号")
        return (f"(?:{source})", groups) if sign == "(" else (f"(?:{source})?", ())

    def _literal(self) -> tuple[str, Groups]:
        start = self.at
        while self.at < len(self.text) and self.text[self.at] not in _SPECIAL:
            self.at += 1
        written = self.text[start : self.at]
        plain = canonical(written).text if _COUNTS.search(written) else normalise(written)
        return re.sub(r"([\\^$.*+?()\[\]{}|/])", r"\\\1", plain), ((plain,),) if plain else ()

    def _name(self) -> str:
        end = self.text.find("}", self.at)
        name = self.text[self.at : end] if end > 0 else ""
        start, self.at = self.at - 1, end + 1 if end > 0 else self.at
        if name in self._sides:
            return self._sides[name]
        if name == "blank":
            return _BLANK
        if name == "#":
            return f"[{self._unit() or _ANY}][^{END}]*{END}"
        if name not in SLOTS:
            raise ValueError(f"{_place(self.text, start)}没有“{{{name}}}”这种写法，可用 {'、'.join(SLOTS)}、#、blank")
        if self.slot:
            raise ValueError(f"{_place(self.text, start)}一个句式只能有一个要读的值")
        self.slot = name
        glue = "" if self.text.endswith("…", 0, start) else _GLUE  # a gap takes in the words before a value
        return f"{glue}([{self._unit() or SLOTS[name]}][^{END}]*{END})"

    def _unit(self) -> str:
        """The kinds meant by a unit that stands behind a number; the unit is read with it."""
        for *words, kind in _PLACES:
            form = "".join(f"{{#}}{word}" for word in words if word).removeprefix("{#}")
            if self.text.startswith(form, self.at):
                self.at += len(form)
                return kind
        for word, kind in _UNITS:
            if self.text.startswith(word, self.at):
                self.at += len(word)
                return kind
        return ""

    def _next(self, sign: str) -> bool:
        found = self.text.startswith(sign, self.at)
        self.at += found
        return found


def _side(words: str, label: str) -> str:
    return f"(?:{words}|{normalise(label)})" if label else f"(?:{words})"


def _quantity_letters(source: str) -> str:
    """The letters of which one begins the quantity that a slot stands for."""
    return source[source.rindex("[", 0, source.index("][^")) + 1 : source.index("][^")]


def _strongest(groups: Groups) -> tuple[str, ...]:
    """Of several groups the one that most texts fail: the longer words, then the fewer."""
    return max(groups, key=lambda group: (min(map(len, group)), -len(group)), default=())


def unit_of(quantity: str) -> str:
    """The unit of a quantity as the codebook writes it."""
    return KINDS[quantity[0]]
