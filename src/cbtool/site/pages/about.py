"""What this site is, how it was made, and what it cannot do."""

from collections.abc import Iterator

from cbtool.site.gather import Content
from cbtool.site.page import Page
from cbtool.site.pages.counts import counts
from cbtool.site.pages.guides import markdown_html, numbered_sections


def about_pages(content: Content) -> Iterator[Page]:
    """`about.html`; its text is `site/pages/about.md` where there is one."""
    file = content.sources / "pages" / "about.md"
    text = file.read_text(encoding="utf-8") if file.is_file() else ""
    html, headings = numbered_sections(markdown_html(text))
    sources = [text.record for text in content.contracts if text.record.source and text.record.source.url]
    data = {
        "html": html,
        "headings": headings,
        "counts": counts(content),
        "sources": sources,
        "problems": content.problems,
    }
    yield Page("about.html", "about.html.j2", "关于", data, "这个站点是什么、怎么做的、有哪些局限。", "about")
