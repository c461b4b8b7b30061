"""The rules of the library, for lists, for people to read, and for the health check."""

from collections.abc import Iterable, Iterator
from functools import lru_cache
from typing import Any

from cbtool.law.cases import case_faults
from cbtool.law.findings import in_general
from cbtool.law.judged import Law
from cbtool.law.modules import MODULES
from cbtool.library.lawbook import ReadLaw, read_law
from cbtool.library.library import Library, open_library
from cbtool.model.contract import dump
from cbtool.model.problem import Problem
from cbtool.model.rule import Rule
from cbtool.settings import Settings
from cbtool.text.topics import TopicScorer

Record = dict[str, Any]
SHAPES = ("compare", "require", "forbid", "module", "checklist")


@lru_cache(maxsize=1)
def library_law(library: Library) -> ReadLaw:
    """The opened library's law as its files say it, and the faults of the files; read once."""
    return read_law(library, MODULES)


def law_of(read: ReadLaw) -> Law:
    """What documents are held against, without any other contract of the library."""
    return Law({p.name: p for p in read.book.parameters}, {p.id: p for p in read.book.provisions})


def rule_shape(rule: Rule) -> str:
    """Which of the shapes a rule has."""
    return next(shape for shape in SHAPES if getattr(rule, shape) is not None)


def rule_records(library: Library) -> list[Record]:
    """Every rule as a record, in order of id."""
    return [rule_record(rule) for rule in library_law(library).book.rules]


def rule_record(rule: Rule) -> Record:
    """The rule as its file says it, with its shape, and its citations in one line each."""
    cited = [str(citation) for citation in (rule.citation, *rule.more_citations)]
    words = {"message": in_general(rule.message), "remedy": in_general(rule.remedy), "citations": cited}
    return {"title": rule.demands, "shape": rule_shape(rule), **dump(rule), **words}


def rule_demands(settings: Settings) -> dict[str, str]:
    """What each rule demands, by id."""
    return {rule.id: rule.demands for rule in library_law(open_library(settings.library)).book.rules}


def rule_problems(library: Library, records: Iterable[Record]) -> Iterator[Problem]:
    """Faults of the files of rules, subjects and provisions, and waivers of rules that are not there."""
    read = library_law(library)
    known = {rule.id for rule in read.book.rules}
    for record in records:
        for waiver in record.get("waived", ()):
            if waiver["rule"] not in known:
                path = f"contracts/{record['id']}/contract.md"
                yield Problem(path, 0, f"豁免的规则 {waiver['rule']} 不存在", "查对编号：cbtool list rules")
    yield from (p for p in read.problems if not p.path.startswith("law/parameters/"))


def case_problems(library: Library) -> Iterator[Problem]:
    """Cases of rules that do not come out as they say."""
    read = library_law(library)
    law, scorer = law_of(read), TopicScorer(library.topics)
    for rule in read.book.rules:
        for fault in case_faults(rule, law, scorer):
            found = "、".join(sorted({f.severity for f in fault.found})) or "没有发现"
            wanted = fault.wanted or "没有发现"
            message = f"规则 {rule.id} 第 {fault.number} 个例子（{fault.name}）应为 {wanted}，实为 {found}"
            yield Problem("law/rules", 0, message, "改规则的句式，或者改例子")
