"""Word files of less usual forms: old merges, headings by style alone, lines broken by hand, all in one XML file."""

from hostile_data import flat
from word_data import W, cell, paragraph, run, styled, table, word

from cbtool.importers import read_file
from cbtool.importers.word import read_word


def lines(data: bytes) -> list[str]:
    return [line for line in read_word(data).body.split("\n") if line]


def test_cells_merged_the_old_way_stand_in_the_first() -> None:
    start, on = '<w:hMerge w:val="restart"/>', "<w:hMerge/>"
    body = paragraph("第一条 标准：") + table(
        cell("工种") + cell("工资", start) + cell("", on), cell("焊工") + cell("初级") + cell("3,000")
    )
    assert lines(word(body))[1:] == ["| 工种 | 工资 |  |", "| 焊工 | 初级 | 3,000 |"]


STYLES = "".join(
    f'<w:style w:type="paragraph" w:styleId="{n}"><w:name w:val="heading {n}"/>'
    f'<w:pPr><w:outlineLvl w:val="{n - 1}"/></w:pPr></w:style>'
    for n in (1, 2, 3)
)


def test_headings_by_style_alone_are_headings() -> None:
    body = (
        styled("示例厂集体合同", "1") + styled("总则", "2") + paragraph("第一条 甲。") + styled("劳动报酬", "2")
        + styled("工资", "3") + paragraph("第二条 乙。") + styled("第三条 标题样式的条文，写成一整段。", "2")
    )  # fmt: skip
    assert lines(word(body, styles=STYLES)) == [
        "# 示例厂集体合同", "## 总则", "第一条 甲。", "## 劳动报酬", "### 工资", "第二条 乙。", "第三条 标题样式的条文，写成一整段。",
    ]  # fmt: skip


def test_numbered_headings_stay_what_their_numbers_make_them() -> None:
    body = styled("第一章 总则", "1") + paragraph("第一条 甲。") + styled("第二章 工资", "1") + paragraph("第二条 乙。")
    assert lines(word(body, styles=STYLES)) == ["## 第一章 总则", "第一条 甲。", "## 第二章 工资", "第二条 乙。"]


def test_an_outline_level_of_the_paragraph_itself_counts_and_body_level_does_not() -> None:
    level = '<w:outlineLvl w:val="{}"/>'
    body = (
        paragraph("示例厂集体合同") + paragraph("总则", level.format(0)) + paragraph("第一条 甲。", level.format(9))
        + paragraph("说明", '<w:pStyle w:val="1"/>' + level.format(9)) + paragraph("第二条 乙。")
    )  # fmt: skip
    got = lines(word(body, styles=STYLES))
    assert "## 总则" in got and "说明" in got and "第一条 甲。" in got


def test_lines_broken_by_hand_are_joined_and_told() -> None:
    text = "企业应当按照本合同约定的标准向职工足额支付工资不得拖欠或者克扣确需延期的应当事先征得工会同意并说明理由和补发的日期。"
    body = "".join(
        paragraph(f"第{n}条 {text}"[start : start + 24])
        for n in "一二三四五六七八"
        for start in range(0, len(text) + 4, 24)
    )
    found = read_word(word(body))
    assert [line for line in found.body.split("\n") if line] == [f"第{n}条 {text}" for n in "一二三四五六七八"]
    assert any("换行" in warning for warning in found.warnings)
    soft = (
        "<w:p>"
        + "<w:r><w:br/></w:r>".join(run(text[start : start + 24]) for start in range(0, len(text), 24))
        + "</w:p>"
    )
    assert lines(word(soft * 8))[1] == text


def test_all_parts_in_one_file() -> None:
    for name in ("合同.xml", "合同.doc"):
        found = read_file(
            name, flat(paragraph("第一条 甲。") + table(cell("岗位") + cell("工资"), cell("焊工") + cell("1")))
        )
        assert found.reader == "word" and found.articles == 1 and "| 焊工 | 1 |" in found.body
    numbers = (
        f'<pkg:part pkg:name="/word/numbering.xml"><pkg:xmlData><w:numbering xmlns:w="{W}"><w:abstractNum w:abstractNumId="0">'
        '<w:lvl w:ilvl="0"><w:start w:val="1"/><w:numFmt w:val="chineseCounting"/><w:lvlText w:val="第%1条"/></w:lvl>'
        '</w:abstractNum><w:num w:numId="1"><w:abstractNumId w:val="0"/></w:num></w:numbering></pkg:xmlData></pkg:part>'
        '<pkg:part pkg:name="/word/vbaProject.bin"><pkg:binaryData>AAAA</pkg:binaryData></pkg:part></pkg:package>'
    )
    one = paragraph("甲。", '<w:numPr><w:numId w:val="1"/></w:numPr>')
    found = read_file("a.xml", flat(one * 2).replace(b"</pkg:package>", numbers.encode()))
    assert found.body.split("\n\n") == ["第一条 甲。", "第二条 甲。"]
    assert any("宏" in warning for warning in found.warnings)
