"""Every template of the starter library: samples as expected, every branch taken, what is written is read back."""

import io
from collections.abc import Callable
from pathlib import Path

import pytest
from docx import Document

from cbtool.desk.check import check
from cbtool.desk.draft import blanks, load_answers
from cbtool.desk.judging import Choice
from cbtool.drafting.draft import make_draft
from cbtool.drafting.interview import answer, answers_so_far, begin, next_step, progress
from cbtool.drafting.package import word_file
from cbtool.drafting.prepared import Prepared, prepare, unanswered
from cbtool.drafting.trial import trial_answers, untaken_branches
from cbtool.importers import read_file
from cbtool.library.library import open_library
from cbtool.library.templates import open_template, sample_names
from cbtool.resources import starter_library
from cbtool.settings import Settings
from cbtool.text.body import read_blocks
from cbtool.text.clauses import parse_clauses
from tests.conftest import ON

TEMPLATES = sorted((starter_library() / "templates").iterdir())
IDS = [folder.name for folder in TEMPLATES]
CONTRACTS = [folder for folder in TEMPLATES if open_template(folder).template.document == "contract"]
ONE_QUICK = [
    pytest.param(f, id=f.name, marks=[] if f.name == "wage-enterprise" else pytest.mark.slow) for f in TEMPLATES
]
PROVISIONS = open_library(starter_library()).provisions


def prepared(folder: Path) -> Prepared:
    found = open_template(folder)
    return prepare(found.template, found.source, f"{folder.name}/template.md")


@pytest.mark.parametrize("folder", TEMPLATES, ids=IDS)
def test_samples_give_their_expected_text(folder: Path, golden: Callable[[Path, str], None]) -> None:
    names = sample_names(folder)
    assert len(names) >= 2
    for name in names:
        values = load_answers(prepared(folder), folder / "samples" / f"{name}.yaml").values
        golden(folder / "samples" / f"{name}.md", make_draft(prepared(folder), values).body)


@pytest.mark.parametrize("folder", TEMPLATES, ids=IDS)
def test_samples_contrast(folder: Path) -> None:
    texts = [(folder / "samples" / f"{name}.md").read_text(encoding="utf-8") for name in sample_names(folder)]
    assert len(set(texts)) == len(texts)
    assert "____" in min(texts, key=len)
    assert all("虚构" in text for text in texts)


@pytest.mark.parametrize("folder", ONE_QUICK)
def test_every_branch_is_taken_and_numbering_has_no_gap(folder: Path) -> None:
    template = prepared(folder)
    assert untaken_branches(template, 300) == []
    for seed in range(60):
        draft = make_draft(template, trial_answers(template, seed))
        assert [w.message for w in parse_clauses(draft.body).warnings] == []


@pytest.mark.parametrize("folder", TEMPLATES, ids=IDS)
def test_provisions_named_are_in_the_codebook(folder: Path) -> None:
    for question in prepared(folder).template.questions:
        assert question.provision is None or question.provision in PROVISIONS, question.name


@pytest.mark.parametrize("folder", TEMPLATES, ids=IDS)
def test_the_word_file_holds_every_line_and_table(folder: Path) -> None:
    for name in sample_names(folder):
        values = load_answers(prepared(folder), folder / "samples" / f"{name}.yaml").values
        draft = make_draft(prepared(folder), values)
        document = Document(io.BytesIO(word_file(draft.blocks, draft.number, ON, draft.title)))
        written = "".join("".join(p.text.split()) for p in document.paragraphs)
        cells = {"".join(cell.text.split()) for table in document.tables for row in table.rows for cell in row.cells}
        for block in read_blocks(draft.body):
            for row in block.rows:
                assert {"".join(cell.split()) for cell in row} <= cells, row
            if not block.rows:
                assert "".join(block.line.split()) in written or "附件" in block.line, block.line


def shape(body: str) -> list[tuple[object, ...]]:
    """Every line and table of a body with its kind, address and label; white space does not count."""
    return [
        (b.kind, b.clause_id, b.label, "".join(b.line.split()), [["".join(c.split()) for c in row] for row in b.rows])
        for b in read_blocks(body)
    ]


@pytest.mark.parametrize("folder", ONE_QUICK)
def test_the_word_file_is_read_back_as_the_same_articles_items_tables_and_blanks(folder: Path) -> None:
    template = prepared(folder)
    for name in sample_names(folder):
        draft = make_draft(template, load_answers(template, folder / "samples" / f"{name}.yaml").values)
        read = read_file("a.docx", word_file(draft.blocks, draft.number, ON, draft.title))
        assert shape(read.body) == shape(draft.body)
        assert blanks(draft._replace(body=read.body)) == blanks(draft)


@pytest.mark.slow
@pytest.mark.parametrize("folder", CONTRACTS, ids=lambda folder: folder.name)
def test_contract_samples_pass_the_check_as_drafts(folder: Path, starter: Settings) -> None:
    """Stage: draft, before the vote; day: ON; place: the one the sample answers."""
    samples = [str(folder / "samples" / f"{name}.yaml") for name in sample_names(folder)]
    for record in check(starter, samples, Choice(on=ON, stage="draft")):
        assert isinstance(record, dict), record
        found = [(f["rule"], f["clause"], f["message"]) for f in record["findings"]]
        grave = [f["severity"] for f in record["findings"] if f["severity"] in ("illegal", "missing")]
        assert (record["stage"], record["on"], grave) == ("draft", ON.isoformat(), []), found
        assert record["rules"] > 50


MOST_QUESTIONS = 25
PLAIN = {"text": "示例（虚构）", "long_text": "示例", "date": "2027-01-01", "yes_no": "no", "choice": "1"}
WAGE = [folder for folder in CONTRACTS if open_template(folder).template.kind == "wage"]


@pytest.mark.parametrize("folder", WAGE, ids=lambda folder: folder.name)
def test_a_wage_agreement_takes_few_questions(folder: Path) -> None:
    """The plain path: what is proposed is taken, the first choice, no to what is optional, one row in each table."""
    interview = begin(prepared(folder))
    while step := next_step(interview):
        proposed = isinstance(step.question.default, str)
        interview = answer(interview, "" if proposed else PLAIN.get(step.question.type, "12"))
    assert progress(interview).total <= MOST_QUESTIONS
    assert unanswered(interview.prepared, answers_so_far(interview)) == []
