"""Word files: what is shown is read, what is not shown is not; what was drafted reads back the same."""

import re
from pathlib import Path

import pytest
from tests.conftest import ON
from word_data import cell, paragraph, part, run, styled, table, word, word_parts, zipped

from cbtool.desk.draft import load_answers
from cbtool.drafting.draft import Draft, make_draft
from cbtool.drafting.package import word_file
from cbtool.drafting.prepared import Prepared, prepare
from cbtool.drafting.trial import trial_answers
from cbtool.importers import read_file
from cbtool.importers.word import read_word
from cbtool.library.templates import open_template, sample_names
from cbtool.model.clause import Outline
from cbtool.resources import starter_library
from cbtool.text.body import outline_blocks, read_blocks
from cbtool.text.clauses import parse_clauses

TEMPLATES = sorted((starter_library() / "templates").iterdir())
IDS = [folder.name for folder in TEMPLATES]
ONE_QUICK = [
    pytest.param(f, id=f.name, marks=[] if f.name == "wage-enterprise" else pytest.mark.slow) for f in TEMPLATES
]


def lines(body: str, **others: str) -> list[str]:
    """The lines of the body that a file gives, without marks of headings."""
    found = read_word(word(body, **others)).body.split("\n")
    return [line.lstrip("#").strip() for line in found if line]


def prepared(folder: Path) -> Prepared:
    found = open_template(folder)
    return prepare(found.template, found.source, f"{folder.name}/template.md")


def shape(outline: Outline) -> list[tuple[str, str, str, str, str]]:
    """Every unit of a text with its number and heading; and its words, but for blanks between them."""
    units = [
        (
            c.kind,
            c.id,
            c.label,
            c.heading,
            "" if c.kind in ("preamble", "signature") else words(outline, c.start, c.end),
        )
        for c in outline.walk()
    ]
    return [unit for unit in units if unit[0] not in ("preamble", "signature") or unit[4]]


def words(outline: Outline, start: int, end: int) -> str:
    return re.sub(r"[\s#]", "", outline.text[start:end])


def tables(outline: Outline) -> list[tuple[tuple[tuple[str, ...], ...], bool]]:
    return [(block.rows, block.header) for block in outline_blocks(outline) if block.rows]


def assert_reads_back(draft: Draft) -> None:
    imported = read_file("草案", word_file(draft.blocks, draft.number, ON, draft.title))
    was, now = parse_clauses(draft.body), parse_clauses(imported.body)
    assert imported.reader == "word"
    assert shape(now) == shape(was)
    assert tables(now) == tables(was)
    assert imported.body.count("____") == draft.body.count("____")
    assert imported.doubts == ()


@pytest.mark.parametrize("folder", ONE_QUICK)
def test_samples_of_templates_read_back_the_same(folder: Path) -> None:
    template = prepared(folder)
    for name in sample_names(folder):
        values = load_answers(template, folder / "samples" / f"{name}.yaml").values
        draft = make_draft(template, values)
        assert_reads_back(draft)
        first = read_word(word_file(draft.blocks, draft.number, ON, draft.title))
        again = read_word(word_file(tuple(read_blocks(first.body)), "1", ON, draft.title))
        assert again.body == first.body


@pytest.mark.parametrize("folder", ONE_QUICK)
def test_any_draft_reads_back_the_same(folder: Path) -> None:
    template = prepared(folder)
    for seed in range(12):
        assert_reads_back(make_draft(template, trial_answers(template, seed)))


@pytest.mark.parametrize("folder", TEMPLATES, ids=IDS)
def test_from_word_to_library_to_word_and_back_nothing_is_lost(folder: Path) -> None:
    draft = make_draft(prepared(folder), trial_answers(prepared(folder), 99))
    first = read_word(word_file(draft.blocks, draft.number, ON, draft.title))
    again = read_word(word_file(tuple(read_blocks(first.body)), "1", ON, draft.title))
    assert again.body == first.body and again.sha256 == first.sha256


def test_a_heading_that_is_numbered_but_alone_stays_a_heading() -> None:
    """Without its style it would be the item of the paragraph above it."""
    text = "# 公告\n\n全体职工：\n\n合同自六月一日起生效。\n\n## 一、公布和查阅\n\n全文附后。"
    once = read_word(word_file(tuple(read_blocks(text)), "1", ON, "公告"))
    again = read_word(word_file(tuple(read_blocks(once.body)), "1", ON, "公告"))
    assert once.body == again.body and "\n## 一、公布和查阅\n" in once.body
    assert shape(parse_clauses(once.body)) == shape(parse_clauses(text))


@pytest.mark.parametrize(
    "tail",
    ["附：代表名单和授权委托书", "附：\n\n1.代表名单\n\n2.授权委托书", "附件：代表名单", "附件1：岗位工资表，按月计\n\n内容。",
     "## 附：岗位工资表\n\n| 岗位 | 工资 |\n| --- | --- |\n| 焊工 | 1 |", "附 件 1 岗位工资表\n\n内容。",
     "甲方（盖章）：____\n乙方（盖章）：____\n\n附：代表名单", "附件1 岗位工资表\n\n内容。"],
)  # fmt: skip
def test_annexes_in_all_spellings_read_back_the_same(tail: str) -> None:
    text = f"# 示例厂要约书\n\n示例厂：\n\n第一条 甲，按月支付。\n\n第二条 乙。\n\n{tail}"
    once = read_word(word_file(tuple(read_blocks(text)), "1", ON, "x"))
    again = read_word(word_file(tuple(read_blocks(once.body)), "1", ON, "x"))
    assert shape(parse_clauses(once.body)) == shape(parse_clauses(text)) and again.body == once.body


DEL = '<w:del w:id="1" w:author="a">'
INS = '<w:ins w:id="2" w:author="a">'


def test_tracked_changes_are_accepted() -> None:
    mark = "<w:rPr>{}</w:rPr>"
    body = (
        f"<w:p>{run('工资每月')}{DEL}{run('十')}</w:del>{INS}{run('五')}</w:ins>{run('日支付，')}"
        f"<w:moveFrom>{run('移走')}</w:moveFrom><w:moveTo>{run('移来')}</w:moveTo>{run('。')}</w:p>"
        f"<w:p><w:pPr>{mark.format('<w:del/>')}</w:pPr>{DEL}{run('整段删去。')}</w:del></w:p>"
        f"<w:p><w:pPr>{mark.format('<w:del/>')}</w:pPr>{run('前半句，')}</w:p>{paragraph('后半句。')}"
        + table(cell("项目") + cell("标准"), f'<w:trPr><w:del w:id="3"/></w:trPr>{cell("旧")}{cell("1")}', cell("新") + cell("2"))
    )  # fmt: skip
    assert lines(body) == [
        "工资每月五日支付，移来。", "前半句，后半句。", "| 项目 | 标准 |", "| --- | --- |", "| 新 | 2 |",
    ]  # fmt: skip
    assert any("按全部接受后的文字导入" in warning for warning in read_word(word(body)).warnings)


def test_deleted_paragraphs_do_not_count() -> None:
    numbers = '<w:abstractNum w:abstractNumId="0"><w:lvl w:ilvl="0"><w:start w:val="1"/><w:numFmt w:val="chineseCounting"/><w:lvlText w:val="第%1条"/></w:lvl></w:abstractNum><w:num w:numId="1"><w:abstractNumId w:val="0"/></w:num>'
    number = '<w:numPr><w:numId w:val="1"/></w:numPr>'
    gone = f"<w:p><w:pPr>{number}<w:rPr><w:del/></w:rPr></w:pPr>{DEL}{run('乙。')}</w:del></w:p>"
    body = paragraph("甲。", number) + gone + paragraph("丙。", number)
    assert lines(body, numbering=numbers) == ["第一条 甲。", "第二条 丙。"]


def test_blanks_are_kept() -> None:
    line = '<w:u w:val="single"/>'
    styles = '<w:style w:type="character" w:styleId="Line"><w:rPr><w:u w:val="single"/></w:rPr></w:style>'
    prompt = f"<w:sdt><w:sdtPr><w:showingPlcHdr/></w:sdtPr><w:sdtContent>{run('单击此处输入')}</w:sdtContent></w:sdt>"
    empty = "<w:sdt><w:sdtPr/><w:sdtContent><w:r><w:t/></w:r></w:sdtContent></w:sdt>"
    filled = f"<w:sdt><w:sdtPr/><w:sdtContent>{run('2,500')}</w:sdtContent></w:sdt>"
    field = '<w:r><w:fldChar w:fldCharType="{}"/></w:r>'
    form = field.format("begin") + "<w:r><w:instrText> FORMTEXT </w:instrText></w:r>" + field.format("separate")
    form += run("\u2002\u2002\u2002\u2002\u2002") + field.format("end")
    body = (
        f"<w:p>{run('甲方：')}{run('   ', line)}{run('  ', line)}{run('；')}{run(' 张三 ', line)}{run('，')}</w:p>"
        f"<w:p>{run('乙方：')}<w:r><w:rPr>{line}</w:rPr><w:tab/></w:r>{run('。')}</w:p>"
        f"<w:p>{run('基数')}{prompt}{run('元，')}{empty}{run('倍，')}{filled}{run('元，')}{form}{run('日。')}</w:p>"
        f'<w:p><w:r><w:rPr><w:rStyle w:val="Line"/></w:rPr><w:t xml:space="preserve">    </w:t></w:r>{run("年。")}</w:p>'
        '<w:p><w:pPr><w:tabs><w:tab w:val="left" w:leader="underscore" w:pos="4000"/></w:tabs></w:pPr>'
        f"{run('日期：')}<w:r><w:tab/></w:r></w:p>"
        f"<w:sdt><w:sdtPr><w:showingPlcHdr/></w:sdtPr><w:sdtContent>{paragraph('请填写')}</w:sdtContent></w:sdt>"
    )
    assert lines(body, styles=styles) == [
        "甲方：____； 张三 ，", "乙方：____。", "基数____元，____倍，2,500元，____日。", "____年。", "日期：____", "____",
    ]  # fmt: skip


def test_an_unfilled_cell_is_a_blank() -> None:
    prompt = "<w:sdt><w:sdtPr><w:showingPlcHdr/></w:sdtPr><w:sdtContent>{}</w:sdtContent></w:sdt>"
    rows = (
        cell("岗位") + cell("工资"),
        cell("焊工") + prompt.format(cell("单击此处")),
        prompt.format(cell("单击")) + cell("1"),
    )
    assert lines(paragraph("第一条 甲。") + table(*rows))[3:] == ["| 焊工 | ____ |", "| ____ | 1 |"]


def test_hidden_text_field_codes_and_contents_are_dropped() -> None:
    field = '<w:r><w:fldChar w:fldCharType="{}"/></w:r>'
    code = "<w:r><w:instrText>{}</w:instrText></w:r>"
    styles = (
        '<w:style w:type="paragraph" w:styleId="11"><w:name w:val="toc 1"/></w:style>'
        '<w:style w:type="character" w:styleId="H"><w:rPr><w:vanish/></w:rPr></w:style>'
    )
    begin, separate, end = (field.format(kind) for kind in ("begin", "separate", "end"))
    style, shown = '<w:rStyle w:val="H"/>', '<w:vanish w:val="0"/>'
    contents = begin + code.format(' TOC \\o "1-3" ') + separate
    body = (
        f"<w:p>{contents}{run('第一章 总则……1')}</w:p><w:p>{run('第二章 工资……2')}{end}</w:p>"
        + styled("第三章 附则……3", "11")
        + "<w:sdt><w:sdtPr><w:docPartObj><w:docPartGallery w:val='Table of Contents'/></w:docPartObj></w:sdtPr>"
        f"<w:sdtContent>{paragraph('目录')}</w:sdtContent></w:sdt>"
        f"<w:p>{run('工资')}{run('底线2000元', '<w:vanish/>')}{run('批注', style)}"
        f"{run('不隐藏', shown)}"
        f"{begin}{code.format(' REF _Ref1 ')}{separate}{run('第五条')}{end}{run('。')}</w:p>"
        f"<w:p>{begin}{code.format(' IF ')}{begin}{code.format(' MERGEFIELD a ')}{separate}{run('内')}{end}"
        f"{separate}{run('结果')}{end}{begin}{code.format('eq &#92;o&#92;ac(○,3)')}{end}</w:p>"
        f"<w:p><w:fldSimple w:instr=' PAGEREF x '>{run('7')}</w:fldSimple></w:p>"
    )
    assert lines(body, styles=styles) == ["工资不隐藏第五条。", "结果③", "7"]


def test_a_contents_field_without_end_hides_nothing() -> None:
    body = (
        '<w:p><w:r><w:fldChar w:fldCharType="begin"/></w:r><w:r><w:instrText> TOC </w:instrText></w:r>'
        f'<w:r><w:fldChar w:fldCharType="separate"/></w:r>{run("第一条 甲。")}</w:p>{paragraph("第二条 乙。")}'
    )
    assert lines(body) == ["第一条 甲。", "第二条 乙。"]


def test_what_surrounds_words_does_not_take_them_away() -> None:
    body = (
        f"<w:p><w:hyperlink>{run('工资')}</w:hyperlink><w:smartTag><w:smartTag>{run('协商')}</w:smartTag></w:smartTag>"
        f"<w:customXml>{run('办法')}</w:customXml><w:r><w:ruby><w:rt>{run('yè')}</w:rt><w:rubyBase>{run('业')}</w:rubyBase></w:ruby></w:r>"
        "<w:r><w:t>A-</w:t><w:noBreakHyphen/><w:softHyphen/><w:sym w:font='Wingdings' w:char='F0FE'/>"
        "<w:sym w:font='X' w:char='F0F0'/></w:r></w:p>"
        f"<w:sdt><w:sdtContent><w:customXml>{paragraph('控件里的段落。')}</w:customXml></w:sdtContent></w:sdt>"
        f"<w:p>{run('（一）甲；')}<w:r><w:br/></w:r>{run('（二）乙。')}<w:r><w:br w:type='page'/></w:r>{run('下页')}</w:p>"
    )
    imported = read_word(word(body))
    assert imported.body.split("\n")[0] == "# 工资协商办法业A--☑\ufffd"
    assert lines(body)[1:] == ["控件里的段落。", "（一）甲；", "（二）乙。", "下页"]
    assert any("无法显示的字" in warning for warning in imported.warnings)


def test_a_run_in_heading_and_its_text_are_one_line() -> None:
    mark = "<w:rPr><w:vanish/><w:specVanish/></w:rPr>"
    assert lines(paragraph("第一条 工资。", mark) + paragraph("工资按月支付。")) == ["第一条 工资。工资按月支付。"]


def test_text_boxes_are_read_once_and_notes_stand_below() -> None:
    box = f"<w:txbxContent>{paragraph('框内文字')}</w:txbxContent>"
    drawing = (
        f'<mc:AlternateContent><mc:Choice Requires="wps"><w:drawing><wps:txbx>{box}</wps:txbx></w:drawing></mc:Choice>'
        f"<mc:Fallback><w:pict><v:textbox>{box}</v:textbox></w:pict></mc:Fallback></mc:AlternateContent>"
    )
    notes = (
        '<w:footnote w:type="separator" w:id="0"><w:p/></w:footnote>'
        f'<w:footnote w:id="2"><w:p><w:r><w:footnoteRef/></w:r>{run("不含加班工资。")}'
        '<w:r><w:footnoteReference w:id="2"/></w:r></w:p></w:footnote>'
    )
    reference = '<w:r><w:footnoteReference w:id="2"/></w:r>'
    body = f"<w:p>{run('第一条 基本工资')}{reference}<w:r>{drawing}</w:r>{run('按月支付。')}</w:p>" + paragraph(
        "第二条 乙。"
    )
    assert lines(body, footnotes=notes) == [
        "第一条 基本工资按月支付。", "〔注1：不含加班工资。〕", "框内文字", "第二条 乙。",
    ]  # fmt: skip
    assert len([w for w in read_word(word(body, footnotes=notes)).warnings if "注" in w or "文本框" in w]) == 2


def test_merged_cells_inner_tables_and_frames() -> None:
    across, down, on = '<w:gridSpan w:val="2"/>', '<w:vMerge w:val="restart"/>', "<w:vMerge/>"
    inner = table(cell("甲") + cell("1"), cell("乙") + cell("2")) + "<w:p/>"
    body = (
        paragraph("第一条 标准见下表：")
        + table(
            cell("工种") + cell("工资", across),
            cell("焊工", down) + cell("初级") + cell("3,000"),
            cell("", on) + cell("高级") + cell(inner),
            cell("备注") + cell(paragraph("一行") + paragraph("又一行"), across),
        )
        + table(cell(paragraph("第二条 框内的条文。") + paragraph("第三条 也是。")))
    )
    imported = read_word(word(body))
    assert imported.body.split("\n")[2:6] == [
        "| 工种 | 工资 |  |", "| 焊工 | 初级 | 3,000 |", "| 焊工 | 高级 | 甲，1；乙，2 |", "| 备注 | 一行 又一行 |  |",
    ]  # fmt: skip
    assert imported.articles == 3


def test_the_first_row_is_a_header_where_word_or_its_words_say_so() -> None:
    says = table(f"<w:trPr><w:tblHeader/></w:trPr>{cell('1')}{cell('2')}", cell("甲") + cell("乙"))
    reads = table(cell("岗位") + cell("工资"), cell("甲") + cell("2,000"))
    signs = table(cell("甲方（盖章）：") + cell("乙方（盖章）："), cell("日期：____") + cell("日期：____"))
    got = "\n".join(lines(says + paragraph("甲。") + reads + paragraph("乙。") + signs))
    assert got.count("| --- | --- |") == 2
    assert "| 甲方（盖章）： | 乙方（盖章）： |\n| 日期：____ | 日期：____ |" in got


def test_marks_of_markdown_in_the_text_stay_text() -> None:
    body = "".join(map(paragraph, ("第一条 甲。", "# 不是标题", "| a | b |", "\\# c", "---")))
    assert read_word(word(body)).body.split("\n") == ["第一条 甲。", "\\# 不是标题", "\\| a | b |", "\\\\# c", "---"]


def test_formulas_keep_their_fractions() -> None:
    text = "<m:r><m:t>{}</m:t></m:r>"
    fraction = f"<m:f><m:num>{text.format('月工资')}</m:num><m:den>{text.format('21.75')}</m:den></m:f>"
    body = f"<w:p>{run('日工资=')}<m:oMath>{fraction}</m:oMath>{run('。')}</w:p>"
    assert lines(body) == ["日工资=(月工资)/(21.75)。"]


def test_what_is_left_out_is_said() -> None:
    body = paragraph("第一条 甲。") + "<w:p><w:r><w:drawing/></w:r></w:p><w:altChunk/>"
    parts = word_parts(body, comments="<w:comment/><w:comment/>")
    parts |= {"word/vbaProject.bin": b"x", "word/embeddings/a.xlsx": b"x"}
    told = "\n".join(read_word(zipped(parts)).warnings)
    for words in ("2 条批注", "宏", "嵌入", "图片"):
        assert words in told


def test_strict_files_and_unusual_part_names() -> None:
    strict = part("document", f"<w:body>{paragraph('第一条 甲。')}</w:body>").replace(
        "http://schemas.openxmlformats.org/wordprocessingml/2006/main",
        "http://purl.oclc.org/ooxml/wordprocessingml/main",
    )
    parts = word_parts("")
    assert read_word(zipped({**parts, "word/document.xml": strict})).articles == 1
    relations = str(parts["_rels/.rels"]).replace("word/document.xml", "/word/document2.xml")
    del parts["word/document.xml"]
    assert read_word(zipped({**parts, "_rels/.rels": relations, "word/document2.xml": strict})).articles == 1


def test_a_word_file_is_known_by_its_bytes() -> None:
    data = word(paragraph("第一条 工资按月支付。"))
    for name in ("合同.docx", "合同.txt", "合同.doc", "合同"):
        assert read_file(name, data).reader == "word"
