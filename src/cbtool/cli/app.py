"""The command `cbtool`: a table of lazily loaded commands, and the one place where errors become exit codes."""

import sys
from importlib import import_module

import click

from cbtool import __version__
from cbtool.cli.chinese import Group, explain
from cbtool.errors import CbtoolError, QueryError

# name → (module, one line of help); a module is imported only when its command runs
COMMANDS = {
    "search": ("search", "查条款：在合同、范本里查词"),
    "show": ("show", "看一份合同、一个条款或一个文本模板"),
    "list": ("list", "列出合同、文本模板、协商事项……"),
    "import": ("intake", "把自己的合同导入资料库"),
    "review": ("review", "逐项核对导入的合同"),
    "draft": ("draft", "起草：问答填写，生成 Word 文件"),
    "check": ("check", "审查：合同、草案合不合法，缺什么，比法律好多少"),
    "benchmark": ("benchmark", "比较：一个约定值在各份合同里的分布"),
    "export": ("export", "导出数据"),
    "site": ("site", "静态网站：在浏览器里查、读、起草"),
    "index": ("index", "检索索引：状态、重建、核对"),
    "init": ("init", "新建自己的资料库"),
    "upgrade": ("upgrade", "把旧格式的资料库升级"),
    "schema": ("schema", "各种文件的格式说明（JSON Schema）"),
    "selftest": ("selftest", "自检：资料库是否完好、检索是否准确"),
}


class _Lazy(Group):
    def list_commands(self, ctx: click.Context) -> list[str]:
        return list(COMMANDS)

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:
        if cmd_name not in COMMANDS:
            return None
        module = import_module(f"cbtool.cli.{COMMANDS[cmd_name][0]}")
        command: click.Command = module.command
        return command

    def summary(self, ctx: click.Context, name: str) -> str:
        return COMMANDS[name][1]


@click.command(cls=_Lazy, invoke_without_command=True, help="集体协商知识与合同库：查条款、起草集体合同。")
@click.version_option(__version__, message="cbtool %(version)s", help="显示版本")
@click.pass_context
def app(ctx: click.Context) -> None:
    """Without a command: the five things people come for."""
    if ctx.invoked_subcommand is None:
        from cbtool.cli.welcome import welcome

        click.echo(welcome())


def run(arguments: list[str] | None = None) -> int:
    """Run the command line and return its exit code; never a traceback for a fault of use or data."""
    try:
        result = app.main(arguments, prog_name="cbtool", standalone_mode=False)
    except QueryError as error:
        _complain(error.message, _pointed(error))
        return 2
    except CbtoolError as error:
        _complain(error.message, error.remedy)
        return 2
    except click.Abort:
        _complain("已中断。", "")
        return 2
    except click.ClickException as error:
        usage = error.ctx.command_path if isinstance(error, click.UsageError) and error.ctx else "cbtool"
        _complain(explain(error), f"用法见：{usage} --help")
        return 2
    except BrokenPipeError:
        sys.stderr.close()
        return 0
    except OSError as error:
        _complain(f"读写文件出错：{error.filename or ''}（{error.strerror}）", "请检查路径、权限和磁盘空间。")
        return 2
    return result if isinstance(result, int) else 0


def _complain(message: str, remedy: str) -> None:
    click.echo(f"错误：{message}", err=True)
    if remedy:
        click.echo(remedy, err=True)


def _pointed(error: QueryError) -> str:
    typed = " ".join(sys.argv[2:3])
    if not typed or error.position > len(typed):
        return error.remedy
    column = sum(2 if ord(c) > 0x2E7F else 1 for c in typed[: error.position])
    return f"  {typed}\n  {' ' * column}^\n{error.remedy}"
