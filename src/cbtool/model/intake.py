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
    wrong, `doubts` what the clause parser doubts; `facts` are the candidates for each field, best first.
    """

    reader: str
    encoding: str
    sha256: str
    body: str
    front: str
    articles: int
    warnings: tuple[str, ...]
    doubts: tuple[str, ...]
    facts: tuple[Fact, ...]


Sha256 = Annotated[str, StringConstraints(pattern=r"^[0-9a-f]{64}$")]


class Unsure(Record):
    """A fact that waits for a person's word."""

    field: Text
    value: Value
    quote: Text | None = None
    line: Annotated[int, Field(ge=0)] = 0
    confidence: Annotated[float, Field(ge=0, le=1)]


class Confirmed(Record):
    """A field that the text left open, and who settled it.

    `by` is an option of the command, an answer while importing, the file's own front matter, the bar given with
    `--yes-above`, or a review: then `person` and `on` say who and when, and `did` what: taken as read, corrected
    from `read`, or found not to be there. A doubt about the text that a person has looked at has field `doubt`.
    """

    field: Text
    value: Value
    by: Literal["option", "answer", "front_matter", "yes_above", "review"]
    did: Literal["confirmed", "corrected", "rejected"] = "confirmed"
    read: Value | None = None
    quote: Text | None = None
    line: Annotated[int, Field(ge=0)] = 0
    person: Text | None = None
    on: Day | None = None


class OtherFile(Record):
    """A further file with the same text."""

    file: Text
    sha256: Sha256


class ImportReport(Record):
    """How a contract came into the library.

    `sha256` is of the text, `file_sha256` of the file's bytes; `original` names the file kept beside, if any.
    `unsure` and `doubts` wait for a person; `sketch` tells near-same texts (`text.likeness`), 8 hexadecimal digits each.
    """

    reader: Text
    encoding: Text
    sha256: Sha256
    file: Text
    file_sha256: Sha256 | None = None
    original: Text | None = None
    also: tuple[OtherFile, ...] = ()
    imported: Day
    warnings: tuple[Text, ...] = ()
    doubts: tuple[Text, ...] = ()
    unsure: tuple[Unsure, ...] = ()
    confirmed: tuple[Confirmed, ...] = ()
    sketch: Annotated[str, StringConstraints(pattern=r"^([0-9a-f]{8})*$")] | None = None

    @property
    def open(self) -> bool:
        """Whether something waits for a person."""
        return bool(self.unsure or self.doubts)
