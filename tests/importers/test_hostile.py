"""Files made to do harm, read as an import reads them: each refused with a reason or read, in time, and nothing happens."""

import socket
import tempfile
from collections.abc import Iterator
from pathlib import Path
from threading import Thread
from time import monotonic

import hostile_data
import pytest
from hostile_data import HOSTILE
from tests.conftest import ON

from cbtool import processes
from cbtool.desk.intake import Choices, intake
from cbtool.desk.reader_process import Reader
from cbtool.errors import UnreadableFile
from cbtool.importers import read_file
from cbtool.library.init import create_library
from cbtool.settings import Settings

SLOW = ("流炸弹.pdf", "三百万条指令.pdf", "图片炸弹.pdf", "六万条线.pdf", "引用循环.pdf", "邮件套邮件.mht")
OFFICE = (".doc", ".rtf", ".odt")
QUICK = [name for name in HOSTILE if name not in SLOW and not name.endswith(OFFICE)]
OTHERS = [name for name in HOSTILE if name not in QUICK]
LINKED = [name for name in HOSTILE if name.startswith(("外链", "模板", "动作", "外部流"))]


def names(folder: Path) -> list[str]:
    return sorted(path.name for path in folder.iterdir())


@pytest.fixture(scope="module")
def reader() -> Iterator[Reader]:
    found = Reader()
    yield found
    found.close()


def read_or_refuse(reader: Reader, name: str, folder: Path) -> str:
    """What became of a file: the reason, or '' where it was read; nothing else is changed in its folder."""
    (folder / name).write_bytes(HOSTILE[name]())
    start = monotonic()
    try:
        reason, body = "", reader.read(folder / name).body
        assert "root:" not in body
    except UnreadableFile as error:
        reason = error.message
        assert reason.endswith("。") and error.remedy.endswith("。")
    assert monotonic() - start < 60
    assert names(folder) == [name]
    return reason


@pytest.mark.parametrize("name", QUICK)
def test_hostile_files_are_refused_or_read(name: str, reader: Reader, tmp_path: Path) -> None:
    assert "程序出错" not in read_or_refuse(reader, name, tmp_path)


@pytest.mark.slow
@pytest.mark.parametrize("name", OTHERS)
def test_hostile_files_that_take_long_are_refused_or_read(name: str, reader: Reader, tmp_path: Path) -> None:
    assert "程序出错" not in read_or_refuse(reader, name, tmp_path)


def test_there_are_many_of_them() -> None:
    assert len(HOSTILE) >= 40


@pytest.fixture
def server(monkeypatch: pytest.MonkeyPatch) -> Iterator[list[bytes]]:
    """The requests that reach a server on this machine, which the files name."""
    requests: list[bytes] = []
    with socket.create_server(("127.0.0.1", 0)) as listening:
        monkeypatch.setattr(hostile_data, "SERVER", f"http://127.0.0.1:{listening.getsockname()[1]}")

        def listen() -> None:
            while True:
                try:
                    connection, _ = listening.accept()
                except OSError:
                    return
                with connection:
                    requests.append(connection.recv(200))

        Thread(target=listen, daemon=True).start()
        yield requests


@pytest.mark.slow
@pytest.mark.parametrize("name", LINKED)
def test_nothing_is_fetched_even_where_the_network_cannot_be_cut(
    name: str, server: list[bytes], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(processes, "network_cut", lambda: ())
    monkeypatch.setattr(tempfile, "tempdir", str(tmp_path))
    try:
        read_file(name, HOSTILE[name]())
    except UnreadableFile as error:
        assert error.message
    assert server == [] and names(tmp_path) == []


def test_a_folder_of_them_leaves_the_library_as_it_was(tmp_path: Path) -> None:
    settings = Settings(tmp_path / "library", tmp_path / "cache", ON)
    create_library(settings.library, "试验", "tt", "深圳")
    folder = tmp_path / "files"
    folder.mkdir()
    refused = [name for name in QUICK if name.endswith((".pdf", ".png", ".jpg", ".tif"))]
    for name in refused:
        (folder / name).write_bytes(HOSTILE[name]())
    before = {path: path.read_bytes() for path in settings.library.rglob("*") if path.is_file()}
    outcomes = list(intake(settings, [folder], Choices()))
    assert len(outcomes) == len(refused) and all(outcome.status == "refused" for outcome in outcomes)
    after = {path: path.read_bytes() for path in settings.library.rglob("*") if path.is_file()}
    assert {path.name for path in set(after) - set(before)} <= {".lock"}
    assert {path: after[path] for path in before} == before
    assert names(tmp_path) == ["files", "library"] or names(tmp_path) == ["cache", "files", "library"]
