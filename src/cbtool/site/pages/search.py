"""The front page: search, and ways in for those who do not know what to type."""

from collections.abc import Iterator

from cbtool.model.labels import FACETS
from cbtool.site.gather import Content
from cbtool.site.page import Page
from cbtool.site.pages.counts import counts, topic_sizes

EXAMPLES = ("加班费", "夜班津贴", "工资增长 最低工资", "高温", "哺乳时间", "夜班上多了能不能调白班")


def search_pages(content: Content) -> Iterator[Page]:
    """`index.html`."""
    sizes = topic_sizes(content)
    data = {
        "examples": EXAMPLES,
        "topics": [(topic, sizes[topic.id]) for topic in content.topics.topics],
        "facets": FACETS,
        "counts": counts(content),
        "templates": [t.template for t in content.templates],
        "guides": [g.guide for g in content.guides],
    }
    yield Page("index.html", "search.html.j2", "查条款", data, "在集体合同里查任何一条约定，一条不漏。", "search")
