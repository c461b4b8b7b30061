"""`cbtool benchmark`: what it rests on is said, samples stay out, the picture is text."""

import json
import re
from collections.abc import Iterator
from pathlib import Path
from xml.etree import ElementTree

import pytest
from tests.conftest import Folder
from tests.desk.law_library import own_law, set_fact

from cbtool.cli.app import run
from cbtool.desk.benchmark import spread


@pytest.fixture
def pool(library: Folder, monkeypatch: pytest.MonkeyPatch) -> Iterator[Folder]:
    """Five contracts with 150 to 190 %, one with two values, one without any, one sample with 900 %."""
    monkeypatch.setenv("CBTOOL_LIBRARY", str(library.root))
    own_law(library)
    for number in range(5):
        library.contract(
            number + 1, f"第一条 工作日加班的，按工资的{150 + 10 * number}%支付。", signed=f"202{number}-01-01"
        )
    library.contract(6, "第一条 工作日加班按200%支付。\n\n第二条 附属岗位工作日加班按155%支付。")
    library.contract(7, "第一条 按月发薪。")
    sample = library.contract(8, "第一条 工作日加班按900%支付。", title="示例厂合同")
    set_fact(library, sample, "origin: sample")
    yield library


def said(capsys: pytest.CaptureFixture[str], *arguments: str) -> str:
    assert run(["benchmark", *arguments]) == 0
    return capsys.readouterr().out


def test_five_numbers_and_what_they_rest_on(pool: Folder, capsys: pytest.CaptureFixture[str]) -> None:
    record = json.loads(said(capsys, "工作日加班", "--format", "json"))
    assert (record["n"], record["pool"], record["with_samples"], record["small"]) == (6, 7, False, False)
    assert record["whole"] == {
        "label": "全部", "n": 6, "minimum": 150.0, "lower_quartile": 156.25, "median": 165.0,
        "upper_quartile": 177.5, "maximum": 190.0,
    }  # fmt: skip
    assert record["legal"] == 150.0
    text = said(capsys, "overtime.weekday")
    assert "7 份合同里有 6 份写了这个值（86%），不含示例" in text
    assert "法定：不低于150%" in text and "155%  t-2024-0006#art_2" in text


def test_samples_only_where_asked_for_and_said(pool: Folder, capsys: pytest.CaptureFixture[str]) -> None:
    assert "900" not in said(capsys, "overtime.weekday")
    text = said(capsys, "overtime.weekday", "--with-samples")
    assert "含示例（虚构）" in text and "900%  t-2024-0008" in text and "（示例）" in text


def test_groups_and_small_numbers(pool: Folder, capsys: pytest.CaptureFixture[str]) -> None:
    record = json.loads(said(capsys, "overtime.weekday", "--by", "year", "--format", "json"))
    assert [(g["label"], g["n"]) for g in record["groups"]] == [
        ("2020", 1), ("2021", 1), ("2022", 1), ("2023", 1), ("2024", 2),
    ]  # fmt: skip
    assert "没有合同" not in said(capsys, "leave.holidays")
    text = said(capsys, "leave.holidays")
    assert "7 份合同里有 0 份" in text


def test_the_picture_is_an_svg_whose_text_is_text(
    pool: Folder, capsys: pytest.CaptureFixture[str], tmp_path: Path
) -> None:
    file = tmp_path / "图.svg"
    said(capsys, "overtime.weekday", "--by", "level", "-o", str(file))
    root = ElementTree.parse(file).getroot()
    words = " ".join(t.text or "" for t in root.iter("{http://www.w3.org/2000/svg}text"))
    assert "工作日加班（%）" in words and "企业（6）" in words and "虚线：法定" in words and "不含示例" in words
    assert len(re.findall("<circle", file.read_text(encoding="utf-8"))) == 12
    first = file.read_bytes()
    said(capsys, "overtime.weekday", "--by", "level", "-o", str(file))
    assert file.read_bytes() == first


def test_wrong_words(pool: Folder, capsys: pytest.CaptureFixture[str]) -> None:
    assert run(["benchmark", "没有这个"]) == 2
    assert run(["benchmark", "产假"]) == 0  # the label itself
    assert run(["benchmark", "women"]) == 2
    assert "不止一个约定值" in capsys.readouterr().err
    assert run(["benchmark", "overtime.weekday", "-o", "图.png"]) == 2
    assert run(["benchmark", "leave.holidays", "-o", "图.svg"]) == 2


def test_quartiles_lie_between_neighbours() -> None:
    from fractions import Fraction

    found = spread("x", [Fraction(n) for n in (4, 1, 2)])
    assert found[1:] == (3, 1, Fraction(3, 2), 2, 3, 4)
