"""Model clauses: a list by topic, and one page for each with its rungs."""

from collections.abc import Iterator
from itertools import groupby
from typing import Any

from cbtool.model.model_clause import RUNGS, ModelClause
from cbtool.model.template import Template
from cbtool.site.draft_data import template_slots
from cbtool.site.gather import Content
from cbtool.site.page import Page


def clause_pages(content: Content) -> Iterator[Page]:
    """`clauses.html` and `clauses/<id>.html`."""
    names = {topic.id: topic.label for topic in content.topics.topics}
    by_topic = [(topic, list(found)) for topic, found in groupby(content.clauses, key=_topic)]
    data: dict[str, Any] = {"by_topic": by_topic, "names": names, "rung_names": RUNGS}
    about = "分争取、可接受、底线三档的条款，写明法律底线、成本、双方理由和先例。"
    yield Page("clauses.html", "clauses.html.j2", "示范条款", data, about, "topics")
    templates = _templates_by_topic(content)
    titles = {text.record.id: text.record.title for text in content.contracts}
    for clause in content.clauses:
        topic = _topic(clause)
        data = {
            "clause": clause,
            "topic": topic,
            "names": names,
            "rung_names": RUNGS,
            "templates": templates.get(topic, []),
            "titles": titles,
        }
        yield Page(f"clauses/{clause.id}.html", "clause.html.j2", clause.title, data, clause.when, "topics")


def _topic(clause: ModelClause) -> str:
    return clause.topic.partition(".")[0]


def _templates_by_topic(content: Content) -> dict[str, list[Template]]:
    """The templates with an article mainly on a topic, which one of its model clauses may replace."""
    found: dict[str, list[Template]] = {}
    for text in content.templates:
        topics = {topic.partition(".")[0] for slot in template_slots(content, text) for topic in slot["topics"][:1]}
        for topic in topics:
            found.setdefault(topic, []).append(text.template)
    return found
