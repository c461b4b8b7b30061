"""The clause parser: any text → its outline of chapters, articles, paragraphs, items, tables, annexes."""

from bisect import bisect_left, bisect_right
from itertools import pairwise
from typing import Literal, NamedTuple

from cbtool.model.clause import Clause, Numbering, Outline, Warning_
from cbtool.text.outline_chain import Candidate, best_chain
from cbtool.text.outline_content import Names, Reader
from cbtool.text.outline_decimal import decimal_outline
from cbtool.text.outline_heads import Head, contents_end, find_heads, list_heads, marked_heads
from cbtool.text.outline_labels import (
    OUTLINE_STYLES,
    article_candidates,
    line_of,
    outline_candidates,
)
from cbtool.text.outline_markup import Line, is_unbroken, plain_lines, split_lines
from cbtool.text.outline_repair import Articles, choose_articles, sequence_doubts
from cbtool.text.outline_tail import Annex, annex_candidates, choose_annexes, signature_start
from cbtool.text.outline_titles import read_heading, wrapped_width
from cbtool.text.outline_tree import Mark, build_tree, digest_clauses, in_order, opening

Form = Literal["full", "digest"]
_HEAD_BONUS = 3.5
_HEAD_LEAST = 3.0
_HEAD_NEAR = 8
_CONTAINERS = ("part", "chapter", "section", "article")


class _Found(NamedTuple):
    """What was recognised in a text, before it becomes a tree."""

    heads: list[Head]
    articles: Articles
    annexes: list[Annex]
    numbering: Numbering


def parse_clauses(text: str, *, form: Form = "full") -> Outline:
    """Return the outline of any text, with marks or without, even all on one line; never raises."""
    lines = split_lines(text)
    reader = Reader(text, lines, [line.start for line in lines], Names())
    if form == "digest":
        return Outline(text, digest_clauses(reader), (), "none")
    found = _recognise(text, lines)
    marks = _marks(reader, found)
    clauses = build_tree(reader, marks, per_chapter=found.numbering in ("per_chapter", "decimal"))
    return Outline(text, clauses, _warnings(clauses, found), found.numbering)


def _recognise(text: str, lines: list[Line]) -> _Found:
    begin = contents_end(text, lines)
    heads = find_heads(text, lines, begin)
    annexes = annex_candidates(text, lines, begin)
    breaks = sorted([head.start for head in heads] + [annex.start for annex in annexes])
    candidates = [c for c in article_candidates(text, lines) if c.start >= begin]
    articles = choose_articles(_after_heads(candidates, heads), breaks, unbroken=is_unbroken(lines))
    numbering: Numbering = "continuous"
    if not any(candidate.at_line_start for candidate in articles.chosen) and len(articles.chosen) < 3:
        heads, articles, numbering = _other_numbering(text, lines, begin, _Found(heads, articles, annexes, numbering))
    taken = {candidate.start for candidate in articles.chosen}
    if not any(head.kind == "chapter" for head in heads) and numbering == "continuous":
        heads = sorted(heads + list_heads(text, lines, articles.chosen))
    known = {head.start for head in heads} | taken
    heads = sorted(heads + [h for h in marked_heads(text, lines, begin, heads) if h.start not in known])
    annexes = choose_annexes(text, annexes, [(c.start, c.number) for c in articles.chosen])
    heads = [head for head in heads if head.start not in {annex.start for annex in annexes}]
    if numbering != "decimal" and _restarts(articles.chosen, heads, annexes):
        numbering = "per_chapter"
    return _Found(heads, articles, annexes, numbering)


def _after_heads(candidates: list[Candidate], heads: list[Head]) -> list[Candidate]:
    """Raise the score of labels that stand straight after a heading."""
    ends = [head.body_start for head in heads]
    raised = []
    for candidate in candidates:
        place = bisect_right(ends, candidate.start) - 1
        near = place >= 0 and candidate.start - ends[place] <= _HEAD_NEAR
        score = max(candidate.score + _HEAD_BONUS, _HEAD_LEAST)
        raised.append(candidate._replace(score=score) if near else candidate)
    return raised


def _other_numbering(text: str, lines: list[Line], begin: int, found: _Found) -> tuple[list[Head], Articles, Numbering]:
    """Look for numbering without 第X条: 1.1, then 一、, （一）, 1.; keep what was found if none is better."""
    heads, decimals = decimal_outline(text, lines, begin)
    if len(decimals) > 2:
        return sorted(found.heads + heads), Articles(decimals, []), "decimal"
    breaks = sorted([head.start for head in found.heads] + [annex.start for annex in found.annexes])
    for style in OUTLINE_STYLES:
        candidates = [c for c in outline_candidates(text, lines, style) if c.start >= begin]
        chain = [candidates[index] for index in best_chain(candidates, breaks)]
        enough = style.least + 2 * len(found.articles.chosen)
        if len(chain) >= enough and chain[0].number == 1:
            return found.heads, Articles(chain, []), "outline"
    return found.heads, found.articles, "continuous" if found.articles.chosen else "none"


def _restarts(articles: list[Candidate], heads: list[Head], annexes: list[Annex]) -> bool:
    """Say whether numbering begins again in chapters; annexes and a second text with its 第一章 do not count."""
    first_annex = annexes[0].start if annexes else float("inf")
    chapters = [head for head in heads if head.kind in ("chapter", "part")]
    starts = [head.start for head in chapters]
    for before, article in pairwise(articles):
        if article.number == 1 and not article.suffix and article.start < first_annex:
            place = bisect_right(starts, article.start) - 1
            if place >= 0 and starts[place] > before.start and chapters[place].number > 1:
                return True
    return False


def _marks(reader: Reader, found: _Found) -> list[Mark]:
    """Return every beginning of a unit in the order of the text."""
    marks = [Mark(h.start, h.kind, h.label, h.number, 0, h.heading, h.body_start) for h in found.heads]
    marks += [Mark(a.start, "annex", a.label, a.number, 0, a.heading, a.body_start) for a in found.annexes]
    width = wrapped_width(reader.lines)
    begins = sorted([mark.start for mark in marks] + [c.start for c in found.articles.chosen])
    for candidate in found.articles.chosen:
        place = bisect_right(begins, candidate.start)
        end = begins[place] if place < len(begins) else len(reader.text)
        marks.append(_article(reader, candidate, end, width))
    marks = in_order(marks)
    signed = _signature(reader, marks)
    if signed >= 0:
        marks = in_order([*marks, Mark(signed, "signature", "", 0, 0, "", signed)])
    return opening(reader, marks) + marks


def _article(reader: Reader, candidate: Candidate, end: int, width: int) -> Mark:
    """The mark of an article that ends at `end`; lines of `width` or more are full and hold no heading, but for marked ones."""
    line = reader.lines[line_of(reader.starts, candidate.end - 1)]
    piece = line._replace(end=min(line.end, end), next=min(line.next, end))
    full = not line.level and 0 < width <= piece.end - piece.start
    followed = not full and bool(reader.text[piece.next : min(end, piece.next + 400)].strip())
    heading, body_start = read_heading(reader.text, piece, candidate.end, followed=followed)
    number, suffix = candidate.number, candidate.suffix
    return Mark(candidate.start, "article", candidate.label, number, suffix, heading, body_start)


def _signature(reader: Reader, marks: list[Mark]) -> int:
    """Where the signature block begins: before the first annex or behind a list of annexes; -1: nowhere."""
    size = len(reader.text)
    annex = next((mark.start for mark in marks if mark.kind == "annex"), size)
    body = [mark.body_start for mark in marks if mark.kind == "article" and mark.start < annex]
    begin = body[-1] if body else _second_half(reader, annex)
    signed = signature_start(reader, begin, annex)
    last = max((mark.body_start for mark in marks), default=begin)
    return signed if signed >= 0 or annex == size else signature_start(reader, max(last, annex), size)


def _second_half(reader: Reader, end: int) -> int:
    """The first line that begins in the second half of the text before `end`."""
    place = bisect_left(reader.starts, end // 2)
    return reader.starts[place] if place < len(reader.starts) else end


def _warnings(clauses: tuple[Clause, ...], found: _Found) -> tuple[Warning_, ...]:
    chosen = found.articles.chosen
    breaks = sorted(annex.start for annex in found.annexes)
    if found.numbering in ("per_chapter", "decimal", "outline"):
        breaks = sorted(breaks + [head.start for head in found.heads])
    strict = found.numbering in ("per_chapter", "decimal")
    misread = {doubt.offset for doubt in found.articles.doubts if doubt.code == "misread"}
    doubts = found.articles.doubts + [
        d for d in sequence_doubts(chosen, breaks, strict=strict) if d.offset not in misread
    ]
    for kind, word in (("chapter", "章"), ("part", "编")):
        heads = [h for h in found.heads if h.kind == kind and h.label]
        marks = [Candidate(h.start, h.body_start, h.label, h.number, 0, 0.0, True) for h in heads]
        above = [h.start for h in found.heads if h.kind == "part" and kind == "chapter"]
        doubts += sequence_doubts(marks, above, word=word)
    owners = {clause.start: clause.id for top in clauses for clause in _marked(top)}
    doubts = sorted(doubts, key=lambda doubt: (doubt.offset, doubt.code))
    return tuple(Warning_(d.code, owners.get(d.offset, ""), d.message, d.offset) for d in doubts)


def _marked(clause: Clause) -> list[Clause]:
    return [c for c in clause.walk() if c.kind in ("part", "chapter", "section", "article", "annex")]


def clause_text(outline: Outline, clause: Clause) -> tuple[str, str, str]:
    """Return label, heading and body of a clause as plain text, one line per line, marks and escapes removed.

    The body of a chapter ends where its first section or article begins. Table rows stand as cells joined by
    ` | `, without the line of dashes.
    """
    below = [child.start for child in clause.children if child.kind in _CONTAINERS]
    end = below[0] if below else clause.end
    return clause.label, clause.heading, "\n".join(plain_lines(outline.text, clause.body_start, end))
