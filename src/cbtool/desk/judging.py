"""Documents of the library judged by its law: what one needs for it, opened once."""

import hashlib
from collections.abc import Container, Iterator, Mapping
from contextlib import contextmanager
from datetime import date
from typing import Any, NamedTuple

from cbtool.desk.derived import Progress, cache_folder, derived
from cbtool.law.evaluation import applies, checklist, judge
from cbtool.law.grades import ReportCard, grade, report_card
from cbtool.law.hierarchy import covers
from cbtool.law.judged import Judged, Law, clause_topics, make_judged
from cbtool.law.modules import MODULES
from cbtool.library.contracts import split_front_matter
from cbtool.library.lawbook import LawBook, kept_law, stamp_of_law
from cbtool.library.library import Library
from cbtool.library.store import DerivedStore
from cbtool.model.finding import Finding, GradedValue, ReadValue
from cbtool.model.parameter import NATION
from cbtool.model.rule import Document, Stage
from cbtool.settings import Settings
from cbtool.text.clauses import parse_clauses
from cbtool.text.places import clause_name
from cbtool.text.topics import TopicScorer

Record = dict[str, Any]
VERSION = "1"
"""Of the records that are kept; count up when their form changes."""


class Choice(NamedTuple):
    """What the person says for all documents; None or '' leaves it to the document."""

    on: date | None = None
    region: str = ""
    stage: Stage | None = None
    level: str = ""
    kind: str = ""


class Source(NamedTuple):
    """A document before it is judged; `front`: its facts come from a front matter, and what is not there is missing;
    `hash`: that of a file of the library."""

    name: str
    document: Document
    body: str
    facts: Mapping[str, Any]
    front: bool
    topics: Mapping[str, tuple[str, ...]] | None = None
    place: str = ""
    first_line: int = 1
    hash: str = ""


class Judging:
    """The library, its store and its law, ready to judge; made by `open_judging`."""

    def __init__(self, settings: Settings, library: Library, store: DerivedStore) -> None:
        self.settings = settings
        self.today = settings.on
        self.library = library
        self.store = store
        self._folder = cache_folder(settings)
        self._stamp = ""
        self._book: LawBook | None = None
        self._law: Law | None = None
        self._scorer: TopicScorer | None = None
        self._wider: dict[str, Judged] = {}
        self._wide_records: list[Record] | None = None

    @property
    def stamp(self) -> str:
        """Changes when the law or the code that judges does."""
        if not self._stamp:
            self._stamp = hashlib.sha256((VERSION + stamp_of_law(self.library)).encode()).hexdigest()
        return self._stamp

    @property
    def book(self) -> LawBook:
        """The library's law, without what only people read."""
        if self._book is None:
            self._book = kept_law(self.library, MODULES, self._folder / "law.json")
        return self._book

    @property
    def law(self) -> Law:
        """What documents are held against."""
        if self._law is None:
            parameters = {p.name: p for p in self.book.parameters}
            self._law = Law(parameters, {p.id: p for p in self.book.provisions}, self.wider)
        return self._law

    def wide_records(self) -> list[Record]:
        """The regional and industry contracts of the library."""
        if self._wide_records is None:
            records = self.store.records("contracts")
            self._wide_records = [r for r in records if r["level"] in ("regional", "industry")]
        return self._wide_records

    def leave_out(self, names: Container[str]) -> None:
        """Judge from now on as if these contracts covered no other: what one finds shows nothing of them."""
        self._wide_records = [record for record in self.wide_records() if record["id"] not in names]

    def wider(self, judged: Judged) -> Iterator[Judged]:
        """The regional and industry contracts that cover a document."""
        for record in self.wide_records():
            if covers(record["id"], record, judged):
                if record["id"] not in self._wider:
                    self._wider[record["id"]] = self.judged(self.library_source(record), Choice())
                yield self._wider[record["id"]]

    def library_source(self, record: Record) -> Source:
        """A contract of the library."""
        name = record["id"]
        file = self.library.place("contracts", name) / "contract.md"
        text = file.read_text(encoding="utf-8")
        body = (split_front_matter(text) or ("", text))[1]
        passages = self.store.document_passages("contracts", name)
        topics = {p.address.partition("#")[2]: tuple(p.topics) for p in passages if p.topics}
        document: Document = "digest" if record.get("form") == "digest" else "contract"
        first = text.count("\n", 0, text.find(body)) + 1 if body else 1
        place, digest = f"contracts/{name}/contract.md", self.store.hash("contracts", name)
        return Source(name, document, body, record, True, topics, place, first, digest)

    def judged(self, source: Source, choice: Choice) -> Judged:
        """The document ready to be judged, by the law of the chosen day, else of its own, else of today."""
        facts = {**source.facts, **{k: v for k, v in (("level", choice.level), ("kind", choice.kind)) if v}}
        outline = parse_clauses(source.body, form="digest" if source.document == "digest" else "full")
        topics = source.topics
        if topics is None:
            self._scorer = self._scorer or TopicScorer(self.library.topics)
            topics = clause_topics(outline, self._scorer)
        known = self._known_values(source)
        judged = make_judged(
            source.document,
            outline,
            facts,
            self.law,
            name=source.name,
            front=source.front,
            topics=topics,
            region=choice.region or str(facts.get("region") or self.library.settings.region or NATION),
            on=choice.on or own_day(facts) or self.today,
            today=choice.on or self.today,
            stage=choice.stage,
            values=known,
        )
        if known is None and source.hash:
            packed = {"values": [list(value) for value in judged.values]}
            self.store.keep_check(f"{source.name} values", self.stamp + source.hash, packed)
        return judged

    def _known_values(self, source: Source) -> tuple[ReadValue, ...] | None:
        """What was read before from a text of the library, if neither it nor the codebook has changed."""
        kept = self.store.check(f"{source.name} values", self.stamp + source.hash) if source.hash else None
        return tuple(ReadValue(*value) for value in kept["values"]) if kept else None

    def check(self, source: Source, choice: Choice) -> Record:
        """What is found in a document: findings, what is waived, grades, report card and checklist."""
        judged = self.judged(source, choice)
        today = choice.on or self.today
        waivers = {waiver["rule"]: waiver for waiver in judged.facts.get("waived", ())}
        findings = [_finding(f, source, judged) for f in judge(judged, self.book.rules, self.law, today)]
        grades = grade(judged, self.law, today)
        looked_at = checklist(judged, self.book.rules)
        return {
            **_head(source, judged, today),
            "rules": sum(applies(rule, judged) for rule in self.book.rules) - len(looked_at),
            "refused": list(self.book.refused),
            "findings": [f for f in findings if f["rule"] not in waivers],
            "waived": [_waived(f, waivers[f["rule"]]) for f in findings if f["rule"] in waivers],
            "grades": [_grade(g, self.law) for g in grades],
            "report": _card(report_card(judged, grades, self.book.subjects)),
            "checklist": [{"rule": r.id, "text": r.checklist, "citation": str(r.citation)} for r in looked_at],
        }

    def kept_check(self, record: Record, choice: Choice) -> Record:
        """What is found in a contract of the library; kept in the derived store as long as nothing it rests on changes."""
        key = self._key(record, choice)
        found = self.store.check(record["id"], key)
        if found is None:
            found = self.check(self.library_source(record), choice)
            self.store.keep_check(record["id"], key, found)
        return found

    def _key(self, record: Record, choice: Choice) -> str:
        parts = [self.stamp, self.store.hash("contracts", record["id"]), str(self.today), repr(choice)]
        parts.append(self.library.settings.region or "")
        if record["level"] == "enterprise":
            parts += [self.store.hash("contracts", wide["id"]) for wide in self.wide_records()]
        return hashlib.sha256("\n".join(parts).encode()).hexdigest()


def own_day(facts: Mapping[str, Any]) -> date | None:
    """The day whose law a contract is judged by: signed, else in effect."""
    day = facts.get("signed") or facts.get("effective_from")
    return date.fromisoformat(str(day)) if day else None


def _head(source: Source, judged: Judged, today: date) -> Record:
    return {
        "document": source.name,
        "title": str(judged.facts.get("title") or source.name),
        "place": source.place,
        "on": judged.on.isoformat(),
        "today": today.isoformat(),
        "region": judged.region,
        "stage": judged.stage,
        "level": judged.level,
        "kind": judged.kind,
    }


def _waived(found: Record, waiver: Mapping[str, str]) -> Record:
    return {**found, "reason": waiver["reason"], "by": waiver["by"]}


def _card(card: ReportCard) -> Record:
    subjects = [{"number": s.number, "label": s.label, "citation": str(s.citation)} for s in card.missing_subjects]
    return {**card._asdict(), "missing_subjects": subjects}


def _finding(found: Finding, source: Source, judged: Judged) -> Record:
    """A finding with what people call its clause, and its line in the document's file (0: unknown)."""
    clause = judged.outline.find(found.address) if found.address else None
    at = judged.outline.text.find(found.quote, clause.start if clause else 0) if found.quote else -1
    at = at if at >= 0 else clause.start if clause else -1
    line = source.first_line + judged.outline.text.count("\n", 0, at) if at >= 0 else 0
    return {**found._asdict(), "clause": clause_name(judged.outline, found.address), "line": line}


def _grade(graded: GradedValue, law: Law) -> Record:
    value, provision = graded.value, law.provisions.get(graded.value.provision)
    return {
        "provision": value.provision,
        "label": provision.label if provision else value.provision,
        **{key: getattr(value, key) for key in ("value", "upper", "unit", "bound", "address", "quote")},
        **{key: getattr(graded, key) for key in GradedValue._fields[1:]},
    }


@contextmanager
def open_judging(settings: Settings, progress: Progress | None = None) -> Iterator[Judging]:
    """The opened library ready to judge. Raises LibraryError, CacheError."""
    with derived(settings, progress) as (library, store):
        yield Judging(settings, library, store)
