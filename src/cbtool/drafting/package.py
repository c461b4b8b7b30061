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
    """The part `word/document.xml`, which holds neither number nor date."""
    before, after = dict(base_parts())["word/document.xml"].split(BODY)
    return before + body_xml(blocks) + after


def word_file(blocks: tuple[Block, ...], number: str, on: date, title: str) -> bytes:
    """The .docx of a body; number and date stand at the foot of every page. Same input, same bytes."""
    fills = {NUMBER: number, DATE: day_text(on), TITLE: title}
    parts = []
    for name, text in base_parts():
        filled = document_xml(blocks) if name == "word/document.xml" else _filled(text, fills)
        parts.append((name, filled.encode("utf-8")))
    return stored_zip(parts)


def _filled(text: str, fills: dict[str, str]) -> str:
    """The part with its placeholders replaced; a value that looks like a placeholder stays as it is."""
    for mark, value in fills.items():
        if mark in text:
            before, after = text.split(mark)
            return _filled(before, fills) + xml_text(value) + _filled(after, fills)
    return text


def stored_zip(parts: list[tuple[str, bytes]]) -> bytes:
    """An uncompressed archive in the given order, dated 1980."""
    stream = io.BytesIO()
    with zipfile.ZipFile(stream, "w", zipfile.ZIP_STORED) as archive:
        for name, data in parts:
            entry = zipfile.ZipInfo(name, _EPOCH)
            entry.create_system = 0
            archive.writestr(entry, data)
    return stream.getvalue()
