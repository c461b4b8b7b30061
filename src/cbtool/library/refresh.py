"""Bring the derived store up to date with the library's files."""

import hashlib
from collections.abc import Callable, Iterator
from pathlib import Path

from cbtool.library.contracts import read_contract
from cbtool.library.guides import guide_passages, read_guide
from cbtool.library.library import Library
from cbtool.library.model_clauses import model_clause_passages, read_model_clause
from cbtool.library.snapshot import SHELVES, Unit
from cbtool.library.store import DerivedStore, Row
from cbtool.library.templates import read_template, template_passages, template_record
from cbtool.model.contract import dump
from cbtool.text.topics import TopicScorer

Progress = Callable[[int, int], None]
BATCH = 200


def refresh(library: Library, store: DerivedStore, progress: Progress | None = None) -> None:
    """Read what is new or changed, forget what is gone; `progress(done, of)` is called along the way."""
    store.begin(library.stamp())
    known = store.stats()
    found = list(library.units())
    changed = [u for u in found if known.get((u.shelf, u.name), ("", ""))[0] != u.stat]
    fresh = [(u, _hash(u)) for u in changed]
    stale = [(u, digest) for u, digest in fresh if known.get((u.shelf, u.name), ("", ""))[1] != digest]
    for unit in {u for u, _ in fresh} - {u for u, _ in stale}:
        store.touch(unit.shelf, unit.name, unit.stat)
    for start in range(0, len(stale), BATCH):
        store.put(list(_rows(library, stale[start : start + BATCH], start, len(stale), progress)))
    store.drop(known.keys() - {(u.shelf, u.name) for u in found})


def _rows(
    library: Library, batch: list[tuple[Unit, str]], start: int, total: int, progress: Progress | None
) -> Iterator[Row]:
    scorer = TopicScorer(library.topics)
    for number, (unit, digest) in enumerate(batch, start + 1):
        yield READERS[unit.shelf](unit, digest, scorer)
        if progress:
            progress(number, total)


def _contract_row(unit: Unit, digest: str, scorer: TopicScorer) -> Row:
    path = f"{unit.shelf}/{unit.name}/contract.md"
    parsed = read_contract(Path(unit.place) / "contract.md", path, scorer)
    record = dump(parsed.record) if parsed.record else None
    return Row(unit.shelf, unit.name, unit.stat, digest, record, parsed.passages, parsed.problems)


def _template_row(unit: Unit, digest: str, scorer: TopicScorer) -> Row:
    found, problems = read_template(Path(unit.place), f"{unit.shelf}/{unit.name}")
    if found is None:
        return Row(unit.shelf, unit.name, unit.stat, digest, None, (), tuple(problems))
    passages = tuple(template_passages(found, scorer))
    return Row(unit.shelf, unit.name, unit.stat, digest, template_record(found), passages, tuple(problems))


def _guide_row(unit: Unit, digest: str, scorer: TopicScorer) -> Row:
    found, problems = read_guide(Path(unit.place), f"{unit.shelf}/{unit.name}.md")
    if found is None:
        return Row(unit.shelf, unit.name, unit.stat, digest, None, (), tuple(problems))
    passages = tuple(guide_passages(found))
    return Row(unit.shelf, unit.name, unit.stat, digest, dump(found.guide), passages, tuple(problems))


def _model_clause_row(unit: Unit, digest: str, scorer: TopicScorer) -> Row:
    path = "/".join(Path(unit.place).parts[-3:])
    found, problems = read_model_clause(Path(unit.place), path)
    if found is None:
        return Row(unit.shelf, unit.name, unit.stat, digest, None, (), tuple(problems))
    passages = tuple(model_clause_passages(found))
    return Row(unit.shelf, unit.name, unit.stat, digest, dump(found), passages, tuple(problems))


READERS = {
    "contracts": _contract_row,
    "templates": _template_row,
    "guides": _guide_row,
    "clauses": _model_clause_row,
}


def _hash(unit: Unit) -> str:
    """Of what the stat line covers: the one file of the shelf, or every file of the folder."""
    place, name = Path(unit.place), dict(SHELVES)[unit.shelf]
    files = [place] if place.is_file() else [place / name] if name else sorted(place.rglob("*"))
    digest = hashlib.sha256()
    for file in files:
        if file.is_file() and not file.name.startswith("."):
            digest.update(file.relative_to(place).as_posix().encode() + b"\0" + file.read_bytes() + b"\0")
    return digest.hexdigest()
