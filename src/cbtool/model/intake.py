"""What is read from a file to be imported, and the report of it that stays beside the contract (`import.json`)."""

from typing import Annotated, Literal, NamedTuple

from pydantic import Field, StringConstraints

from cbtool.model.contract import Day, Record, Text

SURE = 0.9
"""From this confidence on a fact enters the front matter; below it a person is asked."""

Value = str | int | dict[str, str]


class Fact(NamedTuple):
    """What a text says of its contract: the words that prove it, their line in the file, and the confidence (0 to 1)."""

    field: str
    value: Value
    quote: str
    line: int
    confidence: float

    @property
    def sure(self) -> bool:
        """Whether the fact may enter the front matter unasked."""
        return self.confidence >= SURE


class Imported(NamedTuple):
    """What an importer read from one file.

    `body` is restricted Markdown with so many `articles`; `front` is the YAML of a `---` block ('' where there is
    none); `sha256` is that of the decoded text without white space; `warnings` tell what was changed or looks
    wrong, `doubts` what the clause parser doubts, `personal` what personal data the text holds; `facts` are the
    candidates for each field, best first.
    """

    reader: str
    encoding: str
    sha256: str
    body: str
    front: str
    articles: int
    warnings: tuple[str, ...]
    doubts: tuple[str, ...]
    personal: str
    facts: tuple[Fact, ...]


class Unsure(Record):
    """A fact that waits for a person's word."""

    field: Text
    value: Value
    quote: Text | None = None
    line: Annotated[int, Field(ge=0)] = 0
    confidence: Annotated[float, Field(ge=0, le=1)]


class Confirmed(Record):
    """A field that the text left open, and who settled it: an option, an answer on the terminal, the file's own front matter."""

    field: Text
    value: Text
    by: Literal["option", "answer", "front_matter"]


class ImportReport(Record):
    """How a contract came into the library; the original file itself is not kept."""

    reader: Text
    encoding: Text
    sha256: Annotated[str, StringConstraints(pattern=r"^[0-9a-f]{64}$")]
    file: Text
    imported: Day
    warnings: tuple[Text, ...] = ()
    unsure: tuple[Unsure, ...] = ()
    confirmed: tuple[Confirmed, ...] = ()
