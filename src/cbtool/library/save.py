"""Put a contract into a library: an id minted once, the whole folder or nothing, no text twice."""

import json
import os
import re
import shutil
from collections.abc import Iterator, Mapping
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import Any

import yaml

from cbtool.errors import LibraryError
from cbtool.library.contracts import split_front_matter, write_contract
from cbtool.library.library import Library
from cbtool.library.yamlfile import read_record
from cbtool.model.contract import Contract
from cbtool.model.intake import ImportReport
from cbtool.resources import starter_library
from cbtool.system import locked, write_atomically

REPORT = "import.json"
UNNUMBERED = "0000"
"""The serial of an id that still has to be minted."""

_HALF_WRITTEN = ".import-"
_ID = re.compile(r"(?P<series>[a-z][a-z0-9]*-\d{4})-(?P<serial>\d{4,})")


class AlreadyImported(LibraryError):
    """The text is in the library as the contract `id`."""

    def __init__(self, id: str) -> None:
        super().__init__(f"已导入（{id}）。", f"查看：cbtool show {id}")
        self.id = id


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
            "不能导入到自带的初始资料库。",
            "先建自己的资料库：cbtool init 我的资料库；再导入：cbtool import 文件 --library 我的资料库",
        )


class Shelf:
    """The contracts folder of a library, open for adding; remembers the texts it has read reports of."""

    def __init__(self, library: Library) -> None:
        """Raises LibraryError where the library may not be written."""
        check_writable(library)
        self.folder = library.root / "contracts"
        self._texts: dict[str, str] = {}

    def add(self, contract: Contract, body: str, report: ImportReport) -> Contract:
        """Write `contracts/<id>/` and return the contract as written.

        The serial 0000 asks for the next number of its series; any other id is kept where it is free, else a new
        one is minted. Raises AlreadyImported, and LibraryError where the folder cannot be written: then nothing
        of the contract remains.
        """
        with self._held():
            names = self._names()
            if known := self._known(report.sha256, names):
                raise AlreadyImported(known)
            if contract.id in names and _same_body(self.folder / contract.id / "contract.md", body):
                raise AlreadyImported(contract.id)
            contract = contract.model_copy(update={"id": _free_id(contract.id, names)})
            self._write(contract, body, report)
        self._texts[contract.id] = report.sha256
        return contract

    def find(self, sha256: str) -> str | None:
        """The id of the contract with this text, or None."""
        return self._known(sha256, self._names())

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
            return {entry.name for entry in os.scandir(self.folder)}
        except FileNotFoundError:
            return set()

    def _known(self, sha256: str, names: set[str]) -> str | None:
        for name in sorted(names - self._texts.keys()):
            self._texts[name] = "" if name.startswith(".") else _sha256(self.folder / name / REPORT)
        return next((name for name, text in self._texts.items() if text == sha256 and name in names), None)

    def _write(self, contract: Contract, body: str, report: ImportReport) -> None:
        """All files into a folder beside, which then takes its name in one step."""
        self._sweep()
        made = self.folder / f"{_HALF_WRITTEN}{contract.id}"
        try:
            made.mkdir()
            write_atomically(made / "contract.md", write_contract(contract, body))
            write_atomically(made / REPORT, report_bytes(report))
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


def _sha256(file: Path) -> str:
    """The text's sha256 by a contract's report; '' where it has none that can be read."""
    try:
        found = json.loads(file.read_bytes())
    except (OSError, ValueError):
        return ""
    value = found.get("sha256") if isinstance(found, dict) else None
    return value if isinstance(value, str) else ""


def _same_body(file: Path, body: str) -> bool:
    """Whether a contract written by hand, without a report, has this text."""
    try:
        parts = split_front_matter(file.read_text(encoding="utf-8"))
    except (OSError, UnicodeDecodeError):
        return False
    return parts is not None and parts[1].split() == body.split()


def report_bytes(report: ImportReport) -> bytes:
    """The bytes of `import.json`."""
    return json.dumps(report.model_dump(mode="json"), ensure_ascii=False, indent=2).encode() + b"\n"


def _unwritable(folder: Path, error: OSError) -> LibraryError:
    return LibraryError(f"写不进资料库：{folder}（{error.strerror}）", "请检查该文件夹是否可写、磁盘是否已满。")
