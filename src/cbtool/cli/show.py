"""`cbtool show`."""

from typing import Any

import click

from cbtool.cli.chinese import Command
from cbtool.cli.options import format_option, library_options
from cbtool.cli.output import as_json, progress
from cbtool.cli.rule_text import rule_text
from cbtool.desk.parameters import ParameterAnswer, answers_record, parameter_answers
from cbtool.desk.reading import ONE, Shown, showing
from cbtool.errors import CbtoolError
from cbtool.law.parameters import AppliedValue
from cbtool.model.labels import FORMS, KINDS, LEVELS, ORIGINS, ROLES, STATUSES
from cbtool.model.model_clause import RUNGS
from cbtool.model.parameter import EVIDENCE, INSTRUMENTS, NATION, Instrument
from cbtool.model.statute import STATUTE_STATUSES
from cbtool.settings import Settings
from cbtool.text.codes import industry_name, region_name

EXAMPLES = """
cbtool show cb-2026-0001
cbtool show cb-2026-0001#art_12
cbtool show cb-2026-0001 第十二条第一款
cbtool show template wage-enterprise
cbtool show clause overtime-base
cbtool show topic overtime --format json
cbtool show parameter 最低工资 --on 2024-05-01 --region 深圳
cbtool show parameter 答复期限 --instrument wage_agreement
cbtool show 劳动法第四十四条
cbtool show PAY-05
cbtool show statute 深圳经济特区和谐劳动关系促进条例
"""


@click.command(cls=Command, examples=EXAMPLES, short_help="看一份合同、一个条款、一个文本模板、一个法定参数")
@click.argument("parts", nargs=-1, required=True, metavar="[种类] 编号[#条款]")
@format_option("text", "json")
@click.option("--region", metavar="地区", help="法定参数按哪个地区看：名称或代码（默认资料库的地区）")
@click.option(
    "--instrument", type=click.Choice(tuple(INSTRUMENTS)), help="法定参数只看集体合同的，或工资专项集体合同的"
)
@library_options
def command(
    settings: Settings, parts: tuple[str, ...], form: str, region: str | None, instrument: Instrument | None
) -> None:
    """看一份合同（或其中一条）、一个文本模板、一个协商事项、一个约定值、一个法定参数、一部法规、一条审查规则。

    种类可省略：contract 合同、template 文本模板、paper 文书、clause 示范条款、topic 协商事项、provision 约定值、
    parameter 法定参数（写名称即可，如 最低工资；--on 定日期，--region 定地区）、
    statute 法规（写名称、编号，或名称加条号，如 劳动法第四十四条）、rule 审查规则、guide 指引。
    """
    kind, rest = (parts[0], parts[1:]) if parts[0] in ONE and len(parts) > 1 else (None, parts)
    shown = None if kind == "parameter" else showing(settings, " ".join(rest), kind, progress())
    if shown is None or shown.kind == "parameters":
        answers = parameter_answers(settings, " ".join(rest), region, instrument)
        click.echo(as_json(answers_record(answers)) if form == "json" else "\n\n".join(map(_parameter, answers)))
    elif region or instrument:
        raise CbtoolError("--region 和 --instrument 只用于法定参数", "去掉这个选项，或写 cbtool show parameter 名称")
    elif form == "json":
        click.echo(
            as_json({**shown.record, **({"address": shown.address} if shown.address else {}), "text": shown.text})
        )
    elif shown.kind == "contracts":
        click.echo_via_pager(_contract(shown)) if not shown.address else click.echo(_clause(shown))
    else:
        click.echo(TEXTS[shown.kind](shown.record) + (f"\n\n{shown.text}" if shown.text else ""))


def _clause(shown: Shown) -> str:
    mark = "（示例）" if shown.record["origin"] == "sample" else ""
    return f"《{shown.record['title']}》{mark}  {shown.address}\n\n{shown.text}"


def _contract(shown: Shown) -> str:
    record = shown.record
    facts = [("编号", record["id"]), ("性质", ORIGINS[record["origin"]] + "，" + FORMS[record["form"]])]
    facts += [
        ("级别、类型", f"{LEVELS[record['level']]}，{KINDS[record['kind']]}"),
        ("状态", STATUSES[record["status"]]),
    ]
    facts += [
        (ROLES[p["role"]] + (f"（{p['label']}）" if "label" in p else ""), p["name"]) for p in record.get("parties", ())
    ]
    if "region" in record:
        facts.append(("地区", region_name(record["region"]) + record.get("street", "")))
    if "industry" in record:
        facts.append(("行业", f"{industry_name(record['industry'])}（{record['industry']}）"))
    facts += [(name, record[key]) for key, name in DATES if key in record]
    facts += _coverage(record) + _source(record)
    return "\n".join(f"{name}：{value}" for name, value in facts) + "\n\n" + shown.text


DATES = (("signed", "签订"), ("effective_from", "生效"), ("expires_on", "到期"))


def _coverage(record: dict[str, Any]) -> list[tuple[str, str]]:
    names = (("enterprises", "企业 {} 家"), ("workers", "职工 {} 人"), ("women", "女职工 {} 人"))
    parts = [text.format(record["coverage"][key]) for key, text in names if key in record.get("coverage", {})]
    return [("覆盖", "，".join(parts))] if parts else []


def _source(record: dict[str, Any]) -> list[tuple[str, str]]:
    source = record.get("source", {})
    verified = [("核对", record.get("verified_by", "尚未经人工核对"))] if record["form"] == "digest" else []
    if "url" not in source:
        return verified
    return [("来源", f"{source.get('title', '')} {source['url']}".strip()), *verified]


def _template(record: dict[str, Any]) -> str:
    lines = [
        f"{record['title']}（{record['id']}，第 {record['version']} 版）",
        record["summary"],
        f"适用：{record['when']}",
        "",
    ]
    lines += ["要回答的问题（* 为必答）："]
    for question in record.get("questions", ()):
        mark = "*" if question.get("required") else " "
        lines.append(f" {mark} {question['label']}  [{question['name']}]")
    if record.get("slots") and record["document"] == "contract":
        lines += ["", "可以换用别的条款的地方（--clause 名称=地址）："]
        lines += [f"   {slot['heading']}  [{slot['name']}]" for slot in record["slots"]]
    return "\n".join([*lines, "", f"起草：cbtool draft new {record['id']}"])


def _model_clause(record: dict[str, Any]) -> str:
    kind = "示范条款" if record.get("precedents") else "示范条款，建议稿：没有找到已签订的先例"
    lines = [f"{record['title']}（{record['id']}，{kind}）", f"适用：{record['when']}", f"法律底线：{record['law']}"]
    lines += [f"成本：{record['cost']}"]
    for rung in record["rungs"]:
        lines += ["", f"【{RUNGS[rung['rung']]}】{rung['gives']}", rung["text"]]
    lines += ["", *(f"工会方可以说：{said}" for said in record["union_says"])]
    lines += [f"企业方常说：{said}" for said in record["employer_says"]]
    lines += [f"先例：{p['address']} {p['note']}" for p in record.get("precedents", ())]
    return "\n".join([*lines, "", f"用进草案：cbtool draft render 模板 --clause 名称={record['id']}#target"])


def _topic(record: dict[str, Any]) -> str:
    lines = [f"{record['code']} {record['label']}（{record['id']}）"]
    lines += [f"  {below['code']} {below['label']}" for below in record.get("subtopics", ())]
    if record.get("colloquial"):
        lines.append("口语说法：" + "、".join(record["colloquial"]))
    return "\n".join([*lines, f"查条款：cbtool search 主题:{record['label']}"])


def _provision(record: dict[str, Any]) -> str:
    unit = f"，单位 {record['unit']}" if "unit" in record else ""
    lines = [f"{record['label']}（{record['id']}{unit}）"]
    lines += [f"{name}：{record[key]}" for key, name in (("meaning", "含义"), ("law", "法律")) if key in record]
    if "parameter" in record:
        lines.append(f"法定数值：cbtool show parameter {record['parameter']}")
    return "\n".join([*lines, f"各合同的值：cbtool benchmark {record['id']}"])


def _parameter(answer: ParameterAnswer) -> str:
    parameter = answer.parameter
    lines = [f"{parameter.label}（{parameter.name}）  {_place(answer.region)}  {answer.on}"]
    if parameter.note:
        lines.append(f"说明：{parameter.note}")
    if not answer.applying:
        lines.append("这一天在这个地区没有查到有效的值。" + ("时间上最近的：" if answer.otherwise else ""))
    lines += [_applied(applied) for applied in (*answer.applying, *answer.otherwise)]
    if any(applied.binds for applied in answer.applying) and len(answer.applying) > 1:
        lines.append(
            "* 为在这里起作用的值"
            + ("；其余一并列出，供核对。" if parameter.binding != "nearest" else "（就近地区优先）。")
        )
    return "\n".join(lines)


def _applied(applied: AppliedValue) -> str:
    value = applied.value
    period = f"{value.from_} 起" if value.to is None else f"{value.from_} 至 {value.to}"
    about = [_place(value.region), *([INSTRUMENTS[value.instrument]] if value.instrument else []), period]
    line = f" {'*' if applied.binds else ' '} {applied.quantity}  {'，'.join(about)}"
    basis = f"     依据：{value.citation}（{EVIDENCE[value.evidence]}）"
    return "\n".join([line, basis, *([f"     备注：{value.note}"] if value.note else [])])


def _place(region: str) -> str:
    return "全国" if region == NATION else region_name(region)


def _statute(record: dict[str, Any]) -> str:
    """The entry's head, and the articles asked for or all that are summarised."""
    titles = record["titles"]
    lines = [f"{titles[0]}（{record['id']}）", f"状态：{STATUTE_STATUSES[record['status']]}"]
    lines += [f"又称：{'、'.join(titles[1:])}"] if titles[1:] else []
    lines += [f"制定机关：{record['issuer']}"] if "issuer" in record else []
    lines.append(f"地区：{_place(record['region'])}")
    lines += [_version(version) for version in record["versions"]]
    lines += [f"备注：{record['note']}"] if "note" in record else []
    if "cited" in record and not record.get("articles"):
        return "\n".join([*lines, "", f"{record['cited']}：没有摘要，请查原文。"])
    return "\n".join([*lines, "", "摘要（不是原文，引用时请查原文）：", *map(_article, record.get("articles", ()))])


def _version(version: dict[str, Any]) -> str:
    adopted = f"，{version['adopted']} 通过" if "adopted" in version else ""
    note = f"（{version['note']}）" if "note" in version else ""
    return f"施行：{version['from']}{adopted}{note}"


def _article(article: dict[str, Any]) -> str:
    doubt = "" if article["evidence"] == "statute" else EVIDENCE[article["evidence"]]
    notes = "；".join(filter(None, (doubt, article.get("note"))))
    return f"  {article.get('label', '（条号未查到）')}  {article['summary']}" + (f"（{notes}）" if notes else "")


def _guide(record: dict[str, Any]) -> str:
    return f"{record['title']}\n{record['summary']}"


TEXTS = {
    "templates": _template,
    "papers": _template,
    "clauses": _model_clause,
    "topics": _topic,
    "provisions": _provision,
    "rules": rule_text,
    "statutes": _statute,
    "guides": _guide,
}
