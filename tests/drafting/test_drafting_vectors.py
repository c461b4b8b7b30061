"""The vectors that this engine and its twin in the browser both run."""

import json
from pathlib import Path
from typing import Any

import pytest
from drafting_data import tag, untag

from cbtool.drafting.compiling import compile_expression, compile_template
from cbtool.drafting.errors import TemplateError, ValueFault
from cbtool.drafting.evaluation import evaluate, evaluate_expression
from cbtool.drafting.functions import FUNCTIONS, apply
from cbtool.drafting.numbering import number
from cbtool.model.template import Question

VECTORS = Path(__file__).parents[1] / "vectors"


def load(name: str) -> dict[str, Any]:
    loaded: dict[str, Any] = json.loads((VECTORS / f"{name}.json").read_text(encoding="utf-8"))
    return loaded


EXPRESSIONS = load("expressions")
QUESTIONS = tuple(Question.model_validate(question) for question in EXPRESSIONS["questions"])
VALUES = {name: untag(value) for name, value in EXPRESSIONS["values"].items()}


@pytest.mark.parametrize("case", load("functions")["cases"], ids=lambda case: str(case["function"]))
def test_a_function_gives_what_its_vector_says(case: dict[str, Any]) -> None:
    arguments = [untag(argument) for argument in case["arguments"]]
    if "error" in case:
        with pytest.raises(ValueFault):
            apply(case["function"], arguments)
    else:
        assert tag(apply(case["function"], arguments)) == case["result"]


def test_every_function_has_vectors() -> None:
    assert {case["function"] for case in load("functions")["cases"]} == set(FUNCTIONS)


@pytest.mark.parametrize("case", EXPRESSIONS["expressions"], ids=lambda case: str(case["expression"]))
def test_an_expression_compiles_and_evaluates_as_its_vector_says(case: dict[str, Any]) -> None:
    tree = compile_expression(case["expression"], "t.md", {q.name: q for q in QUESTIONS})
    assert tree == case["tree"]
    if "error" in case:
        with pytest.raises(ValueFault):
            evaluate_expression(tree, VALUES)
    else:
        assert tag(evaluate_expression(tree, VALUES)) == case["result"]


@pytest.mark.parametrize("case", EXPRESSIONS["templates"], ids=lambda case: str(case["source"])[:30])
def test_a_template_compiles_and_evaluates_as_its_vector_says(case: dict[str, Any]) -> None:
    tree = compile_template(case["source"], "t.md", QUESTIONS)
    assert tree == case["tree"]
    values = {**VALUES, "employer": case["employer"]} if "employer" in case else VALUES
    if "error" in case:
        with pytest.raises(TemplateError) as caught:
            evaluate(tree, values)
        assert caught.value.line == case["error"]
    else:
        assert evaluate(tree, values) == case["text"]


@pytest.mark.parametrize("case", load("numbering")["cases"], ids=lambda case: str(case["source"])[:40])
def test_source_is_numbered_as_its_vector_says(case: dict[str, Any]) -> None:
    if "error" in case:
        with pytest.raises(TemplateError) as caught:
            number(case["source"], case["numbering"])
        assert caught.value.line == case["error"]
    else:
        assert number(case["source"], case["numbering"]) == case["text"]
