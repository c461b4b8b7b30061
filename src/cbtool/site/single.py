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
POLICY = re.compile(r'(<meta http-equiv="Content-Security-Policy" content=")[^"]*(">)')
LINK = re.compile(r'(<a\b[^>]*?) href="(?!#|[a-z]+:)([^"]*)"')
FORM = re.compile(r'<form class="bar-search".*?</form>', re.S)
FRAME = re.compile(r'<header class="bar">.*?</header>|<nav class="menu".*?</nav>', re.S)
NEEDS_DATA = ("index.html", "compare.html")
SHEET = "worker"
CONTRACT = re.compile(r'<article class="contract".*?</article>', re.S)


def single_page(folder: Path, page: str, base_url: str = "") -> Path:
    """Write `<page>.single.html` beside the built folder and return its path; `<contract's page>#worker` is its 职工版.

    Links to other pages become full addresses where `base_url` is known, else they lose their target.
    Raises NotFound, and CbtoolError for pages that read data files.
    """
    path, _, part = page.partition("#")
    text = _page(folder, path, part)
    html = (FORM if base_url else FRAME).sub("", text)
    hashes: dict[str, list[str]] = {"style": [], "script": []}
    html = STYLE.sub(lambda m: _inside("style", _text(folder, path, m[1]), hashes), html)
    html = SCRIPT.sub(lambda m: _inside("script", _text(folder, path, m[1]), hashes), html)
    policy = f"default-src 'none'; script-src {' '.join(hashes['script'])}; style-src {' '.join(hashes['style'])}; img-src data: blob:; form-action 'none'; base-uri 'none'"
    html = POLICY.sub(lambda m: m[1] + policy + m[2], html)
    html = LINK.sub(lambda m: _link(m, path, base_url), html)
    target = folder.resolve().parent / ".".join(filter(None, (Path(path).stem, part, "single.html")))
    write_atomically(target, html.encode("utf-8"))
    return target


def _page(folder: Path, path: str, part: str) -> str:
    """The page, or its sheet alone."""
    file = folder / path
    known = path.endswith(".html") and ".." not in Path(path).parts and file.is_file()
    text = file.read_text(encoding="utf-8") if known else ""
    if not text or (part and not (part == SHEET and f'<section class="{SHEET}"' in text)):
        message = f"站点里没有这个页面：{path}" + (f"#{part}" if part else "")
        raise NotFound(
            message, "写成 contracts/cb-2026-0001.html 或 contracts/cb-2026-0001.html#worker（职工版）的样子。"
        )
    if path in NEEDS_DATA:
        raise CbtoolError(f"{path} 要读整个索引，做不成单个文件", "用 --zip 把整个站点打包。")
    if not part:
        return text
    alone = CONTRACT.sub("", text).replace(" · ", "（职工版） · ", 1)
    return alone.replace('href="#', f'href="{Path(path).name}#')


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
