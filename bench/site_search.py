"""The site's search at district size: sizes, requests and times in real Chromium, cold and warm.

    python -m bench.site_search [--contracts 357] [--runs 5]

A bare page with the joined search scripts; the finished page adds its own HTML, styles and scripts.
LAN is 5 ms and 50 Mbit/s, phone is 60 ms, 10 Mbit/s and a processor four times slower, disk is file://.
"""

import argparse
import re
import statistics
import tempfile
import time
from collections.abc import Mapping, Sequence
from datetime import date
from pathlib import Path
from typing import Any, NamedTuple

from tests.site.search_page import STATIC, chromium, read_passages, served

from bench.corpus import write_library
from cbtool.model.passage import Passage
from cbtool.search.vocabulary import Vocabulary
from cbtool.settings import Settings
from cbtool.site.search_data import SCRIPTS, index_files

QUERIES = (
    "加班费", "工资", "高温津贴", "最低工资 -计件", "电子 加班", "150%", "年休假", '"正常工作时间工资"', "主题:高温 地区:深圳",
    "劳动防护用品", "女职工 哺乳", "社会保险费由谁交", "加班工资按照不低于", "薪", "工资总额怎么跟利润挂钩", "夜班津贴标准",
)  # fmt: skip
PROFILES = {"disk": None, "LAN": (5, 50, 1), "phone": (60, 10, 4)}
FIRST = """async (text) => {
  await cbtool.search.find({ text });
  return [performance.now(), performance.getEntriesByType('resource').length + 1,
    performance.getEntriesByType('resource').reduce((sum, e) => sum + e.encodedBodySize, 0)];
}"""
WARM = """async (text) => {
  const times = [];
  for (let i = 0; i < 5; i++) {
    const start = performance.now();
    await cbtool.search.find({ text });
    times.push(performance.now() - start);
  }
  return Math.min(...times);
}"""


class First(NamedTuple):
    """The first answer of a visit: ms since the page was asked for, requests, bytes."""

    ms: float
    requests: int
    size: int


def joined_scripts() -> str:
    """All scripts in one, comments and indents left out."""
    text = "\n".join((STATIC / f"{name}.js").read_text(encoding="utf-8") for name in SCRIPTS)
    text = re.sub(r"^\s*/\*.*?\*/\s*$", "", text, flags=re.S | re.M)
    return re.sub(r"^(?:\s*//.*)?\s*", "", text, flags=re.M)


def write_page(folder: Path, passages: Mapping[str, Sequence[Passage]], vocabulary: Vocabulary) -> float:
    """The shards and a bare page; the CPU seconds that the shards took."""
    start = time.process_time()
    files = list(index_files(passages, vocabulary))
    taken = time.process_time() - start
    for path, data in files:
        (folder / path).parent.mkdir(parents=True, exist_ok=True)
        (folder / path).write_bytes(data)
    (folder / "static").mkdir()
    (folder / "static" / "search.js").write_text(joined_scripts(), encoding="utf-8")
    page = '<!doctype html><meta charset="utf-8"><script src="static/search.js"></script>'
    (folder / "index.html").write_text(page, encoding="utf-8")
    return taken


def sizes(folder: Path) -> list[str]:
    """Files and bytes by kind of shard."""
    groups: dict[str, list[int]] = {}
    for file in [*(folder / "index").iterdir(), folder / "static" / "search.js"]:
        groups.setdefault(re.sub(r"-\d+$", "-…", file.stem), []).append(file.stat().st_size)
    rows = [f"| {name} | {len(s)} | {sum(s) / 1e3:.0f} | {max(s) / 1e3:.0f} |" for name, s in sorted(groups.items())]
    total = sum(sum(s) for s in groups.values())
    return [
        "| shards | files | KB | largest KB |",
        "| --- | --- | --- | --- |",
        *rows,
        f"\n{total / 1e6:.1f} MB in all",
    ]


def visit(browser: Any, url: str, text: str, profile: tuple[int, int, int] | None) -> tuple[First, float]:
    """One cold visit and the same query again."""
    context = browser.new_context()
    page = context.new_page()
    if profile:
        shape(context.new_cdp_session(page), *profile)
    counted: list[int] = []
    page.on("requestfinished", lambda request: counted.append(1))
    page.goto(url)
    ms, requests, size = page.evaluate(FIRST, text)
    warm = page.evaluate(WARM, text)
    context.close()
    return First(ms, requests, size), warm


def shape(session: Any, latency: int, megabits: int, slower: int) -> None:
    """Slow the network and the processor down."""
    session.send("Network.enable")
    rate = megabits * 1e6 / 8
    limits = {"offline": False, "latency": latency, "downloadThroughput": rate, "uploadThroughput": rate}
    session.send("Network.emulateNetworkConditions", limits)
    session.send("Emulation.setCPUThrottlingRate", {"rate": slower})


def measure(browser: Any, folder: Path, runs: int) -> list[str]:
    """A row per query."""
    rows = [
        "| query | requests | KB | disk ms | LAN ms | phone ms | warm ms | warm phone ms |",
        "| --- |" + " --- |" * 7,
    ]
    with served(folder) as address:
        for text in QUERIES:
            cells = {}
            for name, profile in PROFILES.items():
                url = address + "index.html" if profile else (folder / "index.html").as_uri()
                cells[name] = [visit(browser, url, text, profile) for _ in range(runs)]
            first = cells["LAN"][0][0]
            cold = [statistics.median(f.ms for f, _ in cells[name]) for name in PROFILES]
            warm = [min(w for _, w in cells[name]) for name in ("LAN", "phone")]
            times = " | ".join(f"{ms:.0f}" for ms in cold)
            rows.append(
                f"| {text} | {first.requests} | {first.size / 1e3:.0f} | {times} | {warm[0]:.1f} | {warm[1]:.1f} |"
            )
    return rows


def main() -> None:
    """Print the tables."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--contracts", type=int, default=357)
    parser.add_argument("--runs", type=int, default=5)
    given = parser.parse_args()
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        write_library(folder / "library", given.contracts)
        passages, vocabulary = read_passages(Settings(folder / "library", folder / "cache", date(2026, 11, 21)))
        (folder / "site").mkdir()
        taken = write_page(folder / "site", passages, vocabulary)
        print(f"{len(passages)} documents, {sum(map(len, passages.values()))} passages; shards in {taken:.1f} CPU s\n")
        print("\n".join(sizes(folder / "site")) + "\n")
        with chromium() as browser:
            print("\n".join(measure(browser, folder / "site", given.runs)))


if __name__ == "__main__":
    main()
