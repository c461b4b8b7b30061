"""What the law allows for an answer: at the place and on the day of the draft, in the unit of the question."""

from datetime import date
from decimal import Decimal
from pathlib import Path

import pytest

from cbtool.desk.draft import load_answers, open_prepared, sample_file
from cbtool.desk.limits import held_to_law, legal_limits
from cbtool.errors import CbtoolError
from cbtool.library.library import open_library
from cbtool.library.templates import sample_names
from cbtool.model.template import Limit, Values
from cbtool.resources import starter_library
from cbtool.settings import Settings

CONTRACTS = ("enterprise-comprehensive", "wage-enterprise", "women-enterprise", "regional-wage", "industry-sanitation")


def limit(starter: Settings, provision: str, unit: str, values: Values, region: str = "") -> Limit | None:
    template = open_prepared(starter, "enterprise-comprehensive").template
    return legal_limits(starter, template, region)(values)(provision, unit)


def test_the_answered_place_decides(starter: Settings) -> None:
    shenzhen = limit(starter, "overtime.weekday", "%", {"place": "shenzhen"})
    assert shenzhen and (shenzhen.minimum, shenzhen.maximum, shenzhen.proven) == (Decimal(150), None, True)
    assert "《" in shenzhen.citation and "未" not in shenzhen.citation
    assert limit(starter, "women.paternity_days", "天", {"place": "other"}) is None
    within = limit(starter, "women.paternity_days", "天", {"place": "guangdong"})
    assert within and within.minimum == 15


def test_a_region_asked_for_stands_above_the_place_answered(starter: Settings) -> None:
    assert limit(starter, "women.paternity_days", "天", {"place": "other"}, "440300")
    assert limit(starter, "women.paternity_days", "天", {"place": "shenzhen"}, "000000") is None


def test_the_drafts_own_day_decides(starter: Settings) -> None:
    now = limit(starter, "wage.floor_month", "元/月", {"place": "shenzhen"})
    then = limit(starter, "wage.floor_month", "元/月", {"place": "shenzhen", "signed": date(2023, 6, 1)})
    assert now and then and now.minimum and then.minimum and then.minimum < now.minimum


def test_a_value_that_is_not_proven_says_so(starter: Settings) -> None:
    floor = limit(starter, "wage.floor_month", "元", {"place": "shenzhen"})
    assert floor and not floor.proven and "未对照条文" in floor.citation


@pytest.mark.parametrize(
    ("provision", "unit", "least", "most"),
    [
        ("overtime.month_max", "小时", None, "36"),
        ("layoff.notice_days", "天", "30", None),
        ("layoff.notice_days", "个工作日", "15", None),  # fewer are fewer than 30 days in any month
        ("layoff.rehire_months", "天", "168", None),  # six months are at least 168 days
        ("union.activity_days_month", "个工作日", None, None),  # the law's most is the workers' least
        ("overtime.weekday", "元", None, None),
        ("wage.raise_annual", "%", None, None),
        ("no.such_value", "%", None, None),
    ],
)
def test_the_limit_is_told_in_the_questions_unit(
    starter: Settings, provision: str, unit: str, least: str | None, most: str | None
) -> None:
    found = limit(starter, provision, unit, {"place": "other"})
    wanted = (Decimal(least) if least else None, Decimal(most) if most else None)
    assert (found.minimum if found else None, found.maximum if found else None) == wanted


def test_what_is_worse_than_the_law_is_refused_and_what_is_not_asked_does_not_count(starter: Settings) -> None:
    prepared = open_prepared(starter, "wage-enterprise")
    at = legal_limits(starter, prepared.template)
    name = next(q.name for q in prepared.template.questions if q.provision == "wage.delay_days_max")
    late: Values = {"place": "shenzhen", name: Decimal(99)}
    with pytest.raises(CbtoolError, match=r"超过法定上限：最多 .*依据：《"):
        held_to_law(prepared, {**late, "above_law": True}, at)
    assert held_to_law(prepared, {**late, "above_law": False}, at) == []


@pytest.mark.parametrize("template", CONTRACTS)
def test_no_sample_is_against_the_law(starter: Settings, template: str) -> None:
    prepared = open_prepared(starter, template)
    at = legal_limits(starter, prepared.template)
    for name in sample_names(starter_library() / "templates" / template):
        values = load_answers(prepared, sample_file(starter, template, name)).values
        assert held_to_law(prepared, values, at) == []


def test_a_library_without_region_is_held_to_the_nations_law(tmp_path: Path) -> None:
    (tmp_path / "library.yaml").write_text("name: x\nformat: 1\nextends: starter\n", encoding="utf-8")
    settings = Settings(tmp_path, tmp_path / "cache", date(2026, 11, 21))
    assert open_library(tmp_path).settings.region is None
    found = limit(settings, "overtime.weekday", "%", {})
    assert found and found.minimum == 150
    assert limit(settings, "women.paternity_days", "天", {}) is None
