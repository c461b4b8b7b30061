"""How long checking takes: one contract in a process of its own, and a library of 357 contracts with 45 clauses each.

python -m bench.checking [--contracts 357]
"""

import argparse
import os
import resource
import statistics
import subprocess
import sys
import tempfile
import time
from datetime import date
from pathlib import Path
from typing import NamedTuple

from bench.corpus import write_library
from cbtool.desk.check import check
from cbtool.desk.judging import Choice
from cbtool.resources import starter_library
from cbtool.settings import Settings

ON = date(2026, 11, 21)


class Times(NamedTuple):
    """Of one process: on the wall, and of the processor; the latter does not depend on what else the machine does."""

    wall: float
    cpu: float


def run(*arguments: str, cache: Path) -> Times:
    """Times of one command in a fresh process."""
    environment = {**os.environ, "CBTOOL_CACHE": str(cache), "PYTHONIOENCODING": "utf-8"}
    environment.pop("PYTHONDONTWRITEBYTECODE", None)
    before, started = resource.getrusage(resource.RUSAGE_CHILDREN), time.perf_counter()
    command = [sys.executable, "-m", "cbtool", *arguments]
    subprocess.run(command, env=environment, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL, check=False)
    wall, after = time.perf_counter() - started, resource.getrusage(resource.RUSAGE_CHILDREN)
    return Times(wall, after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime)


def cold(folder: Path) -> None:
    """One contract in a process of its own: never read before, read before but on another day, and checked before."""
    cache = folder / "cold"
    run("check", "cb-2026-0010", cache=cache)  # makes store and law
    names = [f"cb-2026-{number:04}" for number in range(1, 10)]
    kinds = {
        "never read": [run("check", name, cache=cache) for name in names],
        "kept": [run("check", name, cache=cache) for name in names],
        "another day": [run("check", name, "--on", "2026-10-01", cache=cache) for name in names],
        "cbtool show": [run("show", name, cache=cache) for name in names],
    }
    for name, times in kinds.items():
        wall, cpu = (statistics.median(column) for column in zip(*times, strict=True))
        print(f"one contract, {name}: {wall:.2f} s, processor {cpu:.2f} s")


def library(folder: Path, contracts: int) -> None:
    """A whole library, then again from what was kept."""
    root = folder / "library"
    write_library(root, contracts)
    settings = Settings(root, folder / "cache", ON)
    next(iter(check(settings, [_first(root)], Choice())))  # reads the files, makes the law's JSON
    for name in ("checked", "kept"):
        started = time.perf_counter()
        cpu = time.process_time()
        found = [record for record in check(settings, [str(root)], Choice()) if isinstance(record, dict)]
        wall, cpu = time.perf_counter() - started, time.process_time() - cpu
        findings = sum(len(record["findings"]) for record in found)
        values = sum(len(record["grades"]) for record in found)
        print(f"{name}: {len(found)} contracts in {wall:.1f} s ({cpu:.1f} s CPU), {findings} findings, {values} values")


def _first(root: Path) -> str:
    return sorted(place.name for place in (root / "contracts").iterdir())[0]


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--contracts", type=int, default=357)
    given = parser.parse_args()
    print(f"starter library: {starter_library().name}; python {sys.version.split()[0]}")
    with tempfile.TemporaryDirectory() as folder:
        cold(Path(folder))
        library(Path(folder), given.contracts)


if __name__ == "__main__":
    main()
