"""The body of a Word file as lines and tables, in the order of reading."""

from collections.abc import Iterator

from cbtool.errors import UnreadableFile
from cbtool.importers.blocks import MOST_COLUMNS, Block, Table, Text, names_columns
from cbtool.importers.lines import MOST_CHARACTERS
from cbtool.importers.word_inline import BLANK, InlineReader, chosen, is_prompt
from cbtool.importers.word_numbering import Numbering
from cbtool.importers.word_package import MC, Element, Package, W, is_on, value, whole
from cbtool.importers.word_styles import Styles

_HOLDERS = tuple(W + name for name in ("ins", "moveTo", "customXml", "smartTag", "sdtContent"))


class BlockReader:
    """Reads a Word file from its first block to its last; numbers and fields are counted on the way.

    A note stands as a line 〔注1：…〕 below the paragraph that refers to it, a text box below the one it is anchored in.
    """

    def __init__(self, package: Package) -> None:
        self.document = package.document()
        self._styles = Styles(package.related("styles"))
        self.numbering = Numbering(package.related("numbering"), self._styles)
        self._inline = InlineReader(self._styles, self.document)
        self._notes = _notes(package)
        self._inside_note = False
        self._room = MOST_CHARACTERS
        self.notes = self.boxes = 0

    def read(self) -> list[Block]:
        """All blocks of the body. Raises UnreadableFile: more text than a contract has."""
        return self._blocks(self.document.find(W + "body"))

    def _blocks(self, holder: Element) -> list[Block]:
        found: list[Block] = []
        carried = ""
        for element, prompt in _elements(holder):
            if element.tag == W + "tbl":
                found += _lines(carried)
                found += self._table(element)
                carried = ""
                continue
            lines, below, carried = self._paragraph(element, carried, prompt)
            found += [*lines, *below]
        return [*found, *_lines(carried)]

    def _paragraph(self, paragraph: Element, carried: str, prompt: bool) -> tuple[list[Text], list[Block], str]:
        """Its lines, the notes and boxes below it, and what runs on into the next paragraph."""
        properties = paragraph.find(W + "pPr")
        style = None if properties is None else value(properties.find(W + "pStyle"))
        words = self._inline.read(paragraph)
        if self._styles.is_contents(style):
            return [], [], carried
        mark = None if properties is None else properties.find(W + "rPr")
        removed = mark is not None and any(mark.find(W + name) is not None for name in ("del", "moveFrom"))
        text = BLANK if prompt and words.text.strip() else words.text
        label = "" if removed else self.numbering.label(properties)
        text = self._fits(carried + label + text)
        below = self._below(words.notes, words.boxes)
        runs_on = mark is not None and is_on(mark.find(W + "specVanish"))
        if removed or runs_on:
            return [], below, text
        level = self._styles.heading_level(style, properties)
        return _lines(text, self._styles.is_title(style), level), below, ""

    def _below(self, notes: list[tuple[str, str]], boxes: list[Element]) -> list[Block]:
        found: list[Block] = []
        for key in notes if not self._inside_note else ():
            note = self._notes.pop(key, None)
            if note is not None:
                self.notes += 1
                self._inside_note = True
                found.append(Text(f"〔注{self.notes}：{_flat(self._blocks(note))}〕"))
                self._inside_note = False
        for box in boxes:
            inside = self._blocks(box)
            self.boxes += bool(inside)
            found += inside
        return found

    def _table(self, table: Element) -> list[Block]:
        """A table; one that only frames several lines gives these lines, one without text is left out."""
        rows = [row for row in _parts(table, W + "tr") if row.find(f"{W}trPr/{W}del") is None]
        cells = [list(_parts(row, W + "tc")) for row in rows]
        if _is_frame(cells):
            return [block for row in cells for cell in row for block in self._blocks(cell)]
        texts: list[list[str]] = []
        for row, found in zip(rows, cells, strict=True):
            texts.append(self._row(row, found, texts[-1] if texts else []))
        width = max(map(len, texts), default=0)
        texts = [row + [""] * (width - len(row)) for row in texts]
        if not any(map(any, texts)):
            return []
        named = is_on(rows[0].find(f"{W}trPr/{W}tblHeader"))
        return [Table(texts, named or names_columns(texts))]

    def _row(self, row: Element, cells: list[Element], above: list[str]) -> list[str]:
        """The cells; one that spans columns stands in the first, one that spans rows in each of them."""
        texts = [""] * min(max(whole(value(row.find(f"{W}trPr/{W}gridBefore")), 0), 0), MOST_COLUMNS)
        for cell in cells:
            place = len(texts)
            text = above[place] if _goes_on(cell, "vMerge") and place < len(above) else self._cell(cell)
            text = "" if _goes_on(cell, "hMerge") else text
            span = min(max(whole(value(cell.find(f"{W}tcPr/{W}gridSpan")), 1), 1), MOST_COLUMNS)
            texts += [self._fits(text), *[""] * (span - 1)]
        if len(texts) > MOST_COLUMNS and any(texts[MOST_COLUMNS:]):
            raise UnreadableFile(f"表格的列太多（超过 {MOST_COLUMNS} 列）。", "请拆开这张表，或只导入合同正文。")
        return texts[:MOST_COLUMNS]

    def _cell(self, cell: Element) -> str:
        text = _flat(self._blocks(cell))
        control = cell.getparent().getparent()
        return BLANK if control.tag == W + "sdt" and is_prompt(control) else text

    def _fits(self, text: str) -> str:
        self._room -= len(text)
        if self._room < 0:
            raise UnreadableFile("文件太长。", f"一份合同最多 {MOST_CHARACTERS:,} 字；请拆开后再导入。")
        return text


def _lines(text: str, title: bool = False, level: int = 0) -> list[Text]:
    return [Text(line.strip(), title, level) for line in text.splitlines() if line.strip()]


def _elements(holder: Element, prompt: bool = False) -> Iterator[tuple[Element, bool]]:
    """The paragraphs and tables in a holder, and whether each is the prompt of an unfilled content control."""
    for element in holder:
        tag = element.tag
        if tag in (W + "p", W + "tbl"):
            yield element, prompt
        elif tag == W + "sdt" and not _is_contents(element):
            yield from _elements(element, is_prompt(element))
        elif tag in _HOLDERS:
            yield from _elements(element, prompt)
        elif tag == MC + "AlternateContent":
            yield from _elements(chosen(element), prompt)


def _parts(holder: Element, tag: str) -> Iterator[Element]:
    """The rows of a table or the cells of a row, those in content controls too."""
    for element in holder:
        if element.tag == tag:
            yield element
        elif element.tag == W + "sdt" or element.tag in _HOLDERS:
            yield from _parts(element, tag)


def _goes_on(cell: Element, merge: str) -> bool:
    """Whether a cell carries on the one above (`vMerge`) or before it (`hMerge`, of old files)."""
    found = cell.find(f"{W}tcPr/{W}{merge}")
    return found is not None and value(found) in (None, "continue")


def _is_frame(cells: list[list[Element]]) -> bool:
    """Whether a table has one column, and in some cell more than a line."""
    return all(len(row) <= 1 for row in cells) and any(
        len(list(_elements(cell))) > 1 or cell.find(f".//{W}tbl") is not None for row in cells for cell in row
    )


def _is_contents(control: Element) -> bool:
    return value(control.find(f"{W}sdtPr/{W}docPartObj/{W}docPartGallery")) == "Table of Contents"


def _notes(package: Package) -> dict[tuple[str, str], Element]:
    """The footnotes and endnotes by kind and id, without the lines that set them apart."""
    found: dict[tuple[str, str], Element] = {}
    for kind in ("footnote", "endnote"):
        root = package.related(f"{kind}s")
        for note in [] if root is None else root.iterfind(W + kind):
            if value(note, "type") in (None, "normal"):
                found[kind, value(note, "id") or ""] = note
    return found


def _flat(blocks: list[Block]) -> str:
    """Lines and inner tables on one line, as a cell holds them."""
    return " ".join(block.text if isinstance(block, Text) else _flat_rows(block) for block in blocks)


def _flat_rows(table: Table) -> str:
    return "；".join("，".join(cell for cell in row if cell) for row in table.rows if any(row))
