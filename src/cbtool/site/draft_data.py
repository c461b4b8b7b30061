"""What drafting in the browser needs: every template's tree and questions, and the parts of a Word file."""

import json
from collections.abc import Iterator
from typing import Any

from cbtool.drafting.base import base_parts
from cbtool.drafting.prepared import Prepared
from cbtool.model.template import Question
from cbtool.site.gather import Content

SCRIPTS = (
    "values",
    "numerals",
    "functions",
    "source",
    "evaluate",
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
    """`templates/<id>.js`, and `templates/word.parts.js`: a name that no template can have."""
    for text in content.templates:
        yield template_file(text.prepared)
    yield parts_file()


def template_file(prepared: Prepared) -> tuple[str, bytes]:
    """Path and bytes of one template's script."""
    return _file(prepared.template.id, template_data(prepared))


def parts_file() -> tuple[str, bytes]:
    """Path and bytes of the script with the parts around a Word file's body."""
    return _file(_PARTS, base_parts())


def template_data(prepared: Prepared) -> dict[str, Any]:
    """All of a template that the browser asks and evaluates."""
    template = prepared.template
    return {
        "id": template.id,
        "version": template.version,
        "title": template.title,
        "numbering": template.numbering,
        "questions": [_question(question) for question in template.questions],
        "conditions": prepared.conditions,
        "tree": prepared.tree,
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
