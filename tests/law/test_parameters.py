"""Legal values through time and space: what was in force where, and which of several values binds."""

from datetime import date
from typing import Any

import pytest

from cbtool.law.parameters import binding_value, find_parameters, lookup, nearest_in_time, region_chain
from cbtool.library.library import open_library
from cbtool.library.parameters import read_parameters
from cbtool.model.parameter import Parameter
from cbtool.resources import starter_library

SHENZHEN, LONGGANG, GUANGZHOU, HANGZHOU, NATION = "440300", "440307", "440100", "330100", "000000"


@pytest.fixture(scope="module")
def known() -> dict[str, Parameter]:
    library = open_library(starter_library())
    return read_parameters(library.roots, frozenset(t.id for t in library.topics.topics))[0]


def value(known: dict[str, Parameter], name: str, on: str, region: str = LONGGANG, instrument: Any = None) -> object:
    found = binding_value(known[name], region, date.fromisoformat(on), instrument)
    return found.amount if found else None


@pytest.mark.parametrize(
    ("name", "on", "expected"),
    [
        ("minimum_wage_monthly", "2012-01-31", None),
        ("minimum_wage_monthly", "2012-02-01", 1500),
        ("minimum_wage_monthly", "2014-02-01", 1808),
        ("minimum_wage_monthly", "2018-07-01", 2130),
        ("minimum_wage_monthly", "2018-08-01", 2200),
        ("minimum_wage_monthly", "2021-12-31", 2200),
        ("minimum_wage_monthly", "2024-12-31", 2360),
        ("minimum_wage_monthly", "2025-02-28", 2360),
        ("minimum_wage_monthly", "2025-03-01", 2520),
        ("minimum_wage_monthly", "2026-08-31", 2520),
        ("minimum_wage_monthly", "2026-09-01", 2700),
        ("minimum_wage_hourly", "2026-08-31", 23.7),
        ("minimum_wage_hourly", "2026-09-01", None),
        ("statutory_holidays", "2007-12-31", 10),
        ("statutory_holidays", "2024-12-31", 11),
        ("statutory_holidays", "2025-01-01", 13),
        ("monthly_work_days", "2024-12-31", 20.83),
        ("monthly_work_days", "2025-01-01", 20.67),
        ("monthly_pay_days", "2024-12-31", 21.75),
        ("monthly_pay_days", "2025-01-01", 21.75),
        ("maternity_leave_days", "2012-04-27", 90),
        ("maternity_leave_days", "2012-04-28", 98),
        ("childcare_leave_days", "2021-11-30", None),
        ("childcare_leave_days", "2021-12-01", 10),
        ("hours_per_week", "1995-04-30", 44),
        ("hours_per_week", "1995-05-01", 40),
        ("annual_leave_days_10_years", "2007-12-31", None),
        ("annual_leave_days_10_years", "2008-01-01", 10),
        ("heat_allowance_monthly", "2021-05-31", 150),
        ("heat_allowance_monthly", "2021-06-01", 300),
        ("overtime_rate_holiday", "2026-11-21", 300),
    ],
)
def test_a_value_changes_on_its_day(known: dict[str, Parameter], name: str, on: str, expected: object) -> None:
    assert value(known, name, on) == expected


@pytest.mark.parametrize(
    ("name", "region", "expected"),
    [
        ("minimum_wage_monthly", SHENZHEN, 2700),
        ("minimum_wage_monthly", LONGGANG, 2700),
        ("minimum_wage_monthly", GUANGZHOU, 2680),
        ("minimum_wage_monthly", "440000", None),
        ("minimum_wage_monthly", NATION, None),
        ("payroll_record_years", LONGGANG, 3),
        ("payroll_record_years", GUANGZHOU, 2),
        ("quota_workers_percent", HANGZHOU, 90),
        ("quota_workers_percent", GUANGZHOU, 70),
        ("maternity_bonus_days", HANGZHOU, None),
        ("final_pay_days", SHENZHEN, 3),
        ("final_pay_days", GUANGZHOU, 0),
        ("final_pay_days", NATION, 0),
        ("bargaining_reply_days", "110105", 20),
    ],
)
def test_a_place_takes_from_what_holds_it(
    known: dict[str, Parameter], name: str, region: str, expected: object
) -> None:
    assert value(known, name, "2026-11-21", region) == expected


def test_shenzhen_has_two_reply_clocks_and_both_are_given(known: dict[str, Parameter]) -> None:
    found = lookup(known["bargaining_reply_days"], LONGGANG, date(2026, 11, 21))
    here = [(a.amount, a.unit, a.binds) for a in found if a.value.region == SHENZHEN]
    assert here == [(10, "day", True), (10, "working_day", False)]
    assert [a.value.region for a in found] == [SHENZHEN, SHENZHEN, "440000", NATION, NATION]


def test_before_its_own_statute_shenzhen_had_the_nations_clock(known: dict[str, Parameter]) -> None:
    assert value(known, "bargaining_reply_days", "2008-07-31") == 20
    found = binding_value(known["bargaining_reply_days"], LONGGANG, date(2008, 8, 1))
    assert found is not None
    assert (found.amount, found.unit) == (10, "working_day")


def test_a_contract_and_a_wage_agreement_have_their_own_clocks(known: dict[str, Parameter]) -> None:
    assert value(known, "filing_days", "2026-11-21", GUANGZHOU, "contract") == 10
    assert value(known, "filing_days", "2026-11-21", GUANGZHOU, "wage_agreement") == 7
    assert value(known, "filing_days", "2026-11-21", GUANGZHOU) == 10
    both = lookup(known["filing_days"], GUANGZHOU, date(2026, 11, 21))
    assert [(a.amount, a.binds) for a in both] == [(10, True), (7, True)]
    assert value(known, "publication_days", "2026-11-21", GUANGZHOU, "contract") is None
    found = binding_value(known["renewal_window_days"], GUANGZHOU, date(2026, 11, 21), "contract")
    assert found is not None
    assert (found.amount, found.unit) == (3, "month")


def test_of_equal_values_the_best_proven_binds(known: dict[str, Parameter]) -> None:
    found = binding_value(known["overtime_rate_holiday"], LONGGANG, date(2024, 5, 1))
    assert found is not None
    assert (found.amount, found.value.region, found.value.evidence) == (300, "440000", "statute")
    today = binding_value(known["overtime_rate_holiday"], LONGGANG, date(2026, 11, 21))
    assert today is not None
    assert today.value.region == SHENZHEN


def test_half_of_all_passes_in_the_nation_and_fails_in_hangzhou(known: dict[str, Parameter]) -> None:
    bounds = {}
    for region in (LONGGANG, HANGZHOU):
        found = binding_value(known["vote_share"], region, date(2026, 11, 21), "wage_agreement")
        assert found is not None
        bounds[region] = (found.amount, found.bound)
    assert bounds == {LONGGANG: ("1/2", "min"), HANGZHOU: ("1/2", "over")}


def test_where_nothing_is_in_force_the_nearest_in_time_is_known(known: dict[str, Parameter]) -> None:
    hourly = known["minimum_wage_hourly"]
    assert [a.amount for a in nearest_in_time(hourly, LONGGANG, date(2026, 10, 1))] == [23.7]
    assert [a.amount for a in nearest_in_time(hourly, LONGGANG, date(2001, 1, 1))] == [13.3]
    assert nearest_in_time(hourly, NATION, date(2026, 10, 1)) == ()


def test_a_word_may_name_several_parameters(known: dict[str, Parameter]) -> None:
    names = [p.name for p in find_parameters(known.values(), "最低工资")]
    assert names == ["minimum_wage_monthly", "minimum_wage_hourly"]
    assert [p.name for p in find_parameters(known.values(), "vote_share")] == ["vote_share"]
    assert find_parameters(known.values(), "没有这个") == ()


def test_the_chain_of_regions() -> None:
    assert region_chain(LONGGANG) == (LONGGANG, SHENZHEN, "440000", NATION)
    assert region_chain(SHENZHEN) == (SHENZHEN, "440000", NATION)
    assert region_chain(NATION) == (NATION,)
