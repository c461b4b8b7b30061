"""Styles and scripts: small source files joined into one file per kind of page, so that a page makes few requests."""

from collections.abc import Iterator
from pathlib import Path
from urllib.parse import quote

from cbtool.site.draft_data import SCRIPTS as DRAFT
from cbtool.site.law_data import SCRIPTS as JUDGE
from cbtool.site.lean import lean_script, lean_style
from cbtool.site.search_data import SCRIPTS as SEARCH

PAGE = ("page", "copy", "basket")
# the search page reads one script, the others site.js and their own
BUNDLES = {
    "site.js": PAGE,
    "search.js": (*PAGE, *SEARCH, "search-answer", "search-page"),
    "draft.js": DRAFT,
    "judge.js": JUDGE,
    "draft-page.js": ("draft-store", "draft-form", "draft-preview", "draft-slots", "draft-check", "draft-page"),
    "contract.js": ("contract-page", "worker-page"),
    "contracts.js": ("contracts-page",),
    "compare.js": ("texts", "compare-clauses", "compare-contracts", "compare-page"),
    "law.js": ("law-page",),
    "start.js": ("start",),
}
# the search page needs only the first; print comes last in both, because it overrules what stands before
STYLES = {"site.css": ("base", "parts", "search", "print"), "pages.css": ("lists", "pages", "print")}


def static_files(sources: Path) -> Iterator[tuple[str, bytes]]:
    """`static/<bundle>`: the sources of each joined in their order."""
    folder = sources / "static"
    for name, parts in BUNDLES.items():
        yield f"static/{name}", "".join(lean_script((folder / f"{p}.js").read_text("utf-8")) for p in parts).encode()
    for name, styles in STYLES.items():
        yield f"static/{name}", "".join(lean_style((folder / f"{s}.css").read_text("utf-8")) for s in styles).encode()


def icon(sources: Path) -> str:
    """The icon as an address that carries it, so that no page asks for a file more."""
    drawing = (sources / "static" / "icon.svg").read_text("utf-8").strip().replace('"', "'")
    return "data:image/svg+xml," + quote(drawing, safe=" ='/:")
