"""Plain text: whatever looks like a mark is kept as text."""

from pathlib import PurePath

from cbtool.importers.body import make_body
from cbtool.importers.lines import Line, clean, fingerprint, read_lines
from cbtool.importers.remarks import body_remarks, imported
from cbtool.importers.wrapping import join_wrapped
from cbtool.model.intake import Imported
from cbtool.text.body import escape_line
from cbtool.text.encoding import decode

SUFFIXES = ("", ".txt", ".text", ".doc", ".docx", ".wps", ".rtf", ".odt", ".pdf", ".htm", ".html")
"""Suffixes of other kinds too: a file so named whose bytes are text is text."""


def is_text(name: str, data: bytes) -> bool:
    """Whether the file is plain text by its name; its bytes are known to be no other kind."""
    return PurePath(name).suffix.lower() in SUFFIXES


def read_text(data: bytes) -> Imported:
    """The text with headings marked and everything else escaped. Raises UnreadableFile."""
    text, encoding = decode(data)
    lines, warnings = clean(read_lines(text))
    sha256 = fingerprint(lines)
    lines, joined = join_wrapped(lines)
    body = make_body([Line(line.number, escape_line(line.text)) for line in lines])
    warnings += [*([joined] if joined else []), *body_remarks(body, len(lines))]
    return imported("text", encoding, sha256, body, "", warnings)
