"""`import.json`, the report that stays beside an imported contract: read and written."""

import json
from pathlib import Path
from typing import Any, NamedTuple

from cbtool.errors import LibraryError
from cbtool.model.intake import ImportReport
from cbtool.text.likeness import Sketch

REPORT = "import.json"
_DIGITS = 8


class Card(NamedTuple):
    """What tells a contract that came from a file again: sha256 of its text ('' unknown) and of its files, its sketch."""

    text: str
    files: tuple[str, ...]
    sketch: Sketch


def read_card(folder: Path) -> Card:
    """The card of a contract by its report; an empty one where it has none that can be read."""
    try:
        found = json.loads((folder / REPORT).read_bytes())
        also = (other["sha256"] for other in found.get("also", ()))
        files = tuple(sha for sha in (found.get("file_sha256"), *also) if sha)
        return Card(str(found["sha256"]), files, read_sketch(found.get("sketch") or ""))
    except (OSError, ValueError, KeyError, TypeError, AttributeError):
        return Card("", (), ())


def read_sketch(digits: str) -> Sketch:
    """A sketch from a report."""
    return tuple(int(digits[at : at + _DIGITS], 16) for at in range(0, len(digits), _DIGITS))


def write_sketch(sketch: Sketch) -> str:
    """A sketch as a report holds it."""
    return "".join(f"{value:0{_DIGITS}x}" for value in sketch)


def read_report(folder: Path) -> ImportReport | None:
    """The report of a contract, None where it was not imported. Raises LibraryError for one that cannot be read."""
    try:
        return ImportReport.model_validate_json((folder / REPORT).read_bytes())
    except FileNotFoundError:
        return None
    except (OSError, ValueError) as error:
        raise LibraryError(
            f"导入记录读不出来：{folder.name}/{REPORT}", "从备份恢复这个文件；或删去它，这份合同就不再列出待确认的项。"
        ) from error


def report_bytes(report: ImportReport) -> bytes:
    """The bytes of `import.json`: what is unknown or empty is left out, except the lists every reader looks for."""
    always = {"warnings", "doubts", "unsure", "confirmed"}
    values: dict[str, Any] = report.model_dump(mode="json", exclude_none=True)
    kept = {key: value for key, value in values.items() if value not in ([], "") or key in always}
    return json.dumps(kept, ensure_ascii=False, indent=2).encode() + b"\n"
