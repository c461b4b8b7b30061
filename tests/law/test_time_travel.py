"""The starter's law as a whole: one contract on six days, parties reversed, deadlines by place and instrument."""

from datetime import date
from itertools import pairwise
from pathlib import Path
from typing import Any

import pytest

from cbtool.desk.check import check
from cbtool.desk.judging import Choice
from cbtool.settings import Settings

CONTRACT = """\
# 示例厂集体合同

{workers}（职工方）：示例厂工会
首席代表：张一，工会主席
{employer}（企业方）：示例厂
首席代表：李二，法定代表人

第一条 【最低工资】职工月最低工资为2520元。

第二条 【小时工资】非全日制职工最低小时工资为23元。

第三条 【节假日】每年法定节假日11天，照发工资。

第四条 【产假】女职工产假90天。

第五条 【育儿假】子女三周岁以前，父母每年各享受育儿假8天。

第六条 【高温津贴】每年6月至10月，高温津贴每人每月150元。

第七条 【加班】工作日延长工作时间的，按工资的{weekday}支付；休息日加班不能补休的，按200%支付；法定休假日加班的，按300%支付。

第八条 【超龄】超龄劳动者按月支付报酬，不受最低工资标准限制。

第九条 【期限】本合同期限二年。

第十条 【社会保险】职工自愿放弃社会保险的，{employer}不为{workers}职工缴纳。

{employer}（盖章）：____
首席代表（签字）：____
{workers}（盖章）：____
首席代表（签字）：____
"""


@pytest.fixture(scope="module")
def cache(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return tmp_path_factory.mktemp("cache")


def found(starter: Settings, cache: Path, file: Path, day: str, **choice: Any) -> dict[str, tuple[str, str]]:
    """Rule → severity and what it demands, without steps to come and the line on what a bare file leaves open."""
    settings = starter._replace(cache=cache, on=date.fromisoformat(day), dated=True)
    (record,) = check(settings, [str(file)], Choice(region=choice.pop("region", "440307"), **choice))
    assert isinstance(record, dict) and not record["refused"]
    assert all(f["citation"] for f in record["findings"])
    return {
        f["rule"]: (f["severity"], f["required"])
        for f in record["findings"]
        if f["severity"] != "pending" and "程序信息" not in f["message"]
    }


def written(tmp_path: Path, workers: str = "甲方", employer: str = "乙方", weekday: str = "150%") -> Path:
    file = tmp_path / f"{workers}.md"
    file.write_text(CONTRACT.format(workers=workers, employer=employer, weekday=weekday), encoding="utf-8")
    return file


DAYS = ("2012-01-01", "2018-07-01", "2024-12-31", "2025-01-01", "2026-08-31", "2026-09-01")


def test_the_same_contract_differs_exactly_where_the_law_changed(
    starter: Settings, cache: Path, tmp_path: Path
) -> None:
    file = written(tmp_path)
    then = [found(starter, cache, file, day) for day in DAYS]
    changes = [
        ({rule: after[rule] for rule in after.keys() - before.keys()}, set(before.keys() - after.keys()))
        for before, after in pairwise(then)
    ]
    assert changes[0] == ({"WOM-02": ("illegal", "不少于98日")}, set())  # 90 → 98 days on 2012-04-28
    added, gone = changes[1]
    assert added["PAY-32"] == ("review", "不低于300元/月")  # heat allowance since 2021-06-01, not proven
    assert added["WOM-07"] == ("illegal", "不少于10日")  # childcare leave since 2021-12-01
    assert added["WOM-01"][0] == "missing"  # contents for women since 2023-01-01
    assert added.keys() == {"PAY-32", "WOM-07", "WOM-01", "WOM-14", "WOM-15"} and not gone
    assert changes[2] == ({"HRS-07": ("illegal", "不少于13日")}, set())  # 11 → 13 holidays on 2025-01-01
    added, gone = changes[3]  # 23.7 an hour since 2025-03-01; over-age workers since 2026-07-01
    assert added.keys() == {"PAY-02", "PAY-31", "MGT-17"} and not gone
    assert added["PAY-02"] == ("review", "不低于23.7元/小时") and added["PAY-31"][0] == "illegal"
    added, gone = changes[4]  # 2,700 a month since 2026-09-01; the hourly figure is not known from then on
    assert added == {"PAY-01": ("review", "不低于2700元/月")} and gone == {"PAY-02"}


def test_what_stays_the_same_is_wrong_on_every_day(starter: Settings, cache: Path, tmp_path: Path) -> None:
    file = written(tmp_path, weekday="120%")
    assert all(found(starter, cache, file, day)["PAY-05"] == ("illegal", "不低于150%") for day in DAYS)


def test_parties_reversed_are_judged_the_same(starter: Settings, cache: Path, tmp_path: Path) -> None:
    first = found(starter, cache, written(tmp_path, "甲方", "乙方", "120%"), "2026-11-01")
    second = found(starter, cache, written(tmp_path, "乙方", "甲方", "120%"), "2026-11-01")
    assert first == second
    assert {"PAY-05", "MGT-15"} <= first.keys()


FRONT = """\
---
id: t-2026-0001
title: 示例厂集体合同
level: enterprise
kind: {kind}
status: in_force
region: '{region}'
procedure: {{requested: '2026-03-02', replied: '{replied}'}}
---
第一条 本合同期限二年。
"""


@pytest.mark.parametrize(
    ("region", "kind", "replied", "severity"),
    [
        ("110000", "comprehensive", "2026-03-22", None),  # 20 days
        ("440307", "comprehensive", "2026-03-12", None),  # Shenzhen: 10 days
        ("440307", "comprehensive", "2026-03-13", "missing"),
        ("440307", "wage", "2026-03-13", "missing"),
        ("000000", "wage", "2026-03-20", None),
        ("000000", "wage", "2026-03-25", "missing"),
        ("440100", "comprehensive", "2026-03-20", None),
        ("440100", "comprehensive", "2026-03-31", "missing"),  # Guangdong's 30 days do not lengthen the nation's 20
        ("330100", "wage", "2026-03-16", None),  # Hangzhou: 10 working days
        ("330100", "wage", "2026-03-17", "review"),  # holidays may lie between
        ("330100", "wage", "2026-04-20", "missing"),
    ],
)
def test_the_reply_deadline_differs_by_place_and_instrument(
    starter: Settings, cache: Path, tmp_path: Path, region: str, kind: str, replied: str, severity: str | None
) -> None:
    file = tmp_path / "contract.md"
    file.write_text(FRONT.format(region=region, kind=kind, replied=replied), encoding="utf-8")
    record = found(starter, cache, file, "2026-11-01", region=region)
    assert record.get("PRO-09", (None, ""))[0] == severity
