"""`cbtool check`, `list rules` and `show` of a rule as an instructor uses them."""

import json
from collections.abc import Iterator
from pathlib import Path

import pytest
from tests.conftest import Folder
from tests.desk.law_library import BAD, GOOD, own_law, set_fact

from cbtool.cli.app import run


@pytest.fixture
def lawful(library: Folder, monkeypatch: pytest.MonkeyPatch) -> Iterator[Folder]:
    monkeypatch.setenv("CBTOOL_LIBRARY", str(library.root))
    yield own_law(library)


def said(capsys: pytest.CaptureFixture[str], code: int, *arguments: str) -> str:
    assert run(list(arguments)) == code
    return capsys.readouterr().out


def test_the_report_for_people(lawful: Folder, capsys: pytest.CaptureFixture[str]) -> None:
    text = said(capsys, 1, "check", lawful.contract(1, BAD))
    for words in (
        "《甲厂集体合同》  t-2024-0001",
        "按 2024-05-01 的规定，并对照",
        "违法 1 处，缺项 2 处",
        "TST-01  第一条  工作日加班工资120%，法律要求不低于150%",
        "原文：",
        "依据：《广东省工资支付条例》第二十条第一项",
        "建议：工作日加班的，按不低于150%支付。",
        "低于法定  工作日加班 120%（法定不低于150%）",
        "□ 查工资台账是否保存两年（TST-04）",
        "没有谈到的协商事项",
    ):
        assert words in text, words
    assert text.index("违法  1 处") < text.index("缺项  2 处") < text.index("与法定标准比") < text.index("□")


def test_exit_codes(lawful: Folder, capsys: pytest.CaptureFixture[str], tmp_path: Path) -> None:
    good, bad = lawful.contract(1, GOOD), lawful.contract(2, BAD)
    set_fact(lawful, good, "congress: {date: '2024-04-01', expected: 10, in_favour: 9}")
    assert "没有发现问题" in said(capsys, 0, "check", good)
    assert said(capsys, 1, "check", bad)
    set_fact(lawful, bad, "waived:\n- {rule: TST-01, reason: 附件另有约定, by: 王指导员}")
    assert "理由：附件另有约定（王指导员）" in said(capsys, 0, "check", bad)
    assert said(capsys, 1, "check", bad, "--fail-on", "missing")
    assert said(capsys, 2, "check", "t-2024-0099") == ""
    assert said(capsys, 2, "check") == ""
    broken = tmp_path / "坏.docx"
    broken.write_bytes(b"PK\x03\x04")
    assert said(capsys, 2, "check", str(broken)) == ""
    assert said(capsys, 1, "check", good, str(broken))


def test_json_for_one_and_for_several(lawful: Folder, capsys: pytest.CaptureFixture[str]) -> None:
    names = [lawful.contract(1, BAD), lawful.contract(2, GOOD)]
    one = json.loads(said(capsys, 1, "check", names[0], "--format", "json"))
    assert {"document", "on", "region", "findings", "grades", "report", "checklist", "waived"} <= one.keys()
    keys = {"rule", "severity", "address", "quote", "found", "required", "citation", "message", "remedy"}
    assert all(keys <= finding.keys() and finding["citation"] for finding in one["findings"])
    assert {"provision", "value", "unit", "address", "quote", "grade", "parameter", "citation"} <= one["grades"][
        0
    ].keys()
    both = json.loads(said(capsys, 1, "check", *names, "--format", "json"))
    assert [record["document"] for record in both] == names


def test_sarif_and_a_file_to_write_to(lawful: Folder, capsys: pytest.CaptureFixture[str], tmp_path: Path) -> None:
    file = tmp_path / "out" / "结果.sarif"
    said(capsys, 1, "check", lawful.contract(1, BAD), "--format", "sarif", "-o", str(file))
    made = json.loads(file.read_text(encoding="utf-8"))
    assert made["runs"][0]["results"][0]["ruleId"] == "TST-01"
    assert made["runs"][0]["tool"]["driver"]["rules"][0]["shortDescription"]["text"].startswith("工作日加班")


def test_rules_are_listed_and_shown(lawful: Folder, capsys: pytest.CaptureFixture[str]) -> None:
    text = said(capsys, 0, "list", "rules", "--format", "md")
    assert "| TST-01 | 工作日加班工资不低于法定比例 | 违法 | 全国 | 比较 | 《劳动法》第四十四条第一项 |" in text
    for arguments in (("TST-01",), ("rule", "TST-01")):
        shown = said(capsys, 0, "show", *arguments)
        for words in (
            "程度：违法",
            "读出比例",
            "依据：《劳动法》第四十四条第一项（已对照条文）",
            "不合格（2026-11-01）→ 违法",
            "overtime_rate_weekday",
        ):
            assert words in shown, words
    assert run(["show", "TST-99"]) == 2
    listed = json.loads(said(capsys, 0, "list", "rules", "--format", "json"))
    assert listed and "{" not in "".join(rule["message"] + rule["remedy"] for rule in listed)


def test_a_draft_is_checked_at_once(lawful: Folder, capsys: pytest.CaptureFixture[str], tmp_path: Path) -> None:
    lawful.write("templates/short/questions.yaml", TEMPLATE)
    lawful.write(
        "templates/short/template.md",
        "# 示例合同\n\n## 工资\n\n### 加班\n工作日加班的，按工资的{{ rate }}%支付。\n",
    )
    file = tmp_path / "草案.md"
    text = said(capsys, 0, "draft", "render", "short", "--set", "rate=120", "-o", str(file))
    assert "审查：违法 1 处，缺项 1 处" in text and "TST-01" in text and "待办 1 处" in text
    text = said(capsys, 0, "draft", "render", "short", "--set", "rate=150", "-o", str(file), "--force")
    assert "违法" not in text


TEMPLATE = """\
id: short
title: 示例
version: 1
document: contract
level: enterprise
kind: comprehensive
summary: 短
when: 测试
questions:
- {name: rate, label: 比例, type: percent}
"""
