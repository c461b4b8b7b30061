"""Everything the site shows, read once."""

from collections.abc import Callable, Mapping
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, Any, NamedTuple

from cbtool.desk.derived import Progress, stage
from cbtool.desk.judging import open_judging
from cbtool.drafting.prepared import Prepared, prepare
from cbtool.library.contracts import split_front_matter
from cbtool.library.guides import GuideText, read_guide
from cbtool.library.library import Library
from cbtool.library.store import DerivedStore
from cbtool.library.templates import SAMPLES, open_template, sample_names
from cbtool.model.clause import Outline
from cbtool.model.contract import Contract
from cbtool.model.library import LibrarySettings
from cbtool.model.model_clause import ModelClause
from cbtool.model.passage import Passage
from cbtool.model.problem import Problem
from cbtool.model.provision import Provision
from cbtool.model.topic import Topics
from cbtool.search.vocabulary import Vocabulary, make_vocabulary
from cbtool.settings import Settings
from cbtool.site.law import Law, gather_law
from cbtool.site.redirects import read_redirects
from cbtool.text.clauses import parse_clauses
from cbtool.text.codes import industry_name, region_name

if TYPE_CHECKING:
    from cbtool.model.template import Template


class ContractText(NamedTuple):
    """A contract with its outline and its passages, in the order of the text."""

    record: Contract
    outline: Outline
    passages: tuple[Passage, ...]


class Sample(NamedTuple):
    """A sample of a template: its answers file as text, and the expected body."""

    name: str
    answers: str
    body: str


class TemplateText(NamedTuple):
    """A template ready for use, with its samples."""

    prepared: Prepared
    samples: tuple[Sample, ...]
    slots: tuple[dict[str, str], ...]

    @property
    def template(self) -> "Template":
        return self.prepared.template


class Content(NamedTuple):
    """All that pages and data files are made of; `passages` holds every document a search can hit, by its id."""

    settings: LibrarySettings
    on: date
    contracts: tuple[ContractText, ...]
    passages: Mapping[str, tuple[Passage, ...]]
    topics: Topics
    provisions: Mapping[str, Provision]
    vocabulary: Vocabulary
    templates: tuple[TemplateText, ...]
    guides: tuple[GuideText, ...]
    clauses: tuple[ModelClause, ...]
    law: Law
    redirects: Mapping[str, str]
    problems: tuple[Problem, ...]
    sources: Path


def gather(settings: Settings, sources: Path, progress: Progress | None = None, internal: bool = False) -> Content:
    """Read the library once. Contracts marked internal are left out unless asked for.

    Raises LibraryError, CacheError, and TemplateError where a template cannot be compiled.
    """
    with open_judging(settings, progress) as judging:
        library, store = judging.library, judging.store
        records = [Contract.model_validate(record) for record in store.records("contracts")]
        hidden = set() if internal else {r.id for r in records if r.visibility == "internal"}
        judging.leave_out(hidden)
        passages = {name: tuple(found) for name, found in store.passages() if name not in hidden}
        shown = [record for record in records if record.id not in hidden]
        return Content(
            library.settings,
            settings.on,
            tuple(_contracts(library, shown, passages, stage(progress, "读取合同"))),
            passages,
            library.topics,
            library.provisions,
            _vocabulary(library, passages),
            tuple(_template(library, record) for record in store.records("templates")),
            tuple(_guides(library, store)),
            tuple(_clauses(library, store)),
            gather_law(judging, shown, stage(progress, "审查合同")),
            read_redirects(library.root),
            tuple(store.problems()),
            sources,
        )


def _contracts(
    library: Library,
    records: list[Contract],
    passages: Mapping[str, tuple[Passage, ...]],
    tell: Callable[[int, int], None],
) -> list[ContractText]:
    found = []
    for number, record in enumerate(records, 1):
        text = (library.place("contracts", record.id) / "contract.md").read_text(encoding="utf-8")
        body = (split_front_matter(text) or ("", text))[1]
        found.append(ContractText(record, parse_clauses(body, form=record.form), passages.get(record.id, ())))
        tell(number, len(records))
    return found


def _vocabulary(library: Library, passages: Mapping[str, tuple[Passage, ...]]) -> Vocabulary:
    """The words of search, with the codes that the shown documents carry."""
    used: dict[str, set[str]] = {"region": set(), "industry": set(), "year": set()}
    for found in passages.values():
        for field, seen in used.items():
            seen.update(filter(None, (getattr(p, field) for p in found[:1])))
    codes = {
        "region": {code: region_name(code) for code in sorted(used["region"])},
        "industry": {code: industry_name(code) for code in sorted(used["industry"])},
        "year": {code: code for code in sorted(used["year"])},
    }
    return make_vocabulary(library.topics, codes)


def _template(library: Library, record: dict[str, Any]) -> TemplateText:
    folder = library.place("templates", record["id"])
    found = open_template(folder)
    prepared = prepare(found.template, found.source, f"templates/{record['id']}/{found.file.name}")
    samples = tuple(_sample(folder / SAMPLES, name) for name in sample_names(folder))
    return TemplateText(prepared, samples, tuple(record["slots"]))


def _sample(folder: Path, name: str) -> Sample:
    expected = folder / f"{name}.md"
    body = expected.read_text(encoding="utf-8") if expected.is_file() else ""
    return Sample(name, (folder / f"{name}.yaml").read_text(encoding="utf-8"), body)


def _clauses(library: Library, store: DerivedStore) -> list[ModelClause]:
    """In the order of topics, then of ids."""
    order = {topic.id: topic.order for topic in library.topics.topics}
    found = [ModelClause.model_validate(record) for record in store.records("clauses")]
    return sorted(found, key=lambda clause: (order.get(clause.topic.partition(".")[0], 99), clause.topic, clause.id))


def _guides(library: Library, store: DerivedStore) -> list[GuideText]:
    found = []
    for record in store.records("guides"):
        guide, _ = read_guide(library.place("guides", f"{record['id']}.md"), f"guides/{record['id']}.md")
        if guide:
            found.append(guide)
    return sorted(found, key=lambda g: (g.guide.order, g.guide.id))
