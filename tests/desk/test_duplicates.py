"""Copies are refused, versions are linked by their days, siblings from one template are neither."""

import random
from pathlib import Path
from typing import Any

import pytest
from bench.corpus import body_of, contracts
from tests.conftest import Folder
from tests.text.test_likeness import misread

from cbtool.desk.intake import Choices, Handling, Outcome, intake
from cbtool.desk.reading import showing
from cbtool.desk.versions import before_and_after, known_contract, relations

ARTICLES = body_of(*next(iter(contracts(1)))).split("\n", 2)[2]


def contract(firm: str = "宏达电子", year: int = 2025, articles: str = ARTICLES, days: bool = True) -> str:
    """A wage contract of a firm for a year."""
    term = f"本合同自{year}年1月1日起至{year}年12月31日止。\n" if days else ""
    return (
        f"{firm}有限公司工资专项集体合同\n甲方（职工方）：{firm}有限公司工会\n乙方（企业方）：{firm}有限公司\n"
        f"{articles}\n{term}甲方（盖章）：____\n乙方（盖章）：____\n"
    )


def bring(library: Folder, *texts: str, **how: Any) -> list[Outcome]:
    place = library.root.parent / "files"
    place.mkdir(exist_ok=True)
    paths = [place / f"{len(list(place.iterdir())) + n:03d}.txt" for n in range(len(texts))]
    for path, text in zip(paths, texts, strict=True):
        path.write_text(text, encoding="utf-8")
    return list(intake(library.settings(), paths, Choices(level="enterprise", kind="wage"), how=Handling(**how)))


def supersedes(library: Folder, id: str) -> str | None:
    found: str | None = showing(library.settings(), id).record.get("supersedes")
    return found


def test_a_near_copy_is_refused_and_taken_when_wanted(library: Folder) -> None:
    (first,) = bring(library, contract())
    near = misread(contract(), 0.01)
    (refused,) = bring(library, near)
    assert (refused.status, refused.near) == ("refused", first.id)
    assert (
        f"和 {first.id}《宏达电子有限公司工资专项集体合同》几乎一样" in refused.reason
        and "--allow-duplicate" in refused.reason
    )
    (taken,) = bring(library, near, allow_duplicate=True)
    assert taken.id and any("按另一份合同导入" in warning for warning in taken.warnings)


def test_siblings_from_one_template_are_different_contracts(library: Folder) -> None:
    outcomes = bring(library, contract("宏达电子"), contract("恒瑞五金"), contract("金龙塑胶", days=False))
    assert all(o.id and not o.near and not o.supersedes for o in outcomes)
    assert not any(u.field == "supersedes" for o in outcomes for u in o.unsure)


@pytest.mark.parametrize("order", [(2023, 2024, 2025), (2025, 2024, 2023), (2024, 2025, 2023), (2023, 2025, 2024)])
def test_versions_form_a_chain_in_whatever_order_they_come(library: Folder, order: tuple[int, ...]) -> None:
    ids = {year: bring(library, contract(year=year))[0].id for year in order}
    assert [supersedes(library, ids[year]) for year in (2023, 2024, 2025)] == [None, ids[2023], ids[2024]]


def test_where_the_days_do_not_tell_a_person_is_asked(library: Folder) -> None:
    (first,) = bring(library, contract())
    changed = "\n".join(ARTICLES.split("\n")[:25])
    (second,) = bring(library, contract(articles=changed, days=False))
    (asked,) = [unsure for unsure in second.unsure if unsure.field == "supersedes"]
    assert asked.value == first.id and asked.confidence < 0.9 and supersedes(library, second.id) is None


def test_other_kinds_levels_and_models_are_no_versions() -> None:
    base = {"id": "t-1-1", "title": "甲厂集体合同", "level": "enterprise", "kind": "wage", "signed": "2024-01-01",
            "parties": [{"role": "employer", "name": "甲厂"}]}  # fmt: skip
    new = known_contract({**base, "id": "t-2-2", "signed": "2025-01-01"})
    assert before_and_after(relations(new, [known_contract(base)]))[0] is not None
    for change in ({"kind": "women"}, {"level": "group"}, {"parties": [{"role": "employer", "name": "乙厂"}]}):
        assert relations(new, [known_contract({**base, **change})]) == []


@pytest.mark.slow
def test_no_false_pair_and_no_missed_copy_at_district_size(library: Folder, tmp_path: Path) -> None:
    chance = random.Random(5)
    texts = [body_of(record, articles) for record, articles in contracts(357)]
    outcomes = bring(library, *texts)
    assert [o for o in outcomes if o.near or o.already] == []
    copies = [misread(text, 0.015, seed) for seed, text in enumerate(chance.sample(texts, 40))]
    assert [o.near for o in bring(library, *copies) if not o.near] == []
