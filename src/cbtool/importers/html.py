"""Web pages (.html, .mht): their main text, lists with their numbers, tables; nothing is fetched, nothing runs."""

import codecs
import re
from email import message_from_bytes, policy
from email.message import EmailMessage
from pathlib import PurePath

from cbtool.errors import UnreadableFile
from cbtool.importers.blocks import Text, imported_blocks
from cbtool.importers.html_blocks import read_element
from cbtool.importers.html_main import main_element, page_title
from cbtool.importers.html_tree import parse_page
from cbtool.model.intake import Imported
from cbtool.text.encoding import decode

_STARTS = (b"<!doctype html", b"<html", b"<head", b"<body")
_MAIL_STARTS = (b"mime-version:", b"from: <saved by", b'from: "saved by', b"from: =?")
_SUFFIXES = (".html", ".htm", ".shtml", ".xhtml")
_CHARSET = re.compile(rb"<meta[^>]{0,200}?charset\s*=\s*[\"']?\s*([A-Za-z0-9_:.-]{2,40})", re.I)
_DECLARED = re.compile(rb"<\?xml[^>]{0,100}encoding\s*=\s*[\"']([A-Za-z0-9_.-]{2,40})")
_LOOKED_AT = 8192
_CHINESE = ("gb2312", "gbk", "gb_2312-80", "x-gbk", "cp936", "hz-gb-2312", "euc-cn", "chinese")
_MOST_UNREADABLE = 0.001
_NEAR_TOP = 10
MOST_CHARACTERS = 20_000_000


def is_page(name: str, data: bytes) -> bool:
    """Whether the bytes are a web page or one saved as a mail; by its name only where they begin like markup."""
    start = data[:_LOOKED_AT].removeprefix(codecs.BOM_UTF8).lstrip().lower()
    if data.startswith((codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)):
        start = data[:_LOOKED_AT].decode("utf-16", "ignore").lstrip().lower().encode()
    if start.startswith((b"<?xml", b"<!--")):
        return b"<html" in start or b"<!doctype html" in start
    named = PurePath(name).suffix.lower() in _SUFFIXES and start.startswith(b"<")
    return start.startswith(_STARTS) or _is_mail(start) or named


def _is_mail(start: bytes) -> bool:
    return start.startswith(_MAIL_STARTS) and b"mime-version:" in start and b"content-type:" in start


def read_html(data: bytes) -> Imported:
    """The main text of a page. Raises UnreadableFile: no text in it, too long."""
    start = data[:_LOOKED_AT].lstrip().lower()
    text, encoding = _mail_text(data) if _is_mail(start) else _page_text(data, "")
    if len(text) > MOST_CHARACTERS:
        raise UnreadableFile("网页太长。", "请在浏览器里打开，只把合同正文复制到 Word，存成 .docx 再导入。")
    root = parse_page(text)
    main = main_element(root)
    blocks = read_element(main)
    title = page_title(root)
    top = ["".join(block.text.split()) for block in blocks[:_NEAR_TOP] if isinstance(block, Text)]
    if title and not any("".join(title.split()) in line for line in top):
        blocks.insert(0, Text(title, title=True))
    remarks = ["从网页里取出的正文，菜单、页眉页脚没有导入，请核对首尾"]
    return imported_blocks("html", blocks, remarks, encoding, wrapped=True)


def _mail_text(data: bytes) -> tuple[str, str]:
    """The page in a mail, as browsers and Word save it."""
    message = message_from_bytes(data, policy=policy.default)
    for part in message.walk():
        if part.get_content_type() == "text/html" and isinstance(part, EmailMessage):
            content = part.get_payload(decode=True)
            if isinstance(content, bytes):
                return _page_text(content, str(part.get_param("charset", "") or ""))
    raise UnreadableFile("这个文件里没有网页正文。", "请在浏览器里打开，另存为“网页，仅 HTML”再导入。")


def _page_text(data: bytes, charset: str) -> tuple[str, str]:
    """The decoded page; what is declared counts if it fits, and gb2312 is read as gb18030, which holds it."""
    if data.startswith((codecs.BOM_UTF8, codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)):
        return decode(data)
    found = _CHARSET.search(data[:_LOOKED_AT]) or _DECLARED.search(data[:_LOOKED_AT])
    name = (charset or (found[1].decode("ascii") if found else "")).lower()
    name = "gb18030" if name in _CHINESE else name
    try:
        text = data.decode(name, "replace") if name and name not in ("utf-16", "unicode") else None
    except LookupError:
        text = None
    if text is not None and text.count("\ufffd") <= _MOST_UNREADABLE * len(text):
        return text, name
    return decode(data)
