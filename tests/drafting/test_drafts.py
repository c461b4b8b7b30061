"""Drafts of the example template: samples, random answers, hostile answers, coded values."""

import re
from collections.abc import Callable
from decimal import Decimal
from typing import Any

import pytest

from cbtool.drafting.draft import make_draft
from cbtool.drafting.errors import TemplateError
from cbtool.drafting.prepared import Prepared, effective
from cbtool.drafting.trial import trial_answers, untaken_branches
from cbtool.model.template import Values
from cbtool.text.body import read_blocks
from cbtool.text.clauses import parse_clauses
from cbtool.text.numerals import to_chinese

Sample = Callable[[str], tuple[Values, str]]
HOSTILE = [
    "#标题",
    "## 第一章 总则",
    "### 条 {#purpose}",
    "|格|格|",
    "- 项",
    "  - 项",
    "{ref purpose}",
    "{{ union }}",
    "{#name}",
    "\\",
    "\\\\|",
    "a\nb\r\nc\u2028d\x85e",
    "$& $1 $` <script>alert(1)</script> &amp;",
    "\x00\x1b甲\ufeff\u202e乙",
    "| --- |",
    "—— ＃ ｜ ｛",
    "@@BODY@@ @@NUMBER@@",
    "𠮷",
]


@pytest.mark.parametrize("name", ["piece", "plain"])
def test_a_sample_gives_its_expected_text(example: Prepared, sample: Sample, name: str) -> None:
    values, expected = sample(name)
    assert make_draft(example, values).body == expected


@pytest.mark.parametrize("seed", range(300))
def test_numbering_has_no_gaps_and_references_are_right(example: Prepared, seed: int) -> None:
    draft = make_draft(example, trial_answers(example, seed))
    labels = re.findall(r"^(第[^ ]+条) ", draft.body, re.MULTILINE)
    assert labels == [f"第{to_chinese(n)}条" for n in range(1, len(labels) + 1)]
    chapters = re.findall(r"^## (第.+章) ", draft.body, re.MULTILINE)
    assert chapters == [f"第{to_chinese(n)}章" for n in range(1, len(chapters) + 1)]
    raised = re.search(r"^(第.+条) 【工资增长】", draft.body, re.MULTILINE)
    assert raised is not None and f"本表为{raised[1]}所称岗位工资" in draft.body
    base = re.search(r"^(第.+条) 【加班工资基数】", draft.body, re.MULTILINE)
    assert base is not None
    if "【津贴】" in draft.body:
        assert f"不计入{base[1]}的基数" in draft.body
    assert "{" not in draft.body and parse_clauses(draft.body).warnings == ()


@pytest.mark.parametrize("seed", range(60))
def test_the_blocks_are_those_the_body_reads_back_as(example: Prepared, seed: int) -> None:
    draft = make_draft(example, trial_answers(example, seed))
    again = read_blocks(draft.body)
    assert [(b.line, b.rows, b.header) for b in draft.blocks] == [(b.line, b.rows, b.header) for b in again]
    headed = ("article", "chapter", "annex")
    assert [b[:4] for b in draft.blocks if b.kind in headed] == [b[:4] for b in again if b.kind in headed]


@pytest.mark.parametrize("word", HOSTILE)
def test_an_answer_never_becomes_structure(example: Prepared, sample: Sample, word: str) -> None:
    values, _ = sample("piece")
    plain = make_draft(example, values)
    posts: Any = values["posts"]
    hostile = {
        **values,
        "employer": word,
        "union": word,
        "other_terms": f"{word}\n{word}",
        "posts": [{**row, "post": word} for row in posts],
        "allowances": [{"name": word, "amount": None}, {"name": word, "amount": Decimal(1)}],
    }
    draft = make_draft(example, hostile)
    assert [b.label for b in draft.blocks if b.label] == [b.label for b in plain.blocks if b.label]
    assert [len(b.rows) for b in draft.blocks if b.rows] == [len(b.rows) for b in plain.blocks if b.rows]
    if "第一章" not in word:
        found = [(c.id, c.label) for c in parse_clauses(draft.body).walk() if c.kind in ("article", "annex")]
        assert found == [(b.clause_id, b.label) for b in plain.blocks if b.kind in ("article", "annex")]


def test_text_in_cells_and_lines_is_kept_as_typed(example: Prepared, sample: Sample) -> None:
    values, _ = sample("piece")
    word = "#a|b\\ - {c} $& <script>"
    blocks = make_draft(example, {**values, "other_terms": word, "posts": [{"post": word}]}).blocks
    assert word in [block.line for block in blocks]
    assert [row[0] for block in blocks for row in block.rows].count(word) == 1
    body = make_draft(example, {**values, "other_terms": word, "posts": [{"post": word}]}).body
    again = read_blocks(body)
    assert word in [block.line for block in again]
    assert word in [row[0] for block in again for row in block.rows]


def test_every_branch_of_the_example_is_taken(example: Prepared) -> None:
    assert untaken_branches(example, 300) == []


def test_an_answer_to_a_question_no_longer_asked_does_not_count(example: Prepared, sample: Sample) -> None:
    values, _ = sample("piece")
    changed = {**values, "overtime_base": "actual", "night_work": False}
    counted = effective(example, changed)
    assert counted["overtime_floor"] is None and counted["night_days"] is None
    rows: Any = counted["posts"]
    assert [row["unit_price"] for row in rows] == [Decimal("0.125"), None, None, None]


def test_the_coded_values_know_their_clause(example: Prepared, sample: Sample) -> None:
    values, _ = sample("piece")
    found = [tuple(provision) for provision in make_draft(example, values).provisions]
    assert found == [("pay.raise", "6.5", "%", "art_3"), ("pay.overtime_base", "2800", "元", "art_5")]


def test_the_number_follows_from_template_and_answers(example: Prepared, sample: Sample) -> None:
    values, _ = sample("piece")
    draft = make_draft(example, values)
    assert re.fullmatch(r"example-wage-[0-9a-f]{8}", draft.number)
    assert make_draft(example, dict(reversed(values.items()))).number == draft.number
    assert make_draft(example, {**values, "pay_day": Decimal(16)}).number != draft.number
    assert draft.title == "深圳市示例电子有限公司（虚构）工资专项集体合同"
    assert draft.answers["posts"][1] == {"post": "检验工", "count": "45", "pay": "3100.5", "method": "time"}


def test_a_fault_of_numbering_names_the_line_of_the_template(example: Prepared) -> None:
    broken = example._replace(tree={**example.tree, "body": [["text", "# 题\n", 1], ["text", "#### 深\n", 9]]})
    with pytest.raises(TemplateError) as caught:
        make_draft(broken, {})
    assert caught.value.line == 9
