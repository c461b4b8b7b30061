"""The default engine: tantivy, fed with tokens joined by spaces.

An index object is opened afresh for every write: a long-lived one leaves orphaned segments behind
(paperless-ngx issue 13679).
"""

import json
import re
import time
from collections.abc import Sequence
from pathlib import Path
from typing import Any as Anything

import tantivy

from cbtool.errors import EngineError
from cbtool.model.passage import Passage
from cbtool.model.query import All, Among, Any, Everything, Not, Query, Words
from cbtool.search.engine import FACET_FIELDS, WORD_FIELDS, Found, Result, codes_of, order_of, words_of

MEMORY = 64_000_000
MOST_FACET_VALUES = 5000
Must, Should, MustNot = tantivy.Occur.Must, tantivy.Occur.Should, tantivy.Occur.MustNot


def _schema() -> tantivy.Schema:
    builder = tantivy.SchemaBuilder()
    for field in WORD_FIELDS:
        builder.add_text_field(field, stored=False, tokenizer_name="spaces", index_option="position")
    for field in (*FACET_FIELDS, "document_id", "order"):
        builder.add_text_field(field, stored=False, fast=True, tokenizer_name="raw", index_option="basic")
    builder.add_bytes_field("passage", stored=True, indexed=False)
    return builder.build()


class TantivyEngine:
    """A tantivy index in a folder."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder
        self._folder.mkdir(parents=True, exist_ok=True)
        self._index = self._open()
        self._writer: tantivy.IndexWriter | None = None

    def _open(self) -> tantivy.Index:
        try:
            index = tantivy.Index(_schema(), path=str(self._folder))
        except (ValueError, OSError) as error:
            raise EngineError(
                f"索引打不开：{self._folder}（{str(error)[:120]}）", "运行 cbtool index build 重建。"
            ) from error
        index.register_tokenizer("spaces", tantivy.TextAnalyzerBuilder(tantivy.Tokenizer.whitespace()).build())
        return index

    def _writing(self) -> tantivy.IndexWriter:
        if self._writer is None:
            self._index = self._open()
            self._writer = self._locked_writer()
        return self._writer

    def _locked_writer(self) -> tantivy.IndexWriter:
        """The single writer; another process may hold its lock for a moment (paperless-ngx issue 12856)."""
        for attempt in range(8):
            try:
                return self._index.writer(heap_size=MEMORY, num_threads=1)
            except ValueError:
                time.sleep(0.05 * 2**attempt)
        raise EngineError("索引正被另一个程序写入，等了很久仍未结束。", "稍后再试；或结束那个程序。")

    def upsert(self, document_id: str, passages: Sequence[Passage]) -> None:
        """See `SearchEngine`."""
        self.delete(document_id)
        for place, passage in enumerate(passages):
            self._writing().add_document(_document(document_id, passage, place))

    def delete(self, document_id: str) -> None:
        """See `SearchEngine`."""
        self._writing().delete_documents_by_term("document_id", document_id)

    def commit(self) -> None:
        """See `SearchEngine`."""
        if self._writer is not None:
            self._writer.commit()
            self._writer.wait_merging_threads()
            self._writer = None
        self._index.reload()

    def search(
        self, query: Query, limit: int, after: str = "", sort: str = "relevance", facets: Sequence[str] = ()
    ) -> Result:
        """See `SearchEngine`."""
        searcher = self._index.searcher()
        compiled = _compiled(self._index.schema, query)
        start = int(after or 0)
        result = _run(searcher, compiled, limit, start, sort)
        found = tuple(
            Found(_passage(searcher.doc(place)), key if sort == "relevance" else 0.0) for key, place in result.hits
        )
        total = result.count or 0
        more = str(start + limit) if limit and start + limit < total else ""
        return Result(total, found, _facets(searcher, compiled, facets), more)


def _run(searcher: tantivy.Searcher, compiled: tantivy.Query, limit: int, start: int, sort: str) -> Anything:
    if sort == "date":
        return searcher.search(compiled, max(limit, 1), offset=start, order_by_field="order", order=tantivy.Order.Asc)
    return searcher.search(compiled, max(limit, 1), offset=start)


def _document(document_id: str, passage: Passage, place: int) -> tantivy.Document:
    document = tantivy.Document()
    for field, tokens in words_of(passage).items():
        document.add_text(field, tokens)
    for field, codes in codes_of(passage).items():
        for code in codes:
            document.add_text(field, code)
    document.add_text("document_id", document_id)
    document.add_text("order", order_of(passage, place))
    document.add_bytes("passage", json.dumps(passage._replace(context=""), ensure_ascii=False).encode())
    return document


def _passage(document: tantivy.Document) -> Passage:
    stored: bytes = document.get_first("passage") or b""
    return Passage.unpacked(json.loads(stored))


def _facets(searcher: tantivy.Searcher, query: tantivy.Query, fields: Sequence[str]) -> dict[str, dict[str, int]]:
    if not fields:
        return {}
    wanted = {field: {"terms": {"field": field, "size": MOST_FACET_VALUES}} for field in fields}
    answer = searcher.aggregate(query, wanted)
    return {field: {b["key"]: b["doc_count"] for b in answer[field]["buckets"]} for field in fields}


def _compiled(schema: tantivy.Schema, query: Query) -> tantivy.Query:
    match query:
        case Words():
            return _words(schema, query)
        case Among(field, values, weight):
            inner = tantivy.Query.term_set_query(schema, field, list(values))
            return tantivy.Query.const_score_query(inner, weight)
        case Any(parts):
            return tantivy.Query.boolean_query([(Should, _compiled(schema, part)) for part in parts])
        case All(parts, rather):
            inside = [_clause(schema, part) for part in parts]
            return tantivy.Query.boolean_query([*inside, *((Should, _compiled(schema, part)) for part in rather)])
        case Everything():
            return tantivy.Query.const_score_query(tantivy.Query.all_query(), 0.0)
        case Not():
            raise ValueError("Not stands only inside All")


def _clause(schema: tantivy.Schema, part: Query) -> tuple[tantivy.Occur, tantivy.Query]:
    if isinstance(part, Not):
        return MustNot, _compiled(schema, part.part)
    return Must, _compiled(schema, part)


def _words(schema: tantivy.Schema, words: Words) -> tantivy.Query:
    if words.prefix:
        inner = tantivy.Query.regex_query(schema, words.field, re.escape(words.tokens[0]) + ".*")
    elif len(words.tokens) == 1:
        inner = tantivy.Query.term_query(schema, words.field, words.tokens[0])
    else:
        inner = tantivy.Query.phrase_query(schema, words.field, list(words.tokens))
    return inner if words.weight == 1 else tantivy.Query.boost_query(inner, words.weight)
