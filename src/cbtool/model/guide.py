"""`guides/<id>.md`: a page of advice, in Markdown with front matter."""

from typing import Annotated

from pydantic import StringConstraints

from cbtool.model.contract import Record, Text

GuideId = Annotated[str, StringConstraints(pattern=r"^[a-z][a-z0-9-]*$", max_length=60)]


class Guide(Record):
    """A guide's front matter; `order` is its place in lists."""

    id: GuideId
    title: Text
    order: int
    summary: Text
