"""The facts of a contract by rules, each with its words, line and confidence; the candidates of a field best first."""

from collections.abc import Iterable

from cbtool.importers.body import Body
from cbtool.importers.counts import find_coverage
from cbtool.importers.dates import find_signed, find_term
from cbtool.importers.document import bare, make_document
from cbtool.importers.parties import find_chiefs, find_parties
from cbtool.importers.places import find_region
from cbtool.importers.titles import find_kind, find_level_by_text, find_level_by_title, find_standing, find_title
from cbtool.importers.trades import find_industry
from cbtool.model.intake import Fact, Value
from cbtool.text.normal import normalise

_AGREEMENT, _DISAGREEMENT, _WEIGHTY, _HIGHEST = 0.04, 0.75, 0.74, 0.99


def read_facts(body: Body) -> tuple[Fact, ...]:
    """Every fact the rules find in a body."""
    document = make_document(body)
    title = next(find_title(document), None)
    parties = settled_parties(find_parties(document))
    signatories = [party for party in parties if party.sure]
    facts = [title] if title else []
    facts += settled(find_kind(document, title))
    titled = list(find_level_by_title(title))
    facts += settled([*titled, *find_level_by_text(document, parties, titled)])
    facts += find_standing(title)
    facts += parties
    facts += settled_chiefs(find_chiefs(document, parties))
    facts += find_region(document, signatories, title)
    facts += settled(find_industry(title, parties))
    signed = settled(find_signed(document))
    facts += signed
    facts += _in_order(settled(find_term(document, next((s for s in signed if s.sure), None))))
    facts += settled(find_coverage(document))
    return tuple(facts)


def settled(facts: Iterable[Fact]) -> list[Fact]:
    """For each field its candidates, one for each value, best first: agreement raises the best, disagreement lowers it."""
    fields: dict[str, list[Fact]] = {}
    for fact in facts:
        fields.setdefault(fact.field, []).append(fact)
    return [fact for found in fields.values() for fact in _settle(found)]


def _settle(facts: list[Fact]) -> list[Fact]:
    values: dict[str, list[Fact]] = {}
    for fact in facts:
        values.setdefault(_key(fact.value), []).append(fact)
    ranked = sorted((max(same, key=_confidence) for same in values.values()), key=_confidence, reverse=True)
    best, others = ranked[0], ranked[1:]
    confidence = best.confidence
    if len({(fact.quote, fact.line) for fact in values[_key(best.value)]}) > 1:
        confidence = min(confidence + _AGREEMENT, _HIGHEST)
    if any(other.confidence > _WEIGHTY for other in others):
        confidence *= _DISAGREEMENT
    others = [other for other in others if other.confidence > _WEIGHTY or not best.sure]
    best = best._replace(confidence=round(confidence, 2))
    return [best, *(o._replace(confidence=min(o.confidence, best.confidence)) for o in others)]


def _confidence(fact: Fact) -> float:
    return fact.confidence


def _key(value: Value) -> str:
    return str(sorted(value.items()) if isinstance(value, dict) else value)


def settled_parties(facts: list[Fact]) -> list[Fact]:
    """One fact for each name; two names for one side without labels of their own contradict each other."""
    names: dict[tuple[str, str], list[Fact]] = {}
    for fact in facts:
        if isinstance(fact.value, dict):
            names.setdefault((_side(fact), bare(normalise(fact.value["name"]))), []).append(fact)
    best = []
    for same in names.values():
        labelled = [f for f in same if isinstance(f.value, dict) and "label" in f.value]
        top = max(same, key=_confidence)
        best.append((labelled[0] if labelled else top)._replace(confidence=top.confidence))
    return [_doubted(fact, best) for fact in best]


def _side(fact: Fact) -> str:
    role = fact.value["role"] if isinstance(fact.value, dict) else ""
    return "worker" if role in ("union", "employee_representatives") else "employer"


def _doubted(fact: Fact, all_of_them: list[Fact]) -> Fact:
    rivals = [f for f in all_of_them if f is not fact and _side(f) == _side(fact) and f.confidence > _WEIGHTY]
    return fact._replace(confidence=round(fact.confidence * _DISAGREEMENT, 2)) if rivals else fact


def settled_chiefs(facts: Iterable[Fact]) -> list[Fact]:
    """One chief representative a role; where two names are told both are unsure."""
    roles: dict[str, dict[str, Fact]] = {}
    for fact in facts:
        if isinstance(fact.value, dict):
            roles.setdefault(fact.value["role"], {}).setdefault(bare(fact.value["name"]), fact)
    found = []
    for names in roles.values():
        factor = 1.0 if len(names) == 1 else _DISAGREEMENT
        found += [fact._replace(confidence=round(fact.confidence * factor, 2)) for fact in names.values()]
    return found


def _in_order(facts: list[Fact]) -> list[Fact]:
    """A contract cannot expire before it takes force: then neither day is sure."""
    first = {field: next((f for f in facts if f.field == field), None) for field in ("effective_from", "expires_on")}
    start, end = first["effective_from"], first["expires_on"]
    if start and end and str(end.value) <= str(start.value):
        return [fact._replace(confidence=min(fact.confidence, 0.6)) for fact in facts]
    return facts
