"""`cbtool site`."""

from pathlib import Path

import click

from cbtool.cli.chinese import Command, Group
from cbtool.cli.options import library_options
from cbtool.cli.output import progress
from cbtool.errors import CbtoolError
from cbtool.settings import Settings
from cbtool.site.build import Options, Report, build

EXAMPLES = """
cbtool site build
cbtool site build -o 站点 --on 2026-11-21 --zip
cbtool site build --single contracts/cb-2026-0001.html#worker
"""
DEFAULT = Path("build/site")
MOST_SHOWN = 20
output_option = click.option(
    "-o",
    "--output",
    type=click.Path(file_okay=False, path_type=Path),
    default=DEFAULT,
    show_default=True,
    metavar="文件夹",
    help="网站写到哪个文件夹",
)


@click.group(cls=Group, help="静态网站：在浏览器里查条款、读合同、起草，不联网也能用。")
def command() -> None:
    """The site."""


@command.command("build", cls=Command, examples=EXAMPLES, short_help="生成网站")
@output_option
@click.option("--zip", "zipped", is_flag=True, help="另存一个压缩包，可以放在 U 盘里")
@click.option("--single", metavar="页面", help="另存一个页面为单个 HTML 文件，可以直接发给别人")
@click.option("--base-url", default="", metavar="网址", help="网站的网址，用于站点地图")
@click.option("--strict", is_flag=True, help="有任何问题就不写出，退出码为 1")
@click.option(
    "--against",
    type=click.Path(exists=True, path_type=Path),
    metavar="旧站点",
    help="与旧站点比，条款编号丢失时退出码为 1",
)
@click.option("--internal", is_flag=True, help="连同标为“内部”的合同（不要公开发布）")
@library_options
def build_command(
    settings: Settings,
    output: Path,
    zipped: bool,
    single: str | None,
    base_url: str,
    strict: bool,
    against: Path | None,
    internal: bool,
) -> int:
    """生成网站：一个文件夹，用浏览器打开其中的 index.html，或者放到任何网页服务器上。"""
    base = base_url.rstrip("/") + "/" if base_url else ""
    report = build(settings, output, Options(base, internal, strict, against), progress())
    _say(report, output)
    if report.written is None:
        return 1
    if zipped:
        from cbtool.site.zip import zip_folder

        click.echo(f"压缩包：{zip_folder(output)}")
    if single:
        from cbtool.site.single import single_page

        click.echo(f"单个页面：{single_page(output, single, base)}")
    return 0


def _say(report: Report, output: Path) -> None:
    for problem in report.problems[:MOST_SHOWN]:
        click.echo(f"问题：{problem}", err=True)
    if len(report.problems) > MOST_SHOWN:
        click.echo(f"……共 {len(report.problems)} 个问题", err=True)
    for address in report.lost[:MOST_SHOWN]:
        click.echo(f"丢失的条款编号：{address}", err=True)
    if report.lost:
        click.echo(
            f"共丢失 {len(report.lost)} 个编号；在资料库的 redirects.yaml 里写明去向，每行“旧地址: 新地址”。", err=True
        )
    if report.written is None:
        click.echo("没有写出。", err=True)
    elif report.unchanged:
        click.echo(f"没有变化：{output / 'index.html'}（{report.written.files} 个文件）")
    else:
        w = report.written
        click.echo(f"网站已生成：{output / 'index.html'}（{w.files} 个文件，写了 {w.changed} 个，删了 {w.removed} 个）")


@command.command(
    "serve",
    cls=Command,
    examples="cbtool site serve\ncbtool site serve --port 8001",
    short_help="在本机预览，改了资料自动重建",
)
@output_option
@click.option(
    "--port",
    type=click.IntRange(0, 65535),
    default=8000,
    show_default=True,
    metavar="端口",
    help="端口，0 为任意空闲的",
)
@library_options
def serve_command(settings: Settings, output: Path, port: int) -> None:
    """在本机预览网站；资料改了，刷新页面就是新的。只有这台电脑能打开。按 Ctrl+C 停止。"""
    from cbtool.site.serve import serve

    _say(build(settings, output, None, progress()), output)
    try:
        serve(
            settings,
            output,
            port,
            lambda url: click.echo(f"打开 {url} （按 Ctrl+C 停止）"),
            lambda report: _say(report, output),
        )
    except KeyboardInterrupt:
        click.echo("已停止。")
    except OSError as error:
        raise CbtoolError(f"端口 {port} 用不了（{error.strerror}）", "换一个：cbtool site serve --port 8001") from error
