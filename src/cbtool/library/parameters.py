"""`law/parameters/*.yaml`, read and checked: a file with a fault is refused, the others stay."""

from collections.abc import Iterator, Sequence
from datetime import timedelta
from itertools import pairwise
from pathlib import Path

from cbtool.library.shelf import read_shelf, read_text
from cbtool.library.yamlfile import Lines, read_record, read_yaml
from cbtool.model.parameter import NATION, Parameter, Parameters, ParameterValue
from cbtool.model.problem import Problem
from cbtool.text.citations import find_citations
from cbtool.text.codes import regions

SHELF = "law/parameters"


def read_parameters(roots: Sequence[Path], topics: frozenset[str]) -> tuple[dict[str, Parameter], list[Problem]]:
    """Every parameter by name, and what is wrong with the files.

    A file of an earlier root hides the one of the same name in a later root, unless it is refused.
    """

    def read(file: Path, path: str) -> tuple[tuple[Parameter, ...], list[Problem]]:
        return read_parameter_file(file, path, topics)

    return read_shelf(roots, SHELF, read, lambda parameter: parameter.name, "参数")


def read_parameter_file(file: Path, path: str, topics: frozenset[str]) -> tuple[tuple[Parameter, ...], list[Problem]]:
    """The parameters of one file, none where anything is wrong, with every fault by its line."""
    text, problems = read_text(file, path)
    if text is None:
        return (), problems
    record, problems = read_record(text, Parameters, path)
    if record is None:
        return (), problems
    problems = list(_faults(record.parameters, read_yaml(text)[1], path, topics))
    return (() if problems else record.parameters), problems


def _faults(parameters: Sequence[Parameter], lines: Lines, path: str, topics: frozenset[str]) -> Iterator[Problem]:
    names: set[str] = set()
    for number, parameter in enumerate(parameters):
        place = ("parameters", number)
        if parameter.name in names:
            line = lines[*place, "name"]
            yield Problem(path, line, f"参数 {parameter.name} 写了两次", "留下一处，删去另一处")
        names.add(parameter.name)
        if parameter.topic not in topics:
            line = lines[*place, "topic"]
            yield Problem(path, line, f"topics.yaml 里没有协商事项 {parameter.topic}", "改成已有的编号")
        rows = [lines[*place, "values", i] for i in range(len(parameter.values))]
        for value, line in zip(parameter.values, rows, strict=True):
            yield from _value_faults(value, path, line)
        yield from _period_faults(parameter, path, rows)


def _value_faults(value: ParameterValue, path: str, line: int) -> Iterator[Problem]:
    if value.region != NATION and value.region not in regions():
        remedy = f"查对代码；全国写 '{NATION}'"
        yield Problem(path, line, f"地区代码 {value.region} 不在 GB/T 2260 表中", remedy)
    cited = str(value.citation)
    if value.citation.article and not any(c.article for c in find_citations(cited)):
        yield Problem(path, line, f"引用“{cited}”认不出条款号", "写成 第四十四条第一项 的样子")


def _period_faults(parameter: Parameter, path: str, rows: Sequence[int]) -> Iterator[Problem]:
    """Values of one region, instrument and unit follow each other day by day.

    A second clock in another unit (days and working days) runs beside the first.
    """
    series: dict[tuple[str, str | None, str], list[tuple[ParameterValue, int]]] = {}
    for value, line in zip(parameter.values, rows, strict=True):
        series.setdefault((value.region, value.instrument, value.unit or parameter.unit), []).append((value, line))
    for found in series.values():
        found.sort(key=lambda pair: pair[0].from_)
        for (before, _), (after, line) in pairwise(found):
            yield from _join_fault(parameter.name, before, after, Problem(path, line, ""))


def _join_fault(name: str, before: ParameterValue, after: ParameterValue, at: Problem) -> Iterator[Problem]:
    if before.to is None or before.to >= after.from_:
        until = before.to or "至今"
        remedy = f"把前一项的 to 写成 {after.from_ - timedelta(days=1)}"
        yield at._replace(message=f"{name}：自 {after.from_} 起与前一项（到 {until}）重叠", remedy=remedy)
    elif before.to + timedelta(days=1) < after.from_:
        gap = f"{before.to + timedelta(days=1)} 至 {after.from_ - timedelta(days=1)}"
        yield at._replace(
            message=f"{name}：{gap} 没有值", remedy="补上这段时间的值；不知道的写明 evidence: unconfirmed"
        )
