"""Scans and pictures: labels of articles are found under seals, askew and coarse; without the extra a hint is given."""

import importlib.util
import io
import math
import random
import re
import shutil
import subprocess
import sys
from pathlib import Path

import pytest
from pdf_data import LAYOUTS, printed
from PIL import Image, ImageDraw
from reportlab.lib.pagesizes import A4
from reportlab.lib.utils import ImageReader
from reportlab.pdfgen.canvas import Canvas

from cbtool.errors import UnreadableFile
from cbtool.importers import read_file, scan_engine
from cbtool.importers.blocks import Text, imported_blocks
from cbtool.importers.page_edges import without_edges
from cbtool.importers.page_paragraphs import read_pages
from cbtool.importers.pages import Glyph, PageTable
from cbtool.importers.remarks import RECOGNISED
from cbtool.importers.scan_pages import read_picture
from cbtool.importers.scan_tables import split_tables
from cbtool.model.clause import Outline
from cbtool.text.body import Block, read_blocks
from cbtool.text.clauses import parse_clauses

RECOGNISER = pytest.mark.skipif(not importlib.util.find_spec("rapidocr"), reason="the extra [ocr] is not installed")
RED = (215, 30, 40, 190)


def contract(articles: int) -> list[Block]:
    """A contract of so many articles in chapters, with items and a table."""
    chance = random.Random(articles)
    from cbtool.text.numerals import to_chinese

    text = "# 示例电子有限公司工资专项集体合同\n\n甲方：示例电子有限公司工会委员会\n\n乙方：示例电子有限公司\n"
    for n in range(1, articles + 1):
        if n % 8 == 1:
            text += f"\n## 第{to_chinese(n // 8 + 1)}章 工资的支付和调整\n"
        sentence = (
            "企业应当按照本合同约定的标准向职工足额支付工资，不得拖欠或者克扣；确需延期的，应当事先征得工会同意。"
        )
        text += f"\n第{to_chinese(n)}条 " + sentence * chance.choice([1, 1, 2]) + "\n"
        text += "（一）基本工资按月支付；\n（二）奖金按季度支付。\n" if n % 5 == 0 else ""
    return read_blocks(
        text
        + "\n附件1 工资标准\n\n| 岗位 | 等级 | 月工资 |\n| --- | --- | --- |\n| 焊工 | 初级 | 3000 |\n| 钳工 | 高级 | 4500 |\n"
    )


def scanned(pdf: bytes, dots: int, skew: float, noise: float, folder: Path) -> list[Image.Image]:
    """The pages as a scanner gives them: a red seal on each, askew, noisy, as JPEG."""
    chance = random.Random(dots)
    (folder / "a.pdf").write_bytes(pdf)
    subprocess.run(["pdftoppm", "-r", str(dots), "-png", folder / "a.pdf", folder / "page"], check=True)
    found = []
    for file in sorted(folder.glob("page*.png")):
        page = sealed(Image.open(file), chance)
        page = page.rotate(chance.uniform(-skew, skew), fillcolor="white", resample=Image.Resampling.BICUBIC)
        page = Image.blend(page, Image.effect_noise(page.size, 60).convert("RGB"), noise)
        stream = io.BytesIO()
        page.save(stream, "JPEG", quality=75)
        found.append(Image.open(stream))
    return found


def sealed(page: Image.Image, chance: random.Random) -> Image.Image:
    """A ring, a star and rays of red ink over the text."""
    width, height = page.size
    ink = Image.new("RGBA", page.size, (0, 0, 0, 0))
    draw = ImageDraw.Draw(ink)
    x, y, radius = width * chance.uniform(0.3, 0.7), height * chance.uniform(0.3, 0.7), width / 10
    draw.ellipse((x - radius, y - radius, x + radius, y + radius), outline=RED, width=width // 180)
    draw.regular_polygon((x, y, radius / 3), 5, fill=RED)
    for n in range(12):
        angle = math.radians(200 + n * 12)
        at = (x + math.cos(angle) * radius * 0.75, y + math.sin(angle) * radius * 0.75)
        draw.rectangle((at[0] - 8, at[1] - 8, at[0] + 8, at[1] + 8), fill=RED)
    return Image.alpha_composite(page.convert("RGBA"), ink).convert("RGB")


def labels(outline: Outline) -> set[str]:
    return {clause.label for clause in outline.walk() if clause.kind == "article"}


@RECOGNISER
@pytest.mark.slow
@pytest.mark.parametrize(("dots", "skew", "noise", "least"), [(200, 0.4, 0.0, 0.98), (120, 1.8, 0.12, 0.95)])
def test_labels_of_articles_are_found_under_seals(
    dots: int, skew: float, noise: float, least: float, tmp_path: Path
) -> None:
    if not shutil.which("pdftoppm"):
        pytest.skip("poppler-utils is not installed")
    blocks = contract(40)
    pages = scanned(printed(blocks, LAYOUTS[0]._replace(size=14)), dots, skew, noise, tmp_path)
    pages[0].save(tmp_path / "a.tif", save_all=True, append_images=pages[1:], compression="jpeg")
    found = read_file("合同.tif", (tmp_path / "a.tif").read_bytes())
    wanted = {block.label for block in blocks if block.kind == "article"}
    got = labels(parse_clauses(found.body))
    assert found.reader == "scan" and len(wanted & got) >= least * len(wanted)
    assert not got - wanted and (got == wanted or found.doubts)
    assert re.search(r"焊工.{1,9}初级.{1,9}3000", found.body)
    assert "内部资料" not in found.body and "— 1 —" not in found.body


@RECOGNISER
@pytest.mark.slow
def test_scanned_pages_in_a_pdf_are_recognised_beside_printed_ones(tmp_path: Path) -> None:
    (tmp_path / "a.pdf").write_bytes(printed(contract(10), LAYOUTS[0]))
    subprocess.run(["pdftoppm", "-r", "150", "-png", tmp_path / "a.pdf", tmp_path / "page"], check=True)
    stream = io.BytesIO()
    sheet = Canvas(stream, pagesize=A4)
    for file in sorted(tmp_path.glob("page*.png")):
        sheet.drawImage(ImageReader(Image.open(file)), 0, 0, *A4)
        sheet.showPage()
    sheet.save()
    told: list[int] = []
    found = read_file("a.pdf", stream.getvalue(), told.append)
    assert found.articles == 10 and told == list(range(1, len(told) + 1)) and len(told) > 1
    assert any("扫描图像" in warning for warning in found.warnings)


def test_without_the_extra_the_way_out_is_told(monkeypatch: pytest.MonkeyPatch) -> None:
    scan_engine._engine.cache_clear()
    monkeypatch.setitem(sys.modules, "rapidocr", None)
    stream = io.BytesIO()
    Image.new("RGB", (200, 200), "white").save(stream, "PNG")
    with pytest.raises(UnreadableFile, match="识别组件") as error:
        read_file("合同.png", stream.getvalue())
    assert "cbtool[ocr]" in error.value.remedy
    scan_engine._engine.cache_clear()


def test_a_scanned_page_among_printed_ones_is_missing_but_told_where_nothing_recognises(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    scan_engine._engine.cache_clear()
    monkeypatch.setitem(sys.modules, "rapidocr", None)
    stream = io.BytesIO()
    sheet = Canvas(stream, pagesize=A4)
    for n in range(4):
        for line in range(20) if n < 3 else ():
            sheet.drawString(72, 700 - 20 * line, f"Article {n}.{line} Wages are paid monthly.")
        if n == 3:
            sheet.drawImage(ImageReader(Image.new("RGB", (100, 100), "white")), 0, 0, *A4)
        sheet.showPage()
    sheet.save()
    found = read_file("a.pdf", stream.getvalue())
    assert found.reader == "pdf" and found.doubts[0].startswith("第 4 页是扫描图像")
    scan_engine._engine.cache_clear()


def box(text: str, left: float, top: float, width: float, tilt: float = 0.0) -> scan_engine.Box:
    corners = [(left, top), (left + width, top), (left + width, top + 40), (left, top + 40)]
    turned = [(x * math.cos(tilt) - y * math.sin(tilt), x * math.sin(tilt) + y * math.cos(tilt)) for x, y in corners]
    return scan_engine.Box(text, tuple(turned), 0.99)


@pytest.mark.parametrize("tilt", [0.0, 0.03, -0.04])
def test_pieces_stand_in_lines_also_where_the_page_is_askew(tilt: float, monkeypatch: pytest.MonkeyPatch) -> None:
    long = "企业应当按照本合同约定的标准向职工足额支付工资，不得拖欠"
    boxes = [
        box("第一条", 180, 300, 120, tilt), box(long[:20] + "(以下", 320, 300, 1080, tilt),
        box("简称企业)", 100, 360, 240, tilt), box("第二条 乙。", 180, 420, 240, tilt), box(long + "一", 100, 480, 1300, tilt),
        box("— 1 —", 700, 2250, 120, tilt),
    ]  # fmt: skip
    monkeypatch.setattr("cbtool.importers.scan_pages.recognise", lambda picture: boxes)
    blocks = read_pages(without_edges([read_picture(Image.new("RGB", (1654, 2339), "white"))]))
    assert [block[0] for block in blocks][:2] == [f"第一条{long[:20]}（以下简称企业）", "第二条 乙。"]


def test_only_red_is_taken_away(monkeypatch: pytest.MonkeyPatch) -> None:
    seen: list[Image.Image] = []
    monkeypatch.setattr("cbtool.importers.scan_pages.recognise", lambda picture: seen.append(picture) or [])
    picture = Image.new("RGBA", (3, 1), (0, 0, 0, 0))
    picture.putpixel((0, 0), (250, 20, 30, 255))
    picture.putpixel((1, 0), (20, 20, 90, 255))
    read_picture(picture)
    assert [seen[0].getpixel((x, 0))[0] for x in range(3)] == [250, 20, 255]


def test_pieces_in_columns_are_a_table() -> None:
    def piece(text: str, left: float, top: float) -> Glyph:
        return Glyph(text, left, left + 40, top, top + 12, 10)

    rows = [("岗位", "等级", "工资"), ("焊工", "初级", "3000"), ("钳工", "", "4500")]
    pieces = [
        piece(cell, 72 + 100 * x, 200 + 20 * y) for y, row in enumerate(rows) for x, cell in enumerate(row) if cell
    ]
    tables, loose = split_tables(
        [*pieces, piece("第一条 甲。", 72, 100), piece("日期", 72, 400), piece("盖章", 300, 400)]
    )
    assert [table.rows for table in tables if isinstance(table, PageTable)] == [[list(row) for row in rows]]
    assert [piece.text for piece in loose] == ["第一条 甲。", "日期", "盖章"]


@RECOGNISER
@pytest.mark.slow
def test_after_a_picture_without_text_the_next_file_has_its_memory(tmp_path: Path) -> None:
    from cbtool.desk.reader_process import Reader

    noise, second, reader = tmp_path / "照片.jpg", tmp_path / "合同.pdf", Reader()
    Image.effect_noise((600, 400), 60).save(noise)
    sheet = Canvas(str(second), pagesize=A4)
    sheet.drawImage(ImageReader(Image.new("RGB", (400, 560), "white")), 0, 0, *A4)
    sheet.save()
    for file in (noise, second):
        with pytest.raises(UnreadableFile, match="图像里没有认出文字"):
            reader.read(file)
    reader.close()


def test_names_and_days_of_a_recognised_text_are_for_a_person_to_compare() -> None:
    """One misread character makes them wrong; level and kind are words of a list."""
    text = (
        "示例电子有限公司工资专项集体合同\n甲方：示例电子有限公司工会\n乙方：示例电子有限公司\n第一条 工资按月支付。\n"
        "第二条 本合同自2026年1月1日起至2026年12月31日止。\n甲方（盖章）： 乙方（盖章）：\n2025年12月20日"
    )
    blocks = [Text(line) for line in text.split("\n")]
    printed_text, scan = imported_blocks("pdf", list(blocks), []), imported_blocks("scan", list(blocks), [RECOGNISED])
    assert {fact.field for fact in scan.facts if fact.sure} == {"level", "kind"}
    assert {fact.field for fact in printed_text.facts if fact.sure} > {"title", "parties", "signed", "expires_on"}
