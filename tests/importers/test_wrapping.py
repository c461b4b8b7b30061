"""Joining hard-wrapped lines: whole paragraphs back where the lengths show it, everything else untouched."""

import random

import pytest

from cbtool.importers import read_file
from cbtool.importers.lines import Line
from cbtool.importers.wrapping import find_page, join_wrapped
from cbtool.resources import starter_library

NOT_FIRST = "，。；：、！？）》”％%,.;:)"


def paragraphs() -> list[str]:
    """The prose of the starter library's full contracts, a paragraph each."""
    found = []
    for file in sorted((starter_library() / "contracts").glob("*/contract.md")):
        text = file.read_text(encoding="utf-8")
        if "\nform: digest" not in text:
            found += [line.lstrip("# ") for line in text.split("\n---\n", 1)[1].split("\n") if line and line[0] != "|"]
    return found


def wrapped(paragraph: str, width: int, indent: bool) -> list[str]:
    """The lines of a page so many characters wide; closing marks may hang over."""
    lines, line = [], "　　" if indent else ""
    for sign in paragraph:
        if len(line) >= width and not (sign in NOT_FIRST and len(line) == width):
            lines.append(line)
            line = ""
        line += sign
    return [*lines, line]


def joined(lines: list[str]) -> list[str]:
    return [line.text.strip() for line in join_wrapped([Line(n, text) for n, text in enumerate(lines, 1)])[0]]


@pytest.mark.parametrize("width", [28, 35, 40])
@pytest.mark.parametrize("indent", [True, False])
def test_paragraphs_come_back_whole(width: int, indent: bool) -> None:
    wanted = paragraphs()
    got = set(joined([line for paragraph in wanted for line in wrapped(paragraph, width, indent)]))
    whole = sum(paragraph in got for paragraph in wanted)
    assert whole >= (0.97 if indent else 0.89) * len(wanted)


def test_text_that_is_not_wrapped_stays_as_it_is() -> None:
    for indent in ("", "　　"):
        lines = [indent + paragraph for paragraph in paragraphs()]
        assert find_page([Line(1, line) for line in lines]) is None
        assert joined(lines) == [line.strip() for line in lines]


def test_labels_and_columns_are_never_joined_but_citations_are() -> None:
    full = "企业应当按照国家规定提供劳动条件和劳动防护用品并且按照本合"
    lines = [
        *[full] * 9, "同第五条的规定执行。", full, "第五条规定的办法。", full, "第六条 另起一条。", full, "甲方：某厂",
        full, "工种\t单价", full, "（一）某项；",
    ]  # fmt: skip
    got = joined(lines)
    assert got[0].endswith("并且按照本合同第五条的规定执行。")
    assert got[1:] == [
        full + "第五条规定的办法。",
        full,
        "第六条 另起一条。",
        full,
        "甲方：某厂",
        full,
        "工种\t单价",
        full,
        "（一）某项；",
    ]


def test_lists_of_equal_short_lines_are_no_page() -> None:
    chance = random.Random(3)
    lines = ["".join(chance.choices("车钳铣刨磨电焊工", k=6)) for _ in range(40)]
    assert joined(lines) == lines


def test_joining_is_told() -> None:
    text = "示例厂集体合同\n" + "\n".join(
        line for n in range(12) for line in wrapped(f"第{n + 1}条 " + "工资按月支付给全体职工" * 6 + "。", 28, True)
    )
    imported = read_file("a.txt", text.encode())
    assert imported.articles == 12
    assert any(warning.startswith("原文每行约 28 字就换行，已把") for warning in imported.warnings)
