"""Old office files (.doc, .wps, .rtf, .odt): LibreOffice turns them into .docx, which our own reader reads."""

import re

from cbtool import office
from cbtool.errors import UnreadableFile
from cbtool.importers.word import read_word
from cbtool.importers.word_package import checked_archive
from cbtool.model.intake import Imported

_OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
_WORD_STREAM = "WordDocument".encode("utf-16-le")
_WORD_HEAD = b"\xec\xa5"
_ENCRYPTED_AT = 0x0B
_SECTOR = 512
_FIRST_NAME = 30
_OPEN_TEXT = b"mimetypeapplication/vnd.oasis.opendocument.text"
_WRITER = "docx:MS Word 2007 XML"
_KINDS = (
    (_OLE, ".doc", "MS Word 97"),
    (b"{\\rtf", ".rtf", "Rich Text Format"),
    (b"PK", ".odt", "writer8"),
)
_CONVERTED = "由 LibreOffice 从旧格式转换而来，请核对编号和表格"
_RESTARTS = "条号在各章重新从一开始；旧格式转换时可能丢掉“接着上一章编号”的设定，请核对"


def is_old_office(_name: str, data: bytes) -> bool:
    """Whether the bytes are a Word-97 file (a Kingsoft .wps is one too), RTF, or OpenDocument text."""
    if data.startswith(_OLE):
        return _WORD_STREAM in data
    return data.startswith(b"{\\rtf") or data.startswith(_OPEN_TEXT, _FIRST_NAME)


def read_office(data: bytes) -> Imported:
    """What LibreOffice makes of the file. Raises UnreadableFile: locked, no LibreOffice, or it could not read it."""
    if data.startswith(_OLE) and data[_SECTOR : _SECTOR + 2] == _WORD_HEAD and data[_SECTOR + _ENCRYPTED_AT] & 1:
        raise UnreadableFile("文件加了密码。", "请在 Word 或 WPS 里打开，去掉打开密码，另存后再导入。")
    if data.startswith(b"PK"):
        checked_archive(data)
    found = read_word(as_docx(data))
    remarks = [_CONVERTED]
    if len(re.findall(r"^第一条", found.body, re.M)) > 1:
        remarks.append(_RESTARTS)
    return found._replace(reader="office", warnings=(*remarks, *found.warnings))


def as_docx(data: bytes) -> bytes:
    """The file as .docx. Raises UnreadableFile: no LibreOffice, or it could not read the file."""
    program = office.program()
    if program is None:
        raise UnreadableFile(
            "这是旧版 Office 文件（.doc、.wps、.rtf、.odt），要靠 LibreOffice 转换；这台机器上没有。",
            "请安装 LibreOffice 再导入；或在 Word、WPS 里打开，另存为 .docx 再导入。",
        )
    suffix, reader = _kind(data)
    made = office.convert(program, data, suffix, reader, _WRITER)
    if made is None:
        raise UnreadableFile(
            "LibreOffice 没有读出这个文件，可能损坏、加密或太复杂。",
            "请在 Word 或 WPS 里打开，另存为 .docx 再导入。",
        )
    return made


def _kind(data: bytes) -> tuple[str, str]:
    """The suffix of the file, and which of its readers LibreOffice has to use; it must not guess."""
    return next((suffix, reader) for mark, suffix, reader in _KINDS if data.startswith(mark))
