"""What drafting in the browser needs: every template's tree and questions, and the parts of a Word file."""

import json
from collections.abc import Iterator
from itertools import groupby
from typing import Any

from cbtool.drafting.base import base_parts
from cbtool.drafting.prepared import Prepared
from cbtool.drafting.slots import wording_source
from cbtool.model.model_clause import RUNGS, ModelClause
from cbtool.model.template import Question
from cbtool.site.gather import Content, TemplateText
from cbtool.site.law import Law
from cbtool.site.law_data import law_data

SCRIPTS = (
    "values",
    "numerals",
    "amounts",
    "functions",
    "source",
    "evaluate",
    "slots",
    "blocks",
    "numbering",
    "word",
    "zip",
    "digest",
    "yaml",
    "answers",
    "draft",
)
"""The scripts of `site/static/` that draft, in the order they are loaded."""
_PARTS = "word.parts"
_ESCAPES = {"</": "<\\/", "<!--": "\\u003c!--", "\u2028": "\\u2028", "\u2029": "\\u2029"}


def draft_files(content: Content) -> Iterator[tuple[str, bytes]]:
    """`templates/<id>.js`; `word.parts.js` and `clauses.<topic>.js` beside them have names that no template can have."""
    topics = sorted({clause.topic.partition(".")[0] for clause in content.clauses})
    for text in content.templates:
        slots = {"slots": template_slots(content, text), "clauseTopics": topics}
        yield _file(text.template.id, {**template_data(text.prepared), **slots})
    yield parts_file()
    yield law_file(content.law)
    for topic, clauses in groupby(content.clauses, key=lambda clause: clause.topic.partition(".")[0]):
        yield _file(f"clauses.{topic}", [wording for clause in clauses for wording in _wordings(clause)])


def template_file(prepared: Prepared) -> tuple[str, bytes]:
    """Path and bytes of one template's script."""
    return _file(prepared.template.id, template_data(prepared))


def parts_file() -> tuple[str, bytes]:
    """Path and bytes of the script with the parts around a Word file's body."""
    return _file(_PARTS, base_parts())


def law_file(law: Law) -> tuple[str, bytes]:
    """Path and bytes of the law that drafts are held against."""
    return _file("law", law_data(law))


def template_data(prepared: Prepared) -> dict[str, Any]:
    """All of a template that the browser asks and evaluates."""
    template = prepared.template
    return {
        "id": template.id,
        "version": template.version,
        "title": template.title,
        "level": template.level,
        "kind": template.kind,
        "numbering": template.numbering,
        "questions": [_question(question) for question in template.questions],
        "conditions": prepared.conditions,
        "tree": prepared.tree,
    }


def template_slots(content: Content, text: TemplateText) -> list[dict[str, Any]]:
    """The named articles of a template, each with the topics that the samples show it to have, the main one first."""
    if text.template.document == "paper":
        return []
    topics = {p.heading: list(p.topics) for p in content.passages.get(text.template.id, ())}
    return [{**slot, "topics": topics.get(slot["heading"], [])} for slot in text.slots]


def _wordings(clause: ModelClause) -> Iterator[dict[str, Any]]:
    """What a slot can take: the rungs of a model clause."""
    for rung in clause.rungs:
        yield {
            "address": f"{clause.id}#{rung.rung}",
            "rung": RUNGS[rung.rung],
            "topic": clause.topic,
            "heading": clause.title,
            "text": rung.text,
            "source": wording_source(rung.text),
        }


def _question(question: Question) -> dict[str, Any]:
    known = question.model_dump(mode="json", exclude_defaults=True)
    fields = {"fields": [_question(field) for field in question.fields]} if question.fields else {}
    return {**known, "type": question.type, **fields}


def _file(name: str, value: object) -> tuple[str, bytes]:
    """A script that hands the value over; it may also stand inside a page."""
    packed = json.dumps(value, ensure_ascii=False, separators=(",", ":"))
    for sign, escaped in _ESCAPES.items():
        packed = packed.replace(sign, escaped)
    return f"templates/{name}.js", f'cbtool.draft.add("{name}",{packed});\n'.encode()
