"""Numbers are read in every script and written back."""

import random
from decimal import Decimal

import pytest

from cbtool.text.numerals import (
    Amount,
    number_variants,
    parse_amount,
    parse_numeral,
    parse_ordinal,
    read_amount,
    to_capital,
    to_chinese,
)


def test_every_number_below_a_hundred_thousand_comes_back() -> None:
    assert [parse_numeral.__wrapped__(to_chinese(number)) for number in range(100_000)] == list(range(100_000))


def test_large_numbers_come_back() -> None:
    chance = random.Random(1)
    for number in (chance.randrange(10**16) for _ in range(3000)):
        assert parse_numeral(to_chinese(number)) == number


@pytest.mark.parametrize(
    ("number", "written"),
    [(0, "零"), (10, "十"), (12, "十二"), (20, "二十"), (105, "一百零五"), (110, "一百一十"), (210, "二百一十"),
     (1010, "一千零一十"), (10005, "一万零五"), (12345, "一万二千三百四十五"), (100000, "十万"), (20010, "二万零一十"),
     (100000000, "一亿"), (100010000, "一亿零一万")],
)  # fmt: skip
def test_chinese_is_written_as_in_labels(number: int, written: str) -> None:
    assert to_chinese(number) == written


@pytest.mark.parametrize(
    ("written", "number"),
    [("廿五", 25), ("卅", 30), ("卅一", 31), ("一百五", 150), ("一百零五", 105), ("三千二", 3200), ("一万五", 15000),
     ("二〇二六", 2026), ("二○二六", 2026), ("２０２６", 2026), ("一 百 二十", 120), ("壹佰贰拾", 120), ("两百", 200),
     ("百", 100), ("2万", 20000), ("一亿二千万", 120000000), ("1,234,567", 1234567), ("１２", 12), ("一一九", 119),
     ("1百", 100), ("贰仟柒佰", 2700), ("一千〇五", 1005)],
)  # fmt: skip
def test_numbers_are_read_in_every_script(written: str, number: int) -> None:
    assert parse_numeral(written) == number


@pytest.mark.parametrize(
    "written", ["", "条", "十百", "一一十", "第三", "1.5", "12,34", "一二百", "万", "一千百", "x", "-1", "十" * 50]
)
def test_what_is_no_number_is_refused(written: str) -> None:
    with pytest.raises(ValueError):
        parse_numeral(written)


@pytest.mark.parametrize(
    ("amount", "written"),
    [("12300", "壹万贰仟叁佰元整"), ("1234.56", "壹仟贰佰叁拾肆元伍角陆分"), ("1000.05", "壹仟元零伍分"), ("0.5", "伍角整"),
     ("0", "零元整"), ("10", "壹拾元整"), ("107000.53", "壹拾万柒仟元伍角叁分"), ("0.07", "柒分"), ("2,700元", "贰仟柒佰元整"),
     ("100000000", "壹亿元整"), ("10010", "壹万零壹拾元整")],
)  # fmt: skip
def test_capitals_are_written_as_in_contracts(amount: str, written: str) -> None:
    assert to_capital(amount) == written


def test_capitals_come_back() -> None:
    chance = random.Random(2)
    for _ in range(2000):
        amount = Decimal(chance.randrange(10 ** chance.randrange(1, 12))) / 100
        assert parse_amount(to_capital(amount)) == amount


@pytest.mark.parametrize("amount", [Decimal(-1), Decimal("0.001"), "三元五"])
def test_capitals_refuse_what_cannot_be_paid(amount: Decimal | str) -> None:
    with pytest.raises(ValueError):
        to_capital(amount)


@pytest.mark.parametrize(
    ("written", "value", "unit"),
    [("1,234.50", "1234.50", ""), ("三百二十", "320", ""), ("2.5万", "25000", ""), ("2.5万元", "25000", "元"),
     ("百分之一百五十", "150", "%"), ("百分之三点五", "3.5", "%"), ("150%", "150", "%"), ("１５０％", "150", "%"),
     ("三成", "30", "%"), ("三成半", "35", "%"), ("千分之五", "5", "‰"), ("1.5倍", "1.5", "倍"), ("一倍半", "1.5", "倍"),
     ("30日", "30", "日"), ("十五个工作日", "15", "个工作日"), ("12 个月", "12", "个月"), ("人民币2700元", "2700", "元"),
     ("￥300", "300", ""), ("叁佰元整", "300", "元"), ("三点五", "3.5", ""), ("一点二万", "12000", ""), ("半", "0.5", ""),
     ("8小时", "8", "小时"), ("20人", "20", "人")],
)  # fmt: skip
def test_amounts_are_read_with_their_unit(written: str, value: str, unit: str) -> None:
    assert read_amount(written) == Amount(Decimal(value), unit)


@pytest.mark.parametrize("written", ["", "元", "若干", "百分之", "1.2.3", "A元", "____元", "点", "三点"])
def test_what_is_no_amount_is_refused(written: str) -> None:
    with pytest.raises(ValueError):
        parse_amount(written)


@pytest.mark.parametrize(
    ("written", "number"),
    [("第十二条", 12), ("（三）", 3), ("3.", 3), ("③", 3), ("之一", 1), ("(12)", 12), ("十、", 10), ("㉑", 21)],
)
def test_ordinals_and_list_marks_are_read(written: str, number: int) -> None:
    assert parse_ordinal(written) == number


@pytest.mark.parametrize(
    ("text", "variants"),
    [("150%", {"百分之一百五十", "百分之150", "150％"}), ("百分之一百五十", {"150%", "150％", "百分之150"}),
     ("2700", {"2,700", "二千七百", "两千七百"}), ("2,700", {"2700", "二千七百", "两千七百"}),
     ("12 个月", {"12个月", "十二个月"}), ("十二个月", {"12个月"}), ("加班费150%", {"加班费百分之一百五十", "加班费150％", "加班费百分之150"}),
     ("1.5倍", {"一点五倍"}), ("第十二条", {"第12条"}), ("2026年", {"二〇二六年"}), ("二〇二六年", {"2026年"}),
     ("2个月", {"二个月", "两个月"}), ("一般", set()), ("工资", set()), ("", set()), ("十", set())],
)  # fmt: skip
def test_numbers_are_offered_in_the_other_forms(text: str, variants: set[str]) -> None:
    assert set(number_variants(text)) == variants


def test_variants_never_fail() -> None:
    chance = random.Random(3)
    signs = "0123456789,.%％百分之一二三十万亿点两 个月元年第条工资"
    for _ in range(5000):
        text = "".join(chance.choice(signs) for _ in range(chance.randrange(12)))
        assert text not in number_variants(text)


def test_chinese_agrees_with_cn2an() -> None:
    oracle = pytest.importorskip("cn2an", reason="cn2an 未安装，只作对照")
    for number in random.Random(4).sample(range(10**9), 500):
        assert to_chinese(number) == oracle.an2cn(number)
