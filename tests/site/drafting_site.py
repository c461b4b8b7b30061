"""A bare site that only drafts, opened in Chromium from a disk and over http."""

import json
import shutil
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from functools import partial
from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from typing import Any

import pytest
import yaml

from cbtool.drafting.prepared import Prepared, prepare
from cbtool.model.template import Template
from cbtool.resources import site_sources, starter_library
from cbtool.site.draft_data import SCRIPTS, law_file, parts_file, template_file
from cbtool.site.law import Law
from cbtool.site.law_data import SCRIPTS as JUDGE

HERE = Path(__file__).parent
EXAMPLE = HERE.parent / "drafting" / "example-wage"
TEMPLATES = {folder.name: folder for folder in (EXAMPLE, *sorted((starter_library() / "templates").iterdir()))}
POLICY = "default-src 'none'; script-src 'self'; base-uri 'none'"


def open_folder(folder: Path) -> Prepared:
    form = yaml.load((folder / "questions.yaml").read_text(encoding="utf-8"), Loader=yaml.BaseLoader)
    return prepare(Template.model_validate(form), (folder / "template.md").read_text(encoding="utf-8"))


def write_site(folder: Path, templates: dict[str, Prepared], law: Law | None = None) -> None:
    """The drafting scripts as one file, as the site ships them, the templates, and a page that loads the harness.

    With a law also the scripts that judge.
    """
    sources = site_sources() / "static"
    files = dict([parts_file(), *map(template_file, templates.values()), *([law_file(law)] if law else [])])
    names = (*SCRIPTS, *(JUDGE if law else ()))
    files["static/draft.js"] = b"\n".join((sources / f"{name}.js").read_bytes() for name in names)
    harness = ("drafting_harness.js", *(["law_harness.js"] if law else []))
    files["static/harness.js"] = b"".join((HERE / name).read_bytes() for name in harness)
    head = f'<!doctype html><meta charset="utf-8"><meta http-equiv="Content-Security-Policy" content="{POLICY}">'
    scripts = '<script src="../static/draft.js"></script><script src="../static/harness.js"></script>'
    files["draft/test.html"] = f"{head}<title>t</title>{scripts}".encode()
    for name, content in files.items():
        file = folder / name
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_bytes(content)


@contextmanager
def address(folder: Path, way: str) -> Iterator[str]:
    """Where the folder is open: `file` from the disk, `http` from a server."""
    if way == "file":
        yield folder.as_uri()
        return
    handler = type("Quiet", (SimpleHTTPRequestHandler,), {"log_message": lambda *_: None})
    server = ThreadingHTTPServer(("127.0.0.1", 0), partial(handler, directory=str(folder)))
    threading.Thread(target=server.serve_forever, daemon=True).start()
    try:
        yield f"http://127.0.0.1:{server.server_port}"
    finally:
        server.shutdown()
        server.server_close()


class Drafting:
    """The open test page."""

    def __init__(self, page: Any, errors: list[str]) -> None:
        self.page = page
        self.errors = errors

    def run(self, what: str, given: Any) -> Any:
        """What the harness makes of this. Carried as JSON text, so that lone surrogates arrive as they are."""
        packed = json.dumps(given)
        return json.loads(self.page.evaluate(
            "([what, given]) => Promise.resolve(harness[what](JSON.parse(given))).then(JSON.stringify)", [what, packed]
        ))  # fmt: skip


@contextmanager
def opened(folder: Path, way: str) -> Iterator[Drafting]:
    """The test page in Chromium; errors on the page fail the test."""
    sync_api = pytest.importorskip("playwright.sync_api", reason="playwright is not installed")
    chromium = shutil.which("chromium") or shutil.which("chromium-browser")
    if chromium is None:
        pytest.skip("there is no chromium")
    with address(folder, way) as place, sync_api.sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=chromium, args=["--no-sandbox"])
        page = browser.new_page()
        errors: list[str] = []
        page.on("pageerror", lambda error: errors.append(str(error)))
        page.on("console", lambda message: errors.append(message.text) if message.type == "error" else None)
        page.goto(f"{place}/draft/test.html")
        yield Drafting(page, errors)
        browser.close()
        assert errors == []
