"""The errors of drafting; each says what is wrong and, where it can, what to write instead."""

from cbtool.errors import CbtoolError


class TemplateError(CbtoolError):
    """A template cannot be used; `file` and `line` point at the place (line 0: the whole file)."""

    def __init__(self, file: str, line: int, message: str, remedy: str = "") -> None:
        super().__init__(f"{file}:{line}：{message}" if line else f"{file}：{message}", remedy)
        self.file = file
        self.line = line


class BadAnswer(CbtoolError):
    """An answer does not fit its question."""


class AgainstLaw(BadAnswer):
    """An answer is worse than a legal value; one that is not `proven` may be taken when the person insists."""

    def __init__(self, message: str, remedy: str, proven: bool) -> None:
        super().__init__(message, remedy)
        self.proven = proven


class ValueFault(CbtoolError):
    """An expression cannot be computed; the evaluator adds file and line."""
