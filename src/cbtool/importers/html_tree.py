"""A web page as a tree: parsed under limits, and what is never shown taken out."""

import re
from collections.abc import Iterator
from typing import Any

from cbtool.errors import UnreadableFile

Element = Any
"""An element of lxml, which brings no types of its own."""

DEEPEST = 200
_DROPPED = frozenset({
    "script", "style", "noscript", "template", "head", "meta", "link", "title", "iframe", "object", "embed",
    "svg", "canvas", "audio", "video", "button", "select", "option", "datalist", "textarea", "map", "nav",
    "aside", "dialog", "rt", "rp",
})  # fmt: skip
BLOCKS = frozenset({
    "address", "article", "blockquote", "body", "center", "dd", "details", "div", "dl", "dt", "fieldset",
    "figure", "figcaption", "footer", "form", "h1", "h2", "h3", "h4", "h5", "h6", "header", "hr", "html", "li",
    "main", "ol", "p", "pre", "section", "summary", "table", "tbody", "td", "tfoot", "th", "thead", "tr", "ul",
    "caption",
})  # fmt: skip
_DECLARATIONS = re.compile(r"^\s*(?:<\?xml[^>]*>)?\s*(?:<!DOCTYPE[^\[>]*(?:\[[^\]]*\]\s*)?>)?", re.I)
_HIDDEN = re.compile(r"display\s*:\s*none|visibility\s*:\s*hidden|font-size\s*:\s*0(?![.\d])|mso-hide\s*:\s*all", re.I)


def parse_page(text: str) -> Element:
    """The root of a page. Raises UnreadableFile: nothing in it, or nested too deeply."""
    from lxml import etree

    parser = etree.HTMLParser(no_network=True, remove_comments=True, remove_pis=True, huge_tree=False, encoding="utf-8")
    text = re.sub("[\x00-\x08\x0b\x0c\x0e-\x1f\ud800-\udfff]", "", text)
    try:
        root = etree.fromstring(_DECLARATIONS.sub("", text, count=1).encode("utf-8"), parser)
    except (etree.XMLSyntaxError, ValueError) as error:
        raise _unreadable() from error
    if root is None:
        raise _unreadable()
    _take_out_hidden(root)
    return root


def _take_out_hidden(root: Element) -> None:
    from lxml import etree

    for element in list(root.iter(etree.Element)):
        if element is not root and is_hidden(element) and element.getparent() is not None:
            _drop(element)


def is_hidden(element: Element) -> bool:
    """Whether a browser shows nothing of an element, or only menus and controls."""
    hidden = element.get("hidden") is not None or bool(_HIDDEN.search(element.get("style") or ""))
    return element.tag in _DROPPED or hidden or element.get("role") == "navigation"


def _drop(element: Element) -> None:
    """Take an element out of the tree; the text behind it stays."""
    parent, before = element.getparent(), element.getprevious()
    if element.tail:
        if before is not None:
            before.tail = (before.tail or "") + element.tail
        else:
            parent.text = (parent.text or "") + element.tail
    parent.remove(element)


def is_block(element: Element) -> bool:
    """Whether an element begins on a line of its own."""
    return element.tag in BLOCKS


def words(element: Element) -> str:
    """All text in an element without white space."""
    return "".join("".join(element.itertext()).split())


def leaves(root: Element) -> Iterator[Element]:
    """The blocks that hold no other blocks."""
    holders = {parent for block in root.iter(*BLOCKS) if (parent := block.getparent()) is not None}
    above: set[Element] = set()
    for holder in holders:
        while holder is not None and holder not in above:
            above.add(holder)
            holder = holder.getparent()
    yield from (block for block in root.iter(*BLOCKS) if block not in above)


def _unreadable() -> UnreadableFile:
    return UnreadableFile("这个网页读不出来。", "请在浏览器里打开，全选、复制到 Word，存成 .docx 再导入。")
