"""The site at district size: how long a build takes, and how soon the first hits stand on the real search page.

    python -m bench.site_search [--contracts 357] [--runs 5]

LAN is 5 ms and 50 Mbit/s, phone is 60 ms, 10 Mbit/s and a processor four times slower, disk is file://.
"""

import argparse
import resource
import statistics
import tempfile
import time
from collections.abc import Callable
from datetime import date
from pathlib import Path
from typing import Any, NamedTuple
from urllib.parse import quote

from tests.site.search_page import chromium, served

from bench.corpus import write_library
from cbtool.settings import Settings
from cbtool.site.build import build

QUERIES = (
    "加班费", "工资", "高温津贴", "最低工资 -计件", "电子 加班", "150%", "年休假", "主题:高温 地区:深圳", "女职工 哺乳",
    "社会保险费由谁交", "加班工资按照不低于", "薪",
)  # fmt: skip
PROFILES = {"disk": None, "LAN": (5, 50, 1), "phone": (60, 10, 4)}
# notes when the first hit stands on the page, without asking from outside
WATCH = """new MutationObserver((_, watcher) => {
  if (document.querySelector('li.hit')) { window.firstHit = performance.now(); watcher.disconnect(); }
}).observe(document, { childList: true, subtree: true });"""
COUNTED = """() => {
  const all = performance.getEntriesByType('resource').concat(performance.getEntriesByType('navigation'));
  return [window.firstHit, all.length, all.reduce((sum, e) => sum + e.encodedBodySize, 0)];
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


def visit(browser: Any, url: str, text: str, profile: tuple[int, int, int] | None) -> tuple[First, float]:
    """A new visitor opens a link with a query; then the same query again, warm."""
    context = browser.new_context()
    page = context.new_page()
    page.add_init_script(WATCH)
    if profile:
        shape(context.new_cdp_session(page), *profile)
    page.goto(f"{url}#q={quote(text)}")
    page.wait_for_function("window.firstHit", timeout=30_000)
    ms, requests, size = page.evaluate(COUNTED)
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


def timed(run: Callable[[], object]) -> str:
    """Wall and CPU seconds."""
    start, used = time.perf_counter(), resource.getrusage(resource.RUSAGE_SELF)
    run()
    after = resource.getrusage(resource.RUSAGE_SELF)
    cpu = after.ru_utime + after.ru_stime - used.ru_utime - used.ru_stime
    return f"{time.perf_counter() - start:.2f} | {cpu:.2f} |"


def main() -> None:
    """Print the tables."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--contracts", type=int, default=357)
    parser.add_argument("--runs", type=int, default=5)
    given = parser.parse_args()
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        write_library(folder / "library", given.contracts)
        settings = Settings(folder / "library", folder / "cache", date(2026, 11, 21))
        print("| build | wall s | CPU s |\n| --- | --- | --- |")
        print("| cold, empty cache |", timed(lambda: build(settings, folder / "site")))
        print("| full, current derived store |", timed(lambda: build(settings, folder / "again")))
        print("| unchanged |", timed(lambda: build(settings, folder / "again")))
        made = [f.stat().st_size for f in (folder / "site").rglob("*") if f.is_file()]
        print(f"\n{len(made)} files, {sum(made) / 1e6:.1f} MB\n")
        with chromium() as browser:
            print("\n".join(measure(browser, folder / "site", given.runs)))


if __name__ == "__main__":
    main()
