"""Preview on this machine: the built folder over http, rebuilt when a page is asked for after a change."""

from collections.abc import Callable
from functools import partial
from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from threading import Lock
from typing import Any

from cbtool.errors import CbtoolError
from cbtool.model.problem import Problem
from cbtool.settings import Settings
from cbtool.site.build import Report, build

HOST = "127.0.0.1"


class _Handler(SimpleHTTPRequestHandler):
    """Static files, never cached; pages are checked for changes first."""

    def __init__(self, *args: Any, fresh: Callable[[], None], **kwargs: Any) -> None:
        self._fresh = fresh
        super().__init__(*args, **kwargs)

    def do_GET(self) -> None:
        if self.path.partition("?")[0].endswith(("/", ".html")):
            self._fresh()
        super().do_GET()

    def end_headers(self) -> None:
        self.send_header("Cache-Control", "no-store")
        super().end_headers()

    def log_message(self, format: str, *args: Any) -> None:
        """Quiet."""


def serve(
    settings: Settings, folder: Path, port: int, started: Callable[[str], None], rebuilt: Callable[[Report], None]
) -> None:
    """Serve until interrupted. `started` gets the address, `rebuilt` the report of every new build.

    Raises OSError where the port is taken.
    """
    lock = Lock()

    def fresh() -> None:
        with lock:
            report = _built(settings, folder)
            if not report.unchanged:
                rebuilt(report)

    with ThreadingHTTPServer((HOST, port), partial(_Handler, directory=str(folder), fresh=fresh)) as server:
        started(f"http://{HOST}:{server.server_port}/index.html")
        server.serve_forever()


def _built(settings: Settings, folder: Path) -> Report:
    """A file that is broken for a moment must not stop the preview: the old pages stay."""
    try:
        return build(settings, folder)
    except CbtoolError as error:
        return Report(None, (Problem("", 0, error.message, error.remedy),))
