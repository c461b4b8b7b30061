"""Files of other kinds, known by their first bytes: each is refused with what to do instead."""

from cbtool.errors import UnreadableFile

_COPY_TEXT = "请打开后全选、复制到 Word 或记事本，存成 .docx 或 .txt 再导入。"
_UNPACK = "请先解压，再导入里面的文件。"
_UNLOCK = "请在 Word 或 WPS 里打开，去掉打开密码，另存后再导入。"

_OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
_SIGNATURES: tuple[tuple[bytes, str, str], ...] = (
    (_OLE, "旧版 Office 文件，但里面没有 Word 正文（可能是 .xls、.ppt）", _COPY_TEXT),
    (b"<?xml", "XML 文件", "如果是 Word 文件，请在 Word 或 WPS 里打开，另存为 .docx 再导入。"),
    (b"\x1f\x8b", "压缩文件", _UNPACK),
    (b"Rar!", "压缩文件", _UNPACK),
    (b"7z\xbc\xaf", "压缩文件", _UNPACK),
    (b"MZ", "程序文件", "请只导入合同文本。"),
    (b"\x7fELF", "程序文件", "请只导入合同文本。"),
    (b"SQLite format 3", "数据库文件", "请只导入合同文本。"),
)
_PACKED: tuple[tuple[bytes, str, str], ...] = (
    (b"xl/", "Excel 文件（.xlsx）", _COPY_TEXT),
    (b"ppt/", "演示文稿（.pptx）", _COPY_TEXT),
    (b"OFD.xml", "OFD 文件", _COPY_TEXT),
)
_LOCKED = "EncryptedPackage".encode("utf-16-le")
_SHORT_SIGNATURE = 2
_LOOKED_AT = 200_000


def refuse_foreign(data: bytes) -> None:
    """Raise UnreadableFile, with a hint, for a file whose bytes show that it is no plain text."""
    kind, remedy = _packed(data) if data.startswith(b"PK\x03\x04") else _signed(data)
    if kind:
        raise UnreadableFile(f"这是{kind}，不能直接导入。", remedy)


def _signed(data: bytes) -> tuple[str, str]:
    if data.startswith(_OLE) and _LOCKED in data:
        return "加了密码的 Office 文件", _UNLOCK
    for signature, kind, remedy in _SIGNATURES:
        plain_start = len(signature) == _SHORT_SIGNATURE and signature.isalpha() and b"\x00" not in data[:64]
        if data.startswith(signature) and not plain_start:
            return kind, remedy
    return "", ""


def _packed(data: bytes) -> tuple[str, str]:
    """What a zip file holds, by the names of its parts."""
    ends = data[:_LOOKED_AT] + data[-_LOOKED_AT:]
    return next(((kind, remedy) for part, kind, remedy in _PACKED if part in ends), ("压缩文件", _UNPACK))
