"""`law/subjects.yaml`: the subjects that 集体合同规定 article 8 lists, and the topics whose clauses speak of them."""

from typing import Annotated

from pydantic import Field

from cbtool.model.contract import Kind, Record, Text
from cbtool.model.parameter import CitedArticle


class BargainingSubject(Record):
    """One subject; `topics` are ids of `topics.yaml` (sub-topics as pay.level; none: never missing), `kinds` the contracts it is asked of (none: all)."""

    number: Annotated[int, Field(ge=1)]
    label: Text
    topics: tuple[Text, ...] = ()
    kinds: tuple[Kind, ...] = ()
    citation: CitedArticle


class Subjects(Record):
    """The list."""

    subjects: Annotated[tuple[BargainingSubject, ...], Field(min_length=1)]
