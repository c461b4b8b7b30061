"""Put a contract into a library: an id minted once, the whole folder or nothing, no text twice; and change it later."""

import os
import re
import shutil
from collections import Counter
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import Any, NamedTuple

import yaml

from cbtool.errors import LibraryError, NotFound
from cbtool.library.contracts import split_front_matter, write_contract
from cbtool.library.library import Library
from cbtool.library.reports import REPORT, Card, read_card, read_report, read_sketch, report_bytes
from cbtool.library.yamlfile import read_record
from cbtool.model.contract import Contract
from cbtool.model.intake import ImportReport
from cbtool.resources import starter_library
from cbtool.system import locked, write_atomically
from cbtool.text.likeness import Sketch, sketch, sketched_likeness

UNNUMBERED = "0000"
"""The serial of an id that still has to be minted."""

_HALF_WRITTEN = ".import-"
_ID = re.compile(r"(?P<series>[a-z][a-z0-9]*-\d{4})-(?P<serial>\d{4,})")


class AlreadyImported(LibraryError):
    """The text is in the library as the contract `id`."""

    def __init__(self, id: str) -> None:
        super().__init__(f"已导入（{id}）。", f"查看：cbtool show {id}")
        self.id = id


class Filed(NamedTuple):
    """A contract as its folder holds it; `report` is None where it was not imported."""

    contract: Contract
    body: str
    report: ImportReport | None


class Original(NamedTuple):
    """The file a contract came from, to be kept beside it under this name."""

    name: str
    data: bytes


def unnumbered(library: Library, year: int) -> str:
    """An id of this library and year whose serial is minted on saving."""
    return f"{library.settings.id_prefix}-{year:04d}-{UNNUMBERED}"


def make_contract(fields: Mapping[str, Any]) -> Contract:
    """The fields as a record. Raises LibraryError, naming the field, where they make no contract."""
    text = yaml.safe_dump(dict(fields), allow_unicode=True)
    contract, problems = read_record(text, Contract, "")
    if contract is None:
        raise LibraryError(f"信息不合要求：{problems[0].message}", problems[0].remedy or "请改正后再导入。")
    return contract


def check_writable(library: Library) -> None:
    """Raise LibraryError for the starter library: it belongs to the program and goes with its next version."""
    if library.root.resolve() == starter_library().resolve():
        raise LibraryError(
            "自带的初始资料库不能导入，也不能改。",
            "先建自己的资料库：cbtool init 我的资料库；再导入：cbtool import 文件 --library 我的资料库",
        )


class Shelf:
    """The contracts folder of a library, open for adding and changing; remembers the cards it has read."""

    def __init__(self, library: Library) -> None:
        """Raises LibraryError where the library may not be written."""
        check_writable(library)
        self.folder = library.root / "contracts"
        self._cards: dict[str, Card] = {}
        self._sketched: set[str] = set()
        self._holders: dict[int, list[str]] = {}

    def add(self, contract: Contract, body: str, report: ImportReport, original: Original | None = None) -> Contract:
        """Write `contracts/<id>/` and return the contract as written.

        The serial 0000 asks for the next number of its series; any other id is kept where it is free, else a new
        one is minted. Raises AlreadyImported, and LibraryError where the folder cannot be written: then nothing
        of the contract remains.
        """
        with self._held():
            names = self._names()
            if known := self._known(lambda card: card.text == report.sha256, names):
                raise AlreadyImported(known)
            if contract.id in names and _same_body(self.folder / contract.id / "contract.md", body):
                raise AlreadyImported(contract.id)
            contract = contract.model_copy(update={"id": _free_id(contract.id, names)})
            self._write(contract, body, report, original)
        files = (report.file_sha256,) if report.file_sha256 else ()
        self._cards[contract.id] = Card(report.sha256, files, read_sketch(report.sketch or "") or sketch(body))
        return contract

    def find(self, sha256: str) -> str | None:
        """The id of the contract with this text, or None."""
        return self._known(lambda card: card.text == sha256, self._names())

    def find_file(self, sha256: str) -> str | None:
        """The id of the contract that came from a file with these bytes, or None."""
        return self._known(lambda card: sha256 in card.files, self._names())

    def near(self, wanted: Sketch, least: float) -> list[str]:
        """The ids of contracts whose sketches are at least so much alike, the likest first."""
        names = self._names()
        self._read_cards(names)
        for name in names - self._sketched:
            self._sketched.add(name)
            for value in self._sketch(name):
                self._holders.setdefault(value, []).append(name)
        shared = Counter(name for value in wanted for name in self._holders.get(value, ()))
        found = [(sketched_likeness(wanted, self._sketch(name)), name) for name in sorted(shared.keys() & names)
                 if shared[name] >= least * min(len(wanted), len(self._sketch(name)))]  # fmt: skip
        return [name for value, name in sorted(found, key=lambda one: -one[0]) if value >= least]

    def filed(self, id: str) -> Filed:
        """The contract with its text and report. Raises NotFound, and LibraryError where its files are faulty."""
        file = self.folder / id / "contract.md"
        try:
            parts = split_front_matter(file.read_text(encoding="utf-8"))
        except FileNotFoundError:
            raise NotFound(f"资料库里没有 {id}", "查看有哪些：cbtool list contracts") from None
        except (OSError, UnicodeDecodeError) as error:
            raise LibraryError(f"文件读不出来：{file}", "检查读取权限；文件要存为 UTF-8。") from error
        record, problems = read_record(parts[0], Contract, file.name, first_line=2) if parts else (None, [])
        if parts is None or record is None:
            told = str(problems[0]) if problems else "缺少开头的 --- 信息栏"
            raise LibraryError(f"{id} 的文件有误：{told}", "改好后再试；全部问题：cbtool selftest")
        return Filed(record, parts[1], read_report(file.parent))

    def reported(self) -> list[str]:
        """The ids of all contracts that were imported, in order."""
        return [name for name in sorted(self._names()) if (self.folder / name / REPORT).is_file()]

    def amend(self, id: str, change: Callable[[Filed], Filed]) -> Filed:
        """Change a contract's front matter, text or report while nobody else does; its id stays.

        The contract is written before the report, each whole or not at all: a change that was stopped between
        them is asked for again. Raises NotFound, LibraryError, and what `change` raises: then nothing is written.
        """
        with self._held():
            old = self.filed(id)
            new = change(old)
            if new.contract.id != id:
                raise LibraryError(f"编号不能改：{id}", "编号在导入时给定，以后不变。")
            if new[:2] != old[:2]:
                write_atomically(self.folder / id / "contract.md", write_contract(new.contract, new.body))
            if new.report is not None and new.report != old.report:
                write_atomically(self.folder / id / REPORT, report_bytes(new.report))
        self._cards.pop(id, None)
        self._sketched.discard(id)
        return new

    @contextmanager
    def _held(self) -> Iterator[None]:
        try:
            self.folder.mkdir(exist_ok=True)
            (self.folder / ".lock").touch()
        except OSError as error:
            raise _unwritable(self.folder, error) from error
        with locked(self.folder / ".lock"):
            yield

    def _names(self) -> set[str]:
        try:
            return {entry.name for entry in os.scandir(self.folder) if not entry.name.startswith(".")}
        except FileNotFoundError:
            return set()

    def _known(self, fits: Callable[[Card], bool], names: set[str]) -> str | None:
        self._read_cards(names)
        return next((name for name, card in self._cards.items() if name in names and fits(card)), None)

    def _read_cards(self, names: set[str]) -> None:
        for name in sorted(names - self._cards.keys()):
            self._cards[name] = read_card(self.folder / name)

    def _sketch(self, name: str) -> Sketch:
        """The sketch on the card; of a contract written by hand it is made from its text."""
        self._read_cards({name})
        card = self._cards[name]
        if not card.sketch:
            with suppress(LibraryError, NotFound):
                card = card._replace(sketch=sketch(self.filed(name).body))
                self._cards[name] = card
        return card.sketch

    def _write(self, contract: Contract, body: str, report: ImportReport, original: Original | None) -> None:
        """All files into a folder beside, which then takes its name in one step."""
        self._sweep()
        made = self.folder / f"{_HALF_WRITTEN}{contract.id}"
        try:
            made.mkdir()
            write_atomically(made / "contract.md", write_contract(contract, body))
            write_atomically(made / REPORT, report_bytes(report))
            if original:
                write_atomically(made / original.name, original.data)
            made.rename(self.folder / contract.id)
        except OSError as error:
            raise _unwritable(self.folder, error) from error
        finally:
            shutil.rmtree(made, ignore_errors=True)

    def _sweep(self) -> None:
        """What a killed program left half written; under the lock nobody else is at it."""
        with suppress(OSError):
            for entry in list(os.scandir(self.folder)):
                if entry.name.startswith(_HALF_WRITTEN):
                    shutil.rmtree(entry.path, ignore_errors=True)


def _free_id(wanted: str, names: set[str]) -> str:
    match = _ID.fullmatch(wanted)
    assert match is not None, wanted
    if match["serial"] != UNNUMBERED and wanted not in names:
        return wanted
    series = match["series"]
    serials = [int(m["serial"]) for name in names if (m := _ID.fullmatch(name)) and m["series"] == series]
    return f"{series}-{max(serials, default=0) + 1:04d}"


def _same_body(file: Path, body: str) -> bool:
    """Whether a contract written by hand, without a report, has this text."""
    try:
        parts = split_front_matter(file.read_text(encoding="utf-8"))
    except (OSError, UnicodeDecodeError):
        return False
    return parts is not None and parts[1].split() == body.split()


def _unwritable(folder: Path, error: OSError) -> LibraryError:
    return LibraryError(f"写不进资料库：{folder}（{error.strerror}）", "请检查该文件夹是否可写、磁盘是否已满。")
