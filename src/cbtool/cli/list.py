"""`cbtool list`."""

from typing import Any

import click

from cbtool.cli.chinese import Command
from cbtool.cli.options import LIST_FORMATS, format_option, library_options
from cbtool.cli.output import print_rows, progress
from cbtool.desk.reading import KINDS, listing
from cbtool.model.labels import FORMS, LEVELS, ORIGINS, STATUSES
from cbtool.model.labels import KINDS as CONTRACT_KINDS
from cbtool.model.parameter import UNITS
from cbtool.settings import Settings
from cbtool.text.codes import industry_name, region_name

EXAMPLES = """
cbtool list contracts
cbtool list templates
cbtool list topics --format md
cbtool list clauses
cbtool list parameters
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
}  # fmt: skip
NAMES = {
    "level": LEVELS, "kind": CONTRACT_KINDS, "status": STATUSES, "origin": ORIGINS, "form": FORMS, "unit": UNITS,
}  # fmt: skip


@click.command(cls=Command, examples=EXAMPLES, short_help="列出资料库里的东西")
@click.argument("kind", type=click.Choice(KINDS), metavar="|".join(KINDS))
@format_option(*LIST_FORMATS)
@library_options
def command(settings: Settings, kind: str, form: str) -> None:
    """列出合同（contracts）、合同模板（templates）、文书模板（papers）、示范条款（clauses）、协商事项（topics）、约定值（provisions）、法定参数（parameters）、指引（guides）。"""
    rows = listing(settings, kind, progress())
    print_rows(rows if form == "json" else [_named(row) for row in rows], HEADS[kind], form)


def _named(row: dict[str, Any]) -> dict[str, Any]:
    """The row with Chinese names for codes."""
    named = {
        key: NAMES.get(key, {}).get(value, value) if isinstance(value, str) else value for key, value in row.items()
    }
    if named.get("region"):
        named["region"] = region_name(str(row["region"])) + (row.get("street") or "")
    if named.get("industry"):
        named["industry"] = industry_name(str(row["industry"]))
    return named
