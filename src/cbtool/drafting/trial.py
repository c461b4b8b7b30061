"""Made-up answers that drive a template through its branches: for tests of templates, never for drafts."""

from collections.abc import Iterator
from datetime import date, timedelta
from decimal import Decimal
from random import Random
from typing import Any

from cbtool.drafting.answers import bounds, row_bounds
from cbtool.drafting.evaluation import render
from cbtool.drafting.prepared import Prepared, effective
from cbtool.model.template import Question, Row, Scalar, Value, Values

_UNANSWERED = 0.12


def trial_answers(prepared: Prepared, seed: int) -> Values:
    """Answers that fit every question; the same seed gives the same answers."""
    random = Random(seed)
    values: Values = {}
    for question in prepared.template.questions:
        values[question.name] = _answer(question, random, values)
    return values


def untaken_branches(prepared: Prepared, trials: int) -> list[str]:
    """The `if` branches that no trial has entered, as `line: branch`; an else without text does not count."""
    taken: set[tuple[int, int]] = set()
    for seed in range(trials):
        taken |= render(prepared.tree, effective(prepared, trial_answers(prepared, seed))).taken
    return [place for key, place in _branches(prepared) if key not in taken]


def _branches(prepared: Prepared) -> Iterator[tuple[tuple[int, int], str]]:
    bodies = [prepared.tree["body"], *(body for _, _, body in prepared.tree["macros"])]
    for body in bodies:
        yield from _branches_of(body)


def _branches_of(body: list[list[Any]]) -> Iterator[tuple[tuple[int, int], str]]:
    for statement in body:
        if statement[0] == "for":
            yield from _branches_of(statement[3])
        if statement[0] != "if":
            continue
        _, branches, otherwise, line = statement
        for index, (_, inner) in enumerate(branches):
            yield (id(statement), index), f"{line}: {index + 1}"
            yield from _branches_of(inner)
        if otherwise:
            yield (id(statement), len(branches)), f"{line}: else"
            yield from _branches_of(otherwise)


def _answer(question: Question, random: Random, known: Values) -> Value:
    if random.random() < _UNANSWERED:
        return None
    if question.type != "records":
        return _scalar(question, random, known)
    least, most = row_bounds(question)
    count = random.randint(least, max(least, min(most, least + 5)))
    return [_row(question, random, known) for _ in range(count)] or None


def _row(question: Question, random: Random, known: Values) -> Row:
    row: Row = {}
    for field in question.fields:
        empty = random.random() < _UNANSWERED
        row[field.name] = None if empty else _scalar(field, random, {**known, **row})
    return row


def _scalar(question: Question, random: Random, known: Values) -> Scalar:
    if question.type == "choice":
        return random.choice(question.choices).value
    if question.type == "yes_no":
        return random.random() < 0.5
    if question.type == "date":
        return _day(question, random, known)
    if question.type == "text":
        return f"示例{question.label}{random.randint(1, 99)}"
    if question.type == "long_text":
        return "\n".join(f"示例{question.label}第{n}行。" for n in range(1, random.randint(2, 4)))
    return _number(question, random, known)


def _number(question: Question, random: Random, known: Values) -> Decimal:
    least, most = bounds(question, known)
    low = least if isinstance(least, Decimal) else Decimal(0)
    high = max(low, most) if isinstance(most, Decimal) else low + 10_000
    if question.type in ("integer", "days"):
        return Decimal(random.randint(int(low), int(high)))
    step = Decimal(random.randint(0, 1000)) / 1000
    edge = random.choice((low, high, None, None))
    return edge if edge is not None else round(low + (high - low) * step, 2)


def _day(question: Question, random: Random, known: Values) -> date:
    least, most = bounds(question, known)
    first = least if isinstance(least, date) else date(2026, 1, 1)
    last = max(first, most) if isinstance(most, date) else first + timedelta(days=1000)
    return first + timedelta(days=random.randint(0, (last - first).days))
