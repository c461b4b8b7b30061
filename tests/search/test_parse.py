"""The query language: what it reads, and the character its messages point at."""

import random

import pytest

from cbtool.errors import QueryError
from cbtool.search.parse import Filter, Term, parse


def words(query: str) -> list[str]:
    """A short form of what was read."""
    shown = []
    for clause in parse(query):
        parts = [
            f'"{p.piece}"'
            if isinstance(p, Term) and p.exact
            else p.piece
            if isinstance(p, Term)
            else f"{p.field}={p.value}"
            for p in clause.alternatives
        ]
        shown.append(("-" if clause.negative else "") + "|".join(parts))
    return shown


@pytest.mark.parametrize(
    ("query", "expected"),
    [
        ("加班费", ["加班费"]),
        ("女职工 哺乳", ["女职工", "哺乳"]),
        ('"女职工 哺乳"', ['"女职工"', '"哺乳"']),
        ("“加班费”", ['"加班费"']),
        ("最低工资 -计件", ["最低工资", "-计件"]),
        ("高温 OR 防暑 津贴", ["高温|防暑", "津贴"]),
        ("主题:高温 地区:深圳", ["topic=高温", "region=深圳"]),
        ("主题：高温", ["topic=高温"]),
        ("-级别:企业 工资", ["-level=企业", "工资"]),
        ("年份:2020..2024", ["year=2020..2024"]),
        ("甲方:某某", ["甲方:某某"]),
        ("１５０％　加班", ["150%", "加班"]),
        ("or 加班", ["or", "加班"]),
        ('"说""停""就停"', ['"说"停"就停"']),
        ("满3年", ["满3年"]),
        ("一、二", ["一、二"]),
    ],
)
def test_reads(query: str, expected: list[str]) -> None:
    assert words(query) == expected


@pytest.mark.parametrize(
    ("query", "position"),
    [
        ('加班 "没有关', 3),
        ("主题: 加班", 3),
        ("OR 加班", 0),
        ("加班 OR", 3),
        ("加班 OR OR 工资", 3),
        ("加班 OR -工资", 3),
        ("加班 -", 3),
        ("", 0),
        ("   ", 0),
    ],
)
def test_points_at_the_character(query: str, position: int) -> None:
    with pytest.raises(QueryError) as caught:
        parse(query)
    assert caught.value.position == position
    assert caught.value.message


def test_ten_thousand_odd_queries_are_read_or_refused_in_words() -> None:
    chance = random.Random(5)
    pieces = [
        "加班",
        "工资",
        " ",
        "　",
        '"',
        "“",
        "”",
        "-",
        "OR",
        ":",
        "：",
        "主题:",
        "年份:",
        "..",
        "150%",
        "(",
        ")",
        "*",
        "\\",
        "a",
        "\t",
        "|",
        "😀",
        "𠮷",
    ]
    refused = 0
    for _ in range(10_000):
        query = "".join(chance.choice(pieces) for _ in range(chance.randint(0, 14)))
        try:
            for clause in parse(query):
                assert all(isinstance(part, Term | Filter) for part in clause.alternatives)
        except QueryError as error:
            refused += 1
            assert 0 <= error.position <= len(query)
    assert 0 < refused < 10_000
