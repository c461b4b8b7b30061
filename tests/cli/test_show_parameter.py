"""`cbtool show parameter` and `cbtool list parameters` as an instructor uses them."""

import json

import pytest

from cbtool.cli.app import run


def said(capsys: pytest.CaptureFixture[str], *arguments: str) -> str:
    assert run(list(arguments)) == 0
    return capsys.readouterr().out


def test_the_minimum_wage_of_a_day_with_its_source(capsys: pytest.CaptureFixture[str]) -> None:
    text = said(capsys, "show", "parameter", "最低工资", "--on", "2024-05-01", "--region", "深圳")
    assert "月最低工资标准（minimum_wage_monthly）  广东省深圳市  2024-05-01" in text
    assert "* 不低于 2360 元/月  广东省深圳市，2022-01-01 至 2025-02-28" in text
    assert "22.2 元/小时" in text
    assert "据二手资料，未对照条文" in text


def test_both_reply_clocks_are_shown_and_the_shorter_is_marked(capsys: pytest.CaptureFixture[str]) -> None:
    text = said(capsys, "show", "parameter", "答复期限", "--on", "2026-11-21")
    assert " * 不超过 10 日  广东省深圳市" in text
    assert "   不超过 10 个工作日  广东省深圳市" in text
    assert "第二十八条（已对照条文）" in text


def test_nothing_in_force_is_said_with_what_was_last(capsys: pytest.CaptureFixture[str]) -> None:
    text = said(capsys, "show", "parameter", "minimum_wage_hourly", "--on", "2026-10-01")
    assert "没有查到有效的值" in text
    assert "23.7 元/小时" in text


def test_the_shape_of_the_json(capsys: pytest.CaptureFixture[str]) -> None:
    arguments = ("show", "parameter", "vote_share", "--region", "杭州", "--instrument", "wage_agreement")
    record = json.loads(said(capsys, *arguments, "--on", "2026-11-21", "--format", "json"))
    assert list(record) == ["name", "region", "on", "value", "unit", "bound", "citation", "evidence", "all"]
    assert (record["value"], record["bound"], record["region"]) == ("1/2", "over", "330100")
    assert record["citation"] == "《杭州市企业工资集体协商条例》第二十八条第二款"
    assert [(a["region"], a["binds"]) for a in record["all"]] == [
        ("330100", True),
        ("330000", False),
        ("000000", False),
    ]


def test_an_id_alone_is_enough_and_options_of_parameters_are_refused_elsewhere(
    capsys: pytest.CaptureFixture[str],
) -> None:
    assert "法定节假日天数" in said(capsys, "show", "statutory_holidays")
    assert run(["show", "topic", "overtime", "--region", "深圳"]) == 2
    assert "--region 和 --instrument 只用于法定参数" in capsys.readouterr().err
    assert run(["show", "parameter", "最底工资"]) == 2


def test_the_list_has_names_labels_and_units(capsys: pytest.CaptureFixture[str]) -> None:
    text = said(capsys, "list", "parameters", "--format", "md")
    assert "| minimum_wage_monthly | 月最低工资标准 | 元/月 | pay | 最低工资、最低工资标准、全日制最低工资 |" in text
    rows = json.loads(said(capsys, "list", "parameters", "--format", "json"))
    assert {"id", "title", "unit", "topic", "values"} <= rows[0].keys()
