"""What the library holds, counted for the pages that say so. Samples are always counted apart."""

from collections import Counter
from typing import NamedTuple

from cbtool.site.gather import Content


class Counts(NamedTuple):
    """Contracts by origin and form, and all that a search can hit."""

    signed: int
    digests: int
    samples: int
    models: int
    passages: int
    templates: int
    papers: int
    guides: int


def counts(content: Content) -> Counts:
    """The library in figures."""
    records = [text.record for text in content.contracts]
    kinds = Counter(t.template.document for t in content.templates)
    return Counts(
        signed=sum(r.origin == "signed" and r.form == "full" for r in records),
        digests=sum(r.origin == "signed" and r.form == "digest" for r in records),
        samples=sum(r.origin == "sample" for r in records),
        models=sum(r.origin == "official_model" for r in records),
        passages=sum(len(found) for found in content.passages.values()),
        templates=kinds["contract"],
        papers=kinds["paper"],
        guides=len(content.guides),
    )


def topic_sizes(content: Content) -> Counter[str]:
    """How many clauses of contracts each topic and sub-topic has."""
    return Counter(topic for text in content.contracts for p in text.passages for topic in p.topics)
