"""A reference to an article: 《…》第十二条第二款第三项."""

from typing import NamedTuple


class Citation(NamedTuple):
    """What a text refers to and where; 0 stands for a level not named, title '' for none, 本法 or 本合同 as written."""

    title: str
    article: int
    suffix: int
    paragraph: int
    item: int
    start: int
    end: int
