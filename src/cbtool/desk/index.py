"""The index that keeps itself right: fresh before every search, rebuilt when stale or damaged.

Light on purpose: where nothing changed, neither the library nor the derived store is opened.
"""

import json
from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING, Any, NamedTuple

from cbtool.desk.derived import Progress, cache_folder, cache_lock, refreshed, stage
from cbtool.errors import CbtoolError, EngineError
from cbtool.library.snapshot import snapshot
from cbtool.search.engine import SearchEngine, open_engine
from cbtool.search.vocabulary import Vocabulary
from cbtool.settings import Settings

if TYPE_CHECKING:
    from cbtool.library.library import Library
    from cbtool.library.store import DerivedStore

STATE_FORMAT = 3
STATE_KEYS = {"format", "roots", "snapshot", "store", "generation", "files", "vocabulary"}


class Index(NamedTuple):
    """An engine over an index that is up to date, and the words that go with it."""

    engine: SearchEngine
    vocabulary: Vocabulary


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


class Status(NamedTuple):
    """Where the index lies, its size in bytes, and whether it is up to date."""

    folder: Path
    size: int
    current: bool


def index_status(settings: Settings) -> Status:
    """The index as it is, without touching it. Raises LibraryError where there is no library."""
    from cbtool.library.library import open_library

    open_library(settings.library)
    state = _read_state(settings)
    files = _files(index_folder(settings))
    current = state is not None and _is_current(settings, state)
    return Status(index_folder(settings), sum(size for _, size in files), current)


def state_file(settings: Settings) -> Path:
    """What is known of the index: for which files it was made, and its vocabulary."""
    return cache_folder(settings) / f"{settings.engine}.json"


def index_folder(settings: Settings) -> Path:
    """The engine's own files."""
    return cache_folder(settings) / settings.engine


def _read_state(settings: Settings) -> dict[str, Any] | None:
    try:
        state = json.loads(state_file(settings).read_bytes())
    except (OSError, ValueError):
        return None
    return state if isinstance(state, dict) and state.keys() == STATE_KEYS and state["format"] == STATE_FORMAT else None


def _is_current(settings: Settings, state: dict[str, Any]) -> bool:
    return bool(
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
    """Bring the derived store up to date, then the index; another process may have done so meanwhile."""
    from cbtool.library.library import open_library

    library = open_library(settings.library)
    with cache_lock(settings) as folder:
        state = None if rebuild else _read_state(settings)
        if state and _is_current(settings, state):
            return _opened(settings, state)
        seen = library.snapshot()
        store = refreshed(library, folder, progress)
        try:
            if state and (state["store"] != store.identity or state["files"] != _files(index_folder(settings))):
                state = None
            return _indexed(settings, library, store, seen, state, stage(progress, "建立索引"))
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

    if state is None:
        shutil.rmtree(index_folder(settings), ignore_errors=True)
    try:
        engine = open_engine(settings.engine, index_folder(settings))
        _feed(engine, store, state["generation"] if state else -1, progress)
    except Exception as error:  # a damaged index fails in ways only its engine knows
        if state is not None:
            return _indexed(settings, library, store, seen, None, progress)
        if isinstance(error, CbtoolError):
            raise
        raise EngineError(f"索引建不起来（{error}）", "检查磁盘空间；或改用 --engine whoosh。") from error
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
        "store": store.identity,
        "generation": store.generation,
        "files": _files(index_folder(settings)),
        "vocabulary": vocabulary,
    }


def _write_state(settings: Settings, state: dict[str, Any]) -> None:
    from cbtool.system import write_atomically

    write_atomically(state_file(settings), json.dumps(state, ensure_ascii=False).encode())
