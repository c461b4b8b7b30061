"""`law/rules/*.yaml` and `law/subjects.yaml`, read and checked: a rule with a fault is refused, the others stay."""

from collections.abc import Collection, Iterator, Sequence
from pathlib import Path
from typing import NamedTuple

from cbtool.library.shelf import read_text
from cbtool.library.yamlfile import read_record, read_yaml
from cbtool.model.parameter import NATION
from cbtool.model.problem import Problem
from cbtool.model.rule import Rule, Rules
from cbtool.model.subject import BargainingSubject, Subjects
from cbtool.text.citations import find_citations
from cbtool.text.codes import regions
from cbtool.text.patterns import compile_pattern

SHELF = "law/rules"
SUBJECTS = "law/subjects.yaml"


class Known(NamedTuple):
    """What rules may name: topics, sub-topics included, provisions, parameters, and modules of the program."""

    topics: Collection[str]
    provisions: Collection[str]
    parameters: Collection[str]
    modules: Collection[str]


class Fault(NamedTuple):
    """What is wrong with an entry, at the key of it that the line is that of."""

    key: str
    message: str
    remedy: str


def read_rules(roots: Sequence[Path], known: Known) -> tuple[dict[str, Rule], list[Problem]]:
    """Every rule by id, and what is wrong with the files.

    A file of an earlier root hides the one of the same name in a later root, unless nothing in it can be used.
    """
    found: dict[str, Rule] = {}
    problems: list[Problem] = []
    taken: set[str] = set()
    for root in roots:
        for file in sorted((root / SHELF).glob("[!._]*.yaml")):
            if file.name not in taken:
                rules, faults = read_rule_file(file, f"{SHELF}/{file.name}", known)
                problems += faults
                if rules:
                    taken.add(file.name)
                    problems += _merge(found, rules, f"{SHELF}/{file.name}")
    return dict(sorted(found.items())), problems


def _merge(found: dict[str, Rule], rules: Sequence[Rule], path: str) -> list[Problem]:
    known = [rule.id for rule in rules if rule.id in found]
    found.update((rule.id, rule) for rule in rules if rule.id not in found)
    return [Problem(path, 0, f"规则 {name} 在别的文件里已有", "留下一处，删去另一处") for name in known]


def read_rule_file(file: Path, path: str, known: Known) -> tuple[tuple[Rule, ...], list[Problem]]:
    """The sound rules of one file, with every fault of the others by its line; none where the file's form is broken."""
    text, problems = read_text(file, path)
    record, wrong = read_record(text, Rules, path) if text is not None else (None, [])
    found: dict[str, Rule] = {}
    faults: list[tuple[int, Fault]] = []
    for number, rule in enumerate(record.rules if record else ()):
        here = list(_faults(rule, known))
        if rule.id in found:
            here.append(Fault("id", f"规则 {rule.id} 写了两次", "留下一处，删去另一处"))
        faults += [(number, fault) for fault in here]
        if not here:
            found[rule.id] = rule
    return tuple(found.values()), [*problems, *wrong, *_placed(text or "", path, "rules", faults)]


def read_subjects(roots: Sequence[Path], known: Known) -> tuple[tuple[BargainingSubject, ...], list[Problem]]:
    """The bargaining subjects of the first root that has a sound list of them, and what is wrong with the files."""
    problems: list[Problem] = []
    for root in roots:
        if (root / SUBJECTS).is_file():
            text, faults = read_text(root / SUBJECTS, SUBJECTS)
            record, wrong = read_record(text, Subjects, SUBJECTS) if text is not None else (None, [])
            unknown = [
                (number, Fault("topics", f"topics.yaml 里没有协商事项 {topic}", "改成已有的编号"))
                for number, subject in enumerate(record.subjects if record else ())
                for topic in sorted(set(subject.topics) - set(known.topics))
            ]
            faults += [*wrong, *_placed(text or "", SUBJECTS, "subjects", unknown)]
            problems += faults
            if record and not faults:
                return record.subjects, problems
    return (), problems


def _placed(text: str, path: str, key: str, faults: Sequence[tuple[int, Fault]]) -> Iterator[Problem]:
    """The faults with their lines; the text is read for its lines only where there is a fault."""
    lines = read_yaml(text)[1] if faults else {}
    for number, fault in faults:
        line = lines.get((key, number, fault.key), lines[key, number])
        yield Problem(path, line, fault.message, fault.remedy)


def _faults(rule: Rule, known: Known) -> Iterator[Fault]:
    yield from _unknown_names(rule, known)
    yield from _wrong_basis(rule)
    shape = "forbid" if rule.forbid else "require"
    for pattern in patterns_of(rule):
        try:
            compile_pattern(pattern)
        except ValueError as error:
            yield Fault(shape, f"规则 {rule.id}：{error}", "写法见 CONTRIBUTING.md“句式”")


def _unknown_names(rule: Rule, known: Known) -> Iterator[Fault]:
    asked = set(rule.require.topics) if rule.require else set()
    held = {rule.compare.parameter} if rule.compare else set()
    shape = "compare" if rule.compare else "require"
    named: list[tuple[str, set[str] | set[str | None], Collection[str], str]] = [
        ("topics.yaml 里没有协商事项", {rule.topic}, known.topics, "topic"),
        ("topics.yaml 里没有协商事项", asked, known.topics, "require"),
        ("provisions.yaml 里没有约定值", set(_provisions(rule)), known.provisions, shape),
        ("law/parameters 里没有法定参数", held, known.parameters, "compare"),
        ("程序里没有模块", {rule.module}, known.modules, "module"),
    ]
    for message, names, allowed, key in named:
        for name in sorted(name for name in names if name and name not in allowed):
            yield Fault(key, f"规则 {rule.id}：{message} {name}", "检查拼写，改成已有的编号")


def _provisions(rule: Rule) -> tuple[str, ...]:
    if rule.compare and rule.compare.subject.provision:
        return (rule.compare.subject.provision,)
    return rule.require.provisions if rule.require else ()


def _wrong_basis(rule: Rule) -> Iterator[Fault]:
    for code in (rule.region, *rule.not_in):
        if code != NATION and code not in regions():
            yield Fault("region", f"规则 {rule.id}：地区代码 {code} 不在 GB/T 2260 表中", "查对代码")
    for cited in (rule.citation, *rule.more_citations):
        if cited.article and not any(c.article for c in find_citations(str(cited))):
            yield Fault("citation", f"引用“{cited}”认不出条款号", "写成 第四十四条第一项 的样子")


def patterns_of(rule: Rule) -> tuple[str, ...]:
    """Every pattern of a rule."""
    if rule.forbid:
        return (*rule.forbid.patterns, *rule.forbid.unless, *([rule.forbid.where] if rule.forbid.where else []))
    if rule.require:
        around = [text for text in (rule.require.when, rule.require.where) if text]
        return (*rule.require.patterns, *rule.require.unless, *around)
    return ()
