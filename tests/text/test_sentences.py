"""Sentences keep their place in the text, know the headings above them, and unfold lists and tables."""

import random

from cbtool.text.clauses import parse_clauses
from cbtool.text.normal import normalise
from cbtool.text.sentences import Sentence, sentences

TEXT = """\
# 示例公司集体合同

甲方（职工方）：示例工会

## 第三章 劳动报酬

第一条 【加班工资】加班按下列标准支付：
（一）工作日延长的，１５０％；
（二）休息日的，200%。又不能补休的另付！
第二条 【津贴】津贴见附件。

## 附件1 津贴表

单位：元/月

| 项目 | 条件 | 标准 | 人数 |
| --- | --- | --- | --- |
| 高温津贴 | 6月至10月 | 300 | 20 |
| 夜班津贴 | 夜班 | 25元/班 | 8 |
"""


def read(text: str) -> tuple[Sentence, ...]:
    return sentences(parse_clauses(text))


def test_list_items_carry_their_headings_and_lead_in() -> None:
    found = {s.text: s for s in read(TEXT)}
    item = found["工作日延长的,150%"]
    assert item.address == "art_1__para_1__item_1" and item.article == "art_1"
    assert item.context == "劳动报酬\n加班工资\n加班按下列标准支付:"
    assert item.original == "工作日延长的，１５０％" == TEXT[item.start : item.end]
    assert "又不能补休的另付" in found and "津贴见附件" in found


def test_cells_stand_behind_their_heads_and_take_the_unit() -> None:
    rows = [
        (s.text, s.text[s.lead :], s.original, s.address) for s in read(TEXT) if s.address.startswith("annex_1__row")
    ]
    assert ("标准:高温津贴:6月至10月:300元/月", "300元/月", "300", "annex_1__row_1") in rows
    assert ("标准:夜班津贴:夜班:25元/班", "25元/班", "25元/班", "annex_1__row_2") in rows
    assert ("人数:高温津贴:6月至10月:20", "20", "20", "annex_1__row_1") in rows


def test_the_unit_of_a_head_serves_its_column() -> None:
    table = "| 岗位 | 标准（元/班） | 天数 |\n| --- | --- | --- |\n| 夜班 | 25 | 3 |\n"
    assert [s.text for s in read(table)][-2:] == ["标准(元/班):夜班:25元/班", "天数:夜班:3天"]


def test_headings_are_context_and_no_sentences() -> None:
    assert not any("劳动报酬" in s.text for s in read(TEXT))


SIGNS = ["第一条 ", "第二条【工资】", "## 第一章 总则\n", "（一）", "1、", "| 甲 | 乙 |\n", "| --- | --- |\n", "|", "\\|", "甲方：",
         "工资300元", "。", "；", "：\n", "\n", "\n\n", "\u3000", "附件1 表\n", "𠮷", "\r\n", "\x0b", "\u2028"]  # fmt: skip


def test_any_text_gives_sentences_that_prove_themselves() -> None:
    chance = random.Random(7)
    for _ in range(1500):
        text = "".join(chance.choice(SIGNS) for _ in range(chance.randrange(1, 25)))
        last = 0
        for s in read(text):
            assert text[s.start : s.end] == s.original and s.start < s.end
            assert s.text[s.lead : s.lead + len(s.original)] == normalise(s.original)
            assert s.article and s.address
            assert s.start >= last or s.lead
            last = s.start
