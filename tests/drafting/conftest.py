"""The example template of these tests: small, and using everything a template may use."""

from pathlib import Path
from typing import Any

import pytest
from drafting_data import load_text

from cbtool.drafting.prepared import Prepared, prepare, read_answers
from cbtool.model.template import Template, Values

EXAMPLE = Path(__file__).parent / "example-wage"


@pytest.fixture(scope="session")
def example() -> Prepared:
    form = Template.model_validate(load_text((EXAMPLE / "questions.yaml").read_text(encoding="utf-8")))
    return prepare(form, (EXAMPLE / "template.md").read_text(encoding="utf-8"))


@pytest.fixture
def sample(example: Prepared) -> Any:
    def read(name: str) -> tuple[Values, str]:
        file = load_text((EXAMPLE / "samples" / f"{name}.yaml").read_text(encoding="utf-8"))
        values, problems = read_answers(example.template, file["answers"])
        assert problems == ()
        return values, (EXAMPLE / "samples" / f"{name}.md").read_text(encoding="utf-8")

    return read
