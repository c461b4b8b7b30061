"""A small law for tests: real legal values, a few provisions with their patterns, and rules written in the test."""

from datetime import date
from functools import cache
from typing import Any

from cbtool.law.evaluation import judge
from cbtool.law.judged import Judged, Law, clause_topics, make_judged
from cbtool.library.library import open_library
from cbtool.library.parameters import read_parameters
from cbtool.library.yamlfile import read_record
from cbtool.model.finding import Finding
from cbtool.model.provision import Provision, Provisions
from cbtool.model.rule import Rule, Rules, Stage
from cbtool.resources import starter_library
from cbtool.text.clauses import parse_clauses
from cbtool.text.topics import TopicScorer

PROVISIONS = """\
provisions:
- {id: overtime.weekday, label: 工作日加班, type: percent, unit: '%', topic: overtime, parameter: overtime_rate_weekday,
   better: more, reading: [{pattern: '(工作日|延长工作时间)…{percent}'}]}
- {id: wage.floor_month, label: 约定最低月工资, type: money, unit: 元/月, topic: pay, parameter: minimum_wage_monthly,
   better: more, reading: [{pattern: '最低工资…{money}'}]}
- {id: leave.holidays, label: 法定节假日, type: days, unit: 天, topic: leave, parameter: statutory_holidays,
   better: more, reading: [{pattern: '法定节假日…{days}'}]}
- {id: women.maternity_days, label: 产假, type: days, unit: 天, topic: women, parameter: maternity_leave_days,
   better: more, reading: [{pattern: '产假…{days}'}]}
- {id: overtime.month_max, label: 每月加班上限, type: hours, unit: 小时, topic: overtime, parameter: overtime_hours_per_month,
   better: less, reading: [{pattern: '每月加班…{hours}'}]}
- {id: procedure.renewal_days, label: 续订提出期, type: days, unit: 天, topic: change, parameter: renewal_window_days,
   reading: [{pattern: '期满前{days}…续订'}]}
- {id: wage.pay_day, label: 发薪日, type: days, unit: 日, topic: pay, reading: [{pattern: '每月{days}发放'}]}
- {id: women.maternity_total_days, label: 产假合计, type: days, unit: 天, topic: women,
   reading: [{pattern: '产假和奖励假合计{days}'}]}
"""
HEAD = """\
  evidence: statute
  topic: pay
  message: 现为{found}，应为{required}
  remedy: 照法律改写
"""


@cache
def law() -> Law:
    """Real parameters, the few provisions above."""
    library = open_library(starter_library())
    parameters, _ = read_parameters(library.roots, frozenset(t.id for t in library.topics.topics))
    record, problems = read_record(PROVISIONS, Provisions, "test")
    assert record, problems
    return Law(parameters, {p.id: p for p in record.provisions})


@cache
def scorer() -> TopicScorer:
    """The starter library's topics."""
    return TopicScorer(open_library(starter_library()).topics)


def rule(text: str, **more: Any) -> Rule:
    """A rule from the lines that matter; the rest is filled in."""
    head = "" if "evidence:" in text else "  evidence: statute\n"
    cited = "" if "citation:" in text else "  citation: {statute: 集体合同规定, article: 第三十六条}\n"
    known = HEAD.replace("  evidence: statute\n", "")
    body = "\n".join("  " + line for line in text.strip().splitlines())
    record, problems = read_record(
        f"rules:\n- id: TST-01\n  demands: 测试\n{head}{cited}{known}{body}\n", Rules, "test"
    )
    assert record, problems
    return record.rules[0].model_copy(update=more)


def document(
    text: str = "",
    on: str = "2026-11-01",
    region: str = "440307",
    facts: dict[str, Any] | None = None,
    front: bool = True,
    stage: Stage | None = None,
    own: Law | None = None,
) -> Judged:
    """A contract to be judged."""
    outline = parse_clauses(f"# 集体合同\n\n{text}\n")
    return make_judged(
        "contract",
        outline,
        facts or {},
        own or law(),
        name="t-2026-0001",
        front=front,
        topics=clause_topics(outline, scorer()),
        region=region,
        on=date.fromisoformat(on),
        today=date.fromisoformat(on),
        stage=stage,
    )


def findings(judged: Judged, *rules: Rule, today: str = "", own: Law | None = None) -> tuple[Finding, ...]:
    """What the rules find; without `today` only by the law of the document's day."""
    return judge(judged, rules, own or law(), date.fromisoformat(today) if today else judged.on)


def provision(name: str) -> Provision:
    """One of the provisions above."""
    return law().provisions[name]
