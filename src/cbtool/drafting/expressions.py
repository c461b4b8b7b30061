"""The expressions of a template: what is allowed, and which names it may speak of."""

from collections.abc import Iterable, Mapping
from decimal import Decimal, InvalidOperation
from typing import Any, NamedTuple, NoReturn

from jinja2 import nodes

from cbtool.drafting.errors import TemplateError, ValueFault
from cbtool.drafting.functions import FILTERS, FUNCTIONS, check_count
from cbtool.drafting.values import LIMIT, scaled
from cbtool.model.template import Question

_COMPARISONS = {
    "eq": "==",
    "ne": "!=",
    "lt": "<",
    "lteq": "<=",
    "gt": ">",
    "gteq": ">=",
    "in": "in",
    "notin": "not in",
}
_CALCULATIONS: dict[type[nodes.Node], str] = {nodes.Add: "+", nodes.Sub: "-", nodes.Mul: "*"}
_LOOP = ("index", "first", "last")
_NAMES = {
    "Div": "除号 /",
    "FloorDiv": "除号 //",
    "Mod": "取余 %",
    "Pow": "乘方 **",
    "Getitem": "方括号取值",
    "Dict": "花括号字典",
    "Tuple": "圆括号列表",
    "Test": "is 判断",
    "Pos": "正号",
}


class Known(NamedTuple):
    """What is known of a name before any answer: its question, whether it is one row, whom it carries."""

    question: Question | None
    row: bool
    names: frozenset[str]


class Scope:
    """The names that may be used at one place; `fixed` ones cannot be set there."""

    def __init__(self, names: dict[str, Known], fixed: frozenset[str], loop: bool, outermost: bool) -> None:
        self.names = names
        self.fixed = fixed
        self.loop = loop
        self.outermost = outermost

    def copy(self) -> "Scope":
        """For a branch of an `if`: sets the same variables."""
        return Scope(dict(self.names), self.fixed, self.loop, False)

    def inside_loop(self) -> "Scope":
        """For the body of a `for`: sees all, sets only its own."""
        return Scope(dict(self.names), frozenset(self.names), True, False)

    def keep_common(self, ends: list["Scope"]) -> None:
        """After an `if`: what every branch has set is set."""
        for name in set.intersection(*(set(end.names) for end in ends)) - self.fixed:
            found = [end.names[name] for end in ends]
            same = all(known[:2] == found[0][:2] for known in found)
            names = frozenset().union(*(known.names for known in found))
            self.names[name] = Known(*found[0][:2], names) if same else Known(None, False, names)


class Expressions:
    """Compiles the expressions of one file."""

    def __init__(self, file: str, questions: Mapping[str, Question]) -> None:
        self.file = file
        self.questions = questions

    def outermost(self) -> Scope:
        """The scope where only the questions are known."""
        names = {name: Known(question, False, frozenset({name})) for name, question in self.questions.items()}
        return Scope(names, frozenset(names), False, True)

    def reserved(self, name: str) -> bool:
        """Whether the name belongs to the language."""
        return name in FUNCTIONS or name in ("loop", "ref", "choice", "caller", "varargs", "kwargs")

    def known(self, node: nodes.Node, scope: Scope) -> Known | None:
        """What is known of the expression's value, when it is a plain name."""
        return scope.names.get(node.name) if isinstance(node, nodes.Name) else None

    def names_in(self, node: nodes.Node, scope: Scope) -> list[str]:
        """The questions whose answers the expression carries, sorted."""
        found = list(node.find_all(nodes.Name))
        if isinstance(node, nodes.Name):
            found.append(node)
        carried = [scope.names[name.name].names for name in found if name.name in scope.names]
        return sorted(frozenset().union(*carried))

    def compile(self, node: nodes.Node, scope: Scope) -> list[Any]:
        """The expression's tree; raises TemplateError at anything outside the subset."""
        if isinstance(node, nodes.Const):
            return self._constant(node, node.value)
        if isinstance(node, nodes.Name):
            return self._name(node, scope)
        if isinstance(node, nodes.Getattr):
            return self._field(node, scope)
        if isinstance(node, nodes.Compare):
            return self._compare(node, scope)
        if isinstance(node, nodes.Call):
            return self._call(node, scope)
        if isinstance(node, nodes.Filter):
            return self._filter(node, scope)
        if type(node) in _CALCULATIONS:
            pair = [self.compile(side, scope) for side in node.iter_child_nodes()]
            return ["calculate", _CALCULATIONS[type(node)], *pair]
        return self._composed(node, scope)

    def arguments(self, node: nodes.Call, scope: Scope) -> list[Any]:
        """The positional arguments; others are refused."""
        if node.kwargs or node.dyn_args or node.dyn_kwargs:
            self._refuse(node, "参数只能按位置写，不能写 名=值 或 *")
        return [self.compile(argument, scope) for argument in node.args]

    def only_argument(self, node: nodes.Call, scope: Scope) -> list[Any]:
        """The argument of a call that takes just one."""
        arguments = self.arguments(node, scope)
        if len(arguments) != 1:
            self._refuse(node, "这里要 1 个参数")
        only: list[Any] = arguments[0]
        return only

    def _composed(self, node: nodes.Node, scope: Scope) -> list[Any]:
        if isinstance(node, nodes.And | nodes.Or):
            kind = "and" if isinstance(node, nodes.And) else "or"
            return [kind, self.compile(node.left, scope), self.compile(node.right, scope)]
        if isinstance(node, nodes.Not):
            return ["not", self.compile(node.node, scope)]
        if isinstance(node, nodes.Neg):
            return ["calculate", "-", ["number", 0], self.compile(node.node, scope)]
        if isinstance(node, nodes.Concat):
            return ["join", self._each(node.nodes, scope)]
        if isinstance(node, nodes.List):
            return ["list", self._each(node.items, scope)]
        if isinstance(node, nodes.CondExpr):
            if node.expr2 is None:
                self._refuse(node, "“甲 if 条件”后面要写 else")
            return ["pick", *self._each([node.test, node.expr1, node.expr2], scope)]
        return self._refuse(node, f"不能用{_NAMES.get(type(node).__name__, type(node).__name__)}")

    def _each(self, items: Iterable[nodes.Node], scope: Scope) -> list[Any]:
        return [self.compile(item, scope) for item in items]

    def _constant(self, node: nodes.Node, value: Any) -> list[Any]:
        if value is None or isinstance(value, bool | str):
            return ["const", value]
        try:
            number = Decimal(repr(value))
        except InvalidOperation:
            self._refuse(node, f"读不懂的数字：{value}")
        if not number.is_finite() or abs(number) >= LIMIT or scaled(number) != number * 10000:
            self._refuse(node, f"数字最多四位小数、不超过千亿：{value}")
        return ["number", scaled(number)]

    def _name(self, node: nodes.Name, scope: Scope) -> list[Any]:
        if node.name not in scope.names:
            self._refuse(node, f"没有叫“{node.name}”的问题或变量", "先在 questions.yaml 里加上，或先 set。")
        return ["name", node.name]

    def _field(self, node: nodes.Getattr, scope: Scope) -> list[Any]:
        if isinstance(node.node, nodes.Name) and node.node.name == "loop":
            if not scope.loop or node.attr not in _LOOP:
                self._refuse(node, "loop 只在 for 里面可用，且只有 loop.index、loop.first、loop.last")
            return ["loop", node.attr]
        base = self.known(node.node, scope)
        if not isinstance(node.node, nodes.Name):
            self._refuse(node, "点号前面只能是表格行的变量")
        compiled = self._name(node.node, scope)
        if base and base.question and not (base.row and base.question.field(node.attr)):
            self._refuse(node, f"“{node.node.name}”没有叫“{node.attr}”的列")
        return ["field", compiled, node.attr]

    def _compare(self, node: nodes.Compare, scope: Scope) -> list[Any]:
        if len(node.ops) != 1:
            self._refuse(node, "一次只能比较两个值，请用 and 连接")
        operator, other = _COMPARISONS[node.ops[0].op], node.ops[0].expr
        left, right = self.compile(node.expr, scope), self.compile(other, scope)
        nothing = ["const", None]
        if nothing in (left, right) and operator in ("==", "!="):
            asked = ["none", right if left == nothing else left]
            return asked if operator == "==" else ["not", asked]
        return ["compare", operator, left, right]

    def _call(self, node: nodes.Call, scope: Scope) -> list[Any]:
        if not isinstance(node.node, nodes.Name):
            self._refuse(node, "只能按名字调用函数")
        name = node.node.name
        if name == "choice":
            return self._choice(node, scope)
        if name in FILTERS or name not in FUNCTIONS:
            hint = "ref() 和宏只能单独写成 {{ … }}。" if name == "ref" or name not in FUNCTIONS else ""
            self._refuse(node, f"这里不能调用“{name}”", hint)
        return self._checked(node, name, self.arguments(node, scope))

    def _filter(self, node: nodes.Filter, scope: Scope) -> list[Any]:
        if node.name not in FILTERS or node.node is None or node.kwargs or node.dyn_args or node.dyn_kwargs:
            self._refuse(node, f"不能用过滤器“{node.name}”", "只有 default(值)、join(分隔)、length。")
        return self._checked(node, node.name, self._each([node.node, *node.args], scope))

    def _checked(self, node: nodes.Node, name: str, arguments: list[Any]) -> list[Any]:
        try:
            check_count(name, len(arguments))
        except ValueFault as fault:
            self._refuse(node, fault.message)
        return ["call", name, arguments]

    def _choice(self, node: nodes.Call, scope: Scope) -> list[Any]:
        compiled = self.only_argument(node, scope)
        question = self._question_of(node.args[0], scope)
        if question is None or not question.choices:
            self._refuse(node, "choice() 里要写一个选择题的名字，或表格行里的选择列")
        return ["choice", compiled, [[choice.value, choice.label] for choice in question.choices]]

    def _question_of(self, node: nodes.Node, scope: Scope) -> Question | None:
        if isinstance(node, nodes.Getattr):
            base = self.known(node.node, scope)
            return base.question.field(node.attr) if base and base.question else None
        known = self.known(node, scope)
        return known.question if known and not known.row else None

    def _refuse(self, node: nodes.Node, message: str, remedy: str = "") -> NoReturn:
        raise TemplateError(self.file, node.lineno, message, remedy)
