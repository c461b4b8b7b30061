"""`cbtool selftest`."""

import click

from cbtool.cli.chinese import Command
from cbtool.cli.options import format_option, library_options
from cbtool.cli.output import as_json, progress
from cbtool.desk.health import Health, health
from cbtool.settings import Settings

EXAMPLES = """
cbtool selftest
cbtool selftest --pieces 2000 --engine whoosh
cbtool selftest --format json
"""


@click.command(cls=Command, examples=EXAMPLES, short_help="自检")
@click.option(
    "--pieces", type=click.IntRange(0), default=300, show_default=True, metavar="个数", help="随机抽多少个词来核对检索"
)
@click.option("--seed", type=int, default=1, show_default=True, metavar="数", help="随机种子")
@format_option("text", "json")
@library_options
def command(settings: Settings, pieces: int, seed: int, form: str) -> int:
    """检查资料库的每个文件，并用逐字比对核对检索是否一条不多、一条不少。有问题时退出码为 1。"""
    report = health(settings, pieces, seed, progress())
    if form == "json":
        click.echo(as_json(report._asdict()))
    else:
        _print(report)
    return 1 if report.problems or report.wrong else 0


def _print(report: Health) -> None:
    click.echo(f"文件：{report.documents} 份，{len(report.problems)} 处问题")
    for problem in report.problems:
        click.echo(f"  {problem}")
    click.echo(f"检索：{report.passages} 段，随机抽 {report.pieces} 个词，{len(report.wrong)} 个与逐字比对不同")
    for piece in report.wrong[:20]:
        click.echo(f"  {piece}")
