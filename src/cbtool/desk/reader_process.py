"""Reads files to be imported in a process of its own, under limits: what a file does to its reader, it does not do to us.

The process is kept for the next file; it is begun anew after so many files, and whenever it was ended or has ended.
"""

import atexit
import json
import shutil
import stat
import sys
import tempfile
from contextlib import suppress
from functools import cache
from pathlib import Path
from queue import Empty, SimpleQueue
from threading import Lock, Thread
from time import monotonic
from typing import IO, Any

from cbtool import processes
from cbtool.errors import UnreadableFile
from cbtool.importers import MOST_BYTES
from cbtool.model.intake import Fact, Imported

SECONDS = 55.0
SECONDS_A_PAGE = 30.0
MOST_RESIDENT = 3 * processes.GIB // 2
MOST_FILES = 100
_LOOKS_EVERY = 0.5

_OTHERWISE = "请在 Word 或 WPS 里打开看是否正常，另存为 .docx 再导入。"


def read_file_safely(path: Path) -> Imported:
    """What is in a file, read in a process of its own under limits of memory and time, without network.

    Raises UnreadableFile: not there, too large, refused by its importer, or a limit was reached.
    """
    return _kept_reader().read(path)


@cache
def _kept_reader() -> "Reader":
    reader = Reader()
    atexit.register(reader.close)
    return reader


class Reader:
    """A process that reads one file after the other; seconds and bytes of memory are limits for one file."""

    def __init__(self, seconds: float = SECONDS, resident: int = MOST_RESIDENT) -> None:
        self._seconds, self._resident = seconds, resident
        self._lock = Lock()
        self._child: _Child | None = None

    def read(self, path: Path) -> Imported:
        """What is in a file. Raises UnreadableFile."""
        _check(path)
        with self._lock:
            if self._child is None or not self._child.usable():
                self.close()
                self._child = _Child()
            try:
                answer = self._answer(self._child, path)
            except BaseException:
                self.close()
                raise
            if answer["last"]:
                self.close()
        if "imported" in answer:
            return _imported(answer["imported"])
        raise UnreadableFile(*answer["refused"])

    def close(self) -> None:
        """End the process; the next file begins another."""
        if self._child:
            self._child.end()
            self._child = None

    def _answer(self, child: "_Child", path: Path) -> dict[str, Any]:
        """The answer of the child, unless a limit is reached before; each page of a scan gives it more time."""
        child.ask(path)
        deadline = monotonic() + self._seconds
        while True:
            with suppress(Empty):
                answer = child.answers.get(timeout=min(_LOOKS_EVERY, max(deadline - monotonic(), 0.01)))
                if answer is None:
                    raise child.why_it_ended()
                if "page" not in answer:
                    return answer
                deadline += SECONDS_A_PAGE
            if monotonic() > deadline:
                raise _too_slow()
            if processes.resident(child.process) > self._resident:
                raise _too_much_memory()


class _Child:
    """The running process, its folder, and what it has answered; None is the end of its answers."""

    def __init__(self) -> None:
        self.folder = Path(tempfile.mkdtemp(prefix="cbtool-"))
        command = (sys.executable, "-P", "-X", "utf8", "-m", "cbtool.desk.reader_child", str(self.folder))
        self.process = processes.start(command, self.folder)
        self.answers: SimpleQueue[dict[str, Any] | None] = SimpleQueue()
        self._files = 0
        Thread(target=_listen, args=(self.process.stdout, self.answers), daemon=True).start()

    def usable(self) -> bool:
        """Whether it runs and has not read its share."""
        return self.process.poll() is None and self._files < MOST_FILES

    def ask(self, path: Path) -> None:
        """Have a file read."""
        self._files += 1
        with suppress(OSError):  # a process that is gone says so by the end of its answers
            assert self.process.stdin
            self.process.stdin.write(json.dumps({"path": str(path.absolute())}).encode() + b"\n")
            self.process.stdin.flush()

    def why_it_ended(self) -> UnreadableFile:
        """What its end tells."""
        processes.end(self.process)
        if processes.ran_out_of_time(self.process.returncode):
            return _too_slow()
        return UnreadableFile("这个文件读到一半，读取程序就中断了，文件可能损坏或有害。", _OTHERWISE)

    def end(self) -> None:
        """End it, and leave nothing behind."""
        processes.end(self.process)
        for stream in (self.process.stdin, self.process.stdout):
            with suppress(OSError):
                if stream:
                    stream.close()
        shutil.rmtree(self.folder, ignore_errors=True)


def _listen(stream: IO[bytes], answers: "SimpleQueue[dict[str, Any] | None]") -> None:
    with suppress(OSError, ValueError):
        for line in stream:
            answers.put(json.loads(line))
    answers.put(None)


def _check(path: Path) -> None:
    """Raise UnreadableFile for what is no file that can be read."""
    try:
        status = path.stat()
    except FileNotFoundError:
        raise UnreadableFile("找不到这个文件。", "请检查路径。") from None
    except (OSError, ValueError) as error:
        raise UnreadableFile(f"文件读不出来（{error}）。", "请检查读取权限和文件名。") from error
    if not stat.S_ISREG(status.st_mode):
        raise UnreadableFile("这不是普通文件。", "请只导入合同文件。")
    if status.st_size > MOST_BYTES:
        raise UnreadableFile(
            f"文件太大：{status.st_size / 1024 / 1024:.0f} MB。",
            f"一份合同最多 {MOST_BYTES // 1024 // 1024} MB；请只导入合同文本。",
        )


def _imported(record: dict[str, Any]) -> Imported:
    """The record as the child wrote it, with its tuples."""
    facts = tuple(Fact(*fact) for fact in record["facts"])
    lists = {name: tuple(record[name]) for name in ("warnings", "doubts")}
    return Imported(**(record | lists | {"facts": facts}))


def _too_slow() -> UnreadableFile:
    return UnreadableFile("读取用时太久，已经停止。", "请只导入合同正文，或" + _OTHERWISE.removeprefix("请"))


def _too_much_memory() -> UnreadableFile:
    return UnreadableFile("读取占用的内存太多，已经停止。", "请只导入合同正文，或" + _OTHERWISE.removeprefix("请"))
