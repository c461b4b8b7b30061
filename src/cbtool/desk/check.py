"""Check contracts, drafts and files: what is named is found, judged, and told as records."""

from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

from cbtool.desk.derived import Progress, stage
from cbtool.desk.judging import Choice, Judging, Record, Source, open_judging
from cbtool.errors import CbtoolError, NotFound
from cbtool.library.library import open_library
from cbtool.model.finding import SEVERITIES, Severity
from cbtool.model.parameter import NATION
from cbtool.model.rule import Document
from cbtool.settings import Settings
from cbtool.text.codes import region_name, regions

if TYPE_CHECKING:
    from cbtool.drafting.draft import Draft
    from cbtool.model.template import Template

ANSWERS = (".yaml", ".yml")
READABLE = (".md", ".markdown", ".txt", ".docx", ".doc", ".wps", ".rtf", ".odt", ".pdf", ".html", ".htm", *ANSWERS)


# what the templates' question `place` (企业所在地) may be answered → region, the narrower first
PLACES = {"shenzhen": "440300", "guangdong": "440000", "other": NATION}


class Unread(NamedTuple):
    """A file that could not be checked, and why."""

    path: str
    reason: str


def check(
    settings: Settings, targets: Iterable[str], choice: Choice, progress: Progress | None = None
) -> Iterator[Record | Unread]:
    """One record for each contract, draft or file that the targets name: an id, a file, a folder, or a library's folder.

    With `settings.dated` everything is judged by the law of that day alone. Raises NotFound.
    """
    if settings.dated:
        choice = choice._replace(on=settings.on)
    with open_judging(settings, progress) as judging:
        found = [one for target in targets for one in _named(judging, target)]
        tell = stage(progress if len(found) > 1 else None, "审查")
        for number, one in enumerate(found, 1):
            yield judging.kept_check(one, choice) if isinstance(one, dict) else _file(judging, one, choice)
            tell(number, len(found))


def _named(judging: Judging, target: str) -> Iterator[Record | Path]:
    """The library's records or the files that a target means."""
    path = Path(target)
    if path.is_dir() and path.resolve() == judging.library.root.resolve():
        yield from judging.store.records("contracts")
    elif path.is_dir():
        yield from _files_below(path)
    elif path.is_file():
        yield path
    else:
        yield _record(judging, target)


def _files_below(folder: Path) -> list[Path]:
    from cbtool.desk.intake import files_below

    found = [file for file in files_below([folder]) if file.suffix.lower() in READABLE and _is_document(file)]
    if not found:
        raise NotFound(f"文件夹里没有可以审查的文件：{folder}", f"可以审查的文件：{'、'.join(READABLE)}")
    return found


def _is_document(file: Path) -> bool:
    """Not every YAML file is answers to a template."""
    if file.suffix.lower() not in ANSWERS:
        return True
    with file.open("rb") as stream:
        return b"template:" in stream.read(4096)


def _record(judging: Judging, name: str) -> Record:
    record = judging.store.record("contracts", name.partition("#")[0])
    if record is None:
        broken = [p for p in judging.store.problems() if p.path.split("/")[1:2] == [name]]
        if broken:
            raise NotFound(f"{name} 的文件有误：{broken[0]}", "改好后再审查；全部问题：cbtool selftest")
        raise NotFound(f"没有这份合同，也没有这个文件：{name}", "查看有哪些合同：cbtool list contracts；文件请写对路径")
    return record


def _file(judging: Judging, path: Path, choice: Choice) -> Record | Unread:
    """A file of answers, a contract with a front matter, or any file that can be imported."""
    try:
        answers = path.suffix.lower() in ANSWERS
        source = answers_source(judging.settings, path) if answers else _imported(path)
    except CbtoolError as error:
        return Unread(str(path), str(error))
    return judging.check(source, choice)


def answers_source(settings: Settings, path: Path) -> Source:
    """The draft that a file of answers makes. Raises LibraryError, NotFound, CbtoolError."""
    from cbtool.desk.draft import load_answers, open_prepared
    from cbtool.desk.wordings import wordings
    from cbtool.drafting.draft import make_draft
    from cbtool.library.answers import read_answers_file

    prepared = open_prepared(settings, read_answers_file(path).template)
    loaded = load_answers(prepared, path)
    draft = make_draft(prepared, loaded.values, wordings(settings, loaded.clauses))
    return draft_source(settings, prepared.template, draft, str(path))


def draft_source(settings: Settings, template: "Template", draft: "Draft", name: str) -> Source:
    """A draft, to be judged by the law of the place its answers name."""
    facts = {"title": draft.title, "level": template.level, "kind": template.kind, "status": "draft"}
    own = open_library(settings.library).settings.region or NATION
    region = answered_region(str(draft.answers.get("place", "")), own)
    known = {key: value for key, value in {**facts, "region": region}.items() if value}
    return Source(name, template.document, draft.body, known, False, None, name)


def _imported(path: Path) -> Source:
    """What an importer reads from a file: facts of its own front matter, else sure ones; level and kind may be guesses."""
    from cbtool.desk.front_matter import Choices, begin
    from cbtool.desk.reader_process import read_file_safely

    imported = read_file_safely(path)
    front = begin(path, imported, Choices(), None)
    facts = dict(front.fields)
    known = any(c.by == "front_matter" for c in front.confirmed)
    for field, usual in (("level", "enterprise"), ("kind", "comprehensive"), ("title", path.stem)):
        guesses = (fact.value for fact in front.unsure if fact.field == field)
        facts[field] = facts.get(field) or next(guesses, usual)
    document: Document = "digest" if facts.get("form") == "digest" else "contract"
    return Source(str(facts.get("id") or path), document, imported.body, facts, known, None, str(path))


def answered_region(place: str, own: str) -> str:
    """The region that an answer to `place` means: one of the choices, the library's `own` where it is more exact, or a
    written name such as 珠海市香洲区; '' where it names none."""
    if place not in PLACES:
        named = [code for code in regions() if place and region_name(code).endswith(place)]
        return named[0] if len(named) == 1 else ""
    within = (name for name, code in PLACES.items() if code != NATION and own.startswith(code.rstrip("0")))
    return own if place == next(within, "other") else PLACES[place]


def check_draft(settings: Settings, template: "Template", draft: "Draft", name: str, region: str = "") -> Record:
    """What is found in a draft just made, as a draft: steps that are still to come are pending."""
    choice = Choice(on=settings.on, region=region, stage="draft")
    with open_judging(settings) as judging:
        return judging.check(draft_source(settings, template, draft, name), choice)


def severities_from(least: str) -> tuple[Severity, ...]:
    """The severities that make a check fail: those down to `least`."""
    order: list[Severity] = list(SEVERITIES)
    return tuple(order[: order.index(least) + 1])  # type: ignore[arg-type]


def fails(records: Iterable[Record], least: str) -> bool:
    """Whether anything was found at or above a severity."""
    grave = severities_from(least)
    return any(finding["severity"] in grave for record in records for finding in record["findings"])
