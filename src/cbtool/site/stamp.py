"""Whether anything changed since the last build: cheap to ask, so that an unchanged site costs nothing."""

import hashlib
import json
import os
from pathlib import Path
from typing import Any

from cbtool.desk.derived import cache_folder
from cbtool.library.library import open_library
from cbtool.resources import PACKAGE
from cbtool.settings import Settings
from cbtool.site.redirects import FILE as REDIRECTS
from cbtool.system import write_atomically


def stamp(settings: Settings, sources: Path, options: tuple[Any, ...]) -> str:
    """Changes with the library, its day, the code, the site's sources, or the options."""
    library = open_library(settings.library)
    digest = hashlib.sha256(library.snapshot().encode("utf-8", "surrogateescape"))
    digest.update(repr((str(settings.on), options, _stat(library.root / REDIRECTS))).encode())
    rooms = [PACKAGE / room for room in ("desk", "drafting", "search", "site")]
    for folder in (*rooms, sources):
        for place, folders, files in os.walk(folder):
            folders[:] = sorted(f for f in folders if f[0] not in "._")
            for name in sorted(files):
                digest.update(f"{name}{_stat(Path(place, name))}".encode())
    return digest.hexdigest()


def _stat(file: Path) -> str:
    try:
        found = file.stat()
    except OSError:
        return "-"
    return f"{found.st_size}.{found.st_mtime_ns}"


def folder_stat(folder: Path) -> str:
    """Changes when a file of the output is changed, added or removed by hand."""
    digest = hashlib.sha256()
    for place, folders, files in os.walk(folder):
        folders.sort()
        for name in sorted(files):
            digest.update(f"{place}/{name} {_stat(Path(place, name))}".encode("utf-8", "surrogateescape"))
    return digest.hexdigest()


def remembered(settings: Settings, folder: Path) -> dict[str, Any]:
    """What was kept of the last build into this folder."""
    try:
        found = json.loads(_file(settings, folder).read_bytes())
    except (OSError, ValueError):
        return {}
    return found if isinstance(found, dict) else {}


def remember(settings: Settings, folder: Path, values: dict[str, Any]) -> None:
    """Keep it in the cache, away from what is published."""
    write_atomically(_file(settings, folder), json.dumps(values).encode())


def _file(settings: Settings, folder: Path) -> Path:
    name = hashlib.sha256(str(folder.resolve()).encode("utf-8", "surrogateescape")).hexdigest()[:12]
    return cache_folder(settings) / f"site-{name}.json"
