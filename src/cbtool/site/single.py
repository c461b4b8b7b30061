"""One page as one HTML file that can be sent: styles and scripts inside, allowed by their hashes."""

import base64
import hashlib
import re
from pathlib import Path
from posixpath import dirname, join, normpath

from cbtool.errors import CbtoolError, NotFound
from cbtool.system import write_atomically

STYLE = re.compile(r'<link rel="stylesheet" href="([^"?]+)[^"]*">')
SCRIPT = re.compile(r'<script src="([^"?]+)[^"]*"></script>')
ICON = re.compile(r'<link rel="icon"[^>]*>\n?')
POLICY = re.compile(r'(<meta http-equiv="Content-Security-Policy" content=")[^"]*(">)')
LINK = re.compile(r'(<a\b[^>]*?) href="(?!#|[a-z]+:)([^"]*)"')
FORM = re.compile(r'<form class="bar-search".*?</form>', re.S)
FRAME = re.compile(r'<header class="bar">.*?</header>|<nav class="menu".*?</nav>', re.S)
NEEDS_DATA = ("index.html", "compare.html")


def single_page(folder: Path, path: str, base_url: str = "") -> Path:
    """Write `<page>.single.html` beside the built folder and return its path.

    Links to other pages become full addresses where `base_url` is known, else they lose their target.
    Raises NotFound, and CbtoolError for pages that read data files.
    """
    file = folder / path
    if not path.endswith(".html") or ".." in Path(path).parts or not file.is_file():
        raise NotFound(f"站点里没有这个页面：{path}", "写成 contracts/cb-2026-0001.html 的样子。")
    if path in NEEDS_DATA:
        raise CbtoolError(f"{path} 要读整个索引，做不成单个文件", "用 --zip 把整个站点打包。")
    html = (FORM if base_url else FRAME).sub("", ICON.sub("", file.read_text(encoding="utf-8")))
    hashes: dict[str, list[str]] = {"style": [], "script": []}
    html = STYLE.sub(lambda m: _inside("style", _text(folder, path, m[1]), hashes), html)
    html = SCRIPT.sub(lambda m: _inside("script", _text(folder, path, m[1]), hashes), html)
    policy = f"default-src 'none'; script-src {' '.join(hashes['script'])}; style-src {' '.join(hashes['style'])}; img-src data: blob:; form-action 'none'; base-uri 'none'"
    html = POLICY.sub(lambda m: m[1] + policy + m[2], html)
    html = LINK.sub(lambda m: _link(m, path, base_url), html)
    target = folder.resolve().parent / (Path(path).stem + ".single.html")
    write_atomically(target, html.encode("utf-8"))
    return target


def _text(folder: Path, path: str, link: str) -> str:
    return (folder / normpath(join(dirname(path), link))).read_text(encoding="utf-8")


def _inside(tag: str, text: str, hashes: dict[str, list[str]]) -> str:
    """The element with its text, which cannot end the element early."""
    text = re.sub(r"</(?=script|style)", r"<\\/", text, flags=re.I)
    digest = base64.b64encode(hashlib.sha256(text.encode()).digest()).decode()
    hashes[tag].append(f"'sha256-{digest}'")
    return f"<{tag}>{text}</{tag}>"


def _link(match: re.Match[str], path: str, base_url: str) -> str:
    if not base_url:
        return match[1]
    place, mark, fragment = match[2].partition("#")
    return f'{match[1]} href="{base_url}{normpath(join(dirname(path), place))}{mark}{fragment}"'
