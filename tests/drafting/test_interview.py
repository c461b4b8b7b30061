"""The interview: what is asked, in which order, what an answer may be, and going back."""

from datetime import date
from decimal import Decimal

import pytest
from drafting_data import load_text

from cbtool.drafting.answers import answer_text, convert
from cbtool.drafting.draft import answer_texts
from cbtool.drafting.errors import AgainstLaw, BadAnswer
from cbtool.drafting.interview import (
    Interview,
    answer,
    answers_so_far,
    ask_again,
    back,
    begin,
    groups,
    next_question,
    next_step,
    progress,
    skip,
    skipped_names,
)
from cbtool.drafting.prepared import Prepared, prepare, read_answers, unanswered
from cbtool.drafting.trial import trial_answers
from cbtool.model.template import Limit, Question, Template

FORM = """
id: small
title: 小模板
version: 1
document: paper
paper: request
summary: 测试
when: 测试
numbering: none
questions:
- {name: firm, label: 企业, required: true, group: 当事人}
- {name: start, label: 开始日, type: date, group: 期限}
- {name: finish, label: 结束日, type: date, min: start, group: 期限}
- {name: piece, label: 有计件, type: yes_no, default: no, group: 工资}
- {name: rate, label: 倍数, type: percent, ask_if: piece, provision: pay.overtime, group: 工资}
- name: posts
  label: 岗位
  type: records
  max: 2
  ask_if: piece
  group: 工资
  default:
  - {post: 装配工, pay: '2700'}
  fields:
  - {name: post, label: 岗位, required: true}
  - {name: pay, label: 工资, type: money}
  - {name: reason, label: 低于三千的理由, ask_if: pay < 3000}
- {name: note, label: 备注, type: long_text}
"""


@pytest.fixture(scope="module")
def small() -> Prepared:
    return prepare(Template.model_validate(load_text(FORM)), "# 题\n\n{{ firm }}\n")


def keys(interview: Interview, *answers: str) -> list[str]:
    """The keys of the steps, answering each in turn; the last is still open."""
    asked = []
    for raw in answers:
        step = next_step(interview)
        assert step is not None
        asked.append(step.key)
        interview = answer(interview, raw)
    step = next_step(interview)
    return [*asked, step.key if step else "end"]


def test_only_what_applies_is_asked(small: Prepared) -> None:
    assert keys(begin(small), "甲厂", "", "", "", "") == ["firm", "start", "finish", "piece", "note", "end"]


def test_rows_are_asked_one_by_one(small: Prepared) -> None:
    given = ("甲厂", "", "", "是", "150", "是", "装配", "2700", "熟练前", "是", "检验", "3000", "无")
    assert keys(begin(small), *given)[5:] == [
        "posts+1",
        "posts.1.post",
        "posts.1.pay",
        "posts.1.reason",
        "posts+2",
        "posts.2.post",
        "posts.2.pay",
        "note",
        "end",
    ]


def test_an_empty_answer_takes_the_default(small: Prepared) -> None:
    interview = begin(small, {"firm": "甲厂", "start": None, "piece": True})
    for raw in ("", "", "", "", "", "", ""):
        interview = answer(interview, raw)
    assert answers_so_far(interview)["posts"] == [
        {"post": "装配工", "pay": Decimal(2700), "reason": None},
    ]


def test_a_wrong_answer_says_why_and_changes_nothing(small: Prepared) -> None:
    interview = begin(small, {"firm": "甲厂"})
    with pytest.raises(BadAnswer, match="不是日期"):
        answer(interview, "2026-02-30")
    interview = answer(interview, "2026年3月18日")
    with pytest.raises(BadAnswer, match="不能早于 2026年3月18日"):
        answer(interview, "2026-03-17")
    assert answers_so_far(answer(interview, "2026-3-18"))["finish"] == date(2026, 3, 18)


def test_a_required_question_insists_but_may_be_skipped(small: Prepared) -> None:
    with pytest.raises(BadAnswer, match="必须填写"):
        answer(begin(small), " ")
    interview = skip(begin(small))
    question = next_question(interview)
    assert question is not None and question.name == "start" and skipped_names(interview) == ("firm",)


def test_back_asks_the_last_question_again(small: Prepared) -> None:
    interview = answer(answer(begin(small), "甲厂"), "2026-01-01")
    assert next_step(back(interview)) == next_step(answer(begin(small), "甲厂"))
    assert back(begin(small)) == begin(small)


def test_an_interview_goes_on_where_it_stopped(small: Prepared) -> None:
    interview = skip(answer(begin(small), "甲厂"))
    resumed = begin(small, answers_so_far(interview), skipped_names(interview))
    assert next_step(resumed) == next_step(interview)
    again = begin(small, answers_so_far(interview))
    question = next_question(again)
    assert question is not None and question.name == "start"


def test_an_unfinished_table_is_gone_on_with(small: Prepared) -> None:
    interview = begin(small)
    for raw in ("甲厂", "", "", "是", "150", "是", "装配", "2700", "学徒", "是", "检验"):
        interview = answer(interview, raw)
    saved, skipped = answers_so_far(interview), skipped_names(interview)
    assert saved["posts"] == [{"post": "装配", "pay": Decimal(2700), "reason": "学徒"}]
    assert skipped == ("start", "finish", "posts")
    step = next_step(begin(small, saved, skipped))
    assert step is not None and step.key == "posts+2"


def test_a_column_never_hides_a_question_of_the_same_name() -> None:
    text = FORM.replace("name: post,", "name: firm,").replace("{post: 装配工", "{firm: 装配工")
    same = prepare(Template.model_validate(load_text(text)), "# 题\n")
    interview = begin(same)
    for raw in ("甲厂", "", "", "是", "", "是", "装配"):
        interview = answer(interview, raw)
    assert answers_so_far(interview)["firm"] == "甲厂"


def test_progress_counts_only_what_is_asked(small: Prepared) -> None:
    interview = begin(small)
    assert progress(interview) == (0, 5)
    for raw in ("甲厂", "", "", "是"):
        interview = answer(interview, raw)
    assert progress(interview) == (4, 7)
    done = begin(small, {"firm": "甲", "piece": False}, ("start", "finish", "note"))
    assert next_step(done) is None and progress(done) == (5, 5)


def test_groups_head_the_questions(small: Prepared) -> None:
    assert groups(small) == ("当事人", "期限", "工资")
    step = next_step(begin(small, {"firm": "甲"}))
    assert step is not None and step.group == "期限"


@pytest.mark.parametrize("proven", [True, False])
def test_the_law_limits_an_answer(small: Prepared, proven: bool) -> None:
    """A proven limit refuses; one that is not lets the person insist."""

    def limits(provision: str, unit: str) -> Limit | None:
        return (
            Limit(Decimal(150), None, "劳动法第四十四条", proven)
            if (provision, unit) == ("pay.overtime", "%")
            else None
        )

    interview = begin(small, {"firm": "甲", "piece": True}, ("start", "finish"))
    with pytest.raises(AgainstLaw, match="至少 150%") as caught:
        answer(interview, "149.9", limits)
    assert (caught.value.remedy, caught.value.proven) == ("依据：劳动法第四十四条", proven)
    assert answers_so_far(answer(interview, "150%", limits))["rate"] == Decimal(150)
    if proven:
        with pytest.raises(AgainstLaw):
            answer(interview, "149.9", limits, insists=True)
    else:
        assert answers_so_far(answer(interview, "149.9", limits, insists=True))["rate"] == Decimal("149.9")


def test_an_answer_taken_back_is_asked_next(small: Prepared) -> None:
    done = begin(small, {"firm": "甲", "piece": True, "rate": Decimal(90)}, ("start", "finish", "posts", "note"))
    assert next_step(done) is None
    question = next_question(ask_again(done, ["rate"]))
    assert question is not None and question.name == "rate"


def test_required_questions_without_answer_are_named(small: Prepared) -> None:
    rows = [{"post": None, "pay": Decimal(1)}]
    assert [q.name for q in unanswered(small, {"piece": True, "posts": rows})] == ["firm", "posts"]
    assert unanswered(small, {"firm": "甲", "posts": rows}) == []


@pytest.mark.parametrize(
    ("kind", "raw", "value"),
    [
        ("money", "2,700.50 元", "2700.5"),
        ("money", "２７００", "2700"),
        ("money", "2.5万元", "25000"),
        ("percent", "6.5%", "6.5"),
        ("percent", "百分之六", "6"),
        ("days", "15个工作日", "15"),
        ("integer", "十二", "12"),
        ("number", "-0.125", "-0.125"),
        ("date", "2026/3/8", "2026-03-08"),
        ("date", "2026.12.01", "2026-12-01"),
        ("yes_no", "有", "yes"),
        ("yes_no", "false", "no"),
        ("text", " 甲 \n 乙\t丙 ", "甲 乙 丙"),
        ("long_text", " 甲 \n\n 乙 ", "甲\n\n乙"),
    ],
)
def test_answers_are_understood_as_people_write_them(kind: str, raw: str, value: str) -> None:
    question = Question.model_validate({"name": "x", "label": "题", "type": kind})
    assert answer_text(question, convert(question, raw)) == value


@pytest.mark.parametrize(
    ("kind", "raw"),
    [
        ("money", "很多"),
        ("money", "1.23456"),
        ("money", "1000亿"),
        ("integer", "1.5"),
        ("days", "-1"),
        ("date", "三月"),
        ("date", "1026-01-01"),
        ("yes_no", "也许"),
        ("text", "长" * 20_001),
    ],
)
def test_answers_of_another_kind_are_refused(kind: str, raw: str) -> None:
    question = Question.model_validate({"name": "x", "label": "题", "type": kind})
    with pytest.raises(BadAnswer):
        convert(question, raw)


def test_a_file_says_all_its_faults_at_once(small: Prepared) -> None:
    raw = {"nothing": "1", "start": "明天", "posts": [{"pay": "1"}, {"post": "甲", "colour": "红"}]}
    values, problems = read_answers(small.template, raw)
    assert values == {"firm": None, "finish": None, "piece": None, "rate": None, "note": None}
    assert [problem.message[:5] for problem in problems] == ["模板里没有", "start", "posts"]


@pytest.mark.parametrize("seed", range(40))
def test_answers_survive_saving(example: Prepared, seed: int) -> None:
    values = trial_answers(example, seed)
    texts = answer_texts(example, values)
    again, problems = read_answers(example.template, texts)
    assert problems == () and answer_texts(example, again) == texts
