"""The index that keeps itself right: fresh before every search, rebuilt when stale or damaged.

Light on purpose: where nothing changed, neither the library nor the derived store is opened.
"""

import json
import zlib
from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING, Any, NamedTuple

from cbtool.errors import CacheError, CbtoolError, EngineError
from cbtool.library.snapshot import snapshot
from cbtool.search.engine import SearchEngine, open_engine
from cbtool.search.vocabulary import Vocabulary
from cbtool.settings import Settings

if TYPE_CHECKING:
    from cbtool.library.library import Library
    from cbtool.library.store import DerivedStore

Progress = Callable[[str, int, int], None]
STATE_FORMAT = 2


class Index(NamedTuple):
    """An engine over an index that is up to date, and the words that go with it."""

    engine: SearchEngine
    vocabulary: Vocabulary


def cache_folder(settings: Settings) -> Path:
    """Where this library's caches lie: a readable name and a number made of its path."""
    path = str(settings.library)
    return settings.cache / f"{settings.library.parent.name or 'library'}-{zlib.crc32(path.encode()):08x}"


def open_index(settings: Settings, progress: Progress | None = None, rebuild: bool = False) -> Index:
    """The library's index, made or brought up to date first where needed. Raises LibraryError, CacheError, EngineError."""
    if not rebuild:
        state = _read_state(settings)
        if state and _is_current(settings, state):
            try:
                return _opened(settings, state)
            except EngineError:
                pass
    return _renewed(settings, progress, rebuild)


def state_file(settings: Settings) -> Path:
    """What is known of the index: for which files it was made, and its vocabulary."""
    return cache_folder(settings) / f"{settings.engine}.json"


def index_folder(settings: Settings) -> Path:
    """The engine's own files."""
    return cache_folder(settings) / settings.engine


def _read_state(settings: Settings) -> dict[str, Any] | None:
    try:
        state = json.loads(state_file(settings).read_bytes())
        return state if state["format"] == STATE_FORMAT else None
    except (OSError, ValueError, KeyError, TypeError):
        return None


def _is_current(settings: Settings, state: dict[str, Any]) -> bool:
    return (
        state["roots"][0] == str(settings.library)
        and state["files"] == _files(index_folder(settings))
        and state["snapshot"] == snapshot(state["roots"])
    )


def _files(folder: Path) -> list[list[Any]]:
    """Names and sizes: a lost or truncated index file shows here."""
    if not folder.is_dir():
        return []
    return sorted([f.name, f.stat().st_size] for f in folder.iterdir() if not f.name.endswith((".lock", "LOCK")))


def _opened(settings: Settings, state: dict[str, Any]) -> Index:
    return Index(open_engine(settings.engine, index_folder(settings)), Vocabulary.unpacked(state["vocabulary"]))


def _renewed(settings: Settings, progress: Progress | None, rebuild: bool) -> Index:
    from cbtool.library.library import open_library
    from cbtool.system import locked

    library = open_library(settings.library)
    folder = cache_folder(settings)
    try:
        folder.mkdir(parents=True, exist_ok=True)
        with locked(folder / "lock"):
            return _under_lock(settings, library, progress, rebuild)
    except OSError as error:
        raise CacheError(
            f"缓存文件夹不可用：{folder}（{error.strerror}）", "请用环境变量 CBTOOL_CACHE 指定一个可写的文件夹。"
        ) from error


def _under_lock(settings: Settings, library: "Library", progress: Progress | None, rebuild: bool) -> Index:
    """Bring the derived store up to date, then the index; another process may have done so meanwhile."""
    import shutil

    from cbtool.library.refresh import refresh
    from cbtool.library.store import DerivedStore

    state = None if rebuild else _read_state(settings)
    if state and _is_current(settings, state):
        return _opened(settings, state)
    seen = library.snapshot()
    store = DerivedStore(cache_folder(settings) / "derived.sqlite")
    try:
        refresh(library, store, _stage(progress, "读取资料库"))
        if state is None or state["files"] != _files(index_folder(settings)):
            shutil.rmtree(index_folder(settings), ignore_errors=True)
            state = None
        return _indexed(settings, library, store, seen, state, _stage(progress, "建立索引"))
    finally:
        store.close()


def _indexed(
    settings: Settings,
    library: "Library",
    store: "DerivedStore",
    seen: str,
    state: dict[str, Any] | None,
    progress: Callable[[int, int], None],
) -> Index:
    import shutil

    since = state["generation"] if state else -1
    try:
        engine = open_engine(settings.engine, index_folder(settings))
        _feed(engine, store, since, progress)
    except CbtoolError:
        raise
    except Exception as error:  # a damaged index fails in ways only its engine knows
        if state is None:
            raise EngineError(f"索引建不起来（{error}）", "检查磁盘空间；或改用 --engine whoosh。") from error
        shutil.rmtree(index_folder(settings), ignore_errors=True)
        return _indexed(settings, library, store, seen, None, progress)
    fresh = _state(settings, library, store, seen)
    _write_state(settings, fresh)
    return Index(engine, Vocabulary.unpacked(fresh["vocabulary"]))


def _feed(engine: SearchEngine, store: "DerivedStore", since: int, progress: Callable[[int, int], None]) -> None:
    for name in store.gone(since) if since >= 0 else []:
        engine.delete(name)
    total = store.count(since)
    for number, (name, passages) in enumerate(store.passages(since), 1):
        engine.upsert(name, passages)
        progress(number, total)
    engine.commit()


def _state(settings: Settings, library: "Library", store: "DerivedStore", seen: str) -> dict[str, Any]:
    from cbtool.search.vocabulary import make_vocabulary
    from cbtool.text.codes import industry_name, region_name

    regions, industries, years = store.codes("region"), store.codes("industry"), store.codes("year")
    codes = {
        "region": {code: region_name(code) for code in regions},
        "industry": {code: industry_name(code) for code in industries},
        "year": {code: code for code in years},
    }
    vocabulary = make_vocabulary(library.topics, codes).packed()
    return {
        "format": STATE_FORMAT,
        "roots": [str(root) for root in library.roots],
        "snapshot": seen,
        "generation": store.generation,
        "files": _files(index_folder(settings)),
        "vocabulary": vocabulary,
    }


def _write_state(settings: Settings, state: dict[str, Any]) -> None:
    from cbtool.system import write_atomically

    write_atomically(state_file(settings), json.dumps(state, ensure_ascii=False).encode())


def _stage(progress: Progress | None, name: str) -> Callable[[int, int], None]:
    def tell(done: int, total: int) -> None:
        if progress:
            progress(name, done, total)

    return tell
