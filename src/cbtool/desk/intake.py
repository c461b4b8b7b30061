"""Bring files into a library: read, ask where the text leaves level or kind open, save, and say what to check."""

import hashlib
import os
import re
from collections.abc import Callable, Iterable, Iterator, Sequence
from datetime import date
from functools import partial
from pathlib import Path
from typing import NamedTuple

from cbtool.desk.derived import derived
from cbtool.desk.front_matter import Ask, Choices, FrontMatter, Needs, Refused, begin, finish
from cbtool.desk.reader_process import read_file_safely
from cbtool.desk.redaction import PersonalItem, personal_items, personal_warning, redacted
from cbtool.desk.review import questions
from cbtool.desk.versions import Known, before_and_after, contradict, known_contract, other_days, relations
from cbtool.errors import LibraryError, UnreadableFile
from cbtool.importers import MOST_BYTES
from cbtool.library.library import Library, open_library
from cbtool.library.locate import MARKER
from cbtool.library.reports import write_sketch
from cbtool.library.save import UNNUMBERED, AlreadyImported, Filed, Original, Shelf, make_contract, unnumbered
from cbtool.model.contract import Contract, dump
from cbtool.model.intake import Fact, Imported, ImportReport, OtherFile, Unsure
from cbtool.settings import Settings
from cbtool.system import readable_name
from cbtool.text.likeness import likeness, runs, sketch

__all__ = ["Ask", "Choices", "Handling", "Outcome", "Refused", "files_below", "intake"]

_SYSTEM_FILES = ("Thumbs.db", "desktop.ini")
_NEAR, _NEAR_BY_SKETCH = 0.7, 0.55
_LEAST_RUNS = 200
_ASKED, _ASKED_FROM = 0.5, 0.3
_SUFFIX = re.compile(r"\.[a-z0-9]{1,8}")


class Handling(NamedTuple):
    """How files are taken: the bar for facts where nobody is asked, masking, keeping the file, taking near copies."""

    yes_above: float | None = None
    redact: bool = False
    keep_original: bool = False
    allow_duplicate: bool = False


class Outcome(NamedTuple):
    """What became of one file.

    `status` is imported, review or refused; `already` that the library had it before; `readable` whether it could be
    read at all; `near` is the contract it all but repeats, `supersedes` the one it follows; so many `questions` wait
    for a person.
    """

    path: str
    status: str
    id: str = ""
    title: str = ""
    articles: int = 0
    warnings: tuple[str, ...] = ()
    unsure: tuple[Unsure, ...] = ()
    reason: str = ""
    readable: bool = True
    already: bool = False
    personal: tuple[PersonalItem, ...] = ()
    near: str = ""
    supersedes: str = ""
    visibility: str = ""
    questions: int = 0


class NearCopy(Refused):
    """The text all but repeats the contract `id`."""

    def __init__(self, id: str, title: str, share: float) -> None:
        super().__init__(
            f"和 {id}《{title}》几乎一样（{share:.0%} 相同）。",
            f"对照：cbtool show {id}；确是另一份合同的，加 --allow-duplicate 再导入。",
        )
        self.id = id


class _Desk(NamedTuple):
    """What every file of a batch is taken in with; `known` grows with each."""

    library: Library
    shelf: Shelf
    on: date
    choices: Choices
    ask: Ask | None
    how: Handling
    known: dict[str, Known]


class _Read(NamedTuple):
    """A file that was read and is not in the library; `digest` is the sha256 of its bytes."""

    path: Path
    digest: str
    imported: Imported


def files_below(paths: Iterable[Path]) -> Iterator[Path]:
    """The files themselves, and those in folders below, in order of name, without hidden ones and without libraries."""
    for path in paths:
        if not path.is_dir():
            yield path
            continue
        for place, folders, files in os.walk(path):
            inside = (name for name in folders if not (Path(place) / name / MARKER).is_file())
            folders[:] = sorted(name for name in inside if not name.startswith("."))
            yield from (Path(place) / name for name in sorted(files) if _wanted(name))


def _wanted(name: str) -> bool:
    return not name.startswith((".", "~$")) and name not in _SYSTEM_FILES


OnFile = Callable[[int, Path], None]
"""Told how many files are done, and which is read now."""


def intake(
    settings: Settings,
    paths: Iterable[Path],
    choices: Choices,
    ask: Ask | None = None,
    how: Handling | None = None,
    on_file: OnFile | None = None,
) -> Iterator[Outcome]:
    """Import files and folders one after the other; a file that is refused does not stop the others.

    A file that was imported before is told so without being read again, so that a stopped batch can be begun anew.
    What has to be asked is asked at the end, when all files are read.
    Raises LibraryError: the library cannot be opened or written, or is the starter library.
    """
    library = open_library(settings.library)
    shelf = Shelf(library)
    with derived(settings) as (_, store):
        known = {record["id"]: known_contract(record) for record in store.records("contracts")}
    desk = _Desk(library, shelf, settings.on, choices, ask, how or Handling(), known)
    put_off: list[_Read] = []
    for done, path in enumerate(files_below(paths)):
        if on_file:
            on_file(done, path)
        if outcome := _outcome(path, desk, partial(_import, path, desk, put_off)):
            yield outcome
    for read in put_off:
        if outcome := _outcome(read.path, desk, partial(_enter, read, desk, ask)):
            yield outcome


def _outcome(path: Path, desk: _Desk, step: Callable[[], Outcome | None]) -> Outcome | None:
    """What a step says, or why the file is not taken."""
    try:
        return step()
    except UnreadableFile as error:
        return Outcome(readable_name(path), "refused", reason=str(error), readable=False)
    except AlreadyImported as error:
        return _already(path, desk, error.id)
    except Refused as error:
        return Outcome(
            readable_name(path), "refused", reason=str(error), near=error.id if isinstance(error, NearCopy) else ""
        )


def _import(path: Path, desk: _Desk, put_off: list[_Read]) -> Outcome | None:
    """Read and save a file; None where a person has to be asked, then it is put off."""
    read = _read(path, desk)
    try:
        return _enter(read, desk, None)
    except Needs:
        if desk.ask is None:
            raise
        put_off.append(read)
        return None


def _read(path: Path, desk: _Desk) -> _Read:
    """The file's content. Raises UnreadableFile, and AlreadyImported for bytes or a text the library has."""
    digest = _file_sha256(path)
    if digest and (known := desk.shelf.find_file(digest)):
        raise AlreadyImported(known)
    imported = read_file_safely(path)
    if known := desk.shelf.find(imported.sha256):
        _note_file(desk.shelf, known, path, digest)
        raise AlreadyImported(known)
    return _Read(path, digest, imported)


def _enter(read: _Read, desk: _Desk, ask: Ask | None) -> Outcome:
    """Make a contract of what was read, and save it. Raises Refused."""
    imported, front = read.imported, begin(read.path, read.imported, desk.choices, desk.how.yes_above)
    _refuse_near_copy(_known_so_far(front, desk), front, read.digest, desk)
    finish(front, desk.on, ask, later=desk.ask is not None and ask is None)
    items = personal_items(imported.body)
    _protect(front, items, desk.how)
    wanted = _contract(front, desk)
    new = known_contract(dump(wanted), _guessed_parties(front))
    older, newer = _versions(new, front, desk)
    if older:
        wanted = wanted.model_copy(update={"supersedes": older.id})
        front.warnings.append(f"是 {older.id}《{older.title}》的后一版，已注明接续（supersedes）")
    return _save(Filed(wanted, imported.body, _report(front, desk, read.digest)), front, items, new, newer, desk)


def _known_so_far(front: FrontMatter, desk: _Desk) -> Known:
    """The contract before anything is asked: what is open is empty, and speaks against nothing."""
    said = {field: value for field, value in desk.choices._asdict().items() if value}
    fields = {"id": "", "title": "", "level": "", "kind": "", **front.fields, **said}
    return known_contract(fields, _guessed_parties(front))


def _already(path: Path, desk: _Desk, id: str) -> Outcome:
    """The file's contract as the library has it."""
    filed = desk.shelf.filed(id)
    waits = filed.report is not None and filed.report.open
    return Outcome(
        path=readable_name(path),
        status="review" if waits else "imported",
        id=id,
        title=filed.contract.title,
        reason=f"已导入（{id}）。\n查看：cbtool show {id}",
        already=True,
        visibility=filed.contract.visibility,
        questions=len(questions(filed)) if filed.report else 0,
        unsure=filed.report.unsure if filed.report else (),
    )


def _file_sha256(path: Path) -> str:
    """Of the bytes; '' for what the reader will refuse anyway."""
    try:
        if not path.is_file() or path.stat().st_size > MOST_BYTES:
            return ""
        with path.open("rb") as stream:
            return hashlib.file_digest(stream, "sha256").hexdigest()
    except OSError:
        return ""


def _note_file(shelf: Shelf, id: str, path: Path, digest: str) -> None:
    """Remember that this file holds the same text, so that next time it need not be read."""

    def change(filed: Filed) -> Filed:
        if filed.report is None or not digest or any(one.sha256 == digest for one in filed.report.also):
            return filed
        also = (*filed.report.also, OtherFile(file=readable_name(path.name), sha256=digest))
        return filed._replace(report=filed.report.model_copy(update={"also": also}))

    shelf.amend(id, change)


def _protect(front: FrontMatter, items: Sequence[PersonalItem], how: Handling) -> None:
    """A text with personal data is for inside, unless the person says otherwise or it is masked."""
    if not items or how.redact:
        return
    told = personal_warning(list(items))
    if front.choices.visibility == "public":
        front.warnings.append(told)
    else:
        front.fields["visibility"] = "internal"
        front.warnings.append(f"{told}；已标为仅内部使用")


def _contract(front: FrontMatter, desk: _Desk) -> Contract:
    """The record, its serial still to be minted. Raises Refused where the facts make no contract."""
    signed = front.fields.get("signed")
    year = date.fromisoformat(signed).year if signed else desk.on.year
    try:
        return make_contract({"id": unnumbered(desk.library, year), **front.fields})
    except LibraryError as error:
        raise Refused(error.message, error.remedy) from None


def _report(front: FrontMatter, desk: _Desk, digest: str) -> ImportReport:
    imported = front.imported
    if desk.how.keep_original:
        front.warnings.append("原件一起存了；没有写明可以转载的许可，公开或转交资料库之前请删去 original.*")
    return ImportReport(
        reader=imported.reader,
        encoding=imported.encoding,
        sha256=imported.sha256,
        file=readable_name(front.path.name),
        file_sha256=digest or None,
        original=_original_name(front.path) if desk.how.keep_original else None,
        imported=desk.on,
        warnings=tuple(front.warnings),
        doubts=() if front.fields.get("form") == "digest" else imported.doubts,
        unsure=front.told_unsure(),
        confirmed=tuple(front.confirmed),
        sketch=write_sketch(sketch(imported.body)),
    )


def _guessed_parties(front: FrontMatter) -> list[dict[str, str]]:
    return [fact.value for fact in front.unsure if fact.field == "parties" and isinstance(fact.value, dict)]


def _refuse_near_copy(new: Known, front: FrontMatter, digest: str, desk: _Desk) -> None:
    """Raise NearCopy for a text the library all but has, of the same parties and days; told where it is allowed.

    Raises AlreadyImported where only white space and marks differ. Short texts are not judged otherwise.
    """
    body = front.imported.body
    for id in desk.shelf.near(sketch(body), _NEAR_BY_SKETCH):
        other, text = desk.known.get(id), desk.shelf.filed(id).body
        if other is None or contradict(new, other):
            continue
        if runs(text) == runs(body):
            _note_file(desk.shelf, id, front.path, digest)
            raise AlreadyImported(id)
        share = likeness(body, text) if len(runs(body)) >= _LEAST_RUNS and not other_days(new, other) else 0.0
        if share >= _NEAR and not desk.how.allow_duplicate:
            raise NearCopy(id, other.title, share)
        if share >= _NEAR:
            front.warnings.append(f"和 {id}《{other.title}》几乎一样（{share:.0%} 相同），按另一份合同导入")


def _versions(new: Known, front: FrontMatter, desk: _Desk) -> tuple[Known | None, Known | None]:
    """The version before and the version after the new contract; where days or parties do not tell, a person is asked."""
    if front.fields.get("origin", "signed") != "signed" or new.supersedes:
        return None, None
    found = relations(new, desk.known.values())
    older, newer = before_and_after(found)
    if not older and not newer:
        body = front.imported.body
        shares = [(likeness(body, desk.shelf.filed(one.known.id).body), one.known) for one in found]
        share, likest = max(shares, key=lambda one: one[0], default=(0.0, None))
        if likest and share >= _ASKED_FROM:
            told = f"当事人或标题相近，类型相同，文字 {share:.0%} 相同：{likest.id}《{likest.title}》"
            front.unsure.append(Fact("supersedes", likest.id, told, 0, _ASKED))
    return older, newer


def _save(
    filed: Filed, front: FrontMatter, items: Sequence[PersonalItem], new: Known, newer: Known | None, desk: _Desk
) -> Outcome:
    filed = redacted(filed) if desk.how.redact else filed
    wanted, body, report = filed
    assert report is not None
    original = Original(report.original, front.path.read_bytes()) if report.original else None
    contract = desk.shelf.add(wanted, body, report, original)
    desk.known[contract.id] = new._replace(id=contract.id, supersedes=contract.supersedes or "")
    warnings = [*report.warnings, *report.doubts]
    if contract.id != wanted.id and not wanted.id.endswith(UNNUMBERED):
        warnings.append(f"编号 {wanted.id} 在资料库里已经有了，改编为 {contract.id}")
    if newer and _follows(newer, contract, desk):
        warnings.append(f"是 {newer.id}《{newer.title}》的前一版，已在那一份里注明接续（supersedes）")
    return Outcome(
        path=readable_name(front.path),
        status="review" if report.open else "imported",
        id=contract.id,
        title=contract.title,
        articles=0 if contract.form == "digest" else front.imported.articles,
        warnings=tuple(warnings),
        unsure=report.unsure,
        personal=tuple(items),
        supersedes=contract.supersedes or "",
        visibility=contract.visibility,
        questions=len(questions(filed)),
    )


def _follows(newer: Known, contract: Contract, desk: _Desk) -> bool:
    """Write into the later version what it follows; not where a person or an earlier import has named another."""
    if newer.supersedes not in ("", contract.supersedes or ""):
        return False

    def change(filed: Filed) -> Filed:
        return filed._replace(contract=filed.contract.model_copy(update={"supersedes": contract.id}))

    desk.shelf.amend(newer.id, change)
    desk.known[newer.id] = newer._replace(supersedes=contract.id)
    return True


def _original_name(path: Path) -> str:
    suffix = path.suffix.lower()
    return "original" + (suffix if _SUFFIX.fullmatch(suffix) else ".bin")
