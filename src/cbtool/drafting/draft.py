"""A prepared template and answers become a draft."""

import hashlib
import json
from typing import Any, NamedTuple

from cbtool.drafting.answers import answer_text
from cbtool.drafting.evaluation import Rendered, render
from cbtool.drafting.numbering import Numbered, number_source
from cbtool.drafting.prepared import Prepared, effective
from cbtool.model.template import Question, Values
from cbtool.text.body import Block


class DraftProvision(NamedTuple):
    """A coded value the draft was born with; `clause` is None when the text never prints it."""

    id: str
    value: str
    unit: str | None
    clause: str | None


class Draft(NamedTuple):
    """A rendered template: `body` is numbered restricted Markdown, `blocks` the same for `package.word_file`.

    `number` stands at the foot of every page; `answers` are as an answers file holds them.
    """

    template: str
    version: int
    number: str
    title: str
    answers: dict[str, Any]
    body: str
    blocks: tuple[Block, ...]
    provisions: tuple[DraftProvision, ...]


def make_draft(prepared: Prepared, values: Values) -> Draft:
    """The draft; same template and answers, same draft. Raises TemplateError with the template's line."""
    template = prepared.template
    counted = effective(prepared, values)
    rendered = render(prepared.tree, counted)
    numbered = number_source(rendered.text, template.numbering, prepared.tree["file"], rendered.origins)
    answers = answer_texts(prepared, counted)
    return Draft(
        template.id,
        template.version,
        draft_number(prepared, answers),
        numbered.title,
        answers,
        numbered.text,
        numbered.blocks,
        _provisions(prepared, answers, rendered, numbered),
    )


def answer_texts(prepared: Prepared, values: Values) -> dict[str, Any]:
    """The answers as an answers file holds them, in the order of the questions, without the unanswered."""
    texts = {q.name: answer_text(q, values.get(q.name)) for q in prepared.template.questions}
    return {name: text for name, text in texts.items() if text is not None}


def draft_number(prepared: Prepared, answers: dict[str, Any]) -> str:
    """`<template id>-<8 hex digits>`, from the version and the answers alone."""
    pairs = [[name, _listed(prepared.template.question(name), text)] for name, text in answers.items()]
    canonical = json.dumps([prepared.template.version, pairs], ensure_ascii=False, separators=(",", ":"))
    digest = hashlib.sha256(canonical.encode("utf-8", "replace")).hexdigest()
    return f"{prepared.template.id}-{digest[:8]}"


def _listed(question: Question | None, text: Any) -> Any:
    """Rows as lists in the order of the columns, so that no dictionary's order counts."""
    if question is None or not isinstance(text, list):
        return text
    return [[row.get(field.name) for field in question.fields] for row in text]


def _provisions(
    prepared: Prepared, answers: dict[str, Any], rendered: Rendered, numbered: Numbered
) -> tuple[DraftProvision, ...]:
    found = []
    for question in prepared.template.questions:
        if question.provision and question.name in answers:
            clauses = [numbered.clauses[line - 1] for line in rendered.uses.get(question.name, ())]
            clause = next((clause for clause in clauses if clause), None)
            unit = question.unit or {"percent": "%", "money": "元", "days": "天"}.get(question.type)
            found.append(DraftProvision(question.provision, str(answers[question.name]), unit, clause))
    return tuple(found)
