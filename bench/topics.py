"""How well topics are assigned: precision and recall over labelled clauses, per half.

python -m bench.topics [--half dev]
"""

import argparse
from collections.abc import Iterator
from pathlib import Path
from typing import Any, NamedTuple

import yaml

from cbtool.library.library import open_library
from cbtool.resources import starter_library
from cbtool.text.topics import TopicScorer

LABELLED = Path(__file__).parents[1] / "tests" / "data" / "topics.yaml"


class Count(NamedTuple):
    """Labels given rightly, given wrongly, and missed."""

    right: int
    wrong: int
    missed: int

    @property
    def precision(self) -> float:
        return self.right / max(1, self.right + self.wrong)

    @property
    def recall(self) -> float:
        return self.right / max(1, self.right + self.missed)


def judged() -> Iterator[tuple[dict[str, Any], set[str]]]:
    """Every labelled clause with the topics it is given (sub-topics apart)."""
    scorer = TopicScorer(open_library(starter_library()).topics)
    labelled = yaml.safe_load(LABELLED.read_text(encoding="utf-8"))
    for clause in labelled["clauses"] if isinstance(labelled, dict) else labelled:
        given = scorer.topics_of(clause.get("heading", ""), clause.get("chapter", ""), clause["text"])
        yield clause, {topic for topic in given if "." not in topic}


def count(half: str) -> Count:
    """The figures of one half (`dev` was looked at while tuning, `held` was not)."""
    right = wrong = missed = 0
    for clause, given in judged():
        if clause["half"] == half:
            wanted = set(clause["topics"])
            right += len(given & wanted)
            wrong += len(given - wanted)
            missed += len(wanted - given)
    return Count(right, wrong, missed)


def main() -> None:
    """Print the table."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--half", default="", help="print this half's faults one by one")
    half = parser.parse_args().half
    for clause, given in judged():
        if clause["half"] == half and given != set(clause["topics"]):
            print(clause.get("heading", ""), clause["text"][:60], "wanted", clause["topics"], "given", sorted(given))
    print("| half | labels | precision | recall |\n| --- | --- | --- | --- |")
    for name in ("dev", "held"):
        figures = count(name)
        print(f"| {name} | {figures.right + figures.missed} | {figures.precision:.3f} | {figures.recall:.3f} |")


if __name__ == "__main__":
    main()
