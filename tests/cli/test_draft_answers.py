"""Bad answers to `cbtool draft`: refused or warned about with what the law says; no answer already given is lost."""

import os
import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest
import yaml

FORM = """\
id: pay
title: 工资协议
version: 1
document: contract
level: enterprise
kind: wage
summary: 试
when: 试
numbering: articles
questions:
- {name: place, label: 地点, type: choice, required: true, choices: [{value: shenzhen, label: 深圳}, {value: other, label: 其他}]}
- {name: rate, label: 工作日加班工资, type: percent, provision: overtime.weekday}
- {name: floor, label: 最低岗位工资, type: money, provision: wage.floor_month}
- {name: pay_from, label: 起算日, type: date}
- {name: pay_to, label: 截止日, type: date, min: pay_from}
"""
TEXT = """\
# 工资协议

### 工资

加班工资按{{ percent(rate) }}支付，岗位工资不低于{{ money(floor) }}元，自{{ date(pay_from) }}至{{ date(pay_to) }}。
"""


def run(folder: Path, *arguments: str, typed: str = "") -> "subprocess.CompletedProcess[str]":
    return subprocess.run(
        [sys.executable, "-m", "cbtool", "draft", *arguments],
        cwd=folder, input=typed, capture_output=True, text=True, check=False,
        env={**os.environ, "PYTHONIOENCODING": "utf-8"},
    )  # fmt: skip


@pytest.fixture(scope="module")
def library(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A library that holds one small template; its caches lie beside it."""
    root = tmp_path_factory.mktemp("pay") / "library"
    template = root / "templates" / "pay"
    template.mkdir(parents=True)
    (root / "library.yaml").write_text("name: x\nformat: 1\nextends: starter\n", encoding="utf-8")
    (template / "questions.yaml").write_text(FORM, encoding="utf-8")
    (template / "template.md").write_text(TEXT, encoding="utf-8")
    return root


@pytest.fixture
def folder(tmp_path: Path, library: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """An empty folder to work in."""
    monkeypatch.setenv("CBTOOL_LIBRARY", str(library))
    monkeypatch.setenv("CBTOOL_CACHE", str(library.parent / "cache"))
    return tmp_path


def saved(folder: Path) -> dict[str, str]:
    return dict(yaml.safe_load((folder / "pay.answers.yaml").read_text(encoding="utf-8"))["answers"])


@pytest.mark.parametrize(
    ("answers", "said"),
    [
        (("floor=很多",), "“最低岗位工资”要填数字，“很多”读不出数字"),
        (("pay_from=2026-13-01",), "“起算日”不是日期：2026-13-01"),
        (("pay_from=2026-05-01", "pay_to=2026-04-30"), "“截止日”不能早于 2026年5月1日"),
        (("place=shenzhen", "rate=149"), "“工作日加班工资”低于法定标准：至少 150%（依据：《"),
    ],
)
def test_a_bad_answer_is_refused_and_nothing_is_written(folder: Path, answers: tuple[str, ...], said: str) -> None:
    pairs = [word for answer in answers for word in ("--set", answer)]
    done = run(folder, "render", "pay", *pairs)
    assert (done.returncode, said in done.stderr) == (2, True), done.stderr
    assert not (folder / "pay.docx").exists()


def test_below_a_value_that_is_not_proven_is_warned_about(folder: Path) -> None:
    done = run(folder, "render", "pay", "--set", "place=shenzhen", "--set", "floor=1500", "-o", "a.md")
    assert done.returncode == 0, done.stderr
    assert "请核对：“最低岗位工资”低于现有资料里的标准：至少" in done.stdout
    assert "依据：《" in done.stdout and "未对照条文" in done.stdout
    assert "1,500" in (folder / "a.md").read_text(encoding="utf-8")
    elsewhere = run(folder, "render", "pay", "--set", "floor=1500", "--region", "000000", "-o", "b.md")
    assert "请核对" not in elsewhere.stdout


def test_required_answers_that_are_missing_are_named(folder: Path) -> None:
    done = run(folder, "render", "pay", "--set", "rate=150", "-o", "a.md")
    assert (done.returncode, "必填的还没有填，先留空：地点" in done.stdout) == (0, True)


def test_the_interview_refuses_asks_to_confirm_and_goes_on(folder: Path) -> None:
    typed = "深圳\n149\n150\n1500\n\n1500\ny\n2026-13-01\n2026-05-01\n2026-04-30\n2027-04-30\n"
    done = run(folder, "new", "pay", typed=typed)
    assert done.returncode == 0, done.stderr
    for said in ("低于法定标准：至少 150%", "仍然采用请输入 y", "不是日期", "不能早于 2026年5月1日", "草案已写好"):
        assert said in done.stdout, said
    assert done.stdout.count("低于现有资料里的标准") == 2
    assert (saved(folder)["rate"], saved(folder)["floor"]) == ("150", "1500")


def test_a_required_question_insists(folder: Path) -> None:
    done = run(folder, "new", "pay", typed="\nq\n")
    assert "“地点”必须填写" in done.stdout


def test_an_answer_that_the_law_of_another_place_refuses_is_asked_again(folder: Path) -> None:
    """The answers file was written by hand: its values never passed the interview."""
    text = "template: pay\nversion: 1\nanswers: {place: shenzhen, rate: '120', floor: '3000'}\nskipped: [pay_from, pay_to]\n"
    (folder / "pay.answers.yaml").write_text(text, encoding="utf-8")
    done = run(folder, "new", "pay", typed="200\n")
    assert done.returncode == 0, done.stderr
    assert "低于法定标准：至少 150%" in done.stdout
    assert saved(folder) == {"place": "shenzhen", "rate": "200", "floor": "3000"}


def test_a_row_below_the_law_is_named_and_the_others_are_written(folder: Path) -> None:
    (folder / "rows.csv").write_text("文件名,地点,rate,floor\n甲,深圳,120,3000\n乙,深圳,200,1500\n", encoding="utf-8")
    done = run(folder, "batch", "pay", "--rows", "rows.csv", "-o", "out", "--ending", ".md")
    assert done.returncode == 1
    assert "第 2 行没有起草（001-甲）" in done.stderr and "至少 150%（依据：《" in done.stderr
    assert "第 3 行请核对（002-乙）：“最低岗位工资”低于现有资料里的标准" in done.stderr
    assert [file.name for file in (folder / "out").iterdir()] == ["002-乙.md"]


def test_the_answers_outlive_a_killed_program(folder: Path) -> None:
    process = subprocess.Popen(
        [sys.executable, "-m", "cbtool", "draft", "new", "pay"],
        cwd=folder, stdin=subprocess.PIPE, stdout=subprocess.DEVNULL, text=True,
        env={**os.environ, "PYTHONIOENCODING": "utf-8"},
    )  # fmt: skip
    assert process.stdin
    process.stdin.write("深圳\n150\n")
    process.stdin.flush()
    for _ in range(200):
        if (folder / "pay.answers.yaml").exists() and "rate" in saved(folder):
            break
        time.sleep(0.05)
    process.send_signal(getattr(signal, "SIGKILL", signal.SIGTERM))
    process.wait()
    process.stdin.close()
    assert saved(folder) == {"place": "shenzhen", "rate": "150"}
    assert [file.name for file in folder.iterdir() if file.suffix == ".docx"] == []
    again = run(folder, "new", "pay", typed="q\n")
    assert "接着上次填" in again.stdout and "最低岗位工资" in again.stdout
