"""A library: the folder, its settings, and the reference data it has or takes from the starter library."""

from collections.abc import Iterator
from functools import cached_property
from pathlib import Path
from typing import TypeVar

from cbtool.errors import LibraryError
from cbtool.library.locate import MARKER
from cbtool.library.snapshot import Unit, all_units, code_stamp, reference_stat, snapshot
from cbtool.library.yamlfile import read_record
from cbtool.model.contract import Record
from cbtool.model.library import FORMAT, LibrarySettings
from cbtool.model.problem import Problem
from cbtool.model.provision import Provision, Provisions
from cbtool.model.topic import Topics
from cbtool.resources import starter_library

Reference = TypeVar("Reference", bound=Record)


class Library:
    """An opened library. Reads reference data on demand; documents are read by `refresh`."""

    def __init__(self, root: Path, settings: LibrarySettings) -> None:
        self.root = root
        self.settings = settings
        self.base = starter_library() if settings.extends == "starter" else None
        self.reference_problems: list[Problem] = []

    @property
    def roots(self) -> tuple[Path, ...]:
        """Where files are looked for, the library's own folder first."""
        return (self.root, self.base) if self.base else (self.root,)

    def units(self) -> Iterator[Unit]:
        """Every document folder, own before inherited."""
        return all_units([str(root) for root in self.roots])

    def stamp(self) -> str:
        """Changes when reference data or the deriving code change."""
        return "\n".join([code_stamp(), *(reference_stat(str(root)) for root in self.roots)])

    def snapshot(self) -> str:
        """Changes when anything does that search depends on."""
        return snapshot([str(root) for root in self.roots])

    @cached_property
    def topics(self) -> Topics:
        """The vocabulary of bargaining subjects."""
        return self._reference("topics.yaml", Topics)

    @cached_property
    def provisions(self) -> dict[str, Provision]:
        """The codebook by id."""
        return {p.id: p for p in self._reference("provisions.yaml", Provisions).provisions}

    def _reference(self, name: str, kind: type[Reference]) -> Reference:
        """The library's own file, or the starter's where it has none or a broken one (then a problem says so)."""
        wrong: list[Problem] = []
        for root in dict.fromkeys((*self.roots, starter_library())):
            file = root / name
            if file.is_file():
                record, problems = _read(file, name, kind)
                self.reference_problems += problems
                wrong += problems
                if record is not None:
                    return record
        if wrong:
            raise LibraryError(f"{name} 有错，不能使用：{wrong[0]}", "照提示改好再试")
        raise LibraryError(f"缺少 {name}", "请重新安装 cbtool，或从初始资料库复制该文件。")

    def place(self, shelf: str, name: str) -> Path:
        """The folder or file of one document, own before inherited."""
        for root in self.roots:
            if (root / shelf / name).exists():
                return root / shelf / name
        return self.root / shelf / name


def _read(file: Path, name: str, kind: type[Reference]) -> tuple[Reference | None, list[Problem]]:
    try:
        text = file.read_bytes().decode("utf-8")
    except UnicodeDecodeError:
        return None, [Problem(name, 0, "文件不是 UTF-8 编码", "另存为 UTF-8")]
    except OSError as error:
        return None, [Problem(name, 0, f"文件读不出来（{error.strerror}）", "检查读取权限")]
    return read_record(text, kind, name)


def open_library(root: Path) -> Library:
    """The library in this folder. Raises LibraryError: no library, broken `library.yaml`, or a newer format."""
    file = root / MARKER
    settings, problems = _read(file, str(file), LibrarySettings)
    if settings is None:
        raise LibraryError(f"资料库打不开：{problems[0]}", f"改好 {MARKER} 后再试；写法见 cbtool schema library")
    return Library(root, _supported(settings, file))


def _supported(settings: LibrarySettings, file: Path) -> LibrarySettings:
    if settings.format > FORMAT:
        raise LibraryError(
            f"资料库的格式是第 {settings.format} 版，这个 cbtool 只认识到第 {FORMAT} 版：{file}",
            "请升级 cbtool：pip install --upgrade cbtool",
        )
    return settings
