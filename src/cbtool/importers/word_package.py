"""A .docx as a package of parts: opened under limits, each part parsed without entities, DTD or network."""

import io
import posixpath
import re
import struct
import zipfile
import zlib
from typing import Any

from cbtool.errors import UnreadableFile

MOST_PARTS = 5000
MOST_BYTES_A_PART = 64 * 1024 * 1024
MOST_BYTES_IN_ALL = 256 * 1024 * 1024
HIGHEST_RATIO = 200
_RATIO_COUNTS_FROM = 1024 * 1024
_LOOKED_AT = 200_000
_MAGIC = b"PK\x03\x04"
_ENTRY = b"PK\x01\x02"
_ENCRYPTED = 1
_BROKEN = (zipfile.BadZipFile, zlib.error, struct.error, EOFError, OSError, RuntimeError, ValueError)

W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
MC = "{http://schemas.openxmlformats.org/markup-compatibility/2006}"
M = "{http://schemas.openxmlformats.org/officeDocument/2006/math}"
_STRICT = (
    (b"http://purl.oclc.org/ooxml/wordprocessingml/main", W[1:-1].encode()),
    (b"http://purl.oclc.org/ooxml/officeDocument/math", M[1:-1].encode()),
)

Element = Any
"""An element of lxml, which brings no types of its own."""


def is_word(_name: str, data: bytes) -> bool:
    """Whether the bytes are a Word package, whatever the file is called; a broken one counts if it names Word's parts."""
    if not data.startswith(_MAGIC):
        return False
    try:
        names = _archive(data).namelist()
    except (UnreadableFile, *_BROKEN):
        return b"word/" in data[:_LOOKED_AT] + data[-_LOOKED_AT:]
    return "[Content_Types].xml" in names and any(name.startswith("word/") for name in names)


class Package:
    """The parts of one .docx. Raises UnreadableFile for whatever is broken, locked or larger than a contract can be."""

    def __init__(self, data: bytes) -> None:
        self._zip = checked_archive(data)
        self.names = tuple(self._zip.namelist())
        self._main = self._targets("").get("officeDocument", "word/document.xml")
        self._parts = self._targets(self._main)

    def document(self) -> Element:
        """The root of the main part. Raises UnreadableFile where there is none."""
        root = self._parse(self._main)
        if root is None or root.find(W + "body") is None:
            raise UnreadableFile("这个文件里没有 Word 正文。", "请在 Word 或 WPS 里打开，另存为 .docx 再导入。")
        return root

    def related(self, kind: str) -> Element | None:
        """The root of the part with this relation to the main part (styles, numbering, footnotes …), if there is one."""
        beside = posixpath.join(posixpath.dirname(self._main), f"{kind}.xml")
        return self._parse(self._parts.get(kind, beside))

    def _targets(self, source: str) -> dict[str, str]:
        """Kind of relation → name of the part, for the parts inside the package."""
        folder, name = posixpath.split(source)
        root = self._parse(posixpath.join(folder, "_rels", f"{name}.rels"))
        found: dict[str, str] = {}
        for relation in [] if root is None else root:
            kind, target = relation.get("Type", "").rpartition("/")[2], relation.get("Target", "")
            if kind and relation.get("TargetMode") != "External":
                found.setdefault(kind, posixpath.normpath(posixpath.join("/", folder, target)).lstrip("/"))
        return found

    def _parse(self, name: str) -> Element | None:
        if name not in self.names:
            return None
        try:
            with self._zip.open(name) as stream:
                data = stream.read(MOST_BYTES_A_PART + 1)
        except _BROKEN as error:
            raise _broken() from error
        if len(data) > MOST_BYTES_A_PART:
            raise _too_large()
        return parse_part(data)


def checked_archive(data: bytes) -> zipfile.ZipFile:
    """The opened archive. Raises UnreadableFile where it is broken, locked or larger than a contract can be."""
    try:
        archive = _archive(data)
        _check(archive.infolist())
    except _BROKEN as error:
        raise _broken() from error
    return archive


def parse_part(data: bytes) -> Element:
    """The root element of a part, strict names turned into the usual ones. Raises UnreadableFile: broken, or with a DTD."""
    from lxml import etree

    for strict, usual in _STRICT:
        data = data.replace(strict, usual)
    parser = etree.XMLParser(
        resolve_entities=False,
        no_network=True,
        load_dtd=False,
        huge_tree=False,
        remove_comments=True,
        remove_pis=True,
    )
    try:
        root = etree.fromstring(data, parser)
    except (etree.XMLSyntaxError, ValueError) as error:
        raise _broken() from error
    if root.getroottree().docinfo.doctype or b"<!ENTITY" in data:
        raise UnreadableFile(
            "文件里有 Word 不会写的声明（DTD），可能有害，没有打开。", "请向提供的人要一份正常的 .docx。"
        )
    return root


def value(element: Element | None, name: str = "val") -> str | None:
    """A Word attribute of an element; None where either is missing."""
    found = None if element is None else element.get(W + name)
    return None if found is None else str(found)


def whole(text: str | None, otherwise: int) -> int:
    """A whole number as Word writes it; anything else, and numbers beyond all reason, count as `otherwise`."""
    return int(text) if text and re.fullmatch(r"-?[0-9]{1,9}", text) else otherwise


def is_on(element: Element | None) -> bool:
    """Whether a switch such as `w:vanish` is there and not turned off."""
    return element is not None and value(element) not in ("0", "false", "off", "none")


def _archive(data: bytes) -> zipfile.ZipFile:
    """The archive, unless its list of parts alone would fill the memory."""
    if data.count(_ENTRY) > MOST_PARTS:
        raise too_many_parts()
    return zipfile.ZipFile(io.BytesIO(data))


def _check(entries: list[zipfile.ZipInfo]) -> None:
    """Raise UnreadableFile for entries no word processor writes."""
    names = [entry.filename.lower() for entry in entries]
    if len(set(names)) != len(names):
        raise UnreadableFile("文件里有重名的部件，无法判断哪个是真的，没有打开。", "请在 Word 里另存为新的 .docx。")
    if any(name.startswith(("/", "\\")) or ".." in re.split(r"[/\\]", name) for name in names):
        raise UnreadableFile("文件里的部件指向文件之外，可能有害，没有打开。", "请向提供的人要一份正常的 .docx。")
    if any(entry.flag_bits & _ENCRYPTED for entry in entries):
        raise UnreadableFile("文件加了密码。", "请在 Word 里去掉打开密码，另存后再导入。")
    if any(entry.compress_type not in (zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED) for entry in entries):
        raise _broken()
    if sum(entry.file_size for entry in entries) > MOST_BYTES_IN_ALL:
        raise _too_large()
    for entry in entries:
        dense = entry.file_size > max(_RATIO_COUNTS_FROM, HIGHEST_RATIO * max(entry.compress_size, 1))
        if entry.file_size > MOST_BYTES_A_PART or dense:
            raise _too_large()


def too_many_parts() -> UnreadableFile:
    """The refusal of a package with more parts than a word processor writes."""
    return UnreadableFile(f"文件里的部件太多（超过 {MOST_PARTS:,} 个），没有打开。", "请在 Word 里另存为新的 .docx。")


def _broken() -> UnreadableFile:
    return UnreadableFile("Word 文件损坏或不完整。", "请在 Word 或 WPS 里打开看是否正常，另存为 .docx 再导入。")


def _too_large() -> UnreadableFile:
    return UnreadableFile("Word 文件解开后太大，没有打开。", "请只导入合同文本；图片和附件另存。")
