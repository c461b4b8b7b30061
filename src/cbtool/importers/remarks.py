"""What a person should look at in an arranged text: a lost end, articles drawn out of one line, personal data."""

import re
from datetime import date

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
        personal=personal_data(body),
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


_PHONE = re.compile(r"(?<![0-9A-Za-z])1[3-9][0-9][ -]?[0-9]{4}[ -]?[0-9]{4}(?![0-9A-Za-z])")
_IDENTITY = re.compile(r"(?<![0-9A-Za-z])[1-9][0-9]{16}[0-9Xx](?![0-9A-Za-z])")
_WEIGHTS = (7, 9, 10, 5, 8, 4, 2, 1, 6, 3, 7, 9, 10, 5, 8, 4, 2)
_CHECKS = "10X98765432"


def personal_data(body: Body) -> str:
    """A warning with count and lines where the text holds mobile numbers or identity numbers; '' where it holds none."""
    phones, identities = [], []
    for number, line in zip(body.numbers, body.text.split("\n"), strict=True):
        phones += [number for _ in _PHONE.finditer(line)]
        identities += [number for match in _IDENTITY.finditer(line) if is_identity_number(match[0])]
    found = [(phones, "手机号码"), (identities, "身份证号码")]
    parts = [f"{len(places)} 个{name}（第 {_lines(places)} 行）" for places, name in found if places]
    return "含个人信息：" + "，".join(parts) if parts else ""


def _lines(places: list[int]) -> str:
    return "、".join(map(str, dict.fromkeys(places)))


def is_identity_number(number: str) -> bool:
    """Whether 18 signs are a resident identity number (GB 11643): a real date of birth and a right check sign."""
    try:
        date(int(number[6:10]), int(number[10:12]), int(number[12:14]))
    except ValueError:
        return False
    total = sum(int(digit) * weight for digit, weight in zip(number, _WEIGHTS, strict=False))
    return _CHECKS[total % 11] == number[17].upper()
