"""`cbtool export`."""

import json
from collections.abc import Iterable, Mapping
from pathlib import Path
from typing import Any

import click

from cbtool.cli.chinese import Command, Group
from cbtool.cli.options import format_option, library_options
from cbtool.cli.output import as_csv, print_rows, progress
from cbtool.desk.export import (
    CLAUSES,
    FINDINGS,
    PROVISIONS,
    export_clauses,
    export_findings,
    export_provisions,
)
from cbtool.settings import Settings
from cbtool.system import write_atomically

EXAMPLES = """
cbtool export clauses > 条款.jsonl
cbtool export clauses --format csv -o 条款.csv
cbtool export clauses --codebook
"""
PROVISION_EXAMPLES = """
cbtool export provisions --format csv -o 约定值.csv
cbtool export provisions --codebook
"""
FINDING_EXAMPLES = """
cbtool export findings --format csv -o 审查意见.csv
cbtool export findings --codebook
"""


@click.group(cls=Group, help="导出数据，每行一条，附各列的说明（--codebook）。")
def command() -> None:
    """Exports."""


def _options(handler: Any) -> Any:
    for option in (
        click.option("--codebook", is_flag=True, help="只显示各列的说明"),
        click.option("--internal", is_flag=True, help="连同标为“内部”的合同"),
        click.option(
            "-o",
            "--output",
            type=click.Path(dir_okay=False, path_type=Path),
            metavar="文件",
            help="写到文件（默认写到屏幕）",
        ),
    ):
        handler = option(handler)
    return handler


@command.command("clauses", cls=Command, examples=EXAMPLES, short_help="导出全部条款")
@_options
@format_option("jsonl", "csv")
@library_options
def clauses(settings: Settings, output: Path | None, internal: bool, codebook: bool, form: str) -> None:
    """导出检索得到的全部条款：标题、正文各条、附件。"""
    _export(export_clauses(settings, internal, progress()), CLAUSES, output, codebook, form)


@command.command("provisions", cls=Command, examples=PROVISION_EXAMPLES, short_help="导出全部约定值")
@_options
@format_option("jsonl", "csv")
@library_options
def provisions(settings: Settings, output: Path | None, internal: bool, codebook: bool, form: str) -> None:
    """导出从各份合同读出的约定值：值、单位、原文、与法定标准比的结果。"""
    _export(export_provisions(settings, internal, progress()), PROVISIONS, output, codebook, form)


@command.command("findings", cls=Command, examples=FINDING_EXAMPLES, short_help="导出全部审查意见")
@_options
@format_option("jsonl", "csv")
@library_options
def findings(settings: Settings, output: Path | None, internal: bool, codebook: bool, form: str) -> None:
    """审查资料库里的每份合同，导出审查意见（已豁免的不在内）。"""
    _export(export_findings(settings, internal, progress()), FINDINGS, output, codebook, form)


def _export(
    rows: Iterable[Mapping[str, Any]], columns: dict[str, str], output: Path | None, codebook: bool, form: str
) -> None:
    """Write the rows; they are made only now, so that the codebook alone costs nothing."""
    if codebook:
        about = [{"column": column, "meaning": meaning} for column, meaning in columns.items()]
        print_rows(about, {"column": "列", "meaning": "含义"}, "table")
        return
    text = _written(rows, columns, form)
    if output is None:
        click.echo(text)
    else:
        write_atomically(output, text.encode("utf-8") + b"\n")
        click.echo(f"已写入 {output}")


def _written(rows: Iterable[Mapping[str, Any]], columns: dict[str, str], form: str) -> str:
    if form == "csv":
        return as_csv(list(rows), {column: column for column in columns})
    return "\n".join(json.dumps(row, ensure_ascii=False) for row in rows)
