"""`law/rules/*.yaml` and `law/subjects.yaml`, read and checked: a rule with a fault is refused, the others stay."""

from collections.abc import Collection, Iterator, Sequence
from pathlib import Path
from typing import NamedTuple, TypeVar

from cbtool.library.yamlfile import Lines, read_record, read_yaml
from cbtool.model.contract import Record
from cbtool.model.parameter import NATION
from cbtool.model.problem import Problem
from cbtool.model.rule import Rule, Rules
from cbtool.model.subject import BargainingSubject, Subjects
from cbtool.text.citations import find_citations
from cbtool.text.codes import regions
from cbtool.text.patterns import compile_pattern

SHELF = "law/rules"
SUBJECTS = "law/subjects.yaml"
Kind = TypeVar("Kind", bound=Record)


class Known(NamedTuple):
    """What rules may name: topics, sub-topics included, provisions, parameters, and modules of the program."""

    topics: Collection[str]
    provisions: Collection[str]
    parameters: Collection[str]
    modules: Collection[str]


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
    record, lines, problems = _read(file, path, Rules)
    found: dict[str, Rule] = {}
    for number, rule in enumerate(record.rules if record else ()):
        place = ("rules", number)
        faults = list(_faults(rule, lines, place, path, known))
        if rule.id in found:
            faults.append(Problem(path, lines[*place, "id"], f"规则 {rule.id} 写了两次", "留下一处，删去另一处"))
        problems += faults
        if not faults:
            found[rule.id] = rule
    return tuple(found.values()), problems


def read_subjects(roots: Sequence[Path], known: Known) -> tuple[tuple[BargainingSubject, ...], list[Problem]]:
    """The bargaining subjects of the first root that has a sound list of them, and what is wrong with the files."""
    problems: list[Problem] = []
    for root in roots:
        if (root / SUBJECTS).is_file():
            record, lines, faults = _read(root / SUBJECTS, SUBJECTS, Subjects)
            for number, subject in enumerate(record.subjects if record else ()):
                for topic in set(subject.topics) - set(known.topics):
                    line = lines["subjects", number, "topics"]
                    faults.append(Problem(SUBJECTS, line, f"topics.yaml 里没有协商事项 {topic}", "改成已有的编号"))
            problems += faults
            if record and not faults:
                return record.subjects, problems
    return (), problems


def _read(file: Path, path: str, kind: type[Kind]) -> tuple[Kind | None, Lines, list[Problem]]:
    try:
        text = file.read_bytes().decode("utf-8")
    except UnicodeDecodeError:
        return None, {}, [Problem(path, 0, "文件不是 UTF-8 编码", "另存为 UTF-8")]
    except OSError as error:
        return None, {}, [Problem(path, 0, f"文件读不出来（{error.strerror}）", "检查读取权限")]
    record, problems = read_record(text, kind, path)
    return (record, read_yaml(text)[1], problems) if record else (None, {}, problems)


def _faults(rule: Rule, lines: Lines, place: tuple[str | int, ...], path: str, known: Known) -> Iterator[Problem]:
    yield from _unknown_names(rule, lines, place, path, known)
    yield from _wrong_basis(rule, Problem(path, lines[*place, "citation"], ""))
    for pattern in patterns_of(rule):
        yield from _wrong_pattern(pattern, Problem(path, _line(lines, place), rule.id))


def _line(lines: Lines, place: tuple[str | int, ...]) -> int:
    """The line of the shape a pattern stands in; patterns themselves may be folded over lines."""
    for shape in ("forbid", "require"):
        if (*place, shape) in lines:
            return lines[*place, shape]
    return lines[place]


def _unknown_names(
    rule: Rule, lines: Lines, place: tuple[str | int, ...], path: str, known: Known
) -> Iterator[Problem]:
    asked = set(rule.require.topics) if rule.require else set()
    held = {rule.compare.parameter} if rule.compare else set()
    named: list[tuple[str, set[str] | set[str | None], Collection[str], str]] = [
        ("topics.yaml 里没有协商事项", {rule.topic}, known.topics, "topic"),
        ("topics.yaml 里没有协商事项", asked, known.topics, "require"),
        ("provisions.yaml 里没有约定值", set(_provisions(rule)), known.provisions, "compare"),
        ("law/parameters 里没有法定参数", held, known.parameters, "compare"),
        ("程序里没有模块", {rule.module}, known.modules, "module"),
    ]
    for message, names, allowed, key in named:
        line = lines.get((*place, key), lines[place])
        for name in sorted(name for name in names if name and name not in allowed):
            yield Problem(path, line, f"规则 {rule.id}：{message} {name}", "检查拼写，改成已有的编号")


def _provisions(rule: Rule) -> tuple[str, ...]:
    if rule.compare and rule.compare.subject.provision:
        return (rule.compare.subject.provision,)
    return rule.require.provisions if rule.require else ()


def _wrong_basis(rule: Rule, at: Problem) -> Iterator[Problem]:
    if rule.region != NATION and rule.region not in regions():
        yield at._replace(message=f"规则 {rule.id}：地区代码 {rule.region} 不在 GB/T 2260 表中", remedy="查对代码")
    for cited in (rule.citation, *rule.more_citations):
        if cited.article and not any(c.article for c in find_citations(str(cited))):
            yield at._replace(message=f"引用“{cited}”认不出条款号", remedy="写成 第四十四条第一项 的样子")


def patterns_of(rule: Rule) -> tuple[str, ...]:
    """Every pattern of a rule."""
    if rule.forbid:
        return (*rule.forbid.patterns, *rule.forbid.unless, *([rule.forbid.where] if rule.forbid.where else []))
    if rule.require:
        around = [text for text in (rule.require.when, rule.require.where) if text]
        return (*rule.require.patterns, *around)
    return ()


def _wrong_pattern(pattern: str, at: Problem) -> Iterator[Problem]:
    try:
        compile_pattern(pattern)
    except ValueError as error:
        yield at._replace(message=f"规则 {at.message}：{error}", remedy="写法见 CONTRIBUTING.md“句式”")
