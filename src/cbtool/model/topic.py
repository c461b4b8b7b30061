"""`topics.yaml`: the controlled vocabulary of bargaining subjects, with the words that lead to them."""

from typing import Annotated

from pydantic import Field, StringConstraints

from cbtool.model.contract import Record, Text

TopicId = Annotated[str, StringConstraints(pattern=r"^[a-z][a-z0-9_]*$")]
Weight = Annotated[int, Field(ge=-5, le=9)]


class Subtopic(Record):
    """The second level of a topic."""

    id: TopicId
    code: Text
    label: Text
    words: dict[Text, Weight] = Field(default_factory=dict)


class Topic(Record):
    """A bargaining subject; `headings` are weighty in headings, `words` in bodies, `colloquial` in queries."""

    id: TopicId
    code: Text
    label: Text
    order: int
    law: Text | None = None
    headings: tuple[Text, ...] = ()
    words: dict[Text, Weight] = Field(default_factory=dict)
    colloquial: tuple[Text, ...] = ()
    subtopics: tuple[Subtopic, ...] = ()

    def below(self, subtopic: Subtopic) -> str:
        """The id of a sub-topic as clauses carry it: `pay.level`."""
        return f"{self.id}.{subtopic.id}"


class OneWay(Record):
    """A query word that also searches other words, not back."""

    source: Text = Field(alias="from")
    to: tuple[Text, ...]


class Scoring(Record):
    """How a clause's topics are scored (see `text/topics.py`)."""

    heading: int
    chapter: int
    threshold: int
    share: float


class Topics(Record):
    """The whole vocabulary."""

    scoring: Scoring
    topics: tuple[Topic, ...]
    synonyms: tuple[tuple[Text, ...], ...] = ()
    one_way: tuple[OneWay, ...] = ()
