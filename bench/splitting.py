"""Measure the clause parser on a folder of statute texts: recall and false articles in four forms.

Run: python bench/splitting.py FOLDER [--show]. The truth are the lines of tidy files that begin 第X条.
"""

import argparse
import re
import time
from collections.abc import Callable
from pathlib import Path

from cbtool.text.clauses import parse_clauses
from cbtool.text.numerals import parse_numeral

_LABEL = re.compile(r"(?m)^第([一二三四五六七八九十百千零〇]+)条(?:之([一二三四五六七八九十]+))?(?=[ \u3000])")
_WIDTH = 28


def tidy_text(path: Path) -> str:
    """The text of a file without its front matter, one paragraph per line."""
    text = path.read_text(encoding="utf-8")
    return "\n".join(line.strip() for line in text.splitlines() if line.strip() and "INFO END" not in line)


def true_articles(text: str) -> list[tuple[int, int]]:
    """Number and suffix of the articles, as a reader of the tidy text sees them."""
    return [(parse_numeral(m[1]), parse_numeral(m[2]) if m[2] else 0) for m in _LABEL.finditer(text)]


def wrap(text: str) -> str:
    """The text as a page of 28 characters a line gives it, indents lost."""
    lines = text.split("\n")
    return "\n".join(line[i : i + _WIDTH] for line in lines for i in range(0, max(len(line), 1), _WIDTH))


FORMS: dict[str, Callable[[str], str]] = {
    "as it is": lambda text: text,
    "wrapped at 28": wrap,
    "one line": lambda text: text.replace("#", "").replace("\n", " "),
    "no spaces": lambda text: re.sub(r"[#\s]", "", text),
}


def compare(wanted: list[tuple[int, int]], found: list[tuple[int, int]]) -> tuple[int, int]:
    """How many of the wanted articles were found, and how many were found too many."""
    rest = list(wanted)
    for article in found:
        if article in rest:
            rest.remove(article)
    hits = len(wanted) - len(rest)
    return hits, len(found) - hits


def measure(texts: dict[str, str], name: str, show: bool) -> None:
    """Print one line of the table."""
    wanted = hits = extra = perfect = warned = 0
    started = time.perf_counter()
    for file, text in texts.items():
        outline = parse_clauses(FORMS[name](text))
        found = [(c.number, c.suffix) for c in outline.articles()]
        truth = true_articles(text)
        got, more = compare(truth, found)
        wanted, hits, extra = wanted + len(truth), hits + got, extra + more
        perfect += got == len(truth) and not more
        warned += bool(outline.warnings)
        if show and (got < len(truth) or more):
            print(f"  {file}: {got} of {len(truth)}, {more} extra, {outline.numbering}, {outline.warnings[:3]}")
    seconds = time.perf_counter() - started
    recall = 100 * hits / max(wanted, 1)
    print(f"{name:14} {wanted:7} {recall:9.4f} % {extra:6} {perfect:5}/{len(texts)} {warned:7} {seconds:8.2f} s")


def main() -> None:
    """Print the table for the files of a folder."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("folder", type=Path)
    parser.add_argument("--show", action="store_true", help="name the files that are not perfect")
    options = parser.parse_args()
    paths = sorted(path for path in options.folder.glob("*.md") if path.name != "README.md")
    texts = {path.name: tidy_text(path) for path in paths}
    print(f"{'form':14} {'articles':>7} {'recall':>9}    {'extra':>6} {'perfect':>8} {'warned':>7} {'time':>9}")
    for name in FORMS:
        measure(texts, name, options.show)


if __name__ == "__main__":
    main()
