"""Bring files into a library: read, ask where the text leaves level or kind open, save, and say what to check."""

import os
from collections.abc import Callable, Iterable, Iterator
from datetime import date
from pathlib import Path
from typing import Any, NamedTuple

from cbtool.errors import CbtoolError, LibraryError, UnreadableFile
from cbtool.importers import MOST_BYTES, read_file
from cbtool.library.library import Library, open_library
from cbtool.library.save import AlreadyImported, Shelf, make_contract, unnumbered
from cbtool.library.yamlfile import read_record
from cbtool.model.contract import Contract, dump
from cbtool.model.intake import Confirmed, Fact, Imported, ImportReport, Unsure
from cbtool.model.labels import KINDS, LEVELS
from cbtool.settings import Settings

_LISTED = ("parties", "chief_representative")
_SYSTEM_FILES = ("Thumbs.db", "desktop.ini")
_NAMES = {"level": ("级别", LEVELS), "kind": ("类型", KINDS)}


class Choices(NamedTuple):
    """What the person who imports says for all files; '' leaves it to the text."""

    title: str = ""
    level: str = ""
    kind: str = ""
    origin: str = ""
    visibility: str = ""


class Outcome(NamedTuple):
    """What became of one file; `status` is imported, review or refused, `readable` whether it could be read at all."""

    path: str
    status: str
    id: str = ""
    title: str = ""
    articles: int = 0
    warnings: tuple[str, ...] = ()
    unsure: tuple[Unsure, ...] = ()
    reason: str = ""
    readable: bool = True


Ask = Callable[[str, str, tuple[Fact, ...]], str]
"""(path, field, guesses best first) → the value a person gives."""


class Refused(CbtoolError):
    """The file can be read, but not taken as a contract as it is: something is missing or does not fit."""


class _Draft:
    """The front matter of one file in the making."""

    def __init__(self, path: Path, imported: Imported, choices: Choices, ask: Ask | None) -> None:
        self.path, self.imported, self.choices, self.ask = path, imported, choices, ask
        self.fields: dict[str, Any] = {}
        self.unsure: list[Fact] = []
        self.confirmed: list[Confirmed] = []
        self.warnings = list(imported.warnings)


def intake(settings: Settings, paths: Iterable[Path], choices: Choices, ask: Ask | None = None) -> Iterator[Outcome]:
    """Import files and folders one after the other; a file that is refused does not stop the others.

    Raises LibraryError: the library cannot be opened or written, or is the starter library.
    """
    library = open_library(settings.library)
    shelf = Shelf(library)
    for path in _files(paths):
        try:
            yield _import(path, library, shelf, settings.on, choices, ask)
        except UnreadableFile as error:
            yield Outcome(str(path), "refused", reason=str(error), readable=False)
        except (AlreadyImported, Refused) as error:
            yield Outcome(str(path), "refused", reason=str(error))


def _files(paths: Iterable[Path]) -> Iterator[Path]:
    """The files themselves, and those in folders below, without hidden ones, in order of name."""
    for path in paths:
        if not path.is_dir():
            yield path
            continue
        for place, folders, files in os.walk(path):
            folders[:] = sorted(name for name in folders if not name.startswith("."))
            yield from (Path(place) / name for name in sorted(files) if _wanted(name))


def _wanted(name: str) -> bool:
    return not name.startswith((".", "~$")) and name not in _SYSTEM_FILES


def _import(path: Path, library: Library, shelf: Shelf, on: date, choices: Choices, ask: Ask | None) -> Outcome:
    imported = read_file(path.name, _bytes(path))
    if known := shelf.find(imported.sha256):
        raise AlreadyImported(known)
    draft = _Draft(path, imported, choices, ask)
    _fill(draft, on)
    wanted = _contract(draft, library, on)
    contract = shelf.add(wanted, imported.body, _report(draft, on))
    if contract.id != wanted.id and "id" in draft.fields:
        draft.warnings.append(f"编号 {wanted.id} 在资料库里已经有了，改编为 {contract.id}")
    digest = contract.form == "digest"
    doubts = () if digest else imported.doubts
    return Outcome(
        path=str(path),
        status="review" if draft.unsure or doubts else "imported",
        id=contract.id,
        title=contract.title,
        articles=0 if digest else imported.articles,
        warnings=(*draft.warnings, *doubts),
        unsure=_unsure(draft),
    )


def _bytes(path: Path) -> bytes:
    try:
        if path.stat().st_size > MOST_BYTES:
            raise UnreadableFile("文件太大。", f"一份合同最多 {MOST_BYTES // 1024 // 1024} MB；请只导入合同文本。")
        return path.read_bytes()
    except FileNotFoundError:
        raise UnreadableFile("找不到这个文件。", "请检查路径。") from None
    except OSError as error:
        raise UnreadableFile(
            f"文件读不出来（{error.strerror}）。", "请检查读取权限；正被别的程序打开的，请先关闭。"
        ) from error


def _fill(draft: _Draft, on: date) -> None:
    """Front matter from the file's own block, else from the facts; then what the person says, then what follows."""
    if not _own_front_matter(draft):
        _take_facts(draft)
        needs = [need for field in ("title", "level", "kind") if (need := _settle(draft, field))]
        if needs:
            raise Refused("".join(need.message for need in needs), "\n".join(need.remedy for need in needs))
    _apply_choices(draft)
    draft.fields["status"] = draft.fields.get("status") or _status(draft, on)
    if draft.imported.personal:
        _keep_internal(draft)


def _keep_internal(draft: _Draft) -> None:
    """A text with personal data is for inside, unless the person says otherwise."""
    if draft.choices.visibility == "public":
        draft.warnings.append(draft.imported.personal)
    else:
        draft.fields["visibility"] = "internal"
        draft.warnings.append(f"{draft.imported.personal}；已标为仅内部使用，确可公开的加 --visibility public")


def _own_front_matter(draft: _Draft) -> bool:
    """Take a valid front matter of our own as it stands; say of any other why it does not count."""
    if not draft.imported.front:
        return False
    record, problems = read_record(draft.imported.front, Contract, draft.path.name, first_line=2)
    if record is None:
        draft.warnings.append(f"文件开头的信息栏没有采用：{problems[0]}")
        return False
    draft.fields = dump(record)
    draft.confirmed += [
        Confirmed(field=field, value=str(draft.fields[field]), by="front_matter")
        for field in ("title", "level", "kind", "status")
    ]
    return True


def _take_facts(draft: _Draft) -> None:
    """Sure facts enter the front matter, all others wait."""
    seen: set[str] = set()
    for fact in draft.imported.facts:
        first = fact.field in _LISTED or fact.field not in seen
        seen.add(fact.field)
        if not (fact.sure and first and _enter(draft.fields, fact)):
            draft.unsure.append(fact)


def _enter(fields: dict[str, Any], fact: Fact) -> bool:
    """Put a fact in its place; False where there is none for it."""
    if fact.field == "parties":
        fields.setdefault("parties", []).append(dict(fact.value) if isinstance(fact.value, dict) else {})
    elif fact.field == "chief_representative" and isinstance(fact.value, dict):
        role = fact.value["role"]
        party = next((p for p in fields.get("parties", ()) if p["role"] == role), None)
        if party is None:
            return False
        party["chief_representative"] = fact.value["name"]
    elif fact.field.startswith("coverage."):
        fields.setdefault("coverage", {})[fact.field.partition(".")[2]] = fact.value
    else:
        fields[fact.field] = fact.value
    return True


def _settle(draft: _Draft, field: str) -> Refused | None:
    """Fill a field every contract must have: from the text, by option, by asking; a title also from the file's name.

    Returns what has to be asked where nobody is there to answer.
    """
    guesses = tuple(fact for fact in draft.unsure if fact.field == field)
    given, by = getattr(draft.choices, field), "option"
    if not given and field not in draft.fields and draft.ask:
        given, by = draft.ask(str(draft.path), field, guesses), "answer"
    if given:
        draft.fields[field] = given
        draft.unsure = [fact for fact in draft.unsure if fact.field != field]
        draft.confirmed.append(Confirmed.model_validate({"field": field, "value": given, "by": by}))
    elif field not in draft.fields:
        if field != "title":
            return _needs(field, guesses)
        draft.fields["title"] = draft.path.stem
        draft.warnings.append("标题看不准，暂用文件名")
    return None


def _needs(field: str, guesses: tuple[Fact, ...]) -> Refused:
    name, labels = _NAMES[field]
    likely = f"，像是“{labels[str(guesses[0].value)]}”（{guesses[0].quote}）" if guesses else ""
    values = "、".join(f"{code} {label}" for code, label in labels.items())
    return Refused(f"看不准{name}{likely}。", f"请加 --{field}，可选：{values}")


def _apply_choices(draft: _Draft) -> None:
    """Options count more than anything read."""
    for field, value in draft.choices._asdict().items():
        known = any(c.field == field and c.by == "option" for c in draft.confirmed)
        if value and not known:
            draft.fields[field] = value
            draft.unsure = [fact for fact in draft.unsure if fact.field != field]
            draft.confirmed.append(Confirmed(field=field, value=value, by="option"))


def _status(draft: _Draft, on: date) -> str:
    """In force or expired only by days that are sure; a draft or a model text is neither."""
    start, end = draft.fields.get("effective_from"), draft.fields.get("expires_on")
    told = any(fact.field == "status" for fact in draft.unsure)
    if told or not end or draft.fields.get("origin") == "official_model":
        return "unknown"
    if date.fromisoformat(end) < on:
        return "expired"
    return "in_force" if start and date.fromisoformat(start) <= on else "unknown"


def _contract(draft: _Draft, library: Library, on: date) -> Contract:
    """The record, its serial still to be minted. Raises Refused where the facts make no contract."""
    signed = draft.fields.get("signed")
    year = date.fromisoformat(signed).year if signed else on.year
    try:
        return make_contract({"id": unnumbered(library, year), **draft.fields})
    except LibraryError as error:
        raise Refused(error.message, error.remedy) from None


def _report(draft: _Draft, on: date) -> ImportReport:
    imported = draft.imported
    return ImportReport(
        reader=imported.reader,
        encoding=imported.encoding,
        sha256=imported.sha256,
        file=draft.path.name,
        imported=on,
        warnings=(*draft.warnings, *imported.doubts),
        unsure=_unsure(draft),
        confirmed=tuple(draft.confirmed),
    )


def _unsure(draft: _Draft) -> tuple[Unsure, ...]:
    return tuple(Unsure.model_validate(fact._asdict() | {"quote": fact.quote or None}) for fact in draft.unsure)
