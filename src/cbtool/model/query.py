"""The engine-free query tree. Leaves speak of tokens and codes; words were cut and expanded above."""

from typing import NamedTuple, TypeAlias


class Words(NamedTuple):
    """A phrase of tokens in a field (`text`, `head`, `context`); `prefix`: every token that starts so."""

    field: str
    tokens: tuple[str, ...]
    prefix: bool = False
    weight: float = 1.0


class Among(NamedTuple):
    """A facet holds one of these codes (a filter: no score); `weight` above 0 adds it to the score."""

    field: str
    values: tuple[str, ...]
    weight: float = 0.0


class All(NamedTuple):
    """Every part holds; `rather` only adds to the score."""

    parts: tuple["Query", ...]
    rather: tuple["Query", ...] = ()


class Any(NamedTuple):
    """At least one part holds."""

    parts: tuple["Query", ...]


class Not(NamedTuple):
    """The part does not hold. Stands only inside `All`, beside a part that is not a `Not`."""

    part: "Query"


class Everything(NamedTuple):
    """Every passage holds."""


Query: TypeAlias = Words | Among | All | Any | Not | Everything
