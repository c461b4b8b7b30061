"""The process that `desk.reader_process` starts: a file name a line comes in, an answer a line goes out, both as JSON.

Its argument is the folder that was made for it; it takes that away when it ends by itself.
"""

import json
import os
import shutil
import sys
from pathlib import Path
from typing import IO, Any

from cbtool import processes
from cbtool.errors import UnreadableFile
from cbtool.importers import OnPage, read_file
from cbtool.model.intake import Imported

MEMORY = processes.GIB
MOST_MEMORY = 4 * processes.GIB
CPU_SECONDS = 60
_RECOGNISER = "rapidocr"
"""Once it is loaded, whether it found a text or not, the memory left is too little for the next file."""
_OTHERWISE = "请在 Word 或 WPS 里另存为 .docx 再导入。"


def main() -> None:
    """Answer until nobody asks any more; whatever else is printed does not reach the answers."""
    with os.fdopen(os.dup(sys.stdout.fileno()), "wb") as answers:
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        processes.limit_itself(MEMORY, MOST_MEMORY, CPU_SECONDS)
        for line in sys.stdin.buffer:
            processes.more_seconds(CPU_SECONDS)
            answer, usable = _answer(Path(json.loads(line)["path"]), _page_teller(answers))
            usable = usable and _RECOGNISER not in sys.modules
            _tell(answers, answer | {"last": not usable})
            if not usable:
                return
    for folder in sys.argv[1:]:  # nobody asks any more: who started this process may be gone
        shutil.rmtree(folder, ignore_errors=True)


def _page_teller(answers: IO[bytes]) -> OnPage:
    """Each page of a scan has its own time."""

    def tell(page: int) -> None:
        processes.more_seconds(CPU_SECONDS)
        _tell(answers, {"page": page})

    return tell


def _tell(answers: IO[bytes], answer: dict[str, Any]) -> None:
    answers.write(json.dumps(answer).encode() + b"\n")
    answers.flush()


def _answer(path: Path, on_page: OnPage) -> tuple[dict[str, Any], bool]:
    """What is in the file or why not, and whether this process is fit for another."""
    try:
        imported = read_file(path.name, path.read_bytes(), on_page)
    except UnreadableFile as error:
        return _refused(error.message, error.remedy), True
    except OSError as error:
        reason = f"文件读不出来（{error.strerror or error}）。"
        return _refused(reason, "请检查读取权限；正被别的程序打开的，请先关闭。"), True
    except (MemoryError, RecursionError):
        return _refused("文件太大或太复杂，读取需要的内存超过限度。", "请只导入合同正文，或" + _OTHERWISE[1:]), False
    except Exception as error:  # a fault of a reader must not stop the other files
        kind = type(error).__name__
        return _refused(f"读这个文件时程序出错（{kind}）。", _OTHERWISE + "也请把这个文件的情况告诉我们。"), False
    return {"imported": _record(imported)}, True


def _record(imported: Imported) -> dict[str, Any]:
    return imported._asdict() | {"facts": [tuple(fact) for fact in imported.facts]}


def _refused(message: str, remedy: str) -> dict[str, Any]:
    return {"refused": (message, remedy)}


if __name__ == "__main__":
    main()
