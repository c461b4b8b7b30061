"""A progress bar with the name of the file at hand, on a terminal; silence in a pipe."""

import shutil
import sys
from pathlib import Path

import click

from cbtool.cli.output import width
from cbtool.system import readable_name

_FILLED, _MARGIN = 24, 2
_CLEAR = "\r\x1b[K"


class Bar:
    """Shows how many of `total` are done, on standard error; never for a single file."""

    def __init__(self, total: int) -> None:
        self.total = total
        self._shown = total > 1 and sys.stderr.isatty()

    def show(self, done: int, file: Path) -> None:
        """So many are done, and this one is being read."""
        if self._shown:
            filled = _FILLED * done // self.total
            bar = f"[{'#' * filled}{'-' * (_FILLED - filled)}] {done}/{self.total}  "
            click.echo(
                _CLEAR + bar + _cut(readable_name(file.name), _columns() - width(bar) - _MARGIN), nl=False, err=True
            )

    def clear(self) -> None:
        """Take the bar away, before anything else is printed."""
        if self._shown:
            click.echo(_CLEAR, nl=False, err=True)


def _columns() -> int:
    return shutil.get_terminal_size().columns


def _cut(name: str, columns: int) -> str:
    while name and width(name) > columns:
        name = name[:-1]
    return name
