"""What is indexed and hit. Light on purpose: these records load with every search."""

from typing import Any, NamedTuple

DOCUMENTS = {
    "contract": "集体合同",
    "paper": "文书",
    "template": "文本模板",
    "model_clause": "示范条款",
    "guide": "指引",
    "quiz": "题目",
}


class Passage(NamedTuple):
    """A clause, a title, or another unit that a search can hit; facets are codes, "" where unknown."""

    address: str
    document: str
    title: str
    label: str
    heading: str
    body: str
    topics: tuple[str, ...] = ()
    level: str = ""
    kind: str = ""
    region: str = ""
    industry: str = ""
    year: str = ""
    status: str = ""
    origin: str = ""
    date: str = ""
    context: str = ""

    @classmethod
    def unpacked(cls, values: list[Any]) -> "Passage":
        """The passage that was written to JSON as a list."""
        return cls._make([*values[:6], tuple(values[6]), *values[7:]])

    @property
    def document_id(self) -> str:
        return self.address.partition("#")[0]

    @property
    def text(self) -> str:
        """All that is searched in the passage: label, heading and body, one per line, verbatim."""
        return "\n".join(part for part in (self.label, self.heading, self.body) if part)


class Hit(NamedTuple):
    """A passage that answers a query; `marks` are offsets into `passage.text`."""

    passage: Passage
    score: float
    marks: tuple[tuple[int, int], ...]


class FacetValue(NamedTuple):
    """How many hits carry this value."""

    value: str
    label: str
    number: int


class Answer(NamedTuple):
    """What a search returns: exact total, one page of hits, facets, and how it was reached."""

    query: str
    total: int
    hits: tuple[Hit, ...]
    facets: dict[str, tuple[FacetValue, ...]]
    synonyms: tuple[str, ...] = ()
    approximate: bool = False
    nearest_topics: tuple[str, ...] = ()
    next: str = ""
