"""The list of bargaining subjects, and one page for each with the library's clauses on it."""

from collections.abc import Iterator
from itertools import zip_longest
from typing import Any, NamedTuple

from cbtool.model.model_clause import RUNGS
from cbtool.model.passage import Passage
from cbtool.model.topic import Topic
from cbtool.site.gather import Content
from cbtool.site.page import Page
from cbtool.site.pages.counts import topic_sizes

MOST_SHOWN = 60
ORDER = {"signed": 0, "official_model": 1, "sample": 2}


class Found(NamedTuple):
    """The clauses a topic page shows, and how many there are."""

    shown: tuple[Passage, ...]
    total: int
    signed: int


def topic_pages(content: Content) -> Iterator[Page]:
    """`topics.html` and `topics/<id>.html`."""
    sizes, names = topic_sizes(content), {topic.id: topic.label for topic in content.topics.topics}
    data: dict[str, Any] = {"topics": content.topics.topics, "sizes": sizes}
    yield Page(
        "topics.html", "topics.html.j2", "协商事项", data, "集体协商的二十五个主题，每个主题下的条款。", "topics"
    )
    for topic in content.topics.topics:
        data = {"topic": topic, "sizes": sizes, "found": _found(content, topic), "names": names, "full_id": full_id}
        data["ladder"] = [c for c in content.clauses if c.topic.partition(".")[0] == topic.id]
        data["rung_names"] = RUNGS
        yield Page(
            f"topics/{topic.id}.html",
            "topic.html.j2",
            topic.label,
            data,
            f"资料库里关于{topic.label}的条款。",
            "topics",
        )


def full_id(topic: Topic, subtopic: str) -> str:
    """A sub-topic's id as passages carry it."""
    return subtopic if "." in subtopic else f"{topic.id}.{subtopic}"


def _found(content: Content, topic: Topic) -> Found:
    """Signed contracts and digests first, newest first, one clause of each contract before a second of any."""
    by_contract = []
    for text in content.contracts:
        clauses = [p for p in text.passages if topic.id in p.topics]
        clauses.sort(key=lambda p: p.topics.index(topic.id))
        if clauses:
            by_contract.append(clauses)
    by_contract.sort(key=lambda c: (ORDER[c[0].origin], [-ord(d) for d in c[0].date or "0"], c[0].address))
    rounds = [p for turn in zip_longest(*by_contract) for p in turn if p]
    rounds.sort(key=lambda p: ORDER[p.origin])
    signed = sum(p.origin == "signed" for p in rounds)
    return Found(tuple(rounds[:MOST_SHOWN]), len(rounds), signed)
