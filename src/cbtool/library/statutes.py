"""`law/statutes/*.yaml`, read and checked: a file with a fault is refused, the others stay."""

from collections.abc import Iterable, Iterator, Sequence
from pathlib import Path

from cbtool.library.shelf import read_shelf, read_text
from cbtool.library.yamlfile import Lines, read_record, read_yaml
from cbtool.model.parameter import NATION
from cbtool.model.problem import Problem
from cbtool.model.statute import Statute, Statutes, SummarisedArticle
from cbtool.text.citations import find_citations, title_key
from cbtool.text.codes import regions

SHELF = "law/statutes"


def read_statutes(roots: Sequence[Path]) -> tuple[dict[str, Statute], list[Problem]]:
    """Every statute by id, and what is wrong with the files.

    A file of an earlier root hides the one of the same name in a later root, unless it is refused.
    """
    found, problems = read_shelf(roots, SHELF, read_statute_file, lambda statute: statute.id, "法规")
    return found, [*problems, *_shared_titles(found.values())]


def read_statute_file(file: Path, path: str) -> tuple[tuple[Statute, ...], list[Problem]]:
    """The statutes of one file, none where anything is wrong, with every fault by its line."""
    text, problems = read_text(file, path)
    if text is None:
        return (), problems
    record, problems = read_record(text, Statutes, path)
    if record is None:
        return (), problems
    problems = list(_faults(record.statutes, read_yaml(text)[1], path))
    return (() if problems else record.statutes), problems


def _faults(statutes: Sequence[Statute], lines: Lines, path: str) -> Iterator[Problem]:
    ids: set[str] = set()
    for number, statute in enumerate(statutes):
        place = ("statutes", number)
        if statute.id in ids:
            yield Problem(path, lines[*place, "id"], f"法规 {statute.id} 写了两次", "留下一处，删去另一处")
        ids.add(statute.id)
        if statute.region != NATION and statute.region not in regions():
            message = f"地区代码 {statute.region} 不在 GB/T 2260 表中"
            yield Problem(path, lines[*place, "region"], message, f"查对代码；全国写 '{NATION}'，或不写")
        rows = [lines[*place, "articles", i] for i in range(len(statute.articles))]
        yield from _article_faults(statute, path, rows)


def _article_faults(statute: Statute, path: str, rows: Sequence[int]) -> Iterator[Problem]:
    seen: set[tuple[object, ...]] = set()
    for article, line in zip(statute.articles, rows, strict=True):
        if article.label is None:
            continue
        place = _place(article)
        if place is None:
            yield Problem(
                path, line, f"“{article.label}”认不出条款号", "写成 第四十四条、第七条第二款、第四十四条第一项"
            )
        elif (*place, article.from_) in seen:
            yield Problem(path, line, f"{statute.titles[0]}的{article.label}写了两次", "合成一条，或写明各自的 from")
        seen.add((*(place or ()), article.from_))


def _place(article: SummarisedArticle) -> tuple[int, ...] | None:
    """Article, suffix, paragraph and item of a label that is one place and nothing else."""
    label = article.label or ""
    found = find_citations(label)
    if len(found) != 1 or not found[0].article or found[0].end != len(label):
        return None
    return found[0].article, found[0].suffix, found[0].paragraph, found[0].item


def _shared_titles(statutes: Iterable[Statute]) -> Iterator[Problem]:
    owners: dict[str, str] = {}
    for statute in statutes:
        for title in statute.titles:
            owner = owners.setdefault(title_key(title), statute.id)
            if owner != statute.id:
                message = f"标题“{title}”在 {owner} 和 {statute.id} 里都有"
                yield Problem(SHELF, 0, message, "一个标题只归一条：加上文号或年份，或删去一处")
