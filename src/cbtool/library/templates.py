"""`templates/<id>/`: questions, text and samples, read."""

import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any, NamedTuple

from cbtool.errors import LibraryError, NotFound
from cbtool.library.passages import sample_passages
from cbtool.library.yamlfile import read_record
from cbtool.model.contract import dump
from cbtool.model.passage import Passage
from cbtool.model.problem import Problem
from cbtool.model.template import Template
from cbtool.text.clauses import parse_clauses
from cbtool.text.topics import TopicScorer

_NAMED_ARTICLE = re.compile(r"^### ([^{}\n]*?) *\{#([a-z][a-z0-9_]*)\} *$", re.MULTILINE)
QUESTIONS, TEXT, SAMPLES = "questions.yaml", "template.md", "samples"


class TemplateFolder(NamedTuple):
    """A template with its text (`source`, in the Jinja subset) and the file that messages name."""

    template: Template
    source: str
    file: Path


def read_template(folder: Path, path: str) -> tuple[TemplateFolder | None, list[Problem]]:
    """The template in a folder, or what is wrong with it."""
    texts: dict[str, str] = {}
    for name in (QUESTIONS, TEXT):
        try:
            texts[name] = (folder / name).read_bytes().decode("utf-8").replace("\r\n", "\n")
        except UnicodeDecodeError:
            return None, [Problem(f"{path}/{name}", 0, "文件不是 UTF-8 编码", "另存为 UTF-8")]
        except OSError:
            return None, [Problem(f"{path}/{name}", 0, "缺少这个文件", "参照 CONTRIBUTING.md“添加一个文本模板”")]
    template, problems = read_record(texts[QUESTIONS], Template, f"{path}/{QUESTIONS}")
    if template is None:
        return None, problems
    if template.id != folder.name:
        problems.append(
            Problem(f"{path}/{QUESTIONS}", 1, f"id {template.id} 与文件夹名 {folder.name} 不同", "改成一致")
        )
    return TemplateFolder(template, texts[TEXT], folder / TEXT), problems


def open_template(folder: Path) -> TemplateFolder:
    """The template in a folder. Raises NotFound where there is none, LibraryError where it is broken."""
    if not folder.is_dir():
        raise NotFound(f"没有这个文本模板：{folder.name}", "查看全部模板：cbtool list templates")
    found, problems = read_template(folder, folder.name)
    if found is None:
        raise LibraryError(f"文本模板有误：{problems[0]}", "改好后再试。")
    return found


def sample_names(folder: Path) -> list[str]:
    """The names of a template's sample answer sets."""
    return sorted(file.stem for file in (folder / SAMPLES).glob("*.yaml"))


def template_passages(found: TemplateFolder, scorer: TopicScorer) -> Iterator[Passage]:
    """The title and, from the longest expected sample, every clause the template can make."""
    template, folder = found.template, found.file.parent
    base = Passage(
        address=f"{template.id}#title",
        document="template" if template.document == "contract" else "paper",
        title=template.title,
        label="",
        heading=template.title,
        body=template.summary,
        level=template.level or "",
        kind=template.kind or "",
        origin="sample",
        context=f"{template.title}\n{template.when}",
    )
    texts = [file.read_text(encoding="utf-8") for file in sorted((folder / SAMPLES).glob("*.md"))]
    yield from sample_passages(base, parse_clauses(max(texts, key=len, default="")), scorer)


def template_record(found: TemplateFolder) -> dict[str, Any]:
    """What lists and `show` say of a template; `slots` are its named articles, which another wording may replace."""
    slots = [{"name": name, "heading": heading} for heading, name in _NAMED_ARTICLE.findall(found.source)]
    return {**dump(found.template), "samples": sample_names(found.file.parent), "slots": slots}
