"""The three shapes, the stage, the day and the place: what a rule says of a document, and when it is silent."""

from typing import Any

import pytest
from tests.law.law_data import document, findings, rule

from cbtool.law.facts import told_fact

OVERTIME = rule(
    "severity: illegal\ncompare: {subject: {provision: overtime.weekday}, parameter: overtime_rate_weekday}"
)
HOLIDAYS = rule(
    "severity: illegal\ncompare: {subject: {provision: leave.holidays}, parameter: statutory_holidays, bound: min}"
)
FLOOR = rule("severity: illegal\ncompare: {subject: {provision: wage.floor_month}, parameter: minimum_wage_monthly}")


@pytest.mark.parametrize(
    ("words", "wrong"),
    [
        ("工作日加班的，按工资的150%支付", False),
        ("工作日加班的，按工资的百分之一百五十支付", False),
        ("工作日加班的，按工资的1.5倍支付", False),
        ("工作日加班的，按工资的120%支付", True),
        ("工作日加班的，按工资的百分之一百二十支付", True),
        ("工作日加班的，按工资的1.2倍支付", True),
        ("工作日加班的，按工资的____%支付", False),
        ("工作日加班的，依法支付加班工资", False),
    ],
)
def test_a_value_is_held_against_the_law_in_any_spelling(words: str, wrong: bool) -> None:
    found = findings(document(f"第一条 {words}。"), OVERTIME)
    assert [f.severity for f in found] == ["illegal"] * wrong
    if found:
        assert (found[0].address, found[0].found, found[0].required) == ("art_1__para_1", "120%", "不低于150%")
        assert found[0].citation == "《深圳市员工工资支付条例》第十八条第一项"
        assert found[0].message == "现为120%，应为不低于150%"
        assert found[0].quote and found[0].remedy == "照法律改写"


def test_the_law_of_the_day_counts_and_before_it_there_is_none() -> None:
    text = "第一条 工作日加班的，按工资的120%支付。"
    assert not findings(document(text, on="1994-12-31"), OVERTIME)
    assert findings(document(text, on="1995-01-01"), OVERTIME)


def test_an_old_contract_is_flagged_against_todays_law_as_review() -> None:
    text = "第一条 法定节假日11天。"
    then = document(text, on="2024-12-31")
    assert not findings(then, HOLIDAYS)
    (found,) = findings(then, HOLIDAYS, today="2025-01-01")
    assert (found.severity, found.on) == ("review", "2025-01-01")
    assert found.message.startswith("按2025-01-01的现行规定：")
    assert found.required == "不少于13日"


def test_what_is_wrong_then_and_now_is_said_once_with_its_own_severity() -> None:
    found = findings(document("第一条 工作日加班按120%支付。", on="2010-01-01"), OVERTIME, today="2026-11-01")
    assert [f.severity for f in found] == ["illegal"]


def test_a_legal_value_that_was_not_compared_with_its_source_is_review_at_most() -> None:
    (found,) = findings(document("第一条 最低工资每月2,000元。"), FLOOR)
    assert (found.severity, found.required) == ("review", "不低于2700元/月")
    assert "未对照条文" in found.message


def test_a_value_below_a_proven_value_of_the_nation_is_illegal_though_the_province_is_not_proven() -> None:
    (found,) = findings(document("第一条 工作日加班按120%支付。", on="2010-01-01"), OVERTIME)
    assert (found.severity, found.citation) == ("illegal", "《劳动法》第四十四条第一项")


@pytest.mark.parametrize(("region", "count"), [("440307", 1), ("440300", 1), ("440100", 0), ("310000", 0)])
def test_a_regional_rule_speaks_in_its_region_and_below(region: str, count: int) -> None:
    local = rule("severity: illegal\nregion: '440300'\nforbid: {patterns: [罚款]}")
    assert len(findings(document("第一条 迟到的罚款五十元。", region=region), local)) == count


def test_forbid_speaks_once_for_each_sentence_and_not_where_an_exception_stands() -> None:
    forbid = rule("severity: illegal\nforbid: {patterns: ['(罚款|扣款)', '罚'], unless: ['(不得|禁止)~罚款']}")
    text = "第一条 迟到的罚款五十元，并扣款。企业不得罚款。\n第二条 早退的扣款。"
    assert [(f.address, f.quote) for f in findings(document(text), forbid)] == [
        ("art_1__para_1", "迟到的罚款五十元，并扣款"),
        ("art_2__para_1", "早退的扣款"),
    ]


def test_forbid_within_articles_about_a_matter() -> None:
    forbid = rule("severity: illegal\nforbid: {patterns: ['不支付'], where: '加班'}")
    text = "第一条 【加班】超时的不支付。\n第二条 【停工】停工的不支付。"
    assert [f.address for f in findings(document(text), forbid)] == ["art_1__para_1"]


@pytest.mark.parametrize(
    ("shape", "text", "wrong"),
    [
        ("patterns: ['性骚扰']", "第一条 预防性骚扰。", False),
        ("patterns: ['性骚扰']", "第一条 按月发薪。", True),
        ("topics: [women]", "第一条 【产假】女职工产假98天。", False),
        ("topics: [women]", "第一条 【工资】按月发薪。", True),
        ("provisions: [women.maternity_days]", "第一条 产假98天。", False),
        ("provisions: [women.maternity_days], patterns: ['性骚扰'], all: true", "第一条 产假98天。", True),
        ("patterns: ['批准'], when: '综合计算工时'", "第一条 按月发薪。", False),
        ("patterns: ['批准'], when: '综合计算工时'", "第一条 实行综合计算工时。", True),
        ("patterns: ['批准'], when: '综合计算工时'", "第一条 实行综合计算工时。\n第二条 报劳动部门批准。", False),
    ],
)
def test_require(shape: str, text: str, wrong: bool) -> None:
    found = findings(document(text), rule(f"severity: missing\nrequire: {{{shape}}}"))
    assert [f.severity for f in found] == ["missing"] * wrong


def test_require_asks_each_article_that_speaks_of_the_matter() -> None:
    require = rule("severity: missing\nrequire: {patterns: ['批准'], where: '(综合计算|不定时)'}")
    text = "第一条 实行综合计算工时，报劳动部门批准。\n第二条 实行不定时工作制。"
    assert [f.address for f in findings(document(text), require)] == ["art_2"]


def test_who_is_employer_and_who_is_worker_is_read_from_the_text() -> None:
    forbid = rule("severity: illegal\nforbid: {patterns: ['{employer}不承担{worker}的社会保险']}")
    clause = "第一条 {0}不承担{1}的社会保险。"
    usual = "甲方（企业方）：某公司\n乙方（职工方）：某公司工会\n\n"
    reversed_ = "甲方（职工方）：某公司工会\n乙方（企业方）：某公司\n\n"
    assert findings(document(usual + clause.format("甲方", "乙方")), forbid)
    assert not findings(document(usual + clause.format("乙方", "甲方")), forbid)
    assert findings(document(reversed_ + clause.format("乙方", "甲方")), forbid)
    assert not findings(document(reversed_ + clause.format("甲方", "乙方")), forbid)
    parties = [{"role": "union", "name": "工会", "label": "甲方"}, {"role": "employer", "name": "厂", "label": "乙方"}]
    assert findings(document(clause.format("乙方", "甲方"), facts={"parties": parties}), forbid)


VOTE = rule(
    "severity: illegal\nstage: vote\n"
    "compare: {subject: {share: [congress.in_favour, congress.expected]}, parameter: vote_share}"
)


@pytest.mark.parametrize(
    ("region", "in_favour", "wrong"),
    [("440307", 50, False), ("440307", 49, True), ("330100", 50, True), ("330100", 51, False)],
)
def test_half_of_all_passes_nationally_and_fails_in_hangzhou(region: str, in_favour: int, wrong: bool) -> None:
    facts = {"congress": {"date": "2026-09-01", "expected": 100, "present": 90, "in_favour": in_favour}}
    judged = document(facts=facts | {"kind": "wage"}, region=region)
    assert [f.severity for f in findings(judged, VOTE)] == ["illegal"] * wrong


REPLY = rule(
    "severity: missing\nstage: reply\n"
    "compare: {subject: {days: [procedure.requested, procedure.replied]}, parameter: bargaining_reply_days}"
)


@pytest.mark.parametrize(
    ("region", "days", "severity"),
    [
        ("440307", 10, None),
        ("440307", 11, "missing"),
        ("310000", 15, None),
        ("310000", 16, "missing"),
        ("000000", 20, None),
        ("000000", 22, "missing"),
    ],
)
def test_the_reply_deadline_is_that_of_the_place(region: str, days: int, severity: str | None) -> None:
    facts = {"procedure": {"requested": "2026-03-02", "replied": f"2026-03-{2 + days:02}"}}
    found = findings(document(facts=facts, region=region), REPLY)
    assert [f.severity for f in found] == ([severity] if severity else [])


def test_a_last_day_on_a_weekend_moves_to_monday() -> None:
    facts = {"procedure": {"requested": "2026-03-04", "replied": "2026-03-16"}}  # day 10 is Saturday the 14th
    assert not findings(document(facts=facts), REPLY)
    facts["procedure"]["replied"] = "2026-03-17"
    assert findings(document(facts=facts), REPLY)


@pytest.mark.parametrize(
    ("replied", "severity"), [("2026-03-16", None), ("2026-03-17", "review"), ("2026-04-20", "missing")]
)
def test_working_days_are_certain_only_beyond_all_holidays(replied: str, severity: str | None) -> None:
    within = rule(
        "severity: missing\nstage: draft\n"
        "compare: {subject: {days: [congress.date, signed]}, parameter: draft_submission_days, factor: '2/3'}"
    )
    facts = {"congress": {"date": "2026-03-02"}, "signed": replied}  # 15 × 2/3 = 10 working days, Hangzhou
    found = findings(document(facts=facts | {"kind": "wage"}, region="330100"), within)
    assert [f.severity for f in found] == ([severity] if severity else [])


TERM = rule(
    "severity: recommended\nstage: draft\n"
    "compare: {subject: {months: [effective_from, expires_on]}, parameter: term_years_max}"
)


@pytest.mark.parametrize(
    ("start", "end", "wrong"),
    [
        ("2026-04-08", "2029-04-07", False),
        ("2026-04-08", "2029-04-08", False),
        ("2026-04-08", "2029-05-08", True),
        ("2024-02-29", "2027-02-28", False),
    ],
)
def test_a_term_in_months_may_name_its_last_day_or_the_corresponding_one(start: str, end: str, wrong: bool) -> None:
    assert bool(findings(document(facts={"effective_from": start, "expires_on": end}), TERM)) is wrong


@pytest.mark.parametrize(
    ("facts", "stage", "front", "severity"),
    [
        ({}, None, True, "pending"),  # a draft: the vote is still to come
        ({"signed": "2026-09-01"}, None, True, "missing"),
        ({"signed": "2026-09-01"}, "draft", True, "pending"),
        ({"signed": "2027-01-01"}, None, True, "pending"),  # a day to come
        ({"status": "expired"}, None, True, "missing"),
        ({}, "signature", False, "review"),  # a bare file does not tell
        ({}, None, False, "pending"),
    ],
)
def test_a_step_that_is_not_recorded(facts: dict[str, Any], stage: Any, front: bool, severity: str) -> None:
    (found,) = findings(document(facts=facts, stage=stage, front=front), VOTE)
    assert found.severity == severity
    assert found.citation


def test_what_a_bare_file_leaves_open_is_one_line() -> None:
    other = REPLY.model_copy(update={"id": "TST-02"})
    (found,) = findings(document(front=False, stage="filing"), VOTE, other)
    assert found.severity == "review"
    assert "2项" in found.message and "TST-01、TST-02" in found.message


def test_against_todays_law_only_the_text_is_asked_again() -> None:
    facts = {"signed": "2003-01-01", "congress": {"date": "2002-12-01", "expected": 100, "in_favour": 10}}
    judged = document(facts=facts, on="2003-01-01")
    assert not findings(judged, VOTE, today="2026-11-01")


COUNT = rule("severity: missing\nstage: draft\ncompare: {subject: {count: worker}, parameter: representatives_min}")
OUTSIDERS = rule(
    "severity: illegal\nstage: draft\n"
    "compare: {subject: {share: [representatives.worker.outsiders, representatives.worker]},"
    " parameter: outside_representatives_share}"
)


def people(workers: int, outsiders: int) -> dict[str, Any]:
    named = [{"side": "worker", "name": f"甲{n}", "outsider": n < outsiders} for n in range(workers)]
    return {"representatives": [*named, {"side": "employer", "name": "乙"}]}


@pytest.mark.parametrize(
    ("workers", "outsiders", "few", "many"), [(3, 1, 0, 0), (2, 0, 1, 0), (3, 2, 0, 1), (6, 2, 0, 0)]
)
def test_representatives_are_counted_by_side(workers: int, outsiders: int, few: int, many: int) -> None:
    judged = document(facts=people(workers, outsiders))
    assert len(findings(judged, COUNT)) == few
    assert len(findings(judged, OUTSIDERS)) == many


def test_a_list_of_representatives_that_is_absent_is_missed_once() -> None:
    judged = document(facts={"signed": "2026-09-01"})
    assert [f.found for f in findings(judged, COUNT, OUTSIDERS)] == ["没有记录职工方协商代表"]


def test_a_rule_is_for_the_documents_it_names() -> None:
    regional = rule("severity: missing\napplies: {level: [regional]}\nrequire: {patterns: ['适用范围']}")
    assert not findings(document("第一条 按月发薪。"), regional)
    assert findings(document("第一条 按月发薪。", facts={"level": "regional"}), regional)


def test_units_that_say_nothing_of_each_other_are_for_a_person() -> None:
    cap = rule(
        "severity: illegal\ncompare: {subject: {provision: overtime.month_max}, parameter: minimum_wage_monthly}"
    )
    (found,) = findings(document("第一条 每月加班不超过36小时。"), cap)
    assert found.severity == "review"


def test_the_gravest_stands_first() -> None:
    rules = [
        rule("severity: recommended\nrequire: {patterns: ['兑现']}"),
        rule("severity: illegal\nforbid: {patterns: ['罚款']}"),
        rule("severity: missing\nrequire: {patterns: ['期限']}"),
    ]
    assert [f.severity for f in findings(document("第一条 罚款。"), *rules)] == ["illegal", "missing", "recommended"]


def test_facts_are_told_in_words() -> None:
    people = [{"side": "worker", "name": "示例甲", "chief": True}, {"side": "employer", "name": "示例乙"}]
    assert told_fact("representatives", people) == "协商代表名单：职工方示例甲（首席）、企业方示例乙"
    assert told_fact("congress", {"expected": 90, "present": 80}) == "应到人数：90；实到人数：80"
    assert told_fact("signed", "2026-10-01") == "签订日期：2026-10-01"
