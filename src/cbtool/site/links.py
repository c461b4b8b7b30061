"""Internal links: every one must lead to a file that is made, and to an anchor in it."""

import re
from collections.abc import Iterator, Mapping
from html import unescape
from posixpath import dirname, join, normpath
from urllib.parse import unquote

from cbtool.model.problem import Problem

LINK = re.compile(r'\s(?:href|src)="([^"]*)"')
ANCHOR = re.compile(r'\sid="([^"]*)"')
OUTSIDE = re.compile(r"[a-z][a-z0-9+.-]*:", re.I)


def broken_links(files: Mapping[str, bytes]) -> list[Problem]:
    """What is wrong with the links of the HTML files; a fragment with `=` or `.` is a page's state, not an anchor."""
    anchors: dict[str, set[str]] = {}
    found = []
    for path, data in files.items():
        if path.endswith(".html"):
            text = data.decode("utf-8")
            found.append((path, set(LINK.findall(text))))
            ids = ANCHOR.findall(text)
            anchors[path] = set(ids)
            if len(ids) != len(anchors[path]):
                double = next(i for i in ids if ids.count(i) > 1)
                found.append((path, {f"#{double} 写了两次"}))
    return [problem for path, links in found for problem in _broken(path, sorted(links), files, anchors)]


def _broken(
    path: str, links: list[str], files: Mapping[str, bytes], anchors: Mapping[str, set[str]]
) -> Iterator[Problem]:
    for link in map(unescape, links):
        if OUTSIDE.match(link):
            continue
        place, _, fragment = link.partition("#")
        place = place.partition("?")[0]
        target = normpath(join(dirname(path), unquote(place))) if place else path
        if target not in files:
            yield Problem(path, 0, f"链接指向没有的页面：{link}")
        elif fragment and "=" not in fragment and unquote(fragment) not in anchors.get(target, set()):
            yield Problem(path, 0, f"链接指向没有的位置：{link}")
