"""Word files (.docx): the final text as Word shows it, automatic numbers included, through the same rules as plain text."""

from cbtool.importers.blocks import imported_blocks
from cbtool.importers.word_blocks import BlockReader
from cbtool.importers.word_inline import text_boxes
from cbtool.importers.word_package import Element, M, Package, W, is_word
from cbtool.model.intake import Imported

__all__ = ["is_word", "read_word"]

_DELETED = tuple(W + name for name in ("del", "moveFrom"))
_INSERTED = tuple(W + name for name in ("ins", "moveTo"))


def read_word(data: bytes) -> Imported:
    """The text with tracked changes accepted; a line is a paragraph, a soft line or a table row. Raises UnreadableFile."""
    package = Package(data)
    reader = BlockReader(package)
    blocks = reader.read()
    return imported_blocks("word", blocks, _remarks(package, reader), wrapped=True)


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
