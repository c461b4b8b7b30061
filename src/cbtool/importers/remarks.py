"""What a person should look at in an arranged text: a lost end, articles drawn out of one line."""

import re

from cbtool.importers.body import Body
from cbtool.importers.facts import read_facts
from cbtool.importers.titles import looks_other
from cbtool.model.intake import Fact, Imported
from cbtool.text.outline_markup import is_row, plain_lines

RECOGNISED = "文字由机器从图像识别，可能有错字、漏行，待填的空白认不出来，表格尤其要对，请逐条核对原件"
_SPELLED = ("title", "parties", "chief_representative", "street", "signed", "effective_from", "expires_on")
"""Facts that one misread character makes wrong; level, kind, region and trade are words of a list."""
_MOST_RECOGNISED = 0.85
_UNFINISHED = re.compile(r"(?:[\u4e00-\u9fff,，、；;：:（(“《]|[（(][一二三四五六七八九十0-9]{1,3}[)）])$")
_SHORTEST_SENTENCE = 16
_LEAST_DRAWN = 3


def imported(reader: str, encoding: str, sha256: str, body: Body, front: str, warnings: list[str]) -> Imported:
    """Everything about an arranged text: what every importer returns in the end."""
    facts = read_facts(body)
    return Imported(
        reader=reader,
        encoding=encoding,
        sha256=sha256,
        body=body.text,
        front=front,
        articles=len(body.outline.articles()),
        warnings=tuple(warnings),
        doubts=body.doubts(),
        facts=tuple(map(_doubted, facts)) if any(RECOGNISED in warning for warning in warnings) else facts,
    )


def _doubted(fact: Fact) -> Fact:
    """A fact of a recognised text: names, days and counts are for a person to compare."""
    spelled = fact.field in _SPELLED or fact.field.startswith("coverage.")
    return fact._replace(confidence=min(fact.confidence, _MOST_RECOGNISED)) if spelled else fact


def body_remarks(body: Body, line_count: int) -> list[str]:
    """Warnings in Chinese about the arranged text that came from so many lines."""
    remarks = []
    lines = [line for line in body.text.split("\n") if line]
    if len(lines) - line_count >= _LEAST_DRAWN and len(body.outline.articles()) > line_count // 2:
        remarks.append("原文多条挤在一行，已按条分行，请核对分段")
    first = "".join(plain_lines(lines[0], 0, len(lines[0])))
    if looks_other(first):
        remarks.append(f"像是文书、法规或报道，不是集体合同：“{first}”")
    last = "".join(plain_lines(lines[-1], 0, len(lines[-1])))
    signed = any(clause.kind in ("signature", "annex") for clause in body.outline.clauses)
    if not signed and not is_row(lines[-1]) and len(last) >= _SHORTEST_SENTENCE and _UNFINISHED.search(last):
        remarks.append(f"文末没有写完（……{last[-12:]}），像是节选或者缺页")
    return remarks
