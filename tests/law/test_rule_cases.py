"""Every rule of the starter library: sound entries, every case as it says, and samples without faults."""

from collections import Counter
from functools import cache

import pytest
from tests.law.defects import Judge, bases

from cbtool.desk.rules import law_of, library_law
from cbtool.law.cases import case_faults, case_findings
from cbtool.law.judged import Law
from cbtool.library.lawbook import ReadLaw
from cbtool.library.library import Library, open_library
from cbtool.model.rule import Rule
from cbtool.resources import starter_library
from cbtool.text.patterns import compile_pattern
from cbtool.text.topics import TopicScorer

TABLE = {"PAY": 33, "HRS": 14, "WOM": 19, "MIN": 1, "MGT": 17, "OSH": 8, "PRO": 25}
"""The rules that the fact sheet names, by their first letters."""


@cache
def library() -> Library:
    """The starter library."""
    return open_library(starter_library())


@cache
def read() -> ReadLaw:
    """Its law, as its files say it."""
    return library_law(library())


@cache
def law() -> Law:
    """What cases are held against."""
    return law_of(read())


def rules() -> tuple[Rule, ...]:
    """Every rule."""
    return read().book.rules


def test_the_files_are_sound() -> None:
    assert [p for p in read().problems if p.path.startswith("law/rules")] == []


def test_every_rule_of_the_table_is_there_once() -> None:
    ids = Counter(rule.id for rule in rules())
    wanted = [f"{name}-{number:02}" for name, last in TABLE.items() for number in range(1, last + 1)]
    assert [name for name in wanted if not ids[name]] == []
    assert max(ids.values()) == 1


def test_every_rule_has_a_manual_and_three_cases() -> None:
    poor = [r.id for r in rules() if not r.manual or {c.name for c in r.cases} < {"pass", "fail", "before"}]
    assert poor == []


def test_before_its_first_day_a_rule_is_silent() -> None:
    early = [(r.id, c.on) for r in rules() for c in r.cases if c.name == "before" and c.finds]
    assert early == []
    late = [(r.id, c.on) for r in rules() for c in r.cases if c.name == "before" and r.since and c.on >= r.since]
    assert [name for name, _ in late if not _rule(name).applies.level] == []


def _rule(name: str) -> Rule:
    return next(rule for rule in rules() if rule.id == name)


def test_every_case_comes_out_as_it_says() -> None:
    scorer = TopicScorer(library().topics)
    faults = [f for rule in rules() for f in case_faults(rule, law(), scorer)]
    said = [(f.rule, f.number, f.name, f.wanted, [x.severity for x in f.found]) for f in faults]
    assert said == []


def test_every_finding_names_its_article() -> None:
    scorer = TopicScorer(library().topics)
    found = [f for rule in rules() for case in rule.cases for f in case_findings(rule, case, law(), scorer)]
    assert [f.rule for f in found if not f.citation] == []
    assert [f.rule for f in found if "{" in f.message + f.remedy] == []


def test_every_wording_is_a_pattern() -> None:
    for rule in rules():
        for text in _wordings(rule):
            compile_pattern(text)


def _wordings(rule: Rule) -> list[str]:
    if rule.forbid:
        return [*rule.forbid.patterns, *rule.forbid.unless, *filter(None, [rule.forbid.where])]
    if rule.require:
        around = filter(None, [rule.require.when, rule.require.where])
        return [*rule.require.patterns, *rule.require.unless, *around]
    return []


def _strict(name: str) -> bool:
    return _rule(name).severity in ("illegal", "missing")


@pytest.mark.parametrize("front", [True, pytest.param(False, marks=pytest.mark.slow)])
def test_samples_are_without_faults(front: bool) -> None:
    """Sample contracts on the day they were signed, templates' samples as drafts: nothing illegal, nothing missing."""
    judge = Judge(library(), law(), {rule.id: rule for rule in rules()})
    faults = []
    for base in bases(library().roots[-1]):
        if base.front is front:
            found = judge.findings(base, base.text, base.facts, base.on)
            faults += [(base.name, f.rule, f.quote) for f in found if f.severity in ("illegal", "missing")]
    assert faults == []
