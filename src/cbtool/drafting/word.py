"""Blocks become the body of a Word document, element by element, in the order of GB/T 9704.

The browser's twin makes the same bytes: plain string assembly, no order but that of the blocks.
"""

import re

from cbtool.text.body import Block

TEXT_WIDTH = 8844
_ILLEGAL = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\ud800-\udfff\ufffe\uffff]")
_PARTY = re.compile(r"[^，。；：]{1,24}：")
_NOTE = re.compile(r"（.*）")
_DATE = re.compile(r"([0-9]{4}|_{2,}|[〇○零一二三四五六七八九]{4})\s*年[^，。；：]{1,8}月[^，。；：]{0,8}日?")
_SEAL = re.compile(r"[^，。；：]{1,60}（(盖章|签字|签章|签名|公章)）")
HEADED = frozenset({"part", "chapter", "section", "article", "annex"})
_ITEMS = frozenset({"item", "subitem", "point"})
_WIDE = 24
_TITLE_BREAK = re.compile(
    r"(.{4,}(?:（虚构）|公司|集团|中心|医院|学校|街道|社区|园区(?!域)|行业|区域性(?=工资)|合同(?=变更)))(.{4,})"
)
_TITLE_SPAN = 40
_TITLE_HALF = 220
_CELL_HALF = 120
_CELL_EDGE = 480
_DATE_WIDTH = 14 * _CELL_HALF + _CELL_EDGE
_BY_HAND = re.compile(r"_{8,}")
_HAND_HEIGHT = 560
_SEAL_ROOM = 700
_SERIAL = re.compile(r"[^，。；：]{1,20}[〔\[（(][0-9]{4}[〕\]）)][^，。；：]{0,6}号")


def body_xml(blocks: tuple[Block, ...]) -> str:
    """The content of `w:body` before its section properties."""
    written: list[str] = []
    opening, bookmark = True, 0
    for index, block in enumerate(blocks):
        opening = opening and block.kind not in HEADED
        following = blocks[index + 1] if index + 1 < len(blocks) else None
        if block.rows:
            before = _paragraph("Spacer", "", keep=True) if block.header else ""
            written.append(before + _table(block, following, roomy=not (opening or block.header)))
            continue
        if block.kind in ("article", "annex"):
            bookmark += 1
        written.append(_line(block, opening, bookmark, _leads(block, following)))
        opening = opening and (block.kind == "title" or opens(block.line))
    return "".join(written)


def _leads(block: Block, following: Block | None) -> bool:
    """Whether the line belongs on one page with what follows: a table, or the items it announces."""
    if following is None:
        return False
    return bool(following.rows) or (block.line.endswith("：") and following.kind in _ITEMS)


def xml_text(text: str) -> str:
    """The text as XML content; what XML 1.0 cannot hold is dropped."""
    clean = _ILLEGAL.sub("", text)
    return clean.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;")


def column_widths(rows: tuple[tuple[str, ...], ...]) -> list[int]:
    """Widths in twentieths of a point: short columns get what they need, long ones share the rest.

    A date stays on one line while the short columns leave half of the line to the others.
    """
    needs = [min(_longest(rows, column), 60) * _CELL_HALF + _CELL_EDGE for column in range(len(rows[0]))]
    fair = TEXT_WIDTH // len(needs)
    fits = sum(needs) <= TEXT_WIDTH
    short = sum(need for need in needs if need <= _DATE_WIDTH)
    limit = max(fair, _DATE_WIDTH) if 2 * short <= TEXT_WIDTH else fair
    kept = [0 if fits or need > limit else need for need in needs]
    shared = sum(need for need, keep in zip(needs, kept, strict=True) if not keep)
    room = TEXT_WIDTH - sum(kept)
    widths = [keep or room * need // shared for need, keep in zip(needs, kept, strict=True)]
    widths[-1] += TEXT_WIDTH - sum(widths)
    return widths


def _line(block: Block, opening: bool, bookmark: int, keep: bool) -> str:
    if block.kind == "title":
        return _title(block.line)
    if block.kind in ("part", "chapter"):
        return _paragraph("Heading1", _run(block.line))
    if block.kind == "annex":
        return _annex(block, bookmark)
    if block.kind == "section":
        style = "Heading3" if block.label.startswith("（") else "Heading2"
        return _paragraph(style, _run(block.line))
    if block.kind == "article":
        return _paragraph("Clause", _marked(block, bookmark, _article(block)), keep)
    return _paragraph(line_style(block, opening), _run(block.line), keep)


def _title(line: str) -> str:
    side = title_side(line)
    if not side:
        return _paragraph("Title", _run(line))
    indent = f'<w:ind w:left="{side}" w:right="{side}"/>'
    return f'<w:p><w:pPr><w:pStyle w:val="Title"/>{indent}</w:pPr>{_run(line)}</w:p>'


def title_side(line: str) -> int:
    """The indent on both sides, in twentieths of a point, after which a long title breaks behind the party's name."""
    break_ = _TITLE_BREAK.fullmatch(line)
    first, whole = (_span(break_[1]), _span(line)) if break_ else (0, 0)
    if not (_TITLE_SPAN < whole <= 2 * first and first <= _TITLE_SPAN - 2):
        return 0
    return (TEXT_WIDTH - first * _TITLE_HALF - _TITLE_HALF) // 2


def line_style(block: Block, opening: bool) -> str:
    """The paragraph style of a plain line: party lines at the margin, notes in the middle, seals and dates at the right.

    `opening`: nothing but such lines stood above it.
    """
    if block.kind in ("item", "subitem", "point"):
        return "Clause"
    if _SEAL.fullmatch(block.line):
        return "Signed"
    if _DATE.fullmatch(block.line):
        return "Dated"
    if opening and _SERIAL.fullmatch(block.line):
        return "Serial"
    if opening and _NOTE.fullmatch(block.line):
        return "Note"
    if (opening or block.kind == "signature") and opens(block.line):
        return "Party"
    return "Clause"


def opens(line: str) -> bool:
    """Whether the line may belong to the lines above the first sentence."""
    return bool(_PARTY.match(line) or _NOTE.fullmatch(line) or _SERIAL.fullmatch(line))


def article_head(block: Block) -> str:
    """The part of an article's line that is label and heading."""
    short = block.label.endswith("、") and len(block.line) <= _WIDE and not block.line.endswith("。")
    end = len(block.line) if short or not block.line.endswith(block.text) else -len(block.text)
    return block.line[: end or None]


def _article(block: Block) -> str:
    """Label and heading in black type, the rest in the type of the text."""
    head = article_head(block)
    return _run(head, "ClauseLabel") + _run(block.line[len(head) :])


def annex_lines(block: Block) -> tuple[tuple[str, str], ...]:
    """Style and text of an annex's lines: label and title each on its own; a line 附：… stays whole, and one whose
    label is spelled otherwise too.
    """
    rest = block.line[len(block.label) :]
    if block.label and (rest.startswith(("：", ":")) or not block.line.startswith(block.label)):
        return (("Clause" if block.label == "附" else "AnnexLabel", block.line),)
    head, title = ("AnnexLabel", block.label or block.line), rest.strip() if block.label else ""
    return (head, ("AnnexTitle", title)) if title else (head,)


def _annex(block: Block, bookmark: int) -> str:
    (style, text), *more = annex_lines(block)
    head = _paragraph(style, _marked(block, bookmark, _run(text)))
    return head + "".join(_paragraph(name, _run(title)) for name, title in more)


def _marked(block: Block, number: int, runs: str) -> str:
    name = f' w:name="{xml_text(block.clause_id)}"'
    return f'<w:bookmarkStart w:id="{number}"{name}/>{runs}<w:bookmarkEnd w:id="{number}"/>'


def _run(text: str, style: str = "") -> str:
    if not text:
        return ""
    look = f'<w:rPr><w:rStyle w:val="{style}"/></w:rPr>' if style else ""
    return f'<w:r>{look}<w:t xml:space="preserve">{xml_text(text)}</w:t></w:r>'


def _paragraph(style: str, runs: str, keep: bool = False, before: int = 0) -> str:
    kept = "<w:keepNext/>" if keep else ""
    room = f'<w:spacing w:before="{before}"/>' if before else ""
    return f'<w:p><w:pPr><w:pStyle w:val="{style}"/>{kept}{room}</w:pPr>{runs}</w:p>'


def _table(block: Block, following: Block | None, roomy: bool) -> str:
    """A bordered table with a repeated head, or a layout table without borders that stays together.

    `roomy`: the first row keeps its distance from the text. An empty line would be left behind at a page's end, and
    the line above it with it.
    """
    columns = max(len(row) for row in block.rows)
    rows = tuple((*row, *[""] * (columns - len(row))) for row in block.rows)
    widths = column_widths(rows) if block.header else _even(columns)
    grid = "".join(f'<w:gridCol w:w="{width}"/>' for width in widths)
    style = "TableGrid" if block.header else "Layout"
    above = [_SEAL_ROOM if roomy and index == 0 else 0 for index in range(len(rows))]
    written = "".join(_row(block, rows, index, widths, above[index]) for index in range(len(rows)))
    spacer = "" if following is None or following.kind == "annex" else _paragraph("Spacer", "")
    return (
        f'<w:tbl><w:tblPr><w:tblStyle w:val="{style}"/><w:tblW w:w="{TEXT_WIDTH}" w:type="dxa"/>'
        f'<w:jc w:val="center"/><w:tblLayout w:type="fixed"/></w:tblPr><w:tblGrid>{grid}</w:tblGrid>'
        f"{written}</w:tbl>{spacer}"
    )


def _row(block: Block, rows: tuple[tuple[str, ...], ...], index: int, widths: list[int], above: int) -> str:
    """One row; where a cell is a long blank, high enough to sign or write in by hand."""
    head = block.header and index == 0
    tall = bool(block.header) and not head and any(_BY_HAND.fullmatch(cell) for cell in rows[index])
    height = f'<w:trHeight w:val="{_HAND_HEIGHT}" w:hRule="atLeast"/>' if tall else ""
    look = "<w:cantSplit/>" + height + ("<w:tblHeader/>" if head else "")
    keep = head or (not block.header and index < len(rows) - 1)
    cells = "".join(
        f'<w:tc><w:tcPr><w:tcW w:w="{width}" w:type="dxa"/><w:vAlign w:val="center"/></w:tcPr>'
        f"{_paragraph(cell_style(block, rows, column, head), _run(rows[index][column]), keep, above)}</w:tc>"
        for column, width in enumerate(widths)
    )
    return f"<w:tr><w:trPr>{look}</w:trPr>{cells}</w:tr>"


def cell_style(block: Block, rows: tuple[tuple[str, ...], ...], column: int, head: bool) -> str:
    """The paragraph style of a table's cell."""
    if not block.header:
        return "LayoutCell"
    if head:
        return "CellHead"
    return "CellText" if _longest(rows, column) > _WIDE else "Cell"


def _even(columns: int) -> list[int]:
    widths = [TEXT_WIDTH // columns] * columns
    widths[-1] += TEXT_WIDTH - sum(widths)
    return widths


def _longest(rows: tuple[tuple[str, ...], ...], column: int) -> int:
    return max(_span(row[column]) for row in rows)


def _span(text: str) -> int:
    """Columns the text takes: two for a wide character, one for a narrow one."""
    return sum(2 if character > "\u2e7f" else 1 for character in text)
