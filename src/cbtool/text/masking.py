"""Personal data made unreadable, the same everywhere: 张三 → 张某, 138****1234."""

import re
from collections.abc import Iterable
from typing import NamedTuple

from cbtool.text.normal import normalise
from cbtool.text.personal import COMPOUND_SURNAMES, KINDS, Personal, find_personal, names_pattern

_COMPOUND_SURNAME = 2


class Masks(NamedTuple):
    """What is written for each personal item of a document: kind → (as found, without spaces) → mask."""

    of: dict[str, dict[str, str]]

    def apply(self, text: str) -> str:
        """The text with every item of the document, and everything else personal that is found in it, masked."""
        spans = {(one.start, one.end): self._mask(one) for one in find_personal(text)}
        normal = normalise(text)
        for match in names_pattern(self.of.get("name", ())).finditer(normal):
            spans[match.span()] = self.of["name"][_bare(match[0])]
        pieces, at = [], 0
        for (start, end), mask in sorted(spans.items()):
            if start >= at:
                pieces += [text[at:start], mask]
                at = end
        return "".join([*pieces, text[at:]])

    def _mask(self, one: Personal) -> str:
        known = self.of.get(one.kind, {}).get(_bare(normalise(one.text)))
        return known or masked(one.kind, one.text)

    def told(self) -> str:
        """What was masked, by kind and number, in Chinese."""
        counts = [f"{len(self.of[kind])} 个{name}" for kind, name in KINDS.items() if self.of.get(kind)]
        return "，".join(counts)


def make_masks(found: Iterable[Personal], names: Iterable[str] = ()) -> Masks:
    """Masks for what was found, and for further names that are known; two persons never get the same mask."""
    of: dict[str, dict[str, str]] = {}
    for one in found:
        if one.kind != "name":
            of.setdefault(one.kind, {})[_bare(normalise(one.text))] = masked(one.kind, one.text)
    persons = dict.fromkeys([*(_bare(one.text) for one in found if one.kind == "name"), *map(_bare, names)])
    if persons:
        of["name"] = _names(list(persons))
    return Masks(of)


def _names(persons: list[str]) -> dict[str, str]:
    """张某, and 张某1, 张某2 where two names begin alike."""
    alike: dict[str, list[str]] = {}
    for person in persons:
        alike.setdefault(masked("name", person), []).append(person)
    return {
        normalise(person): mask + (str(number) if len(same) > 1 else "")
        for mask, same in alike.items()
        for number, person in enumerate(same, 1)
    }


def masked(kind: str, text: str) -> str:
    """One item as it may be shown."""
    if kind == "name":
        name = _bare(text)
        return name[: _COMPOUND_SURNAME if _compound(name) else 1] + "某"
    if kind == "email":
        local, _, domain = text.partition("@")
        return f"{local[0]}***@{domain}"
    digits = [place for place, sign in enumerate(text) if sign.isalnum()]
    start, end = {"landline": (-8, -4), "phone": (-8, -4), "identity": (3, -4), "bank_card": (4, -4)}[kind]
    hidden = set(digits[start:end])
    return "".join("*" if place in hidden else sign for place, sign in enumerate(text))


def _compound(name: str) -> bool:
    return name[:_COMPOUND_SURNAME] in COMPOUND_SURNAMES


def _bare(text: str) -> str:
    return re.sub(r"\s", "", text)
