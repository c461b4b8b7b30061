"""`contracts/<id>/contract.md`: front matter and text, read and written."""

from pathlib import Path
from typing import NamedTuple

import yaml

from cbtool.library.passages import contract_passages
from cbtool.library.yamlfile import read_record
from cbtool.model.clause import Outline
from cbtool.model.contract import Contract, dump
from cbtool.model.passage import Passage
from cbtool.model.problem import Problem
from cbtool.text.clauses import parse_clauses
from cbtool.text.codes import regions
from cbtool.text.topics import TopicScorer

FENCE = "---\n"


class Parsed(NamedTuple):
    """What was read from one document of the library; `record` is None where the file cannot be used."""

    record: Contract | None
    body: str
    passages: tuple[Passage, ...]
    problems: tuple[Problem, ...]


def split_front_matter(text: str) -> tuple[str, str] | None:
    """Front matter and body, or None where the text does not begin with a closed `---` block."""
    text = text.replace("\r\n", "\n").removeprefix("\ufeff")
    if not text.startswith(FENCE):
        return None
    head, fence, body = text[len(FENCE) :].partition("\n" + FENCE)
    return (head + "\n", body.lstrip("\n")) if fence else None


def read_contract(file: Path, path: str, scorer: TopicScorer) -> Parsed:
    """The contract in `file`; `path` is how problems name it."""
    try:
        text = file.read_bytes().decode("utf-8")
    except UnicodeDecodeError as error:
        line = file.read_bytes()[: error.start].count(b"\n") + 1
        return _refused(Problem(path, line, "文件不是 UTF-8 编码", "用 cbtool import 导入，或另存为 UTF-8"))
    except OSError as error:
        return _refused(Problem(path, 0, f"文件读不出来（{error.strerror}）", "检查文件是否存在、有无读取权限"))
    parts = split_front_matter(text)
    if parts is None:
        return _refused(Problem(path, 1, "缺少开头的 --- 信息栏", "参照 CONTRIBUTING.md“添加一份合同”"))
    record, problems = read_record(parts[0], Contract, path, first_line=2)
    if record is None:
        return Parsed(None, parts[1], (), tuple(problems))
    outline = parse_clauses(parts[1], form=record.form)
    first = text.count("\n", 0, text.find(parts[1])) if parts[1] else 0
    problems += [*_checks(record, outline, file, path), *_warnings(outline, path, first)]
    return Parsed(record, parts[1], tuple(contract_passages(record, outline, scorer)), tuple(problems))


def _refused(problem: Problem) -> Parsed:
    return Parsed(None, "", (), (problem,))


def _checks(record: Contract, outline: Outline, file: Path, path: str) -> list[Problem]:
    problems = []
    if file.parent.name != record.id:
        problems.append(Problem(path, 2, f"编号 {record.id} 与文件夹名 {file.parent.name} 不同", "改成一致"))
    if record.region and record.region not in regions():
        problems.append(Problem(path, 0, f"地区代码 {record.region} 不在 GB/T 2260 表中", "查对六位行政区划代码"))
    known = {clause.id for clause in outline.walk()}
    places = [*record.topics, *(p.clause for p in record.provisions if p.clause)]
    problems += [
        Problem(path, 0, f"信息栏提到的条款 {place} 不在正文里", "改正条款编号")
        for place in places
        if place not in known
    ]
    return problems


def _warnings(outline: Outline, path: str, first: int) -> list[Problem]:
    return [
        Problem(path, first + outline.text.count("\n", 0, w.offset) + 1, w.message, "核对条号")
        for w in outline.warnings
    ]


def write_contract(record: Contract, body: str) -> bytes:
    """The file's bytes: front matter in the model's order, then the text."""
    head = yaml.safe_dump(dump(record), allow_unicode=True, sort_keys=False, width=1000, default_flow_style=False)
    return f"{FENCE}{head}{FENCE}\n{body.strip(chr(10))}\n".encode()
