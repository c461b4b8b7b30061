"""The interview: one question at a time, as a value that each answer turns into the next value.

What has been said is a trail of answers; walking the form along the trail gives the values and the next step.
"""

from collections.abc import Collection, Iterator
from typing import Any, NamedTuple

from cbtool.drafting.answers import Limits, against_law, convert, row_bounds
from cbtool.drafting.prepared import Prepared, is_asked
from cbtool.model.template import Question, Row, Value, Values


class Step(NamedTuple):
    """What to ask now; in a question of type records, the `row` (from 1) and the question it belongs to.

    `more` asks whether there is a row of this number; its answer is yes or no.
    """

    key: str
    question: Question
    of: Question | None = None
    row: int = 0
    more: bool = False

    @property
    def group(self) -> str:
        """The heading to show above the question."""
        return (self.of or self.question).group or ""


class Said(NamedTuple):
    """One answer of the trail; `value` None when skipped."""

    key: str
    value: Value


class Interview(NamedTuple):
    """A template, what was answered before, and the trail since."""

    prepared: Prepared
    given: Values
    skipped: tuple[str, ...] = ()
    trail: tuple[Said, ...] = ()


class Progress(NamedTuple):
    """How many of the questions that are asked, as far as known, have been dealt with."""

    done: int
    total: int


def begin(prepared: Prepared, saved: Values | None = None, skipped: tuple[str, ...] = ()) -> Interview:
    """Start, or go on: what is saved or was skipped is not asked again.

    A table that is both saved and skipped was left unfinished: its rows stand, and more are asked for.
    """
    given: Values = {name: value for name, value in (saved or {}).items() if value is not None}
    unfinished = [name for name in skipped if isinstance(given.get(name), list)]
    interview = Interview(
        prepared,
        {name: value for name, value in given.items() if name not in unfinished},
        tuple(name for name in skipped if name not in unfinished),
    )
    for name in unfinished:
        interview = _reopen(interview, name, given[name])
    return interview


def next_step(interview: Interview) -> Step | None:
    """The step now due, None at the end."""
    return _walk(interview)[1]


def next_question(interview: Interview) -> Question | None:
    """The question now due, None at the end."""
    step = next_step(interview)
    return step.question if step else None


def answer(interview: Interview, raw: str, limits: Limits | None = None, insists: bool = False) -> Interview:
    """The interview after this answer; empty takes the default. Raises BadAnswer, and nothing has changed.

    An answer against the law is taken only where the legal value is not proven and the person `insists`.
    """
    values, step, row = _walk(interview)
    if step is None:
        return interview
    default = step.question.default
    said: Any = raw if raw.strip() or default is None else default
    value = convert(step.question, said, {**values, **row})
    breach = against_law(step.question, value, limits) if limits else None
    if breach and (breach.proven or not insists):
        raise breach
    return _said(interview, step, value)


def skip(interview: Interview) -> Interview:
    """The interview with this step left blank, also when it is required."""
    step = next_step(interview)
    return interview if step is None else _said(interview, step, False if step.more else None)


def back(interview: Interview) -> Interview:
    """The interview before the last answer; at its start, the same."""
    return interview._replace(trail=interview.trail[:-1])


def ask_again(interview: Interview, names: Collection[str]) -> Interview:
    """The interview with these answers taken back: they are asked next."""
    kept = {name: value for name, value in answers_so_far(interview).items() if name not in names}
    return begin(interview.prepared, kept, tuple(name for name in skipped_names(interview) if name not in names))


def answers_so_far(interview: Interview) -> Values:
    """The values of all questions dealt with; of an unfinished table, the finished rows."""
    return {name: value for name, value in _walk(interview)[0].items() if value is not None}


def skipped_names(interview: Interview) -> tuple[str, ...]:
    """The questions left blank, and a table left unfinished: to be saved with the answers."""
    step = next_step(interview)
    unfinished = {step.of.name} if step and step.of and step.row > 1 else set()
    names = {said.key for said in interview.trail if said.value is None} | set(interview.skipped) | unfinished
    return tuple(q.name for q in interview.prepared.template.questions if q.name in names)


def progress(interview: Interview) -> Progress:
    """Questions dealt with, and all that are asked as far as the answers so far tell."""
    values, step, _ = _walk(interview)
    prepared, names = interview.prepared, [q.name for q in interview.prepared.template.questions]
    known: Values = {name: values.get(name) for name in names}
    asked = [name for name in names if is_asked(prepared, name, known)]
    current = names.index((step.of or step.question).name) if step else len(names)
    return Progress(len([name for name in asked if name in names[:current]]), len(asked))


def groups(prepared: Prepared) -> tuple[str, ...]:
    """The groups in the order of their first questions."""
    return tuple(dict.fromkeys(q.group for q in prepared.template.questions if q.group))


def _said(interview: Interview, step: Step, value: Value) -> Interview:
    return interview._replace(trail=(*interview.trail, Said(step.key, value)))


def _reopen(interview: Interview, name: str, rows: Value) -> Interview:
    """The interview with these rows said one by one; where the table is not due yet, they stand as given."""
    assert isinstance(rows, list)
    again = interview
    while (step := next_step(again)) and step.of and step.of.name == name and step.row <= len(rows):
        again = _said(again, step, True if step.more else rows[step.row - 1].get(step.question.name))
    if again is interview:
        return interview._replace(given={**interview.given, name: rows})
    return again


def _walk(interview: Interview) -> tuple[Values, Step | None, Row]:
    """The values so far, the step where the trail ends, and the row that step stands in."""
    trail = iter(interview.trail)
    values: Values = {}
    for question in interview.prepared.template.questions:
        if not is_asked(interview.prepared, question.name, values):
            values[question.name] = None
        elif question.name in interview.given or question.name in interview.skipped:
            values[question.name] = interview.given.get(question.name)
        elif question.type == "records":
            rows, step, row = _walk_rows(interview.prepared, question, trail, values)
            if step:
                return {**values, question.name: rows or None}, step, row
            values[question.name] = rows or None
        else:
            said = next(trail, None)
            if said is None:
                return values, Step(question.name, question), {}
            values[question.name] = said.value
    return values, None, {}


def _walk_rows(
    prepared: Prepared, question: Question, trail: Iterator[Said], values: Values
) -> tuple[list[Row], Step | None, Row]:
    rows: list[Row] = []
    least, most = row_bounds(question)
    least = max(least, int(question.required))
    while len(rows) < most:
        number = len(rows) + 1
        if number > least:
            said = next(trail, None)
            if said is None:
                return rows, _more(question, number), {}
            if not said.value:
                break
        row, step = _walk_row(prepared, question, number, trail, values)
        if step:
            return rows, step, row
        rows.append(row)
    return rows, None, {}


def _walk_row(
    prepared: Prepared, question: Question, number: int, trail: Iterator[Said], values: Values
) -> tuple[Row, Step | None]:
    row: Row = {}
    for field in question.fields:
        row_value = None
        if is_asked(prepared, f"{question.name}.{field.name}", {**values, **row}):
            said = next(trail, None)
            if said is None:
                proposed = field.model_copy(update={"default": _proposed(question, number, field)})
                return row, Step(f"{question.name}.{number}.{field.name}", proposed, question, number)
            row_value = said.value
        assert not isinstance(row_value, list)
        row[field.name] = row_value
    return row, None


def _default_rows(question: Question) -> list[dict[str, str]]:
    return question.default if isinstance(question.default, list) else []


def _proposed(question: Question, number: int, field: Question) -> str | list[dict[str, str]] | None:
    """What the default's row of this number says, else the column's own default."""
    rows = _default_rows(question)
    return rows[number - 1].get(field.name) if number <= len(rows) else field.default


def _more(question: Question, number: int) -> Step:
    label = f"{question.label}：还有第 {number} 行吗" if number > 1 else f"要填“{question.label}”吗"
    default = "yes" if number <= len(_default_rows(question)) else "no"
    asked = Question(name=question.name, label=label, type="yes_no", help=question.help, default=default)
    return Step(f"{question.name}+{number}", asked, question, number, True)
