"""`cbtool draft` as a new user uses it: interview, stop and go on, answers files, hostile input."""

import os
import subprocess
import sys
from pathlib import Path

import pytest
import yaml
from docx import Document

from cbtool.resources import starter_library

ONE_QUICK = [
    pytest.param(p.name, marks=[] if p.name == "wage-enterprise" else pytest.mark.slow)
    for p in sorted((starter_library() / "templates").iterdir())
]


def cbtool(folder: Path, *arguments: str, typed: str = "") -> "subprocess.CompletedProcess[str]":
    environment = {**os.environ, "PYTHONIOENCODING": "utf-8"}
    return subprocess.run(
        [sys.executable, "-m", "cbtool", "draft", *arguments],
        cwd=folder, input=typed, capture_output=True, text=True, env=environment, check=False,
    )  # fmt: skip


@pytest.mark.parametrize("template", ONE_QUICK)
def test_pressing_enter_to_the_end_gives_a_word_file(tmp_path: Path, template: str) -> None:
    """Every question answered with its proposal, or left blank where it has none."""
    typed = "\n-\n" * 400
    done = cbtool(tmp_path, "new", template, typed=typed)
    assert done.returncode == 0, done.stderr[-800:]
    document = Document(str(tmp_path / f"{template}.docx"))
    assert len(document.paragraphs) > 4
    assert "草案编号" in done.stdout


def test_an_interview_stops_and_goes_on_where_it_was(tmp_path: Path) -> None:
    first = cbtool(tmp_path, "new", "wage-enterprise", typed="1\n是\n示例甲厂（虚构）\nq\n")
    assert first.returncode == 0
    saved = yaml.safe_load((tmp_path / "wage-enterprise.answers.yaml").read_text(encoding="utf-8"))
    assert "示例甲厂（虚构）" in saved["answers"].values()
    again = cbtool(tmp_path, "new", "wage-enterprise", typed="q\n")
    assert "接着上次填" in again.stdout
    assert "[1/" not in again.stdout
    assert not (tmp_path / "wage-enterprise.docx").exists()


def test_input_that_ends_is_saved_and_nothing_is_half_written(tmp_path: Path) -> None:
    done = cbtool(tmp_path, "new", "wage-enterprise", typed="1\n是\n示例甲厂（虚构）\n")
    assert done.returncode == 0
    assert "已保存到" in done.stdout
    assert [p.name for p in tmp_path.iterdir() if p.suffix == ".docx"] == []


def test_an_existing_file_is_not_overwritten(tmp_path: Path) -> None:
    (tmp_path / "a.docx").write_bytes(b"precious")
    done = cbtool(tmp_path, "render", "wage-enterprise", "--sample", "full", "-o", "a.docx")
    assert (done.returncode, (tmp_path / "a.docx").read_bytes()) == (2, b"precious")
    assert "文件已存在" in done.stderr
    assert cbtool(tmp_path, "render", "wage-enterprise", "--sample", "full", "-o", "a.docx", "--force").returncode == 0


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("template: wage-enterprise\nversion: 1\nanswers: {nosuch: 1}\n", "没有叫“nosuch”的问题"),
        ("template: request\nversion: 1\nanswers: {}\n", "是模板 request 的答案"),
        ("answers: {}\n", "缺少“template”"),
        ("template: [\n", "YAML 格式有误"),
    ],
)
def test_a_bad_answers_file_is_refused_and_kept(tmp_path: Path, text: str, said: str) -> None:
    (tmp_path / "a.yaml").write_text(text, encoding="utf-8")
    done = cbtool(tmp_path, "render", "wage-enterprise", "--answers", "a.yaml")
    assert done.returncode == 2
    assert said in done.stderr
    assert (tmp_path / "a.yaml").read_text(encoding="utf-8") == text
    assert not (tmp_path / "wage-enterprise.docx").exists()


def test_a_template_with_an_undefined_name_is_refused_with_its_line(tmp_path: Path) -> None:
    library = tmp_path / "library"
    (library / "templates" / "mine").mkdir(parents=True)
    (library / "library.yaml").write_text("name: x\nformat: 1\nextends: starter\n", encoding="utf-8")
    (library / "templates" / "mine" / "questions.yaml").write_text(
        "id: mine\ntitle: 我的\nversion: 1\ndocument: paper\npaper: notice\nsummary: 试\nwhen: 试\nnumbering: none\n"
        "questions:\n- {name: employer, label: 企业}\n",
        encoding="utf-8",
    )
    (library / "templates" / "mine" / "template.md").write_text(
        "# 通知\n\n{{ employer }}\n{{ emplyer }}\n", encoding="utf-8"
    )
    done = cbtool(tmp_path, "render", "mine", "--library", str(library))
    assert done.returncode == 2
    assert "template.md" in done.stderr
    assert "4" in done.stderr
    assert "emplyer" in done.stderr
    assert "Traceback" not in done.stderr


def test_the_same_answers_give_the_same_bytes(tmp_path: Path) -> None:
    for name in ("a.docx", "b.docx"):
        cbtool(tmp_path, "render", "wage-enterprise", "--sample", "full", "-o", name, "--on", "2026-11-21")
    assert (tmp_path / "a.docx").read_bytes() == (tmp_path / "b.docx").read_bytes()


def test_set_answers_one_question_and_says_why_another_is_refused(tmp_path: Path) -> None:
    done = cbtool(tmp_path, "render", "wage-enterprise", "--set", "employer=示例$&厂|#（虚构）", "-o", "a.md")
    assert done.returncode == 0, done.stderr
    assert "示例$&厂" in (tmp_path / "a.md").read_text(encoding="utf-8")
    assert cbtool(tmp_path, "render", "wage-enterprise", "--set", "employer").returncode == 2
    refused = cbtool(tmp_path, "render", "wage-enterprise", "--set", "employer=甲", "-o", "a.exe")
    assert "结尾：.docx" in refused.stderr
