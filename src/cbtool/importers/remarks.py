"""What a person should look at in an arranged text: a lost end, articles drawn out of one line."""

import re

from cbtool.importers.body import Body
from cbtool.importers.facts import read_facts
from cbtool.importers.titles import looks_other
from cbtool.model.intake import Imported
from cbtool.text.outline_markup import is_row, plain_lines

_UNFINISHED = re.compile(r"(?:[\u4e00-\u9fff,，、；;：:（(“《]|[（(][一二三四五六七八九十0-9]{1,3}[)）])$")
_SHORTEST_SENTENCE = 16
_LEAST_DRAWN = 3


def imported(reader: str, encoding: str, sha256: str, body: Body, front: str, warnings: list[str]) -> Imported:
    """Everything about an arranged text: what every importer returns in the end."""
    return Imported(
        reader=reader,
        encoding=encoding,
        sha256=sha256,
        body=body.text,
        front=front,
        articles=len(body.outline.articles()),
        warnings=tuple(warnings),
        doubts=body.doubts(),
        facts=read_facts(body),
    )


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
