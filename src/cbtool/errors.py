"""The errors of a bad call. Bad data is a result (`model.problem.Problem`), never an exception."""


class CbtoolError(Exception):
    """Something asked for cannot be done; `remedy` says what to do instead. Both are shown to the user."""

    def __init__(self, message: str, remedy: str = "") -> None:
        super().__init__(message)
        self.message = message
        self.remedy = remedy

    def __str__(self) -> str:
        return f"{self.message}\n{self.remedy}" if self.remedy else self.message


class LibraryError(CbtoolError):
    """The library folder cannot be opened, read or written."""


class NotFound(CbtoolError):
    """No record has this id or address."""


class QueryError(CbtoolError):
    """The query cannot be read; `position` is the offending character, counted from 0."""

    def __init__(self, message: str, position: int, remedy: str = "") -> None:
        super().__init__(message, remedy)
        self.position = position


class EngineError(CbtoolError):
    """The search engine is absent, or its index cannot be used."""


class CacheError(CbtoolError):
    """The user's cache folder cannot be used."""


class UnreadableFile(CbtoolError):
    """A file to be imported cannot be read."""
