"""Whom the contract covers: numbers of enterprises, workers, union members and women."""

import re
from collections.abc import Iterator

from cbtool.importers.document import Document
from cbtool.model.intake import Fact
from cbtool.text.numerals import parse_amount

_NUMBER = r"(?P<about>近|约|逾|超过?|将近)?\s?(?P<number>\d{1,3}(?:,\d{3})+|\d+(?:\.\d+)?万?|[一二三四五六七八九十百千万两〇零]+)\s?(?P<more>余|多)?\s?(?:余|多)?"
_PEOPLE = r"(?:职工|员工|从业人员|劳动者|驾驶员|骑手|配送员|送餐员|快递员)"
_SAYS = r"(?:总?人?数)?\s?(?:为|共|:|有|达)?\s?"
_PATTERNS = (
    ("coverage.women", rf"女(?:性)?{_PEOPLE[:-1]}|工){_SAYS}{_NUMBER}[人名]"),
    ("coverage.union_members", rf"(?:工会)?会员{_SAYS}{_NUMBER}[人名]"),
    ("coverage.workers", rf"(?<![女制性])(?:{_PEOPLE}|覆盖|涉及){_SAYS}{_NUMBER}[人名]"),
    ("coverage.enterprises", rf"(?:企业|用人单位)(?:总?数)?\s?(?:为|共|:|有|达)?\s?{_NUMBER}[家户个]"),
    ("coverage.enterprises", rf"{_NUMBER}[家户个](?:[\u4e00-\u9fff]{{0,8}})?(?:企业|用人单位)"),
)
_COMPILED = tuple((field, re.compile(pattern)) for field, pattern in _PATTERNS)
_COVERS = re.compile(r"覆盖|职工(?:总?人数|总数)|员工(?:总?人数|总数)|女职工(?:总?人数)")
_NOT_COVERED = re.compile(
    r"应到|实到|出席|参加会议|不满|以上|以下|少于|不足|每\d|每.{1,4}(?:名|人)|代表(?!范围)|至少|抽取|安排|其中一"
)
_APPLIES = re.compile(r"适用于|包括|共有|现有|签订时")


def find_coverage(document: Document) -> Iterator[Fact]:
    """Sure only beside words that speak of coverage, in exact numbers."""
    for number, piece in enumerate(document.pieces):
        in_head = number < len(document.head)
        for sentence in re.finditer(r"[^。;]+", piece.normal):
            base = _weight(sentence[0], in_head)
            for field, pattern in _COMPILED if base else ():
                for match in pattern.finditer(piece.normal, sentence.start(), sentence.end()):
                    inexact = match["about"] or match["more"]
                    if (count := _count(match["number"])) is not None:
                        yield piece.fact(field, count, min(base, 0.7) if inexact else base, match.span())
                        break


def _weight(sentence: str, in_head: bool) -> float:
    if _NOT_COVERED.search(sentence):
        return 0.0
    if _COVERS.search(sentence):
        return 0.93 if in_head else 0.9
    return 0.75 if _APPLIES.search(sentence) else 0.0


def _count(written: str) -> int | None:
    try:
        value = parse_amount(written)
    except ValueError:
        return None
    return int(value) if value == int(value) else None
