"""What the first query of a visit costs: bytes and requests of the real search page from an empty cache, over a wide set of queries.

    python -m bench.first_query [--contracts 357] [--verbose]

Bytes are uncompressed, as they lie on a disk: a USB stick and many intranets do not compress. Counted is everything the browser
asked for until the answer stood on the page.
"""

import argparse
import random
import tempfile
from collections.abc import Iterable, Iterator, Sequence
from datetime import date
from pathlib import Path
from typing import Any, NamedTuple
from urllib.parse import quote

import yaml
from tests.site.search_page import chromium, served

from bench.corpus import TRADES, write_library
from bench.relevance import QUESTIONS
from cbtool.desk.derived import derived
from cbtool.desk.index import open_index
from cbtool.settings import Settings
from cbtool.site.build import build
from cbtool.text.normal import normalise

MOST_BYTES, MOST_REQUESTS = 350_000, 20
CUTS, MIXED, SEED = 200, 120, 17
FILTERS = (
    "主题:高温", "主题:高温 地区:深圳", "地区:龙岗 加班费", "行业:餐饮 加班", "级别:企业 主题:工资", "级别:企业 OR 主题:高温 工资", "年份:2020..2026 工资",
    "来源:示例", "文种:指引", "文种:文本模板", "状态:有效 夜班津贴", "类型:工资专项 地区:广州 行业:汽车 年终奖", "-级别:行业性 加班", "最低工资 -计件",
    "主题:女职工 哺乳", "地区:深圳 行业:电子 主题:加班 高温津贴", "年份:2024 状态:有效 级别:企业", "行业:C39 产假", "地区:4403 试用期",
)  # fmt: skip
RARE = (
    "鬱鬱", "𠮷", "𠮷野家", "職工方 資方", "勞動合同", "加班費按照國家規定", "１５０％", "CPI", "cpi涨3%", "http", "abc", "ISO9001", "45001", "99999", "3.1415926",
    "2,700元", "12345.67元", "百分之一百五十", "没有这样的词呀呀", "恐龙", "区块链", "嘉禾", "云凌", "志百", "鑫宏达", "圣诞节", "……", "（虚构）", "《", "％", "℃",
    "Ⅲ", "①", "a", "7", "300", "3.5", "的", "，", "。", "、", "工", "不", "会", "薪", "假", "第一条", "第四十五条", "二〇二四年", "甲方", "乙方应当", "工会委员会（",
)  # fmt: skip
SPOKEN = (
    "工资总额怎么跟利润挂钩", "生完孩子每天能喂几次奶", "资方不谈怎么办", "老板不给加班费怎么办", "天太热了能不能停工", "cpi涨了工资跟着涨吗",
    "夜班补多少钱一个月", "怀孕了可以不上夜班吗", "试用期工资打几折 地区:深圳", "怎么开除工人 -工会", "食堂伙食不好谁来管", "体检谁出钱", "123456789 啥",
    "公司搬家路太远了能不能要补偿", "夜班上多了能不能调白班", "劳务派遣工和正式工同工同酬吗", "工伤了工资照发几个月", "裁员要提前几天通知工会",
)  # fmt: skip
PLAIN = (
    "加班费", "工资", "高温津贴", "最低工资", "150%", "年休假", "女职工 哺乳", "社会保险费由谁交", "加班工资按照不低于", "电子 加班", "环卫 加班费",
    "高温 OR 防暑", "高温 OR 防暑 OR 降温 津贴", '"哺乳时间"', '"加班" "工资" "标准"', "劳动合同期满终止或者续签", "一、二",
)  # fmt: skip


class Query(NamedTuple):
    """What is typed, and of what kind it is."""

    kind: str
    text: str


class Cost(NamedTuple):
    """What the first answer of a visit took."""

    query: Query
    requests: int
    size: int
    files: tuple[str, ...]


def queries(settings: Settings) -> list[Query]:
    """The set: judged questions, random cuts of the texts, several words, filters, rare strings; seeded."""
    chance = random.Random(SEED)
    with derived(settings) as (_, store):
        texts = [normalise(passage.text) for _, found in store.passages() for passage in found]
    judged = [q["query"] for q in yaml.safe_load(QUESTIONS.read_text(encoding="utf-8"))["questions"]]
    words = list(open_index(settings).vocabulary.words)
    return [
        *(Query("judged", text) for text in judged),
        *(Query("plain", text) for text in PLAIN),
        *(Query("cut", text) for text in cuts(chance, texts, CUTS)),
        *(Query("quoted cut", f'"{text}"') for text in cuts(chance, texts, CUTS // 2)),
        *(Query("several", text) for text in several(chance, words, texts)),
        *(Query("filter", text) for text in FILTERS),
        *(Query("rare", text) for text in RARE),
        *(Query("spoken", text) for text in SPOKEN),
    ]


def cuts(chance: random.Random, texts: Sequence[str], number: int, longest: int = 9) -> Iterator[str]:
    """Pieces of 1 to 9 characters, cut anywhere, as a person could type them."""
    while number:
        text = chance.choice(texts)
        start = chance.randrange(len(text))
        piece = text[start : start + chance.randint(1, longest)].split()[:1]
        if piece and '"' not in piece[0] and piece[0][0] != "-":
            number -= 1
            yield piece[0]


def several(chance: random.Random, words: Sequence[str], texts: Sequence[str]) -> Iterator[str]:
    """Two to four words each: of the vocabulary, of the texts, trades."""
    for _ in range(MIXED):
        of = (lambda: chance.choice(words), lambda: next(cuts(chance, texts, 1, 4)), lambda: chance.choice(TRADES))
        yield " ".join(chance.choices(of, (6, 3, 1))[0]() for _ in range(chance.randint(2, 4)))


SAID = """() => {
  const status = document.querySelector('[data-status]').textContent;
  return status && status !== '正在查……';
}"""
COUNTED = """() => performance.getEntriesByType('resource').concat(performance.getEntriesByType('navigation'))
  .map((entry) => [new URL(entry.name).pathname, entry.encodedBodySize])"""


def costs(browser: Any, folder: Path, asked: Iterable[Query]) -> Iterator[Cost]:
    """A new visitor for every query: opens a link with it and waits for the answer."""
    with served(folder) as address:
        for query in asked:
            context = browser.new_context()
            page = context.new_page()
            page.goto(f"{address}index.html#q={quote(query.text)}")
            page.wait_for_function(SAID, timeout=30_000)
            loaded = page.evaluate(COUNTED)
            context.close()
            yield Cost(query, len(loaded), sum(size for _, size in loaded), tuple(name for name, _ in loaded))


def table(found: Sequence[Cost]) -> str:
    """Middle, p95 and highest of every kind."""
    lines = [
        "| queries | number | KB p50 | KB p95 | KB max | requests p50 | requests p95 | requests max |",
        "| --- |" + " ---: |" * 7,
    ]
    for kind in [*dict.fromkeys(cost.query.kind for cost in found), "all"]:
        of = [cost for cost in found if kind in (cost.query.kind, "all")]
        sizes, numbers = sorted(cost.size for cost in of), sorted(cost.requests for cost in of)
        kilobytes = " | ".join(f"{at(sizes, share) / 1e3:.0f}" for share in (0.5, 0.95, 1))
        requests = " | ".join(str(at(numbers, share)) for share in (0.5, 0.95, 1))
        lines.append(f"| {kind} | {len(of)} | {kilobytes} | {requests} |")
    return "\n".join(lines)


def at(values: Sequence[int], share: float) -> int:
    """The value that this share of the sorted values does not exceed."""
    return values[min(len(values) - 1, int(share * len(values)))]


def main() -> None:
    """Print the table and the dearest queries."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--contracts", type=int, default=357)
    parser.add_argument("--verbose", action="store_true", help="every query, dearest first")
    given = parser.parse_args()
    with tempfile.TemporaryDirectory() as name, chromium() as browser:
        folder = Path(name)
        write_library(folder / "library", given.contracts)
        settings = Settings(folder / "library", folder / "cache", date(2026, 11, 21))
        build(settings, folder / "site")
        found = list(costs(browser, folder / "site", queries(settings)))
    print(table(found))
    over = [cost for cost in found if cost.size > MOST_BYTES or cost.requests > MOST_REQUESTS]
    print(f"\nover {MOST_BYTES / 1e3:.0f} KB or {MOST_REQUESTS} requests: {len(over)} of {len(found)}\n")
    for cost in sorted(found, key=lambda cost: -cost.size)[: len(found) if given.verbose else 10]:
        print(f"{cost.size / 1e3:.0f} KB, {cost.requests} requests: {cost.query.kind}: {cost.query.text}")


if __name__ == "__main__":
    main()
