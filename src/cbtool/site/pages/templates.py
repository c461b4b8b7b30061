"""The list of templates, and one page for drafting with each."""

from collections.abc import Iterator
from itertools import groupby
from typing import NamedTuple

from cbtool.model.template import Question
from cbtool.site.gather import Content, TemplateText
from cbtool.site.page import Page
from cbtool.site.reading import Unit, units
from cbtool.text.clauses import parse_clauses

SAMPLES = {"full": "填得最全的样例", "plain": "从简的样例"}


class Group(NamedTuple):
    """Questions under one heading of the form."""

    title: str
    questions: tuple[Question, ...]


def template_pages(content: Content) -> Iterator[Page]:
    """`templates.html` and `draft/<id>.html`."""
    templates = [text.template for text in content.templates]
    data = {
        "contracts": [t for t in templates if t.document == "contract"],
        "papers": [t for t in templates if t.document == "paper"],
    }
    yield Page(
        "templates.html", "templates.html.j2", "起草", data, "选一个文本模板，填表就得到 Word 文件。", "templates"
    )
    for text in content.templates:
        yield _page(text)


def _page(text: TemplateText) -> Page:
    template = text.template
    data = {
        "template": template,
        "groups": groups(template.questions),
        "samples": text.samples,
        "sample_names": {sample.name: SAMPLES.get(sample.name, f"样例 {sample.name}") for sample in text.samples},
        "units": _sample_units(text),
    }
    return Page(f"draft/{template.id}.html", "draft.html.j2", template.title, data, template.summary, "templates")


def groups(questions: tuple[Question, ...]) -> list[Group]:
    """The questions by their headings, in order."""
    return [Group(title, tuple(found)) for title, found in groupby(questions, key=lambda q: q.group or "填写")]


def _sample_units(text: TemplateText) -> list[Unit]:
    """The longest sample: what a search hit in this template points at."""
    body = max((sample.body for sample in text.samples), key=len, default="")
    return units(parse_clauses(body), {})
