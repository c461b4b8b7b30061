"""`cbtool check`."""

import json
from pathlib import Path
from typing import Any

import click

from cbtool.cli.chinese import Command
from cbtool.cli.options import format_option, library_options
from cbtool.cli.output import as_json, progress
from cbtool.desk.check import Unread, check, fails
from cbtool.desk.judging import Choice
from cbtool.errors import CbtoolError
from cbtool.model.labels import KINDS, LEVELS
from cbtool.settings import Settings
from cbtool.system import write_atomically

EXAMPLES = """
cbtool check cb-2026-0001
cbtool check cb-2026-0001 --on 2012-01-01
cbtool check 合同.txt --region 深圳 --stage draft
cbtool check 合同文件夹 --fail-on missing --format json -o 审查结果.json
cbtool check wage-enterprise.answers.yaml --format sarif
"""
STAGES = ("request", "reply", "talks", "draft", "vote", "signature", "filing", "effect", "publication", "performance")


@click.command(cls=Command, examples=EXAMPLES, short_help="审查合同、草案或文件")
@click.argument("targets", nargs=-1, required=True, metavar="编号|文件|文件夹…")
@click.option("--region", metavar="地区", help="按哪个地区的规定：名称或代码（默认看合同，再用资料库的地区）")
@click.option(
    "--stage", type=click.Choice(STAGES), help="程序走到哪一步；以后的步骤记为待办（默认看信息栏，没有的算草案）"
)
@click.option("--level", type=click.Choice(tuple(LEVELS)), help="合同的级别（默认看合同）")
@click.option("--kind", type=click.Choice(tuple(KINDS)), help="合同的类型（默认看合同）")
@click.option(
    "--fail-on",
    type=click.Choice(("illegal", "missing", "recommended", "review")),
    default="illegal",
    show_default=True,
    help="有这一级或更重的问题时，退出码为 1",
)
@click.option("-o", "--output", type=click.Path(dir_okay=False, path_type=Path), metavar="文件", help="写到文件")
@format_option("text", "json", "sarif")
@library_options
def command(
    settings: Settings,
    targets: tuple[str, ...],
    region: str | None,
    stage: Any,
    level: str | None,
    kind: str | None,
    fail_on: str,
    output: Path | None,
    form: str,
) -> int:
    """审查资料库里的合同（编号）、草案或别的文件（Word、PDF、文本、答案文件）、整个文件夹，或整个资料库（写资料库的文件夹）。

    合同按签订当日的法律审查，再对照今天的法律；草案和没有日期的文件按今天。写了 --on 就只按那一天。
    """
    choice = Choice(None, _code(region), stage, level or "", kind or "")
    found = list(check(settings, targets, choice, progress()))
    records = [one for one in found if not isinstance(one, Unread)]
    unread = [one for one in found if isinstance(one, Unread)]
    if unread and not records:
        raise CbtoolError("\n".join(f"{one.path}：{one.reason}" for one in unread))
    _put(_written(settings, records, unread, form), output)
    for one in unread:
        click.echo(f"没有审查 {one.path}：{one.reason}", err=True)
    return 1 if unread or fails(records, fail_on) else 0


def _code(region: str | None) -> str:
    if not region:
        return ""
    from cbtool.desk.parameters import region_code

    return region_code(region)


def _written(settings: Settings, records: list[dict[str, Any]], unread: list[Unread], form: str) -> str:
    if form == "json":
        return as_json(records[0] if len(records) == 1 else records)
    if form == "sarif":
        from cbtool.desk.rules import rule_demands
        from cbtool.desk.sarif import sarif

        return json.dumps(sarif(records, rule_demands(settings), unread), ensure_ascii=False, indent=2)
    from cbtool.cli.check_text import check_text

    return "\n\n\n".join(map(check_text, records))


def _put(text: str, output: Path | None) -> None:
    if output is None:
        click.echo(text)
    else:
        write_atomically(output, click.unstyle(text).encode("utf-8") + b"\n")
        click.echo(f"已写入 {output}")
