"""From cleaned lines to the body of a contract: each heading, article and table on lines of its own, headings marked."""

from bisect import bisect_right
from itertools import accumulate
from typing import NamedTuple

from cbtool.errors import UnreadableFile
from cbtool.importers.lines import Line
from cbtool.model.clause import Clause, Outline
from cbtool.text.clauses import parse_clauses
from cbtool.text.outline_markup import is_row, split_lines

MOST_ARTICLES = 2000
_MARKS = {"title": "# ", "part": "## ", "chapter": "## ", "annex": "## ", "section": "### "}
_UNITS = ("title", "preamble", "part", "chapter", "section", "article", "annex", "signature")


class Body(NamedTuple):
    """A contract's body, the source line of each of its lines (0: an empty line), and its outline."""

    text: str
    numbers: tuple[int, ...]
    outline: Outline

    def doubts(self) -> tuple[str, ...]:
        """What the clause parser doubts, with the line in the file."""
        starts = list(accumulate((len(line) + 1 for line in self.text.split("\n")), initial=0))
        places = ((w.message, bisect_right(starts, w.offset) - 1) for w in self.outline.warnings)
        return tuple(f"{message.rstrip('。')}（第 {self.numbers[place]} 行）" for message, place in places)


class _Cut(NamedTuple):
    """A place where a line begins in the body: the mark before it, and where the heading ends that may span lines."""

    mark: str
    heading_end: int


def make_body(lines: list[Line]) -> Body:
    """Arrange lines whose text is escaped already. Whatever reads otherwise after arranging is left unarranged.

    Raises UnreadableFile where no line holds anything, and for more articles than a contract has.
    """
    lines = [line._replace(text=line.text.strip()) for line in lines if line.text.strip()]
    if not lines:
        raise UnreadableFile("文件里没有文字。", "请检查文件是否存好。")
    outline = parse_clauses("\n".join(line.text for line in lines))
    if (count := len(outline.articles())) > MOST_ARTICLES:
        raise UnreadableFile(f"条文太多：{count} 条。", f"一份合同最多 {MOST_ARTICLES} 条；请拆开后再导入。")
    for marks in (True, False):
        body = _spaced(_arranged(lines, outline, marks))
        if _units(body.outline) == _units(outline):
            return body
    return _spaced(lines)


def _units(outline: Outline) -> list[tuple[str, str]]:
    return [
        (clause.id, clause.label) for clause in outline.walk() if clause.kind in _UNITS and clause.kind != "preamble"
    ]


def _arranged(lines: list[Line], outline: Outline, marks: bool) -> list[Line]:
    """Cut the lines where units begin inside them, and mark the headings."""
    cuts = {c.start: _cut(outline, c, marks) for c in outline.walk() if c.kind in _UNITS}
    found: list[Line] = []
    start, covered = 0, 0
    for line in lines:
        end = start + len(line.text)
        places = sorted({start, *(p for p in _places(cuts) if start < p < end)})
        for place, stop in zip(places, [*places[1:], end], strict=True):
            cut = cuts.get(place)
            if cut and cut.mark and cut.heading_end > place:
                heading = " ".join(outline.text[place : cut.heading_end].split())
                found.append(Line(line.number, cut.mark + heading))
                covered = cut.heading_end
            text = outline.text[max(place, covered) : stop].strip()
            found += [Line(line.number, text)] if text else []
        start = end + 1
    return found


def _places(cuts: dict[int, _Cut]) -> set[int]:
    return {*cuts, *(cut.heading_end for cut in cuts.values() if cut.mark)}


def _cut(outline: Outline, clause: Clause, marks: bool) -> _Cut:
    """A heading is marked unless it is already; a title's own text is all of it."""
    end = clause.end if clause.kind == "title" else clause.body_start
    end = max(end, clause.start)
    heading = outline.text[clause.start : end]
    marked = any(line.level for line in split_lines(heading)) or not heading.strip()
    mark = _MARKS.get(clause.kind, "") if marks and not marked and not is_row(heading) else ""
    return _Cut(mark, end)


def _spaced(lines: list[Line]) -> Body:
    """Set units and tables apart by an empty line; rows that follow each other in the file are one table."""
    outline = parse_clauses("\n".join(line.text for line in lines))
    starts = {c.start for c in outline.walk() if c.kind in _UNITS}
    loose = not outline.articles()
    texts: list[str] = []
    numbers: list[int] = []
    offset, above = 0, Line(0, "")
    for line in lines:
        same_table = is_row(line.text) and is_row(above.text) and line.number == above.number + 1
        apart = loose or offset in starts or is_row(line.text) or is_row(above.text)
        if texts and apart and not same_table:
            texts.append("")
            numbers.append(0)
        texts.append(line.text)
        numbers.append(line.number)
        offset, above = offset + len(line.text) + 1, line
    text = "\n".join(texts)
    return Body(text, tuple(numbers), parse_clauses(text))
