"""`cbtool list`."""

from collections.abc import Mapping
from typing import Any

import click

from cbtool.cli.chinese import Command
from cbtool.cli.jurisdictions import as_blocks, as_overview, as_records, as_rows, place_name
from cbtool.cli.options import LIST_FORMATS, format_option, library_options
from cbtool.cli.output import as_json, print_rows, progress
from cbtool.cli.rule_text import SHAPES
from cbtool.desk.reading import KINDS, listing
from cbtool.desk.statutes import compare_jurisdictions
from cbtool.errors import CbtoolError
from cbtool.model.finding import SEVERITIES
from cbtool.model.labels import FORMS, LEVELS, ORIGINS, STATUSES
from cbtool.model.labels import KINDS as CONTRACT_KINDS
from cbtool.model.parameter import NATION, UNITS
from cbtool.model.statute import STATUTE_STATUSES
from cbtool.settings import Settings
from cbtool.text.codes import industry_name, region_name

EXAMPLES = """
cbtool list contracts
cbtool list templates
cbtool list topics --format md
cbtool list clauses
cbtool list parameters
cbtool list parameters --by region --region 深圳 --region 上海
cbtool list parameters --by region --format csv > 各地程序对照.csv
cbtool list rules
cbtool list statutes
cbtool list contracts --format csv > 合同清单.csv
"""
HEADS = {
    "contracts": {
        "id": "编号", "title": "标题", "level": "级别", "kind": "类型", "region": "地区",
        "industry": "行业", "signed": "签订", "status": "状态", "origin": "性质", "form": "形式",
    },
    "templates": {"id": "编号", "title": "名称", "summary": "说明"},
    "papers": {"id": "编号", "title": "名称", "summary": "说明"},
    "clauses": {"id": "编号", "title": "示范条款", "topic": "协商事项", "when": "什么时候用"},
    "topics": {"id": "编号", "code": "序号", "title": "协商事项"},
    "guides": {"id": "编号", "title": "标题", "summary": "说明"},
    "provisions": {"id": "编号", "title": "约定值", "type": "值的种类", "unit": "单位", "topic": "协商事项"},
    "parameters": {"id": "编号", "title": "法定参数", "unit": "单位", "topic": "协商事项", "aliases": "又称"},
    "rules": {
        "id": "编号", "title": "要求", "severity": "程度", "region": "地区", "shape": "写法", "citations": "依据",
    },
    "statutes": {"id": "编号", "title": "法规", "region": "地区", "status": "状态", "since": "现行文本施行"},
}  # fmt: skip
NAMES: dict[str, Mapping[Any, str]] = {
    "level": LEVELS, "kind": CONTRACT_KINDS, "status": STATUSES, "origin": ORIGINS, "form": FORMS, "unit": UNITS,
    "severity": SEVERITIES, "shape": SHAPES,
}  # fmt: skip


@click.command(cls=Command, examples=EXAMPLES, short_help="列出资料库里的东西")
@click.argument("kind", type=click.Choice(KINDS), metavar="|".join(KINDS))
@click.option("--by", type=click.Choice(("region",)), help="法定参数按地区对照：逐步列出各地的程序规定")
@click.option(
    "--region", "places", multiple=True, metavar="地区", help="对照哪些地区（可写多次；默认全部有规定的地区）"
)
@format_option(*LIST_FORMATS)
@library_options
def command(settings: Settings, kind: str, by: str | None, places: tuple[str, ...], form: str) -> None:
    """列出合同（contracts）、合同模板（templates）、文书模板（papers）、示范条款（clauses）、协商事项（topics）、约定值（provisions）、法定参数（parameters）、审查规则（rules）、法规（statutes）、指引（guides）。"""
    if by:
        _compared(settings, kind, places, form)
        return
    if places:
        raise CbtoolError("--region 要和 --by region 一起用", "写成 cbtool list parameters --by region --region 深圳")
    rows = listing(settings, kind, progress())
    print_rows(rows if form == "json" else [_named(row, kind) for row in rows], HEADS[kind], form)


def _compared(settings: Settings, kind: str, places: tuple[str, ...], form: str) -> None:
    if kind != "parameters":
        raise CbtoolError("--by region 只用于法定参数", "写成 cbtool list parameters --by region")
    codes, rows = compare_jurisdictions(settings, places)
    if form == "json":
        click.echo(as_json(as_records(rows)))
    elif form == "table":
        click.echo(as_blocks(codes, rows) if places else as_overview(codes, rows))
    else:
        print_rows(*as_rows(codes, rows), form)


def _named(row: dict[str, Any], kind: str) -> dict[str, Any]:
    """The row with Chinese names for codes."""
    named = {
        key: NAMES.get(key, {}).get(value, value) if isinstance(value, str) else value for key, value in row.items()
    }
    if kind == "statutes":
        return named | {"status": STATUTE_STATUSES[row["status"]], "region": place_name(row["region"])}
    if kind == "rules":
        return named | {"region": place_name(row.get("region", NATION))}
    if named.get("region"):
        named["region"] = region_name(str(row["region"])) + (row.get("street") or "")
    if named.get("industry"):
        named["industry"] = industry_name(str(row["industry"]))
    return named
