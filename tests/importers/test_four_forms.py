"""Contracts of the library in four forms of text: no article is lost, and whatever is wrong with the numbers is told."""

import random
import re
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from cbtool.desk.draft import load_answers
from cbtool.drafting.draft import make_draft
from cbtool.drafting.prepared import prepare
from cbtool.importers import read_file
from cbtool.library.templates import open_template, sample_names
from cbtool.resources import starter_library
from cbtool.text.clauses import parse_clauses

WIDTH = 28
FORMS: dict[str, Callable[[list[str]], str]] = {
    "as it is": "\n".join,
    "wrapped": lambda lines: "\n".join(line[i : i + WIDTH] for line in lines for i in range(0, len(line), WIDTH)),
    "one line": " ".join,
    "no spaces": lambda lines: re.sub(r"\s", "", "".join(lines)),
}


def bodies() -> Iterator[str]:
    """The contracts of the starter library and the samples of its templates."""
    for file in sorted((starter_library() / "contracts").glob("*/contract.md")):
        text = file.read_text(encoding="utf-8")
        if "form: digest" not in text:
            yield text.split("\n---\n", 1)[1]
    for folder in sorted(Path(starter_library() / "templates").iterdir()):
        opened = open_template(folder)
        template = prepare(opened.template, opened.source, folder.name)
        for name in sample_names(folder):
            yield make_draft(template, load_answers(template, folder / "samples" / f"{name}.yaml")[0]).body


def contracts() -> Iterator[str]:
    """Those that number their articles 第一条, 第二条 …; the papers of the procedure do not."""
    yield from (body for body in bodies() if "第一条" in body and "第二条" in body)


def plain(body: str) -> list[str]:
    """The lines without marks; tables are left out, a text on one line cannot hold them."""
    lines = (line.lstrip("# ") for line in body.split("\n"))
    return [line for line in lines if line.strip() and not line.startswith("|")]


def numbers(text: str) -> list[tuple[int, int]]:
    return [(clause.number, clause.suffix) for clause in parse_clauses(text).articles()]


@pytest.mark.slow
@pytest.mark.parametrize("form", FORMS)
def test_no_article_is_lost_in_any_form(form: str) -> None:
    wanted = found = extra = 0
    for body in contracts():
        truth = numbers(body)
        imported = read_file("合同.txt", FORMS[form](plain(body)).encode())
        got = numbers(imported.body)
        same = len([number for number in truth if number in got])
        wanted, found, extra = wanted + len(truth), found + same, extra + len(got) - same
        assert same == len(truth) or imported.doubts
    assert wanted > 500 and found >= 0.999 * wanted and extra <= 0.001 * wanted


def damaged(lines: list[str], chance: random.Random) -> list[str]:
    """The lines with an article lost, doubled, or misnumbered; never the last one, whose loss leaves no gap."""
    places = [place for place, line in enumerate(lines) if line.startswith("第") and "条" in line[:8]]
    place = chance.choice(places[1:-1])
    what = chance.choice(["lost", "doubled", "misnumbered"])
    if what == "lost":
        following = places[places.index(place) + 1]
        return [*lines[:place], *lines[following:]]
    if what == "doubled":
        return [*lines[: place + 1], lines[place], *lines[place + 1 :]]
    return [*lines[:place], re.sub(r"^第.{1,6}?条", "第九十九条", lines[place]), *lines[place + 1 :]]


@pytest.mark.slow
def test_whatever_is_wrong_with_the_numbers_is_told() -> None:
    chance = random.Random(11)
    for body in contracts():
        lines = plain(body)
        if sum(line.startswith("第") and "条" in line[:8] for line in lines) < 5:
            continue
        for form in ("as it is", "wrapped"):
            text = FORMS[form](damaged(lines, chance))
            assert read_file("合同.txt", text.encode()).doubts, text[:40]
