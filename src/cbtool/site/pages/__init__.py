"""The kinds of pages. To add one: a module here with a function of this shape, a template, a row in `PAGES`."""

from collections.abc import Callable, Iterator

from cbtool.site.gather import Content
from cbtool.site.page import Page
from cbtool.site.pages.about import about_pages
from cbtool.site.pages.clauses import clause_pages
from cbtool.site.pages.compare import compare_pages
from cbtool.site.pages.contracts import contract_pages
from cbtool.site.pages.data import data_pages
from cbtool.site.pages.guides import guide_pages
from cbtool.site.pages.law import law_pages
from cbtool.site.pages.search import search_pages
from cbtool.site.pages.templates import template_pages
from cbtool.site.pages.topics import topic_pages

PAGES: tuple[Callable[[Content], Iterator[Page]], ...] = (
    search_pages,
    contract_pages,
    topic_pages,
    clause_pages,
    law_pages,
    template_pages,
    compare_pages,
    guide_pages,
    data_pages,
    about_pages,
)
