"""The query language: words, "exact phrases", OR, -, and fields. One parser, no engine in sight.

The text is normalised one to one first, so every position in a message is a position in what was typed.
"""

import re
from typing import NamedTuple

from cbtool.errors import QueryError
from cbtool.text.normal import normalise

FIELDS = {
    "主题": "topic", "topic": "topic",
    "级别": "level", "level": "level",
    "类型": "kind", "kind": "kind",
    "地区": "region", "region": "region",
    "行业": "industry", "industry": "industry",
    "年份": "year", "year": "year",
    "状态": "status", "status": "status",
    "来源": "origin", "origin": "origin",
    "文种": "document", "document": "document",
}  # fmt: skip
LONGEST = 2000
MOST_TERMS = 60
PART = re.compile(r'(?P<minus>-)?(?:(?P<field>[^\s:"]+):)?(?:"(?P<quoted>(?:[^"]|"")*)(?P<close>")?|(?P<plain>[^\s]*))')


class Term(NamedTuple):
    """An unspaced normalised piece of the query; `exact` switches synonyms off."""

    piece: str
    exact: bool
    position: int


class Filter(NamedTuple):
    """A field and the word given for it, as typed (normalised)."""

    field: str
    value: str
    position: int


class Clause(NamedTuple):
    """Alternatives joined by OR; `negative` excludes what they find."""

    alternatives: tuple[Term | Filter, ...]
    negative: bool


def parse(text: str) -> tuple[Clause, ...]:
    """The query as clauses that must all hold. Raises QueryError, pointing at the character."""
    if len(text) > LONGEST:
        raise QueryError(f"检索式太长（{len(text)} 个字）", LONGEST, f"请缩短到 {LONGEST} 个字以内。")
    clauses = _joined(_parts(text))
    if not clauses:
        raise QueryError("没有要查的词", 0, "例如：cbtool search 加班费")
    if sum(len(clause.alternatives) for clause in clauses) > MOST_TERMS:
        raise QueryError("检索式里的词太多", 0, f"请减少到 {MOST_TERMS} 个词以内。")
    return clauses


class _Or(NamedTuple):
    position: int


def _parts(text: str) -> list[Clause | _Or]:
    """The clauses and ORs in the order they were typed."""
    normal = _quotes(normalise(text))
    parts: list[Clause | _Or] = []
    at = 0
    while at < len(normal):
        if normal[at].isspace():
            at += 1
            continue
        match = PART.match(normal, at)
        assert match is not None
        if text[at : match.end()] == "OR":
            parts.append(_Or(at))
        else:
            parts += _read(match, at)
        at = max(match.end(), at + 1)
    return parts


def _quotes(normal: str) -> str:
    """Curly quotes that open and close a piece mean the same as straight ones."""
    return re.sub(r'(^|(?<=[\s\-:]))“([^“”"]*)”(?=\s|$)', r'"\2"', normal)


def _read(match: re.Match[str], at: int) -> list[Clause]:
    negative = match["minus"] is not None
    field = FIELDS.get(match["field"] or "")
    if match["field"] and field is None:
        return _literal(match, at, negative)
    start = at + len(match["minus"] or "") + (len(match["field"]) + 1 if match["field"] else 0)
    if match["quoted"] is not None and match["close"] is None:
        raise QueryError("引号没有配对", start, '请补上后一个引号 "。')
    value = match["plain"] if match["quoted"] is None else match["quoted"].replace('""', '"')
    if field:
        if not value.strip():
            raise QueryError(f"“{match['field']}:”后面没有内容", start, f"例如：{EXAMPLES[field]}")
        return [Clause((Filter(field, value.strip(), start),), negative)]
    if not value.strip():
        raise QueryError("减号或引号里没有要查的词" if match.group() else "没有要查的词", at, "例如：最低工资 -计件")
    exact = match["quoted"] is not None
    return [Clause((Term(piece, exact, start),), negative) for piece in value.split()]


EXAMPLES = {
    "topic": "主题:加班",
    "level": "级别:企业",
    "kind": "类型:工资专项",
    "region": "地区:深圳",
    "industry": "行业:餐饮",
    "year": "年份:2020..2024",
    "status": "状态:有效",
    "origin": "来源:示例",
    "document": "文种:集体合同",
}


def _literal(match: re.Match[str], at: int, negative: bool) -> list[Clause]:
    """What looks like a field but names none is plain text: 甲方:某某."""
    piece = match.group()[1:] if negative else match.group()
    return [Clause((Term(p, False, at + negative),), negative) for p in piece.split()]


def _joined(parts: list[Clause | _Or]) -> tuple[Clause, ...]:
    """ORs bind the clauses beside them."""
    clauses: list[Clause] = []
    joining = False
    for i, part in enumerate(parts):
        if isinstance(part, _Or):
            after = parts[i + 1] if i + 1 < len(parts) else None
            if not clauses or joining or not isinstance(after, Clause):
                raise QueryError("OR 的两边都要有词", part.position, "例如：高温 OR 防暑")
            if clauses[-1].negative or after.negative:
                raise QueryError("OR 的两边不能带减号", part.position, "把要排除的词写在最后，例如：高温 OR 防暑 -津贴")
            joining = True
        elif joining:
            clauses[-1] = Clause(clauses[-1].alternatives + part.alternatives, False)
            joining = False
        else:
            clauses.append(part)
    return tuple(clauses)
