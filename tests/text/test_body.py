"""Escaped text comes back as the same text, tables with their cells, a body with all its lines."""

import random
import re

import pytest

from cbtool.text.body import (
    Block,
    escape_line,
    read_blocks,
    read_table,
    unescape_line,
    write_table,
)

SIGNS = [
    "#",
    "##",
    "|",
    "\\",
    "\\\\",
    "\\#",
    "---",
    " ",
    "\u3000",
    "1.",
    "（一）",
    "第一条",
    "第一章",
    "附件1",
    "*",
    "_",
    "____",
    "+",
    "-",
]
SIGNS += [
    "甲方（盖章）",
    "【目的】",
    "工资",
    "2020. 5月",
    "`",
    "<b>",
    "&amp;",
    "$&",
    "\t",
    "𠀀",
    "：",
    "。",
    "a",
    "一、",
    "①",
]


CELLS = ["岗位", "2700", "|", "\\", "\\|", "#", "a b", "第一条", "*", "——", "1.5", "_"]


def hostile_line(chance: random.Random) -> str:
    return "".join(chance.choice(SIGNS) for _ in range(chance.randrange(1, 9)))


def bare(text: str) -> str:
    return re.sub(r"[\s\u3000]", "", text)


def test_twenty_thousand_hostile_lines_come_back() -> None:
    chance = random.Random(5)
    for _ in range(2_000):
        lines = [hostile_line(chance) for _ in range(10)]
        assert [unescape_line(escape_line(line)) for line in lines] == lines
        blocks = read_blocks("\n".join(escape_line(line) for line in lines))
        assert not any(block.rows for block in blocks)
        assert bare("".join(block.line for block in blocks)) == bare("".join(lines))


@pytest.mark.parametrize(
    "line", ["# 1号楼", "|a|b|", "\\| x", "\\", "  # x", "\\\\# x", "| 甲方（盖章） | 乙方 |", "###"]
)
def test_what_looks_like_a_mark_stays_text(line: str) -> None:
    assert read_blocks(escape_line(f"{line}。"))[0].line == f"{line}。".strip()


def test_tables_come_back() -> None:
    chance = random.Random(6)
    for _ in range(1_500):
        width = chance.randrange(1, 5)
        rows = [
            tuple(chance.choice(CELLS) + chance.choice(CELLS) for _ in range(width))
            for _ in range(chance.randrange(2, 5))
        ]
        header = chance.random() < 0.5
        table = write_table(rows, header=header)
        assert read_table(table.split("\n")) == (rows, header)
        (block,) = read_blocks(f"第一条 表：\n{table}\n第二条 完。")[1:-1]
        assert (block.rows, block.header) == (tuple(rows), header)


@pytest.mark.parametrize(
    ("lines", "rows", "header"),
    [
        (["| 岗位 | 元 |", "| --- | --- |", "| 普工 | 2700 |"], [("岗位", "元"), ("普工", "2700")], True),
        (["| 甲 | 乙 |", "| 丙 | 丁 |"], [("甲", "乙"), ("丙", "丁")], False),
        (["| a\\|b | \\\\ |"], [("a|b", "\\")], False),
        (["|a||"], [("a", "")], False),
        (["| |"], [("",)], False),
        (["|a|b"], [("a", "b")], False),
    ],
)
def test_cells_are_read(lines: list[str], rows: list[tuple[str, ...]], header: bool) -> None:
    assert read_table(lines) == (rows, header)


def test_a_cell_keeps_to_its_line() -> None:
    assert write_table([("岗\n位", "元")]) == "| 岗 位 | 元 |\n| --- | --- |"


def test_a_body_is_read_block_by_block() -> None:
    blocks = read_blocks("""# 示例合同
（示例）
## 第一章 总则
第一条 【目的】为了协商，包括：
（一）工资；
1.标准；
（二）工时：（一）甲；（二）乙。
另一款。
第二条 范围
全体职工。
| 岗位 | 元 |
| --- | --- |
| 普工 | 2700 |
| 甲方（盖章） | 乙方（盖章） |
## 附件1 名单
\\# 略
""")
    assert [(b.kind, b.clause_id, b.label, b.heading, b.text) for b in blocks] == [
        ("title", "title", "", "", "示例合同"),
        ("paragraph", "preamble__para_1", "", "", "（示例）"),
        ("chapter", "chp_1", "第一章", "总则", ""),
        ("article", "art_1", "第一条", "目的", "为了协商，包括："),
        ("item", "art_1__para_1__item_1", "（一）", "", "工资；"),
        ("subitem", "art_1__para_1__item_1__point_1", "1.", "", "标准；"),
        ("item", "art_1__para_1__item_2", "（二）", "", "工时：（一）甲；（二）乙。"),
        ("paragraph", "art_1__para_2", "", "", "另一款。"),
        ("article", "art_2", "第二条", "范围", ""),
        ("paragraph", "art_2__para_1", "", "", "全体职工。"),
        ("table", "art_2__table_1", "", "", ""),
        ("signature", "signature__table_1", "", "", ""),
        ("annex", "annex_1", "附件1", "名单", ""),
        ("paragraph", "annex_1__para_1", "", "", "# 略"),
    ]
    assert blocks[3].line == "第一条 【目的】为了协商，包括："
    assert blocks[10] == Block("table", "art_2__table_1", rows=(("岗位", "元"), ("普工", "2700")), header=True)
    assert blocks[11].rows == (("甲方（盖章）", "乙方（盖章）"),) and not blocks[11].header


def test_a_signature_line_is_a_signature_block() -> None:
    blocks = read_blocks("第一条 甲。\n甲方（盖章）：____\n日期：____")
    assert [(b.kind, b.line) for b in blocks[1:]] == [("signature", "甲方（盖章）：____"), ("signature", "日期：____")]
