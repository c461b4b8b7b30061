"""What the library's files look like from outside (path, size, time): the cheap test for change.

Light on purpose: this runs before every search.
"""

import os
from collections.abc import Iterator, Sequence
from typing import NamedTuple

from cbtool import __version__
from cbtool.resources import PACKAGE

# shelf → what makes a document there: one file of its folder, "" every file of its folder, a file by its ending
# (`.md`), or a file by its ending one folder below (`*.yaml`)
SHELVES = (("contracts", "contract.md"), ("templates", ""), ("guides", ".md"), ("clauses", "*.yaml"))
ROOMS = ("data", "library", "model", "search", "text")
REFERENCE = ("library.yaml", "topics.yaml", "provisions.yaml")


class Unit(NamedTuple):
    """One document of the library: its shelf, its id, its folder or file, and a stat line."""

    shelf: str
    name: str
    place: str
    stat: str


def units(root: str, shelves: tuple[tuple[str, str], ...] = SHELVES) -> Iterator[Unit]:
    """Every document of a library root, in order of name."""
    for shelf, file in shelves:
        folder = os.path.join(root, shelf)
        if file.startswith("*"):
            for name, is_folder in _entries(folder):
                if is_folder:
                    yield from _files(shelf, os.path.join(folder, name), file[1:])
        elif file.startswith("."):
            yield from _files(shelf, folder, file)
        else:
            yield from _folders(shelf, folder, file)


def _entries(folder: str) -> list[tuple[str, bool]]:
    """(name, is a folder) of what is visible there, in order of name; nothing where there is no such folder."""
    try:
        with os.scandir(folder) as entries:
            return sorted((e.name, e.is_dir()) for e in entries if e.name[0] not in "._")
    except (FileNotFoundError, NotADirectoryError):
        return []


def _files(shelf: str, folder: str, ending: str) -> Iterator[Unit]:
    for name, is_folder in _entries(folder):
        if name.endswith(ending) and not is_folder:
            place = os.path.join(folder, name)
            yield Unit(shelf, name.removesuffix(ending), place, _stat(place))


def _folders(shelf: str, folder: str, file: str) -> Iterator[Unit]:
    for name, is_folder in _entries(folder):
        if is_folder:
            place = os.path.join(folder, name)
            yield Unit(shelf, name, place, _stat(os.path.join(place, file)) if file else _stat_folder(place))


def _stat(path: str) -> str:
    try:
        found = os.stat(path)
    except OSError:
        return "-"
    return f"{found.st_size}.{found.st_mtime_ns}"


def _stat_folder(folder: str) -> str:
    lines = []
    for place, folders, files in os.walk(folder):
        folders.sort()
        lines += [f"{name}:{_stat(os.path.join(place, name))}" for name in sorted(files) if name[0] not in "._"]
    return "|".join(lines)


def reference_stat(root: str) -> str:
    """A line that changes when the reference data of a root changes."""
    return " ".join(_stat(os.path.join(root, name)) for name in REFERENCE)


def law_stamp(roots: Sequence[str]) -> str:
    """Changes when anything does that judging depends on, besides the documents: law, codebook, topics, or code."""
    lines = [code_stamp((*ROOMS, "law", "law/modules")), *(reference_stat(root) for root in roots)]
    return "\n".join([*lines, *(_stat_folder(os.path.join(root, "law")) for root in roots)])


def code_stamp(rooms: Sequence[str] = ROOMS) -> str:
    """A line that changes when the code of these rooms changes: those that derive passages."""
    parts = [__version__]
    for room in rooms:
        with os.scandir(PACKAGE / room) as entries:
            parts += sorted(f"{e.name}{_stat(e.path)}" for e in entries if e.is_file())
    return "|".join(parts)


def snapshot(roots: Sequence[str]) -> str:
    """Changes when anything does that search depends on: files of the library, reference data, or code."""
    lines = [code_stamp(), *(reference_stat(root) for root in roots)]
    lines += [f"{u.shelf}/{u.name} {u.stat}" for u in all_units(roots)]
    return "\n".join(lines)


def all_units(roots: Sequence[str]) -> Iterator[Unit]:
    """Documents of the library's own folder, then what it inherits: an own template hides the inherited one of
    the same id, and contracts are never inherited."""
    seen = set()
    for number, root in enumerate(roots):
        shelves = SHELVES if number == 0 else tuple(s for s in SHELVES if s[0] != "contracts")
        for unit in units(root, shelves):
            if (unit.shelf, unit.name) not in seen:
                seen.add((unit.shelf, unit.name))
                yield unit
