"""The basket's clauses side by side, and two contracts side by side."""

from collections.abc import Iterator

from cbtool.site.gather import Content
from cbtool.site.page import Page


def compare_pages(content: Content) -> Iterator[Page]:
    """`compare.html`."""
    data = {"records": [text.record for text in content.contracts]}
    yield Page(
        "compare.html", "compare.html.j2", "对比", data, "把收集的条款并排看，或把两份合同按主题并排看。", "compare"
    )
