"""From what was typed to the tree an engine runs: filters resolved, synonyms and ranking added."""

from typing import NamedTuple

from cbtool.errors import QueryError
from cbtool.model.query import All, Among, Any, Everything, Not, Query, Words
from cbtool.search.parse import Clause, Filter, Term
from cbtool.search.vocabulary import Vocabulary
from cbtool.text.atoms import phrase
from cbtool.text.codes import find_industries, find_regions

SYNONYM, HEAD, TOPIC, CONTEXT, IN_FORCE, CONTRACT = 0.4, 1.5, 1.5, 0.15, 0.001, 5.0
MOST_VARIANTS = 8
LONGEST_REPLACED = 16
NUMERIC = frozenset("0123456789零〇一二两三四五六七八九十百千万")


class Compiled(NamedTuple):
    """The tree, the pieces to mark in hits, the synonyms brought in, and the filters alone."""

    query: Query
    pieces: tuple[str, ...]
    synonyms: tuple[str, ...]
    filters: tuple[Query, ...]
    typed: tuple[str, ...]


def compile_query(clauses: tuple[Clause, ...], vocabulary: Vocabulary, exact: bool = False) -> Compiled:
    """The whole query. Several words: each in the passage or its context, at least one in the passage itself."""
    groups = [_Group.of(c, vocabulary, exact) for c in clauses if not c.negative and _words(c)]
    filters = [_filters(c, vocabulary) for c in clauses if not c.negative and not _words(c)]
    excluded = [Not(_excluded(c, vocabulary)) for c in clauses if c.negative]
    parts: list[Query] = [g.anywhere if len(groups) > 1 else g.inside for g in groups]
    if len(groups) > 1:
        parts.append(Any(tuple(g.inside for g in groups)))
    everything: list[Query] = [] if parts or filters else [Everything()]
    rather = [query for g in groups for query in g.rather]
    preferred = (Among("status", ("in_force",), IN_FORCE), Among("document", ("contract",), CONTRACT))
    query = All((*parts, *everything, *filters, *excluded), (*rather, *preferred))
    return Compiled(
        query,
        tuple(dict.fromkeys(p for g in groups for p in g.pieces)),
        tuple(dict.fromkeys(s for g in groups for s in g.synonyms)),
        (*filters, *excluded),
        tuple(t.piece for c in clauses if not c.negative for t in c.alternatives if isinstance(t, Term)),
    )


class _Group(NamedTuple):
    """One word (or words joined by OR) in its forms."""

    inside: Query
    anywhere: Query
    rather: tuple[Query, ...]
    pieces: tuple[str, ...]
    synonyms: tuple[str, ...]

    @classmethod
    def of(cls, clause: Clause, vocabulary: Vocabulary, exact: bool) -> "_Group":
        inside: list[Query] = []
        context: list[Query] = []
        rather: list[Query] = []
        pieces: list[str] = []
        added: list[str] = []
        for term in clause.alternatives:
            if isinstance(term, Filter):
                inside.append(_filter(term, vocabulary))
                continue
            others = () if exact or term.exact else variants(term.piece, vocabulary)
            for piece, weight in ((term.piece, 1.0), *((other, SYNONYM) for other in others)):
                inside.append(_look("text", piece, weight))
                context.append(_look("context", piece, weight * CONTEXT))
                rather.append(_look("head", piece, weight * HEAD))
            topics = topics_named(term.piece, vocabulary)
            rather += [Among("topic", topics, TOPIC)] if topics else []
            pieces += [term.piece, *others]
            added += others
        return cls(Any(tuple(inside)), Any((*inside, *context)), tuple(rather), tuple(pieces), tuple(added))


def _words(clause: Clause) -> bool:
    return any(isinstance(part, Term) for part in clause.alternatives)


def _look(field: str, piece: str, weight: float) -> Words:
    found = phrase(piece)
    return Words(field, found.tokens, found.prefix, weight)


def variants(piece: str, vocabulary: Vocabulary) -> tuple[str, ...]:
    """What else finds the same: synonyms, other writings of its numbers, and synonyms of a word inside it."""
    found = dict.fromkeys((*vocabulary.synonyms.get(piece, ()), *_number_variants(piece)))
    if not found and len(piece) <= LONGEST_REPLACED:
        inner = max((w for w in vocabulary.synonyms if w in piece), key=len, default="")
        if len(inner) > 1:
            found = dict.fromkeys(piece.replace(inner, other) for other in vocabulary.synonyms[inner])
    return tuple(word for word in found if word != piece and not any(c.isspace() for c in word))[:MOST_VARIANTS]


def _number_variants(piece: str) -> tuple[str, ...]:
    if not NUMERIC.intersection(piece):
        return ()
    from cbtool.text.numerals import number_variants

    return number_variants(piece)


def topics_named(piece: str, vocabulary: Vocabulary) -> tuple[str, ...]:
    """The topics that this word names or leads to, sub-topics among them."""
    named = (topic.id for topic in vocabulary.topics if piece in topic.words)
    return tuple(dict.fromkeys((*named, *vocabulary.words.get(piece, ()))))


def _excluded(clause: Clause, vocabulary: Vocabulary) -> Query:
    (part,) = clause.alternatives
    if isinstance(part, Filter):
        return _filter(part, vocabulary)
    return Any((_look("text", part.piece, 1.0), _look("context", part.piece, 1.0)))


def _filters(clause: Clause, vocabulary: Vocabulary) -> Query:
    return Any(tuple(_filter(part, vocabulary) for part in clause.alternatives if isinstance(part, Filter)))


def _filter(given: Filter, vocabulary: Vocabulary) -> Query:
    if given.field == "year":
        return _years(given, vocabulary)
    codes = tuple(CODES[given.field](given.value, vocabulary) if given.field in CODES else _named(given, vocabulary))
    if not codes:
        known = "、".join(list(vocabulary.codes.get(given.field, {}).values())[:12])
        raise QueryError(f"没有这个取值：{given.value}", given.position, f"可用的有：{known or '（无）'}")
    return Among(given.field, codes)


def _years(given: Filter, vocabulary: Vocabulary) -> Query:
    low, dots, high = given.value.partition("..")
    high = high if dots else low
    if not (low or high) or any(y and not (y.isdecimal() and len(y) == 4) for y in (low, high)):
        raise QueryError(f"年份写得不对：{given.value}", given.position, "写成 年份:2024 或 年份:2020..2024。")
    if low and high and low > high:
        raise QueryError(f"年份前后颠倒：{given.value}", given.position, f"写成 年份:{high}..{low}。")
    used = vocabulary.codes.get("year", {})
    within = tuple(year for year in used if (low or year) <= year <= (high or year))
    return Among("year", within or (low or high,))


def _topics(value: str, vocabulary: Vocabulary) -> list[str]:
    exact = [t.id for t in vocabulary.topics if value in t.words]
    return exact or [t.id for t in vocabulary.topics if any(value in word for word in t.words)]


def _regions(value: str, vocabulary: Vocabulary) -> list[str]:
    prefixes = find_regions(value)
    used = vocabulary.codes.get("region", {})
    return [code for code in used if prefixes and code.startswith(prefixes)] or [*map(_whole, prefixes)]


def _whole(prefix: str) -> str:
    return prefix.ljust(6, "0")


def _industries(value: str, vocabulary: Vocabulary) -> list[str]:
    prefixes = find_industries(value)
    used = vocabulary.codes.get("industry", {})
    return [code for code in used if prefixes and code.startswith(prefixes)] or list(prefixes)


CODES = {"topic": _topics, "region": _regions, "industry": _industries}


def _named(given: Filter, vocabulary: Vocabulary) -> list[str]:
    names = vocabulary.codes.get(given.field, {})
    exact = [code for code, name in names.items() if given.value in (code, name)]
    return exact or [code for code, name in names.items() if given.value in name]
