"""Every model clause of the starter library: topics, parameters and precedents exist, every rung fits into a draft."""

import re

import pytest
import yaml

from cbtool.drafting.evaluation import Rendered
from cbtool.drafting.numbering import number
from cbtool.drafting.slots import Wording, place_wordings
from cbtool.library.contracts import split_front_matter
from cbtool.library.library import open_library
from cbtool.library.model_clauses import read_model_clause
from cbtool.library.parameters import read_parameters
from cbtool.model.model_clause import ModelClause
from cbtool.resources import starter_library
from cbtool.text.clauses import clause_text, parse_clauses

ROOT = starter_library()
FILES = sorted((ROOT / "clauses").glob("*/*.yaml"))
READ = [read_model_clause(file, "/".join(file.parts[-3:])) for file in FILES]
CLAUSES = [clause for clause, _ in READ if clause is not None]
IDS = [clause.id for clause in CLAUSES]
TOPICS = open_library(ROOT).topics.topics
SUBTOPICS = {f"{topic.id}.{sub.id}" for topic in TOPICS for sub in topic.subtopics}
PARAMETERS, _ = read_parameters((ROOT,), frozenset(topic.id for topic in TOPICS))
each_clause = pytest.mark.parametrize("clause", CLAUSES, ids=IDS)


def bare(text: str) -> str:
    """The text without spaces, line ends and the marks of tables."""
    return re.sub(r"\s|\||-{3,}", "", text)


def test_all_load_and_no_id_is_taken_twice() -> None:
    assert [str(problem) for _, problems in READ for problem in problems] == []
    taken = [entry.stem for shelf in ("templates", "guides") for entry in (ROOT / shelf).iterdir()]
    assert len({*IDS, *taken}) == len(IDS) + len(taken)


def test_every_subtopic_has_one() -> None:
    assert len(CLAUSES) >= 120
    assert SUBTOPICS - {clause.topic for clause in CLAUSES} == set()


@each_clause
def test_topic_and_parameters_exist(clause: ModelClause) -> None:
    assert clause.topic in SUBTOPICS
    assert set(clause.parameters) <= set(PARAMETERS)
    assert len(clause.union_says) >= 2
    assert len(clause.employer_says) >= 2


@each_clause
def test_precedents_are_signed_texts_never_samples(clause: ModelClause) -> None:
    for precedent in clause.precedents:
        name, _, place = precedent.address.partition("#")
        file = ROOT / "contracts" / name / "contract.md"
        front, body = split_front_matter(file.read_text(encoding="utf-8")) or ("", "")
        record = yaml.load(front, Loader=yaml.BaseLoader)
        assert record["origin"] == "signed"
        assert place in {c.id for c in parse_clauses(body, form=record["form"]).clauses}


@each_clause
def test_rungs_differ_and_stand_alone(clause: ModelClause) -> None:
    assert len({bare(rung.text) for rung in clause.rungs}) == len(clause.rungs)
    assert len({rung.gives for rung in clause.rungs}) == len(clause.rungs)
    for rung in clause.rungs:
        assert re.findall(r"甲方|乙方|附件\d|(?:本合同|本协议)第.{1,4}条", rung.text) == []


@each_clause
def test_every_rung_is_read_back_from_a_draft(clause: ModelClause) -> None:
    empty = Rendered("# 示例\n\n### 条款 {#slot}\n\n文字。\n", (0, 0, 0, 0, 0), {}, frozenset())
    for rung in clause.rungs:
        placed = place_wordings(empty, {"slot": Wording(f"{clause.id}#{rung.rung}", clause.title, rung.text)})
        outline = parse_clauses(number(placed.text, "articles"))
        assert [warning.message for warning in outline.warnings] == []
        article = next(c for c in outline.clauses if c.kind == "article")
        _, heading, body = clause_text(outline, article)
        assert (heading, bare(body)) == (clause.title, bare(rung.text))
