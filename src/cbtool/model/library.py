"""`library.yaml`: what makes a folder a library."""

from typing import Annotated, Literal

from pydantic import Field, StringConstraints

from cbtool.model.contract import Record, Region, Text

FORMAT = 1


class LibrarySettings(Record):
    """A library's own settings; `extends: starter` takes law, topics and templates from the installed version."""

    name: Text
    format: Annotated[int, Field(ge=1)]
    id_prefix: Annotated[str, StringConstraints(pattern=r"^[a-z][a-z0-9]{0,11}$")] = "cb"
    region: Region | None = None
    licence: Text | None = None
    extends: Literal["starter"] | None = None
