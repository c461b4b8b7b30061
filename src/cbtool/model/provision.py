"""`provisions.yaml`: the codebook of values that contracts agree."""

from typing import Annotated, Literal

from pydantic import StringConstraints

from cbtool.model.contract import Record, Text

ProvisionId = Annotated[str, StringConstraints(pattern=r"^[a-z_]+(\.[a-z0-9_]+)+$")]


class Provision(Record):
    """One codable value: overtime on rest days, in percent."""

    id: ProvisionId
    label: Text
    type: Literal["money", "percent", "days", "hours", "months", "count", "date", "yes_no", "text"]
    unit: Text | None = None
    topic: Text
    meaning: Text | None = None


class Provisions(Record):
    """The codebook."""

    provisions: tuple[Provision, ...]
