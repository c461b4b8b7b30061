"""PDF files: paragraphs whole, tables whole, nothing of what only repeats on every page."""

import re
import subprocess
from collections.abc import Sequence
from pathlib import Path

import pytest
from pdf_data import HEADER, LAYOUTS, Layout, drawn, drawn_pages, printed
from tests.conftest import ON

from cbtool.desk.draft import load_answers
from cbtool.drafting.draft import make_draft
from cbtool.drafting.package import word_file
from cbtool.drafting.prepared import prepare
from cbtool.errors import UnreadableFile
from cbtool.importers import read_file
from cbtool.importers.pdf import read_pdf
from cbtool.library.templates import open_template, sample_names
from cbtool.resources import starter_library
from cbtool.text.body import Block, read_blocks

IDS = [f"{number}-{layout.size}pt" for number, layout in enumerate(LAYOUTS, 1)]
TEMPLATES = sorted((starter_library() / "templates").iterdir())
SHORT = ("amendment", "wage-enterprise")
SHORTEST = ("amendment",)


def drafts(names: Sequence[str] = ()) -> list[tuple[str, list[Block]]]:
    """The samples of the templates as blocks; without signatures, whose columns no rule shows."""
    found = []
    for folder in TEMPLATES:
        opened = open_template(folder)
        template = prepare(opened.template, opened.source, folder.name)
        for name in sample_names(folder) if not names or folder.name in names else ():
            values = load_answers(template, folder / "samples" / f"{name}.yaml")[0]
            blocks = [block for block in make_draft(template, values).blocks if block.kind != "signature"]
            found.append((f"{folder.name}-{name}", blocks))
    return found


def words(text: str) -> str:
    """All characters but white space, blanks to be filled in and the marks of Markdown."""
    return re.sub(r"[\s_#\\]", "", text)


def compared(blocks: Sequence[Block], body: str) -> tuple[int, int, int, int]:
    """How many paragraphs there are, how many came out whole, and the same of rows."""
    got = {words(line) for line in body.split("\n")}
    paragraphs = [words(block.line) for block in blocks if not block.rows]
    rows = [words("|" + "|".join(row) + "|") for block in blocks for row in block.rows if len(row) > 1]
    return len(paragraphs), sum(p in got for p in paragraphs), len(rows), sum(row in got for row in rows)


def totals(found: Sequence[tuple[int, int, int, int]]) -> list[int]:
    return [sum(column) for column in zip(*found, strict=True)]


def assert_whole(names: Sequence[str], layout: Layout) -> list[int]:
    """Nearly all paragraphs and all rows come out whole, and nothing from the edges of the pages; the totals."""
    bodies = [(blocks, read_pdf(printed(blocks, layout)).body) for _, blocks in drafts(names)]
    found = totals([compared(blocks, body) for blocks, body in bodies])
    assert found[1] >= 0.99 * found[0] and found[2] == found[3] > 0
    lines = [line for _, body in bodies for line in body.split("\n")]
    assert not any(words(HEADER) in words(line) for line in lines)
    assert not any(re.search(r"^\D{0,4}\d{1,2}(?: / 12)?\D{0,4}$", line) for line in lines)
    return found


@pytest.mark.parametrize("layout", LAYOUTS, ids=IDS)
def test_paragraphs_and_rows_of_a_short_contract_come_out_whole(layout: Layout) -> None:
    assert assert_whole(SHORTEST, layout)[0] > 50


@pytest.mark.slow
@pytest.mark.parametrize("layout", LAYOUTS, ids=IDS)
def test_paragraphs_and_rows_come_out_whole(layout: Layout) -> None:
    assert assert_whole(SHORT, layout)[0] > 200


@pytest.mark.slow
def test_where_neither_indent_nor_spacing_sets_paragraphs_apart_few_are_joined() -> None:
    """A last line that is full can then not be told from one that goes on: one in 26 of such paragraphs."""
    layout = Layout(indent=0, number="第 {} 页", justified=False)
    found = totals([compared(blocks, read_pdf(printed(blocks, layout)).body) for _, blocks in drafts(SHORT)])
    assert found[1] >= 0.92 * found[0] and found[2] == found[3]


@pytest.mark.slow
def test_what_libreoffice_prints_comes_out_whole(tmp_path: Path, soffice: str) -> None:
    files = []
    for name, blocks in drafts():
        files.append(tmp_path / f"{name}.docx")
        files[-1].write_bytes(word_file(tuple(blocks), "1", ON, name))
    command = [soffice, f"-env:UserInstallation={(tmp_path / 'profile').as_uri()}", "--headless", "--convert-to", "pdf"]
    subprocess.run(
        [*command, "--outdir", str(tmp_path), *map(str, files)], check=True, capture_output=True, timeout=300
    )
    found = []
    for file in files:
        docx, pdf = read_file("a", file.read_bytes()), read_file("a", file.with_suffix(".pdf").read_bytes())
        found.append(compared([b for b in read_blocks(docx.body) if b.kind != "signature"], pdf.body))
        assert pdf.articles == docx.articles and "页共" not in words(pdf.body), file.name
    paragraphs, whole, rows, whole_rows = totals(found)
    assert paragraphs > 700 and whole >= 0.99 * paragraphs
    assert rows > 80 and rows == whole_rows


def lines(*texts: tuple[float, float, str], **more: object) -> list[str]:
    """The lines of the body that a page with texts at these places gives; 0 is the upper edge."""
    return [line for line in read_pdf(drawn(texts, **more)).body.split("\n") if line]  # type: ignore[arg-type]


def test_radicals_and_ligatures_are_written_as_the_characters_they_are_printed_for() -> None:
    from cbtool.importers.page_characters import usual_characters

    assert usual_characters("⼯资⽉⻓⻅习㬵ﬁ\uf0b7\xad") == "工资月长见习胶fi•-"


def test_gaps_of_the_layout_are_no_blanks_and_gaps_between_columns_are() -> None:
    got = lines((72, 200, "示例厂合同"), (72, 300, "自"), (86, 300, "2026"), (114, 300, "年起"), (300, 300, "乙方"))
    assert got[1:] == ["自2026年起  乙方"]


def test_a_rule_beside_words_is_a_blank_and_any_other_is_none() -> None:
    rules = [(110, 212, 200, 212), (72, 90, 520, 90), (72, 300, 200, 300)]
    assert lines((72, 200, "甲方："), (72, 400, "第一条 甲。"), rules=rules) == ["甲方：____", "第一条 甲。"]


def test_bold_by_printing_twice_is_read_once_and_watermarks_not_at_all() -> None:
    assert lines((72, 200, "第一条 甲。"), (72.4, 200, "第一条 甲。"), watermark="内部资料") == ["第一条 甲。"]


def test_a_table_over_two_pages_is_one_and_its_head_stands_once() -> None:
    rows = (("岗位", "工资"), *((f"岗位{n}", str(2000 + n)) for n in range(90)))
    blocks = [Block("title", "", line="示例厂工资表"), Block("table", "", rows=rows, header=True)]
    body = read_pdf(printed(blocks, LAYOUTS[0])).body
    assert body.count("| 岗位 | 工资 |") == 1 and body.count("| --- | --- |") == 1
    assert body.count("\n| 岗位") == 91


def test_the_header_of_a_single_page_is_told_by_its_small_print() -> None:
    blocks = [
        Block("title", "", line="示例厂要约书"),
        Block("paragraph", "", line="示例厂：现提出协商要约，请在二十日内答复。"),
    ]
    body = read_pdf(printed(blocks, LAYOUTS[0])).body
    assert body.split("\n\n") == ["# 示例厂要约书", "示例厂：现提出协商要约，请在二十日内答复。"]


@pytest.mark.parametrize("header, text", [(9, 10.5), (9, 12), (9, 16), (10.5, 12)])
@pytest.mark.parametrize("on", [0, 1])
def test_a_header_on_one_page_only_is_told_by_its_size(header: float, text: float, on: int) -> None:
    texts = (("示例厂集体合同", "第一条 甲。", "第二条 乙。"), ("第三条 丙。", "第四条 丁。", "第五条 戊。"))
    pages = [[(72 + 1.6 * text * place, text, line) for place, line in enumerate(lines)] for lines in texts]
    pages[on].insert(0, (46, header, HEADER))
    body = read_pdf(drawn_pages(pages)).body
    assert [line for line in body.split("\n") if line] == ["# 示例厂集体合同", *texts[0][1:], *texts[1]]


def test_the_distance_inside_paragraphs_is_measured_where_most_paragraphs_have_one_line() -> None:
    """Set apart by spacing only: a full last line that ends a sentence does not take in the paragraph below."""
    sentence = "双方在平等自愿的基础上协商一致订立本协议共同遵守执行履行，"
    long = (sentence * 3)[:71]
    texts = (
        "示例厂会议纪要",
        long + "决定如下。",
        *(f"与会代表对议题第{n}项发表了意见。" for n in range(9)),
        long + "决定照办。",
        "散会。",
    )
    blocks = [Block("title", "", line=texts[0]), *(Block("paragraph", "", line=text) for text in texts[1:])]
    body = read_pdf(printed(blocks, LAYOUTS[3])).body
    assert [line for line in body.split("\n") if line] == [f"# {texts[0]}", *texts[1:]]


def test_a_locked_file_is_refused_and_one_with_an_owner_only_is_read() -> None:
    from hostile_data import encrypted_pdf

    with pytest.raises(UnreadableFile, match="密码"):
        read_pdf(encrypted_pdf("secret"))
    assert "Wages are paid" in read_pdf(encrypted_pdf("")).body


def test_kind_is_told_by_bytes() -> None:
    data = drawn([(72, 200, "第一条 甲。")])
    for name in ("合同.docx", "合同.txt", "合同"):
        assert read_file(name, data).reader == "pdf"
    assert read_file("合同.pdf", "第一条 甲。".encode()).reader == "text"
