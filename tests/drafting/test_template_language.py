"""What a template may say; everything else is refused with file and line before anything is rendered."""

import json
from datetime import date
from decimal import Decimal
from random import Random

import pytest

from cbtool.drafting.compiling import compile_template
from cbtool.drafting.errors import TemplateError
from cbtool.drafting.evaluation import evaluate
from cbtool.drafting.prepared import prepare
from cbtool.drafting.values import LIMIT, calculate, divide, scaled, settle
from cbtool.model.template import Choice, Question, Template

QUESTIONS = (
    Question(name="firm", label="企业"),
    Question(name="pay", label="工资", type="money"),
    Question(name="start", label="开始", type="date"),
    Question(name="night", label="夜班", type="yes_no"),
    Question(name="base", label="基数", type="choice", choices=(Choice(value="a", label="甲"),)),
    Question(name="posts", label="岗位", type="records", fields=(Question(name="post", label="岗位"),)),
)

REFUSED = [
    "{{ pay / 2 }}",
    "{{ pay // 2 }}",
    "{{ pay % 2 }}",
    "{{ pay ** 2 }}",
    "{{ +pay }}",
    "{{ 1 < pay < 3 }}",
    "{{ posts[0] }}",
    "{{ posts[0:1] }}",
    "{{ {'a': 1} }}",
    "{{ (1, 2) }}",
    "{{ pay is none }}",
    "{{ pay is defined }}",
    "{{ firm.upper() }}",
    "{{ firm.__class__ }}",
    "{{ posts.post }}",
    "{{ pay.post }}",
    "{{ (posts).post }}",
    "{{ 1.23456 }}",
    "{{ 100000000000 }}",
    "{{ 'a' if night }}",
    "{{ firm | upper }}",
    "{{ firm | safe }}",
    "{{ firm | default }}",
    "{{ firm | default('a', true) }}",
    "{{ firm | default(value='a') }}",
    "{{ money(amount=pay) }}",
    "{{ money(*posts) }}",
    "{{ money() }}",
    "{{ money(pay, 2) }}",
    "{{ default(pay, 1) }}",
    "{{ missing }}",
    "{{ missing_function(1) }}",
    "{{ range(3) }}",
    "{{ cycler('a') }}",
    "{{ self }}",
    "{{ loop.index }}",
    "{{ choice(pay) }}",
    "{{ choice('a') }}",
    "{{ choice(base, 1) }}",
    "{{ firm ~ ref('a') }}",
    "{{ ref() }}",
    "{{ ref('a', 'b') }}",
    "{% for post in posts %}{{ post.pay }}{% endfor %}",
    "{% for post in posts %}{{ loop.length }}{% endfor %}",
    "{% for post in posts if night %}{% endfor %}",
    "{% for post in posts recursive %}{% endfor %}",
    "{% for post in posts %}{% else %}乙{% endfor %}",
    "{% for a, b in posts %}{% endfor %}",
    "{% for pay in posts %}{% endfor %}",
    "{% for post in posts %}{% endfor %}{{ post }}",
    "{% set pay = 1 %}",
    "{% set money = 1 %}",
    "{% set loop = 1 %}",
    "{% set a, b = 1, 2 %}",
    "{% set a %}甲{% endset %}",
    "{% set a = 1 %}{% for p in posts %}{% set a = 2 %}{% endfor %}",
    "{% if night %}{% set a = 1 %}{% endif %}{{ a }}",
    "{% if night %}{% set a = 1 %}{% elif pay > 1 %}{% else %}{% set a = 1 %}{% endif %}{{ a }}",
    "{% for p in posts %}{% set a = 1 %}{% endfor %}{{ a }}",
    "{% macro m(a='x') %}{% endmacro %}",
    "{% macro m(pay) %}{% endmacro %}",
    "{% macro money(a) %}{% endmacro %}",
    "{% macro m(a) %}{% endmacro %}{% macro m(a) %}{% endmacro %}",
    "{% macro m(a) %}{% endmacro %}{{ m() }}",
    "{% macro m(a) %}{% endmacro %}{{ m(a=1) }}",
    "{% macro m(a) %}{% endmacro %}{{ m(1) ~ 'x' }}",
    "{% macro m(a) %}{{ m(a) }}{% endmacro %}",
    "{% set x = 1 %}{% macro m(a) %}{{ x }}{% endmacro %}",
    "{{ m(1) }}{% macro m(a) %}{% endmacro %}",
    "{% if night %}{% macro m(a) %}{% endmacro %}{% endif %}",
    "{% include 'a' %}",
    "{% import 'a' as b %}",
    "{% from 'a' import b %}",
    "{% extends 'a' %}",
    "{% block b %}{% endblock %}",
    "{% filter upper %}甲{% endfilter %}",
    "{% call m(1) %}{% endcall %}",
    "{% with a = 1 %}{% endwith %}",
    "{% do 1 %}",
    "{%- if night %}{% endif %}",
    "{% if night -%}{% endif %}",
    "{{- firm }}",
    "{{ firm +}}",
    "{% if night %}",
    "{{ firm",
    "{% endif %}",
    "{{ }}",
    "\ue000",
]


@pytest.mark.parametrize("source", REFUSED)
def test_everything_outside_the_subset_is_refused_with_file_and_line(source: str) -> None:
    with pytest.raises(TemplateError) as caught:
        compile_template("# 标题\n\n正文\n" + source + "\n", "wage/template.md", QUESTIONS)
    assert caught.value.file == "wage/template.md"
    assert caught.value.line == (0 if source == "\ue000" else 4)
    assert "wage/template.md" in caught.value.message


def test_a_tree_is_plain_json() -> None:
    source = "{% for p in posts %}{{ p.post }}{% endfor %}{{ pay * 1.5 }}{{ choice(base) }}\n"
    tree = compile_template(source, "t.md", QUESTIONS)
    assert json.loads(json.dumps(tree)) == tree


def test_a_variable_set_in_every_branch_may_be_used_after_it() -> None:
    source = "{% if night %}{% set a = 1 %}{% else %}{% set a = 2 %}{% endif %}{{ a }}"
    tree = compile_template(source, "t.md", QUESTIONS)
    assert [evaluate(tree, {"night": night}) for night in (True, False)] == ["1", "2"]


def test_an_error_of_evaluation_names_the_line_of_the_template() -> None:
    source = "甲\n{% for p in posts %}\n乙\n{{ money(p.post) }}\n{% endfor %}\n"
    with pytest.raises(TemplateError) as caught:
        evaluate(compile_template(source, "t.md", QUESTIONS), {"posts": [{"post": "装配"}]})
    assert (caught.value.file, caught.value.line) == ("t.md", 4)


def test_a_name_that_a_tree_has_but_the_answers_lack_is_an_error() -> None:
    tree = compile_template("{{ firm }}", "t.md", QUESTIONS)
    tree["questions"].remove("firm")
    with pytest.raises(TemplateError):
        evaluate(tree, {})


def form(**first: object) -> Template:
    questions = [{"name": "pay", "label": "工资", "type": "money"}, {"name": "x", "label": "甲", **first}]
    return Template.model_validate(
        {
            "id": "t",
            "title": "题",
            "version": "1",
            "document": "paper",
            "paper": "request",
            "summary": "概要",
            "when": "何时",
            "questions": questions,
        }
    )


@pytest.mark.parametrize(
    "first",
    [
        {"ask_if": "x"},
        {"ask_if": "later == 1"},
        {"ask_if": "pay /"},
        {"ask_if": "pay > 1 }}{{ pay"},
        {"type": "money", "default": "很多"},
        {"type": "money", "min": "start"},
        {"type": "date", "min": "pay"},
        {"type": "money", "min": "10", "default": "5"},
        {"type": "records", "min": "一", "fields": [{"name": "y", "label": "乙"}]},
        {"type": "records", "fields": [{"name": "y", "label": "乙", "ask_if": "z == 1"}]},
    ],
)
def test_a_form_whose_questions_do_not_fit_is_refused(first: dict[str, object]) -> None:
    with pytest.raises(TemplateError):
        prepare(form(**first), "# 题\n")


def test_a_deeply_nested_expression_is_refused_not_a_crash() -> None:
    with pytest.raises(TemplateError):
        prepare(form(), "# 题\n{{ " + "(" * 3000 + "1" + ")" * 3000 + " }}\n")


def test_arithmetic_equals_whole_numbers_of_ten_thousandths() -> None:
    random = Random(7)
    for _ in range(3000):
        a, b = (Decimal(random.randint(-(10**10), 10**10)).scaleb(-random.randint(0, 4)) for _ in "ab")
        x, y = scaled(settle(a)), scaled(settle(b))
        if abs(x * y) < 10**19 - 10**9:
            product = (abs(x * y) + 5000) // 10000 * (1 if x * y >= 0 else -1)
            found = calculate("*", settle(a), settle(b))
            assert found is not None and scaled(found) == product
        if y and abs(x) < abs(y) * 10**6:
            places = random.randint(0, 4)
            quotient = (2 * abs(x) * 10**places + abs(y)) // (2 * abs(y)) * (1 if (x < 0) == (y < 0) else -1)
            assert scaled(divide(settle(a), settle(b), places)) == quotient * 10 ** (4 - places)
    assert LIMIT == 10**11


def test_an_unanswered_value_prints_as_a_visible_blank() -> None:
    source = "{{ firm }} {{ money(pay) }} {{ date(add_days(start, 3)) }} {{ '共' ~ pay }} {{ choice(base) }}"
    assert evaluate(compile_template(source, "t.md", QUESTIONS), {}) == "____ ____ ____ 共____ ____"
    values = {"firm": "示例厂", "pay": Decimal("2700"), "start": date(2026, 3, 18), "base": "a"}
    assert evaluate(compile_template(source, "t.md", QUESTIONS), values) == ("示例厂 2,700 2026年3月21日 共2700 甲")
