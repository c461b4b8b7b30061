"""`cbtool list statutes`, `show` for laws, and `list parameters --by region`, as an instructor uses them."""

import csv
import io
import json

import pytest

from cbtool.cli.app import run
from cbtool.cli.output import width


def said(capsys: pytest.CaptureFixture[str], *arguments: str) -> str:
    assert run(list(arguments)) == 0
    return capsys.readouterr().out


def refused(capsys: pytest.CaptureFixture[str], *arguments: str) -> str:
    assert run(list(arguments)) == 2
    return capsys.readouterr().err


def test_an_article_by_the_words_of_a_citation(capsys: pytest.CaptureFixture[str]) -> None:
    text = said(capsys, "show", "劳动法第四十四条")
    assert text.startswith("中华人民共和国劳动法（labour-law）")
    assert "不是原文" in text
    assert "第四十四条  " in text
    assert "第三十六条" not in text
    assert said(capsys, "show", "《中华人民共和国劳动法》第四十四条") == text


def test_a_law_by_id_and_by_title(capsys: pytest.CaptureFixture[str]) -> None:
    text = said(capsys, "show", "statute", "collective-contract-rules")
    assert text == said(capsys, "show", "集体合同规定")
    assert "施行：2004-05-01" in text
    record = json.loads(said(capsys, "show", "statute", "集体合同规定", "--format", "json"))
    assert record["id"] == "collective-contract-rules"
    assert all(article["summary"] for article in record["articles"])


def test_what_has_no_summary_is_said_and_what_is_unknown_refused(capsys: pytest.CaptureFixture[str]) -> None:
    assert "第九百条：没有摘要，请查原文" in said(capsys, "show", "劳动法第九百条")
    assert "也不是已收录的法规：火星法第三条" in refused(capsys, "show", "火星法第三条")
    assert "没有这个法规：火星法" in refused(capsys, "show", "statute", "火星法")


def test_the_list_of_laws(capsys: pytest.CaptureFixture[str]) -> None:
    rows = list(csv.DictReader(io.StringIO(said(capsys, "list", "statutes", "--format", "csv").lstrip("\ufeff"))))
    assert len(rows) >= 70
    by_id = {row["编号"]: row for row in rows}
    assert by_id["sh-collective-contract"]["地区"] == "上海市"
    assert by_id["sh-collective-contract"]["现行文本施行"] == "2015-10-01"


def test_jurisdictions_on_a_terminal_fit_and_show_own_figures_only(capsys: pytest.CaptureFixture[str]) -> None:
    text = said(capsys, "list", "parameters", "--by", "region")
    assert "【表决通过】" in text or "【" in text
    assert "（依全国规定）" not in text
    assert max(width(line) for line in text.splitlines()) <= 160


def test_two_places_side_by_side_with_what_they_take_from_above(capsys: pytest.CaptureFixture[str]) -> None:
    text = said(capsys, "list", "parameters", "--by", "region", "--region", "深圳", "--region", "上海")
    assert "（依全国规定）" in text or "（依广东省规定）" in text
    assert "规定摘要：" in text
    assert "杭州" not in text


def test_a_spreadsheet_has_a_column_for_each_place(capsys: pytest.CaptureFixture[str]) -> None:
    text = said(capsys, "list", "parameters", "--by", "region", "--region", "杭州", "--format", "csv").lstrip("\ufeff")
    rows = list(csv.DictReader(io.StringIO(text)))
    assert list(rows[0]) == ["步骤", "项目", "杭州市"]
    (share,) = [row["杭州市"] for row in rows if row["项目"] == "表决同意人数"] or [""]
    assert "《杭州市企业工资集体协商条例》第二十八条第二款" in (share or text)


def test_jurisdictions_for_programs(capsys: pytest.CaptureFixture[str]) -> None:
    rows = json.loads(said(capsys, "list", "parameters", "--by", "region", "--region", "上海", "--format", "json"))
    assert list(rows[0]) == ["step", "step_label", "label", "parameter", "cells"]
    cell = next(row["cells"]["310000"] for row in rows if row["parameter"] == "filing_days")
    assert {"text", "citation", "evidence", "place", "instrument"} <= cell[0].keys()


def test_options_that_do_not_fit_are_refused(capsys: pytest.CaptureFixture[str]) -> None:
    assert "--by region" in refused(capsys, "list", "parameters", "--region", "深圳")
    assert "只用于法定参数" in refused(capsys, "list", "topics", "--by", "region")
    assert refused(capsys, "list", "parameters", "--by", "region", "--region", "火星")
