"""Search in real Chromium, from http and from a disk, answers as the program does: sets, counts, facets, order, marks."""

import random
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Any, NamedTuple

import pytest
import yaml
from bench.corpus import write_library
from bench.relevance import QUESTIONS, ndcg

from cbtool.cli.search import shape
from cbtool.desk.find import Wish, find
from cbtool.errors import QueryError
from cbtool.settings import Settings
from cbtool.text.normal import normalise
from tests.conftest import ON
from tests.site.search_page import ask, chromium, read_passages, served, write_site

pytestmark = pytest.mark.browser

QUERIES = (
    "加班费", "环卫 加班费", "加班 津贴 夜班", '"哺乳时间"', "高温 OR 防暑", "高温 OR 防暑 津贴", "最低工资 -计件", "-示例 加班", "加班 -级别:行业性",
    "主题:高温", "主题:高温 地区:深圳", "行业:餐饮 加班", "级别:企业 OR 主题:高温 工资", "年份:2020..2026 工资", "来源:示例", "文种:指引", "150%",
    "满3年", "12个月", "十二个月", "2,700元", "第十二条", "薪", "、", "%", "300", "3.5", "加班费标准", "涨工资", "CPI", "职工方 资方", "職工", "１５０％",
    "示例", "深圳市 加班", "没有这样的词呀呀", "鬱鬱", "𠮷", "OR", "级别:啊", '"没有配对', "年份:2024..2020", "", "工会委员会（", "甲方", "……",
)  # fmt: skip
SPOKEN = (
    "工资总额怎么跟利润挂钩", "生完孩子每天能喂几次奶", "资方不谈怎么办", "老板不给加班费怎么办", "天太热了能不能停工", "cpi涨了工资跟着涨吗", "几天假",
    "夜班补多少钱一个月", "怀孕了可以不上夜班吗", "试用期工资打几折 地区:深圳", "怎么开除工人 -工会", "食堂伙食不好", "体检谁出钱", "123456789 啥",
)  # fmt: skip


class Tried(NamedTuple):
    """A library and the browser page that searches it."""

    settings: Settings
    page: Any

    def agree(self, wishes: Sequence[Wish]) -> int:
        """Compare every answer with the program's; returns how many had hits."""
        answers = ask(self.page, [dict(wish._asdict(), filters=[list(f) for f in wish.filters]) for wish in wishes])
        found = 0
        for wish, got in zip(wishes, answers, strict=True):
            expected = answer(self.settings, wish)
            compare(wish, got, expected)
            found += bool(expected.get("total"))
        return found


def answer(settings: Settings, wish: Wish) -> dict[str, Any]:
    try:
        return shape(find(settings, wish))
    except QueryError as error:
        return {"error": error.message, "position": error.position, "remedy": error.remedy}


def compare(wish: Wish, got: dict[str, Any], expected: dict[str, Any]) -> None:
    """The same answer; where scores are equal to four digits or nearly so, hits may change places."""
    for key in expected.keys() - {"hits"}:
        assert got[key] == expected[key], (wish, key)
    if "hits" not in expected:
        return
    shown, wanted = ([hit["address"] for hit in each["hits"]] for each in (got, expected))
    if wish.sort == "date":
        assert shown == wanted, wish
    scores = [[hit["score"] for hit in each["hits"]] for each in (got, expected)]
    assert scores[0] == pytest.approx(scores[1], abs=0.001), wish
    hits = {hit["address"]: hit for hit in got["hits"]}
    for hit in expected["hits"]:
        if hit["address"] in hits:
            mine = hits[hit["address"]]
            assert {k: mine[k] for k in hit.keys() - {"score"}} == {k: hit[k] for k in hit.keys() - {"score"}}, wish
    if not wish.limit:
        assert sorted(shown) == sorted(wanted), wish


@pytest.fixture(scope="module")
def browser() -> Iterator[Any]:
    with chromium() as opened:
        yield opened


@pytest.fixture(scope="module", params=["http", "disk"])
def tried(request: pytest.FixtureRequest, browser: Any, starter: Settings, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Tried]:  # fmt: skip
    yield from opened(request.param, browser, starter, tmp_path_factory.mktemp("site"))


@pytest.fixture(scope="module")
def large(browser: Any, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Tried]:
    folder = tmp_path_factory.mktemp("large")
    write_library(folder / "library", 357)
    yield from opened("disk", browser, Settings(folder / "library", folder / "cache", ON), folder / "site")


def opened(where: str, browser: Any, settings: Settings, folder: Path) -> Iterator[Tried]:
    folder.mkdir(exist_ok=True)
    write_site(folder, *read_passages(settings))
    faults: list[str] = []
    page = browser.new_page()
    page.on("console", lambda message: faults.append(message.text))
    page.on("pageerror", lambda error: faults.append(str(error)))
    with served(folder) as address:
        page.goto(address if where == "http" else (folder / "index.html").as_uri())
        yield Tried(settings, page)
    page.close()
    assert [fault for fault in faults if "favicon" not in fault and "404" not in fault] == []


def cuts(settings: Settings, number: int, seed: int) -> list[str]:
    """Random unspaced pieces of the texts, cut anywhere, as a person could type them in quotes."""
    chance = random.Random(seed)
    texts = [normalise(p.text) for found in read_passages(settings)[0].values() for p in found]
    pieces: list[str] = []
    while len(pieces) < number:
        text = chance.choice(texts)
        start = chance.randrange(len(text))
        pieces += [p for p in text[start : start + chance.randint(1, 9)].split()[:1] if '"' not in p]
    return pieces


def test_random_cuts_have_the_same_hits_counts_and_facets(tried: Tried) -> None:
    pieces = cuts(tried.settings, 500, seed=6)
    found = tried.agree([Wish(f'"{piece}"', limit=2) for piece in pieces])
    assert found > 480  # a piece cut inside a number stands nowhere as a whole
    sets = ask(tried.page, [{"text": f'"{piece}"', "only": True} for piece in pieces])
    for piece, addresses in zip(pieces, sets, strict=True):
        wanted = find(tried.settings, Wish(f'"{piece}"', limit=0, facets=())).hits
        assert sorted(addresses) == sorted(hit.passage.address for hit in wanted), piece


def test_several_words_fields_or_not_synonyms_and_errors(tried: Tried) -> None:
    assert tried.agree([Wish(query, limit=0) for query in QUERIES]) > 30
    assert tried.agree([Wish(query, limit=0, exact=True) for query in QUERIES]) > 25
    assert tried.agree([Wish(query, (("document", "contract"),), limit=5) for query in QUERIES]) > 25
    assert tried.agree([Wish("", (("level", "企业"), ("topic", "高温"))), Wish("", (("region", "火星"),))]) == 1


def test_spoken_questions_are_answered_alike(tried: Tried) -> None:
    assert tried.agree([Wish(query, limit=0) for query in SPOKEN]) > 8
    assert sum(find(tried.settings, Wish(query)).approximate for query in SPOKEN) > 6


def test_newest_first_is_the_same_order_and_pages_join(tried: Tried) -> None:
    pages = [
        Wish(query, limit=7, after=after, sort="date")
        for query in ("工资", "加班 津贴", SPOKEN[1])
        for after in ("", "7", "14")
    ]
    assert tried.agree(pages) == len(pages)
    assert tried.agree([Wish("工资", limit=0, sort="date")]) == 1
    parts = ask(tried.page, [{"text": "津贴", "limit": 5, "after": str(after)} for after in range(0, 50, 5)])
    addresses = [hit["address"] for part in parts for hit in part["hits"]]
    assert len(set(addresses)) == len(addresses) == 50


def test_judged_questions_have_the_same_hits_and_relevance(tried: Tried) -> None:
    asked = yaml.safe_load(QUESTIONS.read_text(encoding="utf-8"))["questions"]
    filters = (("document", "contract"),)
    tried.agree([Wish(q["query"], filters, limit=0) for q in asked[::3]])
    got = ask(tried.page, [{"text": q["query"], "filters": [list(filters[0])]} for q in asked])
    mine = [ndcg([hit["address"] for hit in a["hits"]], q["relevant"]) for a, q in zip(got, asked, strict=True)]
    program = [
        ndcg([hit.passage.address for hit in find(tried.settings, Wish(q["query"], filters)).hits], q["relevant"])
        for q in asked
    ]
    assert abs(sum(mine) - sum(program)) / len(asked) <= 0.02
    assert sum(mine) > 0


def test_a_shard_of_another_build_makes_search_start_anew(tried: Tried) -> None:
    script = """async () => {
      const before = await cbtool.search.find({ text: "加班费" });
      const waiting = cbtool.search.find({ text: "环卫 加班费 没读过" }).catch((error) => error.message);
      cbtool.shards.add("pairs-0", "another", "");
      await waiting;
      const after = await cbtool.search.find({ text: "加班费" });
      return [before.total, after.total];
    }"""
    before, after = tried.page.evaluate(script)
    assert before == after > 0


def test_a_missing_shard_is_said_in_words(browser: Any, starter: Settings, tmp_path: Path) -> None:
    folder = write_site(tmp_path, *read_passages(starter))
    (folder / "index" / "core.js").unlink()
    page = browser.new_page()
    page.goto((folder / "index.html").as_uri())
    message = page.evaluate("() => cbtool.search.find({ text: '加班' }).catch((error) => error.message)")
    page.close()
    assert "检索资料没有读到" in message


@pytest.mark.slow
def test_a_district_is_answered_alike(large: Tried) -> None:
    pieces = cuts(large.settings, 500, seed=7)
    assert large.agree([Wish(f'"{piece}"', limit=3) for piece in pieces]) > 480
    sets = ask(large.page, [{"text": f'"{piece}"', "only": True} for piece in pieces[:150]])
    for piece, addresses in zip(pieces, sets, strict=False):
        wanted = find(large.settings, Wish(f'"{piece}"', limit=0, facets=())).hits
        assert sorted(addresses) == sorted(hit.passage.address for hit in wanted), piece
    assert large.agree([Wish(query, limit=3) for query in QUERIES]) > 25
    assert large.agree([Wish(query, limit=20, sort="date") for query in QUERIES]) > 25
