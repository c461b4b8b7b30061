"""The rules find what was spoilt on purpose, and little else: 900 contracts with one defect each."""

from collections import Counter

import pytest
from tests.law.defects import Judge, all_defects

from cbtool.desk.rules import law_of, library_law
from cbtool.library.library import open_library
from cbtool.resources import starter_library

PRECISION, RECALL = 0.95, 0.90
LEAST_DEFECTS, LEAST_RULES = 400, 60


def test_the_set_is_large_and_wide() -> None:
    defects = all_defects(starter_library())
    assert len(defects) >= LEAST_DEFECTS
    assert len({d.rule for d in defects}) >= LEAST_RULES
    assert all(d.text != d.base.text or d.facts != d.base.facts for d in defects)


@pytest.mark.slow
def test_defects_are_found_by_their_rule_alone() -> None:
    library = open_library(starter_library())
    law = library_law(library)
    judge = Judge(library, law_of(law), {rule.id: rule for rule in law.book.rules})
    right: Counter[str] = Counter()
    missed, beside = [], []
    for defect in all_defects(starter_library()):
        new = judge.new(defect)
        right[defect.rule] += defect.rule in new
        if defect.rule not in new:
            missed.append((defect.rule, defect.base.name, defect.note))
        beside += [(name, defect.rule, defect.base.name, defect.note) for name in new - {defect.rule} - defect.also]
    found = right.total()
    print(
        f"\n{found + len(missed)} 个缺陷，精确率 {found / (found + len(beside)):.3f}，召回率 {found / (found + len(missed)):.3f}"
    )
    assert found / (found + len(beside)) >= PRECISION, beside
    assert found / (found + len(missed)) >= RECALL, missed
