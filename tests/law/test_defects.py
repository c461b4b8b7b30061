"""The rules find what was spoilt on purpose, and little else: 1,000 contracts with one defect each."""

from collections.abc import Iterable
from functools import cache

import pytest
from tests.law.defects import Defect, Judge, all_defects, sound_texts

from cbtool.desk.rules import law_of, library_law
from cbtool.library.library import open_library
from cbtool.resources import starter_library

PRECISION, RECALL = 0.95, 0.90
LEAST_DEFECTS, LEAST_RULES = 400, 60
MOST_FALSE = 0.05
"""Of sound clauses that look wrong, the share that may be found illegal or missing."""


@cache
def judge() -> Judge:
    """The starter library's rules."""
    library = open_library(starter_library())
    book = library_law(library)
    return Judge(library, law_of(book), {rule.id: rule for rule in book.book.rules})


def test_the_set_is_large_and_wide() -> None:
    defects = all_defects(starter_library())
    assert len(defects) >= LEAST_DEFECTS
    assert len({d.rule for d in defects}) >= LEAST_RULES
    assert all(d.text != d.base.text or d.facts != d.base.facts for d in defects)


@pytest.mark.slow
@pytest.mark.parametrize("held", [False, True])
def test_defects_are_found_by_their_rule_alone(held: bool) -> None:
    precision, recall, said = _measured(d for d in all_defects(starter_library()) if d.held is held)
    assert precision >= PRECISION and recall >= RECALL, said


def _measured(defects: Iterable[Defect]) -> tuple[float, float, list[tuple[str, ...]]]:
    """Precision, recall, and what was missed or found besides."""
    found, missed, beside = 0, [], []
    for defect in defects:
        new = judge().new(defect)
        place = (defect.rule, defect.base.name, defect.note)
        found += defect.rule in new
        missed += [("未报", *place)] if defect.rule not in new else []
        beside += [("多报", name, *place) for name in new - {defect.rule} - defect.also]
    precision, recall = found / (found + len(beside)), found / (found + len(missed))
    print(f"\n{found + len(missed)} 个缺陷，精确率 {precision:.3f}，召回率 {recall:.3f}")
    return precision, recall, [*missed, *beside]


@pytest.mark.slow
def test_sound_clauses_that_look_wrong_are_left_alone() -> None:
    texts = sound_texts(starter_library())
    false = [(text.note, new) for text in texts if (new := judge().new(text))]
    assert len(false) <= MOST_FALSE * len(texts), false
