"""One character to one character: full width to half width, capital to small, traditional to simplified.

Offsets never move, so a mark found in normalised text stands at the same place in the original.
The table is `data/normal.txt` (its first line maps to its second); the site reads the same file.
"""

from functools import cache

from cbtool.resources import data_file


@cache
def _table() -> dict[int, int]:
    source, target, _ = data_file("normal.txt").read_bytes().decode("utf-8").split("\n")
    return str.maketrans(source, target)


def normalise(text: str) -> str:
    """The text as it is indexed and searched; same length as `text`."""
    return text.translate(_table())
