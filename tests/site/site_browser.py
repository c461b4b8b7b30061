"""Chromium over a built site, from a disk and over http."""

from typing import Any

DESKTOP = {"viewport": {"width": 1280, "height": 860}}
PHONE = {"viewport": {"width": 360, "height": 740}, "is_mobile": True, "has_touch": True}


class Visit:
    """A page being used; `faults` collects console errors, failed and foreign requests."""

    def __init__(self, browser: Any, base: str, **options: Any) -> None:
        self.context = browser.new_context(accept_downloads=True, **options)
        self.page = self.context.new_page()
        self.base = base
        self.faults: list[str] = []
        self.page.on("console", lambda m: self.faults.append(m.text) if m.type in ("error", "warning") else None)
        self.page.on("pageerror", lambda e: self.faults.append(str(e)))
        self.page.on("request", self._seen)

    def _seen(self, request: Any) -> None:
        if not request.url.startswith((self.base, "data:", "blob:")):
            self.faults.append(f"foreign request {request.url}")

    def open(self, path: str) -> Any:
        """Go to a page of the site."""
        self.page.goto(self.base + path)
        return self.page

    def close(self) -> None:
        """Done; nothing may have gone wrong."""
        self.context.close()
        assert not self.faults, self.faults
