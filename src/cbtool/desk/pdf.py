"""A draft as PDF: by LibreOffice from its Word file, else by Typst."""

from datetime import date

from cbtool import office
from cbtool.drafting.draft import Draft
from cbtool.drafting.package import word_file
from cbtool.drafting.typst import pdf_by_typst
from cbtool.errors import CbtoolError


def pdf_file(draft: Draft, on: date) -> bytes:
    """The PDF. Raises CbtoolError: nothing to make it with, no Chinese font, or LibreOffice failed."""
    program = office.program()
    if program:
        return _by_office(program, draft, on)
    try:
        return pdf_by_typst(draft.blocks, draft.number, on, draft.title)
    except ImportError as error:
        raise CbtoolError(
            "这台机器上没有能做 PDF 的程序。",
            "请安装 LibreOffice，或运行 pip install 'cbtool[pdf]'；也可以先存成 .docx，在 Word、WPS 里另存为 PDF。",
        ) from error


def _by_office(program: str, draft: Draft, on: date) -> bytes:
    if not office.has_chinese_font():
        raise CbtoolError(
            "这台机器没有中文字体，做不出能读的 PDF。",
            "请装一种中文字体（Debian/Ubuntu：apt-get install fonts-noto-cjk）；或先存成 .docx，在别的电脑上转。",
        )
    data = word_file(draft.blocks, draft.number, on, draft.title)
    made = office.convert(program, data, ".docx", "MS Word 2007 XML", "pdf:writer_pdf_Export")
    if made is None:
        raise CbtoolError("LibreOffice 没有做出 PDF。", "请先存成 .docx，在 Word、WPS 里另存为 PDF。")
    return made
