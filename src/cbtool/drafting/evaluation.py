"""Trees and answers become source text; the browser's twin evaluates the same trees the same way."""

from typing import Any, NamedTuple

from cbtool.drafting.compiling import Tree
from cbtool.drafting.errors import TemplateError, ValueFault
from cbtool.drafting.functions import apply
from cbtool.drafting.source import escape, reference
from cbtool.drafting.values import KINDS, calculate, compare, expect, kind_of, printed, truth, unscaled
from cbtool.model.template import Value, Values


class Rendered(NamedTuple):
    """Source text; per line the template's line; per question the lines where its answer is printed.

    `taken` holds (identity of an `if`, branch), the last branch being its else.
    """

    text: str
    origins: tuple[int, ...]
    uses: dict[str, tuple[int, ...]]
    taken: frozenset[tuple[int, int]]


def evaluate(tree: Tree, answers: Values) -> str:
    """The source text that `number` turns into a body; raises TemplateError with the template's line."""
    return render(tree, answers).text


def render(tree: Tree, answers: Values) -> Rendered:
    """As `evaluate`, and where the text came from. Questions without an answer count as unanswered."""
    writer = _Writer(tree)
    writer.block(tree["body"], {name: answers.get(name) for name in tree["questions"]})
    return writer.finish()


def evaluate_expression(expression: list[Any], answers: Values) -> Any:
    """The value of one compiled expression; raises ValueFault."""
    return _value(expression, dict(answers))


class _Writer:
    """Writes statements into pieces of text, each with its line in the template."""

    def __init__(self, tree: Tree) -> None:
        self.file = tree["file"]
        self.macros = {name: (parameters, body) for name, parameters, body in tree["macros"]}
        self.outer = tree["questions"]
        self.pieces: list[tuple[str, int]] = []
        self.carried: list[tuple[int, list[str]]] = []
        self.taken: set[tuple[int, int]] = set()

    def block(self, body: list[list[Any]], names: dict[str, Any]) -> None:
        for statement in body:
            self._statement(statement, names)

    def _statement(self, statement: list[Any], names: dict[str, Any]) -> None:
        kind = statement[0]
        if kind == "text":
            self.pieces.append((statement[1], statement[2]))
        elif kind in ("print", "ref"):
            self._print(statement, names)
        elif kind == "if":
            self._if(statement, names)
        elif kind == "for":
            self._for(statement, names)
        elif kind == "set":
            names[statement[1]] = self._at(statement[3], statement[2], names)
        elif kind == "use":
            self._use(statement, names)
        else:
            raise TemplateError(self.file, 0, f"不认识的语句：{kind}")

    def _print(self, statement: list[Any], names: dict[str, Any]) -> None:
        value = self._at(statement[2], statement[1], names)
        try:
            if statement[0] == "ref":
                self.pieces.append((reference(expect(value, "text")), statement[2]))
                return
            self.carried.append((len(self.pieces), statement[3]))
            self.pieces.append((escape(printed(value)), statement[2]))
        except ValueFault as fault:
            raise TemplateError(self.file, statement[2], fault.message) from fault

    def _if(self, statement: list[Any], names: dict[str, Any]) -> None:
        _, branches, otherwise, line = statement
        for index, (test, body) in enumerate(branches):
            try:
                holds = truth(self._at(line, test, names))
            except ValueFault as fault:
                raise TemplateError(self.file, line, fault.message) from fault
            if holds:
                self.taken.add((id(statement), index))
                self.block(body, names)
                return
        self.taken.add((id(statement), len(branches)))
        self.block(otherwise, names)

    def _for(self, statement: list[Any], names: dict[str, Any]) -> None:
        _, name, items, body, line = statement
        values = self._at(line, items, names)
        if values is None:
            return
        if kind_of(values) != "list":
            raise TemplateError(self.file, line, f"for 只能用于列表，得到的是{KINDS[kind_of(values)]}")
        for index, value in enumerate(values):
            place = unscaled((index + 1) * 10000)
            loop = {"index": place, "first": index == 0, "last": index == len(values) - 1}
            self.block(body, {**names, name: value, "loop": loop})

    def _use(self, statement: list[Any], names: dict[str, Any]) -> None:
        """A macro writes in place; the line break before its end is not the caller's."""
        _, name, arguments, line, carried = statement
        parameters, body = self.macros[name]
        inner = {question: names[question] for question in self.outer}
        inner |= {key: self._at(line, x, names) for key, x in zip(parameters, arguments, strict=True)}
        self.carried.append((len(self.pieces), carried))
        start = len(self.pieces)
        self.block(body, inner)
        if len(self.pieces) > start and self.pieces[-1][0].endswith("\n"):
            text, origin = self.pieces[-1]
            self.pieces[-1] = (text[:-1], origin)

    def _at(self, line: int, expression: list[Any], names: dict[str, Any]) -> Any:
        try:
            return _value(expression, names)
        except ValueFault as fault:
            raise TemplateError(self.file, line, fault.message, fault.remedy) from fault

    def finish(self) -> Rendered:
        origins, starts, begun = [1], [], False
        for text, origin in self.pieces:
            starts.append(len(origins))
            if text and not begun:
                origins[-1] = origin
            parts = text.split("\n")
            origins += [origin + offset for offset in range(1, len(parts))]
            begun = bool(parts[-1]) or (begun and len(parts) == 1)
        starts.append(len(origins))
        uses: dict[str, tuple[int, ...]] = {}
        for piece, questions in self.carried:
            for question in questions:
                uses[question] = (*uses.get(question, ()), starts[piece])
        text = "".join(text for text, _ in self.pieces)
        return Rendered(text, tuple(origins), uses, frozenset(self.taken))


def _value(expression: list[Any], names: dict[str, Any]) -> Value | Any:
    kind = expression[0]
    if kind in ("const", "number"):
        return expression[1] if kind == "const" else unscaled(expression[1])
    if kind == "name":
        return _named(expression[1], names)
    if kind == "field":
        return _field(expression, names)
    if kind == "loop":
        return names["loop"][expression[1]]
    if kind == "list":
        return [_value(item, names) for item in expression[1]]
    if kind == "call":
        return apply(expression[1], [_value(argument, names) for argument in expression[2]])
    if kind == "choice":
        return _chosen(expression, names)
    if kind == "join":
        return "".join(printed(_value(part, names)) for part in expression[1])
    return _operated(expression, names)


def _operated(expression: list[Any], names: dict[str, Any]) -> Any:
    kind = expression[0]
    if kind == "and":
        return truth(_value(expression[1], names)) and truth(_value(expression[2], names))
    if kind == "or":
        return truth(_value(expression[1], names)) or truth(_value(expression[2], names))
    if kind == "not":
        return not truth(_value(expression[1], names))
    if kind == "none":
        return _value(expression[1], names) is None
    if kind == "pick":
        return _value(expression[2 if truth(_value(expression[1], names)) else 3], names)
    operate = {"compare": compare, "calculate": calculate}[kind]
    return operate(expression[1], _value(expression[2], names), _value(expression[3], names))


def _named(name: str, names: dict[str, Any]) -> Any:
    if name not in names:
        raise ValueFault(f"没有叫“{name}”的问题或变量")
    return names[name]


def _field(expression: list[Any], names: dict[str, Any]) -> Any:
    row = _value(expression[1], names)
    if row is None:
        return None
    record = expect(row, "record")
    if expression[2] not in record:
        raise ValueFault(f"表格行里没有“{expression[2]}”")
    return record[expression[2]]


def _chosen(expression: list[Any], names: dict[str, Any]) -> str | None:
    value = _value(expression[1], names)
    if value is None:
        return None
    expect(value, "text")
    for known, label in expression[2]:
        if known == value:
            return str(label)
    raise ValueFault(f"没有“{value}”这个选项")
