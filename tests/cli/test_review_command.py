"""`cbtool review` and batches of `cbtool import` as a person at a terminal or a program uses them."""

import csv
import io
import json
import os
import select
import signal
import subprocess
import sys
import time
from collections.abc import Iterable
from pathlib import Path

import pytest

from cbtool.cli.app import run

TEXT = """\
示例电子有限公司工资专项集体合同
甲方（职工方）：示例电子有限公司工会
乙方（企业方）：示例电子有限公司
第一条 夜班津贴每班二十五元。
第二条 本合同有效期一年，自2026年1月1日起生效。
第四条 每年协商一次。
"""
PROMPTS = ("：".encode(), b":", b"]")


@pytest.fixture
def place(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A folder with a library 库 and files of three kinds in 合同."""
    monkeypatch.chdir(tmp_path)
    assert run(["init", "库", "--prefix", "lg"]) == 0
    (tmp_path / "合同").mkdir()
    (tmp_path / "合同" / "甲.txt").write_text(TEXT, encoding="utf-8")
    other = TEXT.replace("示例电子", "示例五金").replace("第四条", "联系人：张三，13800138000\n第三条")
    (tmp_path / "合同" / "乙.txt").write_bytes(other.encode("gb18030"))
    (tmp_path / "合同" / "空.txt").write_bytes(b"")
    return tmp_path


def cbtool(capture: pytest.CaptureFixture[str], *arguments: str) -> tuple[int, str, str]:
    capture.readouterr()
    code = run([*arguments, "--library", "库", "--on", "2026-11-21"])
    return code, *capture.readouterr()


def at_terminal(folder: Path, arguments: list[str], answers: Iterable[str]) -> tuple[int, str]:
    """Run a command on a pseudo-terminal, typing an answer at each prompt."""
    import pty

    person, terminal = pty.openpty()
    job = subprocess.Popen(
        [sys.executable, "-m", "cbtool", *arguments, "--library", "库", "--on", "2026-11-21"],
        cwd=folder, stdin=terminal, stdout=terminal, stderr=terminal, env={**os.environ, "PYTHONIOENCODING": "utf-8"},
    )  # fmt: skip
    os.close(terminal)
    shown, waiting, deadline = b"", list(answers), time.monotonic() + 30
    while time.monotonic() < deadline:
        ready, _, _ = select.select([person], [], [], 0.05)
        try:
            piece = os.read(person, 4096) if ready else None
        except OSError:
            break
        if piece == b"":
            break
        shown += piece or b""
        if piece is None and waiting and shown.rstrip(b" ").endswith(PROMPTS):
            os.write(person, waiting.pop(0).encode() + b"\n")
    job.kill()
    return job.wait(), shown.decode()


def test_the_list_and_the_questions_in_every_format(place: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert cbtool(capsys, "review")[1] == "（没有）\n"
    cbtool(capsys, "import", "合同/甲.txt")
    _, told, _ = cbtool(capsys, "review")
    assert "lg-2026-0001" in told and "行业、到期日期、条款" in told and "cbtool review lg-2026-0001" in told
    (listed,) = json.loads(cbtool(capsys, "review", "--format", "json")[1])
    (shown,) = json.loads(cbtool(capsys, "review", "lg-2026-0001", "--format", "json")[1])
    assert listed == shown and shown.keys() == {"id", "title", "file", "questions"}
    assert shown["questions"][1] == {
        "field": "expires_on", "current": None, "doubt": None,
        "guesses": [{"value": "2026-12-31", "quote": "有效期一年", "line": 5, "confidence": 0.8}],
    }  # fmt: skip
    _, told, _ = cbtool(capsys, "review", "lg-2026-0001")
    assert "到期日期  2026-12-31  “有效期一年”（第 5 行，把握 80%）" in told and "缺第三条" in told


def test_answers_by_options(place: Path, capsys: pytest.CaptureFixture[str]) -> None:
    cbtool(capsys, "import", "合同/甲.txt")
    id = "lg-2026-0001"
    code, _, told = cbtool(capsys, "review", id, "--confirm", "行业")
    assert code == 2 and "--by" in told
    code, _, told = cbtool(capsys, "review", id, "--by", "陈", "--set", "到期日期=明年")
    assert code == 2 and "不是日期" in told and "2026-03-01" in told
    code, _, told = cbtool(capsys, "review", id, "--by", "陈", "--confirm", "标题")
    assert code == 2 and "没有待确认的“标题”" in told
    code, told, _ = cbtool(
        capsys, "review", id, "--by", "陈", "--confirm", "行业", "--confirm", "条款", "--set", "expires_on=2026年12月30日", "--verified"
    )  # fmt: skip
    assert code == 0 and "到期日期：2026-12-30" in told and "没有待确认的项了" in told
    front = (place / "库" / "contracts" / id / "contract.md").read_text(encoding="utf-8")
    assert "expires_on: '2026-12-30'" in front and "verified_by: 陈" in front and "status: in_force" in front
    assert cbtool(capsys, "review", "lg-1999-0001")[0] == 2


def test_masking_by_option(place: Path, capsys: pytest.CaptureFixture[str]) -> None:
    cbtool(capsys, "import", "合同/乙.txt")
    code, told, _ = cbtool(capsys, "review", "lg-2026-0001", "--by", "陈", "--redact", "--set", "公开范围=可公开")
    assert code == 0 and "1 个姓名，1 个手机号码" in told
    text = (place / "库" / "contracts" / "lg-2026-0001" / "contract.md").read_text(encoding="utf-8")
    assert "张某，138****8000" in text and "visibility: public" in text


def test_a_batch_as_table_csv_and_json(place: Path, capsys: pytest.CaptureFixture[str]) -> None:
    code, told, _ = cbtool(capsys, "import", "合同")
    assert code == 1
    assert "要核对  合同/甲.txt → lg-2026-0002" in told and "没有导入  合同/空.txt：文件是空的" in told
    assert "共 3 个文件：导入 2 份，没有导入 1 个；2 份要核对。" in told and "没有导入 1 个：文件是空的" in told
    assert "cbtool review lg-2026-0001" in told and "含个人信息的标为仅内部" in told
    code, told, _ = cbtool(capsys, "import", "合同", "--format", "csv")
    assert code == 1 and told.startswith("\ufeff")
    rows = {row["文件"]: row for row in csv.DictReader(io.StringIO(told.removeprefix("\ufeff")))}
    assert rows["合同/甲.txt"]["结果"] == "早已导入" and rows["合同/空.txt"]["结果"] == "没有导入"
    assert "早已导入" in cbtool(capsys, "import", "合同", "--format", "table")[1]
    files = json.loads(cbtool(capsys, "import", "合同", "--format", "json")[1])["files"]
    assert [(file["status"], file["already"]) for file in files] == [
        ("review", True),
        ("review", True),
        ("refused", False),
    ]
    assert len(list((place / "库" / "contracts").glob("lg-*"))) == 2


@pytest.mark.skipif(os.name == "nt", reason="needs a pseudo-terminal")
def test_review_at_a_terminal(place: Path, capsys: pytest.CaptureFixture[str]) -> None:
    cbtool(capsys, "import", "合同/甲.txt")
    code, told = at_terminal(
        place, ["review", "lg-2026-0001"], ["陈主任", "x", "e 2020-01-01", "e 明年", "e", "2026年12月30日", "q"]
    )
    assert code == 0, told
    assert "依据：“有效期一年”（第 5 行，把握 80%）" in told and "要晚于" in told and "不是日期" in told
    assert "已存：到期日期 2026-12-30，状态：有效" in told and "已离开，答过的都存好了" in told
    code, told = at_terminal(place, ["review", "lg-2026-0001", "--by", "陈主任"], ["", "y"])
    assert code == 0 and "[1/1] 条款" in told and "已核对：陈主任" in told
    assert cbtool(capsys, "review")[1] == "（没有）\n"


@pytest.mark.skipif(os.name == "nt", reason="needs a pseudo-terminal")
def test_what_is_to_become_of_personal_data_is_asked_once(place: Path) -> None:
    code, told = at_terminal(place, ["import", "合同"], ["3"])
    assert code == 1 and "1 份合同里有个人信息" in told and "姓名：张某" in told and "已遮住个人信息" in told, told
    texts = [file.read_text(encoding="utf-8") for file in (place / "库" / "contracts").rglob("*.*")]
    assert not any("13800138000" in text for text in texts)
    assert "\x1b[K" in told and "0/3" in told


@pytest.mark.skipif(os.name == "nt", reason="needs signals")
def test_a_stopped_batch_goes_on_where_it_was(place: Path, capsys: pytest.CaptureFixture[str]) -> None:
    for number in range(60):
        (place / "合同" / f"{number:03d}.txt").write_text(
            TEXT.replace("示例", f"示例{chr(0x4E00 + 7 * number)}"), encoding="utf-8"
        )
    job = subprocess.Popen(
        [sys.executable, "-u", "-m", "cbtool", "import", "合同", "--library", "库", "--on", "2026-11-21"],
        cwd=place, stdout=subprocess.PIPE, stderr=subprocess.PIPE, env={**os.environ, "PYTHONIOENCODING": "utf-8"},
    )  # fmt: skip
    assert job.stdout
    job.stdout.readline()
    job.send_signal(signal.SIGINT)
    _, error = job.communicate(timeout=30)
    assert job.returncode == 2 and "再运行同样的命令就接着做" in error.decode()
    done = len(list((place / "库" / "contracts").glob("lg-*")))
    assert 0 < done < 62 and not list((place / "库" / "contracts").glob(".import-*"))
    _, told_again, _ = cbtool(capsys, "import", "合同")
    assert f"早已导入 {done} 个" in told_again
    assert len(list((place / "库" / "contracts").glob("lg-*"))) == 62
