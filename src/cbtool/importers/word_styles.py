"""The styles of a Word file: what a paragraph or run has that does not say it itself."""

import re
from typing import NamedTuple

from cbtool.importers.word_package import Element, W, is_on, value, whole

_DEEPEST = 20
_BODY_LEVEL = 9
_HEADING = re.compile(r"(?:heading|标题) ?([1-9])")
_SWITCHES = ("vanish", "u")


class Style(NamedTuple):
    """One style; `switches` are those it sets, on or off, `number` and `level` are None where it does not set them."""

    name: str
    above: str | None
    number: str | None
    level: str | None
    switches: dict[str, bool]
    outline: str | None


class Styles:
    """The styles by id, their inheritance followed."""

    def __init__(self, root: Element | None) -> None:
        elements = [] if root is None else root.iterfind(W + "style")
        self._styles = {value(element, "styleId"): _style(element) for element in elements}

    def chain(self, style: str | None) -> list[tuple[str, Style]]:
        """A style and those it is based on, nearest first; endless chains are cut."""
        found: list[tuple[str, Style]] = []
        while style and style in self._styles and len(found) < _DEEPEST:
            found.append((style, self._styles[style]))
            style = self._styles[style].above
        return found

    def switched(self, switch: str, *styles: str | None) -> bool:
        """Whether the first of these styles that says anything of the switch turns it on."""
        settings = (known.switches.get(switch) for style in styles for _, known in self.chain(style))
        return next((setting for setting in settings if setting is not None), False)

    def is_title(self, style: str | None) -> bool:
        """Whether this is the style of a document's title, or based on it."""
        return any(known.name.lower() == "title" for _, known in self.chain(style))

    def heading_level(self, style: str | None, properties: Element | None) -> int:
        """The level (from 1) of a heading by its own outline level or its style; 0 for all other text."""
        own = None if properties is None else value(properties.find(W + "outlineLvl"))
        chain = [known for _, known in self.chain(style)]
        level = next((outline for outline in (own, *(known.outline for known in chain)) if outline is not None), None)
        if level is None:
            names = (_HEADING.fullmatch(known.name.lower()) for known in chain)
            return next((int(match[1]) for match in names if match), 0)
        return whole(level, _BODY_LEVEL) + 1 if 0 <= whole(level, _BODY_LEVEL) < _BODY_LEVEL else 0

    def is_contents(self, style: str | None) -> bool:
        """Whether this is a style of the table of contents."""
        names = ((key, known.name) for key, known in self.chain(style)[:1])
        key, name = next(names, (style or "", ""))
        return any(text.lower().replace(" ", "").rstrip("0123456789") == "toc" for text in (key, name) if text)


def _style(element: Element) -> Style:
    look, numbering = element.find(W + "rPr"), element.find(f"{W}pPr/{W}numPr")
    return Style(
        name=value(element.find(W + "name")) or "",
        above=value(element.find(W + "basedOn")),
        number=None if numbering is None else value(numbering.find(W + "numId")),
        level=None if numbering is None else value(numbering.find(W + "ilvl")),
        switches=switches(look),
        outline=value(element.find(f"{W}pPr/{W}outlineLvl")),
    )


def switches(look: Element | None) -> dict[str, bool]:
    """The switches that run properties set themselves."""
    if look is None:
        return {}
    found = ((name, look.find(W + name)) for name in _SWITCHES)
    return {name: is_on(element) for name, element in found if element is not None}
