"""The one place that knows where packaged files lie: in a checkout, and in an installed wheel."""

from pathlib import Path

PACKAGE = Path(__file__).parent


def starter_library() -> Path:
    """The starter library's folder (the wheel carries it inside the package, a checkout beside `src/`)."""
    packaged = PACKAGE / "starter"
    return packaged if packaged.is_dir() else PACKAGE.parents[1] / "corpus"


def site_sources() -> Path:
    """Templates, styles and scripts of the site (`site/` in a checkout, inside the package in a wheel)."""
    packaged = PACKAGE / "site_sources"
    return packaged if packaged.is_dir() else PACKAGE.parents[1] / "site"


def data_file(name: str) -> Path:
    """A table shipped with the code, such as `regions.tsv`."""
    return PACKAGE / "data" / name
