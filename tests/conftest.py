"""Shared by all tests: real folders, a real index, and the switch that rewrites golden files."""

from collections.abc import Callable, Iterator
from datetime import date
from pathlib import Path

import pytest

from cbtool.resources import starter_library
from cbtool.settings import Settings

ON = date(2026, 11, 21)


def pytest_addoption(parser: pytest.Parser) -> None:
    """`--update-golden` writes what the tests got as what they expect."""
    parser.addoption("--update-golden", action="store_true", help="rewrite golden files")


@pytest.fixture
def golden(request: pytest.FixtureRequest) -> Callable[[Path, str], None]:
    """Compare a text with a golden file, or rewrite the file under `--update-golden`."""

    def check(file: Path, text: str) -> None:
        if request.config.getoption("--update-golden"):
            file.parent.mkdir(parents=True, exist_ok=True)
            file.write_text(text, encoding="utf-8")
        assert text == file.read_text(encoding="utf-8")

    return check


@pytest.fixture(autouse=True)
def _own_cache(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    """No test touches the user's cache or library."""
    monkeypatch.setenv("CBTOOL_CACHE", str(tmp_path / "cache"))
    monkeypatch.delenv("CBTOOL_LIBRARY", raising=False)
    monkeypatch.delenv("CBTOOL_ENGINE", raising=False)


@pytest.fixture(params=["tantivy", "whoosh"])
def engine(request: pytest.FixtureRequest) -> str:
    """Every engine that is installed here."""
    pytest.importorskip(request.param, reason=f"{request.param} is not installed")
    return str(request.param)


@pytest.fixture(scope="session")
def starter(tmp_path_factory: pytest.TempPathFactory) -> Settings:
    """The starter library with a cache of its own."""
    return Settings(starter_library(), tmp_path_factory.mktemp("cache"), ON)


CONTRACT = """\
---
id: {id}
title: {title}
level: enterprise
kind: comprehensive
status: in_force
region: '440307'
industry: C39
signed: '{signed}'
parties:
- role: union
  name: 甲电子厂工会
  label: 甲方
- role: employer
  name: 甲电子厂
  label: 乙方
---
# {title}

{body}
"""


class Folder:
    """A library folder being written by a test."""

    def __init__(self, root: Path, cache: Path, extends: str = "") -> None:
        self.root = root
        self.cache = cache
        (root / "contracts").mkdir(parents=True)
        self.write("library.yaml", "name: 测试\nformat: 1\nid_prefix: t\n" + extends)

    def write(self, name: str, text: str) -> Path:
        """A file of the library."""
        file = self.root / name
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_text(text, encoding="utf-8")
        return file

    def contract(self, number: int, body: str, title: str = "甲厂集体合同", signed: str = "2024-05-01") -> str:
        """A contract with this text; returns its id."""
        name = f"t-2024-{number:04d}"
        self.write(f"contracts/{name}/contract.md", CONTRACT.format(id=name, title=title, signed=signed, body=body))
        return name

    def settings(self, engine: str = "tantivy") -> Settings:
        """Settings over this library."""
        return Settings(self.root, self.cache, ON, engine)


@pytest.fixture
def library(tmp_path: Path) -> Iterator[Folder]:
    """An empty library that holds nothing but what the test writes, so that reading and indexing it is quick."""
    yield Folder(tmp_path / "library", tmp_path / "cache")


@pytest.fixture
def thin_library(tmp_path: Path) -> Iterator[Folder]:
    """An empty library that extends the starter, as an office has it."""
    yield Folder(tmp_path / "library", tmp_path / "cache", "extends: starter\n")
