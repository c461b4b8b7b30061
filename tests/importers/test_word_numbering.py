"""Automatic numbers of Word: every number that Word shows is in the text, in every way a list can be set up."""

import pytest
from word_data import cell, level, numbered, numbering, paragraph, styled, table, word

from cbtool.importers.word import read_word
from cbtool.importers.word_formats import write_number
from cbtool.text.clauses import parse_clauses

ARTICLE, CHAPTER, ITEM = "第%1条", "第%1章", "（%1）"
THOUSAND = "chineseCountingThousand"


def lines(body: str, **others: str) -> list[str]:
    found = read_word(word(body, **others)).body.split("\n")
    return [line.lstrip("#").strip() for line in found if line]


@pytest.mark.parametrize(("form", "numbers"), [
    ("chineseCountingThousand", {1: "一", 10: "十", 12: "十二", 20: "二十", 101: "一百〇一", 110: "一百一十", 1000: "一千"}),
    ("japaneseCounting", {3: "三", 11: "十一", 44: "四十四", 100: "一百"}),
    ("chineseCounting", {9: "九", 99: "九十九", 100: "一○○", 101: "一○一"}),
    ("chineseLegalSimplified", {1: "壹", 10: "壹拾", 12: "壹拾贰", 25: "贰拾伍", 108: "壹佰零捌"}),
    ("ideographDigital", {1: "一", 10: "一〇", 25: "二五"}),
    ("ideographTraditional", {1: "甲", 10: "癸", 11: "11"}),
    ("ideographZodiac", {1: "子", 12: "亥", 13: "13"}),
    ("decimalEnclosedCircle", {1: "①", 20: "⑳", 21: "21"}),
    ("decimalEnclosedCircleChinese", {3: "③", 10: "⑩"}),
    ("decimalFullWidth", {1: "１", 25: "２５"}),
    ("decimalEnclosedParen", {2: "⑵"}),
    ("decimalZero", {7: "07", 12: "12"}),
    ("upperLetter", {1: "A", 26: "Z", 27: "AA", 53: "AAA", 10**8: "100000000"}),
    ("lowerRoman", {4: "iv", 19: "xix", 49: "xlix", 3999: "mmmcmxcix", 10**8: "100000000"}),
    ("decimal", {0: "0", 14: "14"}),
    ("none", {3: ""}),
    ("ohne", {3: "3"}),
])  # fmt: skip
def test_formats(form: str, numbers: dict[int, str]) -> None:
    assert {number: write_number(number, form) for number in numbers} == numbers


@pytest.mark.parametrize("form", ["chineseCountingThousand", "japaneseCounting", "chineseCounting"])
def test_articles_run_on_through_the_chapters(form: str) -> None:
    """Each in a list of its own, as most Word templates have it."""
    chapters = level(0, form, CHAPTER)
    part = (
        f'<w:abstractNum w:abstractNumId="0">{chapters}</w:abstractNum>'
        f'<w:abstractNum w:abstractNumId="1">{level(0, form, ARTICLE)}</w:abstractNum>'
        f'<w:num w:numId="1"><w:abstractNumId w:val="0"/></w:num><w:num w:numId="2"><w:abstractNumId w:val="1"/></w:num>'
    )
    body = paragraph("示例公司集体合同") + "".join(
        numbered(f"事项{c}") + "".join(numbered(f"甲乙双方约定第{c}之{a}项内容。", number=2) for a in range(5))
        for c in range(9)
    )
    imported = read_word(word(body, numbering=part))
    outline = parse_clauses(imported.body)
    assert [article.id for article in outline.articles()] == [f"art_{n}" for n in range(1, 46)]
    assert sum(clause.kind == "chapter" for clause in outline.walk()) == 9
    assert imported.doubts == ()
    assert "有 54 处自动编号，已写成文字，请核对" in imported.warnings


def outline_list(restart: str) -> str:
    return numbering(level(0, THOUSAND, CHAPTER), level(1, THOUSAND, "第%2条", restart), level(2, THOUSAND, "（%3）"))


BODY = "".join(numbered(text, place) for place, text in [
    (0, "总则"), (1, "甲。"), (2, "乙；"), (2, "丙。"), (1, "丁："), (2, "戊。"), (0, "工资"), (1, "己。"), (2, "庚。"),
])  # fmt: skip


def labels(found: list[str]) -> list[str]:
    return [line.split(" ")[0] if line.startswith("第") else line[:3] for line in found]


def test_lvl_restart_0_lets_articles_run_on() -> None:
    got = labels(lines(BODY, numbering=outline_list('<w:lvlRestart w:val="0"/>')))
    assert got == ["第一章", "第一条", "（一）", "（二）", "第二条", "（一）", "第二章", "第三条", "（一）"]


def test_levels_begin_anew_below_a_higher_one() -> None:
    got = labels(lines(BODY, numbering=outline_list("")))
    assert got == ["第一章", "第一条", "（一）", "（二）", "第二条", "（一）", "第二章", "第一条", "（一）"]


def test_lvl_restart_names_the_level_that_restarts() -> None:
    """Items restart with the chapter (level 1), not with each article."""
    part = numbering(
        level(0, THOUSAND, CHAPTER),
        level(1, THOUSAND, "第%2条"),
        level(2, "decimal", "%3.", '<w:lvlRestart w:val="1"/>'),
    )
    got = [line.split(" ")[0] for line in lines(BODY, numbering=part)]
    assert got == ["第一章", "第一条", "1.", "2.", "第二条", "3.", "第二章", "第一条", "1."]


def test_numbers_by_style_based_on_another_and_linked_to_levels() -> None:
    styles = (
        '<w:style w:type="paragraph" w:styleId="Zhang"><w:name w:val="章"/>'
        '<w:pPr><w:numPr><w:numId w:val="1"/></w:numPr></w:pPr></w:style>'
        '<w:style w:type="paragraph" w:styleId="Tiao"><w:name w:val="条"/><w:basedOn w:val="Zhang"/>'
        '<w:pPr><w:numPr><w:ilvl w:val="1"/></w:numPr></w:pPr></w:style>'
        '<w:style w:type="paragraph" w:styleId="TiaoHei"><w:name w:val="条黑"/><w:basedOn w:val="Tiao"/></w:style>'
        '<w:style w:type="paragraph" w:styleId="Xiang"><w:name w:val="项"/>'
        '<w:pPr><w:numPr><w:numId w:val="1"/></w:numPr></w:pPr></w:style>'
    )
    part = numbering(
        level(0, THOUSAND, CHAPTER, '<w:pStyle w:val="Zhang"/>'),
        level(1, THOUSAND, "第%2条"),
        level(2, THOUSAND, "（%3）", '<w:pStyle w:val="Xiang"/>'),
    )
    body = "".join(
        styled(text, style)
        for text, style in [("总则", "Zhang"), ("甲。", "Tiao"), ("乙。", "TiaoHei"), ("丙。", "Xiang")]
    )
    off = paragraph("没有编号。", '<w:pStyle w:val="Tiao"/><w:numPr><w:numId w:val="0"/></w:numPr>')
    assert lines(body + off, styles=styles, numbering=part) == [
        "第一章 总则", "第一条 甲。", "第二条 乙。", "（一）丙。", "没有编号。",
    ]  # fmt: skip


def test_a_list_linked_over_a_list_style() -> None:
    part = (
        f'<w:abstractNum w:abstractNumId="0"><w:numStyleLink w:val="L"/></w:abstractNum>'
        f'<w:abstractNum w:abstractNumId="1"><w:styleLink w:val="L"/>{level(0, THOUSAND, ARTICLE)}</w:abstractNum>'
        '<w:num w:numId="1"><w:abstractNumId w:val="0"/></w:num><w:num w:numId="2"><w:abstractNumId w:val="1"/></w:num>'
    )
    style = '<w:style w:type="numbering" w:styleId="L"><w:pPr><w:numPr><w:numId w:val="2"/></w:numPr></w:pPr></w:style>'
    assert lines(numbered("甲。") + numbered("乙。", number=2), numbering=part, styles=style) == [
        "第一条 甲。",
        "第二条 乙。",
    ]


def test_start_override_restarts_once_where_the_list_is_first_used() -> None:
    override = '<w:lvlOverride w:ilvl="0"><w:startOverride w:val="1"/></w:lvlOverride>'
    part = numbering(level(0, THOUSAND, ITEM), overrides=override, lists=2)
    body = "".join(numbered("甲。", number=number) for number in (1, 1, 2, 2, 1))
    assert [line[:3] for line in lines(body, numbering=part)] == ["（一）", "（二）", "（一）", "（二）", "（三）"]


def test_lists_over_one_abstract_list_count_on() -> None:
    part = numbering(level(0, THOUSAND, ARTICLE, start=5), lists=2)
    body = numbered("甲。") + numbered("乙。", number=2) + numbered("丙。")
    assert [line[:3] for line in lines(body, numbering=part)] == ["第五条", "第六条", "第七条"]


def test_an_override_may_replace_a_level() -> None:
    override = f'<w:lvlOverride w:ilvl="0">{level(0, "decimal", "%1）", start=3)}</w:lvlOverride>'
    part = numbering(level(0, THOUSAND, ARTICLE), overrides=override)
    assert lines(numbered("甲。") + numbered("乙。"), numbering=part) == ["3）甲。", "4）乙。"]


def test_legal_levels_suffixes_hidden_numbers_and_bullets() -> None:
    part = numbering(
        level(0, THOUSAND, "第%1章"),
        level(1, "decimal", "%1.%2", "<w:isLgl/>"),
        level(2, THOUSAND, "%3、", '<w:suff w:val="nothing"/>'),
        level(3, "decimal", "%4.", "<w:rPr><w:vanish/></w:rPr>"),
        level(4, "bullet", "\uf06c"),
        level(5, "decimal", "附件%6", '<w:suff w:val="nothing"/>'),
    )
    body = "".join(
        numbered(text, place) for place, text in enumerate(["总则", "适用范围", "甲。", "乙。", "丙。", "：表"])
    )
    assert lines(body, numbering=part) == ["第一章 总则", "1.1 适用范围", "一、甲。", "乙。", "• 丙。", "附件1：表"]


def test_number_patterns_in_alternate_content() -> None:
    own = (
        '<w:lvl w:ilvl="0"><w:start w:val="7"/><mc:AlternateContent><mc:Choice Requires="w14">'
        '<w:numFmt w:val="custom" w:format="001, 002, 003, ..."/></mc:Choice><mc:Fallback>'
        '<w:numFmt w:val="decimal"/></mc:Fallback></mc:AlternateContent><w:lvlText w:val="编号%1"/></w:lvl>'
    )
    assert lines(numbered("甲。"), numbering=numbering(own)) == ["编号007 甲。"]


def test_rows_are_numbered_and_empty_numbered_paragraphs_count() -> None:
    part = numbering(level(0, "decimal", "%1"))
    rows = [f"<w:tc>{numbered('')}</w:tc>{cell(name)}" for name in ("甲岗", "乙岗")]
    body = paragraph("岗位表") + table(cell("序号") + cell("岗位"), *rows)
    assert lines(body, numbering=part)[1:] == ["| 序号 | 岗位 |", "| --- | --- |", "| 1 | 甲岗 |", "| 2 | 乙岗 |"]


def test_typed_and_automatic_numbers_give_the_same_text() -> None:
    typed = "".join(paragraph(f"第{n}条\u3000工资按月支付。") for n in ("一", "二", "三"))
    automatic = "".join(numbered("工资按月支付。") for _ in range(3))
    one = read_word(word(typed))
    other = read_word(word(automatic, numbering=numbering(level(0, THOUSAND, ARTICLE))))
    assert one.sha256 == other.sha256 and one.articles == other.articles == 3


@pytest.mark.parametrize("broken", [
    '<w:num w:numId="1"><w:abstractNumId w:val="9"/></w:num>',
    '<w:num w:numId="1"/>',
    numbering(level(0, THOUSAND, "第%9条", start=999999999)),
    '<w:abstractNum w:abstractNumId="0"><w:lvl w:ilvl="x"><w:start w:val="-"/></w:lvl></w:abstractNum>'
    '<w:num w:numId="1"><w:abstractNumId w:val="0"/></w:num>',
    '<w:abstractNum w:abstractNumId="0"><w:numStyleLink w:val="L"/></w:abstractNum>'
    '<w:num w:numId="1"><w:abstractNumId w:val="0"/></w:num>',
])  # fmt: skip
def test_broken_lists_lose_at_most_the_number(broken: str) -> None:
    loop = (
        '<w:style w:type="numbering" w:styleId="L"><w:basedOn w:val="L"/>'
        '<w:pPr><w:numPr><w:numId w:val="1"/></w:numPr></w:pPr></w:style>'
    )
    assert lines(numbered("甲。", 0) + numbered("乙。", 99999999), numbering=broken, styles=loop)[-1].endswith("乙。")
