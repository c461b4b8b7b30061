"""Pages become HTML: one Jinja environment over `site/templates`."""

import hashlib
from collections.abc import Mapping
from datetime import date
from pathlib import Path

from jinja2 import Environment, FileSystemLoader, StrictUndefined

from cbtool.model import labels
from cbtool.model.passage import DOCUMENTS
from cbtool.site.gather import Content
from cbtool.site.page import Page
from cbtool.text.codes import industry_name, region_name

MENU = (
    ("search", "index.html", "查条款"),
    ("contracts", "contracts.html", "合同"),
    ("topics", "topics.html", "协商事项"),
    ("templates", "templates.html", "起草"),
    ("compare", "compare.html", "对比"),
    ("guides", "guides.html", "指引"),
    ("data", "data.html", "数据"),
    ("about", "about.html", "关于"),
)
TABLES = {
    "level": labels.LEVELS,
    "kind": labels.KINDS,
    "status": labels.STATUSES,
    "origin": labels.ORIGINS,
    "form": labels.FORMS,
    "role": labels.ROLES,
    "document": DOCUMENTS,
}


class Renderer:
    """Renders pages of one build; `static` are the files that pages link to, for their version marks."""

    def __init__(self, content: Content, static: Mapping[str, bytes], base_url: str = "") -> None:
        self._environment = environment(content.sources)
        self._environment.globals.update(
            site=content.settings,
            on=content.on,
            menu=MENU,
            base_url=base_url,
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
    made.filters.update(zip=zip, label=label, region=region_name, industry=industry_name, day=day, anchor=anchor)
    return made


def label(code: str | None, kind: str) -> str:
    """A code's Chinese name."""
    return TABLES[kind].get(code or "", code or "")


def day(value: date | None) -> str:
    """2026年3月18日."""
    return f"{value.year}年{value.month}月{value.day}日" if value else ""


def anchor(address: str) -> str:
    """An address in a form that a link's fragment can carry: `cb-2026-0001.art_12`."""
    return address.replace("#", ".")
