"""`cbtool search`."""

import sys
from typing import Any

import click

from cbtool.cli.chinese import Command
from cbtool.cli.options import LIST_FORMATS, format_option, library_options
from cbtool.cli.output import as_json, print_rows, progress
from cbtool.desk.find import Wish, find
from cbtool.model.labels import FACETS, KINDS, LEVELS, ORIGINS, STATUSES
from cbtool.model.passage import DOCUMENTS, Answer, FacetValue, Hit
from cbtool.search.highlight import excerpt
from cbtool.settings import Settings

EXAMPLES = """
cbtool search 加班费
cbtool search 环卫 加班费
cbtool search 最低工资 -计件
cbtool search 主题:高温 地区:深圳
cbtool search 高温 OR 防暑 --level 行业性 --sort date
cbtool search 工资总额怎么跟利润挂钩
cbtool search 加班费 --format json --limit 0
"""
FILTERS = ("topic", "level", "kind", "region", "industry", "year", "status", "origin", "document")
HEADS = {"address": "地址", "title": "标题", "heading": "条标", "text": "内容"}
WIDTH = 120
SHOWN_FACETS = ("topic", "level", "kind", "region", "year", "document")
SHOWN_VALUES = 6


def _filters(command: Any) -> Any:
    for field in reversed(FILTERS):
        command = click.option(f"--{field}", metavar=FACETS[field], help=f"只看某个{FACETS[field]}")(command)
    return command


@click.command(cls=Command, examples=EXAMPLES, short_help="查条款", context_settings={"ignore_unknown_options": True})
@click.argument("words", nargs=-1, metavar="检索式")
@_filters
@click.option(
    "--limit", type=click.IntRange(0), default=10, show_default=True, metavar="条数", help="最多显示几条，0 为全部"
)
@click.option("--after", default="", metavar="位置", help="接着上一页往后看")
@click.option(
    "--sort", type=click.Choice(["relevance", "date"]), default="relevance", help="按相关程度，或按日期从新到旧"
)
@click.option("--exact", is_flag=True, help="只查原词：不用同义词，也不做近似")
@format_option(*LIST_FORMATS)
@library_options
def command(
    settings: Settings,
    words: tuple[str, ...],
    limit: int,
    after: str,
    sort: str,
    exact: bool,
    form: str,
    **given: str | None,
) -> None:
    """在资料库的全部合同、范本里查词，查得全、数得准。

    几个词都要有，用空格隔开；"…" 只查原样；OR 表示任一；- 表示不要；可加 主题: 级别: 类型: 地区: 行业: 年份: 状态:。
    """
    for word in words:
        if word.startswith("--"):  # a single dash excludes a word, as in -计件
            raise click.NoSuchOption(word)
    if after and not after.isdigit():
        raise click.BadParameter("要用上一页给出的数字", param_hint="--after")
    filters = tuple((field, value) for field, value in given.items() if value)
    answer = find(settings, Wish(" ".join(words), filters, limit, after, sort, exact), progress())
    if form == "json":
        click.echo(as_json(shape(answer)))
    elif form == "table":
        _print(answer)
    else:
        print_rows([_hit(hit) for hit in answer.hits], HEADS, form)


def shape(answer: Answer) -> dict[str, Any]:
    """The JSON of a search, as the README documents it."""
    return {
        "query": answer.query,
        "total": answer.total,
        "approximate": answer.approximate,
        "synonyms": list(answer.synonyms),
        "nearest_topics": list(answer.nearest_topics),
        "hits": [_hit(hit) for hit in answer.hits],
        "facets": {name: [_facet(value) for value in values] for name, values in answer.facets.items()},
        "next": answer.next,
    }


def _facet(facet: FacetValue) -> dict[str, Any]:
    return {"value": facet.value, "label": facet.label, "count": facet.number}


def _hit(hit: Hit) -> dict[str, Any]:
    p = hit.passage
    keys = ("level", "kind", "region", "industry", "year", "status", "origin")
    return {
        "address": p.address,
        "document": p.document,
        "title": p.title,
        "heading": p.heading,
        "text": p.text,
        "marks": [list(span) for span in hit.marks],
        "score": round(hit.score, 4),
        **{key: getattr(p, key) for key in keys},
    }


def _print(answer: Answer) -> None:
    if not answer.total:
        click.echo(f"没有找到“{answer.query}”。")
        if answer.nearest_topics:
            click.echo("相近的协商事项：" + "、".join(answer.nearest_topics))
        return
    click.echo(_headline(answer) + "\n")
    for number, hit in enumerate(answer.hits, 1):
        click.echo(f"{number:>2}. {_where(hit)}")
        if hit.passage.body:
            click.echo("    " + _body(hit).replace("\n", "\n    "))
        click.echo(click.style(f"    {hit.passage.address}", dim=True) + "\n")
    for name in SHOWN_FACETS:
        values = answer.facets.get(name, ())
        if len(values) > 1:
            shown = "  ".join(f"{v.label} {v.number}" for v in values[:SHOWN_VALUES])
            click.echo(f"{FACETS[name]}：{shown}" + (" …" if len(values) > SHOWN_VALUES else ""))
    if answer.next:
        click.echo(f"往后看：加 --after {answer.next}")


def _headline(answer: Answer) -> str:
    line = f"共 {answer.total} 条"
    if answer.approximate:
        line = f"没有一条照原样写着，以下 {answer.total} 条意思相近（近似）"
    if answer.synonyms:
        shown = "、".join(answer.synonyms[:8]) + ("……" if len(answer.synonyms) > 8 else "")
        line += f"（另含：{shown}；只查原词加 --exact）"
    return line


def _where(hit: Hit) -> str:
    """Label and heading with their marks, then the document."""
    p = hit.passage
    tags = [DOCUMENTS[p.document]] if p.document != "contract" else []
    tags += [p.year, LEVELS.get(p.level, ""), KINDS.get(p.kind, ""), STATUSES.get(p.status, "")]
    tags += [ORIGINS["sample"]] if p.origin == "sample" else []
    head = _marked(*_part(hit, 0, _body_start(hit))).replace("\n", " ").strip() if p.heading != p.title else ""
    return f"{head}  《{p.title}》（{'，'.join(t for t in tags if t)}）".strip()


def _body(hit: Hit) -> str:
    """The part of the body around its marks."""
    text, spans = _part(hit, _body_start(hit), len(hit.passage.text))
    return _marked(*excerpt(text, spans, WIDTH))


def _body_start(hit: Hit) -> int:
    return len(hit.passage.text) - len(hit.passage.body)


def _part(hit: Hit, start: int, end: int) -> tuple[str, tuple[tuple[int, int], ...]]:
    spans = tuple((a - start, b - start) for a, b in hit.marks if start <= a and b <= end)
    return hit.passage.text[start:end], spans


def _marked(text: str, spans: tuple[tuple[int, int], ...]) -> str:
    """Marks in colour on a terminal, between « » elsewhere."""
    parts, at = [], 0
    for start, end in spans:
        word = text[start:end]
        parts += [text[at:start], click.style(word, fg="red", bold=True) if sys.stdout.isatty() else f"«{word}»"]
        at = end
    return "".join([*parts, text[at:]])
