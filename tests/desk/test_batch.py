"""Many drafts from one table: good rows are written, bad rows say why, nothing is overwritten."""

from pathlib import Path

import pytest

from cbtool.desk.batch import draft_rows, read_rows
from cbtool.desk.draft import Loaded, load_answers, open_prepared, sample_file
from cbtool.desk.limits import legal_limits
from cbtool.errors import CbtoolError
from cbtool.settings import Settings

TEMPLATE = "wage-enterprise"


def batch(starter: Settings, table: Path, folder: Path) -> list[tuple[int, str, str]]:
    prepared = open_prepared(starter, TEMPLATE)
    common: Loaded = load_answers(prepared, sample_file(starter, TEMPLATE, "plain"))
    rows = read_rows(prepared.template, table)
    limits = legal_limits(starter, prepared.template)
    drafted = draft_rows(prepared, common, {}, rows, folder, ".md", starter.on, limits)
    return [(d.line, d.name, d.reason) for d in drafted]


def test_one_file_for_each_row_with_the_common_answers(starter: Settings, tmp_path: Path) -> None:
    table = tmp_path / "rows.csv"
    table.write_text("企业名称,union,文件名\n示例甲公司,示例甲工会,甲/乙\n,,\n示例丙公司,,\n", encoding="gb18030")
    done = batch(starter, table, tmp_path / "out")
    assert done == [(2, "001-甲_乙", ""), (4, "002-示例丙公司", "")]
    first = (tmp_path / "out" / "001-甲_乙.md").read_text(encoding="utf-8")
    assert first.startswith("# 示例甲公司工资专项集体合同") and "示例甲工会" in first
    second = (tmp_path / "out" / "002-示例丙公司.md").read_text(encoding="utf-8")
    assert "示例丙公司" in second and "示例甲工会" not in second


def test_a_bad_row_is_named_and_the_others_are_written(starter: Settings, tmp_path: Path) -> None:
    table = tmp_path / "rows.csv"
    table.write_text("企业名称\t职工人数\n示例甲公司\t很多\n示例乙公司\t35\n", encoding="utf-8")
    heads = [q.label for q in open_prepared(starter, TEMPLATE).template.questions]
    table.write_text(table.read_text("utf-8").replace("职工人数", next(h for h in heads if "人数" in h)), "utf-8")
    done = batch(starter, table, tmp_path / "out")
    assert "整数" in done[0][2] or "数字" in done[0][2]
    assert [file.name for file in (tmp_path / "out").iterdir()] == ["002-示例乙公司.md"]
    assert done[1][2] == ""


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("企业名称\n", "没有内容"),
        ("企业名称,企业名称\n甲,乙\n", "同名"),
        ("企业名称,不存在的问题\n甲,乙\n", "不存在的问题"),
        ("企业名称\n甲,乙\n", "多出格子"),
    ],
)
def test_a_table_that_does_not_fit_is_refused(starter: Settings, tmp_path: Path, text: str, said: str) -> None:
    table = tmp_path / "rows.csv"
    table.write_text(text, encoding="utf-8")
    with pytest.raises(CbtoolError, match=said):
        batch(starter, table, tmp_path / "out")
    assert not (tmp_path / "out").exists()


def test_a_folder_in_use_is_left_alone(starter: Settings, tmp_path: Path) -> None:
    table, folder = tmp_path / "rows.csv", tmp_path / "out"
    table.write_text("企业名称\n甲\n", encoding="utf-8")
    folder.mkdir()
    (folder / "旧.md").write_text("旧", encoding="utf-8")
    with pytest.raises(CbtoolError, match="已经有东西"):
        batch(starter, table, folder)
    assert [file.name for file in folder.iterdir()] == ["旧.md"]
