"""What readers of formatted files find, lines and tables in the order of reading, and what becomes of it: a body."""

import re
from itertools import takewhile
from typing import NamedTuple

from cbtool.importers.body import make_body
from cbtool.importers.lines import Line, clean, fingerprint, read_lines
from cbtool.importers.remarks import body_remarks, imported
from cbtool.importers.wrapping import join_wrapped
from cbtool.model.intake import Imported
from cbtool.text.body import escape_line, write_table
from cbtool.text.numerals import NUMERAL_SIGNS

MOST_COLUMNS = 64
_ANNEX = re.compile(rf"附\s?[件表录]\s?[{NUMERAL_SIGNS}]{{0,3}}\s?[:：]?")
_ANNEX_TITLE = re.compile(
    rf"(?!附\s?[件表录]|第\s?[{NUMERAL_SIGNS}]|[（(]?[{NUMERAL_SIGNS}]{{1,3}}[）)、.．])[^，。；：:_]{{2,40}}"
)
_LABEL = re.compile(
    rf"第\s?[{NUMERAL_SIGNS}]{{1,9}}\s?[编編章节節条條]|附\s?[件表录錄]|[（(]?[{NUMERAL_SIGNS}]{{1,5}}[）)、.．]|[①-⑳]"
)
_LISTED = re.compile(r"[一二三四五六七八九十]{1,3}、")
_LONGEST_HEAD = 20
_LONGEST_HEADING = 40
_FIGURES = "0123456789,.%％元 "
_MARKS = ("## ", "### ")


class Text(NamedTuple):
    """A line of text; whether its style is that of a title, and the level (from 1) where it is that of a heading."""

    text: str
    title: bool = False
    level: int = 0


class Table(NamedTuple):
    """Rows of cells, and whether the first row names the columns."""

    rows: list[list[str]]
    header: bool


Block = Text | Table


def imported_blocks(
    reader: str, blocks: list[Block], remarks: list[str], encoding: str = "utf-8", wrapped: bool = False
) -> Imported:
    """The blocks as a body with everything about it; `wrapped` lines are joined where they evidently were broken.

    Raises UnreadableFile: nothing in them, too much, too many articles.
    """
    title, blocks = _split_title(_with_title(blocks))
    text, rows, marks = _as_text(title, blocks)
    lines, warnings = clean(read_lines(text))
    sha256 = fingerprint(lines)
    if wrapped:
        lines, joined = _join_wrapped(lines, rows)
        warnings += [joined] if joined else []
    lines = [line if line.number in rows else _marked(line, marks) for line in _with_annex_titles(lines, rows)]
    body = make_body(lines)
    warnings += [*remarks, *body_remarks(body, len(lines))]
    return imported(reader, encoding, sha256, body, "", warnings)


def names_columns(rows: list[list[str]]) -> bool:
    """Whether the first row reads like names of columns: short words, each another, no bare number, nothing to fill in."""
    first = rows[0]
    words = all(0 < len(cell) <= _LONGEST_HEAD and not set(cell) & set("_：:。；") for cell in first)
    return words and len(rows) > 1 and len(set(first)) == len(first) and all(cell.strip(_FIGURES) for cell in first)


def _with_title(blocks: list[Block]) -> list[Block]:
    """A first line that alone has the first level of heading, above others, is the title."""
    first = blocks[0] if blocks else None
    if not isinstance(first, Text) or first.title or not first.level or _LABEL.match(first.text):
        return blocks
    others = [block.level for block in blocks[1:] if isinstance(block, Text) and block.level]
    return [first._replace(title=True), *blocks[1:]] if all(level > first.level for level in others) else blocks


def _split_title(blocks: list[Block]) -> tuple[str, list[Block]]:
    """The lines in the style of a title at the beginning, as one, and what follows."""
    lines = list(takewhile(lambda block: not isinstance(block, Table) and block.title, blocks))
    title = "".join(block.text for block in lines if not isinstance(block, Table))
    return title, blocks[len(lines) :]


def _as_text(title: str, blocks: list[Block]) -> tuple[str, set[int], dict[int, str]]:
    """Title and blocks as lines, the numbers of those that are rows, and of headings with the mark of each."""
    texts, marks = ([title], {1: "# "}) if title else ([], {})
    rows: set[int] = set()
    headings = _heading_marks(blocks)
    for block in blocks:
        if not isinstance(block, Table):
            texts.append(block.text)
            if mark := headings.get(block):
                marks[len(texts)] = mark
            continue
        texts.append("")
        for line in write_table(block.rows, header=block.header).split("\n"):
            texts.append(line)
            rows.add(len(texts))
    return "\n".join(texts), rows, marks


def _heading_marks(blocks: list[Block]) -> dict[Text, str]:
    """Heading → mark, for the two highest levels of headings that only their style makes headings.

    Several headings 一、 二、 say what they are themselves; one alone would be read as an item.
    """
    texts = [block for block in blocks if isinstance(block, Text) and block.level]
    listed = [block for block in texts if _LISTED.match(block.text)]
    alone = len(listed) == 1 and listed[0].level == min(block.level for block in texts)
    found = [block for block in texts if _is_heading(block.text, alone)]
    marks = dict(zip(sorted({block.level for block in found}), _MARKS, strict=False))
    return {block: marks[block.level] for block in found if block.level in marks}


def _is_heading(text: str, alone: bool) -> bool:
    """Whether a text reads like a heading, and has no number that says so; `alone`: 一、 is no such number."""
    numbered = _LABEL.match(text) and not (alone and _LISTED.match(text))
    return len(text) <= _LONGEST_HEADING and not numbered and not re.search(r"[。；：:_|]", text)


def _join_wrapped(lines: list[Line], rows: set[int]) -> tuple[list[Line], str]:
    """Join the lines between the tables; what was evidently wrapped is measured on all of them."""
    joined, told = join_wrapped([line for line in lines if line.number not in rows])
    if not told:
        return lines, ""
    kept = {line.number: line for line in joined}
    return [line if line.number in rows else kept[line.number] for line in lines if line.number in {*rows, *kept}], told


def _marked(line: Line, marks: dict[int, str]) -> Line:
    mark = marks.get(line.number)
    return line._replace(text=mark + line.text.strip() if mark else escape_line(line.text))


def _with_annex_titles(lines: list[Line], rows: set[int]) -> list[Line]:
    """The title of an annex stands below its label in such files; both are one heading."""
    joined: list[Line] = []
    for line in (line for line in lines if line.text.strip()):
        above = joined[-1].text.strip() if joined else ""
        if _ANNEX.fullmatch(above) and line.number not in rows and _ANNEX_TITLE.fullmatch(line.text.strip()):
            joined[-1] = joined[-1]._replace(text=f"{above.rstrip(':：')} {line.text.strip()}")
        else:
            joined.append(line)
    return joined
