"""Blocks become one self-contained web page that prints on A4, with the looks of the Word file."""

from datetime import date
from html import escape

from cbtool.drafting.base import LOOKS, Look
from cbtool.drafting.values import day_text
from cbtool.drafting.word import HEADED, annex_lines, article_head, cell_style, line_style, opens
from cbtool.text.body import Block

_POLICY = "default-src 'none'; style-src 'unsafe-inline'"
_TAGS = {"Title": "h1", "Heading1": "h2", "AnnexLabel": "h2", "AnnexTitle": "h3", "Heading2": "h3", "Heading3": "h4"}
_PAGE = """\
@page { size: A4; margin: 37mm 26mm 35mm 28mm }
body { max-width: 156mm; margin: 2em auto; padding: 0 1em; color: #000; background: #fff; overflow-wrap: anywhere }
h1, h2, h3, h4, p { margin: 0; font-weight: normal }
table { width: 100%; border-collapse: collapse; margin: 6pt 0; break-inside: auto }
thead { display: table-header-group }
tr { break-inside: avoid }
table.ruled td, table.ruled th { border: 0.75pt solid #000; padding: 0 4pt; font-weight: normal }
table.layout { break-inside: avoid; margin-top: 28pt }
b { font-weight: normal; font-family: SimHei, 黑体, "Noto Sans CJK SC", sans-serif }
footer { margin-top: 3em; font: 10.5pt SimSun, 宋体, serif; color: #444; display: flex; justify-content: space-between }
@media print { body { margin: 0; padding: 0; max-width: none } }
"""


def html_page(blocks: tuple[Block, ...], number: str, on: date, title: str) -> str:
    """The page of a body; number and date stand at its foot. Same input, same text."""
    lines, opening = [], True
    for block in blocks:
        opening = opening and block.kind not in HEADED
        lines.append(_table(block) if block.rows else _line(block, opening))
        opening = opening and not block.rows and (block.kind == "title" or opens(block.line))
    body = "\n".join(line for line in lines if line)
    foot = f"<footer><span>编号：{escape(number)}</span><span>{day_text(on)}</span></footer>"
    return (
        f'<!DOCTYPE html>\n<html lang="zh-CN">\n<head>\n<meta charset="utf-8">\n'
        f'<meta http-equiv="Content-Security-Policy" content="{_POLICY}">\n'
        f'<meta name="viewport" content="width=device-width, initial-scale=1">\n<title>{escape(title)}</title>\n'
        f"<style>\n{_PAGE}{_styles()}</style>\n</head>\n<body>\n{body}\n{foot}\n</body>\n</html>\n"
    )


def _styles() -> str:
    return "".join(f".{name} {{ {_look(look)} }}\n" for name, look in LOOKS.items())


def _look(look: Look) -> str:
    align = {"both": "justify"}.get(look.align, look.align)
    parts = [f'font: {look.size}pt/{look.line}pt "{look.font}", FangSong, 仿宋, serif', f"text-align: {align}"]
    parts += [f"text-indent: {look.indent}em"] if look.indent else []
    parts += [f"padding-right: {look.right}em"] if look.right else []
    parts += [f"margin: {look.before}pt 0 {look.after}pt"] if look.before or look.after else []
    parts += ["break-after: avoid"] if look.keep else []
    parts += ["break-before: page"] if look.new_page else []
    return "; ".join(parts)


def _line(block: Block, opening: bool) -> str:
    if block.kind == "title":
        return _tagged("Title", escape(block.line))
    if block.kind in ("part", "chapter"):
        return _tagged("Heading1", escape(block.line))
    if block.kind == "annex":
        return _annex(block)
    if block.kind == "section":
        return _tagged("Heading3" if block.label.startswith("（") else "Heading2", escape(block.line))
    if block.kind == "article":
        head = article_head(block)
        return _tagged("Clause", f"<b>{escape(head)}</b>{escape(block.line[len(head) :])}", block.clause_id)
    return _tagged(line_style(block, opening), escape(block.line))


def _annex(block: Block) -> str:
    (style, text), *more = annex_lines(block)
    lines = [_tagged(style, escape(text), block.clause_id), *(_tagged(name, escape(title)) for name, title in more)]
    return "\n".join(lines)


def _tagged(style: str, inner: str, identity: str = "") -> str:
    tag = _TAGS.get(style, "p")
    name = f' id="{escape(identity)}"' if identity else ""
    return f'<{tag} class="{style}"{name}>{inner}</{tag}>'


def _table(block: Block) -> str:
    rows = [_row(block, index) for index in range(len(block.rows))]
    if not block.header:
        return f'<table class="layout" role="presentation"><tbody>{"".join(rows)}</tbody></table>'
    return f'<table class="ruled"><thead>{rows[0]}</thead><tbody>{"".join(rows[1:])}</tbody></table>'


def _row(block: Block, index: int) -> str:
    head = block.header and index == 0
    width = max(len(row) for row in block.rows)
    rows = tuple((*row, *[""] * (width - len(row))) for row in block.rows)
    open_, tag = ('<th scope="col"', "th") if head else ("<td", "td")
    cells = (
        f'{open_} class="{cell_style(block, rows, column, head)}">{escape(cell)}</{tag}>'
        for column, cell in enumerate(rows[index])
    )
    return f"<tr>{''.join(cells)}</tr>"
