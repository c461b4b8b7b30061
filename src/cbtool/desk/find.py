"""Find a clause: from what was typed to passages with marks, counts and, where needed, help."""

from collections import Counter
from collections.abc import Sequence
from typing import NamedTuple

from cbtool.desk.derived import Progress
from cbtool.desk.index import Index, open_index
from cbtool.model.passage import Answer, FacetValue, Hit
from cbtool.search.compile import Compiled, compile_query
from cbtool.search.engine import FACET_FIELDS, Found, Result, codes_of, order_of
from cbtool.search.highlight import marks
from cbtool.search.parse import Clause, Filter, parse
from cbtool.search.vocabulary import Vocabulary
from cbtool.settings import Settings

SPARE = 20
MOST_NEAREST = 3


class Wish(NamedTuple):
    """What is asked: the query as typed, filters given as options, and the page wanted (`limit` 0: all)."""

    text: str
    filters: tuple[tuple[str, str], ...] = ()
    limit: int = 10
    after: str = ""
    sort: str = "relevance"
    exact: bool = False
    facets: tuple[str, ...] = FACET_FIELDS


def find(settings: Settings, wish: Wish, progress: Progress | None = None) -> Answer:
    """Search the library. Raises QueryError, LibraryError, CacheError, EngineError."""
    clauses = _clauses(wish)
    index = open_index(settings, progress)
    try:
        return answer(index, wish, clauses)
    except (OSError, ValueError, RuntimeError):  # an index damaged in a way its file sizes do not show
        return answer(open_index(settings, progress, rebuild=True), wish, clauses)


def _clauses(wish: Wish) -> tuple[Clause, ...]:
    given = tuple(Clause((Filter(field, value, 0),), False) for field, value in wish.filters)
    return (parse(wish.text) if wish.text.strip() or not given else ()) + given


def answer(index: Index, wish: Wish, clauses: tuple[Clause, ...]) -> Answer:
    """The literal answer; where there is none, the approximate one; else the nearest topics."""
    compiled = compile_query(clauses, index.vocabulary, wish.exact)
    result = _page(index, compiled, wish)
    if result.total == 0 and compiled.typed and not wish.exact:
        from cbtool.desk.approximate import approximate

        near = approximate(index, wish, compiled)
        if near:
            return near
    hits = tuple(Hit(f.passage, f.score, marks(f.passage.text, compiled.pieces)) for f in result.found)
    nearest = () if result.total else nearest_topics(compiled.typed, index.vocabulary)
    facets = labelled(result.facets, index.vocabulary)
    return Answer(wish.text, result.total, hits, facets, compiled.synonyms, False, nearest, result.next)


def _page(index: Index, compiled: Compiled, wish: Wish) -> Result:
    """One page in a stable order: equal scores by date, then address."""
    limit = wish.limit
    if not limit:
        limit = index.engine.search(compiled.query, 0).total
    spare = SPARE if wish.sort == "relevance" and not wish.after else 0
    result = index.engine.search(compiled.query, limit + spare, wish.after, wish.sort, wish.facets)
    if not spare:
        return result
    ranked = sorted(result.found, key=lambda f: (-round(f.score, 4), order_of(f.passage, 0), f.passage.address))
    more = str(limit) if limit < result.total else ""
    return result._replace(found=tuple(ranked[:limit]), next=more)


def labelled(counts: dict[str, dict[str, int]], vocabulary: Vocabulary) -> dict[str, tuple[FacetValue, ...]]:
    """Facets with Chinese names, most frequent first; sub-topics are for filtering, not for counting."""
    facets = {}
    for field, codes in counts.items():
        values = [(code, n) for code, n in codes.items() if not (field == "topic" and "." in code)]
        values.sort(key=lambda value: (-value[1], value[0]))
        facets[field] = tuple(FacetValue(code, vocabulary.label(field, code), n) for code, n in values)
    return facets


def counted(found: Sequence[Found], fields: Sequence[str]) -> dict[str, dict[str, int]]:
    """Facet counts of passages at hand."""
    counts: dict[str, Counter[str]] = {field: Counter() for field in fields}
    for item in found:
        codes = codes_of(item.passage)
        for field in fields:
            counts[field].update(codes.get(field, ()))
    return {field: dict(count) for field, count in counts.items()}


def nearest_topics(typed: tuple[str, ...], vocabulary: Vocabulary) -> tuple[str, ...]:
    """Topics whose words share most with what was typed; none where nothing is shared."""
    pairs = {piece[i : i + 2] for piece in typed for i in range(len(piece) - 1)}
    shared = [(sum(pair in word for word in t.words for pair in pairs), t.label) for t in vocabulary.topics]
    best = sorted((s for s in shared if s[0]), key=lambda s: -s[0])
    return tuple(label for _, label in best[:MOST_NEAREST])
