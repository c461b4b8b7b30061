"""Where a contract applies: region (GB/T 2260) and street, from addresses, parties' names and the title."""

import re
from collections.abc import Iterator, Sequence
from functools import cache
from typing import NamedTuple

from cbtool.importers.document import Document, Piece
from cbtool.model.intake import Fact
from cbtool.text.codes import regions
from cbtool.text.normal import normalise

_ADDRESS = re.compile(r"(?:地\s?址|住\s?所(?:地)?|所在地|注册地)\s?[:]?\s?(?P<place>[^,。;:|\n]{4,60})")
_ADDRESS_CELL = re.compile(r"[^,。;:]{0,6}(?:地\s?址|住\s?所(?:地)?|所在地)\s?:?")
_LONGEST_NAME = 15
_SHORT_ENDS = ("特别行政区", "壮族自治区", "回族自治区", "维吾尔自治区", "自治区", "省", "市")
_STREET = re.compile(r"(?P<street>[\u4e00-\u9fff]{2,7}?(?:街道|镇|乡))(?!企业|办公)")


class Mention(NamedTuple):
    """A place name in a text: the codes it may mean, and whether it is written in full."""

    start: int
    end: int
    codes: frozenset[str]
    full: bool


class _Reading(NamedTuple):
    """What one source says: the codes left after its mentions were put together."""

    piece: Piece
    span: tuple[int, int]
    codes: frozenset[str]
    full: bool
    street: str


@cache
def _names() -> dict[str, tuple[frozenset[str], bool]]:
    """Every name, and for provinces and cities also the short one (深圳); a county counts only in full."""
    full: dict[str, set[str]] = {}
    short: dict[str, set[str]] = {}
    for code, name in regions().items():
        full.setdefault(normalise(name), set()).add(code)
        end = next((end for end in _SHORT_ENDS if name.endswith(end)), "")
        if code.endswith("00") and end and len(name) - len(end) >= 2:
            short.setdefault(name.removesuffix(end), set()).add(code)
    shorts = {name: (frozenset(codes), False) for name, codes in short.items()}
    return shorts | {
        name: (frozenset(codes), True) for name, codes in full.items() if len(name) > 2 or name[-1] != "区"
    }


def mentions(normal: str) -> list[Mention]:
    """The place names a text begins with or that follow each other, longest first; a short one only at the beginning."""
    found: list[Mention] = []
    place = 0
    while place < len(normal):
        for length in range(min(_LONGEST_NAME, len(normal) - place), 1, -1):
            known = _names().get(normal[place : place + length])
            joined = place == 0 or (bool(found) and found[-1].end == place)
            if known and (known[1] or joined):
                found.append(Mention(place, place + length, *known))
                place += length - 1
                break
        place += 1
    return found


def narrowed(groups: Sequence[frozenset[str]]) -> frozenset[str]:
    """The finest codes that agree with all groups; empty where they contradict each other."""
    left = groups[0] if groups else frozenset()
    for codes in groups[1:]:
        pairs = ((a, b) for a in left for b in codes)
        left = frozenset(b if _within(b, a) else a for a, b in pairs if _within(b, a) or _within(a, b))
    return left


def _within(code: str, above: str) -> bool:
    """Whether a code is `above` itself or lies in it."""
    stem = above[:2] if above.endswith("0000") else above[:4] if above.endswith("00") else above
    return code.startswith(stem)


def find_region(document: Document, parties: list[Fact], title: Fact | None) -> Iterator[Fact]:
    """The finest place all sources agree on; of places with one name every candidate is told, none is picked."""
    readings = list(_readings(document, parties, title))
    if not readings:
        return
    codes = narrowed([reading.codes for reading in readings])
    if len(codes) == 1:
        (code,) = codes
        proof = next((r for r in readings if code in r.codes), readings[-1])
        confidence = 0.95 if any(r.full for r in readings) and _is_local(code) else 0.8
        yield proof.piece.fact("region", code, confidence, proof.span)
        if street := next((r for r in readings if r.street and not r.codes.isdisjoint(codes)), None):
            yield street.piece.fact("street", street.street, min(confidence, 0.92), street.span)
        return
    for reading in readings if not codes else readings[:1]:
        for code in sorted(codes or reading.codes):
            yield reading.piece.fact("region", code, 0.5, reading.span)


def _is_local(code: str) -> bool:
    """Whether a code is a city, a county or one of the four municipalities; a province alone is too coarse."""
    return not code.endswith("0000") or regions()[code].endswith("市")


def _readings(document: Document, parties: list[Fact], title: Fact | None) -> Iterator[_Reading]:
    pieces = (*document.head, *document.tail)
    for piece, below in zip(pieces, (*pieces[1:], None), strict=False):
        if match := _ADDRESS.search(piece.normal):
            yield from _read(piece, match.span("place"))
        elif below and below.number == piece.number and _ADDRESS_CELL.fullmatch(piece.normal):
            yield from _read(below, (0, len(below.text)))
    for fact in [*([title] if title else []), *parties]:
        name = fact.value["name"] if isinstance(fact.value, dict) else str(fact.value)
        yield from _read(Piece(name, normalise(name), fact.line), (0, len(name)))


def _read(piece: Piece, span: tuple[int, int]) -> Iterator[_Reading]:
    text = piece.normal[span[0] : span[1]]
    lead = re.match(r"(?:(?:19|20)\d\d年度?|中国|\s)*", text)
    skip = lead.end() if lead else 0
    found = mentions(text[skip:])
    codes = narrowed([mention.codes for mention in found])
    if codes:
        end = span[0] + skip + found[-1].end
        street = _STREET.match(piece.normal, end)
        named = piece.text[street.start("street") : street.end("street")] if street else ""
        yield _Reading(
            piece, (span[0], max(end, street.end() if street else end)), codes, any(m.full for m in found), named
        )
