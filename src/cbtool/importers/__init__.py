"""Importers: each answers whether a file is its own, and what is in it. None of them writes."""

from collections.abc import Callable
from typing import NamedTuple

from cbtool.errors import UnreadableFile
from cbtool.importers.foreign import refuse_foreign
from cbtool.importers.html import is_page, read_html
from cbtool.importers.markdown import is_markdown, read_markdown
from cbtool.importers.office import is_old_office, read_office
from cbtool.importers.pdf import is_pdf, read_pdf
from cbtool.importers.plain_text import is_text, read_text
from cbtool.importers.scan import is_picture_file, read_scan
from cbtool.importers.word import is_word, read_word
from cbtool.importers.word_flat import as_package, is_flat
from cbtool.model.intake import Imported

OnPage = Callable[[int], None]
"""Told the number (from 1) of each page that takes seconds to read."""


class Importer(NamedTuple):
    """One kind of file: `mine(name, data)`, and `read(data, on_page)`, which raises UnreadableFile."""

    name: str
    mine: Callable[[str, bytes], bool]
    read: Callable[[bytes, OnPage], Imported]


def _quick(read: Callable[[bytes], Imported]) -> Callable[[bytes, OnPage], Imported]:
    """A reader whose pages take no time."""
    return lambda data, on_page: read(data)


IMPORTERS = (
    Importer("word", is_word, _quick(read_word)),
    Importer("word", is_flat, _quick(lambda data: read_word(as_package(data)))),
    Importer("pdf", is_pdf, read_pdf),
    Importer("office", is_old_office, _quick(read_office)),
    Importer("scan", is_picture_file, read_scan),
    Importer("html", is_page, _quick(read_html)),
    Importer("markdown", is_markdown, _quick(read_markdown)),
    Importer("text", is_text, _quick(read_text)),
)
_BY_NAME = ("markdown", "text")
MOST_BYTES = 50 * 1024 * 1024


def read_file(name: str, data: bytes, on_page: OnPage = lambda page: None) -> Imported:
    """What is in a file, by the first importer that claims it. Raises UnreadableFile with a hint."""
    if not data.strip():
        raise UnreadableFile("文件是空的。", "请检查文件是否存好。")
    if len(data) > MOST_BYTES:
        raise UnreadableFile(f"文件太大：{len(data) / 1024 / 1024:.0f} MB", "一份合同最多 50 MB；请只导入合同文本。")
    for importer in IMPORTERS:
        if importer.name in _BY_NAME:
            refuse_foreign(data)
        if importer.mine(name, data):
            return importer.read(data, on_page)
    raise UnreadableFile("不认识这种文件。", "请导入 Word、PDF、网页、图片、纯文本（.txt）或 Markdown（.md）文件。")
