"""Search engines side by side on one generated corpus, as ratios to ripgrep, SQLite FTS5 and interpreter start.

    python -m bench.search --clauses 16000 [--engines tantivy,whoosh,fts5] [--cold]

Builds are given in CPU seconds of this process, warm times as p50/p95 over the queries (best of three runs each),
cold times as the median of whole processes run in turn with their peer.
"""

import argparse
import random
import resource
import shutil
import sqlite3
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Iterable, Sequence
from pathlib import Path
from typing import NamedTuple, Protocol

from bench.corpus import CLAUSES, passages, write_library
from cbtool.model.passage import Passage
from cbtool.model.query import All, Among, Query, Words
from cbtool.search.engine import open_engine, words_of
from cbtool.text.atoms import occurrences, phrase
from cbtool.text.normal import normalise

WORDS = (
    "加班",
    "高温",
    "工资",
    "女职工",
    "协商",
    "津贴",
    "培训",
    "年休假",
    "工会",
    "计件",
    "社会保险",
    "事故",
    "配送",
    "保洁",
)
PHRASES = (
    "加班工资",
    "正常工作时间工资",
    "职工代表大会",
    "不低于",
    "协商代表",
    "劳动防护用品",
    "法定休假日",
    "高温津贴",
    "集体合同",
    "女职工委员会",
)
FACETS = ("level", "kind", "region", "year")


class Peer(Protocol):
    """What is measured: build, one lookup of a piece (all of it counted), and adding one document."""

    def build(self, documents: Iterable[tuple[str, list[Passage]]]) -> None: ...
    def look(self, piece: str) -> int: ...
    def add(self, name: str, found: list[Passage]) -> None: ...


class Ours:
    """One of our engines, by way of the seam."""

    def __init__(self, name: str, folder: Path) -> None:
        self.engine = open_engine(name, folder)

    def build(self, documents: Iterable[tuple[str, list[Passage]]]) -> None:
        for name, found in documents:
            self.engine.upsert(name, found)
        self.engine.commit()

    def look(self, piece: str) -> int:
        return self.run(_words(piece))

    def run(self, query: Query, facets: Sequence[str] = ()) -> int:
        return self.engine.search(query, 10, facets=facets).total

    def add(self, name: str, found: list[Passage]) -> None:
        self.engine.upsert(name, found)
        self.engine.commit()


class Fts5:
    """SQLite's full text index over the same tokens (each written as letters, so that its tokenizer keeps them)."""

    def __init__(self, folder: Path) -> None:
        folder.mkdir(parents=True, exist_ok=True)
        self.db = sqlite3.connect(folder / "fts.sqlite")
        self.db.execute("create virtual table if not exists clause using fts5(text, address unindexed)")

    def build(self, documents: Iterable[tuple[str, list[Passage]]]) -> None:
        for name, found in documents:
            self._insert(name, found)
        self.db.commit()

    def _insert(self, name: str, found: list[Passage]) -> None:
        self.db.executemany(
            "insert into clause values (?, ?)", ((_letters(words_of(p)["text"].split()), p.address) for p in found)
        )

    def look(self, piece: str) -> int:
        found = phrase(normalise(piece))
        match = '"' + _letters(found.tokens) + '"' + (" *" if found.prefix else "")
        self.db.execute("select address from clause where clause match ? order by rank limit 10", (match,)).fetchall()
        return int(self.db.execute("select count(*) from clause where clause match ?", (match,)).fetchone()[0])

    def add(self, name: str, found: list[Passage]) -> None:
        self._insert(name, found)
        self.db.commit()


def _letters(tokens: Iterable[str]) -> str:
    return " ".join("".join(f"x{ord(c):x}" for c in token) for token in tokens)


def _words(piece: str) -> Words:
    found = phrase(normalise(piece))
    return Words("text", found.tokens, found.prefix)


class Row(NamedTuple):
    """One line of the table; times in ms unless said."""

    engine: str
    build_cpu_s: float
    index_mb: float
    add: float
    word: tuple[float, float]
    phrase: tuple[float, float]
    filters: tuple[float, float] | None
    facets: tuple[float, float] | None
    wrong: int


def timed(run: Callable[[], object]) -> float:
    """Milliseconds, best of three."""
    best = float("inf")
    for _ in range(3):
        start = time.perf_counter()
        run()
        best = min(best, time.perf_counter() - start)
    return best * 1000


def spread(times: Sequence[float]) -> tuple[float, float]:
    """p50 and p95."""
    ordered = sorted(times)
    return statistics.median(ordered), ordered[min(len(ordered) - 1, round(0.95 * (len(ordered) - 1)))]


def measure(name: str, folder: Path, count: int, truth: dict[str, int]) -> Row:
    """Build, query and add with one engine."""
    peer: Peer = Fts5(folder) if name == "fts5" else Ours(name, folder)
    start = resource.getrusage(resource.RUSAGE_SELF)
    peer.build(passages(count))
    used = resource.getrusage(resource.RUSAGE_SELF)
    cpu = used.ru_utime + used.ru_stime - start.ru_utime - start.ru_stime
    wrong = sum(peer.look(piece) != n for piece, n in truth.items())
    words = spread([timed(lambda w=w: peer.look(w)) for w in WORDS])  # type: ignore[misc]
    phrases = spread([timed(lambda w=w: peer.look(w)) for w in PHRASES])  # type: ignore[misc]
    filters = facets = None
    if isinstance(peer, Ours):
        filters = spread([timed(lambda w=w: peer.run(_filtered(w))) for w in WORDS])  # type: ignore[misc]
        facets = spread([timed(lambda w=w: peer.run(_words(w), FACETS)) for w in WORDS])  # type: ignore[misc]
    size = sum(f.stat().st_size for f in folder.rglob("*") if f.is_file()) / 1e6
    extra = [(f"{n}-x", [p._replace(address=f"{n}-x#{i}") for i, p in enumerate(ps)]) for n, ps in passages(3, seed=99)]
    adding = [_once(lambda n=n, ps=ps: peer.add(n, ps)) for n, ps in extra]  # type: ignore[misc]
    return Row(name, cpu, size, statistics.median(adding), words, phrases, filters, facets, wrong)


def _once(run: Callable[[], object]) -> float:
    start = time.perf_counter()
    run()
    return (time.perf_counter() - start) * 1000


def _filtered(word: str) -> Query:
    return All(
        (
            _words(word),
            Among("level", ("industry",)),
            Among("kind", ("wage", "women")),
            Among("year", tuple(map(str, range(2016, 2025)))),
        )
    )


def plain_text(folder: Path, count: int) -> tuple[Path, dict[str, int], float, float]:
    """The corpus as text, one passage a line; the truth of every query; its size in MB and the CPU s of making it."""
    pieces = [normalise(p) for p in (*WORDS, *PHRASES, *_cuts(count))]
    truth = dict.fromkeys(pieces, 0)
    file, start = folder / "corpus.txt", time.process_time()
    with file.open("w", encoding="utf-8") as out:
        for _, found in passages(count):
            for passage in found:
                out.write(passage.text.replace("\n", " ") + "\n")
    making = time.process_time() - start
    for _, found in passages(count):
        for text in (normalise(p.text) for p in found):
            for piece in pieces:
                truth[piece] += piece in text and bool(occurrences(text, piece))
    return file, truth, file.stat().st_size / 1e6, making


def _cuts(count: int) -> list[str]:
    chance = random.Random(3)
    texts = [normalise(p.body) for _, found in passages(min(count, 40)) for p in found if len(p.body) > 20]
    cuts = []
    for _ in range(40):
        text = chance.choice(texts)
        at = chance.randrange(len(text) - 9)
        cuts += text[at : at + chance.randint(1, 9)].split()[:1]
    return cuts


def ripgrep(file: Path) -> tuple[float, float] | None:
    """A whole scan of the text by ripgrep, start of its process included."""
    if not shutil.which("rg"):
        return None
    return spread([timed(lambda w=w: subprocess.run(["rg", "-c", "-F", w, file], capture_output=True)) for w in WORDS])  # type: ignore[misc]


def cold(folder: Path, count: int) -> list[str]:
    """Whole processes in turn: bare interpreter, `import click`, and our search."""
    write_library(folder / "library", count)
    search = [sys.executable, "-m", "cbtool", "search", "加班费", "--library", str(folder / "library")]
    commands = {
        "python -c pass": [sys.executable, "-c", "pass"],
        "import click": [sys.executable, "-c", "import click"],
    }
    commands["cbtool search"] = search
    times: dict[str, list[float]] = {name: [] for name in commands}
    environment = {"PATH": "/usr/bin:/bin", "HOME": str(folder), "CBTOOL_CACHE": str(folder / "cache")}
    subprocess.run(search, capture_output=True, env=environment, check=True)
    for _ in range(31):
        for name, command in commands.items():
            times[name].append(_once(lambda c=command: subprocess.run(c, capture_output=True, env=environment)))  # type: ignore[misc]
    medians = {name: statistics.median(found) for name, found in times.items()}
    base = medians["import click"]
    return [f"| {name} | {ms:.1f} | {ms / base:.2f} |" for name, ms in medians.items()]


def report(rows: Sequence[Row], scan: tuple[float, float] | None, megabytes: float, making: float) -> str:
    """Two tables: figures, and ratios to the peers of the same run."""
    lines = [
        "| engine | build CPU s | index MB (× text) | add one contract ms | word p50/p95 ms | phrase | 3 filters | 4 facets | wrong |"
    ]
    lines.append("| --- | --- | --- | --- | --- | --- | --- | --- | --- |")
    for row in rows:
        cells = [
            "–" if s is None else f"{s[0]:.2f}/{s[1]:.2f}" for s in (row.word, row.phrase, row.filters, row.facets)
        ]
        size = f"{row.index_mb:.1f} ({row.index_mb / megabytes:.2f})"
        lines.append(
            f"| {row.engine} | {max(0.0, row.build_cpu_s - making):.1f} | {size} | {row.add:.0f} | {' | '.join(cells)} | {row.wrong} |"
        )
    if scan:
        lines.append(f"| ripgrep, whole scan | – | – | – | {scan[0]:.1f}/{scan[1]:.1f} | – | – | – | – |")
        lines += ["", *(f"{r.engine}: word p95 is {r.word[1] / scan[1]:.3f} × ripgrep's" for r in rows)]
    return "\n".join(lines)


def main() -> None:
    """Print the tables."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--clauses", type=int, default=16000)
    parser.add_argument("--engines", default="tantivy,fts5,whoosh")
    parser.add_argument("--cold", action="store_true", help="also time whole processes on a library of that size")
    given = parser.parse_args()
    count = max(1, given.clauses // CLAUSES)
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        file, truth, megabytes, making = plain_text(folder, count)
        print(f"{count} contracts, about {given.clauses} clauses, {megabytes:.1f} MB of text, {len(truth)} queries\n")
        rows = [measure(engine, folder / engine, count, truth) for engine in given.engines.split(",")]
        print(report(rows, ripgrep(file), megabytes, making))
        if given.cold:
            print("\n| whole process | median ms | × import click |\n| --- | --- | --- |")
            print("\n".join(cold(folder, count)))


if __name__ == "__main__":
    main()
