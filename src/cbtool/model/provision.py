"""`provisions.yaml`: the codebook of values that contracts agree, and how they are read from a clause."""

from typing import Annotated, Literal

from pydantic import Field, StringConstraints

from cbtool.model.contract import Record, Text
from cbtool.model.parameter import ParameterName

ProvisionId = Annotated[str, StringConstraints(pattern=r"^[a-z_]+(\.[a-z0-9_]+)+$")]
ProvisionType = Literal["money", "percent", "days", "hours", "months", "count", "date", "yes_no", "text"]


class ReadingPattern(Record):
    """One wording that gives the value, in the pattern language of `text/patterns.py`.

    `where`: a pattern that must stand in the article or the headings above it; `unless`: patterns that must not stand in
    the sentence; `value`: what is read where the pattern itself holds no value (yes, no, 0).
    """

    pattern: Text
    where: Text | None = None
    unless: tuple[Text, ...] = ()
    value: Text | None = None
    confidence: Annotated[float, Field(gt=0, le=1)] = 0.95


class Example(Record):
    """A clause and the value to be read from it; without value nothing must be read."""

    text: Annotated[str, StringConstraints(min_length=1, max_length=2000)]
    heading: Text | None = None
    value: Text | None = None
    upper: Text | None = None


class Provision(Record):
    """One codable value: overtime on rest days, in percent.

    `law` says what the law demands, in our words; `parameter` is the legal value it is graded against and `better` the
    direction that is better for workers; `basis` names the statute or the two real texts that show the value exists.
    """

    id: ProvisionId
    label: Text
    type: ProvisionType
    unit: Text | None = None
    topic: Text
    meaning: Text | None = None
    law: Text | None = None
    parameter: ParameterName | None = None
    better: Literal["more", "less"] | None = None
    basis: tuple[Text, ...] = ()
    reading: tuple[ReadingPattern, ...] = ()
    examples: tuple[Example, ...] = ()


class Provisions(Record):
    """The codebook."""

    provisions: tuple[Provision, ...]
