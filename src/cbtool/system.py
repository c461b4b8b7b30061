"""Calls that differ between operating systems: file locks, atomic writes, names of files. Nothing else may use them."""

import os
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import IO

from cbtool.errors import CbtoolError

if os.name == "nt":
    import msvcrt

    def _lock(handle: IO[bytes]) -> None:
        handle.seek(0)
        msvcrt.locking(handle.fileno(), msvcrt.LK_LOCK, 1)  # type: ignore[attr-defined,unused-ignore]
else:
    import fcntl

    def _lock(handle: IO[bytes]) -> None:
        fcntl.flock(handle, fcntl.LOCK_EX)


@contextmanager
def locked(path: Path) -> Iterator[None]:
    """Hold the lock file `path`; waits for another process, and a killed process leaves no lock behind."""
    with path.open("ab") as handle:
        _lock(handle)
        yield


def write_atomically(path: Path, data: bytes) -> None:
    """Write the whole file or nothing: a reader sees the old or the new bytes, also after a crash.

    Raises CbtoolError when the folder cannot be written or another program holds the file.
    """
    temporary = ""
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        handle, temporary = tempfile.mkstemp(prefix=f".{path.name}.", dir=path.parent)
        with os.fdopen(handle, "wb") as stream:
            stream.write(data)
            stream.flush()
            os.fsync(stream.fileno())
        Path(temporary).chmod(path.stat().st_mode if path.exists() else 0o644)
        Path(temporary).replace(path)
    except OSError as error:
        with suppress(OSError):
            Path(temporary).unlink()
        if os.name == "nt" and isinstance(error, PermissionError):
            raise CbtoolError(f"写不进去：{path}", "文件可能正被 Word 或 WPS 打开，请先关闭再试。") from error
        raise CbtoolError(f"写不进去：{path}（{error.strerror}）", "请检查该文件夹是否可写、磁盘是否已满。") from error


def readable_name(path: Path | str) -> str:
    """A path or file name as text that can be shown and stored: control characters are marked, and names that an old
    archive left in a Chinese encoding are decoded.
    """
    return str(Path(*map(_decoded, Path(path).parts)))


def _decoded(name: str) -> str:
    try:
        name.encode()
    except UnicodeEncodeError:
        name = os.fsencode(name).decode("gb18030", errors="replace")
    return "".join(sign if sign.isprintable() else " " if sign.isspace() else "?" for sign in name)
