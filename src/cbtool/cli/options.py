"""Options that many commands share, and the settings made of them: the one place that reads clock and environment."""

import os
from collections.abc import Callable
from datetime import date
from pathlib import Path
from typing import Any, TypeVar

import click

from cbtool.settings import Settings

F = TypeVar("F", bound=Callable[..., Any])
LIST_FORMATS = ("table", "json", "csv", "md")


def _cache_home() -> Path:
    given = os.environ.get("CBTOOL_CACHE")
    if given:
        return Path(given)
    if os.name == "nt":
        return Path(os.environ.get("LOCALAPPDATA") or Path.home()) / "cbtool" / "cache"
    return Path(os.environ.get("XDG_CACHE_HOME") or Path.home() / ".cache") / "cbtool"


def _default_engine() -> str:
    """The environment's choice, else tantivy, else (where tantivy has no wheel) whoosh."""
    from importlib.util import find_spec

    return os.environ.get("CBTOOL_ENGINE") or ("tantivy" if find_spec("tantivy") else "whoosh")


def library_options(command: F) -> F:
    """`--library`, `--engine` and `--on`; the command receives `settings`."""

    def wrapped(library: str | None, engine: str | None, on: Any, **kwargs: Any) -> Any:
        from cbtool.library.locate import locate

        root = locate(library, os.environ.get("CBTOOL_LIBRARY"), Path.cwd())
        day = on.date() if on else date.today()
        settings = Settings(root, _cache_home(), day, engine or _default_engine(), dated=on is not None)
        return command(settings=settings, **kwargs)

    wrapped.__name__, wrapped.__doc__ = command.__name__, command.__doc__
    wrapped.__click_params__ = getattr(command, "__click_params__", [])  # type: ignore[attr-defined]
    for option in (
        click.option("--on", type=click.DateTime(["%Y-%m-%d"]), metavar="日期", help="按哪一天算（默认今天）"),
        click.option("--engine", type=click.Choice(["tantivy", "whoosh"]), help="搜索引擎"),
        click.option("--library", metavar="文件夹", help="资料库（默认：当前文件夹往上找，再用自带的初始资料库）"),
    ):
        wrapped = option(wrapped)
    return wrapped  # type: ignore[return-value]


def format_option(*formats: str) -> Callable[[F], F]:
    """`--format`, with the first as default."""
    return click.option(
        "--format", "form", type=click.Choice(formats), default=formats[0], help="输出格式", show_default=True
    )
