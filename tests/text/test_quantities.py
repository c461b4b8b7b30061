"""Every spelling of a quantity is the same to a pattern, and leads back to its place in the text."""

import random

import pytest

from cbtool.text.quantities import KINDS, canonical

SAME = {
    "P150Z": ["150%", "１５０％", "150 ％", "百分之一百五十", "百分之150", "1.5倍", "一倍半", "一点五倍"],
    "P200Z": ["二倍", "两倍", "2倍", "双倍", "百分之二百", "200%"],
    "P5~8Z": ["5%至8%", "5至8%", "5%-8%", "5%—8%", "百分之五至百分之八", "百分之五至八", "5%～8%"],
    "P30Z": ["三成", "30%", "百分之三十"],
    "P0.05Z": ["万分之五", "0.05%", "0.5‰"],
    "D10Z": ["10天", "十日", "10日", "１０ 天", "拾天", "10个自然日"],
    "D7Z": ["一周", "7天", "1个星期"],
    "D0.5Z": ["半天", "半日", "0.5天"],
    "W3Z": ["3个工作日", "三个工作日", "3 个 工作日"],
    "H1Z": ["1小时", "一个小时", "1个钟头"],
    "H1.5Z": ["1.5小时", "一个半小时", "1小时30分钟", "一小时三十分钟", "一小时半"],
    "H0.5Z": ["半小时", "半个小时"],
    "I30Z": ["30分钟", "三十分钟"],
    "O2Z": ["2个月", "两个月"],
    "O6Z": ["半年", "六个月", "2个季度"],
    "O18Z": ["一年零六个月", "1年6个月", "18个月"],
    "Y3Z": ["3年", "三年", "叁年", "三周年"],
    "M2500Z": ["2500元", "2,500元", "２５００元", "两千五百元", "贰仟伍佰元整", "0.25万元", "2500.00元"],
    "M12.5Z": ["12.5元", "12元5角", "十二元五角"],
    "T2026-03-18Z": ["2026年3月18日", "二〇二六年三月十八日", "2026-03-18", "2026.3.18", "2026/3/18"],
    "S03-31Z": ["3月31日", "三月三十一日", "3月31号"],
    "A2026Z": ["2026年", "二○二六年", "二〇二六年"],
    "C2Z次": ["2次", "两次", "二次", "2 次"],
    "C3Z周岁": ["3周岁", "三周岁"],
}


@pytest.mark.parametrize(("spelled", "texts"), SAME.items(), ids=SAME)
def test_all_spellings_are_one(spelled: str, texts: list[str]) -> None:
    assert {text: canonical(text).text for text in texts} == dict.fromkeys(texts, spelled)


@pytest.mark.parametrize(
    "text",
    ["七八天", "十几天", "几十元", "第三十一条", "第3日", "三年级", "一般", "三八妇女节", "周六日", "十三薪", "万一"],
)
def test_what_is_no_quantity_stays(text: str) -> None:
    assert canonical(text).text == text


def test_a_sentence_with_several() -> None:
    text = "满十年不满20年的，年休假十天；休息日按二倍支付"
    assert canonical(text).text == "满Y10Z不满Y20Z的,年休假D10Z;休息日按P200Z支付"


def test_quantities_lead_back_to_their_place() -> None:
    text = "婚 假 五 天，产假 98 天"
    spelled = canonical(text)
    assert spelled.text == "婚假D5Z,产假D98Z"
    at = spelled.text.index("D98Z")
    assert text[spelled.place(at) : spelled.place(at + 4)] == "98 天"
    assert text[spelled.place(0) : spelled.place(at)].strip() == "婚 假 五 天，产假"


SIGNS = "一二三十百千万半两〇点个年月日天小时分钟元角%％至-～倍成之第周岁0123456789.,，、/: 　\n_aZ工作日自然"


def test_any_text_is_taken_and_places_rise() -> None:
    chance = random.Random(5)
    for _ in range(4000):
        text = "".join(chance.choice(SIGNS) for _ in range(chance.randrange(1, 40)))
        spelled = canonical(text)
        places = [spelled.place(at) for at in range(len(spelled.text) + 1)]
        assert places == sorted(places) and places[0] >= 0 and places[-1] <= len(text)
        assert canonical(text).text == canonical(text + "").text
        assert spelled.text.count("Z") == sum(sign in KINDS for sign in spelled.text)
