"""YAML read as plain text with the line of every value; duplicate keys, anchors and aliases are refused."""

from collections.abc import Sequence
from typing import Any, TypeVar

import yaml
from pydantic import BaseModel, ValidationError

from cbtool.model.problem import Problem

try:
    from yaml import CBaseLoader as Loader
except ImportError:  # a build of PyYAML without its C part
    from yaml import BaseLoader as Loader  # type: ignore[assignment]

Record = TypeVar("Record", bound=BaseModel)
Lines = dict[tuple[str | int, ...], int]


class YamlFault(Exception):
    """The text is not YAML as we take it; `line` counts from 1."""

    def __init__(self, line: int, message: str, remedy: str = "") -> None:
        super().__init__(message)
        self.line, self.message, self.remedy = line, message, remedy


def read_yaml(text: str) -> tuple[Any, Lines]:
    """Nested dicts, lists and strings, and the line of each by its path. Raises YamlFault."""
    try:
        _refuse_aliases(text)
        node = yaml.compose(text, Loader=Loader)
    except yaml.MarkedYAMLError as error:
        mark = error.problem_mark
        raise YamlFault(
            mark.line + 1 if mark else 1, f"YAML 格式有误（{error.problem}）", "检查缩进、冒号后的空格和引号"
        ) from error
    except yaml.YAMLError as error:
        raise YamlFault(1, "YAML 里有不允许的字符", "删去控制字符后再试") from error
    lines: Lines = {}
    return (None if node is None else _value(node, (), lines)), lines


def _refuse_aliases(text: str) -> None:
    if "&" not in text and "*" not in text:
        return
    for event in yaml.parse(text, Loader=Loader):
        if isinstance(event, yaml.AliasEvent) or getattr(event, "anchor", None):
            mark = event.start_mark
            raise YamlFault(
                mark.line + 1 if mark else 1, "不能使用 YAML 的锚点（&）和引用（*）", "把内容写全，或给值加引号"
            )


def _value(node: yaml.Node, path: tuple[str | int, ...], lines: Lines) -> Any:
    lines[path] = node.start_mark.line + 1
    if isinstance(node, yaml.MappingNode):
        return _mapping(node, path, lines)
    if isinstance(node, yaml.SequenceNode):
        return [_value(child, (*path, i), lines) for i, child in enumerate(node.value)]
    return node.value


def _mapping(node: yaml.MappingNode, path: tuple[str | int, ...], lines: Lines) -> dict[str, Any]:
    result: dict[str, Any] = {}
    for key, child in node.value:
        if not isinstance(key, yaml.ScalarNode):
            raise YamlFault(key.start_mark.line + 1, "键只能是一个词")
        if key.value in result:
            raise YamlFault(key.start_mark.line + 1, f"“{key.value}”写了两次", "留下一处，删去另一处")
        result[key.value] = _value(child, (*path, key.value), lines)
        lines[(*path, key.value)] = key.start_mark.line + 1
    return result


def read_record(text: str, kind: type[Record], path: str, first_line: int = 1) -> tuple[Record | None, list[Problem]]:
    """The text as a record, or what is wrong with it, by line; `first_line` is where the text starts in its file."""
    try:
        data, lines = read_yaml(text)
    except YamlFault as fault:
        return None, [Problem(path, fault.line + first_line - 1, fault.message, fault.remedy)]
    try:
        return kind.model_validate(data if data is not None else {}), []
    except ValidationError as error:
        faults = _own_faults(error.errors())
        return None, [Problem(path, _line(lines, e["loc"]) + first_line - 1, *_explain(e)) for e in faults]


def _own_faults(errors: Sequence[Any]) -> list[Any]:
    """The errors without lists that are too short only because their entries are wrong."""
    wrong = {tuple(e["loc"][: len(e["loc"]) - n]) for e in errors for n in range(1, len(e["loc"]) + 1)}
    return [e for e in errors if e["type"] != "too_short" or tuple(e["loc"]) not in wrong]


def _line(lines: Lines, loc: Sequence[str | int]) -> int:
    for length in range(len(loc), -1, -1):
        if tuple(loc[:length]) in lines:
            return lines[tuple(loc[:length])]
    return 1


def _explain(error: Any) -> tuple[str, str]:
    """A validation error in Chinese: what is wrong, what to do."""
    name = ".".join(str(part) for part in error["loc"]) or "整个文件"
    given = str(error.get("input", ""))[:40]
    context = error.get("ctx", {})
    match error["type"]:
        case "missing":
            return f"缺少“{name}”", f"补上一行 {error['loc'][-1]}: …"
        case "extra_forbidden":
            return f"不认识的项“{name}”", "检查拼写，或删去这一行"
        case "literal_error":
            return f"“{name}”的值“{given}”不在可选范围内", f"可选：{context.get('expected', '')}".replace(" or ", "、")
        case "value_error":
            return f"“{name}”：{context.get('error', '')}", ""
        case "string_pattern_mismatch":
            return f"“{name}”的值“{given}”写法不对", f"应符合 {context.get('pattern', '')}"
        case kind if kind.startswith("date"):
            return f"“{name}”的值“{given}”不是日期", "写成 2026-03-01 的样子"
        case kind if kind.startswith(("int", "float", "decimal")):
            return f"“{name}”的值“{given}”不是数", "只写数字，不写单位和逗号"
        case kind if kind.startswith(("greater", "less")):
            return f"“{name}”的值“{given}”超出范围", "检查是否多写或少写了零"
        case _:
            return f"“{name}”的值“{given}”不合要求", "参照 cbtool schema 的说明"
