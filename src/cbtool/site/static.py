"""Styles and scripts: small source files joined into one file per kind of page, so that a page makes few requests."""

import re
from collections.abc import Iterator
from pathlib import Path

from cbtool.site.draft_data import SCRIPTS as DRAFT
from cbtool.site.search_data import SCRIPTS as SEARCH

BUNDLES = {
    "site.js": ("page", "copy", "basket"),
    "search.js": (*SEARCH, "search-answer", "search-page"),
    "draft.js": DRAFT,
    "draft-page.js": ("draft-store", "draft-form", "draft-preview", "draft-slots", "draft-page"),
    "contract.js": ("contract-page",),
    "contracts.js": ("contracts-page",),
    "compare.js": ("texts", "compare-clauses", "compare-contracts", "compare-page"),
    "worker.js": ("worker-page",),
    "start.js": ("start",),
}
# the search page needs only the first; print comes last in both, because it overrules what stands before
STYLES = {"site.css": ("base", "parts", "search", "print"), "pages.css": ("pages", "print")}


def _lean(source: str) -> str:
    """A source without the comments that fill whole lines, blank lines and indents (none has a text over lines)."""
    source = re.sub(r"^\s*/\*.*?\*/\s*$", "", source, flags=re.S | re.M)
    return re.sub(r"^(?:[ \t]*//.*)?\s*", "", source, flags=re.M)


def static_files(sources: Path) -> Iterator[tuple[str, bytes]]:
    """`static/<bundle>`: the sources of each joined in their order, and the icon."""
    folder = sources / "static"
    for name, parts in BUNDLES.items():
        yield f"static/{name}", "".join(_lean((folder / f"{part}.js").read_text("utf-8")) for part in parts).encode()
    for name, styles in STYLES.items():
        yield f"static/{name}", "".join(_lean((folder / f"{s}.css").read_text("utf-8")) for s in styles).encode()
    yield "static/icon.svg", (folder / "icon.svg").read_bytes()
