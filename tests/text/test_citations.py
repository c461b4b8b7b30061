"""References to articles are found with title, article, paragraph and item."""

import random

import pytest

from cbtool.text.citations import find_citations


@pytest.mark.parametrize(
    ("text", "wanted"),
    [
        ("依照《劳动法》第四十四条第二款第三项支付", [("劳动法", 44, 0, 2, 3)]),
        ("《劳动合同法》（2012年修正）第82条", [("劳动合同法", 82, 0, 0, 0)]),
        ("《劳动法》第三十六条、第三十八条和第四十一条", [("劳动法", 36, 0, 0, 0), ("劳动法", 38, 0, 0, 0), ("劳动法", 41, 0, 0, 0)]),
        ("《劳动法》第五条至第七条", [("劳动法", 5, 0, 0, 0), ("劳动法", 6, 0, 0, 0), ("劳动法", 7, 0, 0, 0)]),
        ("《刑法》第二百七十六条之一", [("刑法", 276, 1, 0, 0)]),
        ("依照本合同第五条执行", [("本合同", 5, 0, 0, 0)]),
        ("依照《集体合同规定》制定", [("集体合同规定", 0, 0, 0, 0)]),
        ("违反第十条第一项、第二项", [("", 10, 0, 0, 1), ("", 10, 0, 0, 2)]),
        ("第三条第一款、第二款第四项", [("", 3, 0, 1, 0), ("", 3, 0, 2, 4)]),
        ("《〈劳动法〉若干问题的意见》第 58 条", [("〈劳动法〉若干问题的意见", 58, 0, 0, 0)]),
        ("《全国人大常委会关于修改《工会法》的决定》第二条", [("全国人大常委会关于修改《工会法》的决定", 2, 0, 0, 0)]),
        ("《工会法》第二十一条，《劳动法》第三十三条", [("工会法", 21, 0, 0, 0), ("劳动法", 33, 0, 0, 0)]),
        ("本法施行前", []),
        ("每月第十天发工资", []),
    ],
)  # fmt: skip
def test_references_are_found(text: str, wanted: list[tuple[str, int, int, int, int]]) -> None:
    assert [c[:5] for c in find_citations(text)] == wanted


def test_a_reference_knows_its_place() -> None:
    text = "按《劳动法》第四十四条支付，并按第四十五条休假。"
    assert [text[c.start : c.end] for c in find_citations(text)] == ["《劳动法》第四十四条", "第四十五条"]


def test_any_text_is_searched_without_fault() -> None:
    chance = random.Random(1)
    parts = [
        "《",
        "》",
        "劳动法",
        "第",
        "一",
        "十二",
        "条",
        "款",
        "项",
        "、",
        "至",
        "和",
        "本法",
        "之一",
        "（",
        "）",
        " ",
        "12",
        "〇",
    ]
    for _ in range(4000):
        text = "".join(chance.choice(parts) for _ in range(chance.randrange(30)))
        found = find_citations(text)
        assert all(0 <= c.start < c.end <= len(text) for c in found)
