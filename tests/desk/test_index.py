"""The index keeps itself right: new, changed and lost files, damage, two processes, kill -9, folders that cannot be used."""

import os
import signal
import subprocess
import sys
import time
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from cbtool.desk.find import Wish, find
from cbtool.desk.index import index_folder, index_status, open_index, state_file
from cbtool.errors import CacheError, LibraryError
from cbtool.settings import Settings

if TYPE_CHECKING:
    from tests.conftest import Folder


def total(settings: Settings, text: str) -> int:
    return find(settings, Wish(text, limit=3, exact=True)).total


def test_follows_new_changed_and_removed_files(library: "Folder", engine: str) -> None:
    settings = library.settings(engine)
    first = library.contract(1, "第一条 每月发放蓝莓补贴。\n第二条 按月结算。")
    assert total(settings, "蓝莓补贴") == 1
    library.contract(2, "第一条 每月发放蓝莓补贴。")
    assert total(settings, "蓝莓补贴") == 2
    library.contract(1, "第一条 每月发放草莓补贴。\n第二条 按月结算。")
    assert (total(settings, "蓝莓补贴"), total(settings, "草莓补贴")) == (1, 1)
    (library.root / "contracts" / first / "contract.md").unlink()
    (library.root / "contracts" / first).rmdir()
    assert (total(settings, "草莓补贴"), total(settings, "蓝莓补贴")) == (0, 1)


def test_a_touched_file_is_not_read_again_but_a_rewritten_one_is(library: "Folder") -> None:
    settings = library.settings()
    name = library.contract(1, "第一条 发放蓝莓补贴。")
    assert total(settings, "蓝莓") == 1
    file = library.root / "contracts" / name / "contract.md"
    os.utime(file, ns=(1, 1))
    assert total(settings, "蓝莓") == 1
    assert index_status(settings).current


def test_files_are_the_only_truth(library: "Folder", engine: str) -> None:
    settings = library.settings(engine)
    library.contract(1, "第一条 发放蓝莓补贴。")
    before = sorted((p, p.read_bytes()) for p in library.root.rglob("*") if p.is_file())
    assert total(settings, "蓝莓") == 1
    for file in sorted(settings.cache.rglob("*"), reverse=True):
        file.unlink() if file.is_file() else file.rmdir()
    assert total(settings, "蓝莓") == 1
    assert before == sorted((p, p.read_bytes()) for p in library.root.rglob("*") if p.is_file())


def test_every_truncated_or_lost_index_file_is_noticed(library: "Folder", engine: str) -> None:
    settings = library.settings(engine)
    library.contract(1, "第一条 发放蓝莓补贴。")
    assert total(settings, "蓝莓") == 1
    for file in sorted(f for f in index_folder(settings).iterdir() if f.stat().st_size > 4):
        if not file.exists():
            continue
        file.write_bytes(file.read_bytes()[: file.stat().st_size // 2])
        assert total(settings, "蓝莓") == 1, file.name
    for file in sorted(index_folder(settings).iterdir()):
        file.unlink(missing_ok=True)
        assert total(settings, "蓝莓") == 1, file.name


@pytest.mark.parametrize("garbage", [b"", b"{}", b"\x00\xff", b'{"format": 2}', b"[1]"])
def test_a_damaged_state_or_store_is_made_anew(library: "Folder", garbage: bytes) -> None:
    settings = library.settings()
    library.contract(1, "第一条 发放蓝莓补贴。")
    assert total(settings, "蓝莓") == 1
    state_file(settings).write_bytes(garbage)
    (state_file(settings).parent / "derived.sqlite").write_bytes(garbage)
    assert total(settings, "蓝莓") == 1


def test_a_store_made_anew_is_not_taken_for_the_old_one(library: "Folder") -> None:
    settings = library.settings()
    for number in range(1, 5):
        library.contract(number, "第一条 发放蓝莓补贴。")
        assert total(settings, "蓝莓") == number
    (state_file(settings).parent / "derived.sqlite").unlink()
    library.contract(5, "第一条 发放蓝莓补贴。")
    assert total(settings, "蓝莓") == 5


SEARCH = "from cbtool.cli.app import run; import sys; sys.exit(run(['search', '蓝莓', '--library', sys.argv[1], '--format', 'json', '--limit', '0']))"


def start(library: "Folder") -> "subprocess.Popen[str]":
    environment = {**os.environ, "CBTOOL_CACHE": str(library.cache), "PYTHONIOENCODING": "utf-8"}
    command = [sys.executable, "-c", SEARCH, str(library.root)]
    return subprocess.Popen(command, env=environment, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True)


def test_processes_at_once_all_get_the_whole_answer(library: "Folder") -> None:
    for number in range(1, 41):
        library.contract(number, "第一条 发放蓝莓补贴。\n第二条 按月结算。")
    for process in [start(library) for _ in range(4)]:
        out, errors = process.communicate(timeout=120)
        assert process.returncode == 0, errors
        assert '"total": 40' in out


@pytest.mark.slow
@pytest.mark.skipif(os.name == "nt", reason="SIGKILL is POSIX")
def test_kill_9_during_a_build_loses_nothing(library: "Folder") -> None:
    for number in range(1, 121):
        library.contract(number, "\n".join(f"第{n}条 发放蓝莓补贴，第{n}档。" for n in range(1, 30)))
    whole = time.monotonic()
    start(library).communicate(timeout=120)
    whole = time.monotonic() - whole
    for share in (0.2, 0.4, 0.55, 0.7, 0.8, 0.9, 0.95):
        for number in range(1, 121):
            library.contract(number, "\n".join(f"第{n}条 发放蓝莓补贴，{share}。" for n in range(1, 30)))
        process = start(library)
        time.sleep(whole * share)
        process.send_signal(signal.SIGKILL)
        process.communicate()
        assert total(library.settings(), "蓝莓") == 120 * 29


def test_a_cache_folder_that_cannot_be_used_is_said_plainly(library: "Folder", tmp_path: Path) -> None:
    library.contract(1, "第一条 发放蓝莓补贴。")
    (tmp_path / "file").write_text("a file where a folder should be")
    with pytest.raises(CacheError, match="缓存文件夹不可用"):
        open_index(library.settings()._replace(cache=tmp_path / "file"))


@pytest.mark.skipif(os.name == "nt" or os.geteuid() == 0, reason="root may write anywhere")
def test_a_read_only_cache_folder_is_said_plainly(library: "Folder", tmp_path: Path) -> None:
    (tmp_path / "readonly").mkdir(mode=0o500)
    with pytest.raises(CacheError, match="CBTOOL_CACHE"):
        open_index(library.settings()._replace(cache=tmp_path / "readonly"))


def test_no_library_there_is_an_error_and_makes_nothing(tmp_path: Path, library: "Folder") -> None:
    with pytest.raises(LibraryError):
        open_index(library.settings()._replace(library=tmp_path / "nowhere"))
    assert not (tmp_path / "nowhere").exists()


def test_internal_contracts_are_found_at_home(library: "Folder") -> None:
    name = library.contract(1, "第一条 发放蓝莓补贴。")
    file = library.root / "contracts" / name / "contract.md"
    file.write_text(file.read_text().replace("status: in_force", "status: in_force\nvisibility: internal"))
    assert total(library.settings(), "蓝莓") == 1
