"""Lawful articles in the wordings of real contracts: nothing in them may be called illegal, missing or below the law."""

from collections.abc import Iterable
from functools import cache
from pathlib import Path

import pytest
from tests.law.defects import TODAY

from cbtool.desk.rules import law_of, library_law
from cbtool.law.evaluation import judge
from cbtool.law.grades import grade
from cbtool.law.judged import Law, clause_topics, make_judged
from cbtool.library.library import open_library
from cbtool.library.yamlfile import read_yaml
from cbtool.model.parameter import NATION
from cbtool.model.rule import Rule
from cbtool.resources import starter_library
from cbtool.text.clauses import parse_clauses
from cbtool.text.topics import TopicScorer

SETS = ("seen", "held", "fresh", "last")
"""Each was run only after the wordings had been mended on what came before."""

REGIONS = ("440300", "440600", "330100", NATION)
CHAPTERS = {
    "PAY": "劳动报酬",
    "HRS": "工作时间与休息休假",
    "MGT": "劳动合同管理",
    "PRO": "协商程序与合同期限",
    "OSH": "劳动安全卫生与保险",
    "WOM": "女职工特殊保护",
    "MIN": "未成年工保护",
}
Article = dict[str, str]


@cache
def articles(name: str) -> tuple[Article, ...]:
    """`near`: the rule that an article may be mistaken for breaking; `region`: where alone it is lawful."""
    return tuple(read_yaml((Path(__file__).parent / "lawful" / f"{name}.yaml").read_text("utf-8"))[0])


@cache
def rules() -> tuple[tuple[Rule, ...], Law, TopicScorer]:
    """The rules that look for something wrong; what an article does not say, its contract may say elsewhere."""
    library = open_library(starter_library())
    book = library_law(library)
    return tuple(r for r in book.book.rules if not r.require), law_of(book), TopicScorer(library.topics)


def contract(chosen: Iterable[Article]) -> str:
    """One text of the articles, by chapters."""
    parts, number = ["# 集体合同"], 0
    kept = list(chosen)
    for prefix, heading in CHAPTERS.items():
        parts.append(f"## {heading}")
        for article in (a for a in kept if a["near"].startswith(prefix)):
            number += 1
            parts.append(f"### 第{number}条\n\n{article['says']}")
    return "\n\n".join(parts) + "\n"


def test_the_set_is_large_and_wide() -> None:
    kept = [a for name in SETS for a in articles(name)]
    assert len(kept) >= 400 and len({a["says"] for a in kept}) == len(kept)
    near = [a["near"] for a in kept]
    assert sum(near.count(rule) >= 3 for rule in set(near)) >= 60


@pytest.mark.parametrize("region", REGIONS)
@pytest.mark.parametrize("name", SETS)
def test_nothing_lawful_is_called_wrong(name: str, region: str) -> None:
    asked, law, scorer = rules()
    outline = parse_clauses(contract(a for a in articles(name) if a.get("region", region) == region))
    facts = {"level": "enterprise", "kind": "comprehensive", "status": "draft", "region": region}
    judged = make_judged(
        "contract", outline, facts, law, name=name, front=False, topics=clause_topics(outline, scorer),
        region=region, on=TODAY, today=TODAY, stage="draft",
    )  # fmt: skip
    wrong = [(f.rule, f.quote) for f in judge(judged, asked, law, TODAY) if f.severity in ("illegal", "missing")]
    below = [(g.value.provision, g.value.quote) for g in grade(judged, law, TODAY) if g.grade == "below"]
    assert not wrong and not below
