"""One page of the site, before it is written out."""

from collections.abc import Mapping
from typing import Any, NamedTuple


class Page(NamedTuple):
    """`path` is relative to the site, `template` a file of `site/templates`, `section` the entry of the menu it belongs to."""

    path: str
    template: str
    title: str
    data: Mapping[str, Any]
    description: str = ""
    section: str = ""

    @property
    def root(self) -> str:
        """What leads from this page to the site's top folder."""
        return "../" * self.path.count("/")
