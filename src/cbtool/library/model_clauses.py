"""`clauses/<topic>/<id>.yaml`: read as record and as passages, one per rung."""

from collections.abc import Iterator
from pathlib import Path

from cbtool.errors import LibraryError
from cbtool.library.yamlfile import read_record
from cbtool.model.model_clause import RUNGS, ModelClause
from cbtool.model.passage import Passage
from cbtool.model.problem import Problem


def read_model_clause(file: Path, path: str) -> tuple[ModelClause | None, list[Problem]]:
    """The model clause in a file, or what is wrong with it."""
    try:
        text = file.read_bytes().decode("utf-8")
    except (OSError, UnicodeDecodeError):
        return None, [Problem(path, 0, "文件读不出来，或不是 UTF-8 编码", "另存为 UTF-8")]
    found, problems = read_record(text, ModelClause, path)
    if found is None:
        return None, problems
    if found.id != file.stem:
        problems.append(Problem(path, 1, f"id {found.id} 与文件名 {file.stem} 不同", "改成一致"))
    if found.topic.partition(".")[0] != file.parent.name:
        problems.append(Problem(path, 1, f"topic {found.topic} 与文件夹 {file.parent.name} 不同", "放进它的协商事项"))
    return found, problems


def model_clause_passages(clause: ModelClause) -> Iterator[Passage]:
    """The title with when to use it and the law's floor, then every rung."""
    context = "" if clause.precedents else "建议稿"
    base = Passage(
        f"{clause.id}#title", "model_clause", clause.title, "", clause.title, f"{clause.when}\n{clause.law}",
        topics=(clause.topic,), origin="sample", context=f"{clause.title}\n{context}".strip(),
    )  # fmt: skip
    yield base
    for rung in clause.rungs:
        yield base._replace(address=f"{clause.id}#{rung.rung}", label=RUNGS[rung.rung], body=rung.text)


def open_model_clause(roots: tuple[Path, ...], name: str) -> ModelClause | None:
    """The model clause of this id, own before inherited; None where there is none.

    Raises LibraryError where its file is broken.
    """
    files = (file for root in roots for file in sorted((root / "clauses").glob("*/*.yaml")))
    file = next((file for file in files if file.stem == name), None)
    if file is None:
        return None
    found, problems = read_model_clause(file, "/".join(file.parts[-3:]))
    if found is None:
        raise LibraryError(f"示范条款有误：{problems[0]}", "改好后再试；写法见 cbtool schema clause")
    return found
