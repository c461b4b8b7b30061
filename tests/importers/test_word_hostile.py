"""Word files made to do harm, or broken on the way: each is refused with a reason and a way out, or read; none fails."""

import random
import struct
import zipfile

import pytest
from word_data import W, cell, level, numbered, numbering, paragraph, part, run, table, word, word_parts, zipped

from cbtool.errors import UnreadableFile
from cbtool.importers import read_file, word_package
from cbtool.importers.word import read_word

ARTICLE = paragraph("第一条 甲。")


def refused(data: bytes) -> str:
    with pytest.raises(UnreadableFile) as error:
        read_file("合同.docx", data)
    assert error.value.message.endswith("。") and error.value.remedy.endswith("。")
    return error.value.message


def with_document(xml: str | bytes) -> bytes:
    return zipped({**word_parts(""), "word/document.xml": xml})


def document(body: str, before: str = "") -> str:
    return f'<?xml version="1.0"?>{before}<w:document xmlns:w="{W}"><w:body>{body}</w:body></w:document>'


@pytest.mark.parametrize("part_name", ["word/document.xml", "word/media/image1.bmp", "word/styles.xml"])
def test_bombs_are_refused_by_declared_sizes(part_name: str) -> None:
    assert "太大" in refused(zipped({**word_parts(ARTICLE), part_name: b" " * (65 * 1024 * 1024)}))
    assert "太大" in refused(zipped({**word_parts(ARTICLE), part_name: b" " * (3 * 1024 * 1024)}))


def test_many_large_parts_are_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(word_package, "MOST_BYTES_IN_ALL", 100_000)
    noise = random.Random(1).randbytes(30_000)
    assert "太大" in refused(zipped({**word_parts(ARTICLE), **{f"word/media/{n}": noise for n in range(4)}}))


def test_a_size_that_lies_is_found_out() -> None:
    """The part is longer, or shorter, than the archive says."""
    data = word(ARTICLE * 200)
    size = len(part("document", f"<w:body>{ARTICLE * 200}</w:body>").encode())
    assert "损坏" in refused(data.replace(struct.pack("<I", size), struct.pack("<I", 100)))
    assert read_word(data.replace(struct.pack("<I", size), struct.pack("<I", 2 * size))).body == read_word(data).body


def test_many_parts_are_refused() -> None:
    assert "部件太多" in refused(zipped({**word_parts(ARTICLE), **{f"word/{n}": b"" for n in range(5001)}}))


@pytest.mark.filterwarnings("ignore:Duplicate name")
@pytest.mark.parametrize("name", ["word/document.xml", "WORD/Document.xml"])
def test_duplicate_parts_are_refused(name: str, tmp_path) -> None:  # type: ignore[no-untyped-def]
    file = tmp_path / "a.docx"
    file.write_bytes(word(ARTICLE))
    with zipfile.ZipFile(file, "a") as archive:
        archive.writestr(name, document(paragraph("另一份正文。")))
    assert "重名" in refused(file.read_bytes())


@pytest.mark.parametrize("name", ["../../etc/passwd", "word/../../x", "/etc/passwd", "..\\x", "\\\\server\\x"])
def test_parts_outside_the_file_are_refused(name: str) -> None:
    assert "文件之外" in refused(zipped({**word_parts(ARTICLE), name: b"x"}))


def test_encrypted_files_are_refused() -> None:
    data = bytearray(word(ARTICLE))
    data[6] |= 1
    directory = data.index(b"PK\x01\x02")
    data[directory + 8] |= 1
    assert "密码" in refused(bytes(data))
    ole = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(600) + "EncryptedPackage".encode("utf-16-le")
    assert "密码" in refused(ole)


@pytest.mark.parametrize("method", [zipfile.ZIP_BZIP2, zipfile.ZIP_LZMA])
def test_compressions_word_does_not_write_are_refused(method: int) -> None:
    assert "损坏" in refused(zipped(word_parts(ARTICLE), method))


SECRET = "不可外传"


@pytest.mark.parametrize("declaration", [
    '<!DOCTYPE w:document [<!ENTITY x SYSTEM "file://{file}">]>',
    '<!DOCTYPE w:document [<!ENTITY a "AAAAAAAAAA"><!ENTITY b "&a;&a;&a;&a;"><!ENTITY x "&b;&b;&b;&b;">]>',
    '<!DOCTYPE w:document SYSTEM "http://192.0.2.1/a.dtd">',
    '<!DOCTYPE w:document [<!ENTITY % y SYSTEM "http://192.0.2.1/a.dtd">%y;]>',
])  # fmt: skip
@pytest.mark.parametrize("encoding", ["utf-8", "utf-16"])
def test_declarations_of_entities_are_refused(declaration: str, encoding: str, tmp_path) -> None:  # type: ignore[no-untyped-def]
    (tmp_path / "secret").write_text(SECRET, encoding="utf-8")
    reference = "&x;" if " x " in declaration else ""
    xml = document(f"<w:p><w:r><w:t>{reference}</w:t></w:r></w:p>", declaration.format(file=tmp_path / "secret"))
    message = refused(with_document(xml.replace('"1.0"', f'"1.0" encoding="{encoding}"').encode(encoding)))
    assert "DTD" in message or "损坏" in message


@pytest.mark.parametrize("wrapper", ["ins", "smartTag", "sdt", "tbl", "p", "r", "sdtContent", "customXml"])
@pytest.mark.parametrize("depth", [80, 240, 50_000])
def test_deep_files_are_refused_or_read(wrapper: str, depth: int) -> None:
    inside = {
        "sdt": ("<w:sdt><w:sdtContent>", "</w:sdtContent></w:sdt>"),
        "tbl": ("<w:tbl><w:tr><w:tc>", "</w:tc></w:tr></w:tbl>"),
    }
    opening, closing = inside.get(wrapper, (f"<w:{wrapper}>", f"</w:{wrapper}>"))
    depth = depth // opening.count("<")
    for before, after in (("", ""), ("<w:p>", "</w:p>")):
        data = with_document(document(ARTICLE + before + opening * depth + ARTICLE + closing * depth + after))
        try:
            assert read_word(data).body.startswith("第一条 甲。")
        except UnreadableFile:
            assert depth > 60


def test_spans_do_not_fill_the_memory() -> None:
    wide = table(cell("甲", '<w:gridSpan w:val="2000000000"/>') + cell("", '<w:gridSpan w:val="999999999"/>'))
    assert len(read_word(word(ARTICLE + wide)).body) < 1000
    assert "列太多" in refused(word(table("".join(cell(str(n)) for n in range(65)))))
    down = [cell("长" * 40_000, '<w:vMerge w:val="restart"/>') + cell("乙")]
    down += [cell("", "<w:vMerge/>") + cell("乙")] * 200
    assert "太长" in refused(word(ARTICLE + table(*down)))


def test_merged_cells_in_inner_tables_do_not_multiply() -> None:
    content = "长" * 2000
    for _ in range(30):
        content = table(
            cell(content if content.startswith("<") else paragraph(content), '<w:vMerge w:val="restart"/>')
            + cell("甲"),
            *[cell("", "<w:vMerge/>") + cell("甲")] * 10,
        )
    assert "太长" in refused(word(ARTICLE + content))


def test_long_labels_do_not_fill_the_memory() -> None:
    body = "".join(numbered("甲。") for _ in range(300))
    assert "太长" in refused(word(body, numbering=numbering(level(0, "decimal", "长" * 20_000 + "%1"))))


def test_notes_and_styles_that_name_themselves_end() -> None:
    reference = '<w:p><w:r><w:footnoteReference w:id="{}"/></w:r><w:r><w:t>注</w:t></w:r></w:p>'
    notes = "".join(f'<w:footnote w:id="{n}">{reference.format((n + 1) % 3000)}</w:footnote>' for n in range(3000))
    styles = "".join(f'<w:style w:styleId="s{n}"><w:basedOn w:val="s{(n + 1) % 3000}"/></w:style>' for n in range(3000))
    body = ARTICLE + reference.format(0) + paragraph("乙。", '<w:pStyle w:val="s0"/>') * 50
    assert "〔注1：" in read_word(word(body, footnotes=notes, styles=styles)).body


@pytest.mark.parametrize("data", [
    b"PK\x03\x04", b"PK\x03\x04" + b"word/document.xml" * 3, word(ARTICLE)[:300], word(ARTICLE)[:-30],
    word(ARTICLE).replace(b"PK\x05\x06", b"PK\x05\x07"),
    zipped({"a.txt": "第一条 甲。"}), zipped({"[Content_Types].xml": "", "xl/workbook.xml": ""}),
    zipped({"[Content_Types].xml": "", "word/styles.xml": ""}),
    with_document(""), with_document("<a/>"), with_document("<w:document"), with_document(document("")),
    with_document(b"\x00\x01\x02"), with_document(document("").encode("utf-16")[:51]),
    zipped({**word_parts(ARTICLE), "_rels/.rels": "<"}), zipped({**word_parts(ARTICLE), "word/styles.xml": "<"}) + b"",
    zipped({"word/": b"", "[Content_Types].xml": b""}),
])  # fmt: skip
def test_broken_and_foreign_packages_are_refused(data: bytes) -> None:
    try:
        assert read_file("合同.docx", data).articles == 1
    except UnreadableFile as error:
        assert error.message and error.remedy


def test_relations_that_lead_outside_are_not_followed() -> None:
    parts = word_parts(ARTICLE, styles="")
    for target in ("../../../etc/passwd", "file:///etc/passwd", "http://192.0.2.1/styles.xml", "", "."):
        relations = str(parts["word/_rels/document.xml.rels"]).replace('Target="styles.xml"', f'Target="{target}"')
        assert read_word(zipped({**parts, "word/_rels/document.xml.rels": relations})).articles == 1


def test_random_damage_never_fails() -> None:
    chance = random.Random(17)
    body = ARTICLE + numbered("乙。") + table(cell("岗位") + cell("工资"), cell("甲") + cell("2,000"))
    good = zipped(word_parts(body, numbering=numbering(level(0, "decimal", "%1."))), zipfile.ZIP_STORED)
    for _ in range(400):
        data = bytearray(good)
        for _ in range(chance.randrange(1, 6)):
            data[chance.randrange(len(data))] = chance.randrange(256)
        if chance.random() < 0.3:
            del data[chance.randrange(len(data)) :]
        try:
            read_file("合同.docx", bytes(data))
        except UnreadableFile as error:
            assert error.message


def test_random_elements_never_fail() -> None:
    """Any nesting of Word's elements, with any values, is read or refused."""
    chance = random.Random(23)
    names = [
        "p",
        "r",
        "t",
        "tbl",
        "tr",
        "tc",
        "sdt",
        "sdtPr",
        "sdtContent",
        "ins",
        "del",
        "pPr",
        "rPr",
        "numPr",
        "ilvl",
        "numId",
        "pStyle",
        "fldChar",
        "instrText",
        "br",
        "tab",
        "sym",
        "gridSpan",
        "vMerge",
        "tcPr",
        "footnoteReference",
        "txbxContent",
        "drawing",
        "ruby",
        "rubyBase",
        "showingPlcHdr",
        "vanish",
        "u",
        "hyperlink",
        "fldSimple",
    ]
    values = ["", "0", "1", "-1", "99999999999999999999", "x", "restart", "begin", "separate", "end", "s", " TOC "]

    def element(depth: int) -> str:
        name = chance.choice(names)
        pairs = "".join(
            f' w:{key}="{chance.choice(values)}"'
            for key in ("val", "id", "fldCharType", "instr")
            if chance.random() < 0.4
        )
        inside = "".join(element(depth - 1) for _ in range(chance.randrange(4))) if depth else "字"
        return f"<w:{name}{pairs}>{inside}</w:{name}>"

    lists = numbering(level(0, "chineseCounting", "第%1条"))
    for _ in range(300):
        body = ARTICLE + "".join(element(5) for _ in range(6))
        assert "第一条" in read_word(word(body, numbering=lists, styles='<w:style w:styleId="s"/>')).body


def test_text_of_a_file_is_bounded() -> None:
    text = run("工资按月支付。" * 100)
    assert "太长" in refused(zipped(word_parts(f"<w:p>{text}</w:p>" * 6000), zipfile.ZIP_STORED))
