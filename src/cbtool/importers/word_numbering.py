"""Automatic numbers: what Word shows before each numbered paragraph, counted in the order of the text.

Levels, overrides and restarts follow ECMA-376 part 1, 17.9.
"""

import re
from typing import NamedTuple

from cbtool.importers.word_formats import write_number
from cbtool.importers.word_package import MC, Element, W, is_on, value, whole
from cbtool.importers.word_styles import Styles

_DEEPEST = 8
_MOST_LINKS = 4
_TIGHT = ("、", "）", ")", "．", "：", "】", "〕", "]")


class Level(NamedTuple):
    """One level of a list. `restart`: the level (from 1) whose numbers restart it, 0 never, None each one above."""

    start: int
    form: str
    text: str
    restart: int | None
    legal: bool
    tight: bool
    hidden: bool
    style: str | None


class List(NamedTuple):
    """A `w:num`: its counters are those of its abstract list, which other lists may share."""

    abstract: str
    levels: dict[int, Level]
    starts: dict[int, int]

    def start(self, level: int) -> int:
        """The first number of a level."""
        known = self.levels.get(level)
        return self.starts.get(level, known.start if known else 1)


class Numbering:
    """The lists of a file, and how far each has counted."""

    def __init__(self, root: Element | None, styles: Styles) -> None:
        self._styles = styles
        self._lists = {} if root is None else _read_lists(root, styles)
        self._counts: dict[str, dict[int, int]] = {}
        self._begun: set[tuple[str, int]] = set()
        self.written = 0

    def label(self, properties: Element | None) -> str:
        """The label of the next paragraph with these properties, with what sets it apart; '' where it has none."""
        number, place = self._place(properties)
        found = self._lists.get(number or "")
        level = found.levels.get(place) if found else None
        if not number or found is None or level is None:
            return ""
        counts = self._count(number, found, place)
        if level.hidden:
            return ""
        label = "•" if level.form == "bullet" else _spelled(found, level, counts)
        self.written += bool(label) and level.form != "bullet"
        tight = level.tight or not label or (label.endswith(_TIGHT) and level.form != "bullet")
        return label if tight else label + " "

    def _place(self, properties: Element | None) -> tuple[str | None, int]:
        """List and level of a paragraph: its own, else those of its style."""
        own = None if properties is None else properties.find(W + "numPr")
        number = None if own is None else value(own.find(W + "numId"))
        level = None if own is None else value(own.find(W + "ilvl"))
        style = None if properties is None else value(properties.find(W + "pStyle"))
        chain = self._styles.chain(style) if number is None else []
        for _, known in chain:
            level = known.level if level is None else level
            if known.number is not None:
                number = known.number
                break
        if level is None and number is not None:
            level = self._linked(number, [key for key, _ in chain])
        return number, min(max(whole(level, 0), 0), _DEEPEST)

    def _linked(self, number: str, styles: list[str]) -> str:
        """The level that names one of these styles as its own, the nearest first."""
        levels = self._lists[number].levels if number in self._lists else {}
        places = {level.style: str(place) for place, level in levels.items() if level.style}
        return next((places[style] for style in styles if style in places), "0")

    def _count(self, number: str, found: List, place: int) -> dict[int, int]:
        """Count one on; levels below begin anew unless they say otherwise."""
        counts = self._counts.setdefault(found.abstract, {})
        if place in found.starts and (number, place) not in self._begun:
            self._begun.add((number, place))
            counts.pop(place, None)
        counts[place] = counts.get(place, found.start(place) - 1) + 1
        for below in [level for level in counts if level > place]:
            restart = found.levels[below].restart if below in found.levels else None
            if restart is None or place < restart:
                del counts[below]
        return counts


def _spelled(found: List, level: Level, counts: dict[int, int]) -> str:
    def number(match: re.Match[str]) -> str:
        place = int(match[1]) - 1
        known = found.levels.get(place)
        form = "decimal" if level.legal or known is None else known.form
        count = counts.get(place, found.start(place))
        return f"{count:0{known.form.count('0') + 1}d}" if known and _is_padded(form) else write_number(count, form)

    return re.sub(r"%([1-9])", number, level.text).strip()


def _is_padded(form: str) -> bool:
    """Whether the format is written as a pattern: 001."""
    return bool(re.fullmatch(r"0{1,8}1", form))


def _read_lists(root: Element, styles: Styles) -> dict[str, List]:
    abstracts = {value(element, "abstractNumId") or "": element for element in root.iterfind(W + "abstractNum")}
    nums = {value(element, "numId") or "": element for element in root.iterfind(W + "num")}
    levels = {key: _read_levels(element) for key, element in abstracts.items()}
    found = {}
    for key, num in nums.items():
        abstract = _abstract(num, nums, abstracts, styles)
        found[key] = _read_list(num, abstract, levels.get(abstract, {}))
    return found


def _abstract(num: Element, nums: dict[str, Element], abstracts: dict[str, Element], styles: Styles) -> str:
    """The abstract list a list counts by; links over a list style are followed."""
    key = value(num.find(W + "abstractNumId")) or ""
    for _ in range(_MOST_LINKS):
        abstract = abstracts.get(key)
        link = None if abstract is None else value(abstract.find(W + "numStyleLink"))
        linked = next((style.number for _, style in styles.chain(link) if style.number), None)
        if not linked or linked not in nums:
            break
        key = value(nums[linked].find(W + "abstractNumId")) or ""
    return key


def _read_list(num: Element, abstract: str, levels: dict[int, Level]) -> List:
    starts: dict[int, int] = {}
    own = dict(levels)
    for override in num.iterfind(W + "lvlOverride"):
        place = whole(value(override, "ilvl"), 0)
        replacing = override.find(W + "lvl")
        if replacing is not None:
            own[place] = _read_level(replacing)
        if (start := override.find(W + "startOverride")) is not None:
            starts[place] = whole(value(start), 1)
    return List(abstract, own, starts)


def _read_levels(abstract: Element) -> dict[int, Level]:
    return {whole(value(element, "ilvl"), 0): _read_level(element) for element in abstract.iterfind(W + "lvl")}


def _read_level(element: Element) -> Level:
    restart = element.find(W + "lvlRestart")
    return Level(
        start=whole(value(element.find(W + "start")), 0),
        form=_form(element),
        text=value(element.find(W + "lvlText")) or "",
        restart=None if restart is None else whole(value(restart), 0),
        legal=is_on(element.find(W + "isLgl")),
        tight=value(element.find(W + "suff")) == "nothing",
        hidden=is_on(element.find(f"{W}rPr/{W}vanish")),
        style=value(element.find(W + "pStyle")),
    )


def _form(level: Element) -> str:
    """The format; newer ones stand in a choice, written as a pattern such as `001, 002, 003`."""
    found = level.find(W + "numFmt")
    if found is None:
        found = level.find(f"{MC}AlternateContent/{MC}Choice/{W}numFmt")
    form = value(found) or "decimal"
    return (value(found, "format") or "").split(",")[0].strip() if form == "custom" else form
