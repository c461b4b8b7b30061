"""Automatic numbers as LibreOffice shows them, in random lists.

Left out is what LibreOffice 7.4 is known to do otherwise than Word: it ignores `isLgl` and `lvlRestart`, and counts
a level that is skipped at the beginning of a list; it goes on with circles after ⑳.
"""

import random
import shutil
import subprocess
from pathlib import Path

import pytest
from word_data import level, numbered, numbering, word

from cbtool.importers.blocks import Text
from cbtool.importers.word_blocks import BlockReader
from cbtool.importers.word_package import Package

FILES, PARAGRAPHS, LEVELS = 60, 40, 4
FORMS = (
    "decimal", "chineseCountingThousand", "japaneseCounting", "upperLetter", "lowerLetter", "lowerRoman",
    "upperRoman", "ideographTraditional", "chineseLegalSimplified", "decimalFullWidth",
)  # fmt: skip


def random_word(chance: random.Random) -> bytes:
    """A file with one multi-level list; in every other file the second half restarts it."""
    levels = []
    for place in range(LEVELS):
        text = chance.choice(["第%{}条", "（%{}）", "%{}、", "%{}."]).format(place + 1)
        if place and chance.random() < 0.4:
            text = ".".join(f"%{n + 1}" for n in range(place + 1))
        levels.append(level(place, chance.choice(FORMS), text, start=chance.choice([1, 1, 1, 2, 3])))
    lists = chance.choice([1, 2])
    override = '<w:lvlOverride w:ilvl="0"><w:startOverride w:val="1"/></w:lvlOverride>' if lists == 2 else ""
    body, place = "", 0
    for n in range(PARAGRAPHS):
        place = chance.randrange(0, min(place + 2, LEVELS)) if n else 0
        body += numbered(f"正文{n}", place, 1 if n < PARAGRAPHS // 2 else lists)
    return word(body, numbering=numbering(*levels, overrides=override, lists=lists))


@pytest.mark.slow
def test_random_lists_are_numbered_as_libreoffice_does(tmp_path: Path) -> None:
    office = shutil.which("soffice")
    if not office:
        pytest.skip("LibreOffice is not installed")
    chance = random.Random(5)
    files = [tmp_path / f"{n}.docx" for n in range(FILES)]
    for file in files:
        file.write_bytes(random_word(chance))
    profile = f"-env:UserInstallation={(tmp_path / 'profile').as_uri()}"
    command = [office, profile, "--headless", "--convert-to", "txt:Text (encoded):UTF8", "--outdir", str(tmp_path)]
    subprocess.run([*command, *map(str, files)], check=True, capture_output=True, timeout=300)
    for file in files:
        blocks = BlockReader(Package(file.read_bytes())).read()
        ours = ["".join(block.text.split()) for block in blocks if isinstance(block, Text)]
        shown = file.with_suffix(".txt").read_text(encoding="utf-8-sig").splitlines()
        assert ours == ["".join(line.split()) for line in shown if line.strip()], file.name
