"""A prepared template and answers become a draft."""

import hashlib
import json
from typing import Any, NamedTuple

from cbtool.drafting.answers import answer_text, shown_unit
from cbtool.drafting.evaluation import Rendered, render
from cbtool.drafting.numbering import Numbered, number_source
from cbtool.drafting.prepared import Prepared, effective
from cbtool.drafting.slots import Wording, place_wordings
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

    `number` stands at the foot of every page; `answers` and `clauses` (slot → address) are as an answers file holds them.
    """

    template: str
    version: int
    number: str
    title: str
    answers: dict[str, Any]
    clauses: dict[str, str]
    body: str
    blocks: tuple[Block, ...]
    provisions: tuple[DraftProvision, ...]


def make_draft(prepared: Prepared, values: Values, wordings: dict[str, Wording] | None = None) -> Draft:
    """The draft, with other wordings in its slots; same template, answers and wordings, same draft.

    Raises TemplateError with the template's line, CbtoolError where a wording does not fit its slot.
    """
    template = prepared.template
    counted = effective(prepared, values)
    wordings = wordings or {}
    rendered = place_wordings(render(prepared.tree, counted), wordings)
    numbered = number_source(rendered.text, template.numbering, prepared.tree["file"], rendered.origins)
    answers = answer_texts(prepared, counted)
    return Draft(
        template.id,
        template.version,
        draft_number(prepared, answers, wordings),
        numbered.title,
        answers,
        {slot: wording.address for slot, wording in wordings.items()},
        numbered.text,
        numbered.blocks,
        _provisions(prepared, answers, rendered, numbered),
    )


def answer_texts(prepared: Prepared, values: Values) -> dict[str, Any]:
    """The answers as an answers file holds them, in the order of the questions, without the unanswered."""
    texts = {q.name: answer_text(q, values.get(q.name)) for q in prepared.template.questions}
    return {name: text for name, text in texts.items() if text is not None}


def draft_number(prepared: Prepared, answers: dict[str, Any], wordings: dict[str, Wording] | None = None) -> str:
    """`<template id>-<8 hex digits>`, from the version, the answers and the wordings in its slots alone."""
    pairs = [[name, _listed(prepared.template.question(name), text)] for name, text in answers.items()]
    taken = [[slot, *wording] for slot, wording in sorted((wordings or {}).items())]
    parts = [prepared.template.version, pairs, *([taken] if taken else [])]
    canonical = json.dumps(parts, ensure_ascii=False, separators=(",", ":"))
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
            unit = shown_unit(question) or None
            found.append(DraftProvision(question.provision, str(answers[question.name]), unit, clause))
    return tuple(found)
