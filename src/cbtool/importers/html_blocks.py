"""The elements of a web page as lines and tables, as a browser shows them."""

import re
from collections.abc import Iterator

from cbtool.importers.blocks import MOST_COLUMNS, Block, Table, Text, names_columns
from cbtool.importers.html_tree import DEEPEST, Element, is_block, words
from cbtool.importers.word_formats import write_number
from cbtool.text.numerals import NUMERAL_SIGNS

_BLANK = "____"
_MOST_ROWS = 2000
_LONGEST_CELL = 400
_LABEL = re.compile(rf"\s*第\s?[{NUMERAL_SIGNS}]{{1,9}}\s?[编章节条條]")
_FORMS = {"a": "lowerLetter", "A": "upperLetter", "i": "lowerRoman", "I": "upperRoman"}
_STYLES = {
    "cjk-ideographic": "chineseCountingThousand",
    "simp-chinese-informal": "chineseCountingThousand",
    "trad-chinese-informal": "chineseCountingThousand",
    "lower-alpha": "lowerLetter",
    "upper-alpha": "upperLetter",
    "lower-roman": "lowerRoman",
    "upper-roman": "upperRoman",
    "decimal": "decimal",
}
_LIST_STYLE = re.compile(r"list-style(?:-type)?\s*:\s*([a-z-]+)", re.I)
_HEADING = re.compile(r"h([1-6])")
_MARK = "\x00"


def read_element(element: Element) -> list[Block]:
    """The lines and tables in an element in order."""
    found: list[Block] = []
    _read(element, 0, found)
    return found


def _read(element: Element, depth: int, found: list[Block]) -> None:
    """Add what an element holds; what is nested beyond all reason is taken as one text."""
    if depth > DEEPEST:
        _add(found, "".join(element.itertext()), element)
        return
    if element.tag == "table" and _is_data(element):
        rows = _rows(element)
        if any(map(any, rows)):
            found.append(Table(rows, _has_heads(element) or names_columns(rows)))
        return
    line = element.text or ""
    number = _number(element) if element.tag == "li" else ""
    if number:
        line = number + line.lstrip()
    for child in element:
        if _holds_blocks(child):
            _add(found, line, element)
            _read(child, depth + 1, found)
            line = child.tail or ""
        else:
            line += _inline(child, element.tag == "pre") + (child.tail or "")
    _add(found, line, element)


def _holds_blocks(element: Element) -> bool:
    return is_block(element) or any(is_block(inner) for inner in element.iter())


def _inline(element: Element, kept: bool) -> str:
    """The text of an element inside a line; a break is marked, an underlined gap is a blank."""
    if element.tag == "br":
        return _MARK
    text = (element.text or "") + "".join(_inline(child, kept) + (child.tail or "") for child in element)
    underlined = element.tag in ("u", "ins") or "underline" in (element.get("style") or "")
    if underlined and len(text) > 1 and not text.strip(" \xa0\u3000\u2002\u2003\n"):
        return _BLANK
    return text


def _add(found: list[Block], text: str, element: Element) -> None:
    """Add the lines of a text: those of preformatted text as they are, of all other at its breaks."""
    level = _HEADING.fullmatch(element.tag)
    text = text.replace("\n", _MARK) if element.tag == "pre" else text
    for line in text.split(_MARK):
        bare = re.sub(r"[ \t\r\n\f\v]+", " ", line).strip(" \xa0\u3000")
        bare = bare.replace("\xa0", " ")
        if bare:
            found.append(Text(bare, level=int(level[1]) if level else 0))


def _number(item: Element) -> str:
    """The number a browser shows before an item of an ordered list."""
    holder = item.getparent()
    if holder is None or holder.tag != "ol":
        return ""
    style = _LIST_STYLE.search(item.get("style") or holder.get("style") or "")
    if style and style[1].lower() == "none":
        return ""
    form = _STYLES.get(style[1].lower(), "decimal") if style else _FORMS.get(holder.get("type") or "", "decimal")
    count = _whole(holder.get("start"), 1) + sum(1 for _ in item.itersiblings("li", preceding=True))
    count = _whole(item.get("value"), count)
    return write_number(count, form) + ("、" if form.startswith("chinese") else ". ")


def _whole(text: str | None, otherwise: int) -> int:
    return int(text) if text and re.fullmatch(r"-?[0-9]{1,6}", text.strip()) else otherwise


def _is_data(table: Element) -> bool:
    """Whether a table holds data: several columns of short texts; one that only places text on the page does not."""
    cells = list(table.iter("td", "th"))
    several = any(sum(1 for _ in row.iterchildren("td", "th")) > 1 for row in table.iter("tr"))
    nested = any(True for _ in table.iterdescendants("table"))
    return (
        several
        and not nested
        and all(len(text := words(cell)) <= _LONGEST_CELL and not _LABEL.match(text) for cell in cells)
    )


def _rows(table: Element) -> list[list[str]]:
    """The cells; one over several columns stands in the first, one over several rows in each of them."""
    rows: list[list[str]] = []
    down: dict[int, tuple[int, str]] = {}
    for row in list(table.iter("tr"))[:_MOST_ROWS]:
        found: list[str] = []
        for cell in row.iterchildren("td", "th"):
            found += _carried(down, len(found))
            text, place = _cell_text(cell), len(found)
            across = min(max(_whole(cell.get("colspan"), 1), 1), MOST_COLUMNS - min(place, MOST_COLUMNS - 1))
            if (rows_down := min(max(_whole(cell.get("rowspan"), 1), 1), _MOST_ROWS)) > 1:
                down |= {place + offset: (rows_down - 1, "" if offset else text) for offset in range(across)}
            found += [text, *[""] * (across - 1)]
        found += _carried(down, len(found))
        rows.append(found[:MOST_COLUMNS])
    width = max(map(len, rows), default=0)
    return [row + [""] * (width - len(row)) for row in rows if any(row)]


def _carried(down: dict[int, tuple[int, str]], place: int) -> Iterator[str]:
    """The cells from above that reach into this row from this place on; each row uses one up."""
    while place in down:
        left, text = down.pop(place)
        if left > 1:
            down[place] = (left - 1, text)
            yield text
            place += 1
        else:
            yield text
            place += 1


def _cell_text(cell: Element) -> str:
    found: list[Block] = []
    _read(cell, 0, found)
    return " ".join(block.text for block in found if isinstance(block, Text))


def _has_heads(table: Element) -> bool:
    first = next(iter(table.iter("tr")), None)
    return first is not None and all(cell.tag == "th" for cell in first.iterchildren("td", "th")) and len(first) > 0
