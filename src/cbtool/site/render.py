"""Pages become HTML: one Jinja environment over `site/templates`."""

import hashlib
from collections.abc import Mapping
from datetime import date
from pathlib import Path
from typing import Any

from jinja2 import Environment, FileSystemLoader, StrictUndefined
from markupsafe import Markup, escape

from cbtool.law.amounts import number_text
from cbtool.law.citations import Reference, StatuteIndex
from cbtool.law.facts import told_fact
from cbtool.model import labels
from cbtool.model.finding import GRADES, SEVERITIES
from cbtool.model.parameter import NATION
from cbtool.model.passage import DOCUMENTS
from cbtool.site.gather import Content
from cbtool.site.page import Page
from cbtool.site.static import icon
from cbtool.text.codes import industry_name, region_name

MENU = (
    ("search", "index.html", "查条款"),
    ("contracts", "contracts.html", "合同"),
    ("topics", "topics.html", "协商事项"),
    ("templates", "templates.html", "起草"),
    ("law", "law.html", "法律"),
    ("compare", "compare.html", "对比"),
    ("guides", "guides.html", "指引"),
    ("data", "data.html", "数据"),
    ("about", "about.html", "关于"),
)
TABLES: dict[str, Mapping[Any, str]] = {
    "level": labels.LEVELS,
    "kind": labels.KINDS,
    "status": labels.STATUSES,
    "origin": labels.ORIGINS,
    "form": labels.FORMS,
    "role": labels.ROLES,
    "document": DOCUMENTS,
    "severity": SEVERITIES,
    "grade": GRADES,
}


class Renderer:
    """Renders pages of one build; `static` are the files that pages link to, for their version marks."""

    def __init__(self, content: Content, static: Mapping[str, bytes], base_url: str = "") -> None:
        self._environment = environment(content.sources)
        self._environment.filters["cited"] = Citing(content.law.citations)
        self._environment.globals.update(
            site=content.settings,
            on=content.on,
            menu=MENU,
            base_url=base_url,
            icon=icon(content.sources),
            versions={name: hashlib.sha256(data).hexdigest()[:8] for name, data in static.items()},
        )

    def html(self, page: Page) -> bytes:
        """The page's bytes."""
        template = self._environment.get_template(page.template)
        return template.render(page=page, root=page.root, **page.data).encode("utf-8")


def environment(sources: Path) -> Environment:
    """Undefined names are errors, everything is escaped."""
    made = Environment(
        loader=FileSystemLoader(sources / "templates"),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
        auto_reload=False,
    )
    made.filters.update(
        zip=zip,
        label=label,
        region=region_name,
        industry=industry_name,
        day=day,
        anchor=anchor,
        place=place,
        number=number_text,
        told_fact=told_fact,
    )
    return made


def label(code: str | None, kind: str) -> str:
    """A code's Chinese name."""
    return TABLES[kind].get(code or "", code or "")


def day(value: date | str | None) -> str:
    """2026年3月18日, also for 2026-03-18."""
    known = date.fromisoformat(value) if isinstance(value, str) and value else value
    return f"{known.year}年{known.month}月{known.day}日" if isinstance(known, date) else ""


def place(code: str) -> str:
    """A region's name; the nation is 全国."""
    return "全国" if code == NATION else region_name(code)


class Citing:
    """Turns the citations of a text into links to the statutes page; all else is escaped."""

    def __init__(self, known: StatuteIndex) -> None:
        self._known = known
        # the same few hundred citations stand on every contract's page
        self._made: dict[tuple[str, str], Markup] = {}

    def __call__(self, text: str, root: str) -> Markup:
        if (text, root) not in self._made:
            self._made[text, root] = self._linked(text, root)
        return self._made[text, root]

    def _linked(self, text: str, root: str) -> Markup:
        parts, at = [], 0
        for reference in self._known.references(text) if "第" in text or "《" in text else ():
            start, end = reference.citation.start, reference.citation.end
            if start >= at:
                link = f"{root}law/statutes.html#{_statute_anchor(reference)}"
                parts += [
                    escape(text[at:start]),
                    Markup('<a class="cited" href="{}">{}</a>').format(link, text[start:end]),
                ]
                at = end
        return Markup("").join([*parts, escape(text[at:])])


def _statute_anchor(reference: Reference) -> str:
    labels = [article.label for article in reference.articles if article.label]
    return f"{reference.statute.id}.{labels[0]}" if labels else reference.statute.id


def anchor(address: str) -> str:
    """An address in a form that a link's fragment can carry: `cb-2026-0001.art_12`."""
    return address.replace("#", ".")
