"""Is all well: the library's files, and the index against a plain scan of the same passages."""

import random
from collections.abc import Mapping, Sequence
from typing import NamedTuple

from cbtool.desk.derived import Progress, derived
from cbtool.desk.index import Index, open_index
from cbtool.desk.parameters import library_parameters
from cbtool.desk.rules import case_problems, rule_problems
from cbtool.desk.statutes import citation_problems, library_statutes
from cbtool.library.library import Library
from cbtool.library.store import DerivedStore
from cbtool.model.problem import Problem
from cbtool.model.query import Words
from cbtool.settings import Settings
from cbtool.text.atoms import occurrences, phrase
from cbtool.text.normal import normalise

LONGEST_PIECE = 9


class Health(NamedTuple):
    """What was looked at and what is wrong."""

    documents: int
    passages: int
    pieces: int
    problems: tuple[Problem, ...]
    wrong: tuple[str, ...]


def library_problems(settings: Settings, progress: Progress | None = None) -> list[Problem]:
    """Every fault of the library's files, reference data included."""
    with derived(settings, progress) as (library, store):
        _ = library.topics, library.provisions
        law = [
            *library_parameters(library)[1],
            *library_statutes(library)[1],
            *citation_problems(library),
            *rule_problems(library, store.records("contracts")),
        ]
        return [*library.reference_problems, *law, *store.problems(), *_unknown_ids(library, store)]


def _unknown_ids(library: Library, store: DerivedStore) -> list[Problem]:
    """Topics and provisions that records name and the vocabulary does not have."""
    topics = {t.id for t in library.topics.topics}
    topics |= {t.below(s) for t in library.topics.topics for s in t.subtopics}
    problems = []
    for record in store.records("contracts"):
        path = f"contracts/{record['id']}/contract.md"
        named = {t for given in record.get("topics", {}).values() for t in given}
        problems += [
            Problem(path, 0, f"topics.yaml 里没有协商事项 {t}", "改成已有的编号") for t in sorted(named - topics)
        ]
        coded = {p["id"] for p in record.get("provisions", ())}
        unknown = sorted(coded - library.provisions.keys())
        problems += [Problem(path, 0, f"provisions.yaml 里没有约定值 {p}", "改成已有的编号") for p in unknown]
    return problems


def health(settings: Settings, pieces: int, seed: int, progress: Progress | None = None) -> Health:
    """Check the files and the cases of the rules, then `pieces` random cuts of the texts: what the engine finds must be
    what a plain scan finds."""
    problems = library_problems(settings, progress)
    index = open_index(settings, progress)
    with derived(settings, progress) as (library, store):
        problems += case_problems(library)
        passages = [p for _, found in store.passages() for p in found]
        documents = store.count()
    texts = {p.address: normalise(p.text) for p in passages}
    wrong = [piece for piece in _cuts(list(texts.values()), pieces, seed) if not _agrees(index, texts, piece)]
    return Health(documents, len(passages), pieces if passages else 0, tuple(problems), tuple(wrong))


def _cuts(texts: Sequence[str], count: int, seed: int) -> list[str]:
    """Random unspaced pieces of the texts, cut anywhere."""
    chance = random.Random(seed)
    cuts: list[str] = []
    while texts and len(cuts) < count:
        text = chance.choice(texts)
        start = chance.randrange(len(text))
        piece = text[start : start + chance.randint(1, LONGEST_PIECE)].split()
        cuts += piece[:1]
    return cuts


def _agrees(index: Index, texts: Mapping[str, str], piece: str) -> bool:
    found = phrase(piece)
    result = index.engine.search(Words("text", found.tokens, found.prefix), len(texts))
    truth = {address for address, text in texts.items() if piece in text and occurrences(text, piece)}
    return result.total == len(truth) and {f.passage.address for f in result.found} == truth
