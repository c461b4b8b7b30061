"""PDF files: text as printed, pages without usable text by recognition, through the same rules as other files."""

import io
import logging
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import Any

from cbtool.errors import UnreadableFile
from cbtool.importers.blocks import imported_blocks
from cbtool.importers.page_edges import without_edges
from cbtool.importers.page_paragraphs import read_pages
from cbtool.importers.pages import Page
from cbtool.importers.pdf_pages import has_picture_below, is_picture, read_page
from cbtool.importers.remarks import RECOGNISED
from cbtool.importers.scan import nothing_recognised
from cbtool.importers.scan_engine import NoRecogniser
from cbtool.importers.scan_pages import scanned_pages
from cbtool.model.intake import Imported

MOST_PAGES = 500
_MOST_MISSING = 0.3
_SHOWN = 10
_LOOKED_AT = 1024
_BROKEN = "请用 PDF 阅读器打开看是否正常；能打开的，全选、复制到 Word 里，存成 .docx 再导入。"


def is_pdf(_name: str, data: bytes) -> bool:
    """Whether the bytes are a PDF; a few bytes may stand before its mark."""
    return b"%PDF-" in data[:_LOOKED_AT]


def read_pdf(data: bytes, on_page: Callable[[int], None] = lambda page: None) -> Imported:
    """The text of a PDF in paragraphs and tables, without running headers and page numbers. Raises UnreadableFile."""
    pages, scanned, remarks = _printed(data)
    missing: tuple[str, ...] = ()
    try:
        for number, recognised in scanned_pages(data, scanned, on_page) if scanned else ():
            pages[number - 1] = recognised
    except NoRecogniser:
        if len(scanned) > _MOST_MISSING * len(pages):
            raise
        missing = (f"{_named(scanned, pages)}是扫描图像，这台机器上没有识别组件，没有导入",)
    if scanned and not missing and not any(page.items for page in pages):
        raise nothing_recognised()
    if scanned and not missing:
        remarks.append(f"{_named(scanned, pages)}是扫描图像：{RECOGNISED}")
    reader = "scan" if scanned and not missing else "pdf"
    found = imported_blocks(reader, read_pages(without_edges(pages)), remarks)
    return found._replace(doubts=(*missing, *found.doubts))


def _printed(data: bytes) -> tuple[list[Page], list[int], list[str]]:
    """The pages with usable text, the numbers of the others (which are empty among them), and what is to be said."""
    pages: list[Page] = []
    scanned, layered = [], False
    with _opened(data) as pdf:
        for number, page in enumerate(pdf.pages, 1):
            if is_picture(page):
                scanned.append(number)
                pages.append(Page([], float(page.width), float(page.height)))
            else:
                pages.append(read_page(page))
                layered = layered or has_picture_below(page)
            page.close()
        remarks = _remarks(pdf)
    if layered:
        remarks.append(f"有的页是扫描件，文字取自它自带的文字层：{RECOGNISED}")
    return pages, scanned, remarks


@contextmanager
def _opened(data: bytes) -> Iterator[Any]:
    """The opened file. Whatever its parser finds wrong in it, then or later, is raised as UnreadableFile."""
    try:
        import pdfplumber
        from pdfminer.pdfexceptions import PDFException
        from pdfminer.psexceptions import PSException
        from pdfplumber.utils.exceptions import MalformedPDFException, PdfminerException
    except ImportError as error:
        raise UnreadableFile(
            "这台机器上没有读 PDF 的组件（pdfplumber）。",
            "可以运行 pip install pdfplumber；或把文字复制到 Word，存成 .docx 再导入。",
        ) from error
    logging.getLogger("pdfminer").setLevel(logging.CRITICAL)
    try:
        with pdfplumber.open(io.BytesIO(data), pages=list(range(1, MOST_PAGES + 2))) as pdf:
            if len(pdf.pages) > MOST_PAGES:
                raise UnreadableFile(f"页数太多（超过 {MOST_PAGES} 页）。", "请只导入合同正文。")
            if not pdf.pages:
                raise UnreadableFile("PDF 文件里没有页面。", _BROKEN)
            yield pdf
    except (UnreadableFile, MemoryError):
        raise
    except (PdfminerException, MalformedPDFException, PDFException, PSException) as error:
        raise _refused(error) from error
    except (
        ValueError,
        TypeError,
        KeyError,
        IndexError,
        AttributeError,
        ArithmeticError,
        AssertionError,
        RecursionError,
    ) as error:
        raise UnreadableFile("PDF 文件损坏或不完整。", _BROKEN) from error


def _refused(error: Exception) -> UnreadableFile:
    reason = f"{type(error).__name__} {error!r} {error.__cause__!r} {error.args!r}"
    if "Password" in reason:
        return UnreadableFile("PDF 文件加了打开密码。", "请用密码打开，另存（打印）为没有密码的 PDF 再导入。")
    if "Encryption" in reason:
        return UnreadableFile("PDF 文件的加密方式不认识。", "请用 PDF 阅读器打开，打印成新的 PDF 再导入。")
    return UnreadableFile("PDF 文件损坏或不完整。", _BROKEN)


def _remarks(pdf: Any) -> list[str]:
    """What the file holds besides its pages."""
    catalogue = pdf.doc.catalog
    remarks = ["从 PDF 读出的分段是按版面推断的，请核对"]
    if catalogue.get("AcroForm"):
        remarks.append("PDF 里有表单，填在表单里的内容可能没有导入，请核对")
    if any(name in catalogue for name in ("OpenAction", "AA")):
        remarks.append("PDF 里有自动动作，没有运行")
    return remarks


def _named(scanned: list[int], pages: list[Page]) -> str:
    more = "等" if len(scanned) > _SHOWN else ""
    return "全部页面" if len(scanned) == len(pages) else f"第 {'、'.join(map(str, scanned[:_SHOWN]))} 页{more}"
