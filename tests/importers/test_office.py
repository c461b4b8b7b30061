"""Old office files over LibreOffice: the same contract as from .docx; where there is none, a hint."""

import shutil
import subprocess
from pathlib import Path

import pytest
from hostile_data import OLE, open_text, rtf
from word_data import cell, level, numbered, numbering, paragraph, table, word

from cbtool import office
from cbtool.errors import UnreadableFile
from cbtool.importers import read_file

BODY = (
    paragraph("示例厂工资专项集体合同")
    + "".join(numbered(f"工资按月支付，每月{n}日。") for n in range(1, 6))
    + table(cell("岗位") + cell("工资"), cell("焊工") + cell("3,000"))
    + paragraph("甲方（盖章）：____")
)
DOCX = word(BODY, numbering=numbering(level(0, "chineseCountingThousand", "第%1条")))


LISTED = (
    "{\\rtf1\\ansi\\uc1{\\*\\listtable{\\list\\listtemplateid1{\\listlevel\\levelnfc39\\levelstartat1\\levelfollow0"
    "{\\leveltext\\'03\\u31532?\\'00\\u26465?;}{\\levelnumbers\\'02;}}\\listid7}}"
    "{\\*\\listoverridetable{\\listoverride\\listid7\\listoverridecount0\\ls1}}"
    + "\\pard\\ls1\\ilvl0 \\u30002?\\u12290?\\par\n" * 3
    + "}"
).encode()


def converted(suffix: str, soffice: str, folder: Path) -> bytes:
    """The contract as LibreOffice writes it in another format."""
    (folder / "a.docx").write_bytes(DOCX)
    profile = f"-env:UserInstallation={(folder / 'profile').as_uri()}"
    command = [soffice, profile, "--headless", "--convert-to", suffix, "--outdir", folder, folder / "a.docx"]
    subprocess.run(command, check=True, capture_output=True, timeout=100)
    return (folder / f"a.{suffix}").read_bytes()


@pytest.mark.slow
def test_the_same_contract_as_from_docx(tmp_path: Path, soffice: str) -> None:
    wanted = read_file("a.docx", DOCX)
    for suffix, names in (("doc", ("合同.doc", "合同.wps", "合同.txt")), ("odt", ("合同.odt",))):
        data = converted(suffix, soffice, tmp_path)
        for name in names:
            found = read_file(name, data)
            assert found.reader == "office" and found.articles == 5
            assert found.body.split() == wanted.body.split() and found.sha256 == wanted.sha256
            assert any("LibreOffice" in warning for warning in found.warnings)


@pytest.mark.slow
def test_numbers_in_rich_text_are_kept(soffice: str) -> None:
    found = read_file("合同.doc", LISTED)
    assert [line for line in found.body.split("\n") if line] == ["第一条 甲。", "第二条 甲。", "第三条 甲。"]


def test_without_libreoffice_the_way_out_is_told(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(shutil, "which", lambda name: None)
    monkeypatch.setattr(office, "_PLACES", ())
    for data in (rtf(""), open_text(), OLE + "WordDocument".encode("utf-16-le")):
        with pytest.raises(UnreadableFile, match="LibreOffice") as error:
            read_file("合同.wps", data)
        assert ".docx" in error.value.remedy


def test_locked_files_are_told_before_they_are_opened() -> None:
    head = bytearray(OLE + bytes(504) + b"\xec\xa5" + bytes(600) + "WordDocument".encode("utf-16-le"))
    head[512 + 11] |= 1
    with pytest.raises(UnreadableFile, match="密码"):
        read_file("合同.doc", bytes(head))


def test_the_xml_of_word_2003_is_refused_whatever_its_name() -> None:
    data = b'<?xml version="1.0"?><?mso-application progid="Word.Document"?><w:wordDocument/>'
    for name in ("合同.doc", "合同.xml"):
        with pytest.raises(UnreadableFile, match="XML"):
            read_file(name, data)


def test_other_ole_files_are_refused() -> None:
    for stream in ("Workbook", "PowerPoint Document", "MatOST"):
        with pytest.raises(UnreadableFile, match="没有 Word 正文"):
            read_file("合同.wps", OLE + bytes(600) + stream.encode("utf-16-le"))
