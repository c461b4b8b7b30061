"""`tests/vectors/rules.json`: documents, rules and what the rules find, for every implementation of the evaluator."""

import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

from tests.law.law_data import document, findings, law, rule

from cbtool.model.parameter import plain
from cbtool.model.rule import Rule

FILE = Path(__file__).parents[1] / "vectors" / "rules.json"
PARAMETERS = (
    "overtime_rate_weekday", "statutory_holidays", "minimum_wage_monthly", "vote_share", "bargaining_reply_days",
    "term_years_max", "representatives_min", "draft_submission_days", "overtime_hours_per_month", "maternity_leave_days",
)  # fmt: skip
VOTED = {"congress": {"date": "2026-09-01", "expected": 100, "present": 90, "in_favour": 50}, "signed": "2026-09-10"}
REVERSED = "甲方（职工方）：某公司工会\n乙方（企业方）：某公司\n\n"
OVERTIME = "severity: illegal\ncompare: {subject: {provision: overtime.weekday}, parameter: overtime_rate_weekday}"
HOLIDAYS = (
    "severity: illegal\ncompare: {subject: {provision: leave.holidays}, parameter: statutory_holidays, bound: min}"
)
FLOOR = "severity: illegal\ncompare: {subject: {provision: wage.floor_month}, parameter: minimum_wage_monthly}"
CAP = "severity: illegal\ncompare: {subject: {provision: overtime.month_max}, parameter: overtime_hours_per_month}"
HALF = "severity: illegal\ncompare: {subject: {provision: overtime.weekday}, parameter: overtime_rate_weekday, factor: '1.2'}"
VOTE = (
    "severity: illegal\nstage: vote\n"
    "compare: {subject: {share: [congress.in_favour, congress.expected]}, parameter: vote_share}"
)
REPLY = (
    "severity: missing\nstage: reply\n"
    "compare: {subject: {days: [procedure.requested, procedure.replied]}, parameter: bargaining_reply_days}"
)
TERM = (
    "severity: recommended\nstage: signature\n"
    "compare: {subject: {months: [effective_from, expires_on]}, parameter: term_years_max}"
)
COUNT = "severity: missing\nstage: talks\ncompare: {subject: {count: worker}, parameter: representatives_min}"
LITERAL = "severity: recommended\ncompare: {subject: {provision: overtime.weekday}, literal: '160', bound: min}"
FINES = "severity: illegal\nforbid: {patterns: ['(罚款|扣款)', '罚'], unless: ['(不得|禁止)~罚款']}"
WITHIN = "severity: illegal\nforbid: {patterns: ['不支付'], where: '加班'}"
SIDES = "severity: illegal\nforbid: {patterns: ['{employer}不承担{worker}的社会保险']}"
EQUALITY = "severity: missing\nsince: 2023-01-01\nrequire: {patterns: ['性别平等'], topics: [women]}"
BOTH = "severity: missing\nrequire: {patterns: ['期限', '争议'], provisions: [overtime.weekday], all: true}"
APPROVED = "severity: missing\nrequire: {patterns: ['批准'], where: '(综合计算|不定时)'}"
ASKED = "severity: missing\nrequire: {patterns: ['批准'], when: '综合计算工时'}"
SPARED = "severity: missing\nrequire: {patterns: ['批准'], when: '综合计算工时', unless: ['不实行']}"
FILED = "severity: missing\nstage: filing\nrequire: {facts: [filed_on]}"

# name, rule, document, day of today where it is another
CASES: tuple[tuple[str, str, dict[str, Any], str], ...] = (
    ("percent below", OVERTIME, {"text": "第一条 工作日加班按120%支付。"}, ""),
    ("percent in words", OVERTIME, {"text": "第一条 工作日加班按百分之一百二十支付。"}, ""),
    ("times", OVERTIME, {"text": "第一条 工作日加班按1.2倍支付。"}, ""),
    ("equal", OVERTIME, {"text": "第一条 工作日加班按150%支付。"}, ""),
    ("blank", OVERTIME, {"text": "第一条 工作日加班按____%支付。"}, ""),
    ("before the law", OVERTIME, {"text": "第一条 工作日加班按120%支付。", "on": "1994-12-31"}, ""),
    ("factor", HALF, {"text": "第一条 工作日加班按150%支付。"}, ""),
    ("literal", LITERAL, {"text": "第一条 工作日加班按150%支付。"}, ""),
    ("only today", HOLIDAYS, {"text": "第一条 法定节假日11天。", "on": "2024-12-31"}, "2025-01-01"),
    ("then and today", HOLIDAYS, {"text": "第一条 法定节假日10天。", "on": "2024-12-31"}, "2025-01-01"),
    ("not proven", FLOOR, {"text": "第一条 最低工资每月2,000元。"}, ""),
    ("two values", FLOOR, {"text": "第一条 最低工资甲档每月2,000元。\n第二条 最低工资乙档每月2,600元。"}, ""),
    ("table", OVERTIME, {"text": "第一条 加班\n\n| 情形 | 标准 |\n| --- | --- |\n| 工作日 | 120% |\n| 休息日 | 200% |"}, ""),
    ("other unit", CAP, {"text": "第一条 每月加班不超过40小时。"}, ""),
    ("vote of half", VOTE, {"facts": VOTED}, ""),
    ("vote of half in Hangzhou", VOTE, {"facts": VOTED | {"kind": "wage"}, "region": "330100"}, ""),
    ("vote to come", VOTE, {}, ""),
    ("vote missing", VOTE, {"facts": {"signed": "2026-09-10"}}, ""),
    ("vote unknown", VOTE, {"front": False, "stage": "signature"}, ""),
    ("late reply", REPLY, {"facts": {"procedure": {"requested": "2026-03-02", "replied": "2026-03-13"}}}, ""),
    ("last day on a weekend", REPLY, {"facts": {"procedure": {"requested": "2026-03-04", "replied": "2026-03-16"}}}, ""),
    ("long term", TERM, {"facts": {"signed": "2026-01-01", "effective_from": "2026-01-20", "expires_on": "2029-03-01"}}, ""),
    ("exact term", TERM, {"facts": {"signed": "2026-01-01", "effective_from": "2026-01-20", "expires_on": "2029-01-19"}}, ""),
    ("two representatives", COUNT, {"facts": {"signed": "2026-01-01", "representatives": [
        {"side": "worker", "name": "甲"}, {"side": "worker", "name": "乙"}, {"side": "employer", "name": "丙"}]}}, ""),
    ("fines", FINES, {"text": "第一条 迟到的罚款五十元，并扣款。企业不得罚款。\n第二条 早退的扣款。"}, ""),
    ("within articles", WITHIN, {"text": "第一条 【加班】超时的不支付。\n第二条 【停工】停工的不支付。"}, ""),
    ("sides reversed", SIDES, {"text": REVERSED + "第一条 乙方不承担甲方的社会保险。"}, ""),
    ("sides the other way", SIDES, {"text": REVERSED + "第一条 甲方不承担乙方的社会保险。"}, ""),
    ("wording missing", EQUALITY, {"text": "第一条 按月发薪。"}, ""),
    ("wording there", EQUALITY, {"text": "第一条 坚持性别平等。"}, ""),
    ("wording not yet demanded", EQUALITY, {"text": "第一条 按月发薪。", "on": "2022-12-31"}, "2026-11-01"),
    ("all of several", BOTH, {"text": "第一条 期限二年。\n第二条 工作日加班按150%支付。"}, ""),
    ("in each article", APPROVED, {"text": "第一条 实行综合计算工时，报批准。\n第二条 实行不定时工作制。"}, ""),
    ("asked only when", ASKED, {"text": "第一条 按月发薪。"}, ""),
    ("an exception in the sentence", SPARED, {"text": "第一条 不实行综合计算工时。"}, ""),
    ("an exception in the heading", SPARED, {"text": "第一条 【不实行综合计算工时】按月发薪。"}, ""),
    ("an exception elsewhere", SPARED, {"text": "第一条 司机不实行综合计算工时。\n第二条 门卫综合计算工时。"}, ""),
    ("fact missing", FILED, {"facts": {"signed": "2026-01-01", "status": "expired"}}, ""),
    ("fact there", FILED, {"facts": {"filed_on": "2026-01-05"}}, ""),
)  # fmt: skip


def vector(name: str, wanted: Rule, inputs: dict[str, Any], today: str) -> dict[str, Any]:
    judged = document(**inputs)
    found = findings(judged, wanted, today=today)
    return {
        "name": name,
        "rule": plain(wanted),
        "document": {
            "text": judged.outline.text,
            "facts": inputs.get("facts", {}),
            "front": inputs.get("front", True),
            "region": judged.region,
            "on": judged.on.isoformat(),
            "today": today or judged.on.isoformat(),
            "stage": judged.stage,
            "topics": dict(judged.topics),
        },
        "findings": [f._asdict() for f in found],
    }


def test_the_vectors(golden: Callable[[Path, str], None]) -> None:
    """Everything another implementation must know stands in the file: legal values, provisions, rules, documents."""
    used = law().parameters
    made = {
        "parameters": [plain(used[name]) for name in PARAMETERS],
        "provisions": [plain(provision) for provision in law().provisions.values()],
        "cases": [vector(name, rule(text), inputs, today) for name, text, inputs, today in CASES],
    }
    golden(FILE, json.dumps(made, ensure_ascii=False, indent=1) + "\n")


def test_the_vectors_hold_every_severity_and_silence() -> None:
    made = json.loads(FILE.read_text(encoding="utf-8"))
    said = [{f["severity"] for f in case["findings"]} for case in made["cases"]]
    assert set().union(*said) == {"illegal", "missing", "recommended", "review", "pending"}
    assert sum(not s for s in said) >= 8
