"""Chinese files are read in every encoding they come in; what is no text is refused."""

import codecs
import contextlib
import random

import pytest

from cbtool.text.encoding import UnreadableText, decode, suspicious_characters

SIMPLE = "第一条 职工工资由双方平等协商确定，加班工资按国家规定支付。\n"
RARE = "㛃 镕 喆 頔 玥 石堃的工资按本合同执行。\n"
TRADITIONAL = "第一條 職工工資由雙方平等協商確定，加班工資應當按規定支付。\n"


@pytest.mark.parametrize(
    ("data", "text", "name"),
    [
        (SIMPLE.encode(), SIMPLE, "utf-8"),
        (codecs.BOM_UTF8 + SIMPLE.encode(), SIMPLE, "utf-8-sig"),
        (SIMPLE.encode("utf-16"), SIMPLE, "utf-16"),
        (SIMPLE.encode("utf-16-le"), SIMPLE, "utf-16-le"),
        (SIMPLE.encode("utf-16-be"), SIMPLE, "utf-16-be"),
        (SIMPLE.encode("gb2312"), SIMPLE, "gb18030"),
        (SIMPLE.encode("gbk"), SIMPLE, "gb18030"),
        ((SIMPLE + RARE).encode("gb18030"), SIMPLE + RARE, "gb18030"),
        (TRADITIONAL.encode("big5"), TRADITIONAL, "big5"),
        (TRADITIONAL.encode("gb18030"), TRADITIONAL, "gb18030"),
        (b"plain text", "plain text", "utf-8"),
        (b"", "", "utf-8"),
        ("工资".encode("gbk"), "工资", "gb18030"),
        ("工會".encode("big5"), "工會", "big5"),
    ],
)
def test_the_encoding_is_recognised(data: bytes, text: str, name: str) -> None:
    assert decode(data) == (text, name)


@pytest.mark.parametrize(
    "data",
    [
        b"\x89PNG\r\n\x1a\n\x00\x00\x00\rIHDR",
        bytes(range(256)),
        b"PK\x03\x04" + bytes(60),
        codecs.BOM_UTF8 + b"\xff\xff",
        codecs.BOM_UTF16_LE + b"\x00",
        b"\xff\xff\xff\xff",
        b"\x01\x02\x03\x04" * 20,
    ],
)
def test_what_is_no_text_is_refused(data: bytes) -> None:
    with pytest.raises(UnreadableText):
        decode(data)


def test_any_bytes_are_read_or_refused() -> None:
    chance = random.Random(1)
    for _ in range(2000):
        data = chance.randbytes(chance.randrange(40))
        with contextlib.suppress(UnreadableText):
            assert isinstance(decode(data)[0], str)


def test_hidden_characters_are_reported_not_removed() -> None:
    text = "甲方\u200b应\u202e当\u2066支付\x07工资\ue000。\n\t"
    found = suspicious_characters(text)
    assert [(s.offset, s.character) for s in found] == [
        (2, "\u200b"), (4, "\u202e"), (6, "\u2066"), (9, "\x07"), (12, "\ue000")
    ]  # fmt: skip
    assert found[0].name == "ZERO WIDTH SPACE" and found[3].name == "U+0007"


def test_clean_text_has_nothing_to_report() -> None:
    assert suspicious_characters(SIMPLE + RARE + TRADITIONAL + "①　𠀀") == []
