"""Markdown: headings and tables are kept, other marks become text; a contract file of our own is kept as it is."""

import re
from pathlib import PurePath

from cbtool.importers.body import Body, make_body
from cbtool.importers.inline import plain_inline
from cbtool.importers.lines import Line, clean, fingerprint, read_lines
from cbtool.importers.remarks import body_remarks, imported
from cbtool.importers.wrapping import join_wrapped
from cbtool.model.intake import Imported
from cbtool.text.body import escape_line, write_row
from cbtool.text.clauses import parse_clauses
from cbtool.text.encoding import decode
from cbtool.text.numerals import NUMERAL_SIGNS
from cbtool.text.outline_markup import is_row, is_separator, read_cells, split_lines

FENCE = "---"
_LABELLED = re.compile(rf"第\s?[{NUMERAL_SIGNS}]{{1,9}}\s?([编編章节節条條])|(附)\s?[件表录錄]")
_LABEL_MARKS = {"编": "## ", "編": "## ", "章": "## ", "节": "### ", "節": "### ", "条": "", "條": "", "附": "## "}
_LEVEL_MARKS = {1: "# ", 2: "## ", 3: "### "}
_RULE = re.compile(r"\s{0,3}(?:(?:-\s?){3,}|(?:\*\s?){3,})\s*")
_UNDERLINE = re.compile(r"\s{0,3}(={2,}|-{2,})\s*")
_CODE_FENCE = re.compile(r"\s{0,3}(?:```|~~~)[\w-]*\s*")
_LOOSE_ROW = re.compile(r"[^|]*\S\s*\|\s*\S.*")
_LOOSE_DASHES = re.compile(r"\s*\|?\s*:?-{2,}:?\s*(?:\|\s*:?-{2,}:?\s*)+\|?\s*")
_LONGEST_HEADING = 60


def is_markdown(name: str, data: bytes) -> bool:
    """Whether the file is Markdown: by its name, or by the front matter it begins with."""
    start = data.removeprefix(b"\xef\xbb\xbf")
    return PurePath(name).suffix.lower() in (".md", ".markdown") or start.startswith((b"---\n", b"---\r\n"))


def read_markdown(data: bytes) -> Imported:
    """The text in restricted Markdown, and the front matter apart. Raises UnreadableFile."""
    text, encoding = decode(data)
    lines, warnings = clean(read_lines(text))
    front, lines = _front_matter(lines)
    sha256 = fingerprint(lines)
    if front:
        body = _as_it_is(lines)
        return imported("markdown", encoding, sha256, body, front, warnings)
    lines, joined = join_wrapped(lines)
    lines, remarks = convert(lines)
    body = make_body(lines)
    warnings += [*([joined] if joined else []), *remarks, *body_remarks(body, len(lines))]
    return imported("markdown", encoding, sha256, body, "", warnings)


def _front_matter(lines: list[Line]) -> tuple[str, list[Line]]:
    """The lines between `---` and `---` at the very beginning, and what follows them."""
    texts = [line.text.rstrip() for line in lines]
    if not texts or texts[0] != FENCE or FENCE not in texts[1:]:
        return "", lines
    end = texts.index(FENCE, 1)
    return "\n".join(texts[1:end]) + "\n", lines[end + 1 :]


def _as_it_is(lines: list[Line]) -> Body:
    """The body of a contract file of our own, from its first line with content."""
    first = next((place for place, line in enumerate(lines) if line.text.strip()), len(lines))
    lines = lines[first:] or [Line(0, "")]
    text = "\n".join(line.text.rstrip() for line in lines)
    return Body(text, tuple(line.number for line in lines), parse_clauses(text))


def convert(lines: list[Line]) -> tuple[list[Line], list[str]]:
    """Markdown lines as lines of a body: headings on our levels, tables whole, other marks as text."""
    converted: list[Line] = []
    title = False
    lines = [line for line in lines if not _CODE_FENCE.fullmatch(line.text)]
    tables = _table_lines(lines)
    for place, line in enumerate(lines):
        if place in tables:
            converted.append(line._replace(text=_row(line.text)))
            continue
        mark, words = _heading(lines, place, title)
        title = title or mark == "# "
        if words is not None:
            converted.append(line._replace(text=mark + words if mark else escape_line(words)))
    remarks = ["文中的图片没有导入"] if any("![" in line.text for line in lines) else []
    struck = any("~~" in line.text for line in lines)
    return converted, remarks + (["文中有删除线（~~），原样保留了，请核对"] if struck else [])


def _heading(lines: list[Line], place: int, title: bool) -> tuple[str, str | None]:
    """The mark and the words of a line; None for a line that is only a mark."""
    text = lines[place].text
    below = lines[place + 1].text if place + 1 < len(lines) else ""
    above = lines[place - 1].text if place else ""
    if (_UNDERLINE.fullmatch(text) and _may_be_heading(above)) or _RULE.fullmatch(text):
        return "", None
    level, text = _split_heading(text)
    if not level and (line := _UNDERLINE.fullmatch(below)) and _may_be_heading(text):
        level = 1 if line[1][0] == "=" else 2
    words = plain_inline(re.sub(r"^\s*(?:>\s?)+", "", text))
    if not level:
        return "", words
    words = words.strip().rstrip("#").rstrip()
    if label := _LABELLED.match(words):
        return _LABEL_MARKS[label[1] or label[2]], words
    if level == 1 and title:
        level = 2
    return _LEVEL_MARKS[min(level, 3)] if words else "", words


def _split_heading(text: str) -> tuple[int, str]:
    """How many `#` make a line a heading, and its text without them."""
    lines = split_lines(text)
    return (lines[0].level, text[lines[0].at :]) if lines and lines[0].level else (0, text)


def _may_be_heading(text: str) -> bool:
    bare = text.strip()
    return 0 < len(bare) <= _LONGEST_HEADING and not re.search(r"[。；|]", bare) and not _split_heading(text)[0]


def _table_lines(lines: list[Line]) -> set[int]:
    """The places of table rows: lines between pipes, and the loose ones around a line of dashes."""
    found: set[int] = set()
    inside = False
    for place, line in enumerate(lines):
        if _LOOSE_DASHES.fullmatch(line.text) and place and "|" in lines[place - 1].text:
            found.add(place - 1)
            inside = True
        elif inside:
            inside = bool(_LOOSE_ROW.fullmatch(line.text)) or is_row(line.text)
        if inside or is_row(line.text):
            found.add(place)
    return found


def _row(text: str) -> str:
    whole = text.strip()
    whole = whole if whole.startswith("|") else f"| {whole}"
    if is_separator(whole):
        return "|" + " --- |" * len(read_cells(whole))
    return write_row(plain_inline(cell.replace("<br>", " ").replace("<br/>", " ")) for cell in read_cells(whole))
