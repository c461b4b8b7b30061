"""A shelf of YAML files under several roots (`law/parameters`): a file with a fault is refused, the others stay."""

from collections.abc import Callable, Iterator, Sequence
from pathlib import Path
from typing import TypeVar

from cbtool.model.problem import Problem

Entry = TypeVar("Entry")
ReadFile = Callable[[Path, str], tuple[Sequence[Entry], list[Problem]]]


def read_shelf(
    roots: Sequence[Path], shelf: str, read: ReadFile[Entry], key: Callable[[Entry], str], word: str
) -> tuple[dict[str, Entry], list[Problem]]:
    """Every entry by its key, and what is wrong with the files.

    A file of an earlier root hides the one of the same name in a later root, unless it is refused. `word` says what an
    entry is called (参数), for the message that a key is taken twice.
    """
    found: dict[str, Entry] = {}
    problems: list[Problem] = []
    taken: set[str] = set()
    for file, path in _files(roots, shelf):
        if file.name in taken:
            continue
        entries, faults = read(file, path)
        problems += faults
        if not faults:
            taken.add(file.name)
            known = [name for name in map(key, entries) if name in found]
            found.update((key(e), e) for e in entries if key(e) not in found)
            problems += [Problem(path, 0, f"{word} {n} 在别的文件里已有", "留下一处，删去另一处") for n in known]
    return found, problems


def _files(roots: Sequence[Path], shelf: str) -> Iterator[tuple[Path, str]]:
    for root in roots:
        for file in sorted((root / shelf).glob("[!._]*.yaml")):
            yield file, f"{shelf}/{file.name}"


def read_text(file: Path, path: str) -> tuple[str | None, list[Problem]]:
    """The text of a file, or why it cannot be read."""
    try:
        return file.read_bytes().decode("utf-8"), []
    except UnicodeDecodeError:
        return None, [Problem(path, 0, "文件不是 UTF-8 编码", "另存为 UTF-8")]
    except OSError as error:
        return None, [Problem(path, 0, f"文件读不出来（{error.strerror}）", "检查读取权限")]
