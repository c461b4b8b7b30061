"""Markdown: headings and tables kept, numbering literal, marks removed only where they surely are marks."""

import pytest

from cbtool.importers import read_file
from cbtool.importers.inline import plain_inline
from cbtool.text.clauses import parse_clauses


def read(text: str) -> str:
    return read_file("合同.md", text.encode()).body


def test_headings_come_on_our_levels() -> None:
    body = read("""\
# 示例厂集体合同

# 第一章 总则

### 第一条 目的
为了**协调**劳动关系。

### 第二条 范围
适用于全体职工。

## 第二章 工资
第三条 按月支付。
#### 附件1 岗位表
""")
    assert (
        body
        == """\
# 示例厂集体合同

## 第一章 总则

第一条 目的
为了协调劳动关系。

第二条 范围
适用于全体职工。

## 第二章 工资

第三条 按月支付。

## 附件1 岗位表"""
    )


def test_underlined_headings_and_rules() -> None:
    assert read(
        "示例厂集体合同\n=====\n\n总则\n----\n第一条 甲。\n\n---\n\n第二条 ____ 元。\n____\n***\n第三条 丙。\n"
    ) == ("# 示例厂集体合同\n\n## 总则\n\n第一条 甲。\n\n第二条 ____ 元。\n____\n\n第三条 丙。")


def test_numbers_are_never_changed() -> None:
    text = "示例厂集体合同\n\n第一条 如下：\n3. 甲\n3. 乙\n2020. 5月\n- 丙\n第二条 完。"
    lines = read(text).split("\n")
    assert [line for line in lines if line] == ["# 示例厂集体合同", *text.split("\n")[2:]]


def test_tables_are_kept_whole_and_bare_ones_get_their_pipes() -> None:
    body = read(
        "第一条 见表。\n| 岗位 | **单价** |\n|:--|--:|\n| 车工 | 3\\|4<br>元 |\n\n工种 | 工价\n--- | ---\n裁剪 | 5\n第二条 完。\n"
    )
    assert "| 岗位 | 单价 |\n| --- | --- |\n| 车工 | 3\\|4 元 |" in body
    assert "| 工种 | 工价 |\n| --- | --- |\n| 裁剪 | 5 |" in body
    tables = [clause for clause in parse_clauses(body).walk() if clause.kind == "table"]
    assert [len(table.children) for table in tables] == [1, 1]


@pytest.mark.parametrize(("text", "plain"), [
    ("**注：**本表", "注：本表"),
    ("*示例*，__重要__", "示例，重要"),
    ("工资*1.5*天数", "工资*1.5*天数"),
    ("基数 * 1.5 * 天数", "基数 * 1.5 * 天数"),
    ("每月____元，__%", "每月____元，__%"),
    ("单个*星号", "单个*星号"),
    ("3\\. 甲 \\*乙\\*", "3. 甲 *乙*"),
    ("a&nbsp;b &lt;c&gt;", "a b <c>"),
    ("snake_case_name", "snake_case_name"),
    ("甲<!-- 批注 -->乙<br>", "甲乙"),
])  # fmt: skip
def test_only_paired_emphasis_goes(text: str, plain: str) -> None:
    assert plain_inline(text) == plain


def test_pictures_and_struck_words_are_told() -> None:
    imported = read_file("a.md", "# 某厂集体合同\n第一条 甲~~乙~~。![章](a.png)\n第二条 丙。\n".encode())
    assert imported.warnings == ("文中的图片没有导入", "文中有删除线（~~），原样保留了，请核对")
    assert "~~乙~~" in imported.body


def test_an_own_contract_keeps_its_text_to_the_letter() -> None:
    body = "# 示例厂集体合同\n\n第一条 **甲** \\# 3\\. 乙\n\\| 丙\n\n## 附件1 表\n\n| a |\n| --- |\n| b |"
    imported = read_file("contract.md", f"---\nid: t-2024-0001\n---\n\n{body}\n".encode())
    assert imported.front == "id: t-2024-0001\n"
    assert imported.body == body


def test_front_matter_makes_markdown_of_any_name_and_a_lone_rule_does_not() -> None:
    assert read_file("合同.txt", b"---\ntitle: a\n---\n\xe7\xac\xac\xe4\xb8\x80\xe6\x9d\xa1 a\n").front == "title: a\n"
    assert read_file("合同.md", "---\n第一条 甲。\n第二条 乙。\n".encode()).front == ""
    assert read_file("空.md", b"---\nid: a\n---\n").body == ""
