"""The portable engine: whoosh, pure Python, for machines without a tantivy wheel.

Known faults of whoosh 2.7.4 kept away from: a `filter=` that matches nothing reports a wrong length (filters are
part of the query here), and its table of contents is a pickle (the index lies only in the user's own cache folder).
"""

import json
import time
from collections import Counter
from collections.abc import Sequence
from pathlib import Path
from typing import Any as Anything

from whoosh import columns, fields, index
from whoosh import query as q
from whoosh.analysis import RegexTokenizer
from whoosh.writing import LockError

from cbtool.errors import EngineError
from cbtool.model.passage import Passage
from cbtool.model.query import All, Among, Any, Everything, Not, Query, Words
from cbtool.search.engine import FACET_FIELDS, WORD_FIELDS, Found, Result, codes_of, order_of, words_of

MEMORY_MB = 256
SEPARATOR = " "


def _schema() -> fields.Schema:
    spaces = RegexTokenizer(r"[^ ]+")
    words = {field: fields.TEXT(analyzer=spaces, phrase=True) for field in WORD_FIELDS}
    codes = {field: fields.KEYWORD(sortable=columns.VarBytesColumn()) for field in FACET_FIELDS}
    return fields.Schema(
        **words,
        **codes,
        document_id=fields.ID(),
        order=fields.ID(sortable=True),
        passage=fields.STORED(),
    )


class WhooshEngine:
    """A whoosh index in a folder."""

    def __init__(self, folder: Path) -> None:
        folder.mkdir(parents=True, exist_ok=True)
        try:
            exists = index.exists_in(str(folder))
            self._index = index.open_dir(str(folder)) if exists else index.create_in(str(folder), _schema())
        except Exception as error:  # its table of contents is a pickle: damage raises almost anything
            raise EngineError(
                f"索引打不开：{folder}（{str(error)[:120]}）", "运行 cbtool index build 重建。"
            ) from error
        self._writer: Anything = None

    def _writing(self) -> Anything:
        if self._writer is None:
            self._writer = self._locked_writer()
        return self._writer

    def _locked_writer(self) -> Anything:
        for attempt in range(8):
            try:
                return self._index.writer(limitmb=MEMORY_MB)
            except LockError:
                time.sleep(0.05 * 2**attempt)
        raise EngineError("索引正被另一个程序写入，等了很久仍未结束。", "稍后再试；或结束那个程序。")

    def upsert(self, document_id: str, passages: Sequence[Passage]) -> None:
        """See `SearchEngine`."""
        self.delete(document_id)
        for place, passage in enumerate(passages):
            self._writing().add_document(
                **words_of(passage),
                **{field: SEPARATOR.join(codes_of(passage).get(field, ())) for field in FACET_FIELDS},
                document_id=document_id,
                order=order_of(passage, place),
                passage=json.dumps(passage._replace(context=""), ensure_ascii=False),
            )

    def delete(self, document_id: str) -> None:
        """See `SearchEngine`."""
        self._writing().delete_by_term("document_id", document_id)

    def commit(self) -> None:
        """See `SearchEngine`."""
        if self._writer is not None:
            self._writer.commit()
            self._writer = None

    def search(
        self, query: Query, limit: int, after: str = "", sort: str = "relevance", facets: Sequence[str] = ()
    ) -> Result:
        """See `SearchEngine`."""
        start = int(after or 0)
        with self._index.searcher() as searcher:
            compiled = _compiled(query)
            places = list(searcher.docs_for_query(compiled))
            ranked = _by_date(searcher, places) if sort == "date" else _by_score(searcher, compiled, start + limit)
            found = tuple(_found(searcher, place, score) for place, score in ranked[start : start + limit])
            counts = {field: _count(searcher, field, places) for field in facets}
        more = str(start + limit) if limit and start + limit < len(places) else ""
        return Result(len(places), found, counts, more)


def _by_date(searcher: Anything, places: list[int]) -> list[tuple[int, float]]:
    order = searcher.reader().column_reader("order")
    return [(place, 0.0) for place in sorted(places, key=lambda place: order[place])]


def _by_score(searcher: Anything, compiled: q.Query, limit: int) -> list[tuple[int, float]]:
    return [(place, score) for score, place in searcher.search(compiled, limit=max(limit, 1)).top_n]


def _found(searcher: Anything, place: int, score: float) -> Found:
    return Found(Passage.unpacked(json.loads(searcher.stored_fields(place)["passage"])), score)


def _count(searcher: Anything, field: str, places: list[int]) -> dict[str, int]:
    if not places:
        return {}
    column = searcher.reader().column_reader(field)
    counts = Counter(column[place] for place in places)
    codes: Counter[str] = Counter()
    for packed, count in counts.items():
        for code in packed.split(SEPARATOR) if packed else ():
            codes[code] += count
    return dict(codes)


def _compiled(query: Query) -> q.Query:
    match query:
        case Words():
            return _words(query)
        case Among(field, values, weight):
            return q.ConstantScoreQuery(q.Or([q.Term(field, value) for value in values]), weight)
        case Any(parts):
            return q.Or([_compiled(part) for part in parts])
        case All(parts, rather):
            inside = q.And([_clause(part) for part in parts])
            return q.AndMaybe(inside, q.Or([_compiled(part) for part in rather])) if rather else inside
        case Everything():
            return q.ConstantScoreQuery(q.Every(), 0.0)
        case Not():
            raise ValueError("Not stands only inside All")


def _clause(part: Query) -> q.Query:
    return q.Not(_compiled(part.part)) if isinstance(part, Not) else _compiled(part)


def _words(words: Words) -> q.Query:
    if words.prefix:
        return q.Prefix(words.field, words.tokens[0], boost=words.weight)
    if len(words.tokens) == 1:
        return q.Term(words.field, words.tokens[0], boost=words.weight)
    return q.Phrase(words.field, list(words.tokens), boost=words.weight)
