"""The output folder: only what changed is written, and what is no longer made is removed."""

import json
from collections.abc import Callable, Mapping
from contextlib import suppress
from pathlib import Path
from typing import NamedTuple

from cbtool.errors import CbtoolError
from cbtool.system import write_atomically

LIST = "files.json"


class Written(NamedTuple):
    """How many files there are, and how many of them were written or removed."""

    files: int
    changed: int
    removed: int


def write_folder(folder: Path, files: Mapping[str, bytes], tell: Callable[[int, int], None]) -> Written:
    """Make the folder hold exactly these files and its list of them.

    Raises CbtoolError for a folder that holds something else, or that cannot be written.
    """
    before = listed(folder)
    gone = [name for name in before if name not in files]
    changed = 0
    for number, (name, data) in enumerate(files.items(), 1):
        file = folder / name
        if not _same(file, data):
            _write(file, data)
            changed += 1
        tell(number, len(files))
    for name in gone:
        (folder / name).unlink(missing_ok=True)
        with suppress(OSError):
            (folder / name).parent.rmdir()
    write_atomically(folder / LIST, (json.dumps(sorted(files), ensure_ascii=False, indent=0) + "\n").encode())
    return Written(len(files), changed, len(gone))


def listed(folder: Path) -> list[str]:
    """The files of an earlier build. Raises CbtoolError for a folder that is in other use."""
    if not folder.exists() or (folder.is_dir() and not any(folder.iterdir())):
        return []
    try:
        names = json.loads((folder / LIST).read_bytes())
    except (OSError, ValueError) as error:
        message = f"文件夹 {folder} 里有别的东西，不是本程序建的站点"
        raise CbtoolError(message, "换一个空文件夹：cbtool site build -o 文件夹") from error
    return [n for n in names if isinstance(n, str) and ".." not in Path(n).parts and not Path(n).is_absolute()]


def _same(file: Path, data: bytes) -> bool:
    try:
        return file.stat().st_size == len(data) and file.read_bytes() == data
    except OSError:
        return False


def _write(file: Path, data: bytes) -> None:
    """Plain writing: a build that is cut off is simply done again, and a sync of every file would take minutes."""
    try:
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_bytes(data)
    except OSError as error:
        raise CbtoolError(f"写不进去：{file}（{error.strerror}）", "请检查该文件夹是否可写、磁盘是否已满。") from error
