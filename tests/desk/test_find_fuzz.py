"""Ten thousand odd queries through the whole of search, and thousands of random cuts of the starter library, per engine."""

import random
from typing import TYPE_CHECKING

import pytest

from cbtool.desk.find import Wish, answer, find
from cbtool.desk.health import health
from cbtool.desk.index import open_index
from cbtool.errors import QueryError
from cbtool.search.parse import parse
from cbtool.settings import Settings

if TYPE_CHECKING:
    from tests.conftest import Folder

PIECES = [
    "加班", "工资", "最低工资", "怎么", "多少", " ", "　", '"', "“", "”", "-", "OR", ":", "主题:", "地区:深圳", "年份:2020..", "级别:企业",
    "150%", "３", "(", ")", "*", "\\", "a", "CPI", "\t", "|", "😀", "𠮷", "勞動", "、", ".", "_", "[", "{", "^", "$", "?", "+", "的",
]  # fmt: skip


def odd_queries(count: int, seed: int) -> list[str]:
    chance = random.Random(seed)
    return ["".join(chance.choices(PIECES, k=chance.randint(1, 12))) for _ in range(count)]


@pytest.mark.slow
def test_ten_thousand_odd_queries_are_answered_or_refused_in_words(library: "Folder", engine: str) -> None:
    for number in range(1, 4):
        library.contract(number, "\n".join(f"第{n}条 加班按150%，最低工资{n}元。" for n in range(1, 20)))
    index = open_index(library.settings(engine))
    refused = 0
    for query in odd_queries(10_000, seed=9):
        try:
            found = answer(index, Wish(query, limit=3, facets=()), parse(query))
            assert found.total >= len(found.hits)
        except QueryError as error:
            refused += 1
            assert error.message
    assert 0 < refused < 9_000


@pytest.mark.slow
def test_two_thousand_cuts_of_the_starter_library_are_exact(starter: Settings, engine: str) -> None:
    report = health(starter._replace(engine=engine), pieces=2000, seed=20261121)
    assert report.pieces == 2000
    assert report.wrong == ()


@pytest.mark.slow
@pytest.mark.parametrize(
    "query",
    ["加班费", "环卫 加班费", "最低工资 -计件", "主题:高温 地区:深圳", "工资总额怎么跟利润挂钩增长", "满3年", "元"],
)
def test_engines_agree_on_everything_but_relevance_order(starter: Settings, query: str) -> None:
    tantivy, whoosh = (
        find(starter._replace(engine=name), Wish(query, limit=0, sort="date")) for name in ("tantivy", "whoosh")
    )
    assert tantivy.total == whoosh.total > 0
    assert tantivy.facets == whoosh.facets
    assert [h.passage.address for h in tantivy.hits] == [h.passage.address for h in whoosh.hits]
    assert [h.marks for h in tantivy.hits] == [h.marks for h in whoosh.hits]
