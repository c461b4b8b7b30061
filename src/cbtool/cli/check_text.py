"""What a check found, as text for people: findings by severity, what is pending, grades, and what a person looks at."""

from collections.abc import Iterable, Iterator
from typing import Any

import click

from cbtool.model.finding import GRADES, SEVERITIES
from cbtool.model.labels import KINDS, LEVELS
from cbtool.model.parameter import AT_ONCE, NATION
from cbtool.model.rule import STAGES
from cbtool.text.codes import region_name

Record = dict[str, Any]
COLOURS = {"illegal": "red", "missing": "yellow", "recommended": "cyan", "review": "magenta"}
LONGEST_QUOTE = 80


def check_text(record: Record) -> str:
    """The whole report of one document."""
    parts = [_head(record), *_groups(record), *_pending(record), *_waived(record), _grades(record), *_checklist(record)]
    return "\n\n".join(part for part in parts if part)


def findings_text(record: Record, severities: Iterable[str]) -> str:
    """Only the findings of these severities, as they stand in the whole report."""
    return "\n\n".join(_groups(record, tuple(severities)))


def count_text(record: Record) -> str:
    """违法 1，缺项 2, or 没有发现违法和缺项."""
    counts = [(name, sum(f["severity"] == key for f in record["findings"])) for key, name in SEVERITIES.items()]
    return "，".join(f"{name} {count} 处" for name, count in counts if count) or "没有发现问题"


def _head(record: Record) -> str:
    place = "全国" if record["region"] == NATION else region_name(record["region"])
    day = f"按 {record['on']} 的规定"
    if record["today"] != record["on"]:
        day += f"，并对照 {record['today']} 的现行规定"
    known = "，".join((LEVELS[record["level"]], KINDS[record["kind"]], place, day, f"阶段：{STAGES[record['stage']]}"))
    title = click.style(f"《{record['title']}》", bold=True)
    told = f"{title}  {record['document']}\n{known}\n查了 {record['rules']} 条规则：{count_text(record)}"
    if record["refused"]:
        told += f"\n注意：有的法律文件有误、没有采用，审查不完整：{record['refused'][0]}；全部问题：cbtool selftest"
    return told


def _groups(record: Record, severities: tuple[str, ...] = tuple(COLOURS)) -> Iterator[str]:
    for severity in severities:
        found = [f for f in record["findings"] if f["severity"] == severity]
        if found:
            head = click.style(f"{SEVERITIES[severity]}  {len(found)} 处", fg=COLOURS[severity], bold=True)  # type: ignore[index]
            yield "\n".join([head, *map(_finding, found)])


def _finding(finding: Record) -> str:
    place = f"  {finding['clause'] or finding['address']}" if finding["address"] else ""
    lines = [f"  {finding['rule']}{place}  {finding['message']}"]
    if finding["quote"]:
        lines.append(f"      原文：{_short(finding['quote'])}")
    lines.append(f"      依据：{finding['citation']}")
    lines.append(f"      建议：{finding['remedy']}")
    return "\n".join(lines)


def _short(text: str) -> str:
    text = " ".join(text.split())
    return text if len(text) <= LONGEST_QUOTE else text[:LONGEST_QUOTE] + "……"


def _pending(record: Record) -> Iterator[str]:
    found = [f for f in record["findings"] if f["severity"] == "pending"]
    if found:
        names = "、".join(dict.fromkeys(f["rule"] for f in found))
        yield f"待办  {len(found)} 项（以后的步骤，现在不算缺）：{names}"


def _waived(record: Record) -> Iterator[str]:
    if record["waived"]:
        lines = [f"  {f['rule']}  {f['message']}\n      理由：{f['reason']}（{f['by']}）" for f in record["waived"]]
        yield "\n".join([f"已豁免  {len(record['waived'])} 处（不计数）", *lines])


def _grades(record: Record) -> str:
    card = record["report"]
    graded = card["graded"]
    lines = [
        f"与法定标准比  {graded} 个约定值" + (f"（另有 {card['ungraded']} 个法律未定）" if card["ungraded"] else "")
    ]
    if graded:
        shares = [
            f"{GRADES[key]} {card[key]} 个（{card[key] * 100 / graded:.0f}%）" for key in ("above", "equal", "below")
        ]
        lines.append(
            "  " + "，".join(shares) + (f"；等于法定的里有 {card['copied']} 个只是重复法律" if card["copied"] else "")
        )
        lines += [_grade(g) for g in record["grades"] if g["grade"] not in ("none", "equal")]
    if card["missing_subjects"]:
        names = "、".join(subject["label"] for subject in card["missing_subjects"])
        lines.append(f"  没有谈到的协商事项（《集体合同规定》第八条，不是必备）：{names}")
    return "\n".join(lines)


def _grade(graded: Record) -> str:
    value = f"{graded['value']}{'至' + graded['upper'] if graded['upper'] else ''}{graded['unit']}"
    value = AT_ONCE if value in ("0天", "0个工作日") else value
    now = f"；按现行规定{GRADES[graded['grade_today']]}" if graded["grade_today"] != graded["grade"] else ""
    return f"  {GRADES[graded['grade']]}  {graded['label']} {value}（法定{graded['required']}）{now}"


def _checklist(record: Record) -> Iterator[str]:
    if record["checklist"]:
        lines = [f"  □ {item['text']}（{item['rule']}）" for item in record["checklist"]]
        yield "\n".join(["文本看不出、要人核对的", *lines])
