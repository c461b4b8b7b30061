"""Legal values: all that the library knows, and what is in force at a place on a day."""

from typing import Any, NamedTuple

from cbtool.errors import CbtoolError, NotFound
from cbtool.law.parameters import (
    AppliedValue,
    binding_value,
    find_parameters,
    lookup,
    nearest_in_time,
    similar_parameters,
)
from cbtool.library.library import Library, open_library
from cbtool.library.parameters import read_parameters
from cbtool.model.parameter import NATION, Instrument, Parameter, plain
from cbtool.model.problem import Problem
from cbtool.settings import Settings
from cbtool.text.codes import find_regions, region_name

Record = dict[str, Any]


class ParameterAnswer(NamedTuple):
    """One parameter at a place on a day: every value that applies and the one that binds; where none applies,
    what is nearest in time."""

    parameter: Parameter
    region: str
    on: str
    applying: tuple[AppliedValue, ...]
    binding: AppliedValue | None
    otherwise: tuple[AppliedValue, ...]


def library_parameters(library: Library) -> tuple[dict[str, Parameter], list[Problem]]:
    """The library's own parameters and the starter's, and the faults of their files."""
    return read_parameters(library.roots, frozenset(topic.id for topic in library.topics.topics))


def parameter_records(library: Library) -> list[Record]:
    """Every parameter as a record for lists."""
    found, _ = library_parameters(library)
    return [{"id": p.name, "title": p.label, **plain(p)} for p in found.values()]


def parameter_answers(
    settings: Settings, word: str, region: str | None = None, instrument: Instrument | None = None
) -> list[ParameterAnswer]:
    """What is in force, for every parameter that the word names (最低工资: by month and by hour).

    `region` is a name or code, by default the library's own. Raises NotFound, CbtoolError.
    """
    library = open_library(settings.library)
    known, problems = library_parameters(library)
    found = find_parameters(known.values(), word.strip())
    if not found:
        raise _unknown(word, tuple(known.values()), problems)
    code = region_code(region) if region else library.settings.region or NATION
    return [_answer(parameter, code, settings, instrument) for parameter in found]


def region_code(word: str) -> str:
    """The code of six digits that a name or code means; 全国 is 000000. Raises NotFound, CbtoolError."""
    if word in ("全国", "国家", NATION):
        return NATION
    codes = [prefix.ljust(6, "0") for prefix in find_regions(word)]
    codes = [code for code in codes if region_name(code) != code]
    if not codes:
        raise NotFound(f"没有这个地区：{word}", "写省、市、区县的名称或六位代码，如 深圳、440300；全国写 全国")
    if len(codes) > 1:
        names = "、".join(f"{region_name(code)}（{code}）" for code in codes[:8])
        raise CbtoolError(f"“{word}”不止一个地区", f"请写代码：{names}")
    return codes[0]


def _answer(parameter: Parameter, code: str, settings: Settings, instrument: Instrument | None) -> ParameterAnswer:
    applying = lookup(parameter, code, settings.on, instrument)
    binding = binding_value(parameter, code, settings.on, instrument)
    otherwise = () if applying else nearest_in_time(parameter, code, settings.on)
    return ParameterAnswer(parameter, code, settings.on.isoformat(), applying, binding, otherwise)


def _unknown(word: str, known: tuple[Parameter, ...], problems: list[Problem]) -> NotFound:
    if problems:
        return NotFound(
            f"没有法定参数“{word}”；有的参数文件有误：{problems[0]}", "改好后再看；全部问题：cbtool selftest"
        )
    near = "、".join(p.label for p in similar_parameters(known, word)[:6])
    hint = f"是不是：{near}。" if near else ""
    return NotFound(f"没有法定参数“{word}”", f"{hint}查看有哪些：cbtool list parameters")


def answers_record(answers: list[ParameterAnswer]) -> Record:
    """The answers as one record: the binding value of the first parameter, and `all` that apply."""
    first = answers[0]
    head: Record = {"name": first.parameter.name, "region": first.region, "on": first.on}
    keys = ("value", "unit", "bound", "citation", "evidence")
    values = _value_record(first.binding) if first.binding else dict.fromkeys(keys) | {"unit": first.parameter.unit}
    head |= {key: values[key] for key in keys}
    return {**head, "all": [_value_record(a) for answer in answers for a in answer.applying]}


def _value_record(applied: AppliedValue) -> Record:
    value = applied.value
    return {
        "name": applied.parameter.name,
        "label": applied.parameter.label,
        "value": applied.amount,
        "unit": applied.unit,
        "bound": applied.bound,
        "binds": applied.binds,
        "from": value.from_.isoformat(),
        "to": value.to.isoformat() if value.to else None,
        "region": value.region,
        "instrument": value.instrument,
        "citation": str(value.citation),
        "evidence": value.evidence,
        "note": value.note,
    }
