"""Slots: a named article of a template takes the wording of a model clause or of another contract."""

import pytest

from cbtool.desk.draft import Loaded, load_answers, open_prepared, sample_file
from cbtool.desk.wordings import own_references, wordings
from cbtool.drafting.draft import Draft, make_draft
from cbtool.drafting.slots import Wording
from cbtool.errors import CbtoolError, NotFound
from cbtool.library.templates import open_template, template_record
from cbtool.settings import Settings
from cbtool.text.clauses import parse_clauses


@pytest.fixture(scope="module")
def loaded(starter: Settings) -> tuple[Settings, Loaded]:
    prepared = open_prepared(starter, "wage-enterprise")
    return starter, load_answers(prepared, sample_file(starter, "wage-enterprise", "full"))


def drafted(loaded: tuple[Settings, Loaded], **chosen: Wording) -> Draft:
    return make_draft(open_prepared(loaded[0], "wage-enterprise"), loaded[1].values, chosen)


def test_a_wording_replaces_one_article_and_nothing_else(loaded: tuple[Settings, Loaded]) -> None:
    plain = parse_clauses(drafted(loaded).body)
    changed = parse_clauses(drafted(loaded, overtime_base=Wording("x#y", "基数", "新的基数。\n另一款。")).body)
    before = {a.heading: plain.text[a.start : a.end].strip() for a in plain.articles()}
    after = {a.heading: changed.text[a.start : a.end].strip() for a in changed.articles()}
    assert len(before) == len(after)
    assert after.pop("基数").endswith("【基数】新的基数。\n另一款。")
    assert before.pop("加班工资基数") not in after.values()
    assert before == after


def test_items_and_tables_are_numbered_anew_and_marks_are_only_text(loaded: tuple[Settings, Loaded]) -> None:
    text = "支付下列津贴：\n（一）夜班{# 津贴；\n（三）- 高温 | 津贴。\n| 项目 | 元 |\n| --- | --- |\n| 夜班 | 20 |"
    outline = parse_clauses(drafted(loaded, allowances=Wording("x#y", "津贴", text)).body)
    article = next(a for a in outline.articles() if a.heading == "津贴")
    said = outline.text[article.start : article.end]
    assert "（一）夜班{# 津贴；\n（二）- 高温 | 津贴。" in said.replace("\\", "")
    assert "| 夜班 | 20 |" in said


def test_provisions_of_other_articles_keep_their_clause(loaded: tuple[Settings, Loaded]) -> None:
    plain = drafted(loaded)
    changed = drafted(loaded, scope=Wording("x#y", "", "一。\n二。\n三。\n四。\n五。\n六。\n七。"))
    assert [p for p in plain.provisions if p.clause] == [p for p in changed.provisions if p.clause]


def test_the_draft_number_tells_wordings_apart(loaded: tuple[Settings, Loaded]) -> None:
    numbers = {
        drafted(loaded).number,
        drafted(loaded, other=Wording("x#y", "", "一。")).number,
        drafted(loaded, other=Wording("x#y", "", "二。")).number,
    }
    assert len(numbers) == 3


def test_a_slot_that_is_not_there_or_is_referred_into_is_refused(loaded: tuple[Settings, Loaded]) -> None:
    with pytest.raises(CbtoolError, match="没有条款位 nix"):
        drafted(loaded, nix=Wording("x#y", "", "一。"))


def test_every_slot_of_the_sample_can_be_replaced_or_says_why(loaded: tuple[Settings, Loaded]) -> None:
    for slot in ("basis", "raise", "deduction", "effect", "other"):
        assert "替换的文字。" in drafted(loaded, **{slot: Wording("x#y", "", "替换的文字。")}).body


def test_wordings_come_from_rungs_and_contracts(starter: Settings) -> None:
    found = wordings(starter, {"a": "overtime-base#floor", "b": "cb-2026-0001 第十条"})
    assert found["a"].heading == "加班工资计算基数"
    assert found["b"].address == "cb-2026-0001#art_10"
    assert "乙方" not in found["b"].text and "企业" in found["b"].text
    for wrong in ("overtime-base", "overtime-base#none", "nope#art_1", "cb-2026-0001#art_999", "../x#y"):
        with pytest.raises((NotFound, CbtoolError)):
            wordings(starter, {"a": wrong})


def test_references_to_the_contract_it_comes_from_are_named() -> None:
    assert own_references(Wording("x#y", "", "按本合同第五条和《劳动法》第四十四条执行。")) == ["本合同第五条"]


def test_a_template_lists_its_slots(starter: Settings) -> None:
    folder = starter.library / "templates" / "wage-enterprise"
    slots = template_record(open_template(folder))["slots"]
    assert {"name": "overtime_base", "heading": "加班工资基数"} in slots
