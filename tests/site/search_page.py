"""A bare page that only loads the search scripts, over real shards, in real Chromium."""

import functools
import http.server
import shutil
import threading
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import pytest

from cbtool.desk.derived import derived
from cbtool.desk.index import open_index
from cbtool.model.passage import Passage
from cbtool.search.vocabulary import Vocabulary
from cbtool.settings import Settings
from cbtool.site.search_data import SCRIPTS, index_files

STATIC = Path(__file__).parents[2] / "site" / "static"
POLICY = "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' data: blob:; form-action 'none'; base-uri 'none'"


def read_passages(settings: Settings) -> tuple[dict[str, list[Passage]], Vocabulary]:
    """All that a library's search knows."""
    with derived(settings) as (_, store):
        passages = dict(store.passages())
    return passages, open_index(settings).vocabulary


def write_site(folder: Path, passages: Mapping[str, Sequence[Passage]], vocabulary: Vocabulary) -> Path:
    """The shards, the scripts and the bare page."""
    for path, data in index_files(passages, vocabulary):
        (folder / path).parent.mkdir(parents=True, exist_ok=True)
        (folder / path).write_bytes(data)
    (folder / "static").mkdir()
    for name in SCRIPTS:
        shutil.copy(STATIC / f"{name}.js", folder / "static")
    tags = "".join(f'<script src="static/{name}.js"></script>' for name in SCRIPTS)
    head = f'<meta charset="utf-8"><meta http-equiv="Content-Security-Policy" content="{POLICY}">'
    (folder / "index.html").write_text(
        f"<!doctype html><html><head>{head}</head><body>{tags}</body></html>", encoding="utf-8"
    )
    return folder


class Quiet(http.server.SimpleHTTPRequestHandler):
    """Serves without a word."""

    def log_message(self, *args: Any) -> None: ...


@contextmanager
def served(folder: Path) -> Iterator[str]:
    """The folder's address on a server of its own."""
    handler = functools.partial(Quiet, directory=str(folder))
    with http.server.ThreadingHTTPServer(("127.0.0.1", 0), handler) as server:
        threading.Thread(target=server.serve_forever, daemon=True).start()
        yield f"http://127.0.0.1:{server.server_address[1]}/"
        server.shutdown()


@contextmanager
def chromium() -> Iterator[Any]:
    """A browser; skips the test where there is none."""
    sync_api = pytest.importorskip("playwright.sync_api", reason="playwright is not installed")
    program = shutil.which("chromium") or shutil.which("chromium-browser") or shutil.which("google-chrome")
    if program is None:
        pytest.skip("no Chromium on this machine")
    with sync_api.sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=program, args=["--no-sandbox"])
        yield browser
        browser.close()


FIND = """async (wishes) => {
  const answers = [];
  for (const wish of wishes) {
    try {
      answers.push(await (wish.only ? cbtool.search.addresses(wish) : cbtool.search.find(wish)));
    } catch (error) {
      if (error.position === undefined) throw error;
      answers.push({ error: error.message, position: error.position, remedy: error.remedy });
    }
  }
  return answers;
}"""


def ask(page: Any, wishes: Sequence[Mapping[str, Any]]) -> list[Any]:
    """The browser's answers; with `only` in a wish just the addresses."""
    return list(page.evaluate(FIND, list(wishes)))
