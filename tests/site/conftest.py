"""Shared by the tests of the site: the starter library's site, built once, and a browser."""

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from cbtool.settings import Settings
from cbtool.site.build import build
from tests.site.search_page import chromium, served


@pytest.fixture(scope="session")
def site(starter: Settings, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The starter library's site."""
    folder = tmp_path_factory.mktemp("site") / "site"
    report = build(starter, folder)
    assert report.written is not None
    assert report.problems == ()
    return folder


@pytest.fixture(scope="module")
def browser() -> Iterator[Any]:
    """Chromium, without a page."""
    with chromium() as found:
        yield found


@pytest.fixture(params=["http", "file"])
def base(request: pytest.FixtureRequest, site: Path) -> Iterator[str]:
    """Where the starter's site is open, both ways."""
    if request.param == "file":
        yield site.as_uri() + "/"
    else:
        with served(site) as address:
            yield address
