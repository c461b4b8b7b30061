"""`cbtool init` and `cbtool import` as a person or a program uses them."""

import json
import os
import subprocess
import sys
from pathlib import Path
from typing import Any, NamedTuple

import pytest

from cbtool.cli.app import run

TEXT = "示例电子有限公司工资专项集体合同\n第一条 夜班津贴每班二十五元。\n第二条 按月支付。\n第四条 完。\n"
OPEN = "某某约定\n第一条 甲。\n第二条 乙。\n第三条 丙。\n"


class Done(NamedTuple):
    """What a command left behind."""

    returncode: int
    stdout: str
    stderr: str


class Place(NamedTuple):
    """A working folder with a library 库 and some files."""

    folder: Path
    capture: pytest.CaptureFixture[str]

    def cbtool(self, *arguments: str) -> Done:
        """Run a command here, as in a pipe."""
        code = run(list(arguments))
        return Done(code, *self.capture.readouterr())


@pytest.fixture
def place(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> Place:
    """A folder with a library 库 and some files."""
    monkeypatch.chdir(tmp_path)
    found = Place(tmp_path, capsys)
    assert found.cbtool("init", "库", "--prefix", "lg").returncode == 0
    (tmp_path / "合同.txt").write_bytes(TEXT.encode("gb18030"))
    (tmp_path / "未定.txt").write_text(OPEN, encoding="utf-8")
    (tmp_path / "扫描.pdf").write_bytes(b"%PDF-1.4")
    return found


def files(done: Done) -> list[dict[str, Any]]:
    found: list[dict[str, Any]] = json.loads(done.stdout)["files"]
    return found


def test_import_and_find(place: Place) -> None:
    done = place.cbtool("import", "合同.txt", "--library", "库", "--on", "2026-11-21")
    assert done.returncode == 0, done.stderr
    assert "已导入  合同.txt → lg-2026-0001" in done.stdout
    assert "缺第三条（第 4 行）" in done.stdout
    assert "待确认" in done.stdout and "计算机、通信和其他电子设备制造业（C39）" in done.stdout
    assert f"cbtool show lg-2026-0001 --library {place.folder / '库'}" in done.stdout
    found = json.loads(place.cbtool("search", "夜班津贴", "--library", "库", "--format", "json").stdout)
    assert [hit["address"] for hit in found["hits"]][:1] == ["lg-2026-0001#art_1"]


def test_the_json_of_every_fate_and_the_exit_codes(place: Place) -> None:
    done = place.cbtool(
        "import", "合同.txt", "未定.txt", "扫描.pdf", "--library", "库", "--on", "2026-11-21", "--format", "json"
    )
    assert done.returncode == 1
    imported, undecided, scan = files(done)
    assert (imported["path"], imported["status"], imported["id"], imported["articles"]) == (
        "合同.txt",
        "review",
        "lg-2026-0001",
        3,
    )
    assert imported["warnings"] == ["“第二条”之后是“第四条”，缺第三条（第 4 行）"] and imported["reason"] is None
    assert imported["unsure"][0].keys() == {"field", "value", "quote", "line", "confidence"}
    assert undecided["status"] == scan["status"] == "refused"
    assert "--level" in undecided["reason"] and "另存" not in undecided["reason"] and "PDF" in scan["reason"]
    assert {"path", "status", "id", "articles", "warnings", "reason"} <= scan.keys()
    again = place.cbtool("import", "合同.txt", "--library", "库")
    assert again.returncode == 0 and "早已导入  合同.txt → lg-2026-0001" in again.stdout
    assert place.cbtool("import", "扫描.pdf", "没有.txt", "--library", "库").returncode == 2
    assert place.cbtool("import", "--library", "库").returncode == 2


def test_options_take_codes_and_chinese_names(place: Place) -> None:
    for level, text in (("集团", OPEN), ("group", "某某约定\n第一条 夜间津贴。\n第二条 按月支付。\n")):
        (place.folder / "未定.txt").write_text(text, encoding="utf-8")
        done = place.cbtool(
            "import",
            "未定.txt",
            "--library",
            "库",
            "--level",
            level,
            "--kind",
            "其他",
            "--title",
            "某集团约定",
            "--format",
            "json",
        )
        assert done.returncode == 0, done.stdout
        (outcome,) = files(done)
        assert outcome["status"] == "imported" and outcome["title"] == "某集团约定"
    assert place.cbtool("import", "未定.txt", "合同.txt", "--library", "库", "--title", "甲").returncode == 2
    assert "可选" in place.cbtool("import", "未定.txt", "--library", "库", "--level", "乡").stderr


def test_without_an_own_library_the_way_is_shown(place: Place) -> None:
    done = place.cbtool("import", "合同.txt")
    assert done.returncode == 2
    assert "cbtool init" in done.stderr and "Traceback" not in done.stderr


def test_init_refuses_what_is_there(place: Place) -> None:
    for folder, told in (("库", "已经有资料库"), (".", "不是空的")):
        done = place.cbtool("init", folder)
        assert done.returncode == 2 and told in done.stderr and "cbtool" in done.stderr


@pytest.mark.skipif(os.name == "nt", reason="needs a pseudo-terminal")
def test_on_a_terminal_the_open_fields_are_asked(place: Place) -> None:
    import pty

    person, terminal = pty.openpty()
    job = subprocess.Popen(
        [sys.executable, "-m", "cbtool", "import", "未定.txt", "--library", "库"],
        cwd=place.folder, stdin=terminal, stdout=terminal, stderr=terminal, env={**os.environ, "PYTHONIOENCODING": "utf-8"},
    )  # fmt: skip
    os.close(terminal)
    os.write(person, "某集团约定\n9\n集团\n1\n".encode())
    shown = b""
    while True:
        try:
            piece = os.read(person, 4096)
        except OSError:
            break
        if not piece:
            break
        shown += piece
    assert job.wait() == 0, shown.decode()
    told = shown.decode()
    assert "看不准级别" in told and "请输入 1 到 5。" in told and "《某集团约定》" in told
    front = next((place.folder / "库" / "contracts").glob("lg-*/contract.md")).read_text(encoding="utf-8")
    assert "level: group\nkind: comprehensive\n" in front
