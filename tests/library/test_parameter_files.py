"""Files of legal values: a wrong entry is refused with line and remedy, and the starter's are in order."""

from typing import TYPE_CHECKING

import pytest

from cbtool.desk.health import library_problems
from cbtool.desk.parameters import answers_record, parameter_answers
from cbtool.desk.reading import listing, showing
from cbtool.errors import CbtoolError, NotFound
from cbtool.library.library import open_library
from cbtool.library.parameters import read_parameter_file, read_parameters
from cbtool.resources import starter_library
from cbtool.settings import Settings

if TYPE_CHECKING:
    from tests.conftest import Folder

TOPICS = frozenset({"leave", "pay"})
HEAD = "parameters:\n- name: party_days\n  label: 联欢假\n  unit: day\n  topic: leave\n  values:\n"
VALUE = "  - from: {since}\n    to: {until}\n    value: {value}\n    citation: {{statute: 假期条例, article: 第三条}}\n    evidence: statute\n"
STATUTE = """\
statutes:
- id: holidays
  titles: [假期条例]
  status: in_force
  versions: [{from: 2020-01-01}]
  articles: [{label: 第三条, summary: 联欢假三天。}]
"""
FIRST = VALUE.format(since="2020-01-01", until="2022-12-31", value="3")


def faults(library: "Folder", text: str) -> list[str]:
    file = library.write("law/parameters/mine.yaml", text)
    found, problems = read_parameter_file(file, "law/parameters/mine.yaml", TOPICS)
    assert bool(found) is not bool(problems)
    return [str(problem) for problem in problems]


def test_values_that_follow_each_other_are_taken(library: "Folder") -> None:
    assert faults(library, HEAD + FIRST + VALUE.format(since="2023-01-01", until="2024-12-31", value="4")) == []


@pytest.mark.parametrize(
    ("text", "message"),
    [
        (HEAD + FIRST + VALUE.format(since="2022-12-31", until="2024-12-31", value="4"), ":12：party_days：自 2022-12-31 起与前一项（到 2022-12-31）重叠（把前一项的 to 写成 2022-12-30）"),
        (HEAD + FIRST + VALUE.format(since="2023-01-02", until="2024-12-31", value="4"), ":12：party_days：2023-01-01 至 2023-01-01 没有值（补上这段时间的值"),
        (HEAD + FIRST.replace("    to: 2022-12-31\n", "") + VALUE.format(since="2023-01-01", until="2024-12-31", value="4"), ":11：party_days：自 2023-01-01 起与前一项（到 至今）重叠"),
        (HEAD + FIRST.replace("2022-12-31", "2019-12-31"), "to（截止日）不能早于 from"),
        (HEAD + FIRST.replace("value: 3", "value: 三"), ":9：“parameters.0.values.0.value”的值“三”写法不对"),
        (HEAD + FIRST.replace("value: 3", "value: 3/2"), "value 写成分数时不能大于 1"),
        (HEAD + FIRST.replace("evidence: statute", "evidence: sure"), ":11：“parameters.0.values.0.evidence”的值“sure”不在可选范围内"),
        (HEAD + FIRST.replace("    citation: {statute: 假期条例, article: 第三条}\n", ""), "缺少“parameters.0.values.0.citation”"),
        (HEAD + FIRST.replace("第三条", "第三天"), ":7：引用“《假期条例》第三天”认不出条款号"),
        (HEAD + FIRST + "    region: '990000'\n", ":7：地区代码 990000 不在 GB/T 2260 表中"),
        (HEAD + FIRST + "    regoin: '440300'\n", "不认识的项“parameters.0.values.0.regoin”"),
        (HEAD.replace("topic: leave", "topic: party") + FIRST, ":5：topics.yaml 里没有协商事项 party"),
        (HEAD.replace("unit: day", "unit: 天") + FIRST, ":4：“parameters.0.unit”的值“天”不在可选范围内"),
        (HEAD + FIRST + (HEAD + FIRST).removeprefix("parameters:\n"), "参数 party_days 写了两次"),
        (HEAD + "  []\n", "格式"),
        ("parameters: []\n", "parameters"),
    ],
)  # fmt: skip
def test_a_wrong_entry_is_refused_by_line_with_a_remedy(library: "Folder", text: str, message: str) -> None:
    found = faults(library, text)
    assert any(line.startswith("law/parameters/mine.yaml:") and message in line for line in found), found


def test_clocks_of_different_units_run_side_by_side(library: "Folder") -> None:
    assert faults(library, HEAD + FIRST + FIRST + "    unit: working_day\n") == []


def test_a_refused_file_is_told_by_selftest_and_the_rest_stays(thin_library: "Folder") -> None:
    thin_library.write("law/parameters/minimum_wage.yaml", "parameters: 3\n")
    assert any(
        str(p).startswith("law/parameters/minimum_wage.yaml:") for p in library_problems(thin_library.settings())
    )
    assert parameter_answers(thin_library.settings(), "minimum_wage_monthly", "深圳")[0].binding is not None


def test_an_own_file_hides_the_starters_of_the_same_name(library: "Folder") -> None:
    text = (HEAD + FIRST).replace("    to: 2022-12-31\n", "")
    library.write("law/parameters/heat.yaml", text)
    library.write("law/statutes/mine.yaml", STATUTE)
    assert [str(p) for p in library_problems(library.settings()) if "law/parameters" in p.path] == []
    assert parameter_answers(library.settings(), "联欢假")[0].applying[0].amount == 3
    with pytest.raises(NotFound):
        parameter_answers(library.settings(), "高温津贴")


def test_a_name_already_taken_is_told(thin_library: "Folder") -> None:
    thin_library.write("law/parameters/mine.yaml", (HEAD + FIRST).replace("party_days", "vote_share"))
    assert any("参数 vote_share 在别的文件里已有" in str(p) for p in library_problems(thin_library.settings()))


def test_the_starters_parameters_are_in_order() -> None:
    library = open_library(starter_library())
    found, problems = read_parameters(library.roots, frozenset(t.id for t in library.topics.topics))
    assert [str(p) for p in problems] == []
    assert len(found) >= 110
    for parameter in found.values():
        for value in parameter.values:
            assert value.evidence != "statute" or value.citation.article or "〔" in value.citation.statute, parameter


def test_the_answer_as_a_record(starter: Settings) -> None:
    record = answers_record(parameter_answers(starter, "最低工资", "深圳"))
    assert {key: record[key] for key in ("name", "region", "on", "value", "unit", "evidence")} == {
        "name": "minimum_wage_monthly", "region": "440300", "on": "2026-11-21",
        "value": 2700, "unit": "yuan_per_month", "evidence": "secondary",
    }  # fmt: skip
    assert "粤府函〔2026〕188号" in record["citation"]
    past = answers_record(parameter_answers(starter._replace(on=starter.on.replace(2024, 5, 1)), "最低工资", "深圳"))
    assert [(a["name"], a["value"]) for a in past["all"]] == [
        ("minimum_wage_monthly", 2360),
        ("minimum_wage_hourly", 22.2),
    ]


def test_nothing_in_force_is_said(starter: Settings) -> None:
    record = answers_record(parameter_answers(starter, "minimum_wage_monthly", "全国"))
    assert (record["value"], record["citation"], record["all"]) == (None, None, [])


def test_unknown_names_and_places_are_told_with_a_remedy(starter: Settings) -> None:
    with pytest.raises(NotFound, match="月最低工资标准"):
        parameter_answers(starter, "最低工资标")
    with pytest.raises(NotFound, match="没有这个地区：火星"):
        parameter_answers(starter, "产假", "火星")
    with pytest.raises(NotFound, match="没有这个地区：999999"):
        parameter_answers(starter, "产假", "999999")
    with pytest.raises(CbtoolError, match="110105"):
        parameter_answers(starter, "产假", "朝阳区")


def test_the_librarys_own_region_is_the_default(starter: Settings) -> None:
    assert parameter_answers(starter, "产假")[0].region == "440307"


def test_parameters_are_listed_and_shown_by_id(starter: Settings) -> None:
    rows = {row["id"]: row for row in listing(starter, "parameters")}
    assert rows["minimum_wage_monthly"]["title"] == "月最低工资标准"
    assert rows["minimum_wage_monthly"]["values"][0]["from"] == "2012-02-01"
    assert showing(starter, "vote_share").kind == "parameters"
