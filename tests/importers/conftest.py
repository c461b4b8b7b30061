"""What tests of importers need from the machine; each is named where it is absent."""

import shutil

import pytest


@pytest.fixture(scope="session")
def soffice() -> str:
    """LibreOffice."""
    found = shutil.which("soffice")
    if not found:
        pytest.skip("LibreOffice is not installed")
    return found
