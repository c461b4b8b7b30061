"""Made-up answers, expressions and sources: the browser and the program agree, also about what is wrong."""

import json
import os
from collections.abc import Callable, Iterator
from pathlib import Path
from random import Random
from typing import Any

import pytest

from cbtool.drafting.answers import convert
from cbtool.drafting.errors import BadAnswer, TemplateError, ValueFault
from cbtool.drafting.evaluation import evaluate_expression
from cbtool.drafting.functions import FUNCTIONS
from cbtool.drafting.numbering import number_source
from cbtool.drafting.word import body_xml
from cbtool.errors import CbtoolError
from cbtool.model.template import Question
from tests.drafting.drafting_data import tag, untag
from tests.site.drafting_site import Drafting, opened, write_site

pytestmark = pytest.mark.browser
SEED = int(os.environ.get("CBTOOL_FUZZ_SEED", "1"))
EXPRESSIONS = json.loads((Path(__file__).parents[1] / "vectors" / "expressions.json").read_text(encoding="utf-8"))
VALUES = {name: untag(value) for name, value in EXPRESSIONS["values"].items()}
SIGNS = "零〇一二两三五九十百千万亿廿半点成倍元圆角分整%％％‰,，.．-+/0123456789０１２①½年月日天个工作人民币￥¥百分之千分之第 \u3000甲aO"
WHOLE = (
    "人民币",
    "百分之",
    "千分之",
    "个工作日",
    "工作日",
    "一倍半",
    "2026",
    "3",
    "18",
    "2700",
    "2,700.50",
    "0.125",
    "壹仟贰佰",
    "万",
    "亿",
    "元",
    "年",
    "月",
    "日",
    "-",
)
TYPES = (
    {"name": "a", "label": "甲", "type": "number"},
    {"name": "a", "label": "甲", "type": "money", "min": "10", "max": "100000", "unit": "元/月"},
    {"name": "a", "label": "甲", "type": "percent", "max": "100"},
    {"name": "a", "label": "甲", "type": "days"},
    {"name": "a", "label": "甲", "type": "integer"},
    {"name": "a", "label": "甲", "type": "date", "min": "2000-01-01"},
    {"name": "a", "label": "甲", "type": "yes_no"},
    {
        "name": "a",
        "label": "甲",
        "type": "choice",
        "choices": [{"value": "x", "label": "一"}, {"value": "y", "label": "二"}],
    },
    {"name": "a", "label": "甲"},
    {"name": "a", "label": "甲", "type": "long_text"},
)
CONSTANTS = (
    *[
        ["number", n]
        for n in (
            0,
            1,
            -1,
            5000,
            10000,
            15000,
            -25000,
            20000,
            30000,
            12345,
            999999999999999,
            -999999999999999,
            27000000,
            123456789,
        )
    ],
    *[["const", x] for x in ("", "甲", "____", "pay", "post", "a\nb\u2028c", "\U0001f469", True, False, None)],
)
FAULTY = ("{#a}", " {#b}", "{ref b}", "{ref zzz}", "\\", "{", "{ref a")
PIECES = (
    "正文。", "款，见{ref a}。", "甲：____", "（说明）", "2026年3月18日", "甲公司（盖章）", "示集要〔2026〕1号", "\\#", "\\|", "\\\\", "\\𠮷", "&<>\"'", "$&", " ", "\t", "\u3000", "长" * 30, "深圳市示例电子有限公司（虚构）工资专项集体合同", "𠮷",
)  # fmt: skip
STARTS = (
    "",
    "",
    "",
    "# ",
    "## ",
    "### ",
    "###",
    "#### ",
    "- ",
    "- ",
    "  - ",
    "-",
    "| ",
    "| 甲 | 乙 |",
    "| --- | --- |",
    "| --- |",
    "| 一 | 二 |",
    "## 附件：",
    "## 附件:",
    "#",
    " ",
)


@pytest.fixture(scope="module")
def drafting(tmp_path_factory: Any) -> Iterator[Drafting]:
    folder = tmp_path_factory.mktemp("drafting")
    write_site(folder, {})
    with opened(folder, "file") as page:
        yield page


sizes = pytest.mark.parametrize("count", [1500, pytest.param(30_000, marks=pytest.mark.slow)])


@sizes
def test_any_raw_answer_is_taken_or_refused_alike(drafting: Drafting, count: int) -> None:
    random = Random(SEED)
    cases = [{"question": random.choice(TYPES), "raw": _raw(random)} for _ in range(count)]
    questions = [Question.model_validate(question) for question in TYPES]
    given = [{**case, "question": {"type": "text", **case["question"]}} for case in cases]
    for case, got in zip(cases, drafting.run("conversions", given), strict=True):
        question = questions[TYPES.index(case["question"])]
        assert got == _outcome(lambda: tag(convert(question, case["raw"]))), case  # noqa: B023


@sizes
def test_any_expression_gives_the_same_value_or_the_same_fault(drafting: Drafting, count: int) -> None:
    random = Random(SEED)
    trees = [_tree(random, 3) for _ in range(count)]
    given = {"trees": trees, "values": EXPRESSIONS["values"]}
    for tree, got in zip(trees, drafting.run("expressions", given), strict=True):
        assert got == _outcome(lambda: tag(evaluate_expression(tree, VALUES))), tree  # noqa: B023


@sizes
def test_any_source_is_numbered_and_written_alike_or_refused_at_the_same_line(drafting: Drafting, count: int) -> None:
    random = Random(SEED)
    cases = [
        {"source": _source(random), "numbering": random.choice(("chapters", "articles", "none"))} for _ in range(count)
    ]
    for case, got in zip(cases, drafting.run("numberings", cases), strict=True):
        assert got == _outcome(lambda: _numbered(**case)), case  # noqa: B023


def _outcome(compute: Callable[[], Any]) -> dict[str, Any]:
    try:
        return {"result": compute()}
    except (BadAnswer, ValueFault, TemplateError) as error:
        assert isinstance(error, CbtoolError)
        return {"message": error.message, "remedy": error.remedy, "line": getattr(error, "line", 0)}


def _raw(random: Random) -> str:
    parts = [
        random.choice(WHOLE) if random.random() < 0.4 else random.choice(SIGNS) for _ in range(random.randint(1, 9))
    ]
    return "".join(parts)


def _tree(random: Random, depth: int) -> list[Any]:
    """An expression that may or may not make sense."""
    if depth == 0 or random.random() < 0.2:
        return random.choice(CONSTANTS) if random.random() < 0.4 else ["name", random.choice(sorted(VALUES))]
    inner = [_tree(random, depth - 1) for _ in range(random.randint(1, 3))]
    kind = random.choice(
        (
            "and",
            "or",
            "not",
            "none",
            "pick",
            "compare",
            "calculate",
            "join",
            "list",
            "field",
            "choice",
            "call",
            "call",
            "call",
        )
    )
    if kind == "call":
        name = random.choice(sorted(FUNCTIONS))
        wanted = len(FUNCTIONS[name].takes) if random.random() < 0.9 else random.randint(0, 3)
        return ["call", name, [_argument(random, name, place, depth) for place in range(wanted)]]
    two = [inner[0], inner[-1]]
    return {
        "and": ["and", *two], "or": ["or", *two], "not": ["not", inner[0]], "none": ["none", inner[0]],
        "pick": ["pick", inner[0], inner[-1], inner[len(inner) // 2]],
        "compare": ["compare", random.choice(("==", "!=", "<", "<=", ">", ">=", "in", "not in")), *two],
        "calculate": ["calculate", random.choice("+-*"), *two],
        "join": ["join", inner], "list": ["list", inner], "field": ["field", inner[0], random.choice(("pay", "post", "constructor"))],
        "choice": ["choice", inner[0], [["actual", "实发工资"], ["甲", "乙"]]],
    }[kind]  # fmt: skip


def _argument(random: Random, name: str, place: int, depth: int) -> list[Any]:
    """Mostly of the kind the function takes."""
    kinds = {
        "number": ("pay", "rate", "days"),
        "date": ("start", "finish"),
        "list": ("posts",),
        "text": ("note", "employer"),
    }
    takes = FUNCTIONS[name].takes
    names = kinds.get(takes[min(place, len(takes) - 1)])
    if names is None or random.random() < 0.25:
        return _tree(random, depth - 1)
    numeric = names == kinds["number"] and random.random() < 0.7
    return (
        ["number", random.choice((0, 10000, 20000, 40000, 123456, -3650000, 50000, 15001, 999999999999999))]
        if numeric
        else ["name", random.choice(names)]
    )


def _source(random: Random) -> str:
    lines = [
        "# 标题" if random.random() < 0.95 else "标题",
        *random.choice((["## 总则", "### 目的 {#a}", "正文。"], [], ["### 甲"])),
    ]
    for _ in range(random.randint(0, 9)):
        text = "".join(
            random.choice(PIECES if random.random() < 0.97 else FAULTY) for _ in range(random.choice((0, 1, 1, 1, 2)))
        )
        start = random.choice(STARTS if random.random() < 0.4 else ("", "### ", "- ", "| 一 | 二 |"))
        lines.append("" if random.random() < 0.15 else start + text)
    return "\n".join(lines) + "\n"


def _numbered(source: str, numbering: str) -> dict[str, Any]:
    numbered = number_source(source, numbering)
    return {"text": numbered.text, "title": numbered.title, "xml": body_xml(numbered.blocks)}
