"""The list of contracts, and every contract with its clauses."""

from collections.abc import Iterator, Mapping

from cbtool.desk.judging import Record
from cbtool.model.contract import Contract
from cbtool.model.labels import KINDS, LEVELS, ORIGINS
from cbtool.site.gather import Content, ContractText
from cbtool.site.page import Page
from cbtool.site.pages.law import FAMILIES
from cbtool.site.pages.worker import chosen, has_sheet
from cbtool.site.reading import HEADED, Unit, units

WHOLE = ("article", "paragraph", "annex", "preamble", "signature", "table")


def contract_pages(content: Content) -> Iterator[Page]:
    """`contracts.html` and `contracts/<id>.html`."""
    records = sorted((text.record for text in content.contracts), key=_newest_first)
    data = {"records": records, "levels": LEVELS, "kinds": KINDS, "origins": ORIGINS, "regions": _provinces(records)}
    yield Page(
        "contracts.html",
        "contracts.html.j2",
        "集体合同",
        data,
        "资料库里的全部集体合同，可按级别、类型、地区筛选。",
        "contracts",
    )
    names = {topic.id: topic.label for topic in content.topics.topics}
    aliases = _aliases(content.redirects)
    for text in content.contracts:
        yield _page(content, text, names, aliases.get(text.record.id, {}))
    yield from _moved(content)


def _newest_first(record: Contract) -> tuple[bool, int, str]:
    """What was really signed before samples, then by date."""
    return record.origin == "sample", -(record.dated.toordinal() if record.dated else 0), record.id


def _provinces(records: list[Contract]) -> list[str]:
    return sorted({record.region[:2] + "0000" for record in records if record.region})


def _page(content: Content, text: ContractText, names: Mapping[str, str], aliases: Mapping[str, list[str]]) -> Page:
    record = text.record
    topics = {p.address.partition("#")[2]: tuple(t for t in p.topics if t in names) for p in text.passages}
    parts = units(text.outline, topics)
    data = {
        "record": record,
        "units": parts,
        "contents": [unit for unit in parts if unit.kind in (*HEADED, "annex")] or _articles(parts),
        "collectable": {p.address.partition("#")[2] for p in text.passages},
        "topic_names": names,
        "provisions": content.provisions,
        "aliases": aliases,
        "overdue": bool(record.expires_on and record.expires_on < content.on and record.status == "in_force"),
        "headed": HEADED,
        "sheet": chosen(text) if has_sheet(text) else None,
        "shown_topics": _topics(parts),
        "check": content.law.checks[record.id],
        "found": _by_clause(content.law.checks[record.id]),
        "families": FAMILIES,
    }
    return Page(
        f"contracts/{record.id}.html", "contract.html.j2", record.title, data, _description(record), "contracts"
    )


def _by_clause(check: Record) -> dict[str, dict[str, list[Record]]]:
    """Article → what was found in it, and its values with their grades; a paragraph's stand at its article."""
    found: dict[str, dict[str, list[Record]]] = {}
    for kind in ("findings", "grades"):
        for one in check[kind]:
            if one["address"] and one.get("severity") != "pending":
                clause = one["address"].partition("__")[0]
                found.setdefault(clause, {"findings": [], "grades": []})[kind].append(one)
    return found


def _articles(parts: list[Unit]) -> list[Unit]:
    return [unit for unit in parts if unit.heading]


def _topics(parts: list[Unit]) -> list[str]:
    return list(dict.fromkeys(topic for unit in parts for topic in unit.topics))


def _description(record: Contract) -> str:
    return f"{LEVELS[record.level]}·{KINDS[record.kind]}集体合同，{record.parties_text()}"[:150]


def _aliases(redirects: Mapping[str, str]) -> dict[str, dict[str, list[str]]]:
    """Contract → clause now → the ids it had before, so that old links still land."""
    found: dict[str, dict[str, list[str]]] = {}
    for old, new in redirects.items():
        (name, _, clause), (target, _, place) = old.partition("#"), new.partition("#")
        if name == target and clause and place:
            found.setdefault(name, {}).setdefault(place, []).append(clause)
    return found


def _moved(content: Content) -> Iterator[Page]:
    """A contract that has another id now: its old page says where it went."""
    here = {text.record.id for text in content.contracts}
    for old, new in content.redirects.items():
        if "#" not in old and old not in here:
            target = new if new.partition("#")[0] in here else ""
            yield Page(
                f"contracts/{old}.html", "moved.html.j2", f"{old} 已移走", {"target": target}, section="contracts"
            )
