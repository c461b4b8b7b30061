"""A rule as its manual: what it demands, on what basis, when it speaks, what to write instead, and its cases."""

from typing import Any

from cbtool.cli.jurisdictions import place_name
from cbtool.law.facts import told_fact
from cbtool.model.finding import SEVERITIES
from cbtool.model.labels import KINDS, LEVELS
from cbtool.model.parameter import EVIDENCE, NATION
from cbtool.model.rule import STAGES

Record = dict[str, Any]
SHAPES = {"compare": "比较", "require": "必备", "forbid": "禁止", "module": "程序", "checklist": "人工核对"}
DOCUMENTS = {"contract": "集体合同", "paper": "文书", "digest": "摘要"}
CASES = {"pass": "合格", "fail": "不合格", "before": "施行前", "other": "容易看错的"}


def rule_text(record: Record) -> str:
    """The manual, then the cases."""
    lines = [
        f"{record['id']}  {record['demands']}",
        f"程度：{SEVERITIES[record['severity']]}；从“{STAGES[record['stage']]}”起算；写法：{SHAPES[record['shape']]}",
        f"适用：{_applies(record)}",
        f"依据：{'；'.join(record['citations'])}（{EVIDENCE[record['evidence']]}）",
    ]
    if record.get("manual"):
        lines += ["", record["manual"]]
    if record.get("checklist"):
        lines += ["", f"核对：{record['checklist']}"]
    if record.get("compare"):
        lines += ["", _compared(record["compare"])]
    lines += ["", f"建议写法：{record['remedy']}"]
    if record.get("cases"):
        lines += ["", "例子："] + [_case(case) for case in record["cases"]]
    return "\n".join(lines)


def _applies(record: Record) -> str:
    to = record.get("applies", {})
    parts = ["、".join(DOCUMENTS[d] for d in to.get("document", ("contract",)))]
    parts += ["、".join(LEVELS[level] for level in to["level"])] if to.get("level") else []
    parts += ["、".join(KINDS[kind] for kind in to["kind"])] if to.get("kind") else []
    parts.append(place_name(record.get("region", NATION)))
    since, until = record.get("since"), record.get("until")
    if since or until:
        parts.append(f"{since or ''} 至 {until}" if until else f"{since} 起")
    return "，".join(parts)


def _compared(compare: Record) -> str:
    if "parameter" in compare:
        return f"法定数值：cbtool show parameter {compare['parameter']}"
    return f"比较的数：{compare['literal']}"


def _case(case: Record) -> str:
    wanted = SEVERITIES[case["finds"]] if case.get("finds") else "不报"
    place = f"，{place_name(case['region'])}" if case.get("region") else ""
    words = " ".join(case.get("text", "").split())
    facts = "；".join(told_fact(place, value) for place, value in case.get("facts", {}).items())
    told = "；".join(part for part in (words, facts) if part)
    return f"  {CASES[case['name']]}（{case['on']}{place}）→ {wanted}：{told}"
