"""How well the values of clauses are read: precision and recall over the labelled clauses, both halves apart.

`python -m bench.provisions` prints the table; `--errors` lists the errors of the dev half. The held half is never listed:
who tunes patterns must not look at it.
"""

import hashlib
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import NamedTuple

import yaml

from cbtool.law.reading import Codebook, read_values
from cbtool.model.provision import Provision, Provisions
from cbtool.resources import starter_library
from cbtool.text.clauses import parse_clauses
from cbtool.text.sentences import sentences

LABELLED = Path(__file__).parents[1] / "tests/law/labelled"


class Labelled(NamedTuple):
    """A clause, and the values that should be read from it: (provision, value or range, unit)."""

    text: str
    heading: str
    values: frozenset[tuple[str, str, str]]

    @property
    def half(self) -> str:
        """`dev` or `held`, by a fixed hash of the text."""
        return ("dev", "held")[hashlib.sha256(self.text.encode()).digest()[0] % 2]


class Score(NamedTuple):
    """Counts of one half."""

    right: int
    read: int
    wanted: int

    @property
    def precision(self) -> float:
        return self.right / self.read if self.read else 1.0

    @property
    def recall(self) -> float:
        return self.right / self.wanted if self.wanted else 1.0


def provisions() -> dict[str, Provision]:
    """The codebook of the starter library."""
    text = (starter_library() / "provisions.yaml").read_text(encoding="utf-8")
    loaded = yaml.load(text, Loader=yaml.CBaseLoader)
    return {p.id: p for p in Provisions.model_validate(loaded).provisions}


def labelled(known: dict[str, Provision]) -> Iterator[Labelled]:
    """Every labelled clause."""
    for file in sorted(LABELLED.glob("*.yaml")):
        for clause in yaml.load(file.read_text(encoding="utf-8"), Loader=yaml.CBaseLoader)["clauses"]:
            values = clause["v"] if isinstance(clause["v"], dict) else {}
            wanted = frozenset(_wanted(known[name], value) for name, value in values.items())
            yield Labelled(clause["t"], clause.get("h", ""), wanted)


def _wanted(provision: Provision, value: str) -> tuple[str, str, str]:
    number, _, unit = value.partition(" ")
    own = "" if provision.type in ("yes_no", "text") else provision.unit or ""
    return provision.id, number, unit or own


def contract_text(text: str, heading: str = "") -> str:
    """The clause as the only article of a contract."""
    return f"# 示例集体合同\n\n第一条 {f'【{heading}】' if heading else ''}{text}\n"


def read(book: Codebook, text: str, heading: str = "") -> frozenset[tuple[str, str, str]]:
    """What the reader reads from a clause."""
    found = read_values(sentences(parse_clauses(contract_text(text, heading))), book)
    return frozenset(
        (v.provision, v.value + (f"~{v.upper}" if v.upper else ""), v.unit) for v in found if v.confidence >= 0.8
    )


def scores(book: Codebook, clauses: list[Labelled]) -> dict[str, Score]:
    """Precision and recall by half."""
    result = {}
    for half in ("dev", "held"):
        pairs = [(read(book, c.text, c.heading), c.values) for c in clauses if c.half == half]
        right = sum(len(got & wanted) for got, wanted in pairs)
        result[half] = Score(right, sum(len(got) for got, _ in pairs), sum(len(wanted) for _, wanted in pairs))
    return result


def main() -> None:
    known = provisions()
    book, clauses = Codebook(known.values()), list(labelled(known))
    empty = sum(not c.values for c in clauses)
    print(f"{len(clauses)} clauses ({empty} without any value), {len(known)} provisions")
    for half, score in scores(book, clauses).items():
        count = sum(c.half == half for c in clauses)
        print(
            f"{half}: {count} clauses, {score.wanted} values, {score.read} read, {score.right} right; "
            f"precision {score.precision:.3f}, recall {score.recall:.3f}"
        )
    if "--errors" in sys.argv:
        for clause in (c for c in clauses if c.half == "dev"):
            got = read(book, clause.text, clause.heading)
            if got != clause.values:
                print(
                    clause.text.strip(),
                    "\n   missed",
                    sorted(clause.values - got),
                    "wrong",
                    sorted(got - clause.values),
                )


if __name__ == "__main__":
    main()
