"""Measure the readers of files: what comes out whole, and how long it takes.

Run: python -m bench.importing [--part printed|scanned|speed|round-trip] [--files 300]. Contracts are the samples of the templates, written as .docx, printed as
PDF by LibreOffice and by reportlab, scanned with red seals, and read back; LibreOffice, poppler-utils, `[test]` and
`[ocr]` have to be there.
"""

import argparse
import re
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Iterator, Sequence
from datetime import date
from pathlib import Path
from random import Random

from cbtool.desk.draft import load_answers
from cbtool.desk.reader_process import Reader
from cbtool.drafting.draft import make_draft
from cbtool.drafting.package import word_file
from cbtool.drafting.prepared import prepare
from cbtool.errors import UnreadableFile
from cbtool.importers import read_file
from cbtool.library.templates import open_template, sample_names
from cbtool.resources import starter_library
from cbtool.text.body import Block, read_blocks
from cbtool.text.clauses import parse_clauses

sys.path.append(str(Path(__file__).parent.parent / "tests" / "importers"))
from pdf_data import HEADER, LAYOUTS, printed
from test_scan import contract, scanned

ON = date(2026, 11, 21)


def samples() -> Iterator[tuple[str, tuple[Block, ...]]]:
    """Every sample of every template as blocks."""
    for folder in sorted((starter_library() / "templates").iterdir()):
        opened = open_template(folder)
        template = prepare(opened.template, opened.source, folder.name)
        for name in sample_names(folder):
            answers = load_answers(template, folder / "samples" / f"{name}.yaml")[0]
            yield f"{folder.name}-{name}", tuple(make_draft(template, answers).blocks)


def words(text: str) -> str:
    """Letters, figures and column marks only: LibreOffice does not print punctuation that hangs over the edge."""
    return re.sub(r"[^\w|]|_", "", text)


def compared(blocks: Sequence[Block], body: str) -> list[int]:
    """Paragraphs, those that came out whole, rows, those that came out whole, running headers left."""
    got = {words(line) for line in body.split("\n")}
    blocks = [block for block in blocks if block.kind != "signature"]
    paragraphs = [words(block.line) for block in blocks if not block.rows]
    rows = [words("|" + "|".join(row) + "|") for block in blocks for row in block.rows if len(row) > 1]
    left = sum(words(HEADER) in words(line) or bool(re.search("第.{1,3}页共", line)) for line in body.split("\n"))
    return [len(paragraphs), sum(p in got for p in paragraphs), len(rows), sum(row in got for row in rows), left]


def office(command: str, files: Sequence[Path], folder: Path) -> None:
    """Have LibreOffice turn files into another format."""
    profile = f"-env:UserInstallation={(folder / 'profile').as_uri()}"
    words = ["soffice", profile, "--headless", "--convert-to", command, "--outdir", str(folder)]
    subprocess.run([*words, *map(str, files)], check=True, capture_output=True, timeout=600)


def timed(read: Callable[[], object]) -> float:
    """The seconds that the better of two runs takes."""
    times = []
    for _ in range(2):
        start = time.perf_counter()
        read()
        times.append(time.perf_counter() - start)
    return min(times)


def print_pdf(folder: Path) -> None:
    """What comes out of PDFs of both producers."""
    print("| PDF by | pages | paragraphs | whole | rows | whole | headers left | CPU s a page |\n" + "| --- " * 8 + "|")
    texts = dict(samples())
    for name, blocks in texts.items():
        (folder / f"{name}.docx").write_bytes(word_file(blocks, "1", ON, name))
    files = [folder / f"{name}.docx" for name in texts]
    office("pdf", files, folder)
    of_office = [(read_blocks(read_file("a", f.read_bytes()).body), f.with_suffix(".pdf").read_bytes()) for f in files]
    sources = {"LibreOffice": of_office}
    for number, layout in enumerate((*LAYOUTS, LAYOUTS[0]._replace(indent=0, justified=False)), 1):
        name = f"reportlab, layout {number}" + (" (no indent, no spacing)" if number > len(LAYOUTS) else "")
        bodies = ([block for block in blocks if block.kind != "signature"] for blocks in texts.values())
        sources[name] = [(blocks, printed(blocks, layout)) for blocks in bodies]
    for producer, pairs in sources.items():
        start = time.process_time()
        found = [compared(blocks, read_file("a", data).body) for blocks, data in pairs]
        seconds = time.process_time() - start
        totals = [sum(column) for column in zip(*found, strict=True)]
        pages = sum(len(re.findall(rb"/Type\s*/Page[^s]", data)) for _, data in pairs)
        shares = [
            totals[0],
            f"{totals[1] / totals[0]:.2%}",
            totals[2],
            f"{totals[3] / max(totals[2], 1):.2%}",
            totals[4],
        ]
        print(f"| {producer} | {pages} | " + " | ".join(map(str, shares)) + f" | {seconds / pages:.3f} |")


def print_round_trip() -> None:
    """.docx → body → .docx → body."""
    counts = {"articles": 0, "items": 0, "tables": 0, "blanks": 0}
    lost = 0
    for name, blocks in samples():
        first = read_file("a", word_file(blocks, "1", ON, name))
        again = read_file("a", word_file(tuple(read_blocks(first.body)), "1", ON, name))
        kinds = [clause.kind for clause in parse_clauses(again.body).walk()]
        for kind in ("articles", "items", "tables"):
            counts[kind] += kinds.count(kind[:-1])  # type: ignore[arg-type]
        counts["blanks"] += again.body.count("____")
        lost += again.body != first.body
    print(f"docx → library → docx → library: {counts}, texts that differ: {lost}")


def print_scans(folder: Path) -> None:
    """Labels of articles in scans with a red seal on each page."""
    print("| scan | pages | labels | found | false | s a page | CPU s |\n" + "| --- " * 7 + "|")
    blocks = contract(120)
    wanted = {block.label for block in blocks if block.kind == "article"}
    for dots, skew, noise in ((200, 0.4, 0.0), (120, 1.8, 0.12)):
        place = folder / str(dots)
        place.mkdir()
        pages = scanned(printed(blocks, LAYOUTS[0]._replace(size=14)), dots, skew, noise, place)
        pages[0].save(place / "a.tif", save_all=True, append_images=pages[1:], compression="jpeg")
        data = (place / "a.tif").read_bytes()
        start, used = time.perf_counter(), time.process_time()
        found = read_file("a.tif", data)
        seconds, used = (
            (now - then) / len(pages) for now, then in ((time.perf_counter(), start), (time.process_time(), used))
        )
        got = {clause.label for clause in parse_clauses(found.body).articles()}
        print(
            f"| {dots} dpi | {len(pages)} | {len(wanted)} | {len(wanted & got) / len(wanted):.1%} | {len(got - wanted)} | {seconds:.2f} | {used:.2f} |"
        )


def print_speed(folder: Path, count: int) -> None:
    """Seconds for one file of ten pages, and for many files in a row, all in the child process."""
    blocks = contract(65)
    (folder / "ten.docx").write_bytes(word_file(tuple(blocks), "1", ON, "十页"))
    office("pdf", [folder / "ten.docx"], folder)
    office("doc", [folder / "ten.docx"], folder)
    with_reader = Reader()
    pages = len(re.findall(rb"/Type\s*/Page[^s]", (folder / "ten.pdf").read_bytes()))
    first = time.perf_counter()
    with_reader.read(folder / "ten.docx")
    print(f"{pages} pages, the first file with the start of the process: {time.perf_counter() - first:.2f} s")
    for kind in ("docx", "pdf", "doc"):
        print(f".{kind}: {timed(lambda kind=kind: with_reader.read(folder / f'ten.{kind}')):.3f} s")  # type: ignore[misc]
    for number, (name, blocks) in enumerate(samples()):
        (folder / f"{name}.docx").write_bytes(word_file(blocks, "1", ON, name))
        (folder / f"{name}.pdf").write_bytes(printed(blocks, LAYOUTS[number % len(LAYOUTS)]))
    made = [file for pattern in ("*.docx", "*.pdf", "ten.doc") for file in sorted(folder.glob(pattern))]
    chance = Random(1)
    start, refused = time.perf_counter(), 0
    for _ in range(count):
        try:
            with_reader.read(chance.choice(made))
        except UnreadableFile:
            refused += 1
    print(
        f"{count} files of {len(made)} kinds (.docx, .pdf, .doc): {time.perf_counter() - start:.1f} s, refused {refused}"
    )
    with_reader.close()


def main() -> None:
    """Print the figures."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--part", choices=["round-trip", "printed", "speed", "scanned"], help="only this part")
    parser.add_argument("--files", type=int, default=300)
    options = parser.parse_args()
    parts: dict[str, Callable[[Path], None]] = {
        "round-trip": lambda folder: print_round_trip(),
        "printed": print_pdf,
        "speed": lambda folder: print_speed(folder, options.files),
        "scanned": print_scans,
    }
    for part, measure in parts.items():
        if options.part in (None, part):
            with tempfile.TemporaryDirectory() as name:
                measure(Path(name))


if __name__ == "__main__":
    main()
