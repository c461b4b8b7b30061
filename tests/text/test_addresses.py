"""Addresses and the words people use for a clause lead to the same clause."""

import pytest

from cbtool.errors import NotFound
from cbtool.text.addresses import parse_address, resolve
from cbtool.text.clauses import parse_clauses

BODY = """# 示例集体合同
## 第一章 总则
第一条 目的。
第二条 范围：
（一）职工；
1.正式工；
（二）学徒。
本款另起。
（一）再起。
第二条之一 补充。
## 第二章 工资
### 第一节 标准
第三条 标准见附件。
| 岗位 | 元 |
| --- | --- |
| 普工 | 2700 |
## 附件1 工资表
| 岗位 | 元 |
| --- | --- |
| 普工 | 2700 |
| 技工 | 3500 |
第一条 说明。
"""


@pytest.mark.parametrize(
    ("address", "parts"),
    [
        ("cb-2026-0001", ("cb-2026-0001", None)),
        ("cb-2026-0001#art_12__para_2", ("cb-2026-0001", "art_12__para_2")),
        ("cb-2026-0001 第十二条第三项", ("cb-2026-0001", "第十二条第三项")),
        ("cb-2026-0001第十二条", ("cb-2026-0001", "第十二条")),
        (" cb-2026-0001#第十二条 ", ("cb-2026-0001", "第十二条")),
        ("cb-2026-0001 附件一", ("cb-2026-0001", "附件一")),
    ],
)
def test_an_address_is_document_and_place(address: str, parts: tuple[str, str | None]) -> None:
    assert parse_address(address) == parts


@pytest.mark.parametrize(
    "address", ["", "#art_1", "第十二条", "../x", "cb-2026-0001#", "cb-2026-0001/art_1", "a" * 200]
)
def test_what_is_no_address_is_refused(address: str) -> None:
    with pytest.raises(NotFound):
        parse_address(address)


@pytest.mark.parametrize(
    ("place", "clause_id"),
    [
        ("art_2__para_2", "art_2__para_2"),
        ("第二条", "art_2"),
        ("第2条", "art_2"),
        ("第 二 条", "art_2"),
        ("第二条之一", "art_2_1"),
        ("第二条第二款", "art_2__para_2"),
        ("第二条第二项", "art_2__para_1__item_2"),
        ("第二条第二款第一项", "art_2__para_2__item_1"),
        ("第二条第（一）项第1目", "art_2__para_1__item_1__point_1"),
        ("第二章", "chp_2"),
        ("第二章第一节", "chp_2__sec_1"),
        ("第三条第一行", "art_3__table_1__row_1"),
        ("附件1", "annex_1"),
        ("附件一第二行", "annex_1__row_2"),
        ("附件一第一条", "annex_1__art_1"),
    ],
)
def test_words_lead_to_the_clause(place: str, clause_id: str) -> None:
    assert resolve(parse_clauses(BODY), place).id == clause_id


@pytest.mark.parametrize("place", ["art_9", "第九条", "第二条第九款", "附件九", "第二条的规定", "", "第条", "第十百条"])
def test_what_does_not_exist_is_not_found(place: str) -> None:
    with pytest.raises(NotFound):
        resolve(parse_clauses(BODY), place)


@pytest.mark.parametrize("place", ["1.2", "第1.2条", "chp_1__art_2"])
def test_decimal_articles_are_found_by_their_label(place: str) -> None:
    assert resolve(parse_clauses("1 总则\n1.1 甲。\n1.2 乙。\n2 工资\n2.1 丙。"), place).label == "1.2"


def test_every_clause_is_found_by_its_id() -> None:
    outline = parse_clauses(BODY)
    assert [resolve(outline, clause.id) for clause in outline.walk()] == list(outline.walk())
