"""A template ready for use: its form, its tree, and the conditions under which each question is asked."""

from typing import Any, NamedTuple

from cbtool.drafting.answers import Limits, against_law, convert
from cbtool.drafting.compiling import Tree, compile_expression, compile_template
from cbtool.drafting.errors import AgainstLaw, BadAnswer, TemplateError, ValueFault
from cbtool.drafting.evaluation import evaluate_expression
from cbtool.drafting.values import truth
from cbtool.model.problem import Problem
from cbtool.model.template import Question, Row, Template, Values


class Prepared(NamedTuple):
    """A compiled template; `conditions` are trees too, keyed by question or `question.field`."""

    template: Template
    tree: Tree
    conditions: dict[str, list[Any]]


def prepare(template: Template, source: str, filename: str = "template.md") -> Prepared:
    """Compile text and conditions; raises TemplateError on any name or construct that is not allowed."""
    _check_form(template, filename)
    try:
        tree = compile_template(source, filename, template.questions)
        return Prepared(template, tree, _conditions(template, filename))
    except RecursionError as error:
        raise TemplateError(filename, 0, "模板嵌套太深", "把长表达式拆成几个 set。") from error


def is_asked(prepared: Prepared, key: str, known: Values) -> bool:
    """Whether the question (or `question.field`) is asked, given the answers before it."""
    condition = prepared.conditions.get(key)
    if condition is None:
        return True
    try:
        return truth(evaluate_expression(condition, known))
    except ValueFault as fault:
        raise TemplateError(prepared.tree["file"], 0, f"{key} 的 ask_if：{fault.message}") from fault


def effective(prepared: Prepared, values: Values) -> Values:
    """The values that count: an answer to a question no longer asked is as good as none."""
    known: Values = {}
    for question in prepared.template.questions:
        value = values.get(question.name)
        if value is None or not is_asked(prepared, question.name, known):
            known[question.name] = None
        elif isinstance(value, list):
            rows = [_effective_row(prepared, question, row, known) for row in value]
            known[question.name] = rows or None
        else:
            known[question.name] = value
    return known


def unanswered(prepared: Prepared, values: Values) -> list[Question]:
    """The required questions that are asked and have no answer, or a row without one."""
    known: Values = {}
    found = []
    for question in prepared.template.questions:
        asked = is_asked(prepared, question.name, known)
        value = known[question.name] = values.get(question.name) if asked else None
        rows = value if isinstance(value, list) else []
        needed = [field.name for field in question.fields if field.required and not field.ask_if]
        empty = question.required and value in (None, [])
        if asked and (empty or any(row.get(name) is None for row in rows for name in needed)):
            found.append(question)
    return found


def breaches(prepared: Prepared, values: Values, limits: Limits) -> dict[str, AgainstLaw]:
    """What the law has against the answers that count, by the names of their questions."""
    counted = effective(prepared, values)
    found = {q.name: against_law(q, counted[q.name], limits) for q in prepared.template.questions}
    return {name: breach for name, breach in found.items() if breach}


def read_answers(
    template: Template, raw: dict[str, Any], path: str = "answers.yaml"
) -> tuple[Values, tuple[Problem, ...]]:
    """The values of a file's answers, and what is wrong with the others; nothing is required of a file."""
    values: Values = {}
    unknown = [name for name in raw if template.question(name) is None]
    problems = [Problem(path, 0, f"模板里没有叫“{name}”的问题") for name in unknown]
    for question in template.questions:
        name, answer = question.name, raw.get(question.name)
        try:
            values[name] = convert(_optional(question), answer, known=values)
        except BadAnswer as error:
            problems.append(Problem(path, 0, f"{name}：{error.message}", error.remedy))
    return values, tuple(problems)


def _optional(question: Question) -> Question:
    """The same question with nothing required, in its columns either."""
    fields = tuple(_optional(field) for field in question.fields)
    return question.model_copy(update={"required": False, "fields": fields})


def _effective_row(prepared: Prepared, question: Question, row: Row, known: Values) -> Row:
    shown: Row = {}
    for field in question.fields:
        value = row.get(field.name)
        asked = is_asked(prepared, f"{question.name}.{field.name}", {**known, **shown})
        shown[field.name] = value if asked else None
    return shown


def _conditions(template: Template, filename: str) -> dict[str, list[Any]]:
    """Every `ask_if` speaks only of what was asked before it."""
    found: dict[str, list[Any]] = {}
    earlier: dict[str, Question] = {}
    for question in template.questions:
        if question.ask_if:
            found[question.name] = _condition(question.name, question.ask_if, filename, earlier)
        seen = dict(earlier)
        for field in question.fields:
            if field.ask_if:
                key = f"{question.name}.{field.name}"
                found[key] = _condition(key, field.ask_if, filename, seen)
            seen[field.name] = field
        earlier[question.name] = question
    return found


def _condition(key: str, text: str, filename: str, known: dict[str, Question]) -> list[Any]:
    try:
        return compile_expression(text, filename, known)
    except TemplateError as error:
        raise TemplateError(filename, 0, f"{key} 的 ask_if“{text}”：{error.message}", error.remedy) from error


def _check_form(template: Template, filename: str) -> None:
    """Bounds and defaults are answers too, and must fit their questions."""
    earlier: dict[str, Question] = {}
    for question in template.questions:
        seen = dict(earlier)
        for field in (*question.fields, question):
            try:
                _check_question(field, seen)
            except BadAnswer as error:
                raise TemplateError(filename, 0, f"问题 {field.name}：{error.message}") from error
            seen[field.name] = field
        earlier[question.name] = question


def _check_question(question: Question, earlier: dict[str, Question]) -> None:
    """A bound is a value, or the name of an earlier question of its type; a default is an answer."""
    bare = question.model_copy(update={"min": None, "max": None, "required": False})
    for written in (question.min, question.max):
        if written and question.type == "records" and not written.isdecimal():
            raise BadAnswer(f"min、max 要填行数，不能是“{written}”")
        if written in earlier and earlier[written].type != question.type:
            raise BadAnswer(f"min、max 里的“{written}”与它类型不同")
        if written and written not in earlier and question.type != "records":
            convert(bare, written)
    named = any(written in earlier for written in (question.min, question.max))
    convert(bare if named else _optional(question), question.default)
