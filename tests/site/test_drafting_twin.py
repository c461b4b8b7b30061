"""The drafting of the browser gives what the vectors say, as the drafting of the program does."""

import hashlib
import json
import random
from collections.abc import Iterator
from datetime import date
from pathlib import Path
from typing import Any

import pytest

from cbtool.drafting.answers import convert
from cbtool.drafting.draft import answer_texts, draft_number, make_draft
from cbtool.drafting.errors import BadAnswer
from cbtool.drafting.functions import FUNCTIONS
from cbtool.drafting.package import document_xml, word_file
from cbtool.drafting.prepared import Prepared, effective, is_asked, read_answers
from cbtool.drafting.trial import trial_answers
from cbtool.library.answers import answers_bytes, read_answers_file
from cbtool.library.yamlfile import read_record
from cbtool.model.template import AnswersFile, Question
from tests.drafting.drafting_data import tag, untag
from tests.site.drafting_site import TEMPLATES, Drafting, open_folder, opened, write_site

pytestmark = pytest.mark.browser
VECTORS = Path(__file__).parents[1] / "vectors"
ON = date(2026, 11, 21)
LONG = ("长" * 10_000, "x" * 10_000, "a_-*|#" * 1700, "短\n" * 5000, "多" * 20_001)
HOSTILE = (
    "<script>alert(1)</script>", "</script><!--", "</textarea>", "$& $1 $$ $`", "|", "| a | b |", "| --- |", "#", "## 附件：甲", "\\", "\\\\",
    "{#name}", "{ref pay}", "{{ pay }}", "{% if %}", "- 一", "  - 二", "第一条 【甲】", "@@TITLE@@ @@BODY@@ @@NUMBER@@", "____", "＿＿＿＿_",
    "\ud800甲\udc00", "\x00\x01\x07\x1b\x1f\x7f\x85\x9f", "甲\u2028乙\u2029丙\x0b丁\x1c戊", "\ufeff\ue000\uffff", "\U0001f469\u200d\U0001f527𠮷" * 20,
    "（盖章）", "（说明）", "2026年3月18日", "甲：", "示集要〔2026〕1号", "constructor", "__proto__", "' \" & < > ;", "a: b # c", "- x: y", "yes", "null", "~",
    "\t甲\r\n乙\r丙\n\n丁 ", "\xa0\u3000甲\u200b",
)  # fmt: skip


def load(name: str) -> dict[str, Any]:
    loaded: dict[str, Any] = json.loads((VECTORS / f"{name}.json").read_text(encoding="utf-8"))
    return loaded


@pytest.fixture(scope="module")
def prepared() -> dict[str, Prepared]:
    return {name: open_folder(folder) for name, folder in TEMPLATES.items()}


@pytest.fixture(scope="module", params=["file", pytest.param("http", marks=pytest.mark.slow)])
def drafting(
    request: pytest.FixtureRequest, prepared: dict[str, Prepared], tmp_path_factory: Any
) -> Iterator[Drafting]:
    folder = tmp_path_factory.mktemp("drafting")
    write_site(folder, prepared)
    with opened(folder, request.param) as page:
        yield page


def test_functions_give_what_their_vectors_say(drafting: Drafting) -> None:
    cases = load("functions")["cases"]
    assert {case["function"] for case in cases} == set(FUNCTIONS)
    for case, got in zip(cases, drafting.run("functions", cases), strict=True):
        assert ("message" in got) if "error" in case else (got == {"result": case["result"]}), case


def test_expressions_evaluate_as_their_vectors_say(drafting: Drafting) -> None:
    vectors = load("expressions")
    cases = vectors["expressions"]
    given = {"trees": [case["tree"] for case in cases], "values": vectors["values"]}
    for case, got in zip(cases, drafting.run("expressions", given), strict=True):
        assert ("message" in got) if "error" in case else (got == {"result": case["result"]}), case


def test_templates_evaluate_as_their_vectors_say(drafting: Drafting) -> None:
    vectors = load("expressions")
    cases = vectors["templates"]
    given = [
        {
            "tree": case["tree"],
            "values": {**vectors["values"], **({"employer": case["employer"]} if "employer" in case else {})},
        }
        for case in cases
    ]
    for case, got in zip(cases, drafting.run("renders", given), strict=True):
        assert (got["line"] == case["error"]) if "error" in case else (got == {"result": case["text"]}), case


def test_sources_are_numbered_as_their_vectors_say(drafting: Drafting) -> None:
    cases = load("numbering")["cases"]
    for case, got in zip(cases, drafting.run("numberings", cases), strict=True):
        assert (got["line"] == case["error"]) if "error" in case else (got["result"]["text"] == case["text"]), case


def test_answers_become_what_their_vectors_say(drafting: Drafting) -> None:
    vectors = load("answers")
    questions = {name: Question.model_validate(question) for name, question in vectors["questions"].items()}
    cases = [{**case, "question": vectors["questions"][case["question"]]} for case in vectors["cases"]]
    browser = drafting.run(
        "conversions",
        [{**c, "question": {"type": "text", **c["question"], "fields": _typed(c["question"])}} for c in cases],
    )
    for case, got in zip(vectors["cases"], browser, strict=True):
        known = {name: untag(value) for name, value in case.get("known", {}).items()}
        try:
            expected: dict[str, Any] = {"result": tag(convert(questions[case["question"]], case["raw"], known=known))}
        except BadAnswer as error:
            expected = {"message": error.message, "remedy": error.remedy}
        assert {key: case[key] for key in ("result", "message", "remedy") if key in case} == expected, case
        assert {key: got[key] for key in expected} == expected, case


def _typed(question: dict[str, Any]) -> list[dict[str, Any]]:
    return [{"type": "text", **field} for field in question.get("fields", [])]


def test_digests_are_those_of_sha_256(drafting: Drafting) -> None:
    texts = ["", "abc", "甲" * 17, *("x" * size for size in range(50, 130)), "长" * 5000]
    assert drafting.run("digests", texts) == [hashlib.sha256(text.encode()).hexdigest() for text in texts]


@pytest.mark.parametrize("name", sorted(TEMPLATES))
@pytest.mark.parametrize("count", [12, pytest.param(250, marks=pytest.mark.slow)])
def test_the_same_answers_give_the_same_draft_and_the_same_file(
    drafting: Drafting, prepared: dict[str, Prepared], name: str, count: int
) -> None:
    template = prepared[name]
    answers = [answer_texts(template, trial_answers(template, seed)) for seed in range(count)]
    _agree(drafting, template, [*answers, {}])


@pytest.mark.parametrize("name", sorted(TEMPLATES))
def test_hostile_answers_give_the_same_draft_and_the_same_file(
    drafting: Drafting, prepared: dict[str, Prepared], name: str
) -> None:
    template = prepared[name]
    _agree(drafting, template, [_hostile(template, index, text) for index, text in enumerate(HOSTILE)])


@pytest.mark.parametrize("text", LONG, ids=range(len(LONG)))
def test_long_answers_give_the_same_draft_and_the_same_file(
    drafting: Drafting, prepared: dict[str, Prepared], text: str
) -> None:
    template = prepared["example-wage"]
    _agree(drafting, template, [_hostile(template, 1, text)])


def _hostile(template: Prepared, seed: int, text: str) -> dict[str, Any]:
    """Made-up answers, with this text wherever words are asked for, and once where something else is."""
    answers = answer_texts(template, trial_answers(template, seed))
    others = [q.name for q in template.template.questions if q.type not in ("text", "long_text", "records")]
    spoiled = random.Random(seed).choice(others) if others else ""
    for question in template.template.questions:
        if question.type in ("text", "long_text") or question.name == spoiled:
            answers[question.name] = text
        for row in answers.get(question.name, ()) if question.type == "records" else ():
            row.update({field.name: text[:300] for field in question.fields if field.type == "text"})
    return answers


def _agree(drafting: Drafting, template: Prepared, answers: list[dict[str, Any]]) -> None:
    given = {"template": template.template.id, "answers": answers, "on": ON.isoformat()}
    for raw, got in zip(answers, drafting.run("drafts", given), strict=True):
        assert got.get("result") == _expected(template, raw), (got, raw)


def _expected(template: Prepared, raw: dict[str, Any]) -> dict[str, Any]:
    values, problems = read_answers(template.template, raw)
    draft = make_draft(template, values)
    body = draft.body.replace("＿", "_")
    return {
        "problems": [[problem.message, problem.remedy] for problem in problems],
        "title": draft.title,
        "body": draft.body,
        "number": draft_number(template, draft.answers),
        "blanks": sum(1 for part in body.split("____")[1:] if not part.startswith("_")),
        "answers": draft.answers,
        "xml": hashlib.sha256(document_xml(draft.blocks).encode()).hexdigest(),
        "docx": hashlib.sha256(word_file(draft.blocks, draft.number, ON, draft.title)).hexdigest(),
        "kept": True,
    }


@pytest.mark.parametrize("name", sorted(TEMPLATES))
def test_samples_are_read_and_give_the_same_bytes(drafting: Drafting, prepared: dict[str, Prepared], name: str) -> None:
    template = prepared[name]
    for file in sorted((TEMPLATES[name] / "samples").glob("*.yaml")):
        values, problems = read_answers(template.template, read_answers_file(file).answers)
        draft = make_draft(template, values)
        given = {"template": name, "answers": file.read_text(encoding="utf-8"), "on": ON.isoformat()}
        assert problems == ()
        assert bytes(drafting.run("bytes", given)) == word_file(draft.blocks, draft.number, ON, draft.title)


@pytest.mark.parametrize("name", sorted(TEMPLATES))
def test_the_same_questions_are_asked(drafting: Drafting, prepared: dict[str, Prepared], name: str) -> None:
    template = prepared[name]
    answers = [answer_texts(template, trial_answers(template, seed)) for seed in range(20)]
    for raw, got in zip(answers, drafting.run("asked", {"template": name, "answers": answers}), strict=True):
        counted = effective(template, read_answers(template.template, raw)[0])
        assert got == [is_asked(template, question.name, counted) for question in template.template.questions]


@pytest.mark.parametrize("name", sorted(TEMPLATES))
def test_answers_files_of_the_page_and_of_the_program_are_read_by_both(
    drafting: Drafting, prepared: dict[str, Prepared], name: str
) -> None:
    template = prepared[name]
    raws = [_hostile(template, index, text) for index, text in enumerate((*HOSTILE, *LONG[:3]))]
    written = drafting.run("written", {"template": name, "answers": raws})
    kept = [answer_texts(template, read_answers(template.template, raw)[0]) for raw in raws]
    files = [AnswersFile(template=name, version=template.template.version, answers=answers) for answers in kept]
    for text, file in zip(written, files, strict=True):
        assert read_record(text, AnswersFile, "answers.yaml") == (file, [])
    for got, file in zip(drafting.run("yaml", [answers_bytes(file).decode() for file in files]), files, strict=True):
        assert got.get("result", got).get("answers", {}) == file.answers


def test_a_template_that_cannot_be_loaded_is_named_and_may_be_tried_again(drafting: Drafting) -> None:
    fault = ["模板读不出来：no-such", "请检查网络，或重新解压站点文件后再试。"]
    assert drafting.run("loads", ["no-such", "request", "no-such"]) == [fault, "request", fault]
    drafting.errors.clear()


def test_columns_are_asked_by_what_stands_in_their_row(drafting: Drafting) -> None:
    cells = [{"method": "piece"}, {"method": "time"}, {"method": None}, {}]
    given = {"template": "example-wage", "name": "posts.unit_price", "cells": cells}
    assert drafting.run("columns", given) == [True, False, False, False]


ANSWERS = """\
# 一份写得随意的答案文件
template: example-wage   # 模板
version: 1
answers:
  employer: '深圳 ''示例'' 厂

    二行'
  union: "示例\\u5DE5\\U00004F1A \\
    \\ 续行"
  workers_first: yes
  posts:
    - {post: 装配工, count: '320', pay: "2,760"}
    -   post: 检验工

        count: 45
  allowances: []
  other_terms: |
    一 # 不是注释

      二
  pay_day: 1
    5
"""


def test_an_answers_file_may_be_written_as_people_write_yaml(drafting: Drafting) -> None:
    expected, problems = read_record(ANSWERS, AnswersFile, "answers.yaml")
    assert expected and not problems
    [got] = drafting.run("reads", {"template": "example-wage", "texts": [ANSWERS]})
    assert "result" in got, got
    assert got["result"]["answers"] == expected.answers
    assert got["result"]["problems"] == []


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ("", "这不是答案文件"),
        ("随便什么", "第 1 行读不懂"),
        ("\x00\x01PK", "第 1 行读不懂"),
        ("template: other\nanswers: {}\n", "这是模板 other 的答案"),
        ("template: example-wage\nanswers:\n- a\n", "answers 读不懂"),
        ("template: example-wage\nanswers: 甲\n", "answers 读不懂"),
        ("template: example-wage\nanswers:\n  employer: '没完\n", "引号没有结束"),
        ("template: example-wage\nanswers:\n  employer: '甲' 乙\n", "第 3 行的引号后面还有文字"),
        ("template: example-wage\nanswers:\n  employer: *x\n", "第 3 行用了这里不支持的写法“*”"),
        ("template: example-wage\nanswers:\n  posts: [{post: 甲\n", "第 3 行的括号没有在这一行结束"),
        ("template: example-wage\nanswers:\n  employer: 甲\n  employer: 乙\n", "第 4 行的“employer”写了两次"),
        ("template: example-wage\nanswers:\n  employer: 甲\n    - 乙\n   union: 丙\n", "第 5 行"),
    ],
)
def test_a_file_that_is_no_answers_file_is_refused(drafting: Drafting, text: str, message: str) -> None:
    [got] = drafting.run("reads", {"template": "example-wage", "texts": [text]})
    assert message in got["message"]
    assert got["remedy"]


def test_answers_that_do_not_fit_are_named_and_the_others_kept(drafting: Drafting) -> None:
    text = "template: example-wage\nversion: 1\nanswers:\n  pay_day: 40\n  wage: 1\n  years: 二\n"
    [got] = drafting.run("reads", {"template": "example-wage", "texts": [text]})
    assert got["result"]["problems"] == ["模板里没有叫“wage”的问题", "pay_day：“每月发薪日”不能大于 28"]
