"""Files of laws and regulations: a wrong entry is refused with line and remedy, and the starter's are in order."""

from typing import TYPE_CHECKING

import pytest

from cbtool.desk.health import library_problems
from cbtool.library.library import open_library
from cbtool.library.statutes import read_statute_file, read_statutes
from cbtool.resources import starter_library

if TYPE_CHECKING:
    from tests.conftest import Folder

ENTRY = """\
statutes:
- id: holidays
  titles: [某市假期条例, 假期条例]
  region: '440300'
  status: in_force
  versions:
  - from: 2010-01-01
  - from: 2020-01-01
  articles:
  - label: 第三条
    summary: 联欢假三天。
  - label: 第四条第二款
    summary: 不扣工资。
"""


def faults(library: "Folder", text: str) -> list[str]:
    file = library.write("law/statutes/mine.yaml", text)
    found, problems = read_statute_file(file, "law/statutes/mine.yaml")
    assert bool(found) is not bool(problems)
    return [str(problem) for problem in problems]


def test_an_entry_in_order_is_taken(library: "Folder") -> None:
    assert faults(library, ENTRY) == []


@pytest.mark.parametrize(
    ("text", "message"),
    [
        (ENTRY.replace("第三条", "第三天"), ":10：“第三天”认不出条款号（写成 第四十四条"),
        (ENTRY.replace("第三条", "第三条、第五条"), ":10：“第三条、第五条”认不出条款号"),
        (ENTRY.replace("第四条第二款", "第三条"), ":12：某市假期条例的第三条写了两次（合成一条"),
        (ENTRY.replace("440300", "990000"), ":4：地区代码 990000 不在 GB/T 2260 表中（查对代码"),
        (ENTRY.replace("in_force", "valid"), ":5：“statutes.0.status”的值“valid”不在可选范围内（可选："),
        (ENTRY.replace("2010-01-01", "2021-01-01"), "versions 按施行日（from）从早到晚写"),
        (ENTRY.replace("2010-01-01", "2010年"), ":7：“statutes.0.versions.0.from”：日期要写成 2026-03-01 的样子"),
        (ENTRY.replace("    summary: 联欢假三天。\n", ""), "缺少“statutes.0.articles.0.summary”"),
        (ENTRY.replace("summary: 不扣", "sumary: 不扣"), ":13：不认识的项“statutes.0.articles.1.sumary”"),
        (ENTRY + ENTRY.removeprefix("statutes:\n"), ":14：法规 holidays 写了两次（留下一处"),
        (ENTRY.replace("holidays", "Holidays"), "写法不对"),
    ],
)  # fmt: skip
def test_a_wrong_entry_is_refused_by_line_with_a_remedy(library: "Folder", text: str, message: str) -> None:
    found = faults(library, text)
    assert any(line.startswith("law/statutes/mine.yaml:") and message in line for line in found), found


def test_a_title_belongs_to_one_entry(thin_library: "Folder") -> None:
    thin_library.write("law/statutes/mine.yaml", ENTRY.replace("假期条例]", "中华人民共和国劳动法]"))
    said = [str(p) for p in library_problems(thin_library.settings())]
    assert any("标题“劳动法”在 holidays 和 labour-law 里都有" in line for line in said), said


def test_a_citation_that_leads_nowhere_is_told_with_its_line(library: "Folder") -> None:
    value = "  - from: 2020-01-01\n    value: 3\n    citation: {{statute: {0}, article: {1}}}\n    evidence: statute\n"
    head = "parameters:\n- name: {0}\n  label: {0}\n  unit: day\n  topic: leave\n  values:\n"
    library.write("law/statutes/mine.yaml", ENTRY)
    text = head.format("good") + value.format("某市假期条例", "第三条第一款")
    text += (head.format("typo") + value.format("某市假期条列", "第三条")).removeprefix("parameters:\n")
    text += (head.format("lost") + value.format("假期条例", "第九条")).removeprefix("parameters:\n")
    library.write("law/parameters/mine.yaml", text)
    said = [str(p) for p in library_problems(library.settings()) if p.path == "law/parameters/mine.yaml"]
    assert len(said) == 2, said
    assert (
        "law/parameters/mine.yaml:18：引用《某市假期条列》第三条：law/statutes 里没有《某市假期条列》（查对法规名称"
        in said[0]
    )
    assert "law/parameters/mine.yaml:27：引用《假期条例》第九条：法规条目 holidays 没有第九条的摘要" in said[1]


def test_the_starters_statutes_are_in_order() -> None:
    found, problems = read_statutes(open_library(starter_library()).roots)
    assert [str(p) for p in problems] == []
    assert len(found) >= 65
    assert sum(len(s.articles) for s in found.values()) >= 800
    for statute in found.values():
        assert statute.issuer, statute.id
        for article in statute.articles:
            assert len(article.summary) <= 200, (statute.id, article.label)
