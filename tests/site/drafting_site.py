"""A bare site that only drafts, opened in Chromium from a disk and over http."""

import json
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import yaml

from cbtool.drafting.prepared import Prepared, prepare
from cbtool.model.template import Template
from cbtool.resources import site_sources, starter_library
from cbtool.site.draft_data import SCRIPTS, law_file, parts_file, template_file
from cbtool.site.law import Law
from cbtool.site.law_data import SCRIPTS as JUDGE
from tests.site.search_page import chromium, served

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
    """The test page in Chromium, as `file` from the disk or over `http`; errors on the page fail the test."""
    with served(folder) as address, chromium() as browser:
        page = browser.new_page()
        errors: list[str] = []
        page.on("pageerror", lambda error: errors.append(str(error)))
        page.on("console", lambda message: errors.append(message.text) if message.type == "error" else None)
        page.goto((f"{folder.as_uri()}/" if way == "file" else address) + "draft/test.html")
        yield Drafting(page, errors)
        assert errors == []
