"""The pattern language: what each sign finds, what it does not cross, and how faults are told."""

import random
import re

import pytest

from cbtool.text.patterns import compile_pattern

FINDS = [
    ("婚假~{days}", "职工本人结婚的，婚假不少于五天。", "婚假不少于五天", "五天"),
    ("婚假~{days}", "婚假：3 个工作日", "婚假：3 个工作日", "3 个工作日"),
    ("休息日…{percent}", "休息日加班又不能补休的，按二倍支付", "休息日加班又不能补休的，按二倍", "二倍"),
    ("满10年…{days}", "满十年不满二十年的，10天", "满十年不满二十年的，10天", "10天"),
    (
        "(病假|病伤假)工资…{percent}",
        "病伤假工资按本人工资的百分之七十支付",
        "病伤假工资按本人工资的百分之七十",
        "百分之七十",
    ),
    ("职工[本人]书面", "须经职工书面同意", "职工书面", None),
    ("^每月{money}", "每月三百元", "每月三百元", "三百元"),
    ("{#}人以上", "裁减二十人以上", "二十人以上", None),
    ("{#}年以上…{months}", "三年以上的，不超过六个月", "三年以上的，不超过六个月", "六个月"),
    ("每年{count}次", "每年检查一次", None, None),
    ("每年~{count}次", "每年检查一次", "每年检查一次", "一"),
    ("自{date}起", "自二〇二六年三月一日起", "自二〇二六年三月一日起", "二〇二六年三月一日"),
    ("工資{percent}", "工资百分之五", "工资百分之五", "百分之五"),
    ("试用期{blank}", "试用期____个月", "试用期____", None),
    ("（甲）", "甲方（甲）", "（甲）", None),
    ("每月{days}日支付", "每月7日支付", "每月7日支付", "7日"),
]


@pytest.mark.parametrize(("pattern", "text", "words", "value"), FINDS)
def test_what_a_pattern_finds(pattern: str, text: str, words: str | None, value: str | None) -> None:
    found = compile_pattern(pattern).search(text)
    assert (found and text[found.start : found.end]) == words
    if value:
        assert found and text[found.value_start : found.value_end].strip() == value
    assert compile_pattern(pattern).holds(text) == (words is not None)


@pytest.mark.parametrize(
    ("pattern", "text"),
    [
        ("婚假~{days}", "婚假，丧假3天"),
        ("婚假…{days}", "婚假照发。丧假3天"),
        ("婚假…{days}", "婚假____天，丧假3天"),
        ("婚假…{days}", "婚假" + "很" * 31 + "3天"),
        ("婚假{days}", "婚假第3天"),
        ("婚假{days}", "婚假七八天"),
        ("{money}元", "300个"),
        ("300元", "3000元"),
        ("^婚假", "享受婚假"),
        ("婚假$", "婚假3天"),
    ],
)
def test_what_it_does_not_find(pattern: str, text: str) -> None:
    assert compile_pattern(pattern).search(text) is None


def test_sides_are_those_of_the_text() -> None:
    text = "甲方不得对乙方人员罚款"
    assert not compile_pattern("{employer}不得~罚款").holds(text)
    assert compile_pattern("{employer}不得~罚款", "甲方", "乙方").holds(text)
    assert not compile_pattern("{employer}不得~罚款", "乙方", "甲方").holds(text)
    assert compile_pattern("{employer}不得~罚款").holds("用人单位不得设立罚款")


@pytest.mark.parametrize(
    ("pattern", "reason"),
    [
        ("(甲|乙", "第1个字：“(”没有配对的括号"),
        ("甲)", "第2个字：多了一个“)”"),
        ("甲]乙", "第2个字：多了一个“]”"),
        ("婚假{day}", "第3个字：没有“{day}”这种写法"),
        ("{days}至{days}", "一个句式只能有一个要读的值"),
        ("…", "什么都没有要求"),
        ("[的]", "什么都没有要求"),
        ("甲^", "只能放在最前面"),
        ("a$b", "“$”放错了地方"),
        ("(" * 20 + "甲" + ")" * 20, "套得太深"),
        ("", "什么都没有要求"),
    ],
)
def test_faults_are_told_with_their_place(pattern: str, reason: str) -> None:
    with pytest.raises(ValueError, match=re.escape(reason)):
        compile_pattern(pattern)


def test_sources_are_regexes_of_both_languages() -> None:
    """No lookbehind, no named group, no escape that JavaScript refuses under the `u` flag."""
    for pattern, *_ in FINDS:
        source = compile_pattern(pattern).source
        assert "(?<" not in source and "(?P" not in source
        assert not re.search(r"\\(?![\\^$.*+?()\[\]{}|/nsS])", source)


SIGNS = "婚假甲乙…~()[]|^${}daysmonycut#blnk{days}{#}12三天%"


def test_any_pattern_is_compiled_or_refused_and_any_text_is_searched() -> None:
    chance = random.Random(6)
    compiled = 0
    for _ in range(3000):
        pattern = "".join(chance.choice(SIGNS) for _ in range(chance.randrange(1, 12)))
        text = "".join(chance.choice("婚假甲乙三天12%_，。 \n") for _ in range(30))
        try:
            found = compile_pattern.__wrapped__(pattern).search(text)
        except ValueError:
            continue
        compiled += 1
        assert found is None or 0 <= found.start <= found.end <= len(text)
    assert compiled > 300
