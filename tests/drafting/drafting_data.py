"""What these tests read: YAML as text, and values as the vectors write them, those JSON lacks with their kind."""

from datetime import date
from decimal import Decimal
from typing import Any

import yaml

from cbtool.drafting.values import number_text


def load_text(text: str) -> Any:
    return yaml.load(text, Loader=yaml.BaseLoader)


def untag(value: Any) -> Any:
    if isinstance(value, list):
        return [untag(item) for item in value]
    if not isinstance(value, dict):
        return value
    [(kind, inner)] = value.items()
    if kind == "number":
        return Decimal(inner)
    if kind == "date":
        return date.fromisoformat(inner)
    return {name: untag(cell) for name, cell in inner.items()}


def tag(value: Any) -> Any:
    if isinstance(value, list):
        return [tag(item) for item in value]
    if isinstance(value, Decimal):
        return {"number": number_text(value)}
    if isinstance(value, date):
        return {"date": value.isoformat()}
    if isinstance(value, dict):
        return {"row": {name: tag(cell) for name, cell in value.items()}}
    return value
