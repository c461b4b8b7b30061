"""Reading files: what is ours, what is refused, and what becomes of the text."""

import random
import struct

import pytest

from cbtool.errors import UnreadableFile
from cbtool.importers import read_file
from cbtool.text.clauses import parse_clauses

TEXT = """\
示例电子有限公司工资专项集体合同

第一章 总则
第一条 本合同适用于全体职工。
第二条 工资按月支付。
"""


def read(text: str, name: str = "合同.txt") -> str:
    return read_file(name, text.encode()).body


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "gb18030", "utf-16", "utf-16-le", "big5"])
def test_any_chinese_encoding_gives_the_same_text(encoding: str) -> None:
    text = "電子廠集體合同\n第一條 工資按月支付。\n第二條 職工享有休息的權利。\n" if encoding == "big5" else TEXT
    imported = read_file("a.txt", text.encode(encoding))
    assert imported.encoding.startswith(encoding.removesuffix("-sig"))
    assert imported.body == read(text)
    assert imported.sha256 == read_file("a.txt", text.replace("\n", "\r\n\r\n").encode(encoding)).sha256


def test_headings_are_marked_and_units_set_apart() -> None:
    assert read(TEXT) == (
        "# 示例电子有限公司工资专项集体合同\n\n## 第一章 总则\n\n第一条 本合同适用于全体职工。\n\n第二条 工资按月支付。"
    )


def test_a_heading_on_two_lines_becomes_one() -> None:
    assert "## 第一章 总 则\n" in read("示例厂集体合同\n第一章\n总 则\n第一条 甲。\n第二条 乙。\n第三条 丙。\n")


def test_text_on_one_line_is_divided_at_its_articles() -> None:
    imported = read_file(
        "a.txt", "示例厂集体合同第一章总则第一条本合同依法订立。第二条依照第一条执行。第三条完。".encode()
    )
    assert imported.body.split("\n\n") == [
        "# 示例厂集体合同", "## 第一章总则", "第一条本合同依法订立。", "第二条依照第一条执行。", "第三条完。",
    ]  # fmt: skip
    assert any("挤在一行" in warning for warning in imported.warnings)


def test_marks_in_plain_text_stay_text() -> None:
    body = read("示例厂集体合同\n第一条 甲。\n# 号是序号\n| 不是 | 表 |\n\\斜线\n第二条 *乙* 3. 丙 ____ 元。\n")
    outline = parse_clauses(body)
    assert not [clause for clause in outline.walk() if clause.kind in ("table", "chapter")]
    assert "\\# 号是序号" in body and "\\| 不是 | 表 |" in body and "第二条 *乙* 3. 丙 ____ 元。" in body


def test_hidden_characters_are_taken_out_and_told() -> None:
    imported = read_file("a.txt", "示例厂集体合同\n第一\u200b条 甲\u202e乙\x07。\n第二条 丙\ufffd。\n".encode())
    assert "第一条 甲乙。" in imported.body
    assert imported.warnings == (
        "去掉了 3 个看不见的控制字符（第 2 行），请核对这些地方",
        "有乱码或无法显示的字（第 3 行），请对照原件补正",
    )


def test_pinyin_of_ruby_marks_is_taken_out_but_other_brackets_stay() -> None:
    imported = read_file("a.txt", "企業(yè)職工方協(xié)商(A)達(dá)成(yi)一致(zhì),簽訂(dìng)了(2024)。".encode())
    assert imported.body == "企業職工方協商(A)達成(yi)一致,簽訂了(2024)。"


def test_page_numbers_go_where_they_count_upwards() -> None:
    imported = read_file("a.txt", "第一条 甲\n— 1 —\n。\n第 2 页 共 3 页\n第二条 乙。\n- 3 -\n".encode())
    assert imported.body == "第一条 甲\n。\n\n第二条 乙。"
    assert "- 5 -" in read("第一条 甲。\n- 5 -\n第二条 乙。\n")


def test_a_gap_and_a_lost_end_are_told_with_their_lines() -> None:
    imported = read_file(
        "a.txt", "示例厂集体合同\n第一条 甲。\n第二条 乙。\n第四条 本条没有写完的内容到这里就断了因为\n".encode()
    )
    assert imported.doubts == ("“第二条”之后是“第四条”，缺第三条（第 4 行）",)
    assert imported.warnings == ("文末没有写完（……完的内容到这里就断了因为），像是节选或者缺页",)


@pytest.mark.parametrize(("first", "kind"), [
    (b"%PDF-1.7\n", "PDF"),
    (b"PK\x03\x04" + b"\x00" * 26 + b"word/document.xml", "Word"),
    (b"PK\x03\x04" + b"\x00" * 26 + b"xl/workbook.xml", "Excel"),
    (b"PK\x03\x04" + b"\x00" * 26 + b"OFD.xml", "OFD"),
    (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\x00" * 600, "旧版 Office"),
    (b"\x89PNG\r\n\x1a\n\x00\x00", "图片"),
    (b"\xff\xd8\xff\xe0\x00\x10JFIF", "图片"),
    (b"<?xml version='1.0'?><w:wordDocument/>", "XML"),
    (b"\x1f\x8b\x08\x00", "压缩"),
    (b"MZ\x90\x00\x03", "程序"),
])  # fmt: skip
def test_other_files_are_known_by_their_bytes_and_refused_with_a_hint(first: bytes, kind: str) -> None:
    for name in ("合同.txt", "合同.md", "合同"):
        with pytest.raises(UnreadableFile) as refused:
            read_file(name, first)
        assert kind in refused.value.message and "。" in refused.value.remedy


def test_a_broken_word_file_is_refused_with_the_way_out() -> None:
    with pytest.raises(UnreadableFile, match=r"另存为 \.docx"):
        read_file("合同.docx", b"PK\x03\x04" + b"\x00" * 26 + b"word/document.xml")


def test_text_under_an_office_name_is_text_and_other_names_are_refused() -> None:
    assert read_file("合同.doc", TEXT.encode()).reader == "text"
    for name in ("合同.csv", "合同.json", "合同.py"):
        with pytest.raises(UnreadableFile, match="不认识"):
            read_file(name, TEXT.encode())


@pytest.mark.parametrize("data", [b"", b" \n\t\r\n", "\ufeff\u3000\u200b\n".encode(), struct.pack("<64I", *range(64))])
def test_files_without_text_are_refused(data: bytes) -> None:
    with pytest.raises(UnreadableFile):
        read_file("a.txt", data)


def test_limits_of_size_length_and_articles() -> None:
    with pytest.raises(UnreadableFile, match="太大"):
        read_file("a.txt", b"a" * (50 * 1024 * 1024 + 1))
    with pytest.raises(UnreadableFile, match="太长"):
        read_file("a.txt", b"a" * 4_000_001)
    with pytest.raises(UnreadableFile, match="条文太多"):
        read_file("a.txt", "".join(f"第{n}条 甲。\n" for n in range(1, 2003)).encode())


def test_garbage_is_read_or_refused_but_never_fails() -> None:
    chance = random.Random(7)
    signs = "第一二三条章、，。；：（）()|#*_-—\n\n\t 甲乙方公司工会2024年月日起至止～“”合同协议\u200b\ufeff×\\`>~<&"
    for _ in range(250):
        data = chance.randbytes(chance.randrange(200))
        if chance.random() < 0.7:
            data = "".join(chance.choices(signs, k=chance.randrange(300))).encode(chance.choice(["utf-8", "gb18030"]))
        for name in ("a.txt", "a.md"):
            try:
                imported = read_file(name, data)
            except UnreadableFile as refused:
                assert refused.message and refused.remedy
            else:
                assert imported.articles == len(parse_clauses(imported.body).articles())


def test_nothing_but_white_space_changes_in_plain_text() -> None:
    chance = random.Random(11)
    for _ in range(100):
        lines = [
            "".join(
                chance.choices(
                    "第一二三条章节、，。；：（）合同甲方乙方职工工资0123456789 #|", k=chance.randrange(1, 60)
                )
            )
            for _ in range(chance.randrange(1, 30))
        ]
        if not "".join(lines).strip():
            continue
        imported = read_file("a.txt", "\n".join(lines).encode())
        got = [
            line.removeprefix("### ").removeprefix("## ").removeprefix("# ").removeprefix("\\")
            for line in imported.body.split("\n")
        ]
        assert "".join("".join(got).split()) == "".join("".join(lines).split())
