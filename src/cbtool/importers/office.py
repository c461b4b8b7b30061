"""Old office files (.doc, .wps, .rtf, .odt): LibreOffice turns them into .docx, which our own reader reads."""

import re
import shutil
import tempfile
from pathlib import Path

from cbtool import processes
from cbtool.errors import UnreadableFile
from cbtool.importers.word import read_word
from cbtool.importers.word_package import checked_archive
from cbtool.model.intake import Imported

SECONDS = 50.0
MOST_MEMORY = 4 * processes.GIB
_OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
_WORD_STREAM = "WordDocument".encode("utf-16-le")
_WORD_HEAD = b"\xec\xa5"
_ENCRYPTED_AT = 0x0B
_SECTOR = 512
_FIRST_NAME = 30
_OPEN_TEXT = b"mimetypeapplication/vnd.oasis.opendocument.text"
_PLACES = ("C:/Program Files/LibreOffice/program/soffice.exe", "/Applications/LibreOffice.app/Contents/MacOS/soffice")
_FILTER = "docx:MS Word 2007 XML"
_KINDS = (
    (_OLE, ".doc", "MS Word 97"),
    (b"{\\rtf", ".rtf", "Rich Text Format"),
    (b"PK", ".odt", "writer8"),
)
_SETTINGS = (
    ("Common/Security/Scripting", "DisableMacrosExecution", "true"),
    ("Common/Security/Scripting", "MacroSecurityLevel", "3"),
    ("Common/Security/Scripting", "BlockUntrustedRefererLinks", "true"),
    ("Common/Security/Scripting", "DisableActiveContent", "true"),
    ("Writer/Content/Update", "Link", "0"),
)
_CONVERTED = "由 LibreOffice 从旧格式转换而来，请核对编号和表格"
_RESTARTS = "条号在各章重新从一开始；旧格式转换时可能丢掉“接着上一章编号”的设定，请核对"


def is_old_office(_name: str, data: bytes) -> bool:
    """Whether the bytes are a Word-97 file (a Kingsoft .wps is one too), RTF, or OpenDocument text."""
    if data.startswith(_OLE):
        return _WORD_STREAM in data
    return data.startswith(b"{\\rtf") or data.startswith(_OPEN_TEXT, _FIRST_NAME)


def read_office(data: bytes) -> Imported:
    """What LibreOffice makes of the file. Raises UnreadableFile: locked, no LibreOffice, or it could not read it."""
    if data.startswith(_OLE) and data[_SECTOR : _SECTOR + 2] == _WORD_HEAD and data[_SECTOR + _ENCRYPTED_AT] & 1:
        raise UnreadableFile("文件加了密码。", "请在 Word 或 WPS 里打开，去掉打开密码，另存后再导入。")
    if data.startswith(b"PK"):
        checked_archive(data)
    found = read_word(as_docx(data))
    remarks = [_CONVERTED]
    if len(re.findall(r"^第一条", found.body, re.M)) > 1:
        remarks.append(_RESTARTS)
    return found._replace(reader="office", warnings=(*remarks, *found.warnings))


def as_docx(data: bytes) -> bytes:
    """The file as .docx, made in a folder and with a profile of its own: no macros, no links followed, no network."""
    program = _program()
    with tempfile.TemporaryDirectory(prefix="cbtool-") as name, processes.more_memory(MOST_MEMORY):
        folder = Path(name).resolve()
        _write_profile(folder / "profile")
        suffix, reader = _kind(data)
        source = folder / f"source{suffix}"
        source.write_bytes(data)
        command = [
            program,
            f"-env:UserInstallation={(folder / 'profile').as_uri()}",
            "--headless",
            "--norestore",
            f"--infilter={reader}",
        ]
        command += ["--nolockcheck", "--convert-to", _FILTER, "--outdir", str(folder / "made"), str(source)]
        processes.run(command, folder, SECONDS)
        made = folder / "made" / "source.docx"
        if not made.is_file():
            raise UnreadableFile(
                "LibreOffice 没有读出这个文件，可能损坏、加密或太复杂。",
                "请在 Word 或 WPS 里打开，另存为 .docx 再导入。",
            )
        return made.read_bytes()


def _program() -> str:
    found = shutil.which("soffice") or shutil.which("libreoffice")
    found = found or next((place for place in _PLACES if Path(place).exists()), None)
    if found:
        return found
    raise UnreadableFile(
        "这是旧版 Office 文件（.doc、.wps、.rtf、.odt），要靠 LibreOffice 转换；这台机器上没有。",
        "请安装 LibreOffice 再导入；或在 Word、WPS 里打开，另存为 .docx 再导入。",
    )


def _kind(data: bytes) -> tuple[str, str]:
    """The suffix of the file, and which of its readers LibreOffice has to use; it must not guess."""
    return next((suffix, reader) for mark, suffix, reader in _KINDS if data.startswith(mark))


def _write_profile(profile: Path) -> None:
    items = "".join(
        f'<item oor:path="/org.openoffice.Office.{path}"><prop oor:name="{name}" oor:op="fuse" oor:finalized="true">'
        f"<value>{value}</value></prop></item>"
        for path, name, value in _SETTINGS
    )
    (profile / "user").mkdir(parents=True)
    (profile / "user" / "registrymodifications.xcu").write_text(
        '<?xml version="1.0" encoding="UTF-8"?><oor:items xmlns:oor="http://openoffice.org/2001/registry" '
        f'xmlns:xs="http://www.w3.org/2001/XMLSchema">{items}</oor:items>',
        encoding="utf-8",
    )
