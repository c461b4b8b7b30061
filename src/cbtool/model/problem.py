"""What is wrong with a file of the library: collected while loading goes on."""

from typing import NamedTuple


class Problem(NamedTuple):
    """One fault of one file; `path` is relative to the library, `line` counts from 1 (0: the whole file)."""

    path: str
    line: int
    message: str
    remedy: str = ""

    def __str__(self) -> str:
        place = f"{self.path}:{self.line}" if self.line else self.path
        return f"{place}：{self.message}" + (f"（{self.remedy}）" if self.remedy else "")
