"""The law's pages: rules, legal values, jurisdictions side by side, agreed values with their distribution, statutes."""

from collections.abc import Iterator
from itertools import groupby
from typing import Any, NamedTuple

from cbtool.desk.rules import rule_shape
from cbtool.law.findings import in_general
from cbtool.law.parameters import AppliedValue, binding_value, lookup
from cbtool.model.jurisdiction import STEPS, ComparedRow
from cbtool.model.labels import WORDS
from cbtool.model.parameter import EVIDENCE, INSTRUMENTS, UNITS, Parameter
from cbtool.model.provision import Provision
from cbtool.model.rule import STAGES, Rule
from cbtool.model.statute import STATUTE_STATUSES
from cbtool.site.gather import Content
from cbtool.site.page import Page

FAMILIES = {
    "PAY": "工资", "HRS": "工时和休假", "WOM": "女职工和家庭", "MIN": "未成年工", "OSH": "安全卫生和工伤",
    "MGT": "劳动合同、裁员和责任", "PRO": "程序和形式",
}  # fmt: skip
SHAPES = {"compare": "比较数值", "require": "必须有", "forbid": "不得有", "module": "程序判断", "checklist": "人工核对"}
CASES = {"pass": "合格", "fail": "不合格", "before": "施行前", "other": "容易看错的"}
DOCUMENTS = {"contract": "集体合同", "paper": "文书", "digest": "摘要"}


class ShownParameter(NamedTuple):
    """A legal value with what counts today at the library's place."""

    parameter: Parameter
    applying: tuple[AppliedValue, ...]
    binding: AppliedValue | None


def law_pages(content: Content) -> Iterator[Page]:
    """`law.html` and everything below `law/`."""
    law = content.law
    counts = {
        "rules": len(law.rules),
        "parameters": len(law.parameters),
        "provisions": len(law.provisions),
        "statutes": len(law.statutes),
        "regions": len(law.regions),
    }
    about = "法律要求什么：规则、法定数值、各地程序、约定值和法规。"
    yield Page("law.html", "law.html.j2", "法律", {"counts": counts, "region": law.region}, about, "law")
    yield from _rules(content)
    yield _parameters(content)
    yield _jurisdictions(content)
    yield from _provisions(content)
    yield _statutes(content)


def family(rule: Rule) -> str:
    """The family a rule's id begins with."""
    return rule.id[:3]


def _rules(content: Content) -> Iterator[Page]:
    """One list, and one page for each family with the manuals and cases."""
    families = [(name, list(found)) for name, found in groupby(sorted(content.law.rules, key=_order), key=family)]
    data: dict[str, Any] = {"families": families, "names": FAMILIES, "shapes": SHAPES, "shape": rule_shape}
    yield Page("law/rules.html", "rules.html.j2", "规则", data, "审查合同用的全部规则，每条附依据。", "law")
    for name, rules in families:
        data = {
            "rules": rules,
            "in_general": in_general,
            "family": FAMILIES.get(name, name),
            "shapes": SHAPES,
            "shape": rule_shape,
            "cases": CASES,
            "documents": DOCUMENTS,
            "stages": STAGES,
            "parameters": {p.name: p for p in content.law.parameters},
            "provisions": {p.id: p for p in content.law.provisions},
            "evidence": EVIDENCE,
        }
        title = f"规则：{FAMILIES.get(name, name)}"
        yield Page(f"law/rules-{name.lower()}.html", "rule_family.html.j2", title, data, "规则的说明和例子。", "law")


def _order(rule: Rule) -> tuple[int, str]:
    return (list(FAMILIES).index(family(rule)) if family(rule) in FAMILIES else len(FAMILIES), rule.id)


def _parameters(content: Content) -> Page:
    names = {topic.id: topic.label for topic in content.topics.topics}
    order = {topic.id: topic.order for topic in content.topics.topics}
    known = sorted(content.law.parameters, key=lambda p: (order.get(p.topic, 99), p.name))
    by_topic = [
        (topic, [_shown(content, parameter) for parameter in found])
        for topic, found in groupby(known, key=lambda p: p.topic)
    ]
    data = {
        "by_topic": by_topic,
        "names": names,
        "region": content.law.region,
        "evidence": EVIDENCE,
        "instruments": INSTRUMENTS,
        "units": UNITS,
    }
    about = "最低工资、假期天数、答复期限等法定数值，按日期和地区，附依据。"
    return Page("law/parameters.html", "parameters.html.j2", "法定数值", data, about, "law")


def _shown(content: Content, parameter: Parameter) -> ShownParameter:
    region, on = content.law.region, content.on
    return ShownParameter(parameter, lookup(parameter, region, on), binding_value(parameter, region, on))


def _jurisdictions(content: Content) -> Page:
    """Figures as a table; what the articles say stands below, step by step."""
    law = content.law
    figures = [row for row in law.rows if row.parameter]
    words = [row for row in law.rows if not row.parameter]
    data = {
        "regions": law.regions,
        "figures": figures,
        "words": words,
        "own": _own,
        "steps": STEPS,
        "evidence": EVIDENCE,
        "instruments": INSTRUMENTS,
    }
    about = "协商程序的期限、人数、表决和报送，各地对照。"
    return Page("law/jurisdictions.html", "jurisdictions.html.j2", "各地程序对照", data, about, "law")


def _own(row: ComparedRow, region: str) -> list[Any]:
    """What the place itself says, without what holds there because a wider place says it."""
    return [statement for statement in row.cells[region] if statement.place == region]


def _provisions(content: Content) -> Iterator[Page]:
    """One list, and one page for each topic."""
    names = {topic.id: topic.label for topic in content.topics.topics}
    order = {topic.id: topic.order for topic in content.topics.topics}
    known = sorted(content.law.provisions, key=lambda p: (order.get(_topic(p), 99), p.id))
    by_topic = [(topic, list(found)) for topic, found in groupby(known, key=_topic)]
    benchmarks = content.law.benchmarks
    data: dict[str, Any] = {"by_topic": by_topic, "names": names, "benchmarks": benchmarks}
    about = "集体合同里可以比较的数值，怎么读出来，真实合同里是多少。"
    yield Page("law/provisions.html", "provisions.html.j2", "约定值", data, about, "law")
    parameters = {parameter.name: _shown(content, parameter) for parameter in content.law.parameters}
    titles = {text.record.id: text.record.title for text in content.contracts}
    for topic, found in by_topic:
        data = {
            "topic": topic,
            "label": names.get(topic, topic),
            "provisions": found,
            "benchmarks": benchmarks,
            "parameters": parameters,
            "titles": titles,
            "words": WORDS,
        }
        title = f"约定值：{names.get(topic, topic)}"
        yield Page(f"law/provisions-{topic}.html", "provision_topic.html.j2", title, data, about, "law")


def _topic(provision: Provision) -> str:
    return provision.topic.partition(".")[0]


def _statutes(content: Content) -> Page:
    data = {"statutes": content.law.statutes, "statuses": STATUTE_STATUSES, "evidence": EVIDENCE}
    about = "资料库引用的法律法规：版本、施行日期和所引条文的摘要。"
    return Page("law/statutes.html", "statutes.html.j2", "法律法规", data, about, "law")
