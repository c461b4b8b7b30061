"""The answer to a spoken question that nothing holds literally. Loaded only then."""

from cbtool.desk.find import Wish, counted, labelled
from cbtool.desk.index import Index
from cbtool.model.passage import Answer, Hit
from cbtool.search.approximate import CANDIDATES, judged, near
from cbtool.search.compile import Compiled
from cbtool.search.engine import Found, order_of
from cbtool.search.highlight import marks


def approximate(index: Index, wish: Wish, compiled: Compiled) -> Answer | None:
    """Passages that hold at least half of what was asked, best first; None where no passage does."""
    found = near(compiled.typed, compiled.filters, index.vocabulary, lambda query: index.engine.search(query, 0).total)
    if found is None:
        return None
    ranked = []
    for candidate in index.engine.search(found.query, CANDIDATES).found:
        verdict = judged(candidate.passage, found)
        if verdict:
            ranked.append((Found(candidate.passage, verdict[0]), verdict[1]))
    if not ranked:
        return None
    ranked.sort(
        key=lambda r: (0.0 if wish.sort == "date" else -r[0].score, order_of(r[0].passage, 0), r[0].passage.address)
    )
    start = int(wish.after or 0)
    page = ranked[start : start + wish.limit] if wish.limit else ranked[start:]
    hits = tuple(Hit(f.passage, f.score, marks(f.passage.text, forms)) for f, forms in page)
    facets = labelled(counted([f for f, _ in ranked], wish.facets), index.vocabulary)
    more = str(start + wish.limit) if wish.limit and start + wish.limit < len(ranked) else ""
    return Answer(wish.text, len(ranked), hits, facets, (), True, (), more)
