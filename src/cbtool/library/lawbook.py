"""The library's law in one record: parameters, provisions, rules and subjects; kept as JSON, which reads twenty times
as fast as the YAML it was made of."""

from collections.abc import Collection
from pathlib import Path
from typing import NamedTuple

from cbtool.library.library import Library
from cbtool.library.parameters import read_parameters
from cbtool.library.provisions import sound_provisions
from cbtool.library.rules import Known, read_rules, read_subjects
from cbtool.library.snapshot import law_stamp
from cbtool.model.contract import Record
from cbtool.model.parameter import Parameter
from cbtool.model.problem import Problem
from cbtool.model.provision import Provision
from cbtool.model.rule import Rule
from cbtool.model.subject import BargainingSubject
from cbtool.system import write_atomically

# not needed to judge, and most of the volume
_FOR_PEOPLE = {"rules": {"__all__": {"cases", "manual"}}, "provisions": {"__all__": {"examples", "meaning", "law"}}}


class LawBook(Record):
    """What documents are judged by; `refused` says which files were not taken, and why."""

    parameters: tuple[Parameter, ...]
    provisions: tuple[Provision, ...]
    rules: tuple[Rule, ...]
    subjects: tuple[BargainingSubject, ...]
    refused: tuple[str, ...] = ()


class ReadLaw(NamedTuple):
    """The law as its files say it, and what is wrong with them."""

    book: LawBook
    problems: tuple[Problem, ...]


def read_law(library: Library, modules: Collection[str]) -> ReadLaw:
    """The law from its files, whole; `modules` are the names that rules may give."""
    topics = {t.id for t in library.topics.topics}
    below = {t.below(s) for t in library.topics.topics for s in t.subtopics}
    parameters, problems = read_parameters(library.roots, frozenset(topics))
    known = Known(topics | below, library.provisions, parameters, modules)
    rules, faults = read_rules(library.roots, known)
    subjects, others = read_subjects(library.roots, known)
    provisions, wrong = sound_provisions(
        tuple(library.provisions.values()), known.topics, known.parameters, library.roots
    )
    book = LawBook(
        parameters=tuple(parameters.values()),
        provisions=provisions,
        rules=tuple(rules.values()),
        subjects=subjects,
    )
    refused = (*problems, *wrong, *faults, *others)
    return ReadLaw(book.model_copy(update={"refused": tuple(map(str, refused))}), refused)


def stamp_of_law(library: Library) -> str:
    """Changes when anything does that judging depends on, besides the documents."""
    return law_stamp([str(root) for root in library.roots])


def kept_law(library: Library, modules: Collection[str], file: Path) -> LawBook:
    """The law without what only people read, from `file` if that is of the present stamp, else made anew and kept there."""
    stamp = stamp_of_law(library).encode()
    try:
        head, _, body = file.read_bytes().partition(b"\0")
        if head == stamp:
            return LawBook.model_validate_json(body)
    except (OSError, ValueError):
        pass  # absent, or damaged: made anew
    book = read_law(library, modules).book
    body = book.model_dump_json(by_alias=True, exclude_none=True, exclude=_FOR_PEOPLE).encode()
    write_atomically(file, stamp + b"\0" + body)
    return book
