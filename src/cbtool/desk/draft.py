"""Draft a contract or a paper: template and answers in, Word or Markdown out."""

from datetime import date
from pathlib import Path
from typing import Any, NamedTuple

from cbtool.drafting.draft import Draft, answer_texts
from cbtool.drafting.html import html_page
from cbtool.drafting.interview import Interview, answers_so_far, begin, skipped_names
from cbtool.drafting.package import word_file
from cbtool.drafting.prepared import Prepared, prepare, read_answers
from cbtool.errors import CbtoolError, NotFound
from cbtool.library.answers import answers_bytes, read_answers_file
from cbtool.library.library import open_library
from cbtool.library.templates import SAMPLES, open_template, sample_names
from cbtool.model.problem import Problem
from cbtool.model.template import AnswersFile, Values
from cbtool.settings import Settings
from cbtool.system import write_atomically

BLANK = "____"
ENDINGS = {".docx": "Word", ".html": "网页", ".md": "纯文本", ".pdf": "PDF"}


def open_prepared(settings: Settings, template: str) -> Prepared:
    """The compiled template. Raises NotFound, LibraryError, TemplateError."""
    found = open_template(open_library(settings.library).place("templates", template))
    return prepare(found.template, found.source, str(found.file))


def sample_file(settings: Settings, template: str, sample: str) -> Path:
    """The answers file of a template's sample. Raises NotFound."""
    folder = open_library(settings.library).place("templates", template)
    names = sample_names(folder)
    if sample not in names:
        raise NotFound(f"模板 {template} 没有名为 {sample} 的样例", f"可选：{'、'.join(names) or '（无）'}")
    return folder / SAMPLES / f"{sample}.yaml"


class Loaded(NamedTuple):
    """A file of answers as values, with what was skipped and the addresses of the wordings chosen for slots."""

    values: Values
    skipped: tuple[str, ...] = ()
    clauses: dict[str, str] = {}  # noqa: RUF012 - never changed


def load_answers(prepared: Prepared, file: Path, given: dict[str, Any] | None = None) -> Loaded:
    """What a file holds, `given` answers above it. Raises LibraryError, CbtoolError with all faults."""
    saved = read_answers_file(file)
    if saved.template != prepared.template.id:
        raise CbtoolError(f"{file} 是模板 {saved.template} 的答案", f"请用 cbtool draft render {saved.template}。")
    values = checked_answers(prepared, {**saved.answers, **(given or {})}, str(file))
    return Loaded(values, saved.skipped, dict(saved.clauses))


def checked_answers(prepared: Prepared, raw: dict[str, Any], origin: str) -> Values:
    """Raw answers as values. Raises CbtoolError listing every answer that cannot be taken, and why."""
    values, problems = read_answers(prepared.template, raw, origin)
    if problems:
        raise CbtoolError(
            "有的答案不能用：\n" + "\n".join(f"  {_plain(p)}" for p in problems),
            "改正后再试；问题清单见 cbtool show template " + prepared.template.id,
        )
    return values


def _plain(problem: Problem) -> str:
    return problem.message + (f"（{problem.remedy}）" if problem.remedy else "")


def save_answers(prepared: Prepared, interview: Interview, clauses: dict[str, str], file: Path) -> None:
    """Keep what was answered and chosen so far, whole or not at all."""
    answers = answer_texts(prepared, answers_so_far(interview))
    template = prepared.template
    record = AnswersFile(
        template=template.id,
        version=template.version,
        answers=answers,
        skipped=skipped_names(interview),
        clauses=clauses,
    )
    write_atomically(file, answers_bytes(record))


def resume(prepared: Prepared, file: Path) -> tuple[Interview, dict[str, str]]:
    """The interview that a saved answers file belongs to and the wordings chosen; a new one where there is no file."""
    if not file.exists():
        return begin(prepared), {}
    loaded = load_answers(prepared, file)
    return begin(prepared, loaded.values, loaded.skipped), loaded.clauses


def write_draft(draft: Draft, file: Path, on: date) -> None:
    """Write the draft in the form that the name's ending says. Raises CbtoolError for an ending that is not known."""
    write_atomically(file, draft_bytes(draft, file.suffix.lower(), on))


def draft_bytes(draft: Draft, ending: str, on: date) -> bytes:
    """The file of a draft, by its ending (`ENDINGS`). Raises CbtoolError for another one, and where no PDF can be made."""
    if ending not in ENDINGS:
        known = "、".join(f"{e}（{name}）" for e, name in ENDINGS.items())
        raise CbtoolError(f"写不了这种文件：{ending or '没有后缀'}", f"文件名请以下列之一结尾：{known}。")
    if ending == ".md":
        return draft.body.encode("utf-8")
    if ending == ".html":
        return html_page(draft.blocks, draft.number, on, draft.title).encode("utf-8")
    if ending == ".pdf":
        from cbtool.desk.pdf import pdf_file

        return pdf_file(draft, on)
    return word_file(draft.blocks, draft.number, on, draft.title)


def blanks(draft: Draft) -> int:
    """How many blanks are left to fill in by hand."""
    return sum(1 for part in draft.body.replace("＿", "_").split(BLANK)[1:] if not part.startswith("_"))
