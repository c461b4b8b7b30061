"""Reading in a process of its own: the same answers, and whatever a file does, we go on."""

import os
import socket
import sys
import tempfile
from pathlib import Path
from time import sleep

import pytest
from word_data import paragraph, word

from cbtool import processes
from cbtool.desk import reader_process
from cbtool.desk.reader_process import Reader, read_file_safely
from cbtool.errors import UnreadableFile
from cbtool.importers import MOST_BYTES, read_file

TEXT = "示例电子有限公司工资专项集体合同\n甲方：示例电子有限公司工会\n第一条 工资按月支付。\n第二条 电话13800138000。\n"
LIMITED = pytest.mark.skipif(sys.platform == "win32", reason="Windows has no such limits")


def names(folder: Path) -> list[str]:
    return sorted(path.name for path in folder.iterdir())


def refused(reader: Reader, path: Path) -> str:
    with pytest.raises(UnreadableFile) as error:
        reader.read(path)
    assert error.value.message.endswith("。") and error.value.remedy.endswith("。")
    return error.value.message


def test_the_answer_is_that_of_the_importers(tmp_path: Path) -> None:
    for name, data in (("合同.txt", TEXT.encode("gb18030")), ("合同 1.docx", word(paragraph("第一条 甲。")))):
        (tmp_path / name).write_bytes(data)
        assert read_file_safely(tmp_path / name) == read_file(name, data)


def test_one_process_reads_many_files_and_leaves_nothing_behind(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(tempfile, "tempdir", str(tmp_path))
    file = tmp_path / "合同.txt"
    file.write_text(TEXT)
    reader = Reader()
    reader.read(file)
    first = reader._child
    for _ in range(20):
        reader.read(file)
    assert reader._child is first
    monkeypatch.setattr(reader_process, "MOST_FILES", 21)
    reader.read(file)
    assert reader._child is not first
    reader.close()
    assert names(tmp_path) == ["合同.txt"]


@LIMITED
def test_a_program_that_is_killed_leaves_no_folder_behind(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(tempfile, "tempdir", str(tmp_path))
    (tmp_path / "合同.txt").write_text(TEXT)
    reader = Reader()
    reader.read(tmp_path / "合同.txt")
    child = reader._child
    assert child and child.folder.is_dir() and child.process.stdin
    child.process.stdin.close()  # as the system does for a program that is gone
    child.process.wait(20)
    assert names(tmp_path) == ["合同.txt"]


def test_what_is_no_file_is_refused_before_it_is_read(tmp_path: Path) -> None:
    reader = Reader()
    assert "找不到" in refused(reader, tmp_path / "没有.docx")
    assert "普通文件" in refused(reader, tmp_path)
    if hasattr(os, "mkfifo"):
        os.mkfifo(tmp_path / "管道")
        assert "普通文件" in refused(reader, tmp_path / "管道")
    with (tmp_path / "大.docx").open("wb") as file:
        file.truncate(MOST_BYTES + 1)
    assert "太大" in refused(reader, tmp_path / "大.docx")
    assert reader._child is None


BAD_READER = """
import os, resource, sys, time
from cbtool import importers
from cbtool.desk import reader_child

def read_file(name, data, on_page):
    if name == "crash":
        os.kill(os.getpid(), 11)
    if name == "sleep":
        time.sleep(100)
    if name == "memory":
        return bytearray(2 * 2**30)
    if name == "held":
        with reader_child.processes.more_memory(4 * 2**30):
            held = bytearray(b"x") * (900 * 2**20)
            time.sleep(100)
    if name == "cpu":
        reader_child.processes.more_seconds(1)
        while True:
            pass
    if name == "deep":
        return read_file(name, data, on_page)
    if name == "fault":
        raise KeyError("x")
    if name == "print":
        print("not an answer", flush=True)
        os.system("echo not an answer")
    if name == "pages":
        for page in range(3):
            time.sleep(1.5)
            on_page(page)
    return importers.read_file("a.txt", "第一条 甲。".encode())

reader_child.read_file = read_file
reader_child.main()
"""


@LIMITED
@pytest.mark.parametrize(
    ("name", "message"),
    [
        ("crash", "中断"),
        pytest.param("sleep", "太久", marks=pytest.mark.slow),
        ("memory", "内存"),
        pytest.param("held", "内存", marks=pytest.mark.slow),
        pytest.param("cpu", "太久", marks=pytest.mark.slow),
        ("deep", "超过限度"),
        ("fault", "KeyError"),
    ],
)
def test_what_a_file_does_to_its_reader_is_told_and_the_next_is_read(
    name: str, message: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(tempfile, "tempdir", str(tmp_path))
    started = processes.start
    monkeypatch.setattr(processes, "start", lambda command, folder: started([sys.executable, "-c", BAD_READER], folder))
    reader = Reader(seconds=5, resident=700 * 2**20)
    for file in (name, "print"):
        (tmp_path / file).write_text("x")
    assert message in refused(reader, tmp_path / name)
    assert reader.read(tmp_path / "print").body == "第一条 甲。"
    reader.close()
    assert names(tmp_path) == sorted([name, "print"])


@LIMITED
@pytest.mark.slow
def test_each_page_of_a_scan_has_its_own_time(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    started = processes.start
    monkeypatch.setattr(processes, "start", lambda command, folder: started([sys.executable, "-c", BAD_READER], folder))
    (tmp_path / "pages").write_text("x")
    reader = Reader(seconds=3)
    assert reader.read(tmp_path / "pages").articles == 1
    reader.close()


@LIMITED
def test_the_process_has_no_network_where_the_system_allows_to_take_it_away(tmp_path: Path) -> None:
    if not processes.network_cut():
        pytest.skip("unshare is not permitted here")
    with socket.create_server(("127.0.0.1", 0)) as server:
        code = f"import socket; socket.create_connection(('127.0.0.1', {server.getsockname()[1]}), 5)"
        assert not processes.run([sys.executable, "-c", code], tmp_path, 10)
        assert processes.run([sys.executable, "-c", "pass"], tmp_path, 10)


@LIMITED
@pytest.mark.slow
def test_a_command_that_takes_too_long_ends_with_all_it_has_started(tmp_path: Path) -> None:
    script = "sleep 50 & echo $! > pid; sleep 50"
    assert not processes.run(["sh", "-c", script], tmp_path, 1)
    child = int((tmp_path / "pid").read_text())
    with pytest.raises(ProcessLookupError):
        for _ in range(100):
            os.kill(child, 0)
            sleep(0.02)
