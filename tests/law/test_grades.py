"""Grades, the report card, and the contracts that cover an enterprise's."""

from datetime import date
from typing import Any

import pytest
from tests.law.law_data import document, findings, law, rule

from cbtool.law.grades import grade, report_card
from cbtool.law.hierarchy import covers
from cbtool.law.judged import Judged, Law
from cbtool.model.finding import GradedValue
from cbtool.model.parameter import CitedArticle
from cbtool.model.subject import BargainingSubject

TODAY = date(2026, 11, 1)


def grades(judged: Judged) -> list[tuple[str, str, str]]:
    return [(g.value.value, g.grade, g.grade_today) for g in grade(judged, law(), TODAY)]


@pytest.mark.parametrize(
    ("words", "on", "expected"),
    [
        ("工作日加班按150%支付", "2026-11-01", ("150", "equal", "equal")),
        ("工作日加班按200%支付", "2026-11-01", ("200", "above", "above")),
        ("工作日加班按120%支付", "2026-11-01", ("120", "below", "below")),
        ("每月加班不超过24小时", "2026-11-01", ("24", "above", "above")),
        ("每月加班不超过40小时", "2026-11-01", ("40", "below", "below")),
        ("法定节假日11天", "2024-12-31", ("11", "equal", "below")),
        ("最低工资每月2200元", "2018-08-01", ("2200", "equal", "below")),
        ("产假98天", "2012-04-27", ("98", "above", "equal")),
        ("工作日加班按150%支付", "1994-12-31", ("150", "none", "equal")),
        ("每月15日发放工资", "2026-11-01", ("15", "none", "none")),
        ("期满前60日提出续订", "2026-11-01", ("60", "equal", "equal")),
        ("期满前100日提出续订", "2026-11-01", ("100", "below", "below")),
    ],
)
def test_a_value_is_graded_by_the_law_of_its_day_and_of_today(
    words: str, on: str, expected: tuple[str, str, str]
) -> None:
    assert grades(document(f"第一条 {words}。", on=on)) == [expected]


def test_a_confirmed_value_of_the_front_matter_counts_instead_of_the_text() -> None:
    facts = {"provisions": [{"id": "overtime.weekday", "value": "180", "unit": "%", "quote": "按120%"}]}
    assert grades(document("第一条 工作日加班按120%支付。", facts=facts)) == [("180", "above", "above")]


def test_the_report_card_counts_and_names_what_is_not_spoken_of() -> None:
    text = (
        "第一条 【加班】工作日加班依照《劳动法》按150%支付。\n第二条 每月加班不超过30小时。\n"
        "第三条 【产假】产假90天。\n第四条 【发薪】每月15日发放工资。"
    )
    judged = document(text)
    cited = CitedArticle(statute="集体合同规定", article="第八条")
    subjects = [
        BargainingSubject(number=1, label="劳动报酬", topics=("pay", "overtime"), citation=cited),
        BargainingSubject(number=7, label="职业技能培训", topics=("training",), citation=cited),
        BargainingSubject(number=4, label="劳动安全与卫生", topics=("safety",), kinds=("safety",), citation=cited),
        BargainingSubject(number=15, label="其他", citation=cited),
    ]
    card = report_card(judged, grade(judged, law(), TODAY), subjects)
    assert (card.graded, card.above, card.equal, card.copied, card.below, card.ungraded) == (3, 1, 1, 1, 1, 1)
    assert [s.number for s in card.missing_subjects] == [7]


WIDE = {
    "level": "regional", "region": "440307", "origin": "signed", "effective_from": "2026-01-01",
    "expires_on": "2026-12-31", "title": "示例街道合同",
}  # fmt: skip


@pytest.mark.parametrize(
    ("wide", "narrow", "expected"),
    [
        ({}, {}, True),
        ({"region": "440300"}, {}, True),
        ({"region": "440306"}, {}, False),
        ({"street": "坂田街道"}, {}, False),
        ({"street": "坂田街道"}, {"street": "坂田街道"}, True),
        ({"level": "industry", "industry": "H62"}, {"industry": "H621"}, True),
        ({"level": "industry", "industry": "H62"}, {"industry": "C39"}, False),
        ({"level": "enterprise"}, {}, False),
        ({"expires_on": "2026-06-30"}, {}, False),
        ({"effective_from": "2026-11-02"}, {}, False),
        ({"origin": "sample"}, {}, False),
        ({"origin": "sample"}, {"origin": "sample"}, True),
    ],
)
def test_a_wider_contract_covers_by_place_trade_and_period(
    wide: dict[str, Any], narrow: dict[str, Any], expected: bool
) -> None:
    assert covers("t-2026-0009", {**WIDE, **wide}, document(facts=narrow)) is expected


def test_a_value_below_the_wider_contract_is_found_and_named() -> None:
    other = document("第一条 工作日加班按180%支付。", facts=WIDE)._replace(name="t-2026-0009")
    own = Law(law().parameters, law().provisions, lambda judged: [other])
    hierarchy = rule("severity: recommended\nmodule: hierarchy")
    (found,) = findings(document("第一条 工作日加班按160%支付。", own=own), hierarchy, own=own)
    assert found.severity == "recommended"
    assert found.required == "不低于180%（《示例街道合同》t-2026-0009）"
    assert not findings(document("第一条 工作日加班按180%支付。", own=own), hierarchy, own=own)


def test_where_the_wider_contract_has_several_standards_a_person_decides() -> None:
    other = document("第一条 最低工资甲档3000元。\n第二条 最低工资乙档2900元。", facts=WIDE)._replace(
        name="t-2026-0009"
    )
    own = Law(law().parameters, law().provisions, lambda judged: [other])
    hierarchy = rule("severity: recommended\nmodule: hierarchy")
    (found,) = findings(document("第一条 最低工资2800元。", own=own), hierarchy, own=own)
    assert found.severity == "review"


def test_a_graded_value_holds_all_that_is_shown() -> None:
    (graded,) = grade(document("第一条 工作日加班按200%支付。"), law(), TODAY)
    assert isinstance(graded, GradedValue)
    assert (graded.required, graded.parameter) == ("不低于150%", "overtime_rate_weekday")
    assert graded.citation.startswith("《")
