"""Processes under limits: of memory, of processor time, without network. What differs between systems stays here."""

import os
import shutil
import signal
import subprocess
import sys
from collections.abc import Iterator, Sequence
from contextlib import contextmanager, suppress
from functools import cache
from pathlib import Path

GIB = 1024 * 1024 * 1024
_LARGEST_FILE = GIB
_THREADS = ("MALLOC_ARENA_MAX=2", "OMP_NUM_THREADS=4", "OPENBLAS_NUM_THREADS=4")
_STAT_SESSION = 3
_STAT_RESIDENT = 21

if sys.platform == "win32":

    def limit_itself(memory: int, most_memory: int, seconds: int) -> None:
        """Windows has no such limits: the process that waits ends this one when its time is over."""

    def more_seconds(seconds: int) -> None:
        """Nothing to be done: there is no limit."""

    @contextmanager
    def more_memory(memory: int) -> Iterator[None]:
        """Nothing to be done: there is no limit."""
        yield
else:
    import resource

    def limit_itself(memory: int, most_memory: int, seconds: int) -> None:
        """Set the limits of this process: address space in bytes (which `more_memory` may raise to the most), CPU seconds."""
        with suppress(ValueError, OSError):  # macOS knows no limit of address space
            resource.setrlimit(resource.RLIMIT_AS, (memory, most_memory))
        with suppress(ValueError, OSError):
            resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
            resource.setrlimit(resource.RLIMIT_FSIZE, (_LARGEST_FILE, _LARGEST_FILE))
        more_seconds(seconds)

    def more_seconds(seconds: int) -> None:
        """Let this process use so many more CPU seconds from now on."""
        used = resource.getrusage(resource.RUSAGE_SELF)
        _, hard = resource.getrlimit(resource.RLIMIT_CPU)
        limit = int(used.ru_utime + used.ru_stime) + seconds
        with suppress(ValueError, OSError):
            resource.setrlimit(resource.RLIMIT_CPU, (limit, hard))

    @contextmanager
    def more_memory(memory: int) -> Iterator[None]:
        """Raise the limit of address space inside the block; a process without a limit keeps none."""
        soft, hard = resource.getrlimit(resource.RLIMIT_AS)
        if soft == resource.RLIM_INFINITY or soft >= memory:
            yield
            return
        with suppress(ValueError, OSError):
            resource.setrlimit(resource.RLIMIT_AS, (memory, hard))
        try:
            yield
        finally:
            with suppress(ValueError, OSError):
                resource.setrlimit(resource.RLIMIT_AS, (soft, hard))


def ran_out_of_time(returncode: int) -> bool:
    """Whether a process ended because its CPU seconds were used up."""
    return returncode == -getattr(signal, "SIGXCPU", 0) != 0


@cache
def network_cut() -> tuple[str, ...]:
    """The words to put before a command so that it has no network; none where the system does not allow it."""
    tool = shutil.which("unshare")
    for words in ((tool, "-n"), (tool, "-rn")) if tool else ():
        with suppress(OSError, subprocess.SubprocessError):
            subprocess.run([*words, "true"], check=True, capture_output=True, timeout=5)
            return tuple(map(str, words))
    return ()


def start(command: Sequence[str], folder: Path) -> subprocess.Popen[bytes]:
    """Start a command without network, in a session of its own; it is spoken to by stdin and stdout.

    The folder is where it works, its home, and where its temporary files are.
    """
    return subprocess.Popen(
        _confined(command, folder),
        cwd=folder,
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        stderr=subprocess.DEVNULL,
        start_new_session=True,
    )


def _confined(command: Sequence[str], folder: Path) -> list[str]:
    if sys.platform == "win32":
        return list(command)
    return [*network_cut(), "env", f"HOME={folder}", f"TMPDIR={folder}", *_THREADS, *command]


def end(process: subprocess.Popen[bytes]) -> None:
    """End a started process with everything it has started, at once; one that was waited for has nothing left."""
    if process.returncode is not None:  # its number may belong to another process by now
        return
    if sys.platform == "win32":
        subprocess.run(["taskkill", "/T", "/F", "/PID", str(process.pid)], capture_output=True, check=False)
    for member in _session(process.pid):
        with suppress(OSError):
            os.kill(member, signal.SIGTERM if sys.platform == "win32" else signal.SIGKILL)
    if sys.platform != "win32":
        with suppress(OSError):
            os.killpg(process.pid, signal.SIGKILL)
    process.kill()
    process.wait()


def resident(process: subprocess.Popen[bytes]) -> int:
    """The bytes of memory a started process and everything it has started hold now; 0 where the system does not say."""
    pages = sum(int(fields[_STAT_RESIDENT]) for fields in _session(process.pid).values())
    return pages * os.sysconf("SC_PAGE_SIZE") if pages else 0


def _session(leader: int) -> dict[int, list[str]]:
    """Process → the fields of its `/proc/*/stat` behind its name, for all processes of a session; empty outside Linux."""
    found = {}
    for entry in Path("/proc").glob("[0-9]*/stat"):
        with suppress(OSError, IndexError):
            fields = entry.read_text(errors="replace").rpartition(")")[2].split()
            if int(fields[_STAT_SESSION]) == leader:
                found[int(entry.parent.name)] = fields
    return found


def run(command: Sequence[str], folder: Path, seconds: float) -> bool:
    """Run a command as `start` does, in a group of its own; whether it ended by itself, and well, within the seconds.

    Nothing it has started outlives it.
    """
    process = subprocess.Popen(
        _confined(command, folder),
        cwd=folder,
        stdin=subprocess.DEVNULL,
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
        process_group=None if sys.platform == "win32" else 0,
    )
    try:
        return process.wait(seconds) == 0
    except subprocess.TimeoutExpired:
        return False
    finally:
        if sys.platform != "win32":
            with suppress(OSError):
                os.killpg(process.pid, signal.SIGKILL)
        process.kill()
        process.wait()
