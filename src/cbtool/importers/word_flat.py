"""Word's one-file form (Flat OPC, .xml): the same parts in one XML, put into a package and read as a .docx."""

import codecs
import io
import zipfile

from cbtool.importers.word_package import MOST_PARTS, parse_part, too_many_parts

_PKG = "{http://schemas.microsoft.com/office/2006/xmlPackage}"
_MARK = b"http://schemas.microsoft.com/office/2006/xmlPackage"
_LOOKED_AT = 4096


def is_flat(_name: str, data: bytes) -> bool:
    """Whether the bytes are a Word document in one XML file."""
    start = data[:_LOOKED_AT].removeprefix(codecs.BOM_UTF8).lstrip()
    return start.startswith(b"<?xml") and _MARK in start


def as_package(data: bytes) -> bytes:
    """The parts as a .docx; pictures and macros are there by name only. Raises UnreadableFile."""
    from lxml import etree

    stream = io.BytesIO()
    with zipfile.ZipFile(stream, "w") as archive:
        archive.writestr("[Content_Types].xml", "<Types/>")
        for count, part in enumerate(parse_part(data).iterfind(_PKG + "part")):
            if count >= MOST_PARTS:
                raise too_many_parts()
            content = part.find(_PKG + "xmlData")
            inside = b"" if content is None or not len(content) else etree.tostring(content[0], encoding="UTF-8")
            archive.writestr((part.get(_PKG + "name") or "").lstrip("/") or f"part{count}", inside)
    return stream.getvalue()
