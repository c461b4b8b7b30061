"""The browser finds in a draft what the program's rules that are data find in it, field by field."""

import json
import random
from collections.abc import Iterable, Iterator
from datetime import date
from pathlib import Path
from typing import Any

import pytest

from cbtool.desk.judging import Choice, Judging, Source, open_judging
from cbtool.desk.rules import library_law
from cbtool.drafting.draft import answer_texts, make_draft
from cbtool.drafting.prepared import Prepared, read_answers
from cbtool.drafting.trial import trial_answers
from cbtool.law.citations import StatuteIndex
from cbtool.law.evaluation import judge
from cbtool.library.yamlfile import read_yaml
from cbtool.model.finding import Finding
from cbtool.model.parameter import Parameter
from cbtool.model.provision import Provision
from cbtool.model.rule import Rule
from cbtool.settings import Settings
from cbtool.site.law import Law
from cbtool.site.law_data import in_browser, law_data
from cbtool.text.body import outline_blocks
from cbtool.text.clauses import parse_clauses
from tests.site.drafting_site import TEMPLATES, Drafting, open_folder, opened, write_site

pytestmark = pytest.mark.browser
HERE = Path(__file__).parents[1]
CONTRACTS = [name for name, folder in TEMPLATES.items() if open_folder(folder).template.document == "contract"]
DAYS = ("2012-01-01", "2018-07-01", "2024-12-31", "2026-08-31", "2026-11-21")
REGIONS = ("440307", "440606", "330106", "440300", "000000")
FIELDS = ("rule", "severity", "address", "quote", "found", "required", "citation", "message", "remedy")


def load(name: str) -> dict[str, Any]:
    loaded: dict[str, Any] = json.loads((HERE / "vectors" / f"{name}.json").read_text(encoding="utf-8"))
    return loaded


def make_law(
    rules: Iterable[Rule], parameters: Iterable[Parameter], provisions: Iterable[Provision], region: str
) -> Law:
    """A law for drafts only, without what pages show."""
    known = (tuple(rules), tuple(parameters), tuple(provisions))
    return Law(region, *known, (), StatuteIndex(()), (), (), {}, {})


@pytest.fixture(scope="module")
def judging(starter: Settings) -> Iterator[Judging]:
    with open_judging(starter) as found:
        yield found


@pytest.fixture(scope="module")
def law(judging: Judging) -> Law:
    book = library_law(judging.library).book
    return make_law(book.rules, book.parameters, book.provisions, judging.library.settings.region or "")


@pytest.fixture(scope="module")
def prepared() -> dict[str, Prepared]:
    return {name: open_folder(TEMPLATES[name]) for name in CONTRACTS}


@pytest.fixture(scope="module", params=["file", pytest.param("http", marks=pytest.mark.slow)])
def drafting(
    request: pytest.FixtureRequest, prepared: dict[str, Prepared], law: Law, tmp_path_factory: Any
) -> Iterator[Drafting]:
    folder = tmp_path_factory.mktemp("law")
    write_site(folder, prepared, law)
    with opened(folder, request.param) as page:
        yield page


def shown(text: str) -> dict[str, Any]:
    """A text as a draft in the browser is: its body and its blocks."""
    blocks = [
        {**block._asdict(), "clause": block.clause_id, "rows": block.rows}
        for block in outline_blocks(parse_clauses(text))
    ]
    return {"body": text, "blocks": blocks}


def test_quantities_are_spelled_as_the_vectors_say(drafting: Drafting) -> None:
    cases = load("patterns")["spelled"]
    assert drafting.run("spelled", [case["text"] for case in cases]) == cases


def test_patterns_stand_where_the_vectors_say(drafting: Drafting) -> None:
    cases = load("patterns")["found"]
    assert drafting.run("found", cases) == [case["found"] for case in cases]


def test_sentences_are_cut_as_the_vectors_say(drafting: Drafting) -> None:
    """Places in the text are the program's alone."""
    cases = load("sentences")["cases"]
    expected = [[one[:1] + one[3:] for one in case["sentences"]] for case in cases]
    assert drafting.run("sentences", [shown(case["text"])["blocks"] for case in cases]) == expected


def test_values_are_read_as_the_vectors_say(drafting: Drafting) -> None:
    vectors = load("reading")
    fields = [vectors["fields"].index(name) for name in vectors["fields"] if name not in ("start", "end")]
    # a table on its article's line is nothing that numbering writes
    cases = [case for case in vectors["cases"] if "】|" not in case["text"]]
    assert len(cases) >= 400
    got = drafting.run("values", [shown(case["text"]) for case in cases])
    for case, seen in zip(cases, got, strict=True):
        assert seen == [[value[i] for i in fields] for value in case["values"]], case["text"]


def test_rules_find_what_the_vectors_say(drafting: Drafting) -> None:
    """What is data and about the text, by the law of the document's own day."""
    vectors = load("rules")
    rules = [Rule.model_validate(case["rule"]) for case in vectors["cases"]]
    parameters = [Parameter.model_validate(one) for one in vectors["parameters"]]
    provisions = [Provision.model_validate(one) for one in vectors["provisions"]]
    cases = [case for case, rule in zip(vectors["cases"], rules, strict=True) if in_browser(rule)]
    assert len(cases) >= 20
    sent = []
    for case in cases:
        document = case["document"]
        data = law_data(make_law([Rule.model_validate(case["rule"])], parameters, provisions, "440307"))
        about = {"level": "enterprise", "kind": "comprehensive", "region": document["region"], "on": document["on"]}
        sent.append({**shown(document["text"]), "law": data, "about": about})
    for case, seen in zip(cases, drafting.run("ruled", sent), strict=True):
        own = [f for f in case["findings"] if f["on"] == case["document"]["on"]]
        assert sorted(seen) == sorted([f[key] for key in FIELDS] for f in own), case["name"]


@pytest.mark.parametrize("name", CONTRACTS)
@pytest.mark.parametrize("count", [12, pytest.param(200, marks=pytest.mark.slow)])
def test_the_same_answers_give_the_same_findings(
    drafting: Drafting, prepared: dict[str, Prepared], judging: Judging, name: str, count: int
) -> None:
    template = prepared[name]
    draw = random.Random(name)
    cases = [_case(template, draw, seed) for seed in range(count)]
    rules = [rule for rule in judging.book.rules if in_browser(rule)]
    got = drafting.run("judged", {"template": name, "cases": cases})
    found = 0
    for case, seen in zip(cases, got, strict=True):
        expected = _expected(judging, rules, template, case, seen["body"])
        assert sorted(map(tuple, seen["findings"])) == expected, case
        found += len(expected)
    assert found > count


def _case(template: Prepared, draw: random.Random, seed: int) -> dict[str, Any]:
    """Made-up answers, with clauses that break the law wherever the template takes free text."""
    answers = answer_texts(template, trial_answers(template, seed))
    for question in template.template.questions:
        if question.type == "long_text":
            answers[question.name] = "\n".join(draw.sample(WRONG, 6))
    on, region = draw.choice(DAYS), draw.choice(REGIONS)
    about = {"level": template.template.level, "kind": template.template.kind, "region": region, "on": on}
    return {"answers": answers, "about": about}


def _wrong_clauses() -> list[str]:
    """The spoilt clauses of the rules' own tests, each with the first of its figures."""
    found = []
    for file in sorted((HERE / "law" / "wrong_clauses").glob("*.yaml")):
        for entry in read_yaml(file.read_text(encoding="utf-8"))[0]:
            given = entry.get("with", [""])
            found += [says.replace("{}", given[i % len(given)]) for i, says in enumerate(entry["says"])]
    return found


WRONG = _wrong_clauses()


def _expected(
    judging: Judging, rules: list[Rule], template: Prepared, case: dict[str, Any], body: str
) -> list[tuple[str, ...]]:
    """What the program finds, without the scoring of topics, which no rule of the browser asks for."""
    draft = make_draft(template, read_answers(template.template, case["answers"])[0])
    assert draft.body == body
    about = case["about"]
    facts = {"level": about["level"], "kind": about["kind"], "title": draft.title, "status": "draft"}
    source = Source("x", "contract", draft.body, facts, False, {})
    on = date.fromisoformat(about["on"])
    judged = judging.judged(source, Choice(on=on, region=about["region"], stage="draft"))
    return sorted(_fields(found) for found in judge(judged, rules, judging.law, on))


def _fields(found: Finding) -> tuple[str, ...]:
    return tuple(str(getattr(found, key)) for key in FIELDS)
