"""A seeded corpus of any size: sentences of the starter library's samples, recombined per topic, with new figures.

    python -m bench.corpus 357 /tmp/library        # a library folder with 357 contracts

The vocabulary is that of twelve contracts, so posting lists are longer than a real corpus of this size would have.
"""

import argparse
import random
import re
from collections.abc import Iterator
from datetime import date, timedelta
from pathlib import Path
from typing import NamedTuple

from cbtool.library.contracts import split_front_matter, write_contract
from cbtool.library.passages import context_of
from cbtool.model.contract import Contract, Coverage, Party
from cbtool.model.labels import KINDS, LEVELS
from cbtool.model.passage import Passage
from cbtool.resources import starter_library
from cbtool.text.clauses import clause_text, parse_clauses
from cbtool.text.numerals import to_chinese

CLAUSES = 45
NUMBER = re.compile(r"(?<![0-9.])[1-9][0-9]{1,3}(?![0-9年月.])")
NAMES = "恒瑞华鑫宏达盛泰金龙天元永信德兴安康伟业嘉禾顺通博远众诚联创新宇东方正中海亿丰凯旋景云凌志百川启明同济广厦润泽"
TRADES = (
    "电子",
    "五金",
    "塑胶",
    "服饰",
    "物流",
    "环境服务",
    "餐饮",
    "物业",
    "快递",
    "家具",
    "印刷",
    "新材料",
    "汽车零部件",
)
REGIONS = (
    "440307",
    "440306",
    "440304",
    "440303",
    "440305",
    "440308",
    "440309",
    "440310",
    "440311",
    "440112",
    "440605",
    "441302",
)
INDUSTRIES = ("C39", "C33", "C29", "C18", "G54", "N78", "H62", "K70", "G60", "C21", "C23", "C26", "C36", "E47")
TRADITIONAL = str.maketrans("职资劳动会时间费应当与经济单发产业务", "職資勞動會時間費應當與經濟單發產業務")


class Sentence(NamedTuple):
    """A sentence of a sample, with the topic of its article and the article's heading."""

    topic: str
    heading: str
    text: str


def sentences() -> list[Sentence]:
    """Every sentence of the starter library's full texts."""
    from cbtool.library.library import open_library
    from cbtool.text.topics import TopicScorer

    scorer = TopicScorer(open_library(starter_library()).topics)
    found = []
    for file in sorted((starter_library() / "contracts").glob("*/contract.md")):
        head, body = split_front_matter(file.read_text(encoding="utf-8")) or ("", "")
        outline = parse_clauses(body)
        for clause in outline.articles() if "form: full" in head else []:
            _, heading, text = clause_text(outline, clause)
            topic = (scorer.topics_of(heading, "", text) or ("other",))[0]
            parts = [part for part in re.split(r"(?<=[。；])", text.replace("\n", "")) if 8 < len(part) < 120]
            found += [Sentence(topic, heading, part) for part in parts]
    return found


def contracts(count: int, seed: int = 7) -> Iterator[tuple[Contract, list[tuple[str, str]]]]:
    """Front matter, and (heading, text) of each article; the same for the same count and seed."""
    chance = random.Random(seed)
    by_topic: dict[str, list[Sentence]] = {}
    for sentence in sentences():
        by_topic.setdefault(sentence.topic, []).append(sentence)
    topics = sorted(by_topic)
    for number in range(count):
        articles = [_article(chance, by_topic[chance.choice(topics)]) for _ in range(CLAUSES)]
        yield _contract(chance, number), articles


def _article(chance: random.Random, pool: list[Sentence]) -> tuple[str, str]:
    chosen = [chance.choice(pool) for _ in range(chance.randint(2, 6))]
    text = "".join(NUMBER.sub(lambda m: _near(chance, m.group()), s.text) for s in chosen)
    if chance.random() < 0.01:
        text = text.translate(TRADITIONAL)
    return chosen[0].heading or "", text.rstrip("；") + ("" if text.endswith("。") else "。")


def _near(chance: random.Random, figure: str) -> str:
    return str(max(1, round(int(figure) * chance.choice((0.5, 0.8, 0.9, 1, 1, 1.1, 1.2, 1.5)))))


def _contract(chance: random.Random, number: int) -> Contract:
    name = "".join(chance.sample(NAMES, 2)) + chance.choice(TRADES)
    signed = date(2012, 1, 1) + timedelta(days=chance.randrange(5200))
    kind, level = chance.choice(list(KINDS)), chance.choice(list(LEVELS))
    return Contract(
        id=f"gen-{signed.year}-{number:06d}",
        title=f"示例{name}有限公司{KINDS[kind]}集体合同（生成）",
        level=level,  # type: ignore[arg-type]
        kind=kind,  # type: ignore[arg-type]
        status=chance.choice(("in_force", "expired", "superseded")),  # type: ignore[arg-type]
        origin="sample",
        parties=(
            Party(role="union", name=f"示例{name}有限公司工会委员会（虚构）", label="甲方"),
            Party(role="employer", name=f"示例{name}有限公司（虚构）", label="乙方"),
        ),
        region=chance.choice(REGIONS),
        industry=chance.choice(INDUSTRIES),
        signed=signed,
        coverage=Coverage(enterprises=1, workers=chance.randint(20, 3000)),
    )


def write_library(folder: Path, count: int, seed: int = 7) -> None:
    """A library of `count` contracts that extends the starter library."""
    (folder / "contracts").mkdir(parents=True, exist_ok=True)
    (folder / "library.yaml").write_text("name: 生成的资料库\nformat: 1\nextends: starter\n", encoding="utf-8")
    for record, articles in contracts(count, seed):
        place = folder / "contracts" / record.id
        place.mkdir(exist_ok=True)
        (place / "contract.md").write_bytes(write_contract(record, body_of(record, articles)))


def body_of(record: Contract, articles: list[tuple[str, str]]) -> str:
    """The text in the library's own form."""
    lines = [f"# {record.title}", ""]
    for number, (heading, text) in enumerate(articles, 1):
        lines.append(f"第{to_chinese(number)}条 " + (f"【{heading}】" if heading else "") + text)
    return "\n".join(lines) + "\n"


def passages(count: int, seed: int = 7) -> Iterator[tuple[str, list[Passage]]]:
    """The same contracts as passages, without going through files: for corpora of a million clauses."""
    for record, articles in contracts(count, seed):
        day = record.signed.isoformat() if record.signed else ""
        base = Passage(
            f"{record.id}#title", "contract", record.title, "", record.title, "", (), record.level, record.kind,
            record.region or "", record.industry or "", day[:4], record.status, record.origin, day, context_of(record),
        )  # fmt: skip
        yield record.id, [base, *_bodies(base, record.id, articles)]


def _bodies(base: Passage, name: str, articles: list[tuple[str, str]]) -> Iterator[Passage]:
    for n, (heading, text) in enumerate(articles, 1):
        label = f"第{to_chinese(n)}条"
        yield base._replace(address=f"{name}#art_{n}", label=label, heading=heading, body=text)


if __name__ == "__main__":
    parser = argparse.ArgumentParser(description="write a generated library")
    parser.add_argument("count", type=int)
    parser.add_argument("folder", type=Path)
    given = parser.parse_args()
    write_library(given.folder, given.count)
