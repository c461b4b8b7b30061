"""A .docx is put together: base parts, body, and a stored zip whose bytes depend on nothing else."""

import io
import zipfile
from datetime import date

from cbtool.drafting.base import BODY, DATE, NUMBER, TITLE, base_parts
from cbtool.drafting.values import day_text
from cbtool.drafting.word import body_xml, xml_text
from cbtool.text.body import Block

_EPOCH = (1980, 1, 1, 0, 0, 0)


def document_xml(blocks: tuple[Block, ...]) -> str:
    """The part `word/document.xml`: does not depend on number, date or title."""
    return _filled(dict(base_parts())["word/document.xml"], body_xml(blocks), None, "", "")


def word_file(blocks: tuple[Block, ...], number: str, on: date, title: str) -> bytes:
    """The .docx of a body; number and date stand at the foot of every page. Same input, same bytes."""
    body, day = body_xml(blocks), day_text(on)
    parts = [(name, _filled(text, body, number, day, title)) for name, text in base_parts()]
    return stored_zip([(name, text.encode("utf-8")) for name, text in parts])


def stored_zip(parts: list[tuple[str, bytes]]) -> bytes:
    """An uncompressed archive in the given order, dated 1980."""
    stream = io.BytesIO()
    with zipfile.ZipFile(stream, "w", zipfile.ZIP_STORED) as archive:
        for name, data in parts:
            entry = zipfile.ZipInfo(name, _EPOCH)
            entry.create_system = 0
            archive.writestr(entry, data)
    return stream.getvalue()
