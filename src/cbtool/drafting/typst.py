"""Blocks become a PDF by Typst, with the looks of the Word file: for machines without LibreOffice."""

from collections.abc import Collection
from datetime import date

from cbtool.drafting.base import LOOKS, Look
from cbtool.drafting.values import day_text
from cbtool.drafting.word import (
    HEADED,
    annex_lines,
    article_head,
    cell_style,
    column_widths,
    line_style,
    opens,
    title_side,
)
from cbtool.errors import CbtoolError
from cbtool.text.body import Block

_TWIPS = 20
_CELL_EDGE = 3
_SERIF = ("仿宋_GB2312", "FangSong_GB2312", "仿宋", "FangSong", "STFangsong", "Noto Serif CJK SC", "Noto Serif SC",
          "Source Han Serif SC", "宋体", "SimSun", "Songti SC", "STSong")  # fmt: skip
_SANS = ("黑体", "SimHei", "STHeiti", "Heiti SC", "Noto Sans CJK SC", "Noto Sans SC", "Source Han Sans SC", "微软雅黑",
         "Microsoft YaHei", "PingFang SC", "WenQuanYi Micro Hei", "WenQuanYi Zen Hei", "Droid Sans Fallback")  # fmt: skip
_BLACK = ("Heading1", "Heading2", "AnnexLabel", "CellHead", "Title", "AnnexTitle")
_LATIN = ("Times New Roman", "Libertinus Serif")
_HEAD = """\
#set document(title: {title}, date: none)
#set page(paper: "a4", margin: (top: 37mm, bottom: 35mm, left: 28mm, right: 26mm), footer: context {{
  set text(10.5pt)
  set par(leading: 3.5pt)
  grid(columns: (1fr, auto), align: (left, right), row-gutter: 3.5pt, {number}, {day},
    grid.cell(colspan: 2, align(center)[第#counter(page).display()页 共#counter(page).final().first()页]))
}})
#set text(font: {body}, lang: "zh", region: "cn", top-edge: 0.8em, bottom-edge: -0.2em)
#let black(it) = text(font: {black}, it)
"""


def available_fonts() -> frozenset[str]:
    """The families Typst finds on this machine. Raises ImportError where Typst is not installed."""
    import typst

    return frozenset(typst.Fonts().families())


def pdf_by_typst(blocks: tuple[Block, ...], number: str, on: date, title: str) -> bytes:
    """The PDF of a body; same input and fonts, same bytes. Raises ImportError without Typst, CbtoolError without a font."""
    import typst

    source = typst_source(blocks, number, on, title, available_fonts())
    try:
        made = typst.compile(source.encode("utf-8"), format="pdf", timestamp=0)
    except RuntimeError as error:
        raise CbtoolError("Typst 没有做出 PDF。", "请先存成 .docx，在 Word、WPS 里另存为 PDF。") from error
    assert isinstance(made, bytes)
    return made


def typst_source(blocks: tuple[Block, ...], number: str, on: date, title: str, fonts: Collection[str]) -> str:
    """The Typst text of a body; all that comes from the draft stands in it as string literals."""
    serif, sans = [f for f in _SERIF if f in fonts], [f for f in _SANS if f in fonts]
    if not serif and not sans:
        raise CbtoolError(
            "这台机器没有中文字体，做不出能读的 PDF。",
            "请装一种中文字体（Debian/Ubuntu：apt-get install fonts-noto-cjk）；或先存成 .docx，在别的电脑上转。",
        )
    latin = [f for f in _LATIN if f in fonts]
    head = _HEAD.format(
        title=_literal(title),
        number=_literal(f"编号：{number}"),
        day=_literal(day_text(on)),
        body=_fonts([*latin, *(serif or sans)]),
        black=_fonts([*latin, *(sans or serif)]),
    )
    return head + "".join(f"{_style(name, look)}\n" for name, look in LOOKS.items()) + _body(blocks)


def _literal(text: str) -> str:
    """The text as a string of Typst's code."""
    clean = "".join(c for c in text if c.isprintable() or c == " ")
    return '"' + clean.replace("\\", "\\\\").replace('"', '\\"') + '"'


def _fonts(families: list[str]) -> str:
    return "(" + "".join(f"{_literal(family)}, " for family in families) + ")"


def _style(name: str, look: Look) -> str:
    """A function of Typst that sets one paragraph in this look; lines are exactly `line` points apart."""
    leading = look.line - look.size
    align = {"both": "left"}.get(look.align, look.align)
    inner = f"text({look.size}pt, par(it))"
    inner = f"black({inner})" if name in _BLACK else inner
    inner = f"pad(right: {look.right * look.size}pt, {inner})" if look.right else inner
    return (
        f"#let s{name}(it) = {{ {'pagebreak(weak: true); ' if look.new_page else ''}"
        f"set par(leading: {leading}pt, justify: {'true' if look.align == 'both' else 'false'}, "
        f"first-line-indent: (amount: {look.indent * look.size}pt, all: true)); "
        f"block(width: 100%, above: {leading + look.before}pt, below: {leading + look.after}pt, "
        f"sticky: {'true' if look.keep else 'false'}, align({align}, {inner})) }}"
    )


def _body(blocks: tuple[Block, ...]) -> str:
    lines, opening = [], True
    for block in blocks:
        opening = opening and block.kind not in HEADED
        lines.append(_table(block) if block.rows else _line(block, opening))
        opening = opening and not block.rows and (block.kind == "title" or opens(block.line))
    return "".join(f"{line}\n" for line in lines)


def _line(block: Block, opening: bool) -> str:
    if block.kind == "title":
        side, look = title_side(block.line) / _TWIPS, LOOKS["Title"]
        below = look.after + look.line - look.size
        return f"#block(below: {below}pt, pad(x: {side}pt, sTitle({_literal(block.line)})))"
    if block.kind in ("part", "chapter"):
        return _paragraph("Heading1", _literal(block.line))
    if block.kind == "annex":
        return "".join(_paragraph(style, _literal(text)) for style, text in annex_lines(block))
    if block.kind == "section":
        return _paragraph("Heading3" if block.label.startswith("（") else "Heading2", _literal(block.line))
    if block.kind == "article":
        head = article_head(block)
        return _paragraph("Clause", f"black({_literal(head)}) + {_literal(block.line[len(head) :])}")
    return _paragraph(line_style(block, opening), _literal(block.line))


def _paragraph(style: str, content: str) -> str:
    return f"#s{style}({content})"


def _table(block: Block) -> str:
    """A ruled table with a repeated head, or a layout table without lines that stays together."""
    columns = max(len(row) for row in block.rows)
    rows = tuple((*row, *[""] * (columns - len(row))) for row in block.rows)
    cells = [_row(block, rows, index) for index in range(len(rows))]
    if not block.header:
        inner = f"table(columns: (1fr,) * {columns}, stroke: none, inset: 0pt, {' '.join(cells)})"
        return f"#block(breakable: false, above: 28pt, {inner})"
    widths = ", ".join(f"{width / _TWIPS}pt" for width in column_widths(rows))
    head = f"table.header({cells[0]})"
    return f"#table(columns: ({widths},), stroke: 0.5pt, inset: (x: 4pt, y: 0pt), {head}, {' '.join(cells[1:])})"


def _row(block: Block, rows: tuple[tuple[str, ...], ...], index: int) -> str:
    head = block.header and index == 0
    styles = (cell_style(block, rows, column, head) for column in range(len(rows[index])))
    cells = (
        f"pad(y: {LOOKS[style].before + _CELL_EDGE}pt, s{style}({_literal(cell)})),"
        for style, cell in zip(styles, rows[index], strict=True)
    )
    return " ".join(cells)
