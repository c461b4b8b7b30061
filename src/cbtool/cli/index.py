"""`cbtool index`."""

import time

import click

from cbtool.cli.chinese import Command, Group
from cbtool.cli.options import library_options
from cbtool.cli.output import progress
from cbtool.desk.health import health
from cbtool.desk.index import index_status, open_index
from cbtool.model.query import Everything
from cbtool.settings import Settings


@click.group(cls=Group, help="检索索引。平时不用管：每次查词前会自动更新。")
def command() -> None:
    """The index."""


@command.command("status", cls=Command, examples="cbtool index status", short_help="索引的状态")
@library_options
def status(settings: Settings) -> None:
    """资料库和索引在哪里，索引是否最新。"""
    found = index_status(settings)
    click.echo(f"资料库：{settings.library}")
    click.echo(f"索引：{found.folder}（{settings.engine}，{found.size / 1e6:.1f} MB）")
    click.echo("状态：最新" if found.current else "状态：需要更新（下次查词时自动更新）")


@command.command(
    "build", cls=Command, examples="cbtool index build\ncbtool index build --engine whoosh", short_help="重建索引"
)
@library_options
def build(settings: Settings) -> None:
    """从头重建索引。"""
    start = time.monotonic()
    index = open_index(settings, progress(), rebuild=True)
    total = index.engine.search(Everything(), 0).total
    click.echo(f"已重建：{total} 段，用时 {time.monotonic() - start:.1f} 秒")


@command.command("verify", cls=Command, examples="cbtool index verify --pieces 2000", short_help="核对索引")
@click.option("--pieces", type=click.IntRange(1), default=500, show_default=True, metavar="个数", help="随机抽多少个词")
@click.option("--seed", type=int, default=1, metavar="数", help="随机种子")
@library_options
def verify(settings: Settings, pieces: int, seed: int) -> int:
    """用逐字比对核对索引，不一致时退出码为 1。"""
    report = health(settings, pieces, seed, progress())
    click.echo(f"{report.passages} 段，随机抽 {report.pieces} 个词，{len(report.wrong)} 个与逐字比对不同")
    if report.wrong:
        click.echo("请运行 cbtool index build 重建索引。")
    return 1 if report.wrong else 0
