"""Word files (.docx): the final text as Word shows it, automatic numbers included, through the same rules as plain text."""

import re
from itertools import takewhile

from cbtool.importers.body import make_body
from cbtool.importers.lines import Line, clean, fingerprint, read_lines
from cbtool.importers.remarks import body_remarks, imported
from cbtool.importers.word_blocks import Block, BlockReader, Table
from cbtool.importers.word_inline import text_boxes
from cbtool.importers.word_package import Element, M, Package, W, is_word
from cbtool.model.intake import Imported
from cbtool.text.body import escape_line, write_table
from cbtool.text.numerals import NUMERAL_SIGNS

__all__ = ["is_word", "read_word"]

_ANNEX = re.compile(rf"附\s?[件表录]\s?[{NUMERAL_SIGNS}]{{0,3}}\s?[:：]?")
_ANNEX_TITLE = re.compile(
    rf"(?!附\s?[件表录]|第\s?[{NUMERAL_SIGNS}]|[（(]?[{NUMERAL_SIGNS}]{{1,3}}[）)、.．])[^，。；：:_]{{2,40}}"
)
_DELETED = tuple(W + name for name in ("del", "moveFrom"))
_INSERTED = tuple(W + name for name in ("ins", "moveTo"))


def read_word(data: bytes) -> Imported:
    """The text with tracked changes accepted; a line is a paragraph, a soft line or a table row. Raises UnreadableFile."""
    package = Package(data)
    reader = BlockReader(package)
    title, blocks = _split_title(reader.read())
    text, rows = _as_text(title, blocks)
    lines, warnings = clean(read_lines(text))
    sha256 = fingerprint(lines)
    lines = [line if line.number in rows else _escaped(line) for line in _with_annex_titles(lines, rows)]
    if title and lines[0].number == 1:
        lines[0] = lines[0]._replace(text=f"# {lines[0].text}")
    body = make_body(lines)
    warnings += [*_remarks(package, reader), *body_remarks(body, len(lines))]
    return imported("word", "utf-8", sha256, body, "", warnings)


def _escaped(line: Line) -> Line:
    return line._replace(text=escape_line(line.text))


def _with_annex_titles(lines: list[Line], rows: set[int]) -> list[Line]:
    """The title of an annex stands below its label in Word files; both are one heading."""
    joined: list[Line] = []
    for line in (line for line in lines if line.text.strip()):
        above = joined[-1].text.strip() if joined else ""
        if _ANNEX.fullmatch(above) and line.number not in rows and _ANNEX_TITLE.fullmatch(line.text.strip()):
            joined[-1] = joined[-1]._replace(text=f"{above.rstrip(':：')} {line.text.strip()}")
        else:
            joined.append(line)
    return joined


def _split_title(blocks: list[Block]) -> tuple[str, list[Block]]:
    """The lines in the style of a title at the beginning, as one, and what follows."""
    lines = list(takewhile(lambda block: not isinstance(block, Table) and block.title, blocks))
    title = "".join(block.text for block in lines if not isinstance(block, Table))
    return title, blocks[len(lines) :]


def _as_text(title: str, blocks: list[Block]) -> tuple[str, set[int]]:
    """Title and blocks as lines, and the numbers of those that are rows; an empty line keeps tables apart."""
    texts = [title] if title else []
    rows: set[int] = set()
    for block in blocks:
        if not isinstance(block, Table):
            texts.append(block.text)
            continue
        texts.append("")
        for line in write_table(block.rows, header=block.header).split("\n"):
            texts.append(line)
            rows.add(len(texts))
    return "\n".join(texts), rows


def _remarks(package: Package, reader: BlockReader) -> list[str]:
    """What the file holds besides its text, and what was turned into text."""
    document = reader.document
    remarks = _changes(document)
    comments = package.related("comments")
    if count := 0 if comments is None else len(comments):
        remarks.append(f"有 {count} 条批注，没有导入")
    if any(name.lower().endswith("vbaproject.bin") for name in package.names):
        remarks.append("文件带有宏，没有运行，也没有导入")
    if any("/embeddings/" in name for name in package.names) or _has(document, W + "altChunk", W + "subDoc"):
        remarks.append("文中嵌入了别的文件，没有导入")
    if any(not text_boxes(shape) for shape in document.iter(W + "drawing", W + "pict")):
        remarks.append("文中的图片没有导入")
    if _has(document, M + "oMath"):
        remarks.append("文中的公式已写成一行文字，请核对")
    if reader.notes:
        remarks.append(f"有 {reader.notes} 处脚注或尾注，放在所在段落下面，标为〔注1：……〕")
    if reader.boxes:
        remarks.append(f"有 {reader.boxes} 个文本框，文字放在所在段落下面，请核对位置")
    if reader.numbering.written:
        remarks.append(f"有 {reader.numbering.written} 处自动编号，已写成文字，请核对")
    return remarks


def _changes(document: Element) -> list[str]:
    inserted, deleted = (sum(1 for _ in document.iter(*tags)) for tags in (_INSERTED, _DELETED))
    if not inserted and not deleted:
        return []
    return [f"有修订（插入 {inserted} 处、删除 {deleted} 处），按全部接受后的文字导入，请核对"]


def _has(document: Element, *tags: str) -> bool:
    return next(iter(document.iter(*tags)), None) is not None
