"""Build the site: gather, make every page and file in memory, check the links, write what changed."""

import gc
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import NamedTuple

from cbtool.desk.derived import Progress, cache_folder, stage
from cbtool.model.problem import Problem
from cbtool.resources import site_sources
from cbtool.settings import Settings
from cbtool.site.gather import Content, gather
from cbtool.site.links import broken_links
from cbtool.site.page import Page
from cbtool.site.redirects import IDS, clause_ids, ids_bytes, lost_ids
from cbtool.site.stamp import folder_stat, remember, remembered, stamp
from cbtool.site.write import Written, listed, write_folder

KEPT_INDEX = "site-index.zip"


class Options(NamedTuple):
    """How to build; `base_url` ends with a slash or is empty, `against` is an older build or its `ids.json`."""

    base_url: str = ""
    internal: bool = False
    strict: bool = False
    against: Path | None = None


class Report(NamedTuple):
    """What a build did; `written` is None where it stopped before writing, `unchanged` that nothing had to be done."""

    written: Written | None
    problems: tuple[Problem, ...] = ()
    lost: tuple[str, ...] = ()
    unchanged: bool = False


def build(
    settings: Settings,
    folder: Path,
    options: Options | None = None,
    progress: Progress | None = None,
    sources: Path | None = None,
) -> Report:
    """Bring the site in `folder` up to date.

    Nothing is written when ids are lost, or with `strict` when there is any problem.
    Raises LibraryError, CacheError, TemplateError, and CbtoolError for a folder in other use.
    """
    from cbtool.site.search_kept import kept_index_files

    options, sources = options or Options(), sources or site_sources()
    listed(folder)
    mark = stamp(settings, sources, options[:2])
    last = remembered(settings, folder)
    if (
        last.get("stamp") == mark
        and last.get("folder") == folder_stat(folder)
        and not (options.against or options.strict)
    ):
        return Report(Written(last["files"], 0, 0), unchanged=True)
    with _uncollected():
        content = gather(settings, sources, progress, options.internal)
        index = kept_index_files(cache_folder(settings) / KEPT_INDEX, content.passages, content.vocabulary)
        files = dict(sorted({**all_files(content, options.base_url, progress), **index}.items()))
        problems = (*content.problems, *broken_links(files))
    lost = tuple(lost_ids(options.against, clause_ids(content.contracts), content.redirects)) if options.against else ()
    if lost or (options.strict and problems):
        return Report(None, problems, lost)
    written = write_folder(folder, files, stage(progress, "写出站点"))
    if not problems:
        remember(settings, folder, {"stamp": mark, "folder": folder_stat(folder), "files": written.files})
    return Report(written, problems)


@contextmanager
def _uncollected() -> Iterator[None]:
    """Millions of objects are made and kept, none in cycles: looking them over for garbage is a tenth of the time."""
    enabled = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if enabled:
            gc.enable()


def all_files(content: Content, base_url: str = "", progress: Progress | None = None) -> dict[str, bytes]:
    """Every file of the site but those of the search, by its path."""
    from cbtool.site.render import Renderer
    from cbtool.site.static import static_files

    files = dict(static_files(content.sources))
    renderer = Renderer(content, files, base_url)
    pages = list(all_pages(content))
    tell = stage(progress, "生成页面")
    for number, page in enumerate(pages, 1):
        files[page.path] = renderer.html(page)
        tell(number, len(pages))
    for maker in data_makers():
        files.update(maker(content))
    files[IDS] = ids_bytes(clause_ids(content.contracts))
    if base_url:
        files["sitemap.xml"] = _sitemap(pages, base_url)
    return files


def all_pages(content: Content) -> Iterator[Page]:
    """Every page of every kind."""
    from cbtool.site.pages import PAGES

    for kind in PAGES:
        yield from kind(content)


def data_makers() -> tuple[Callable[[Content], Iterator[tuple[str, bytes]]], ...]:
    """What makes the files beside the pages and the search's. To add a kind: one function of this shape, one entry here."""
    from cbtool.site.charts import law_files
    from cbtool.site.draft_data import draft_files
    from cbtool.site.pages.data import data_files
    from cbtool.site.texts import text_files

    return (data_files, text_files, draft_files, law_files)


def _sitemap(pages: list[Page], base_url: str) -> bytes:
    lines = [f"<url><loc>{base_url}{page.path}</loc></url>" for page in pages]
    head = '<?xml version="1.0" encoding="UTF-8"?>\n<urlset xmlns="http://www.sitemaps.org/schemas/sitemap/0.9">\n'
    return (head + "\n".join(lines) + "\n</urlset>\n").encode()
