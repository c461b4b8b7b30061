"""The source text between evaluating and numbering: an author's lines, with the values in them made safe.

A backslash makes the next character plain text. `{#name}` at the end names a line, `{ref name}` refers to it.
"""

import re
from typing import NamedTuple

from cbtool.drafting.errors import ValueFault
from cbtool.drafting.values import printable

_MARKS = re.compile(r"[\\{}#|\-]")
_BREAKS = re.compile(r"[\t\n\r\v\f\x1c-\x1e\x85\u2028\u2029]+")
_ANCHOR = re.compile(r"(?<!\\)\{#([a-z][a-z0-9_]*)\}[ \t]*$")
_NAME = re.compile(r"[a-z][a-z0-9_]*")
_INLINE = re.compile(r"\\(.)|\{ref ([a-z][a-z0-9_]*)\}")
_WELL_FORMED = re.compile(r"(?:\\.|\{ref [a-z][a-z0-9_]*\}|[^\\{])*")
_ITEM = re.compile(r"( *)-(?: +(.*))?")
_ANNEX = re.compile(r"附件\s*[:：]\s*(.*)")
_CELL = re.compile(r"(?:\\.|[^|\\])*")
_RULE = re.compile(r":?-+:?")


class Line(NamedTuple):
    """One line of source; `kind` is title, chapter, annex, article, item, subitem, row, paragraph or empty.

    `text` still holds escapes and references; `number` counts from 1; `gap` says an empty line stands before.
    """

    kind: str
    text: str
    anchor: str
    number: int
    gap: bool


def escape(value: str) -> str:
    """The value as plain text of one line, whatever marks it holds."""
    return _MARKS.sub(r"\\\g<0>", printable(_BREAKS.sub(" ", value)))


def reference(name: str) -> str:
    """The mark that numbering replaces by 第…条 or 附件…; raises ValueFault when it can be no name."""
    if not _NAME.fullmatch(name):
        raise ValueFault(f"ref() 里的名字只能用小写字母、数字和下划线：{name}")
    return f"{{ref {name}}}"


def read_source(text: str) -> list[Line]:
    """The lines that are not empty, in order."""
    lines: list[Line] = []
    gap = False
    for number, raw in enumerate(text.split("\n"), start=1):
        if not raw.strip():
            gap = True
            continue
        lines.append(_read_line(raw, number, gap))
        gap = False
    return lines


def is_well_formed(text: str) -> bool:
    """Whether every brace and backslash of the line means something."""
    return _WELL_FORMED.fullmatch(text) is not None


def references(text: str) -> list[str]:
    """The names the line refers to."""
    return [match[2] for match in _INLINE.finditer(text) if match[2]]


def plain(text: str, labels: dict[str, str]) -> str:
    """The text as people read it: escapes undone, references replaced."""
    return _INLINE.sub(lambda match: labels[match[2]] if match[2] else match[1], text).strip()


def cells(text: str) -> list[str]:
    """The cells of a table row, still escaped."""
    inner = text.strip().removeprefix("|")
    found = [match.strip() for match in _split_cells(inner)]
    return found[:-1] if found and not found[-1] else found


def is_rule(row: list[str]) -> bool:
    """Whether the row is the line of dashes under a table's head."""
    return bool(row) and all(_RULE.fullmatch(cell) for cell in row)


def _split_cells(text: str) -> list[str]:
    parts, place = [], 0
    while place <= len(text):
        match = _CELL.match(text, place)
        end = match.end() if match else place
        parts.append(text[place:end])
        place = end + 1
    return parts


def _read_line(raw: str, number: int, gap: bool) -> Line:
    found = _ANCHOR.search(raw)
    anchor = found[1] if found else ""
    line = raw[: found.start()].rstrip() if found else raw.rstrip()
    kind, text = _kind(line)
    return Line(kind, text.strip(), anchor, number, gap)


def _kind(line: str) -> tuple[str, str]:
    bare = line.strip()
    item = _ITEM.fullmatch(line)
    if item:
        return ("subitem" if len(item[1]) >= 2 else "item"), item[2] or ""
    if bare.startswith("|"):
        return "row", bare
    marks = len(bare) - len(bare.lstrip("#"))
    if not marks or (len(bare) > marks and bare[marks] not in " \t"):
        return "paragraph", bare
    rest = bare[marks:].strip()
    annex = _ANNEX.fullmatch(rest) if marks == 2 else None
    if annex:
        return "annex", annex[1]
    return {1: "title", 2: "chapter", 3: "article"}.get(marks, "deeper"), rest
