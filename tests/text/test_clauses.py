"""Every numbering style is split, everything doubtful is told, and no text is lost."""

import random

import pytest

from cbtool.model.clause import Outline
from cbtool.text.clauses import clause_text, parse_clauses

STYLES = {
    "chapters": (
        "第一章 总则\n第一条 为了协商，订立本合同。\n第二章 工资\n第二条 依照本合同第一条执行。\n第三条 每月发放。",
        ["art_1", "art_2", "art_3"],
        "continuous",
    ),
    "no chapters": (
        "工资专项集体合同\n第一条 甲。\n第二条 乙。\n第三条 丙。",
        ["art_1", "art_2", "art_3"],
        "continuous",
    ),
    "heading on the label line": ("第一条 目的\n为了协商。\n第二条 范围\n全体职工。", ["art_1", "art_2"], "continuous"),
    "label on its own line": ("第一条\n为了协商。\n第二条\n全体职工。", ["art_1", "art_2"], "continuous"),
    "no gap after the label": (
        "第一条为了协商。\n第二条全体职工。\n第三条标准见表。",
        ["art_1", "art_2", "art_3"],
        "continuous",
    ),
    "article as chapter": (
        "第一条总则\n1、为了协商。\n2、双方平等。\n第二条工资\n1、不低于最低工资。\n第三条附则\n1、有效期一年。",
        ["art_1", "art_2", "art_3"],
        "continuous",
    ),
    "comma list": (
        "一、工资\n1、每月五日发。\n二、工时\n1、每日八小时。\n三、附则\n一式三份。",
        ["art_1", "art_2", "art_3"],
        "outline",
    ),
    "three levels": (
        "一、总则\n（一）目的\n1.为了职工。\n（二）范围\n二、工资\n（一）标准",
        ["art_1", "art_2"],
        "outline",
    ),
    "arabic list": ("1、甲。\n2、乙。\n3、丙。\n4、丁。", ["art_1", "art_2", "art_3", "art_4"], "outline"),
    "bracket list": ("（一）甲。\n（二）乙。\n（三）丙。", ["art_1", "art_2", "art_3"], "outline"),
    "decimals": (
        "1 总则\n1.1 为了协商。\n1.2 全体职工。\n1.2.1 含学徒。\n2 工资\n2.1 按加班1.5倍支付。\n2.2 每月发。",
        ["chp_1__art_1", "chp_1__art_2", "chp_2__art_1", "chp_2__art_2"],
        "decimal",
    ),
    "a lost second article": ("第一条 甲：\n1. 子\n2. 丑\n3. 寅\n4. 卯\n第三条 丙。", ["art_1", "art_3"], "continuous"),
    "check boxes": ("请勾选：\n□ 一、劳动报酬\n☑ 二、工作时间\n□ 三、休息休假\n日期：2026年1月1日", [], "none"),
    "flattened table": ("工资表\n序号\n岗位\n元\n1\n普工\n2700\n2\n技工\n3500\n3\n班长\n4000", [], "none"),
    "bilingual pairs": (
        "第一条 目的是协商。\nArticle 1 The purpose.\n第二条 全体职工。\nArticle 2 All workers.",
        ["art_1", "art_2"],
        "continuous",
    ),
    "bilingual labels": (
        "Article 1 第一条 甲。\nArticle 2: 第二条 乙。\nArticle 3 第三条 丙。",
        ["art_1", "art_2", "art_3"],
        "continuous",
    ),
    "minutes": (
        "会议纪要\n问：第五条怎么理解？\n答：第五条规定以正常工资为基数，第六条也是。\n职工方：第七条不变。\n企业方：同意第三条的修改。",
        [],
        "none",
    ),
    "one line": (
        "集体合同 第一章 总则 第一条 甲，依照本合同第二条。第二条 乙。第二章 工资 第三条 丙。第四条 丁。",
        ["art_1", "art_2", "art_3", "art_4"],
        "continuous",
    ),
    "one line, no spaces": (
        "集体合同第一章总则第一条甲方签约。第二条按照第一条办理。第二章工资第三条丙。第四条丁。",
        ["art_1", "art_2", "art_3", "art_4"],
        "continuous",
    ),
    "one line of a list": (
        "协议书一、总则。依法订立。二、工资。每月发。三、附则。一式三份。",
        ["art_1", "art_2", "art_3"],
        "outline",
    ),
    "spaced and full-width": ("第 一 条 甲。\n第　２　条 乙。\n第3條 丙。", ["art_1", "art_2", "art_3"], "continuous"),
    "inserted articles": (
        "第一条 甲。\n第二条 乙。\n第二条之一 丙。\n第二条之二 丁。\n第三条 戊。",
        ["art_1", "art_2", "art_2_1", "art_2_2", "art_3"],
        "continuous",
    ),
    "numbers per chapter": (
        "第一章 总则\n第一条 甲。\n第二条 乙。\n第二章 工资\n第一条 丙。\n第二条 丁。",
        ["chp_1__art_1", "chp_1__art_2", "chp_2__art_1", "chp_2__art_2"],
        "per_chapter",
    ),
    "list per chapter": (
        "第一章 总则\n一、甲。\n二、乙。\n第二章 工资\n一、丙。\n二、丁。",
        ["chp_1__art_1", "chp_1__art_2", "chp_2__art_1", "chp_2__art_2"],
        "per_chapter",
    ),
    "comma chapters": (
        "一、总则\n第一条 甲。\n第二条 乙。\n二、工资\n第三条 丙。",
        ["art_1", "art_2", "art_3"],
        "continuous",
    ),
    "two contracts": (
        "合同一\n第一条 甲。\n第二条 乙。\n第三条 丙。\n合同二\n第一条 丁。\n第二条 戊。\n第三条 己。",
        ["art_1", "art_2", "art_3", "art_1__dup_2", "art_2__dup_2", "art_3__dup_2"],
        "continuous",
    ),
    "wrapped lines": (
        "第一条 双方依照本合同第二条、\n第三条的规定支付工资，并按照\n第四条办理。\n第二条 乙。\n第三条 丙。\n第四条 丁。",
        ["art_1", "art_2", "art_3", "art_4"],
        "continuous",
    ),
    "annex with its own articles": (
        "第一条 甲。\n第二条 乙。\n附件1 实施办法\n第一条 丙。\n第二条 丁。",
        ["art_1", "art_2", "annex_1__art_1", "annex_1__art_2"],
        "continuous",
    ),
    "plain prose": ("双方经协商一致，就工资增长达成协议。\n每人每月增加一百元。", [], "none"),
    "nothing": ("", [], "none"),
}


@pytest.mark.parametrize(("text", "ids", "numbering"), STYLES.values(), ids=STYLES)
def test_every_style_of_numbering_is_split(text: str, ids: list[str], numbering: str) -> None:
    outline = parse_clauses(text)
    assert ([clause.id for clause in outline.articles()], outline.numbering) == (ids, numbering)


BODY = """# 示例公司集体合同

（本文本为示例）
甲方（职工方）：示例工会（虚构）
## 第一章 总则
第一条 【适用范围】本合同适用于全体职工。
职工包括：
（一）正式职工；
1.技术人员；
①工程师；
2.管理人员；
（二）其他。
依照本合同第二条办理。
第二条（目的）为了协商。
| 岗位 | 元 |
| --- | --- |
| 普工 | 2700 |
| 技\\|工 | 3500 |
## 第二章 工资
### 第一节 标准
第三条 工资标准
每月发放。

| 甲方（盖章）：____ | 乙方（盖章）：____ |
| 日期：2026年3月18日 | 日期：2026年3月18日 |
## 附件1 工资表
说明如下。
| 岗位 | 元 |
| --- | --- |
| 普工 | 2700 |

| 岗位 | 元 |
| --- | --- |
| 班长 | 4000 |
## 附件2 名单
略
"""


def test_a_body_becomes_the_tree_of_its_clauses() -> None:
    assert [clause.id for clause in parse_clauses(BODY).walk()] == [
        "title",
        "preamble",
        "preamble__para_1",
        "preamble__para_2",
        "chp_1",
        "art_1",
        "art_1__para_1",
        "art_1__para_2",
        "art_1__para_2__item_1",
        "art_1__para_2__item_1__point_1",
        "art_1__para_2__item_1__point_1__subpoint_1",
        "art_1__para_2__item_1__point_2",
        "art_1__para_2__item_2",
        "art_1__para_3",
        "art_2",
        "art_2__para_1",
        "art_2__table_1",
        "art_2__table_1__row_1",
        "art_2__table_1__row_2",
        "chp_2",
        "chp_2__sec_1",
        "art_3",
        "art_3__para_1",
        "signature",
        "signature__table_1",
        "signature__table_1__row_1",
        "signature__table_1__row_2",
        "annex_1",
        "annex_1__para_1",
        "annex_1__table_1",
        "annex_1__row_1",
        "annex_1__table_2",
        "annex_1__row_2",
        "annex_2",
        "annex_2__para_1",
    ]


def text_of(outline: Outline, clause_id: str) -> tuple[str, str, str]:
    clause = outline.find(clause_id)
    assert clause is not None
    return clause_text(outline, clause)


def test_the_text_of_a_clause_is_plain() -> None:
    outline = parse_clauses(BODY)
    assert text_of(outline, "title") == ("", "", "示例公司集体合同")
    assert text_of(outline, "chp_1") == ("第一章", "总则", "")
    assert text_of(outline, "chp_2__sec_1") == ("第一节", "标准", "")
    assert text_of(outline, "art_1")[:2] == ("第一条", "适用范围")
    assert text_of(outline, "art_1__para_2__item_1")[2] == "正式职工；\n1.技术人员；\n①工程师；\n2.管理人员；"
    assert text_of(outline, "art_2") == ("第二条", "目的", "为了协商。\n岗位 | 元\n普工 | 2700\n技|工 | 3500")
    assert text_of(outline, "art_3") == ("第三条", "工资标准", "每月发放。")
    assert text_of(outline, "annex_1") == (
        "附件1",
        "工资表",
        "说明如下。\n岗位 | 元\n普工 | 2700\n岗位 | 元\n班长 | 4000",
    )
    assert text_of(outline, "annex_1__row_2")[2] == "班长 | 4000"


def test_marks_count_only_where_a_line_begins() -> None:
    outline = parse_clauses("第一条 \\#甲|乙|\n\\# 不是标题\n\\| 不是 | 表 |\n\\\\两条斜线\n第二条 # 丙")
    assert text_of(outline, "art_1")[2] == "\\#甲|乙|\n# 不是标题\n| 不是 | 表 |\n\\两条斜线"
    assert text_of(outline, "art_2")[2] == "# 丙"


@pytest.mark.parametrize(
    ("line", "heading", "body"),
    [
        ("第一条 【目的】为了协商。", "目的", "为了协商。"),
        ("第一条（目的）为了协商。", "目的", "为了协商。"),
        ("第一条 [目的] 为了协商。", "目的", "为了协商。"),
        ("第一条：为了协商。", "", "为了协商。"),
        ("第一条 （一）甲。", "", "（一）甲。"),
        ("第一条 工资标准\n每月发放。", "工资标准", "每月发放。"),
        ("第一条 工资标准", "", "工资标准"),
        ("第一条 每月支付：\n（一）工资。", "", "每月支付：\n（一）工资。"),
        ("第一条 合同期限____年\n期满重签。", "", "合同期限____年\n期满重签。"),
        ("第一条总则 1、为了协商。2、双方平等。", "总则", "1、为了协商。2、双方平等。"),
    ],
)
def test_the_heading_of_an_article_is_told_from_its_text(line: str, heading: str, body: str) -> None:
    outline = parse_clauses(f"{line}\n第二条 完。")
    assert text_of(outline, "art_1") == ("第一条", heading, body)


def test_a_wrapped_line_is_no_heading() -> None:
    full = "第{}条 用人单位和职工方应当共同遵守本合同的各项约\n定，不得擅自变更已经达成一致的工资水平和支付办法\n以及其他标准。"
    outline = parse_clauses("\n".join(full.format(number) for number in "一二三四五六"))
    assert [clause.heading for clause in outline.articles()] == [""] * 6


def test_a_marked_heading_as_long_as_the_usual_lines_is_one() -> None:
    head, line = "## {}、用人单位和职工方的权利和义务\n", "双方应当共同遵守本合同的约定内容。\n"
    outline = parse_clauses("# 调解协议书\n" + "".join(head.format(number) + line * 3 for number in "一二三"))
    assert [clause.heading for clause in outline.articles()] == ["用人单位和职工方的权利和义务"] * 3


@pytest.mark.parametrize(
    ("text", "codes", "places"),
    [
        ("第一条 甲。\n第二条 乙。\n第四条 丁。", ["gap"], ["art_4"]),
        ("第三条 甲。\n第四条 乙。\n第五条 丙。", ["first_number"], ["art_3"]),
        ("第一条 甲。\n第二条 乙。\n第二条 丙。\n第三条 丁。", ["duplicate"], ["art_2__dup_2"]),
        ("第一条 甲。\n第二条 乙。\n第土条 丙。\n第四条 丁。", ["misread"], ["art_3"]),
        ("第一条 甲。\n第二条 乙。\n第九条 丙。\n第四条 丁。\n第五条 戊。", ["misread"], ["art_3"]),
        ("第一条 甲。\n第二条 乙。\n第九条 丙。\n第三条 丁。\n第四条 戊。", ["stray"], [""]),
        ("第一条 甲。\n第二条 乙。\n第１０条 丙。", ["gap"], ["art_10"]),
        ("第一章 总则\n第一条 甲。\n第三章 工资\n第二条 乙。", ["gap"], ["chp_3"]),
        (
            "第一章 甲\n第一条 子。\n第二条 丑。\n第二章 乙\n第一条 寅。\n第三章 丙\n第二条 卯。",
            ["first_number"],
            ["chp_3__art_2"],
        ),
        ("第一条 甲。\n第二条 乙。", [], []),
    ],
)
def test_what_is_doubtful_is_told(text: str, codes: list[str], places: list[str]) -> None:
    warnings = parse_clauses(text).warnings
    assert ([w.code for w in warnings], [w.clause_id for w in warnings]) == (codes, places)
    assert all(w.message.endswith("。") and 0 <= w.offset < len(text) for w in warnings)


@pytest.mark.parametrize(
    "text",
    [
        "目录\n第一章 总则……1\n第二章 工资……3\n第一章 总则\n第一条 甲。\n第二章 工资\n第二条 乙。",
        "第一章 总则\n第二章 工资\n第一章 总则\n第一条 甲。\n第二章 工资\n第二条 乙。",
        "集体合同\n目 录\n第一章 总则\t1\n第一条 目的\t1\n第二章 工资\t2\n第二条 标准\t2\n第一章 总则\n第一条 甲。\n第二章 工资\n第二条 乙。",
    ],
)
def test_a_table_of_contents_is_not_the_text(text: str) -> None:
    outline = parse_clauses(text)
    assert [c.id for c in outline.walk() if c.kind in ("chapter", "article")] == ["chp_1", "art_1", "chp_2", "art_2"]
    assert not outline.warnings and text_of(outline, "art_1")[2] == "甲。"


def test_short_articles_that_begin_again_are_no_table_of_contents() -> None:
    outline = parse_clauses("第一条 甲\n第二条 乙\n附件1 办法\n第一条 丙\n第二条 丁")
    assert [c.id for c in outline.articles()] == ["art_1", "art_2", "annex_1__art_1", "annex_1__art_2"]


def test_items_above_an_article_are_no_chapters() -> None:
    outline = parse_clauses("第一条 包括：\n一、甲\n二、乙\n第二条 不包括：\n一、丙\n二、丁\n第三条 完。")
    assert [c.id for c in outline.clauses] == ["art_1", "art_2", "art_3"]


@pytest.mark.parametrize(
    ("tail", "tops"),
    [
        ("甲方（盖章）：\n乙方（盖章）：\n附件1 表\n略", ["signature", "annex_1"]),
        ("附件：\n1. 表\n甲方（盖章）：\n附件1 表\n略", ["signature", "annex_1"]),
        ("附件1：表\n附件2：名单\n甲方（签字）：\n附件1 表\n略\n附件2 名单\n略", ["signature", "annex_1", "annex_2"]),
        ("附表一 标准\n略\n附录B 名单\n略", ["annex_1", "annex_2"]),
        ("附：工资表\n略\n首席代表（签字）：", ["annex_1", "signature"]),
        ("甲方：\n乙方：\n2026年3月1日", ["signature"]),
        ("甲方代表签字：____\n日期：____", ["signature"]),
        ("签订日期：2026年3月1日", ["signature"]),
        ("乙方应当在合同上盖章（公章）。", []),
        ("附件1规定的标准不得降低。", []),
    ],
)
def test_signature_and_annexes_follow_the_last_article(tail: str, tops: list[str]) -> None:
    outline = parse_clauses(f"第一条 甲。\n第二条 附件1为本合同组成部分。\n{tail}")
    assert [clause.id for clause in outline.clauses if clause.kind != "article"] == tops


def test_items_inside_a_line_are_found() -> None:
    outline = parse_clauses("第一条 工资包括：（一）基本工资；（二）绩效工资。\n第二条 依照第一条第（一）、（二）项。")
    assert [c.id for c in outline.walk() if c.kind == "item"] == ["art_1__para_1__item_1", "art_1__para_1__item_2"]


def test_parts_number_their_chapters() -> None:
    outline = parse_clauses("第一编 总则\n第一章 甲\n第一条 子。\n第二编 分则\n第一章 乙\n第二条 丑。")
    assert [c.id for c in outline.walk() if c.kind != "paragraph"] == [
        "part_1", "part_1__chp_1", "art_1", "part_2", "part_2__chp_1", "art_2"
    ]  # fmt: skip


def test_a_digest_is_its_paragraphs() -> None:
    outline = parse_clauses(
        "# 摘要\n\n（事实摘录）\n【工资增长】年增6%。\n| 岗位 | 元 |\n| --- | --- |\n| 普工 | 2700 |\n来源：网",
        form="digest",
    )
    assert [c.id for c in outline.walk()] == ["title", "para_1", "para_2", "para_3", "para_3__row_1", "para_4"]
    assert text_of(outline, "para_2") == ("", "工资增长", "年增6%。")
    assert text_of(outline, "para_3")[2] == "岗位 | 元\n普工 | 2700"
    assert (outline.numbering, outline.warnings) == ("none", ())


PIECES = [
    "第一条", "第二条", "第三条", "第十二条之一", "第 四 条", "第５条", "第〇条", "第条", "第千万条", "第土条 ", "第9999999999条",
    "第一章", "第二章 总则", "第一节", "第一编", "一、", "二、", "（一）", "(二)", "（六八十）", "二〇八十、", "附件十百", "1.", "2、", "1.1 ", "1.2 ", "①", "附件1", "附件二：",
    "附：", "甲方（盖章）", "首席代表（签字）", "日期：2026年3月18日", "【", "】", "（", "）", "[", "]", "| a | b |", "| --- | --- |", "|",
    "\\", "\\|", "# ", "## ", "### ", "\n", "\n", "\n", "\r\n", "\r", "\u2028", "\x0b", "\x85", "\x1c", " ", "\u3000", "\t", "。", "；",
    "：", "依照", "本合同", "规定", "目录", "总则", "工资", "𠀀", "\ufeff", "\u200b", "____", "Article 1 ", "问：", "□", "²", "五", "x",
]  # fmt: skip


def check_invariants(text: str, outline: Outline) -> None:
    """The pieces are the text, ids are unique, children lie inside their parent and in order, nothing is outside."""
    assert "".join(text[start:end] for start, end in outline.pieces()) == text
    ids = [clause.id for clause in outline.walk()]
    assert len(ids) == len(set(ids))
    levels = [(0, len(text), outline.clauses)]
    levels += [(clause.start, clause.end, clause.children) for clause in outline.walk()]
    for start, end, children in levels:
        for child in children:
            assert start <= child.start <= child.body_start <= child.end <= end, child
            start = child.end
    bounds = [0, *(x for c in outline.clauses for x in (c.start, c.end)), len(text)]
    outside = "".join(text[a:b] for a, b in zip(bounds[::2], bounds[1::2], strict=True))
    assert not outside.strip().strip("\ufeff\u200b\u3000 \n\r\t\x0b\x85\x1c\u2028")


def test_any_text_is_split_and_nothing_is_lost() -> None:
    chance = random.Random(7)
    for turn in range(8_000):
        text = "".join(chance.choice(PIECES) for _ in range(chance.randrange(18)))
        check_invariants(text, parse_clauses(text))
        if turn % 10 == 0:
            check_invariants(text, parse_clauses(text, form="digest"))


def test_the_text_of_any_clause_can_be_read() -> None:
    chance = random.Random(8)
    for _ in range(500):
        outline = parse_clauses("".join(chance.choice(PIECES) for _ in range(60)))
        assert all(isinstance(part, str) for clause in outline.walk() for part in clause_text(outline, clause))


HOSTILE = {
    "labels": "第一条", "label lines": "第一条\n", "chapters": "第一章总则第一条", "blank": " \n", "spaces": "第 ", "rows": "|a|b|\n",
    "pipes": "|", "items": "（一）a\n1.b\n①c\n", "escapes": "\\|", "annexes": "附件1 a\n第一条 x\n", "seals": "甲方（盖章）\n", "open": "（盖",
    "lists": "一、a\n", "heads": "## a\n", "parties": "甲方：\n", "brackets": "第一条【", "restarts": "第一章 a\n第一条 b\n",
}  # fmt: skip


@pytest.mark.slow
@pytest.mark.parametrize("piece", HOSTILE.values(), ids=HOSTILE)
def test_two_megabytes_of_hostile_text_are_split(piece: str) -> None:
    """Where the time grew with the square of the length, this would not end."""
    text = piece * (2_000_000 // len(piece.encode()))
    outline = parse_clauses(text)
    assert sum(end - start for start, end in outline.pieces()) == len(text)
