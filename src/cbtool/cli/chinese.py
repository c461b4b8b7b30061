"""Click in Chinese: usage lines, section titles, and the messages of its own errors."""

import re

import click
from click.exceptions import MissingParameter, NoSuchOption

_DEFAULT = re.compile(r" *\[default: ([^;\]]*)[^\]]*\]")
_RANGE = re.compile(r" *\[([\d.]+)<=x<=([\d.]+)\]")


def _in_chinese(told: str) -> str:
    return _RANGE.sub(r"（\1 到 \2）", _DEFAULT.sub(r"（默认 \1）", told))


class _Chinese(click.Command):
    def format_usage(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        formatter.write_usage(ctx.command_path, " ".join(self.collect_usage_pieces(ctx)), "用法：")

    def collect_usage_pieces(self, ctx: click.Context) -> list[str]:
        pieces = super().collect_usage_pieces(ctx)
        return [p.replace("[OPTIONS]", "[选项]").replace("COMMAND [ARGS]...", "命令 …") for p in pieces]

    def format_options(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        records = [record for p in self.get_params(ctx) if (record := p.get_help_record(ctx))]
        with formatter.section("选项"):
            formatter.write_dl([(names, _in_chinese(told)) for names, told in records])

    def get_help_option(self, ctx: click.Context) -> click.Option | None:
        option = super().get_help_option(ctx)
        if option:
            option.help = "显示帮助"
        return option


class Command(_Chinese):
    """A command whose help ends with runnable examples (`examples`, one a line)."""

    def __init__(self, *args: object, examples: str = "", **kwargs: object) -> None:
        super().__init__(*args, **kwargs)  # type: ignore[arg-type]
        self.examples = examples

    def format_epilog(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        if self.examples:
            with formatter.section("例子"):
                for line in self.examples.strip().splitlines():
                    formatter.write(" " * formatter.current_indent + line.strip() + "\n")


class Group(_Chinese, click.Group):
    """A group that lists its commands under 命令."""

    command_class = Command

    def format_options(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        _Chinese.format_options(self, ctx, formatter)
        self.format_commands(ctx, formatter)

    def format_commands(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        rows = [(name, self.summary(ctx, name)) for name in self.list_commands(ctx)]
        with formatter.section("命令"):
            formatter.write_dl(rows)

    def summary(self, ctx: click.Context, name: str) -> str:
        """One line on a command."""
        command = self.get_command(ctx, name)
        return command.get_short_help_str(80) if command else ""


def explain(error: click.ClickException) -> str:
    """A click error in Chinese."""
    match error:
        case NoSuchOption():
            close = f"，是不是 {error.possibilities[0]}？" if error.possibilities else ""
            return f"没有这个选项：{error.option_name}{close}"
        case MissingParameter():
            name = error.param.human_readable_name if error.param else ""
            return f"缺少参数：{name}"
        case click.BadParameter():
            hint = error.param_hint if isinstance(error.param_hint, str) else ""
            name = hint or (error.param.get_error_hint(error.ctx) if error.param and error.ctx else "")
            choices = getattr(error.param.type if error.param else None, "choices", ())
            offered = f"，可选：{'、'.join(map(str, choices))}" if choices else f"（{error.message}）"
            return f"参数 {name} 的值不对{offered}"
        case click.FileError():
            return f"文件打不开：{error.ui_filename}"
        case click.UsageError() if error.message.startswith("No such command"):
            return f"没有这个命令：{error.message.split(chr(39))[1]}"
        case click.UsageError() if error.message.startswith("Got unexpected extra argument"):
            return f"多余的参数：{error.message.partition('(')[2].rstrip(')')}"
        case _:
            return error.message
