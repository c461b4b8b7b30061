"""The derived store of a library, brought up to date under a lock."""

import zlib
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING

from cbtool.errors import CacheError
from cbtool.settings import Settings

if TYPE_CHECKING:
    from cbtool.library.library import Library
    from cbtool.library.store import DerivedStore

Progress = Callable[[str, int, int], None]


def cache_folder(settings: Settings) -> Path:
    """Where this library's caches lie: a readable name and a number made of its path."""
    name = settings.library.name if settings.library.name != "corpus" else settings.library.parent.name
    return settings.cache / f"{name or 'library'}-{zlib.crc32(str(settings.library).encode()):08x}"


@contextmanager
def cache_lock(settings: Settings) -> Iterator[Path]:
    """The cache folder, made if absent and held by this process alone. Raises CacheError."""
    from cbtool.system import locked

    folder = cache_folder(settings)
    try:
        folder.mkdir(parents=True, exist_ok=True)
        (folder / "lock").touch()
    except OSError as error:
        raise CacheError(
            f"缓存文件夹不可用：{folder}（{error.strerror}）", "请用环境变量 CBTOOL_CACHE 指定一个可写的文件夹。"
        ) from error
    with locked(folder / "lock"):
        yield folder


def refreshed(library: "Library", folder: Path, progress: Progress | None) -> "DerivedStore":
    """The store in a locked cache folder, up to date with the library's files."""
    from cbtool.library.refresh import refresh
    from cbtool.library.store import DerivedStore

    store = DerivedStore(folder / "derived.sqlite")
    refresh(library, store, stage(progress, "读取资料库"))
    return store


@contextmanager
def derived(settings: Settings, progress: Progress | None = None) -> Iterator[tuple["Library", "DerivedStore"]]:
    """The opened library and its store, up to date. Raises LibraryError, CacheError."""
    from cbtool.library.library import open_library

    library = open_library(settings.library)
    with cache_lock(settings) as folder:
        store = refreshed(library, folder, progress)
    try:
        yield library, store
    finally:
        store.close()


def stage(progress: Progress | None, name: str) -> Callable[[int, int], None]:
    """Progress of one named stage."""

    def tell(done: int, total: int) -> None:
        if progress:
            progress(name, done, total)

    return tell
