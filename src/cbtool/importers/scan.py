"""Pictures of a contract: recognised, then arranged as a printed text."""

from collections.abc import Callable

from cbtool.errors import UnreadableFile
from cbtool.importers.blocks import imported_blocks
from cbtool.importers.page_edges import without_edges
from cbtool.importers.page_paragraphs import read_pages
from cbtool.importers.remarks import RECOGNISED
from cbtool.importers.scan_pages import picture_pages
from cbtool.model.intake import Imported

_SIGNATURES = (b"\x89PNG\r\n", b"\xff\xd8\xff", b"GIF8", b"II*\x00", b"MM\x00*")


def is_picture_file(_name: str, data: bytes) -> bool:
    """Whether the bytes are a picture of a kind that scanners and telephones make."""
    bitmap = data.startswith(b"BM") and data[6:10] == bytes(4)
    return data.startswith(_SIGNATURES) or bitmap or (data.startswith(b"RIFF") and data[8:12] == b"WEBP")


def read_scan(data: bytes, on_page: Callable[[int], None] = lambda page: None) -> Imported:
    """The text in a picture or in the pages of a TIFF. Raises UnreadableFile, with a hint where no recogniser is there."""
    pages = picture_pages(data, on_page)
    if not any(page.items for page in pages):
        raise nothing_recognised()
    return imported_blocks("scan", read_pages(without_edges(pages)), [RECOGNISED])


def nothing_recognised() -> UnreadableFile:
    """Why pictures in which no text was found are not taken."""
    return UnreadableFile(
        "图像里没有认出文字。", "不是合同的照片不用导入；是合同的，请扫描（200 dpi 以上）或拍得清楚些再导入。"
    )
