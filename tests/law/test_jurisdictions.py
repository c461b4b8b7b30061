"""Jurisdictions side by side: each with its own law, the rest from what holds it."""

from datetime import date

import pytest

from cbtool.desk.statutes import compare_jurisdictions
from cbtool.errors import NotFound
from cbtool.model.jurisdiction import STEPS, ComparedRow, Statement
from cbtool.settings import Settings

NATION, BEIJING, SHANGHAI, ZHEJIANG, HANGZHOU, NINGBO = "000000", "110000", "310000", "330000", "330100", "330200"
SHANDONG, HENAN, GUANGDONG, SHENZHEN, CHONGQING = "370000", "410000", "440000", "440300", "500000"
ALL = (NATION, BEIJING, SHANGHAI, ZHEJIANG, HANGZHOU, NINGBO, SHANDONG, HENAN, GUANGDONG, SHENZHEN, CHONGQING)

# what the opened texts do not speak of; Guangdong's regulation of 2014 could not be opened
SILENT = {
    "refusal": {GUANGDONG}, "representatives": {GUANGDONG, SHENZHEN}, "selection": {GUANGDONG}, "chief": {GUANGDONG},
    "outsiders": {GUANGDONG}, "meeting": {GUANGDONG}, "deadlock": {SHANGHAI, GUANGDONG, SHENZHEN}, "vote": {GUANGDONG},
    "signature": {GUANGDONG, SHENZHEN}, "filing": {GUANGDONG}, "review": {GUANGDONG},
    "publication": {SHANGHAI, GUANGDONG}, "term": {NINGBO}, "renewal": {SHANGHAI, SHANDONG, GUANGDONG, SHENZHEN},
    "change": {GUANGDONG, SHENZHEN}, "sectoral": {GUANGDONG}, "force": {GUANGDONG}, "mediation": {GUANGDONG},
    "penalties": {GUANGDONG}, "requester": set(), "reply": set(), "protection": set(), "information": set(),
}  # fmt: skip


@pytest.fixture(scope="module")
def rows(starter: Settings) -> tuple[ComparedRow, ...]:
    codes, found = compare_jurisdictions(starter, ())
    assert codes == ALL
    return found


def value(rows: tuple[ComparedRow, ...], parameter: str, region: str) -> list[str]:
    row = next(row for row in rows if row.parameter == parameter)
    return [f"{s.instrument[:1]}:{s.text.partition('（')[0]}:{s.place}" for s in row.cells[region]]


@pytest.mark.parametrize(
    ("parameter", "region", "expected"),
    [
        ("bargaining_reply_days", NATION, ["c:不超过 20 日:000000", "w:不超过 20 日:000000"]),
        ("bargaining_reply_days", SHENZHEN, [":不超过 10 日:440300", ":不超过 10 个工作日:440300"]),
        ("bargaining_reply_days", HENAN, ["c:不超过 15 日:410000", "w:不超过 10 个工作日:410000"]),
        ("bargaining_reply_days", HANGZHOU, ["w:不超过 10 个工作日:330100", ":不超过 10 个工作日:330000"]),
        ("bargaining_reply_days", SHANDONG, ["w:不超过 10 日:370000", "c:不超过 20 日:000000"]),
        ("filing_days", HENAN, ["c:不超过 7 日:410000", "w:不超过 5 个工作日:410000"]),
        ("filing_days", SHENZHEN, ["c:不超过 10 日:000000", "w:不超过 7 日:000000"]),
        ("suspension_days", NINGBO, ["w:不超过 60 日:330200"]),
        ("suspension_days", SHANGHAI, []),
        ("representatives_min", SHANDONG, ["w:不少于 3 人:370000", ":不少于 3 人:000000"]),
        ("representatives_max", CHONGQING, [":不超过 15 人:500000"]),
        ("sectoral_vote_share", SHANDONG, ["w:超过 1/2:370000", ":不低于 1/2:000000"]),
        ("refusal_fine_max", CHONGQING, [":不超过 20000 元:500000"]),
        ("dispute_mediation_days", CHONGQING, [":不超过 60 日:500000"]),
        ("dispute_mediation_days", SHANGHAI, [":不超过 30 日:000000"]),
    ],
)
def test_a_cell_holds_the_places_own_values_or_what_comes_from_above(
    rows: tuple[ComparedRow, ...], parameter: str, region: str, expected: list[str]
) -> None:
    assert value(rows, parameter, region) == expected


@pytest.mark.parametrize("step", list(SILENT))
def test_each_place_speaks_of_each_step_unless_its_text_is_silent(rows: tuple[ComparedRow, ...], step: str) -> None:
    own = {
        region
        for row in rows
        if row.step == step
        for region in ALL
        if any(s.place == region for s in row.cells[region])
    }
    assert set(ALL) - own == SILENT[step]


def test_every_statement_names_its_source(rows: tuple[ComparedRow, ...]) -> None:
    said: list[Statement] = [s for row in rows for cell in row.cells.values() for s in cell]
    assert len(said) > 700
    assert all(s.citation.startswith("《") and s.text for s in said)
    opened = [s for s in said if s.evidence == "statute" and "第" not in s.citation.partition("》")[2]]
    assert opened == [], "a figure from an opened text names its article"


def test_rows_follow_the_steps(rows: tuple[ComparedRow, ...]) -> None:
    order = [list(STEPS).index(row.step) for row in rows]
    assert order == sorted(order)


def test_before_a_regulation_the_place_has_only_what_holds_it(starter: Settings) -> None:
    _, rows = compare_jurisdictions(starter._replace(on=date(2008, 7, 31)), ["深圳"])
    assert value(rows, "bargaining_reply_days", SHENZHEN) == ["c:不超过 20 日:000000", "w:不超过 20 日:000000"]
    assert not any(
        s.place == SHENZHEN
        for row in rows
        if not row.parameter and row.step == "mediation"
        for s in row.cells[SHENZHEN]
    )


def test_an_unknown_place_is_told(starter: Settings) -> None:
    with pytest.raises(NotFound, match="没有这个地区：火星"):
        compare_jurisdictions(starter, ["火星"])
