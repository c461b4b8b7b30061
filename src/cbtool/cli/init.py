"""`cbtool init`."""

from pathlib import Path

import click

from cbtool.cli.chinese import Command
from cbtool.library.init import PREFIX, create_library

EXAMPLES = """
cbtool init 街道资料库
cbtool init 龙岗资料库 --name 龙岗区集体合同库 --prefix lg --region 深圳市龙岗区
"""


@click.command(cls=Command, examples=EXAMPLES, short_help="新建自己的资料库")
@click.argument("folder", type=click.Path(path_type=Path), metavar="文件夹")
@click.option("--name", default="", metavar="名称", help="资料库的名称（默认用文件夹名）")
@click.option(
    "--prefix", default=PREFIX, show_default=True, metavar="前缀", help="合同编号的前缀，例如 lg 编成 lg-2026-0001"
)
@click.option("--region", default="", metavar="地区", help="默认地区：名称或六位代码")
def command(folder: Path, name: str, prefix: str, region: str) -> None:
    """新建一个空的资料库，放自己的合同；法规、协商事项、文本模板取自 cbtool 自带的初始资料库。"""
    settings = create_library(folder, name, prefix, region)
    click.echo(f"已建好资料库“{settings.name}”：{folder}")
    click.echo(f"导入合同：cbtool import 合同.txt --library {folder}")
