"""An office's folder brought in at once: speed, copies, versions.

    python -m bench.batch 300          # mixed files into a new library, then again, then what was linked and refused

One file in ten is a copy, the next version of another contract, empty, broken, or no contract at all.
"""

import argparse
import json
import os
import random
import subprocess
import sys
import tempfile
import time
from collections import Counter
from datetime import date
from pathlib import Path
from typing import Any

from tests.importers.pdf_data import LAYOUTS, printed

from bench.corpus import contracts
from cbtool.drafting.package import word_file
from cbtool.model.contract import Contract
from cbtool.model.labels import KINDS
from cbtool.text.body import read_blocks
from cbtool.text.numerals import to_chinese

ENDINGS = (
    ("docx",) * 10 + ("pdf",) * 6 + ("gb18030", "gb18030", "gb18030", "utf-8", "utf-8", "utf-16", "md", "md", "html")
)
SURNAMES, GIVEN = "赵钱孙李周吴郑王冯陈", "伟芳娜敏静丽强磊军洋勇艳杰娟涛明超"
JUNK = ((".docx", b""), (".pdf", b"%PDF-1.4\n%broken"), (".txt", "买菜\n开会\n".encode()))


def lines_of(record: Contract, articles: list[tuple[str, str]], year: int, chance: random.Random) -> list[str]:
    """A contract as an office has it: parties, persons, articles, term, signatures."""
    firm = record.title.removeprefix("示例").partition("有限公司")[0] + "有限公司"
    kind = "" if record.kind == "comprehensive" else KINDS[record.kind] if record.kind != "other" else "劳动定额专项"
    name = "".join((chance.choice(SURNAMES), *chance.sample(GIVEN, 2)))
    numbered = [f"第{to_chinese(n)}条 {text}" for n, (_, text) in enumerate(articles, 1)]
    return [
        f"{firm}{kind}集体合同", f"甲方（职工方）：{firm}工会委员会", f"乙方（企业方）：{firm}", f"法定代表人：{name}", *numbered,
        f"第{to_chinese(len(numbered) + 1)}条 本合同自{year}年1月1日起至{year}年12月31日止。", "甲方（盖章）：____",
        "乙方（盖章）：____", f"{year - 1}年12月20日",
    ]  # fmt: skip


def write(folder: Path, stem: str, ending: str, lines: list[str], chance: random.Random) -> None:
    """The lines as a file of one kind."""
    text = "\n".join(lines) + "\n"
    marked = f"# {lines[0]}\n\n" + "\n\n".join(lines[1:]) + "\n"
    if ending == "docx":
        data = word_file(tuple(read_blocks(marked)), "1", date(2026, 1, 1), lines[0])
    elif ending == "pdf":
        data = printed(read_blocks(marked), chance.choice(LAYOUTS))
    elif ending == "html":
        paragraphs = "".join(f"<p>{line}</p>" for line in lines)
        data = f'<meta charset="gb2312"><div><a href="#">首页</a></div><div>{paragraphs}</div>'.encode("gb18030")
    else:
        data = marked.encode() if ending == "md" else text.encode(ending)
    suffix = ending if ending in ("docx", "pdf", "html", "md") else "txt"
    (folder / f"{stem}.{suffix}").write_bytes(data)


def make_folder(folder: Path, count: int) -> Counter[str]:
    """So many files of every kind; how many of each kind of trouble is among them."""
    chance, trouble = random.Random(11), Counter[str]()
    made = []
    for number, (record, articles) in enumerate(contracts(count - count // 10)):
        year = record.signed.year + 1 if record.signed else 2020
        lines = lines_of(record, articles[: chance.randint(15, 40)], year, chance)
        made.append((record, articles, year, lines))
        write(
            folder,
            f"{number:04d} {chance.choice(('终稿', '盖章版', '新建文档'))}",
            ENDINGS[number % len(ENDINGS)],
            lines,
            chance,
        )
    for number in range(count // 10):
        record, articles, year, lines = made[number * 3]
        what = ("copy", "version", "junk")[number % 3]
        trouble[what] += 1
        if what == "junk":
            suffix, data = JUNK[number // 3 % len(JUNK)]
            (folder / f"z{number}{suffix}").write_bytes(data)
        elif what == "copy":
            write(folder, f"z{number} 副本", "utf-8", lines, chance)
        else:
            write(folder, f"z{number} 续签", "docx", lines_of(record, articles[:20], year + 1, chance), chance)
    return trouble


def run(*arguments: str, cache: Path) -> tuple[float, float, str]:
    """Wall seconds, CPU seconds with those of the reading processes, and output of a command."""
    environment = {**os.environ, "CBTOOL_CACHE": str(cache), "PYTHONIOENCODING": "utf-8"}
    begun, used = time.monotonic(), os.times()
    done = subprocess.run(
        [sys.executable, "-m", "cbtool", *arguments], capture_output=True, text=True, env=environment, check=False
    )
    spent = os.times()
    cpu = spent.children_user + spent.children_system - used.children_user - used.children_system
    return time.monotonic() - begun, cpu, done.stdout


def main() -> None:
    """Print the figures."""
    parser = argparse.ArgumentParser(description="import a folder of mixed files")
    parser.add_argument("count", type=int, nargs="?", default=300)
    count = parser.parse_args().count
    with tempfile.TemporaryDirectory() as place:
        folder, library, cache = (Path(place) / name for name in ("files", "library", "cache"))
        folder.mkdir()
        trouble = make_folder(folder, count)
        run("init", str(library), cache=cache)
        command = ("import", str(folder), "--library", str(library), "--yes-above", "0.9", "--format", "json")
        wall, cpu, told = run(*command, cache=cache)
        files: list[dict[str, Any]] = json.loads(told)["files"]
        fates = Counter("already" if f["already"] else f["status"] for f in files)
        print(f"{len(files)} files: {wall:.1f} s wall, {cpu:.1f} s CPU; {dict(fates)}; made with {dict(trouble)}")
        print(
            f"near copies refused: {sum(bool(f['near']) for f in files)}; linked: {sum(bool(f['supersedes']) for f in files)}"
        )
        wall, cpu, _ = run(*command, cache=cache)
        print(f"the same again: {wall:.1f} s wall, {cpu:.1f} s CPU")


if __name__ == "__main__":
    main()
