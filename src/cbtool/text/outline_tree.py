"""From marks in the order of the text to the tree of clauses with their ids."""

import re
from typing import NamedTuple

from cbtool.model.clause import Clause, Kind
from cbtool.text.outline_content import Reader, read_content, read_rows
from cbtool.text.outline_markup import Line, is_unbroken

_RANKS: dict[str, int] = {
    "title": 0,
    "preamble": 0,
    "signature": 0,
    "annex": 0,
    "part": 1,
    "chapter": 2,
    "section": 3,
    "article": 4,
}
_SHORT: dict[str, str] = {
    "part": "part",
    "chapter": "chp",
    "section": "sec",
    "article": "art",
    "annex": "annex",
}
_LEAVES = ("title", "preamble", "signature")
_NOT_TITLE = re.compile(
    r"[。；，：:！？|]|^(?:甲|乙)\s?方|^第.{1,6}[条章]|^[一二三四五六七八九十]{1,3}、|^[（(]|^目\s*录$|__"
)
_TITLE = re.compile(
    r"(?!根据|依照|依据|为|经)[^。；，：:《》\s]{2,40}?(?:合同|协议书|协议|条例|规定|办法|纪要|决议|要约书)"
    r"(?:[（(][^（()）]{1,12}[)）])?(?=[\s（(])"
)
_LONGEST_TITLE = 60
_SUBJECT = re.compile(r"\s{0,8}【([^【】]{1,40})】\s{0,8}")


class Mark(NamedTuple):
    """Where a unit above the paragraph begins; it ends at the next mark of its own rank or above."""

    start: int
    kind: Kind
    label: str
    number: int
    suffix: int
    heading: str
    body_start: int


def in_order(marks: list[Mark]) -> list[Mark]:
    """Return marks by place; where two begin at one place the higher unit comes first."""
    return sorted(marks, key=lambda mark: (mark.start, _RANKS[mark.kind]))


class _Scope(NamedTuple):
    """The prefixes units are named with: that of the annex, part and chapter they stand in."""

    per_chapter: bool
    parts: bool
    annex: str = ""
    part: str = ""
    chapter: str = ""


def opening(reader: Reader, marks: list[Mark]) -> list[Mark]:
    """Return the title and the preamble, as far as the text before the first mark holds them."""
    end = marks[0].start if marks else len(reader.text)
    pieces = reader.fragments(0, end)
    if not pieces:
        return []
    first = pieces[0]
    begin = first.start
    found: list[Mark] = []
    if title_end := _title_end(reader, first):
        found.append(Mark(first.start, "title", "", 0, 0, "", first.at))
        begin = title_end if title_end < first.end else pieces[1].start if len(pieces) > 1 else end
    if reader.text[begin:end].strip():
        found.append(Mark(begin, "preamble", "", 0, 0, "", begin))
    return found


def _title_end(reader: Reader, first: Line) -> int:
    """Where the title on the first line ends; 0 when there is none. A text without lines has it before a gap."""
    words = reader.text[first.at : first.end].strip()
    short = len(words) <= _LONGEST_TITLE and not _NOT_TITLE.search(words)
    if first.level == 1 or (not first.level and short):
        return first.end
    match = _TITLE.match(reader.text, first.at, first.end) if is_unbroken(reader.lines) else None
    return match.end() if match else 0


def build_tree(reader: Reader, marks: list[Mark], *, per_chapter: bool) -> tuple[Clause, ...]:
    """Return the clauses of a text from its marks (sorted by place)."""
    numbers = [mark.number for mark in marks if mark.kind == "chapter"]
    parts = any(mark.kind == "part" for mark in marks) and len(set(numbers)) < len(numbers)
    return _build(reader, marks, len(reader.text), _Scope(per_chapter, parts))


def _build(reader: Reader, marks: list[Mark], end: int, scope: _Scope) -> tuple[Clause, ...]:
    found: list[Clause] = []
    place = 0
    while place < len(marks):
        mark, stop = marks[place], place + 1
        while stop < len(marks) and mark.kind not in _LEAVES and _RANKS[marks[stop].kind] > _RANKS[mark.kind]:
            stop += 1
        limit = marks[stop].start if stop < len(marks) else end
        found.append(_clause(reader, mark, marks[place + 1 : stop], limit, scope))
        place = stop
    return tuple(found)


def _clause(reader: Reader, mark: Mark, below: list[Mark], end: int, scope: _Scope) -> Clause:
    name = reader.names.take(_wanted(mark, scope))
    inner = below[0].start if below else end
    body_start = min(mark.body_start, inner)
    own = () if mark.kind == "title" else read_content(reader, name, body_start, inner)
    children = own + _build(reader, below, end, _inside(mark, name, scope))
    return Clause(
        name,
        mark.kind,
        mark.label,
        mark.number,
        mark.suffix,
        mark.heading,
        mark.start,
        end,
        body_start,
        children,
    )


def _wanted(mark: Mark, scope: _Scope) -> str:
    if mark.kind not in _SHORT:
        return mark.kind
    suffix = f"_{mark.suffix}" if mark.suffix else ""
    prefix = {
        "annex": "",
        "part": scope.annex,
        "chapter": scope.part if scope.parts else scope.annex,
        "section": scope.chapter,
        "article": scope.chapter if scope.per_chapter else scope.annex,
    }[mark.kind]
    return f"{prefix}{_SHORT[mark.kind]}_{mark.number}{suffix}"


def _inside(mark: Mark, name: str, scope: _Scope) -> _Scope:
    prefix = f"{name}__"
    if mark.kind == "annex":
        return scope._replace(annex=prefix, part=prefix, chapter=prefix)
    if mark.kind == "part":
        return scope._replace(part=prefix, chapter=prefix)
    return scope._replace(chapter=prefix) if mark.kind == "chapter" else scope


def digest_clauses(reader: Reader) -> tuple[Clause, ...]:
    """Return the paragraphs of a digest: its title, then `para_n` for every line or table."""
    pieces = reader.fragments(0, len(reader.text))
    found: list[Clause] = []
    place = 0
    if pieces and pieces[0].level == 1:
        first = pieces[0]
        found.append(Clause(reader.names.take("title"), "title", "", 0, 0, "", first.start, first.next, first.at))
        place = 1
    count = 0
    while place < len(pieces):
        stop, count = place + 1, count + 1
        name = reader.names.take(f"para_{count}")
        if reader.row(pieces[place]):
            stop = reader.table_end(pieces, place)
            found.append(read_rows(reader, pieces[place:stop], name, count, name, 0))
        else:
            piece = pieces[place]
            subject = _SUBJECT.match(reader.text, piece.start, piece.end)
            body = subject.end() if subject else piece.start
            found.append(
                Clause(
                    name,
                    "paragraph",
                    "",
                    count,
                    0,
                    subject[1] if subject else "",
                    piece.start,
                    piece.next,
                    body,
                )
            )
        place = stop
    return tuple(found)
