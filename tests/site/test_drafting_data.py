"""What the site ships for drafting, and the answers' vectors in the program."""

import json
from pathlib import Path
from typing import Any

import pytest

from cbtool.drafting.answers import convert
from cbtool.drafting.base import base_parts
from cbtool.drafting.errors import BadAnswer
from cbtool.drafting.prepared import prepare
from cbtool.model.template import Question, Template
from cbtool.resources import site_sources
from cbtool.site.draft_data import SCRIPTS, parts_file, template_file
from tests.drafting.drafting_data import tag, untag

VECTORS = json.loads((Path(__file__).parents[1] / "vectors" / "answers.json").read_text(encoding="utf-8"))


@pytest.mark.parametrize("case", VECTORS["cases"], ids=lambda case: f"{case['question']}-{str(case['raw'])[:20]}")
def test_an_answer_becomes_what_its_vector_says(case: dict[str, Any]) -> None:
    question = Question.model_validate(VECTORS["questions"][case["question"]])
    known = {name: untag(value) for name, value in case.get("known", {}).items()}
    if "message" in case:
        with pytest.raises(BadAnswer) as caught:
            convert(question, case["raw"], known=known)
        assert (caught.value.message, caught.value.remedy) == (case["message"], case["remedy"])
    else:
        assert tag(convert(question, case["raw"], known=known)) == case["result"]


def _given(path: str, data: bytes) -> Any:
    """The value a script hands over."""
    name = path.removeprefix("templates/").removesuffix(".js")
    text = data.decode()
    head = f'cbtool.draft.add("{name}",'
    assert text.startswith(head) and text.endswith(");\n")
    return json.loads(text[len(head) : -3])


def test_a_script_holds_the_template_and_nothing_that_ends_a_script() -> None:
    form = {
        "id": "t-1", "title": "</script><!-- 甲\u2028", "version": 1, "document": "paper", "paper": "request",
        "summary": "述", "when": "用", "numbering": "none",
        "questions": [
            {"name": "a", "label": "</script>", "type": "yes_no"},
            {"name": "b", "label": "乙", "type": "records", "ask_if": "a", "fields": [{"name": "c", "label": "丙", "ask_if": "a"}]},
        ],
    }  # fmt: skip
    prepared = prepare(
        Template.model_validate(form), "# <!-- </script>\u2028\n{% if a %}\n{{ b | length }}\n{% endif %}\n"
    )
    path, data = template_file(prepared)
    assert path == "templates/t-1.js"
    assert not any(sign in data.decode() for sign in ("</", "<!--", "\u2028"))
    found = _given(path, data)
    assert found["questions"][0] == {"name": "a", "label": "</script>", "type": "yes_no"}
    assert found["questions"][1]["fields"] == [{"name": "c", "label": "丙", "ask_if": "a", "type": "text"}]
    assert found["tree"] == prepared.tree
    assert found["conditions"] == {"b": ["name", "a"], "b.c": ["name", "a"]}


def test_the_parts_of_a_word_file_are_shipped_as_they_are() -> None:
    path, data = parts_file()
    assert path == "templates/word.parts.js"
    assert [tuple(part) for part in _given(path, data)] == list(base_parts())


def test_every_drafting_script_exists_and_is_small() -> None:
    for name in SCRIPTS:
        text = (site_sources() / "static" / f"{name}.js").read_text(encoding="utf-8")
        assert len(text.splitlines()) <= 400, name
