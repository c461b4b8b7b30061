"""Templates become trees: Jinja2 reads them, a whitelist of its nodes is written out as nested lists.

Statements: `["text", s, line]` · `["print", x, line, names]` · `["ref", x, line]`
· `["use", macro, [x..], line, names]` · `["if", [[x, body]..], else, line]` · `["for", name, x, body, line]`
· `["set", name, x, line]`.
Expressions: `["const", text|true|false|null]` · `["number", ten-thousandths]` · `["name", n]`
· `["field", x, n]` · `["loop", index|first|last]` · `["list", [x..]]` · `["pick", test, yes, no]`
· `["and"|"or", a, b]` · `["not", a]` · `["none", a]` · `["compare", op, a, b]`
· `["calculate", op, a, b]` · `["join", [x..]]` · `["call", f, [x..]]` · `["choice", x, [[value, label]..]]`.
"""

import re
from collections.abc import Mapping
from typing import Any, NoReturn, TypedDict

from jinja2 import Environment, TemplateSyntaxError, nodes

from cbtool.drafting.errors import TemplateError
from cbtool.drafting.expressions import Expressions, Known, Scope
from cbtool.model.template import Question

FORMAT = 1
_ALONE = "\ue000"
_TAG_LINE = re.compile(r"^[ \t]*((?:\{%(?:(?!%\}).)*%\}[ \t]*)+)$", re.MULTILINE)
_TRIMMING = re.compile(r"\{%[-+](?!#)|[-+]%\}|\{\{[-+]|[-+]\}\}")


class Tree(TypedDict):
    """A compiled template; `macros` are `[name, parameters, body]` in order."""

    format: int
    file: str
    questions: list[str]
    macros: list[list[Any]]
    body: list[list[Any]]


def compile_template(source: str, filename: str, questions: tuple[Question, ...]) -> Tree:
    """The template's tree; raises TemplateError with file and line at the first thing outside the subset."""
    parsed = _parse(source, filename)
    compiler = _Compiler(filename, {question.name: question for question in questions})
    body = compiler.block(parsed.body, compiler.expressions.outermost())
    return {
        "format": FORMAT,
        "file": filename,
        "questions": [question.name for question in questions],
        "macros": compiler.macros,
        "body": body,
    }


def compile_expression(source: str, filename: str, questions: Mapping[str, Question]) -> list[Any]:
    """The tree of one expression over these questions, such as an `ask_if`."""
    parsed = _parse("{{ " + " ".join(source.split()) + " }}", filename)
    output = parsed.body[0] if len(parsed.body) == 1 else None
    if not isinstance(output, nodes.Output) or len(output.nodes) != 1:
        raise TemplateError(filename, 0, f"读不懂的条件：{source}")
    expressions = Expressions(filename, questions)
    return expressions.compile(output.nodes[0], expressions.outermost())


def _parse(source: str, filename: str) -> nodes.Template:
    """Jinja's tree; a line of tags alone leaves no line behind, and no line moves."""
    if _ALONE in source:
        raise TemplateError(filename, 0, "文件里有私用区字符 U+E000，请删去")
    trimming = _TRIMMING.search(source)
    if trimming:
        line = source.count("\n", 0, trimming.start()) + 1
        raise TemplateError(filename, line, f"不能用 {trimming[0]} 去空白", "独占一行的标签本来就不留空行。")
    marked = _TAG_LINE.sub(lambda match: match[1].rstrip() + _ALONE, source.replace("\r\n", "\n"))
    environment = Environment(comment_start_string="{%#", comment_end_string="#%}", keep_trailing_newline=True)
    try:
        return environment.parse(marked)
    except TemplateSyntaxError as error:
        raise TemplateError(filename, error.lineno, f"模板语法读不懂：{error.message}") from error


class _Compiler:
    """Walks the statements of one template; what stands inside them is left to Expressions."""

    def __init__(self, file: str, questions: Mapping[str, Question]) -> None:
        self.file = file
        self.expressions = Expressions(file, questions)
        self.macros: list[list[Any]] = []
        self._inside = False

    def block(self, body: list[nodes.Node], scope: Scope) -> list[list[Any]]:
        """The statements of a body, in order."""
        written: list[list[Any]] = []
        for node in body:
            if isinstance(node, nodes.Output):
                written += [part for piece in node.nodes if (part := self._piece(piece, scope))]
            elif isinstance(node, nodes.If):
                written.append(self._if(node, scope))
            elif isinstance(node, nodes.For):
                written.append(self._for(node, scope))
            elif isinstance(node, nodes.Assign):
                written.append(self._set(node, scope))
            elif isinstance(node, nodes.Macro):
                self._macro(node, scope)
            else:
                self._refuse(node, f"不能用 {type(node).__name__} 语句", "只能用 if、for、set、macro。")
        return written

    def _piece(self, node: nodes.Expr, scope: Scope) -> list[Any] | None:
        if isinstance(node, nodes.TemplateData):
            return _text(node.data, node.lineno)
        if isinstance(node, nodes.Call) and isinstance(node.node, nodes.Name):
            if node.node.name == "ref":
                return ["ref", self.expressions.only_argument(node, scope), node.lineno]
            macro = next((macro for macro in self.macros if macro[0] == node.node.name), None)
            if macro:
                return self._use(node, macro, scope)
        compiled = self.expressions.compile(node, scope)
        return ["print", compiled, node.lineno, self.expressions.names_in(node, scope)]

    def _use(self, node: nodes.Call, macro: list[Any], scope: Scope) -> list[Any]:
        arguments = self.expressions.arguments(node, scope)
        if len(arguments) != len(macro[1]):
            self._refuse(node, f"宏 {macro[0]} 要 {len(macro[1])} 个参数，写了 {len(arguments)} 个")
        return ["use", macro[0], arguments, node.lineno, self.expressions.names_in(node, scope)]

    def _if(self, node: nodes.If, scope: Scope) -> list[Any]:
        branches, ends = [], []
        for branch in (node, *node.elif_):
            inner = scope.copy()
            branches.append([self.expressions.compile(branch.test, scope), self.block(branch.body, inner)])
            ends.append(inner)
        last = scope.copy()
        otherwise = self.block(node.else_, last)
        scope.keep_common([*ends, last])
        return ["if", branches, otherwise, node.lineno]

    def _for(self, node: nodes.For, scope: Scope) -> list[Any]:
        if node.recursive or node.test or node.else_:
            self._refuse(node, "for 不能带 if、else 或 recursive")
        if not isinstance(node.target, nodes.Name):
            self._refuse(node, "for 只能有一个变量")
        items = self.expressions.compile(node.iter, scope)
        inner = scope.inside_loop()
        self._check_new(node, node.target.name, scope)
        source = self.expressions.known(node.iter, scope)
        names = frozenset(self.expressions.names_in(node.iter, scope))
        inner.names[node.target.name] = Known(source.question if source else None, True, names)
        inner.fixed |= {node.target.name}
        return ["for", node.target.name, items, self.block(node.body, inner), node.lineno]

    def _set(self, node: nodes.Assign, scope: Scope) -> list[Any]:
        if not isinstance(node.target, nodes.Name):
            self._refuse(node, "set 只能给一个变量赋值")
        name = node.target.name
        self._check_new(node, name, scope)
        value = self.expressions.compile(node.node, scope)
        known = self.expressions.known(node.node, scope)
        names = frozenset(self.expressions.names_in(node.node, scope))
        scope.names[name] = known._replace(names=names) if known else Known(None, False, names)
        return ["set", name, value, node.lineno]

    def _macro(self, node: nodes.Macro, scope: Scope) -> None:
        if self._inside or not scope.outermost:
            self._refuse(node, "macro 只能写在最外层")
        if node.defaults or any(macro[0] == node.name for macro in self.macros):
            self._refuse(node, f"宏 {node.name} 不能有默认参数，也不能重复定义")
        inner = self.expressions.outermost()
        self._check_new(node, node.name, inner)
        for parameter in node.args:
            self._check_new(node, parameter.name, inner)
            inner.names[parameter.name] = Known(None, False, frozenset())
        inner.fixed = frozenset(inner.names)
        self._inside = True
        body = self.block(node.body, inner)
        self._inside = False
        self.macros.append([node.name, [parameter.name for parameter in node.args], body])

    def _check_new(self, node: nodes.Node, name: str, scope: Scope) -> None:
        """Names are never hidden by others: not a question, a function, a macro, or an outer variable."""
        taken = self.expressions.reserved(name) or any(macro[0] == name for macro in self.macros)
        if taken or name in scope.fixed:
            self._refuse(node, f"变量名“{name}”已有他用", "请换一个名字；循环里不能改写外面的变量。")

    def _refuse(self, node: nodes.Node, message: str, remedy: str = "") -> NoReturn:
        raise TemplateError(self.file, node.lineno, message, remedy)


def _text(data: str, line: int) -> list[Any] | None:
    """Literal text, without the rest of a line that held only tags."""
    if data.startswith(_ALONE + "\n"):
        data, line = data[2:], line + 1
    data = data.replace(_ALONE, "")
    return ["text", data, line] if data else None
