"""Pairs of atoms: what they find is what a plain scan finds."""

import random
import re

import pytest

from cbtool.text.atoms import atoms, occurrences, pairs, phrase
from cbtool.text.normal import normalise

ALPHABET = "加班费工资150%一、二3.5.7abcN+1,。 \n，Ａ３萬"


def plain_scan(text: str, piece: str) -> bool:
    """The truth, found another way: mark every number and word, then try every place of the piece."""
    inside = [False] * (len(text) + 1)
    for match in re.finditer(r"[0-9]+(?:\.[0-9]+)?|[a-z]+", text):
        for place in range(match.start() + 1, match.end()):
            inside[place] = True
    return any(
        text[at : at + len(piece)] == piece and not inside[at] and not inside[at + len(piece)]
        for at in range(len(text) - len(piece) + 1)
    )


def found_by_pairs(text: str, piece: str) -> bool:
    tokens, wanted = pairs(text), phrase(piece)
    if wanted.prefix:
        return any(token.startswith(wanted.tokens[0]) for token in tokens)
    size = len(wanted.tokens)
    return any(tuple(tokens[i : i + size]) == wanted.tokens for i in range(len(tokens)))


def test_pairs_and_occurrences_agree_with_a_plain_scan() -> None:
    chance = random.Random(11)
    compared = hits = 0
    while compared < 5000:
        text = normalise("".join(chance.choice(ALPHABET) for _ in range(40)))
        start = chance.randrange(40)
        pieces = text[start : start + chance.randint(1, 9)].split()
        if not pieces:
            continue
        piece = pieces[0]
        expected = plain_scan(text, piece)
        assert bool(occurrences(text, piece)) == expected, (text, piece)
        assert found_by_pairs(text, piece) == expected, (text, piece)
        compared, hits = compared + 1, hits + expected
    assert 500 < hits < compared


@pytest.mark.parametrize(
    ("text", "piece", "found"),
    [
        ("每月3000元", "300", False),
        ("每月3000元", "3000元", True),
        ("加班按150%计发", "150%", True),
        ("涨幅1.5%以上", "5%", False),
        ("加 班费", "加班费", False),
        ("最低工资标准", "低工资标", True),
        ("overtime工资", "over", False),
        ("第3.5.7节", "3.5", True),
    ],
)
def test_numbers_and_words_match_only_whole(text: str, piece: str, found: bool) -> None:
    assert bool(occurrences(text, piece)) is found
    assert found_by_pairs(text, piece) is found


def test_atoms_cover_the_text_without_white_space() -> None:
    text = normalise("第12条　每月3000.5元，CPI涨2%\n加班")
    assert "".join(a.text for a in atoms(text)) == "".join(text.split())
    assert all(text[a.start : a.end] == a.text for a in atoms(text))


def test_normalising_never_moves_an_offset() -> None:
    text = "１２３，萬職資－ＣＰＩ㎡①ﬁ\u3000ⅷ"
    assert len(normalise(text)) == len(text)
    assert normalise("勞動合同第１２條") == "劳动合同第12条"
    assert normalise(normalise(text)) == normalise(text)
