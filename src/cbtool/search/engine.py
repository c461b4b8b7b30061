"""The seam: what every search engine does, and the choice among them."""

from collections.abc import Sequence
from pathlib import Path
from typing import NamedTuple, Protocol

from cbtool.errors import EngineError
from cbtool.model.passage import Passage
from cbtool.model.query import Query
from cbtool.text.atoms import pairs
from cbtool.text.normal import normalise

ENGINES = ("tantivy", "whoosh")
FACET_FIELDS = ("document", "topic", "level", "kind", "region", "industry", "year", "status", "origin")
WORD_FIELDS = ("text", "head", "context")


class Found(NamedTuple):
    """A passage and its score in the engine that found it."""

    passage: Passage
    score: float


class Result(NamedTuple):
    """The exact total, one page, facet counts (field → code → count), and the cursor of the next page ("" at the end)."""

    total: int
    found: tuple[Found, ...]
    facets: dict[str, dict[str, int]]
    next: str


class SearchEngine(Protocol):
    """Stores passages by document and answers queries. Words arrive as tokens: an engine only splits on spaces."""

    def upsert(self, document_id: str, passages: Sequence[Passage]) -> None:
        """Replace a document's passages; visible, all at once, after `commit`."""

    def delete(self, document_id: str) -> None:
        """Remove a document; visible after `commit`."""

    def commit(self) -> None:
        """Make what was upserted and deleted visible and durable."""

    def search(
        self, query: Query, limit: int, after: str = "", sort: str = "relevance", facets: Sequence[str] = ()
    ) -> Result:
        """`limit` passages after a cursor; `sort` is `relevance` or `date` (newest first, then by address)."""


def open_engine(name: str, folder: Path) -> SearchEngine:
    """The engine of this name over an index folder, made if empty. Raises EngineError."""
    if name == "tantivy":
        try:
            from cbtool.search.tantivy_engine import TantivyEngine
        except ImportError as error:
            raise EngineError(
                "这台机器上没有 tantivy 搜索引擎。", "请加 --engine whoosh，或设 CBTOOL_ENGINE=whoosh。"
            ) from error
        return TantivyEngine(folder)
    if name == "whoosh":
        from cbtool.search.whoosh_engine import WhooshEngine

        return WhooshEngine(folder)
    raise EngineError(f"不认识的搜索引擎：{name}", f"可选：{'、'.join(ENGINES)}")


def words_of(passage: Passage) -> dict[str, str]:
    """Word field → its tokens, joined by spaces: the one stream that all engines index."""
    head = f"{passage.label}\n{passage.heading}"
    texts = {"text": passage.text, "head": head, "context": passage.context}
    return {field: " ".join(pairs(normalise(text))) for field, text in texts.items()}


def codes_of(passage: Passage) -> dict[str, tuple[str, ...]]:
    """Facet field → its codes; unknown ones are left out."""
    codes: dict[str, tuple[str, ...]] = {f: (getattr(passage, f),) for f in FACET_FIELDS if f != "topic"}
    codes["topic"] = passage.topics
    return {field: values for field, values in codes.items() if values != ("",)}


def order_of(passage: Passage, place: int) -> str:
    """The key of `sort=date`: newest first, then document, then place in the document."""
    day = int(passage.date.replace("-", "") or 0)
    return f"{99999999 - day:08d} {passage.document_id} {place:06d}"
