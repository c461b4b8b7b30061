"""LibreOffice, where it is installed: one form of an office file turned into another."""

import shutil
import subprocess
import tempfile
from pathlib import Path

from cbtool import processes

SECONDS = 50.0
MOST_MEMORY = 4 * processes.GIB
_PLACES = ("C:/Program Files/LibreOffice/program/soffice.exe", "/Applications/LibreOffice.app/Contents/MacOS/soffice")
_SETTINGS = (
    ("Common/Security/Scripting", "DisableMacrosExecution", "true"),
    ("Common/Security/Scripting", "MacroSecurityLevel", "3"),
    ("Common/Security/Scripting", "BlockUntrustedRefererLinks", "true"),
    ("Common/Security/Scripting", "DisableActiveContent", "true"),
    ("Writer/Content/Update", "Link", "0"),
)


def program() -> str | None:
    """LibreOffice's program; None where this machine has none."""
    found = shutil.which("soffice") or shutil.which("libreoffice")
    return found or next((place for place in _PLACES if Path(place).exists()), None)


def has_chinese_font() -> bool:
    """Whether a Chinese font is installed; yes where the system cannot be asked."""
    tool = shutil.which("fc-list")
    return tool is None or bool(subprocess.run([tool, ":lang=zh"], capture_output=True, check=False).stdout.strip())


def convert(program: str, data: bytes, suffix: str, reader: str, writer: str) -> bytes | None:
    """The file in another form, None where LibreOffice does not make it.

    `reader` and `writer` are its filters, the writer's with its suffix before a colon (`docx:MS Word 2007 XML`).
    It works in a folder and with a profile of its own: no macros, no links followed, no network.
    """
    with tempfile.TemporaryDirectory(prefix="cbtool-") as name, processes.more_memory(MOST_MEMORY):
        folder = Path(name).resolve()
        _write_profile(folder / "profile")
        source = folder / f"source{suffix}"
        source.write_bytes(data)
        profile = (folder / "profile").as_uri()
        command = [program, f"-env:UserInstallation={profile}", "--headless", "--norestore", f"--infilter={reader}"]
        command += ["--nolockcheck", "--convert-to", writer, "--outdir", str(folder / "made"), str(source)]
        processes.run(command, folder, SECONDS)
        made = folder / "made" / f"source.{writer.partition(':')[0]}"
        return made.read_bytes() if made.is_file() else None


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
