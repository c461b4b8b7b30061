"""`cbtool export`."""

import json
from collections.abc import Iterable, Mapping
from pathlib import Path
from typing import Any

import click

from cbtool.cli.chinese import Command, Group
from cbtool.cli.options import format_option, library_options
from cbtool.cli.output import as_csv, print_rows, progress
from cbtool.desk.export import CLAUSES, export_clauses
from cbtool.settings import Settings
from cbtool.system import write_atomically

EXAMPLES = """
cbtool export clauses > 条款.jsonl
cbtool export clauses --format csv -o 条款.csv
cbtool export clauses --codebook
"""


@click.group(cls=Group, help="导出数据，每行一条，附各列的说明（--codebook）。")
def command() -> None:
    """Exports."""


@command.command("clauses", cls=Command, examples=EXAMPLES, short_help="导出全部条款")
@click.option(
    "-o", "--output", type=click.Path(dir_okay=False, path_type=Path), metavar="文件", help="写到文件（默认写到屏幕）"
)
@click.option("--internal", is_flag=True, help="连同标为“内部”的合同")
@click.option("--codebook", is_flag=True, help="只显示各列的说明")
@format_option("jsonl", "csv")
@library_options
def clauses(settings: Settings, output: Path | None, internal: bool, codebook: bool, form: str) -> None:
    """导出检索得到的全部条款：标题、正文各条、附件。"""
    if codebook:
        rows = [{"column": column, "meaning": meaning} for column, meaning in CLAUSES.items()]
        print_rows(rows, {"column": "列", "meaning": "含义"}, "table")
        return
    text = _written(export_clauses(settings, internal, progress()), form)
    if output is None:
        click.echo(text)
    else:
        write_atomically(output, text.encode("utf-8") + b"\n")
        click.echo(f"已写入 {output}")


def _written(rows: Iterable[Mapping[str, Any]], form: str) -> str:
    if form == "csv":
        return as_csv(list(rows), {column: column for column in CLAUSES})
    return "\n".join(json.dumps(row, ensure_ascii=False) for row in rows)
