"""Other wordings for a template's articles: a rung of a model clause, or an article of any contract."""

from pathlib import Path
from typing import cast

from cbtool.drafting.slots import Wording
from cbtool.errors import CbtoolError, NotFound
from cbtool.library.contracts import split_front_matter
from cbtool.library.library import open_library
from cbtool.library.model_clauses import open_model_clause
from cbtool.library.yamlfile import read_record
from cbtool.model.contract import Contract
from cbtool.model.model_clause import RUNGS, ModelClause, RungName
from cbtool.settings import Settings
from cbtool.text.addresses import parse_address, resolve
from cbtool.text.citations import find_citations
from cbtool.text.clauses import parse_clauses

SIDES = {"employer": "企业", "employers_association": "企业方", "union": "工会", "employee_representatives": "职工方"}


def wordings(settings: Settings, wanted: dict[str, str]) -> dict[str, Wording]:
    """The wordings at these addresses, by slot.

    Raises NotFound, LibraryError, CbtoolError for what is no article.
    """
    library = open_library(settings.library)
    return {slot: _wording(library.roots, address) for slot, address in wanted.items()}


def own_references(wording: Wording) -> list[str]:
    """References of a wording to other articles of the contract it comes from: they mean nothing in a draft."""
    found = find_citations(wording.text)
    return [
        wording.text[c.start : c.end] for c in found if c.title in ("", "本合同", "本协议", "本专项合同", "本集体合同")
    ]


def _wording(roots: tuple[Path, ...], address: str) -> Wording:
    name, place = parse_address(address)
    clause = open_model_clause(roots, name)
    return _rung(clause, place or "") if clause else _article(roots[0], name, place or "")


def _rung(clause: ModelClause, name: str) -> Wording:
    rung = clause.rung(cast(RungName, name))
    if rung is None:
        rungs = "、".join(f"{clause.id}#{rung.rung}（{RUNGS[rung.rung]}）" for rung in clause.rungs)
        raise NotFound(f"示范条款 {clause.id} 没有这一档：{name or '（没有写）'}", f"可选：{rungs}")
    return Wording(f"{clause.id}#{rung.rung}", clause.title, rung.text)


def _article(root: Path, name: str, place: str) -> Wording:
    """An article of a contract; 甲方 and 乙方 become the sides they mean there."""
    file = root / "contracts" / name / "contract.md"
    parts = split_front_matter(file.read_text(encoding="utf-8")) if file.is_file() else None
    if parts is None:
        raise NotFound(f"资料库里没有 {name}", "查看有哪些：cbtool list contracts、cbtool list clauses")
    outline = parse_clauses(parts[1])
    clause = resolve(outline, place)
    if clause.kind != "article":
        raise CbtoolError(f"{name}#{clause.id} 不是一条", "写到条，如 cb-2026-0001#art_12。")
    text = outline.text[clause.body_start : clause.end].strip()
    record, _ = read_record(parts[0], Contract, name, first_line=2)
    for party in record.parties if record else ():
        if party.label:
            text = text.replace(party.label, SIDES[party.role])
    return Wording(f"{name}#{clause.id}", clause.heading, text)
