"""职工版: one A4 sheet of a contract for the notice board, its sentences chosen by rule and quoted word for word.

It stands on the contract's own page and is shown by its link, `#worker`.
"""

import re
from collections.abc import Iterable, Iterator
from typing import NamedTuple

from cbtool.model.passage import Passage
from cbtool.site.gather import ContractText

FIGURE = re.compile(r"[0-9]+(?:[.,][0-9]+)*\s*(?:元|%|％|天|日|小时|个月|倍|周|分钟|个工作日)|百分之")
HELP = re.compile(r"投诉|申诉|反映|举报|仲裁|监察|调解|咨询|电话|工会应当|要求工会|向工会")
LEANING = re.compile(
    r"^(?:[0-9一二三四五六七八九十]+(?:个月|周|天|年|日|元)|前款|上述|前项|该|其|逾期|否则|但|并|同时|此外|以上|未按|除此|除)|第[一二三四五六七八九十]+[项款]|____|附件|本条"
)
LABEL = re.compile(r"^(?:（[一二三四五六七八九十]+）|[0-9]+[.、．])\s*")
ARTICLE = re.compile(r"#(?!annex)(?:.*__)?art_")
SHORTEST, LONGEST = 8, 76


class Section(NamedTuple):
    """A heading of the page: the topics it draws on, how many sentences, and what they must hold."""

    title: str
    topics: tuple[str, ...]
    most: int = 3
    needs: re.Pattern[str] = FIGURE


SECTIONS = (
    Section("工资", ("pay", "wage_growth", "quota", "platform"), 4),
    Section("加班", ("overtime",)),
    Section("工作时间", ("hours",), 2),
    Section("休假", ("leave",)),
    Section("女职工和生育", ("women",)),
    Section("高温和劳动安全", ("heat", "safety")),
    Section("社会保险和福利", ("insurance", "welfare", "training"), 2),
    Section("有问题找谁", ("dispute", "union", "liability", "democracy"), 3, HELP),
)


class Sentence(NamedTuple):
    """A sentence of the contract, and the clause it stands in."""

    text: str
    heading: str
    clause: str
    label: str


def has_sheet(text: ContractText) -> bool:
    """A digest has no text to post at the gate."""
    return text.record.form == "full"


def chosen(text: ContractText) -> list[tuple[Section, list[Sentence]]]:
    """Every section with its sentences in the order of the contract; a sentence stands once on the page."""
    used: set[str] = set()
    found = []
    for section in SECTIONS:
        best = _best(section, text.passages, used)
        used.update(sentence.text for sentence in best)
        if best:
            found.append((section, best))
    return found


def _best(section: Section, passages: Iterable[Passage], used: set[str]) -> list[Sentence]:
    candidates = []
    for place, passage in enumerate(passages):
        topics = [t for t in passage.topics if "." not in t]
        if not set(topics) & set(section.topics) or not ARTICLE.search(passage.address):
            continue
        leading = topics[0] in section.topics
        for line, sentence in enumerate(_sentences(passage.body)):
            if section.needs.search(sentence) and sentence not in used:
                score = 3 * leading + min(len(section.needs.findall(sentence)), 3) - len(sentence) / 40
                candidates.append((score, place, line, _sentence(sentence, passage)))
    candidates.sort(key=lambda c: (-c[0], c[1], c[2]))
    kept = sorted(_spread(candidates, section.most), key=lambda c: (c[1], c[2]))
    return [sentence for _, _, _, sentence in kept]


def _sentence(text: str, passage: Passage) -> Sentence:
    return Sentence(text, passage.heading, passage.address.partition("#")[2], passage.label)


def _spread(candidates: list[tuple[float, int, int, Sentence]], most: int) -> list[tuple[float, int, int, Sentence]]:
    """The best, but no more than two of one clause."""
    kept: list[tuple[float, int, int, Sentence]] = []
    for candidate in candidates:
        if sum(other[1] == candidate[1] for other in kept) < 2 and len(kept) < most:
            kept.append(candidate)
    return kept


def _sentences(body: str) -> Iterator[str]:
    """Whole sentences that can be read alone: no rows of tables, no references to what stands before."""
    for line in body.splitlines():
        if " | " in line:
            continue
        for part in re.split(r"(?<=。)", line):
            sentence = LABEL.sub("", part.strip()).rstrip("；。")
            if SHORTEST <= len(sentence) <= LONGEST and not LEANING.search(sentence) and not sentence.endswith("："):
                yield sentence + "。"
