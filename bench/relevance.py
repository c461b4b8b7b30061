"""How well search answers instructors' questions: nDCG@10, success@3, zero-result rate, per half.

python -m bench.relevance [--engine whoosh] [--half dev] [--verbose]
"""

import argparse
import math
import tempfile
from collections.abc import Mapping, Sequence
from datetime import date
from pathlib import Path
from typing import NamedTuple

import yaml

from cbtool.desk.find import Wish, find
from cbtool.resources import starter_library
from cbtool.settings import Settings

QUESTIONS = Path(__file__).with_name("questions.yaml")
DEPTH = 10
RIGHT = 2  # the grade from which a passage answers the question


class Score(NamedTuple):
    """One question's figures."""

    id: str
    query: str
    half: str
    ndcg: float
    success: bool
    empty: bool


def gain(grades: Sequence[int]) -> float:
    """Discounted cumulative gain of grades in the order shown (Järvelin and Kekäläinen 2002, exponential gain)."""
    return sum((2**grade - 1) / math.log2(place + 2) for place, grade in enumerate(grades))


def ndcg(shown: Sequence[str], relevant: Mapping[str, int]) -> float:
    """nDCG@10 of addresses shown."""
    best = gain(sorted(relevant.values(), reverse=True)[:DEPTH])
    return gain([relevant.get(address, 0) for address in shown[:DEPTH]]) / best if best else 0.0


def scores(settings: Settings) -> list[Score]:
    """Every question asked of the library's contracts."""
    result = []
    for question in yaml.safe_load(QUESTIONS.read_text(encoding="utf-8"))["questions"]:
        wish = Wish(question["query"], filters=(("document", "contract"),), limit=DEPTH, facets=())
        shown = [hit.passage.address for hit in find(settings, wish).hits]
        relevant = question["relevant"]
        success = any(relevant.get(address, 0) >= RIGHT for address in shown[:3])
        result.append(
            Score(question["id"], question["query"], question["half"], ndcg(shown, relevant), success, not shown)
        )
    return result


def table(found: Sequence[Score]) -> str:
    """The report, half by half."""
    lines = ["| half | questions | nDCG@10 | success@3 | zero results |", "| --- | --- | --- | --- | --- |"]
    for half in ("dev", "held"):
        rows = [s for s in found if s.half == half]
        n = len(rows) or 1
        lines.append(
            f"| {half} | {len(rows)} | {sum(s.ndcg for s in rows) / n:.3f} "
            f"| {sum(s.success for s in rows) / n:.0%} | {sum(s.empty for s in rows) / n:.0%} |"
        )
    return "\n".join(lines)


def main() -> None:
    """Print the table."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--engine", default="tantivy")
    parser.add_argument("--half", default="", help="print this half's questions one by one")
    given = parser.parse_args()
    with tempfile.TemporaryDirectory() as cache:
        found = scores(Settings(starter_library(), Path(cache), date(2026, 11, 21), given.engine))
    for score in sorted((s for s in found if s.half == given.half), key=lambda s: s.ndcg):
        print(f"{score.ndcg:.3f} {'+' if score.success else '-'} {score.id} {score.query}")
    print(table(found))


if __name__ == "__main__":
    main()
