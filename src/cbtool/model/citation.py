"""A reference to an article: 《…》第十二条第二款第三项."""

from typing import NamedTuple


class Citation(NamedTuple):
    """What a text refers to and where; 0 is a level not named; 本法 and 本合同 are titles as written."""

    title: str
    article: int
    suffix: int
    paragraph: int
    item: int
    start: int
    end: int
