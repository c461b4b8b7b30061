"""Draft many papers from one template: common answers, and a table with one row for each."""

import re
from collections.abc import Iterator
from datetime import date
from pathlib import Path
from typing import NamedTuple

from cbtool.desk.draft import Loaded, blanks, checked_answers, draft_bytes
from cbtool.desk.limits import LimitsAt, held_to_law
from cbtool.drafting.draft import answer_texts, make_draft
from cbtool.drafting.prepared import Prepared, unanswered
from cbtool.drafting.slots import Wording
from cbtool.errors import CbtoolError, UnreadableFile
from cbtool.model.template import Template, Values
from cbtool.system import write_atomically
from cbtool.text.encoding import decode
from cbtool.text.tables import Sheet, read_sheet

MOST_ROWS = 2000
NAME = "文件名"
_UNFIT = re.compile(r'[\x00-\x1f<>:"/\\|?*]+')


class Drafted(NamedTuple):
    """What became of one row: the file and its open blanks, or why not; `line` counts the table's lines from 1.

    `doubts`: answers worse than legal values that are not proven, and required ones that are missing.
    """

    line: int
    name: str
    file: Path | None = None
    number: str = ""
    blanks: int = 0
    reason: str = ""
    doubts: tuple[str, ...] = ()


def read_rows(template: Template, file: Path) -> Sheet:
    """The table, its heads turned into names of questions; `文件名` names the file to write.

    Raises CbtoolError: unreadable, a head that is neither name nor label of a question, too many rows.
    """
    try:
        sheet = read_sheet(decode(file.read_bytes())[0])
    except (OSError, UnreadableFile, ValueError) as error:
        reason = error.strerror if isinstance(error, OSError) else error
        raise CbtoolError(
            f"表格读不出来：{file}（{reason}）", "请另存为 CSV（UTF-8 或 GBK），第一行是表头。"
        ) from error
    if len(sheet.rows) > MOST_ROWS:
        raise CbtoolError(f"表格有 {len(sheet.rows)} 行", f"一次最多 {MOST_ROWS} 行，请分开做。")
    names = {head: _question_name(template, head) for head in sheet.heads}
    if unknown := [head for head, name in names.items() if not name]:
        raise CbtoolError(
            f"表头里有模板没有的问题：{'、'.join(unknown)}",
            f"表头写问题的名称或说法，见 cbtool show template {template.id}；文件名一列写“{NAME}”。",
        )
    rows = tuple((line, {names[head]: cell for head, cell in row.items() if cell}) for line, row in sheet.rows)
    return Sheet(tuple(names[head] for head in sheet.heads), rows)


def _question_name(template: Template, head: str) -> str:
    if head == NAME:
        return NAME
    return next((q.name for q in template.questions if head in (q.name, q.label) and q.type != "records"), "")


def draft_rows(
    prepared: Prepared,
    common: Loaded,
    wordings: dict[str, Wording],
    rows: Sheet,
    folder: Path,
    ending: str,
    on: date,
    limits: LimitsAt,
) -> Iterator[Drafted]:
    """Write one file for each row, the row's answers above the common ones; a bad row does not stop the others.

    Raises CbtoolError where the folder cannot be made or is not empty.
    """
    _make(folder)
    shared = answer_texts(prepared, common.values)
    for number, (line, row) in enumerate(rows.rows, 1):
        name = _file_name(number, row, rows.heads)
        try:
            given = {key: cell for key, cell in row.items() if key != NAME}
            values = checked_answers(prepared, {**shared, **given}, f"第 {line} 行")
            doubts = tuple(_doubts(prepared, values, limits))
            draft = make_draft(prepared, values, wordings)
        except CbtoolError as error:
            yield Drafted(line, name, reason=error.message)
            continue
        file = folder / f"{name}{ending}"
        write_atomically(file, draft_bytes(draft, ending, on))
        yield Drafted(line, name, file, draft.number, blanks(draft), doubts=doubts)


def _doubts(prepared: Prepared, values: Values, limits: LimitsAt) -> Iterator[str]:
    """Raises CbtoolError where an answer is worse than the law."""
    for breach in held_to_law(prepared, values, limits):
        yield f"{breach.message}。{breach.remedy}"
    if missing := unanswered(prepared, values):
        yield f"必填的还没有填：{'、'.join(question.label for question in missing)}"


def _make(folder: Path) -> None:
    try:
        folder.mkdir(parents=True, exist_ok=True)
        if any(folder.iterdir()):
            raise CbtoolError(f"文件夹里已经有东西：{folder}", "请用一个新文件夹，免得和旧的草案混在一起。")
    except OSError as error:
        raise CbtoolError(f"文件夹建不了：{folder}（{error.strerror}）", "请换一个位置。") from error


def _file_name(number: int, row: dict[str, str], heads: tuple[str, ...]) -> str:
    """`001-深圳市示例电子有限公司`: the column 文件名, else the first column; the number keeps names apart."""
    wanted = row.get(NAME) or next((row[head] for head in heads if head in row), "")
    return f"{number:03d}-{_UNFIT.sub('_', wanted).strip(' .')[:60]}".rstrip("-")
