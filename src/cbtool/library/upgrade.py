"""Migrate a library of an older format, step by step; each step says what it did."""

from collections.abc import Callable
from pathlib import Path

from cbtool.library.library import open_library
from cbtool.model.library import FORMAT

# format → the step that brings a library from it to the next one; a step returns what it did, in Chinese
STEPS: dict[int, Callable[[Path], list[str]]] = {}


def upgrade(root: Path) -> list[str]:
    """Bring the library to the newest format; an empty list means that it was there already. Raises LibraryError."""
    done: list[str] = []
    for step in range(open_library(root).settings.format, FORMAT):
        done += STEPS[step](root)
    return done
