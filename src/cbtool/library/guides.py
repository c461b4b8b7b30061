"""`guides/<id>.md`: read as record and Markdown, and as passages, one per section."""

from collections.abc import Iterator
from pathlib import Path
from typing import NamedTuple

from cbtool.library.contracts import split_front_matter
from cbtool.library.yamlfile import read_record
from cbtool.model.guide import Guide
from cbtool.model.passage import Passage
from cbtool.model.problem import Problem

SECTION = "## "


class GuideText(NamedTuple):
    """A guide and its body in Markdown."""

    guide: Guide
    body: str


def read_guide(file: Path, path: str) -> tuple[GuideText | None, list[Problem]]:
    """The guide in a file, or what is wrong with it."""
    try:
        parts = split_front_matter(file.read_bytes().decode("utf-8"))
    except (OSError, UnicodeDecodeError):
        return None, [Problem(path, 0, "文件读不出来，或不是 UTF-8 编码", "另存为 UTF-8")]
    if parts is None:
        return None, [Problem(path, 1, "缺少开头的 --- 信息栏", "写上 id、title、order、summary")]
    guide, problems = read_record(parts[0], Guide, path, first_line=2)
    if guide is None:
        return None, problems
    if guide.id != file.stem:
        problems.append(Problem(path, 2, f"id {guide.id} 与文件名 {file.stem} 不同", "改成一致"))
    return GuideText(guide, parts[1]), problems


def guide_passages(found: GuideText) -> Iterator[Passage]:
    """The title with the opening, then every section; addresses count sections from 1."""
    guide = found.guide
    base = Passage(f"{guide.id}#title", "guide", guide.title, "", guide.title, guide.summary, context=guide.title)
    opening, *sections = ("\n" + found.body).split("\n" + SECTION)
    yield base._replace(body=f"{guide.summary}\n{opening.strip()}".strip())
    for number, section in enumerate(sections, 1):
        heading, _, text = section.partition("\n")
        yield base._replace(address=f"{guide.id}#section_{number}", heading=heading.strip(), body=text.strip())
