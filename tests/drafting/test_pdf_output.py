"""The draft as PDF: every line of the body can be read in it, nothing of an answer is markup, and without a font it is refused."""

import io
import shutil
from pathlib import Path

import pdfplumber
import pytest
from tests.conftest import ON

from cbtool import office
from cbtool.desk.draft import draft_bytes, load_answers, open_prepared, sample_file
from cbtool.drafting.draft import Draft, make_draft
from cbtool.drafting.typst import available_fonts, pdf_by_typst, typst_source
from cbtool.errors import CbtoolError
from cbtool.settings import Settings
from cbtool.text.body import Block

FONT = frozenset({"Noto Serif CJK SC"})
HOSTILE = '#panic("甲") \\ ] $x$ *粗* _斜_ @ref <b> `code` // 完'


def draft(starter: Settings, template: str, sample: str) -> Draft:
    prepared = open_prepared(starter, template)
    return make_draft(prepared, load_answers(prepared, sample_file(starter, template, sample)).values)


def read(data: bytes) -> str:
    """All text of a PDF without white space."""
    with pdfplumber.open(io.BytesIO(data)) as pdf:
        return "".join("".join((page.extract_text() or "").split()) for page in pdf.pages)


def typst_fonts() -> frozenset[str]:
    pytest.importorskip("typst", reason="typst is not installed")
    fonts = available_fonts()
    if not any("CJK" in font or font in ("SimSun", "Songti SC") for font in fonts):
        pytest.skip("no Chinese font is installed")
    return fonts


def holds_all(text: str, made: Draft) -> None:
    """Every character of the body, as often as it stands there; lines may be broken by pages."""
    wanted = "".join(block.line or "".join("".join(row) for row in block.rows) for block in made.blocks)
    for character in set("".join(wanted.split())) - set("“”‘’"):
        assert text.count(character) >= wanted.count(character), character
    assert made.number in text and "2026年11月21日" in text and "第1页共" in text


def test_typst_writes_every_line_and_the_same_bytes_again(starter: Settings) -> None:
    typst_fonts()
    made = draft(starter, "request", "plain")
    data = pdf_by_typst(made.blocks, made.number, ON, made.title)
    assert data == pdf_by_typst(made.blocks, made.number, ON, made.title)
    holds_all(read(data), made)


@pytest.mark.slow
@pytest.mark.parametrize("template", ["wage-enterprise", "enterprise-comprehensive", "ballot"])
def test_typst_writes_tables_annexes_and_long_contracts(starter: Settings, template: str) -> None:
    typst_fonts()
    made = draft(starter, template, "full")
    holds_all(read(pdf_by_typst(made.blocks, made.number, ON, made.title)), made)


def test_what_an_answer_says_is_never_markup() -> None:
    typst_fonts()
    blocks = (
        Block("title", "title", line=HOSTILE),
        Block("paragraph", "p", line=HOSTILE + "\u202e\x00"),
        Block("table", "t", rows=(("甲", HOSTILE), (HOSTILE, '"')), header=True),
    )
    text = read(pdf_by_typst(blocks, HOSTILE, ON, HOSTILE))
    assert text.count('panic("甲")') >= 4 and "*粗*" in text and "$x$" in text and "//完" in text


def test_without_a_chinese_font_it_is_refused_with_a_hint() -> None:
    blocks = (Block("title", "title", line="题"),)
    with pytest.raises(CbtoolError, match="没有中文字体") as caught:
        typst_source(blocks, "n", ON, "题", {"Libertinus Serif", "DejaVu Sans"})
    assert "fonts-noto-cjk" in caught.value.remedy
    assert '"Noto Serif CJK SC", ' in typst_source(blocks, "n", ON, "题", FONT)


def test_without_any_program_the_ways_out_are_told(starter: Settings, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(office, "program", lambda: None)
    monkeypatch.setitem(__import__("sys").modules, "typst", None)
    with pytest.raises(CbtoolError, match="没有能做 PDF 的程序") as caught:
        draft_bytes(draft(starter, "request", "plain"), ".pdf", ON)
    assert "LibreOffice" in caught.value.remedy and "cbtool[pdf]" in caught.value.remedy


@pytest.mark.slow
@pytest.mark.skipif(shutil.which("soffice") is None, reason="LibreOffice is not installed")
def test_libreoffice_writes_every_line(starter: Settings, tmp_path: Path) -> None:
    if not office.has_chinese_font():
        pytest.skip("no Chinese font is installed")
    made = draft(starter, "wage-enterprise", "full")
    holds_all(read(draft_bytes(made, ".pdf", ON)), made)
