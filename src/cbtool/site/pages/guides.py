"""Guides: Markdown by Python-Markdown, cleaned by nh3."""

import re
from collections.abc import Iterator

import markdown
import nh3

from cbtool.library.guides import GuideText
from cbtool.site.gather import Content
from cbtool.site.page import Page

TAGS = {"p", "h2", "h3", "h4", "ul", "ol", "li", "strong", "em", "code", "pre", "blockquote", "a", "hr", "br",
        "table", "thead", "tbody", "tr", "th", "td"}  # fmt: skip
ATTRIBUTES = {"a": {"href", "title"}, "th": {"scope"}}
HEADING = re.compile(r"<h2>(.*?)</h2>", re.S)


def guide_pages(content: Content) -> Iterator[Page]:
    """`guides.html` and `guides/<id>.html`."""
    yield Page(
        "guides.html",
        "guides.html.j2",
        "指引",
        {"guides": [g.guide for g in content.guides]},
        "怎样查、怎样读、怎样起草。",
        "guides",
    )
    for guide in content.guides:
        yield _page(guide)


def _page(text: GuideText) -> Page:
    html, headings = numbered_sections(markdown_html(text.body))
    data = {"guide": text.guide, "html": html, "headings": headings}
    return Page(f"guides/{text.guide.id}.html", "guide.html.j2", text.guide.title, data, text.guide.summary, "guides")


def markdown_html(text: str) -> str:
    """Markdown as clean HTML: no raw tags, styles or scripts come through."""
    made = markdown.markdown(text, extensions=["tables", "sane_lists"], output_format="html")
    cleaned = nh3.clean(
        made, tags=TAGS, attributes=ATTRIBUTES, url_schemes={"http", "https", "mailto"}, link_rel="noopener noreferrer"
    )
    return (
        cleaned.replace("<th>", '<th scope="col">')
        .replace("<pre>", '<pre tabindex="0">')
        .replace("<table>", '<div class="wide" tabindex="0" role="region" aria-label="表格"><table>')
        .replace("</table>", "</table></div>")
    )


def numbered_sections(html: str) -> tuple[str, list[str]]:
    """The HTML with `section_1` … as ids of its sections, as passages name them, and the headings."""
    parts = HEADING.split(html)
    headings = parts[1::2]
    pieces = [parts[0]]
    for number, (heading, rest) in enumerate(zip(headings, parts[2::2], strict=True), 1):
        pieces += [f'<h2 id="section_{number}">{heading}</h2>', rest]
    return "".join(pieces), [re.sub(r"<[^>]+>", "", heading) for heading in headings]
