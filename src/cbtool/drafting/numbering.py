"""Source text becomes the numbered body of a contract or paper, its references resolved."""

from typing import NamedTuple, NoReturn

from cbtool.drafting.body import Entry, body_blocks, body_text
from cbtool.drafting.errors import TemplateError
from cbtool.drafting.source import Line, cells, is_rule, is_well_formed, plain, read_source, references
from cbtool.model.clause import Kind
from cbtool.text.body import Block
from cbtool.text.numerals import to_chinese

_MARKS = {"title": "# ", "chapter": "## ", "annex": "## ", "section": "### "}


class Numbered(NamedTuple):
    """The body as text and as blocks; per source line the id of its clause, '' outside clauses."""

    text: str
    title: str
    blocks: tuple[Block, ...]
    clauses: tuple[str, ...]


class _Place(NamedTuple):
    """What a name stands for: a base such as 第十二条, and the paragraph, item and sub-item below it."""

    base: str
    paragraph: int = 0
    item: int = 0
    subitem: int = 0


def number(source: str, numbering: str = "chapters", filename: str = "template.md") -> str:
    """The numbered body of evaluated source; raises TemplateError with the source's line."""
    return number_source(source, numbering, filename).text


def number_source(
    source: str, numbering: str = "chapters", filename: str = "template.md", origins: tuple[int, ...] = ()
) -> Numbered:
    """As `number`, with the clauses of the lines; `origins` gives, per source line, the line errors name."""
    walk = _Walk(numbering, filename, origins)
    for line in read_source(source):
        walk.take(line)
    return walk.finish(source.count("\n") + 1)


class _Walk:
    """Gives every line its label, then writes them all once the references are known."""

    def __init__(self, numbering: str, file: str, origins: tuple[int, ...]) -> None:
        self.numbering = numbering
        self.file = file
        self.origins = origins
        self.entries: list[Entry] = []
        self.places: dict[str, _Place] = {}
        self.paragraphs: dict[str, int] = {}
        self.clauses: dict[int, str] = {}
        self.title = ""
        self.chapters = self.articles = self.annexes = self.sections = self.items = self.subitems = 0
        self.base = self.clause = ""
        self.chapter_due: Line | None = None
        self.article_due: Line | None = None
        self.in_annex = self.under_section = False

    def take(self, line: Line) -> None:
        """The next line."""
        if not self.title and line.kind != "title":
            self._refuse(line, "第一行要是 # 标题")
        if line.kind == "row":
            self._row(line)
            return
        if line.kind in ("paragraph", "item", "subitem") and self.chapter_due:
            self._refuse(line, "章标题下面要先有 ### 条")
        if line.kind == "deeper":
            self._refuse(line, "标题最多三个 #")
        getattr(self, f"_{line.kind}")(line)
        self.clauses[line.number] = self.clause

    def _title(self, line: Line) -> None:
        if self.title or not line.text:
            self._refuse(line, "只能有一个 # 标题，且不能是空的")
        self.title = line.text
        self._write("title", line, text=line.text)

    def _chapter(self, line: Line) -> None:
        self._close_article()
        if self.in_annex or self.numbering == "articles":
            self._refuse(line, "这里不能有章标题", "附件写成“## 附件：名称”，放在最后；不分章时只用 ###。")
        if not line.text:
            self._refuse(line, "章标题是空的")
        self._leave_lists()
        if self.numbering == "chapters":
            self.chapter_due = line
            return
        self.chapters += 1
        self.sections, self.under_section = 0, False
        self._enter(line, f"第{to_chinese(self.chapters)}部分", "")
        self._write("section", line, f"{to_chinese(self.chapters)}、", line.text)

    def _annex(self, line: Line) -> None:
        self._close_article()
        self.chapter_due = None
        if not line.text:
            self._refuse(line, "附件没有名称")
        self.annexes += 1
        self.in_annex, self.sections, self.under_section = True, 0, False
        self._leave_lists()
        self._enter(line, f"附件{self.annexes}", f"annex_{self.annexes}")
        self._write("annex", line, f"附件{self.annexes}", line.text)

    def _article(self, line: Line) -> None:
        self._close_article()
        self._leave_lists()
        if self.in_annex or self.numbering == "none":
            self._section(line)
            return
        if self.numbering == "chapters" and not self.chapters and not self.chapter_due:
            self._refuse(line, "第一条之前要有 ## 章标题", "不分章就在 questions.yaml 写 numbering: articles")
        self._open_chapter()
        self.articles += 1
        self._enter(line, f"第{to_chinese(self.articles)}条", f"art_{self.articles}")
        self.article_due = line

    def _section(self, line: Line) -> None:
        """A heading inside an annex, or the second level of a paper."""
        if not line.text:
            self._refuse(line, "这里的 ### 要有标题")
        self.sections += 1
        numeral = to_chinese(self.sections)
        if self.in_annex:
            base, label = f"附件{self.annexes}第{numeral}部分", f"{numeral}、"
        else:
            part = f"第{to_chinese(self.chapters)}部分" if self.chapters else ""
            base, label = f"{part}（{numeral}）", f"（{numeral}）"
            self.under_section = True
        self._enter(line, base, self.clause)
        self._write("section", line, label, line.text)

    def _paragraph(self, line: Line) -> None:
        if not line.text:
            self._refuse(line, "名字要跟在一行文字的后面")
        self._leave_lists()
        self._count_paragraph()
        self._name(line)
        if self.article_due:
            self._write_article(line)
        else:
            self._write("paragraph", line, text=line.text)

    def _item(self, line: Line) -> None:
        if not (self.articles or self.in_annex or self.numbering == "none"):
            self._refuse(line, "条之前不能有“- ”列项")
        self._open_article_alone()
        self.items, self.subitems = self.items + 1, 0
        self._name(line)
        label = f"{self.items}." if self.under_section else f"（{to_chinese(self.items)}）"
        self._write("item", line, label, text=self._content(line))

    def _subitem(self, line: Line) -> None:
        if not self.items:
            self._refuse(line, "缩进的“- ”要跟在“- ”列项下面")
        self.subitems += 1
        self._name(line)
        label = f"（{self.subitems}）" if self.under_section else f"{self.subitems}."
        self._write("subitem", line, label, text=self._content(line))

    def _row(self, line: Line) -> None:
        if self.chapter_due:
            self._refuse(line, "章标题下面要先有 ### 条")
        if line.anchor:
            self._refuse(line, "表格行不能带名字")
        self._open_article_alone()
        above = self.entries[-1] if self.entries and not line.gap else None
        before = above if above and above.kind == "row" else None
        self._check_row(line, before)
        apart = line.gap or (above is not None and above.kind in _MARKS)
        row = Entry("row", "", "", "", line.text, self.clause, line, apart, first=before is None)
        self.entries.append(row)
        self.clauses[line.number] = self.clause

    def _check_row(self, line: Line, before: Entry | None) -> None:
        row = cells(line.text)
        if not row:
            self._refuse(line, "表格这一行没有格")
        if before and len(cells(before.text)) != len(row):
            self._refuse(line, f"表格这一行有 {len(row)} 格，上一行有 {len(cells(before.text))} 格")
        if is_rule(row) and not (before and before.first):
            self._refuse(line, "| --- | 只能是表格的第二行")

    def _open_chapter(self) -> None:
        line, self.chapter_due = self.chapter_due, None
        if line:
            self.chapters += 1
            if line.anchor:
                self._keep(line, _Place(f"第{to_chinese(self.chapters)}章"))
            self.clauses[line.number] = self.clause = f"chp_{self.chapters}"
            self._write("chapter", line, f"第{to_chinese(self.chapters)}章", line.text)

    def _open_article_alone(self) -> None:
        """An article that begins with items or a table has them as its first paragraph."""
        if self.article_due:
            self._count_paragraph()
            self._write_article(None)
        elif self.base and not self.paragraphs.get(self.base):
            self._count_paragraph()

    def _write_article(self, first: Line | None) -> None:
        heading, self.article_due = self.article_due, None
        assert heading is not None
        if first is None and not heading.text:
            self._refuse(heading, "没有标题的条要先有一段正文")
        text = first.text if first else ""
        self._write("article", first or heading, self.base, heading.text, text)

    def _close_article(self) -> None:
        if self.article_due:
            self._refuse(self.article_due, "这一条没有正文")

    def _count_paragraph(self) -> None:
        self.paragraphs[self.base] = self.paragraphs.get(self.base, 0) + 1

    def _leave_lists(self) -> None:
        self.items = self.subitems = 0

    def _enter(self, line: Line, base: str, clause: str) -> None:
        self.base, self.clause = base, clause
        if line.anchor:
            self._keep(line, _Place(base))

    def _name(self, line: Line) -> None:
        if line.anchor:
            if not self.base:
                self._refuse(line, "这里不能起名字")
            paragraph = self.paragraphs.get(self.base, 0)
            self._keep(line, _Place(self.base, paragraph, self.items, self.subitems))

    def _keep(self, line: Line, place: _Place) -> None:
        if line.anchor in self.places:
            self._refuse(line, f"名字“{line.anchor}”用了两次")
        self.places[line.anchor] = place

    def _content(self, line: Line) -> str:
        if not line.text:
            self._refuse(line, "列项是空的")
        return line.text

    def _write(self, kind: Kind, line: Line, label: str = "", heading: str = "", text: str = "") -> None:
        headed = kind == "article" or kind in _MARKS
        after_heading = bool(self.entries) and self.entries[-1].kind in _MARKS
        apart = headed or line.gap or after_heading
        mark = _MARKS.get(kind, "")
        if kind == "section" and line.kind == "chapter":
            mark = "## "
        self.entries.append(Entry(kind, mark, label, heading, text, self.clause, line, apart))

    def _label(self, place: _Place) -> str:
        label = place.base
        if place.paragraph and (self.paragraphs[place.base] > 1 or not place.item):
            label += f"第{to_chinese(place.paragraph)}款"
        if place.item:
            label += f"第{to_chinese(place.item)}项"
        return label + (f"第{place.subitem}目" if place.subitem else "")

    def finish(self, count: int) -> Numbered:
        self._close_article()
        labels = {name: self._label(place) for name, place in self.places.items()}
        for entry in self.entries:
            if not is_well_formed(entry.heading + entry.text):
                remedy = "要打印 { 或 \\ 本身，前面加一个 \\；名字写成 {#name}，放在行末。"
                self._refuse(entry.line, "多余的 { 或行末的 \\", remedy)
            for name in references(entry.heading + entry.text):
                if name not in labels:
                    remedy = "那一条可能因条件没有写入，请给引用加同样的条件。"
                    self._refuse(entry.line, f"引用的“{name}”在这份文本里没有", remedy)
        clauses = tuple(self.clauses.get(line, "") for line in range(1, count + 1))
        text, blocks = body_text(self.entries, labels), body_blocks(self.entries, labels)
        return Numbered(text, plain(self.title, labels), blocks, clauses)

    def _refuse(self, line: Line, message: str, remedy: str = "") -> NoReturn:
        place = self.origins[line.number - 1] if line.number <= len(self.origins) else line.number
        raise TemplateError(self.file, place, message, remedy)
