"""PDF files printed by reportlab in the ways offices lay out a contract."""

import io
from collections.abc import Sequence
from typing import Any, NamedTuple

from reportlab.lib import colors
from reportlab.lib.pagesizes import A4
from reportlab.lib.styles import ParagraphStyle
from reportlab.pdfbase import pdfmetrics
from reportlab.pdfbase.cidfonts import UnicodeCIDFont
from reportlab.pdfgen.canvas import Canvas
from reportlab.platypus import Flowable, Paragraph, SimpleDocTemplate, Table, TableStyle

from cbtool.text.body import Block

FONT = "STSong-Light"
HEADER = "示例市总工会集体合同文本（内部资料 第3号）"


class Layout(NamedTuple):
    """How a contract is printed: sizes in points, the indent in characters."""

    size: float = 16
    margin: float = 79
    indent: float = 2
    spacing: float = 0
    justified: bool = True
    header: bool = True
    number: str = "— {} —"
    whole_indent: float = 0


LAYOUTS = (
    Layout(),
    Layout(justified=False, number="第 {} 页"),
    Layout(size=12, margin=70, spacing=6, number="{}"),
    Layout(size=10.5, margin=90, indent=0, spacing=4, number="- {} -", header=False),
    Layout(size=14, whole_indent=2, number="{} / 12"),
)


def printed(blocks: Sequence[Block], layout: Layout) -> bytes:
    """The blocks of a contract as a PDF, with a running header and page numbers."""
    pdfmetrics.registerFont(UnicodeCIDFont(FONT))
    stream = io.BytesIO()
    margins = dict.fromkeys(("leftMargin", "rightMargin", "topMargin", "bottomMargin"), layout.margin)
    document = SimpleDocTemplate(stream, pagesize=A4, title="合同", **margins)

    def edges(canvas: Any, _: object) -> None:
        canvas.setFont(FONT, 9)
        if layout.header:
            canvas.drawString(layout.margin, A4[1] - 40, HEADER)
        canvas.drawCentredString(A4[0] / 2, 36, layout.number.format(canvas.getPageNumber()))

    document.build([_flowable(block, layout) for block in blocks], onFirstPage=edges, onLaterPages=edges)
    return stream.getvalue()


def _flowable(block: Block, layout: Layout) -> Flowable:
    if block.rows:
        return _table(block.rows, layout)
    title, heading = block.kind == "title", block.kind in ("chapter", "part", "annex")
    size = layout.size * (1.4 if title else 1)
    own = 0 if title or heading else layout.indent
    style = ParagraphStyle(
        "body",
        fontName=FONT,
        fontSize=size,
        leading=size * 1.6,
        wordWrap="CJK",
        firstLineIndent=own * size,
        leftIndent=layout.whole_indent * size if block.kind in ("item", "subitem") else 0,
        spaceAfter=layout.spacing,
        alignment=1 if title or heading else 4 if layout.justified else 0,
    )
    return Paragraph(_escaped(block.line), style)


def _table(rows: Sequence[Sequence[str]], layout: Layout) -> Flowable:
    style = ParagraphStyle("cell", fontName=FONT, fontSize=10, leading=13, wordWrap="CJK")
    width = (A4[0] - 2 * layout.margin - 12) / len(rows[0])
    cells = [[Paragraph(_escaped(cell), style) for cell in row] for row in rows]
    table = Table(cells, colWidths=[width] * len(rows[0]), repeatRows=1)
    table.setStyle(TableStyle([("GRID", (0, 0), (-1, -1), 0.5, colors.black)]))
    return table


def _escaped(text: str) -> str:
    return text.replace("&", "&amp;").replace("<", "&lt;")


def drawn(
    texts: Sequence[tuple[float, float, str]], rules: Sequence[tuple[float, ...]] = (), watermark: str = ""
) -> bytes:
    """One page with texts at places (from the left, from above, in points), rules and a watermark across it."""
    pdfmetrics.registerFont(UnicodeCIDFont(FONT))
    stream = io.BytesIO()
    sheet = Canvas(stream, pagesize=A4)
    sheet.setFont(FONT, 12)
    for left, above, text in texts:
        sheet.drawString(left, A4[1] - above - 12, text)
    for x0, y0, x1, y1 in rules:
        sheet.line(x0, A4[1] - y0, x1, A4[1] - y1)
    if watermark:
        sheet.translate(200, 400)
        sheet.rotate(45)
        sheet.drawString(0, 0, watermark)
    sheet.save()
    return stream.getvalue()


def drawn_pages(pages: Sequence[Sequence[tuple[float, float, str]]]) -> bytes:
    """Pages of lines, each with its place from above and its size in points."""
    pdfmetrics.registerFont(UnicodeCIDFont(FONT))
    stream = io.BytesIO()
    sheet = Canvas(stream, pagesize=A4)
    for page in pages:
        for above, size, text in page:
            sheet.setFont(FONT, size)
            sheet.drawString(72, A4[1] - above - size, text)
        sheet.showPage()
    sheet.save()
    return stream.getvalue()
