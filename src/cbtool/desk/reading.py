"""What is in the library: lists of records, and one record, text or clause in full."""

import re
from collections.abc import Callable
from typing import Any, NamedTuple

from cbtool.desk.derived import Progress, derived
from cbtool.desk.parameters import parameter_records
from cbtool.desk.statutes import statute_record, statute_records
from cbtool.errors import NotFound
from cbtool.library.contracts import split_front_matter
from cbtool.library.guides import read_guide
from cbtool.library.library import Library, open_library
from cbtool.library.store import DerivedStore
from cbtool.model.clause import Clause, Outline
from cbtool.model.contract import dump
from cbtool.settings import Settings
from cbtool.text.addresses import parse_address, resolve
from cbtool.text.clauses import parse_clauses

KINDS = (
    "contracts",
    "templates",
    "papers",
    "clauses",
    "topics",
    "provisions",
    "parameters",
    "rules",
    "statutes",
    "guides",
)
ONE = {
    "contract": "contracts",
    "template": "templates",
    "paper": "papers",
    "clause": "clauses",
    "topic": "topics",
    "provision": "provisions",
    "parameter": "parameters",
    "rule": "rules",
    "statute": "statutes",
    "guide": "guides",
}
_RULE = re.compile(r"[A-Z]{3}-\d{2,3}")
_NEITHER = (
    "合同写编号，如 cb-2026-0001 第十二条；法规写名称和条号，如 劳动法第四十四条（有哪些：cbtool list statutes）；"
    "法定数值用 cbtool show parameter"
)
CONTRACT_KEYS = ("id", "title", "form", "origin", "level", "kind", "region", "street", "industry", "signed", "status")

Record = dict[str, Any]


class Shown(NamedTuple):
    """One record; `text` is a contract's (or the clause's) own text, `address` the clause's."""

    kind: str
    record: Record
    text: str = ""
    address: str = ""


def listing(settings: Settings, kind: str, progress: Progress | None = None) -> list[Record]:
    """Every record of a kind (`KINDS`), in order of id or of the vocabulary."""
    with derived(settings, progress) as (library, store):
        return LISTS[kind](library, store)


def _contracts(library: Library, store: DerivedStore) -> list[Record]:
    return [{key: record.get(key) for key in CONTRACT_KEYS} for record in store.records("contracts")]


def _templates(library: Library, store: DerivedStore) -> list[Record]:
    return [r for r in store.records("templates") if r["document"] == "contract"]


def _papers(library: Library, store: DerivedStore) -> list[Record]:
    return [r for r in store.records("templates") if r["document"] == "paper"]


def _clauses(library: Library, store: DerivedStore) -> list[Record]:
    """Model clauses in the order of the vocabulary."""
    order = {topic.id: topic.order for topic in library.topics.topics}
    return sorted(store.records("clauses"), key=lambda c: (order.get(c["topic"].partition(".")[0], 99), c["id"]))


def _topics(library: Library, store: DerivedStore) -> list[Record]:
    return [{"title": topic.label, **dump(topic)} for topic in library.topics.topics]


def _provisions(library: Library, store: DerivedStore) -> list[Record]:
    return [{"title": provision.label, **dump(provision)} for provision in library.provisions.values()]


def _parameters(library: Library, store: DerivedStore) -> list[Record]:
    return parameter_records(library)


def _rules(library: Library, store: DerivedStore) -> list[Record]:
    from cbtool.desk.rules import rule_records  # the whole of the law is loaded only when asked for

    return rule_records(library)


def _statutes(library: Library, store: DerivedStore) -> list[Record]:
    return statute_records(library)


def _guides(library: Library, store: DerivedStore) -> list[Record]:
    return sorted(store.records("guides"), key=lambda guide: guide["order"])


LISTS: dict[str, Callable[[Library, DerivedStore], list[Record]]] = {
    "contracts": _contracts,
    "templates": _templates,
    "papers": _papers,
    "clauses": _clauses,
    "topics": _topics,
    "provisions": _provisions,
    "parameters": _parameters,
    "rules": _rules,
    "statutes": _statutes,
    "guides": _guides,
}


def showing(settings: Settings, reference: str, kind: str | None = None, progress: Progress | None = None) -> Shown:
    """The record, contract or clause that a reference names: an id, or an id with `#art_12` or 第十二条; a law also
    by title, with or without article (劳动法第四十四条).

    Raises NotFound.
    """
    if kind == "statute" or (kind is None and not reference[:1].isascii()):
        if law := statute_record(open_library(settings.library), reference):
            return Shown("statutes", law)
        if kind == "statute":
            raise NotFound(f"没有这个法规：{reference}", "查看有哪些：cbtool list statutes")
        if reference.strip():
            raise NotFound(f"不是编号，也不是已收录的法规：{reference[:60]}", _NEITHER)
    name, clause = parse_address(reference)
    kind = "rule" if kind is None and _RULE.fullmatch(reference.strip()) else kind
    with derived(settings, progress) as (library, store):
        if kind in (None, "contract"):
            record = store.record("contracts", name)
            if record:
                return _contract(library, record, name, clause)
        for shelf in [ONE[kind]] if kind else [k for k in KINDS if k != "contracts"]:
            for record in LISTS[shelf](library, store):
                if record["id"] == name:
                    return Shown(shelf, record, _guide_text(library, name) if shelf == "guides" else "")
        broken = [p for p in store.problems() if p.path.split("/")[1:2] == [name]]
    if broken:
        raise NotFound(f"{name} 的文件有误：{broken[0]}", "改好后再看；全部问题：cbtool selftest")
    raise NotFound(f"资料库里没有 {name}", "查看有哪些：cbtool list contracts、cbtool list templates")


def _guide_text(library: Library, name: str) -> str:
    found, _ = read_guide(library.place("guides", f"{name}.md"), name)
    return found.body if found else ""


def _contract(library: Library, record: Record, name: str, clause: str | None) -> Shown:
    text = (library.place("contracts", name) / "contract.md").read_text(encoding="utf-8")
    body = (split_front_matter(text) or ("", text))[1]
    if clause is None:
        return Shown("contracts", record, body)
    outline = parse_clauses(body, form=record["form"])
    found = _clause(outline, clause)
    return Shown("contracts", record, outline.text[found.start : found.end].strip(), f"{name}#{found.id}")


def _clause(outline: Outline, clause: str) -> Clause:
    return outline.find(clause) or resolve(outline, clause)
