"""Every template of the starter library: samples as expected, every branch taken, what is written is read back."""

import io
from collections.abc import Callable
from pathlib import Path

import pytest
from docx import Document

from cbtool.desk.draft import load_answers
from cbtool.drafting.draft import make_draft
from cbtool.drafting.package import word_file
from cbtool.drafting.prepared import Prepared, prepare
from cbtool.drafting.trial import trial_answers, untaken_branches
from cbtool.library.library import open_library
from cbtool.library.templates import open_template, sample_names
from cbtool.resources import starter_library
from cbtool.text.body import read_blocks
from cbtool.text.clauses import parse_clauses
from tests.conftest import ON

TEMPLATES = sorted((starter_library() / "templates").iterdir())
IDS = [folder.name for folder in TEMPLATES]
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


@pytest.mark.parametrize("folder", TEMPLATES, ids=IDS)
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
