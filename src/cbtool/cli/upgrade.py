"""`cbtool upgrade`."""

import click

from cbtool.cli.chinese import Command
from cbtool.cli.options import library_options
from cbtool.library.upgrade import upgrade
from cbtool.settings import Settings


@click.command(cls=Command, examples="cbtool upgrade --library 我的资料库", short_help="升级资料库的格式")
@library_options
def command(settings: Settings) -> None:
    """把旧格式的资料库升级到这个版本的格式；要么全部完成，要么原样不动。"""
    done = upgrade(settings.library)
    for line in done:
        click.echo(line)
    if not done:
        click.echo("资料库已经是最新格式，没有改动。")
