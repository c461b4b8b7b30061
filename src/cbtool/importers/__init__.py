"""Importers: each answers whether a file is its own, and what is in it. None of them writes."""

from collections.abc import Callable
from typing import NamedTuple

from cbtool.errors import UnreadableFile
from cbtool.importers.foreign import refuse_foreign
from cbtool.importers.markdown import is_markdown, read_markdown
from cbtool.importers.plain_text import is_text, read_text
from cbtool.importers.word import is_word, read_word
from cbtool.model.intake import Imported


class Importer(NamedTuple):
    """One kind of file: `mine(name, data)` and `read(data)`, which raises UnreadableFile."""

    name: str
    mine: Callable[[str, bytes], bool]
    read: Callable[[bytes], Imported]


IMPORTERS = (
    Importer("word", is_word, read_word),
    Importer("markdown", is_markdown, read_markdown),
    Importer("text", is_text, read_text),
)
MOST_BYTES = 50 * 1024 * 1024


def read_file(name: str, data: bytes) -> Imported:
    """What is in a file, by the first importer that claims it. Raises UnreadableFile with a hint."""
    if not data.strip():
        raise UnreadableFile("文件是空的。", "请检查文件是否存好。")
    if len(data) > MOST_BYTES:
        raise UnreadableFile(f"文件太大：{len(data) / 1024 / 1024:.0f} MB", "一份合同最多 50 MB；请只导入合同文本。")
    if not is_word(name, data):
        refuse_foreign(name, data)
    for importer in IMPORTERS:
        if importer.mine(name, data):
            return importer.read(data)
    raise UnreadableFile("不认识这种文件。", "请导入 Word（.docx）、纯文本（.txt）或 Markdown（.md）文件。")
