"""The .docx: everything is in it, in order, as text; the same bytes every time; the page is official."""

import io
import re
import subprocess
import sys
import zipfile
from collections.abc import Callable, Iterator
from datetime import date

import docx
import pytest
from docx.document import Document
from docx.table import Table
from lxml import etree

from cbtool.drafting.draft import Draft, make_draft
from cbtool.drafting.numbering import number_source
from cbtool.drafting.package import document_xml, word_file
from cbtool.drafting.prepared import Prepared
from cbtool.drafting.trial import trial_answers
from cbtool.drafting.word import TEXT_WIDTH, column_widths
from cbtool.model.template import Values
from cbtool.text.body import Block
from cbtool.text.clauses import parse_clauses

ON = date(2026, 3, 18)
Sample = Callable[[str], tuple[Values, str]]


def written(draft: Draft) -> bytes:
    return word_file(draft.blocks, draft.number, ON, draft.title)


def read(data: bytes) -> Document:
    return docx.Document(io.BytesIO(data))


def contents(document: Document) -> list[str | tuple[tuple[str, ...], ...]]:
    """Lines and tables in order, without the empty lines that only make room."""
    found: list[str | tuple[tuple[str, ...], ...]] = []
    for part in document.iter_inner_content():
        if isinstance(part, Table):
            found.append(tuple(tuple(cell.text for cell in row.cells) for row in part.rows))
        elif part.text:
            found.append(part.text)
    return found


def expected(blocks: tuple[Block, ...]) -> Iterator[str | tuple[tuple[str, ...], ...]]:
    for block in blocks:
        if block.rows:
            yield block.rows
        elif block.kind == "annex":
            yield from (block.label, block.heading)
        else:
            yield block.line


@pytest.mark.parametrize("seed", range(25))
def test_every_line_and_cell_is_there_in_order(example: Prepared, seed: int) -> None:
    draft = make_draft(example, trial_answers(example, seed))
    assert contents(read(written(draft))) == list(expected(draft.blocks))


@pytest.mark.parametrize("seed", range(10))
def test_the_text_of_the_file_reads_back_as_the_same_contract(example: Prepared, seed: int) -> None:
    draft = make_draft(example, trial_answers(example, seed))
    lines = [part for part in contents(read(written(draft))) if isinstance(part, str)]
    again = [(c.id, c.label) for c in parse_clauses("\n".join(lines)).walk() if c.kind in ("article", "annex")]
    assert again == [(b.clause_id, b.label) for b in draft.blocks if b.kind in ("article", "annex")]


def test_the_same_draft_gives_the_same_bytes(example: Prepared, sample: Sample) -> None:
    draft = make_draft(example, sample("piece")[0])
    code = (
        "import sys, pickle, datetime; from cbtool.drafting.package import word_file; "
        "sys.stdout.buffer.write(word_file(*pickle.load(sys.stdin.buffer)))"
    )
    import pickle

    given = pickle.dumps((draft.blocks, draft.number, ON, draft.title))
    other = subprocess.run([sys.executable, "-c", code], input=given, capture_output=True, check=True)
    assert other.stdout == written(draft)


def test_the_archive_is_stored_and_undated(example: Prepared, sample: Sample) -> None:
    draft = make_draft(example, sample("piece")[0])
    with zipfile.ZipFile(io.BytesIO(written(draft))) as archive:
        assert archive.testzip() is None
        for entry in archive.infolist():
            assert entry.date_time == (1980, 1, 1, 0, 0, 0) and entry.compress_type == zipfile.ZIP_STORED
            assert entry.filename.isascii() and entry.create_system == 0
            etree.fromstring(archive.read(entry))
        assert archive.namelist()[0] == "[Content_Types].xml"


def test_number_and_date_stand_at_the_foot_and_not_in_the_body(example: Prepared, sample: Sample) -> None:
    draft = make_draft(example, sample("plain")[0])
    document = read(written(draft))
    number, page = document.sections[0].footer.paragraphs
    assert (number.text, page.text) == (f"编号：{draft.number}\t2026年3月18日", "第1页 共1页")
    assert re.findall(r"(PAGE|NUMPAGES)", page._p.xml) == ["PAGE", "NUMPAGES"]
    assert draft.number not in document_xml(draft.blocks)


def test_hostile_text_stays_text(example: Prepared, sample: Sample) -> None:
    word = "<w:t>&amp; @@BODY@@ @@DATE@@\x0b\ud800]]> $&"
    values = {**sample("piece")[0], "employer": word, "other_terms": "\ufffe甲"}
    document = read(written(make_draft(example, values)))
    text = "\n".join(paragraph.text for paragraph in document.paragraphs)
    assert "乙方：<w:t>&amp; @@BODY@@ @@DATE@@ ]]> $&" in text
    assert document.core_properties.title.startswith("<w:t>&amp; @@BODY@@ @@DATE@@")


def test_tables_repeat_their_head_and_signatures_stay_together(example: Prepared, sample: Sample) -> None:
    xml = document_xml(make_draft(example, sample("piece")[0]).blocks)
    tables = re.findall(r"<w:tbl>.*?</w:tbl>", xml)
    layout, bordered = tables
    assert 'w:val="Layout"' in layout and "<w:tblHeader/>" not in layout
    assert 'w:val="TableGrid"' in bordered and bordered.count("<w:tblHeader/>") == 1
    assert layout.count("<w:cantSplit/>") == 3 and layout.count("<w:keepNext/>") == 4
    assert layout.count('<w:keepNext/><w:spacing w:before="700"/>') == 2


def test_rows_to_be_written_in_by_hand_are_high_enough() -> None:
    rows = (("姓名", "签字"), ("示例职工（虚构）", "________"), ("示例职工二（虚构）", "____"))
    xml = document_xml((Block("paragraph", "p_1", rows=rows, header=True),))
    tall = ["trHeight" in row for row in re.findall(r"<w:tr>.*?</w:tr>", xml)]
    assert tall == [False, True, False]


def test_a_line_that_announces_items_stays_with_them() -> None:
    numbered = number_source("# 题\n### 甲\n分两步办理：\n- 先核对；\n- 后签字：\n另一段：\n后文。\n", "articles")
    kept = ["keepNext" in line for line in re.findall(r"<w:p>.*?</w:p>", document_xml(numbered.blocks))]
    assert kept == [False, True, False, False, False, False]


def test_every_article_has_a_bookmark(example: Prepared, sample: Sample) -> None:
    draft = make_draft(example, sample("piece")[0])
    names = re.findall(r'<w:bookmarkStart w:id="(\d+)" w:name="(\w+)"/>', document_xml(draft.blocks))
    assert [name for _, name in names] == [f"art_{n}" for n in range(1, 10)] + ["annex_1", "annex_2"]
    assert [int(number) for number, _ in names] == list(range(1, 12))


def test_the_page_is_that_of_an_official_document(example: Prepared, sample: Sample) -> None:
    document = read(written(make_draft(example, sample("piece")[0])))
    section = document.sections[0]
    sides = (section.top_margin, section.bottom_margin, section.left_margin, section.right_margin)
    assert [round(side.mm) for side in sides] == [37, 35, 28, 26]
    assert round(section.page_width.mm), round(section.page_height.mm) == (210, 297)
    assert '<w:docGrid w:type="lines" w:linePitch="579"/>' in document.element.xml
    clause = document.styles["条款"].element.xml
    assert 'w:firstLineChars="200"' in clause and 'w:eastAsia="仿宋_GB2312"' in clause
    assert 'w:spacing w:val="-5"' in clause and 'w:line="579"' in clause and 'w:sz w:val="32"' in clause
    assert document.styles["Title"].font.size.pt == 22
    assert '<w:overflowPunct w:val="1"/>' in document.styles["Normal"].element.xml


@pytest.mark.parametrize(
    ("line", "style"),
    [
        ("示集要〔2026〕1号", "Serial"),
        ("（本文本为示例）", "Note"),
        ("示例电子有限公司：", "Party"),
        ("甲方：示例工会", "Party"),
        ("经双方协商一致，订立本合同：", "Clause"),
    ],
)
def test_the_lines_above_the_first_sentence_stand_where_they_belong(line: str, style: str) -> None:
    numbered = number_source(f"# 题\n{line}\n现提出如下事项，请予答复。\n甲方：后文\n", "none")
    styles = re.findall(r'<w:pStyle w:val="(\w+)"/>', document_xml(numbered.blocks))
    assert styles == ["Title", style, "Clause", "Clause"]


def test_seals_and_dates_stand_at_the_right() -> None:
    numbered = number_source("# 题\n请予答复。\n示例工会委员会（盖章）\n2026年3月18日\n", "none")
    assert re.findall(r'w:val="(\w+)"', document_xml(numbered.blocks))[-2:] == ["Signed", "Dated"]


@pytest.mark.parametrize(
    "rows",
    [
        (("岗位", "元"), ("装配工", "2,700")),
        (("甲", "说明"), ("乙", "很长的说明" * 30)),
        (("很长的说明" * 30,) * 3,),
        (("",) * 30,),
    ],
)
def test_columns_fill_the_line(rows: tuple[tuple[str, ...], ...]) -> None:
    widths = column_widths(rows)
    assert sum(widths) == TEXT_WIDTH and min(widths) > 200


def test_a_date_beside_long_columns_stays_on_one_line() -> None:
    row = ("1", "很长的事实" * 12, "很长的条文" * 8, "很长的要求" * 8, "2026年11月10日")
    widths = column_widths((row,))
    assert widths[-1] >= 2160 and min(widths[1:4]) > 1500


def test_drafting_loads_python_docx_only_to_write_a_file() -> None:
    code = "import sys, cbtool.drafting.draft, cbtool.drafting.package; print('docx' in sys.modules)"
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert done.stdout.strip() == "False"
