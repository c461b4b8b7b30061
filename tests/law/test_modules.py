"""Rules in Python: who signs, one person on both sides, the order of days, the effective day, probation, and others."""

from typing import Any

import pytest
from tests.law.law_data import document, findings, rule

from cbtool.law.modules import MODULES
from cbtool.model.finding import Finding
from cbtool.model.rule import Rule


def of(module: str, severity: str = "missing", stage: str = "draft", more: str = "") -> Rule:
    return rule(f"severity: {severity}\nstage: {stage}\nmodule: {module}\n{more}")


def severities(found: tuple[Finding, ...]) -> list[str]:
    return [f.severity for f in found]


def people(*rows: tuple[str, str, str]) -> dict[str, Any]:
    """(side, name, post): the first of a side is its chief."""
    seen: set[str] = set()
    listed = []
    for side, name, post in rows:
        listed.append({"side": side, "name": name, "post": post, "chief": side not in seen})
        seen.add(side)
    return {"representatives": listed}


def test_every_module_says_in_its_first_line_what_it_is_about() -> None:
    for module in MODULES.values():
        assert module.check.__doc__ and module.check.__doc__[0].isupper()


@pytest.mark.parametrize(
    ("worker", "employer", "wrong"),
    [
        ("工会主席", "法定代表人", 0),
        ("工会副主席，持主席书面委托", "人事经理，受法定代表人书面委托", 0),
        ("工会副主席", "法定代表人", 1),
        ("工会主席", "副总经理", 1),
        ("车间主任", "行政部长", 2),
        ("", "", 0),
    ],
)
def test_who_signs(worker: str, employer: str, wrong: int) -> None:
    judged = document(facts=people(("worker", "张一", worker), ("employer", "李二", employer)))
    assert severities(findings(judged, of("who_signs"))) == ["missing"] * wrong


def test_who_signs_is_read_from_the_head_of_the_text_whichever_side_comes_first() -> None:
    head = (
        "甲方（职工方）：某厂工会\n首席代表：张一，工会主席\n乙方（企业方）：某厂\n首席代表：李二，职务：生产部经理\n"
    )
    (found,) = findings(document(head + "第一条 按月发薪。"), of("who_signs"))
    assert "企业方首席代表李二" in found.found


def test_representatives_elected_where_there_is_no_union_need_no_mandate() -> None:
    facts = people(("worker", "张一", "焊工"), ("employer", "李二", "总经理"))
    facts["parties"] = [{"role": "employee_representatives", "name": "职工代表"}]
    assert not findings(document(facts=facts), of("who_signs"))


def test_nobody_stands_on_both_sides() -> None:
    facts = people(("worker", "张一", ""), ("worker", "王三", ""), ("employer", "李二", ""), ("employer", "王三", ""))
    (found,) = findings(document(facts=facts), of("both_sides", "illegal"))
    assert found.severity == "illegal" and "王三" in found.found


@pytest.mark.parametrize(
    ("facts", "wrong"),
    [
        ({"congress": {"date": "2026-03-12"}, "signed": "2026-03-12"}, []),
        ({"congress": {"date": "2026-03-20"}, "signed": "2026-03-18"}, ["missing"]),
        ({"procedure": {"requested": "2026-02-01", "replied": "2026-01-20"}}, ["missing"]),
        ({"signed": "2026-03-18"}, []),
    ],
)
def test_order_of_days(facts: dict[str, Any], wrong: list[str]) -> None:
    assert severities(findings(document(facts=facts), of("date_order"))) == wrong


@pytest.mark.parametrize(
    ("facts", "wrong"),
    [
        ({"effective_from": "2026-04-09", "procedure": {"delivered": "2026-03-24"}}, False),  # the 16th day
        ({"effective_from": "2026-04-08", "procedure": {"delivered": "2026-03-24"}}, True),
        (
            {
                "effective_from": "2026-04-01",
                "procedure": {"delivered": "2026-03-24", "effective_notice": "2026-04-01"},
            },
            False,
        ),
        ({"effective_from": "2026-03-18", "filed_on": "2026-03-24"}, True),
        ({"effective_from": "2026-03-18"}, False),
    ],
)
def test_effective_day(facts: dict[str, Any], wrong: bool) -> None:
    assert bool(findings(document(facts=facts), of("effective_date", "illegal"))) is wrong


@pytest.mark.parametrize(
    ("words", "wrong"),
    [
        ("本合同自双方签字之日起生效", True),
        ("本合同自签订之日起即行生效", True),
        ("劳动行政部门自收到文本之日起15日内未提出异议的，本合同即行生效", False),
        ("本合同签字后报送审查，依法生效", False),
    ],
)
def test_a_clause_that_wants_effect_at_once(words: str, wrong: bool) -> None:
    assert bool(findings(document(f"第一条 {words}。"), of("effective_date", "illegal"))) is wrong


@pytest.mark.parametrize(
    ("words", "limit"),
    [
        ("劳动合同期限三个月以上不满一年的，试用期不得超过一个月", None),
        ("劳动合同期限三个月以上不满一年的，试用期不超过2个月", "不超过1个月"),
        ("合同期限一年以上不满三年的，试用期不超过三个月", "不超过2个月"),
        ("合同期限1年以上不满3年的，试用期为2个月", None),
        ("三年以上固定期限和无固定期限的劳动合同，试用期六个月", None),
        ("无固定期限劳动合同的试用期为八个月", "不超过6个月"),
        ("试用期最长不超过一年", "不超过6个月"),
        ("试用期为三个月", None),
        ("劳动合同期限不满三个月的，试用期为十五天", "不得约定试用期"),
        ("以完成一定工作任务为期限的劳动合同，试用期为一个月", "不得约定试用期"),
        ("合同期限二年的，试用期不超过三个月", "不超过2个月"),
        ("试用期工资不低于百分之八十", None),
        ("合同期限一年以上不满三年的，试用期不超过二个月；三年以上的，试用期不超过六个月", None),
        ("合同期限一年以上不满三年的，试用期不超过二个月；三年以上的，试用期不超过七个月", "不超过6个月"),
    ],
)
def test_probation(words: str, limit: str | None) -> None:
    found = findings(document(f"第一条 {words}。"), of("probation_length", "illegal"))
    assert [f.required for f in found] == ([limit] if limit else [])


@pytest.mark.parametrize(
    ("words", "wrong"),
    [
        ("每月7日发放上月工资", False),
        ("每月15日发放上月工资", True),
        ("每月25日发放当月工资", False),
    ],
)
def test_pay_day(words: str, wrong: bool) -> None:
    assert bool(findings(document(f"第一条 {words}。"), of("pay_day", "illegal"))) is wrong
    assert not findings(document(f"第一条 {words}。", region="310000"), of("pay_day", "illegal"))


@pytest.mark.parametrize(
    ("region", "days", "wrong"), [("440307", 178, False), ("440307", 158, True), ("000000", 158, False)]
)
def test_maternity_leave_in_one_figure(region: str, days: int, wrong: bool) -> None:
    judged = document(f"第一条 产假和奖励假合计{days}天。", region=region)
    assert bool(findings(judged, of("maternity_total", "illegal"))) is wrong


@pytest.mark.parametrize(
    ("level", "region", "wrong"),
    [("industry", "440300", True), ("industry", "440307", False), ("enterprise", "440300", False)],
)
def test_area_above_the_county(level: str, region: str, wrong: bool) -> None:
    judged = document(facts={"level": level, "region": region}, region=region)
    assert bool(findings(judged, of("area_level", "recommended"))) is wrong


def test_chiefs_one_on_each_side_and_none_from_outside() -> None:
    facts = people(("worker", "张一", ""), ("employer", "李二", ""))
    assert not findings(document(facts=facts), of("chiefs"))
    facts["representatives"][0]["outsider"] = True
    assert len(findings(document(facts=facts), of("chiefs"))) == 1
    assert len(findings(document(facts={}), of("chiefs"))) == 2
    parties = [
        {"role": "union", "name": "工会", "chief_representative": "张一"},
        {"role": "employer", "name": "厂", "chief_representative": "李二"},
    ]
    assert not findings(document(facts={"parties": parties}), of("chiefs"))


def test_signatures_and_names() -> None:
    tail = "\n\n甲方（盖章）：____\n首席代表（签字）：____\n"
    facts = people(("worker", "张一", ""), ("employer", "李二", ""))
    facts["parties"] = [{"role": "union", "name": "工会", "chief_representative": "张一（虚构）"}]
    assert not findings(document("第一条 按月发薪。" + tail, facts=facts), of("chief_signatures"))
    assert len(findings(document("第一条 按月发薪。", facts=facts), of("chief_signatures"))) == 1
    facts["parties"][0]["chief_representative"] = "王五"
    (found,) = findings(document("第一条 按月发薪。" + tail, facts=facts), of("chief_signatures"))
    assert "王五" in found.found and "张一" in found.found
