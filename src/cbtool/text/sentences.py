"""The sentences of a text, as rules and the reader see them: with the headings above, lists and tables unfolded."""

import re
from bisect import bisect_right
from collections.abc import Iterator
from typing import NamedTuple

from cbtool.model.clause import Clause, Outline
from cbtool.text.normal import normalise
from cbtool.text.outline_markup import is_row, is_separator

_ENDS = frozenset("。;!?\n\r\x0b\x0c\x85\u2028\u2029")
_BLANK = " \t\u3000\xa0\ufeff\u200b"
_CONTAINERS = ("part", "chapter", "section", "article", "annex")
_ARTICLES = ("article", "annex", "preamble", "signature")
_LONGEST_LEAD_IN = 80
_NAMED_UNITS = {"天数": "天", "月数": "个月", "小时数": "小时"}
_NO_UNIT = (
    "人数",
    "家数",
    "户数",
    "次数",
    "数量",
    "产量",
    "序号",
    "编号",
    "比例",
    "定额",
    "周期",
    "年限",
    "工时",
    "用时",
)
_MARKS = frozenset("0123456789.,%-~—/ ")


class Sentence(NamedTuple):
    """A sentence, list item or table cell: `original` is the text's `[start:end]`.

    `text` is normalised, one to one with `original` from `text[lead]` on; what stands before it (列头:行头: of a table
    cell) and behind it (a unit from the table's head) is added. `context`: the headings above and the lead-in of a
    list, one per line. `article` is the address of the article, annex or preamble it stands in.
    """

    address: str
    start: int
    end: int
    text: str
    context: str
    article: str
    original: str
    lead: int = 0


class _Place(NamedTuple):
    """Where a piece of text stands."""

    address: str
    article: str
    context: str


def sentences(outline: Outline) -> tuple[Sentence, ...]:
    """Every sentence of the text in its order; headings are context, not sentences."""
    found: list[Sentence] = []
    for clause in outline.clauses:
        found += _of(outline.text, clause, _Place("", "", ""))
    return tuple(found)


def _of(text: str, clause: Clause, above: _Place) -> Iterator[Sentence]:
    """The sentences of a clause and of all below it."""
    if clause.kind == "title":
        yield from _cut(text, clause.body_start, clause.end, _Place(clause.id, clause.id, ""))
        return
    place = _below(clause, above)
    if clause.kind == "table":
        yield from _cells(text, clause, place)
        return
    at = clause.body_start
    lead_in = ""
    for child in clause.children:
        own = list(_cut(text, at, child.start, place))
        lead_in = _lead_in(own) or lead_in
        caption = _caption(text[clause.body_start : child.start]) if child.kind == "table" else ""
        inner = list(_of(text, child, _with(place, lead_in, caption)))
        yield from own + inner
        lead_in = _lead_in(inner) or lead_in
        at = child.end
    yield from _cut(text, at, clause.end, place)


def _below(clause: Clause, above: _Place) -> _Place:
    article = clause.id if clause.kind in _ARTICLES or not above.article else above.article
    heading = normalise(clause.heading).strip() if clause.kind in _CONTAINERS else ""
    return _Place(clause.id, article, _joined(above.context, heading))


def _with(place: _Place, *more: str) -> _Place:
    return place._replace(context=_joined(place.context, *more))


def _joined(*words: str) -> str:
    return "\n".join(word for word in words if word)


def _lead_in(own: list[Sentence]) -> str:
    """The words before a list, where they end with a colon."""
    last = own[-1].text if own else ""
    return last[-_LONGEST_LEAD_IN:] if last.endswith(":") else ""


def _cut(text: str, start: int, end: int, place: _Place) -> Iterator[Sentence]:
    """The sentences between two offsets, without their last mark; rows of a table that is none stay lines."""
    begin = start
    for at in range(start, end + 1):
        if at == end or normalise(text[at]) in _ENDS:
            yield from _sentence(text, begin, at, place)
            begin = at + 1


def _sentence(text: str, start: int, end: int, place: _Place) -> Iterator[Sentence]:
    while start < end and text[start] in _BLANK:
        start += 1
    while end > start and text[end - 1] in _BLANK:
        end -= 1
    if start < end:
        own = text[start:end]
        yield Sentence(place.address, start, end, normalise(own), place.context, place.article, own)


def _caption(before: str) -> str:
    """The line above a table that gives its unit."""
    lines = [line.strip() for line in before.splitlines() if line.strip()]
    return normalise(lines[-1]) if lines and "单位" in lines[-1] else ""


class _Cell(NamedTuple):
    """A cell by its place in the original, blanks around it left out."""

    start: int
    end: int
    original: str

    @property
    def text(self) -> str:
        return normalise(self.original)


def _cells(text: str, table: Clause, place: _Place) -> Iterator[Sentence]:
    """One sentence per cell, its column's and row's heads before it; a head row's cells stand alone."""
    rows, header = _rows(text, table)
    addresses = [(row.start, row.id) for row in table.children]
    unit = _unit(place.context.rpartition("\n")[2]) if "单位" in place.context else ""
    heads = rows[0] if header and rows else []
    for cell in (head for head in heads if head.original):
        yield _cell_sentence(cell, place)
    for row in rows[1:] if header else rows:
        index = bisect_right(addresses, (row[0].start, "\uffff")) - 1
        here = place._replace(address=addresses[index][1]) if index >= 0 else place
        yield from _row(row, heads, unit, here)


def _row(row: list[_Cell], heads: list[_Cell], unit: str, place: _Place) -> Iterator[Sentence]:
    before: list[str] = []
    for number, cell in enumerate(row):
        head = heads[number].text if number < len(heads) else ""
        bare = bool(cell.text) and set(cell.text) <= _MARKS
        if cell.text and (number or not bare):
            lead = "".join(f"{word}:" for word in (head, *before) if word)
            yield _cell_sentence(cell, place, lead, _tail(head, unit) if bare and "%" not in cell.text else "")
        if cell.text and not bare:
            before.append(cell.text)


def _cell_sentence(cell: _Cell, place: _Place, lead: str = "", tail: str = "") -> Sentence:
    text = lead + cell.text + tail
    return Sentence(place.address, cell.start, cell.end, text, place.context, place.article, cell.original, len(lead))


def _tail(head: str, unit: str) -> str:
    """The unit of a bare number: from its column's head (标准(元/月)), else from the table's caption."""
    own = _unit(head) or next((unit for name, unit in _NAMED_UNITS.items() if head.endswith(name)), "")
    if own or any(word in head for word in _NO_UNIT):
        return own
    return unit


def _unit(head: str) -> str:
    """The unit in a head or caption: 单价(元), 月标准,元/月, 单位:元/月; '' when there is none."""
    for opening in ("单位:", "单位", "(", ",", "、"):
        words = head.rpartition(opening)[2] if opening in head else ""
        unit = re.split("[,、;。)]", words.strip(" ()"))[0].strip()
        if (
            unit
            and len(unit) <= 6
            and unit.split("/")[0] in ("元", "%", "天", "日", "小时", "个月", "万元", "年", "分钟")
        ):
            return unit
    return ""


def _rows(text: str, table: Clause) -> tuple[list[list[_Cell]], bool]:
    """The rows of a pipe table, and whether the first is a head (a line of dashes follows it)."""
    rows: list[list[_Cell]] = []
    header = False
    at = table.start
    for line in text[table.start : table.end].splitlines(keepends=True):
        if is_separator(line):
            header = header or len(rows) == 1
        elif is_row(line):
            rows.append(list(_split(text, at, at + len(line))))
        at += len(line)
    return [row for row in rows if row], header


def _split(text: str, start: int, end: int) -> Iterator[_Cell]:
    """The cells of a row; a pipe behind a backslash belongs to its cell."""
    bars = [at for at in range(start, end) if text[at] == "|" and (at == start or text[at - 1] != "\\")]
    for index, bar in enumerate(bars):
        stop = bars[index + 1] if index + 1 < len(bars) else end
        first, last = bar + 1, stop
        while first < last and text[first].isspace():
            first += 1
        while last > first and text[last - 1].isspace():
            last -= 1
        if index + 1 < len(bars) or first < last:
            yield _Cell(first, last, text[first:last])
