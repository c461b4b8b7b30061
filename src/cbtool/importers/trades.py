"""The industry (GB/T 4754) by words of the title and of the employer's name; the words are data."""

from collections.abc import Iterator
from functools import cache

from cbtool.importers.document import bare
from cbtool.model.intake import Fact
from cbtool.resources import data_file
from cbtool.text.normal import normalise

_BEFORE_TRADE = ("行业", "业工资", "业集体", "业女职工", "业劳动")


@cache
def industry_words() -> dict[str, str]:
    """Word → code of `data/industry_words.tsv`."""
    lines = data_file("industry_words.tsv").read_text(encoding="utf-8").splitlines()
    return dict(line.split("\t", 1) for line in lines)


def find_industry(title: Fact | None, parties: list[Fact]) -> Iterator[Fact]:
    """Sure where the title names the trade (餐饮行业); a word in a firm's name is only a hint."""
    if title:
        yield from _told(title, str(title.value), 0.95 if title.sure else 0.8)
    for fact in parties:
        if isinstance(fact.value, dict) and fact.value["role"] != "employee_representatives":
            yield from _told(fact, fact.value["name"], min(fact.confidence, 0.92))


def _told(fact: Fact, name: str, sure: float) -> Iterator[Fact]:
    """What the words of a name say, the last first (电子 in a firm's name): a word inside a longer one does not count."""
    words = bare(normalise(name))
    found = [(words.rfind(word), len(word), word) for word in industry_words() if word in words]
    found = [f for f in found if not any(f[2] != g[2] and f[2] in g[2] for g in found)]
    if not found:
        return
    place, length, _ = max(found)
    trade = words[place + length :].removeprefix("服务").startswith(_BEFORE_TRADE)
    codes = dict.fromkeys(industry_words()[w] for _, _, w in sorted(found, reverse=True))
    confidence = sure if trade and len(codes) == 1 else 0.75 if len(codes) == 1 else 0.6
    for code in codes:
        yield Fact("industry", code, fact.quote, fact.line, confidence)
