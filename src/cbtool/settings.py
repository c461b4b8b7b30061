"""What a user may choose, as one plain record. Read from options and environment only on the top floor."""

from datetime import date
from pathlib import Path
from typing import NamedTuple


class Settings(NamedTuple):
    """Where the library and the caches lie, which engine searches, and which day counts as today (`dated`: it was
    asked for, and is not simply today)."""

    library: Path
    cache: Path
    on: date
    engine: str = "tantivy"
    dated: bool = False
