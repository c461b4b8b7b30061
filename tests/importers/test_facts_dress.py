"""Whole contracts in the dress of many offices: what enters unasked is right, and most of what is said is read."""

import pytest
from bench.disguises import FORMS, Forms, disguised
from bench.disguises_held import HELD
from bench.facts import Tally, truth_of

from cbtool.importers import read_file


@pytest.mark.slow
@pytest.mark.parametrize("forms", [FORMS, HELD], ids=["first", "second"])
def test_nothing_wrong_enters_and_most_is_read(forms: Forms) -> None:
    tally = Tally()
    for case in disguised(96, forms=forms):
        facts = read_file("a.md", "\n\n".join(case.lines).replace("|\n\n|", "|\n|").encode()).facts
        tally.add(case.name, facts, truth_of(case), implied=case.implied)
    assert tally.wrong == []
    for field, least in (
        ("title", 0.95),
        ("parties", 0.95),
        ("label", 0.95),
        ("signed", 0.95),
        ("effective_from", 0.95),
    ):
        counts = tally.counts[field]
        assert counts["right"] >= least * counts["wanted"] > 0, field
