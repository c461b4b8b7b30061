"""The shapes *require* (something must be there) and *forbid* (a wording must not be there)."""

from collections.abc import Iterator

from cbtool.law.facts import fact, fact_name
from cbtool.law.findings import absent, finding, unproven
from cbtool.law.judged import Judged
from cbtool.law.wording import Wording
from cbtool.model.finding import Finding
from cbtool.model.rule import Require, Rule


def check_forbid(judged: Judged, rule: Rule, wording: Wording) -> Iterator[Finding]:
    """One finding for each sentence with a forbidden wording and without an exception."""
    assert rule.forbid
    severity = rule.severity if rule.evidence == "statute" else unproven(rule.severity)
    seen: set[tuple[int, int]] = set()
    for sentence in wording.sentences_with(rule.forbid.patterns, rule.forbid.where):
        if (sentence.start, sentence.end) in seen or wording.holds(sentence, rule.forbid.unless):
            continue
        seen.add((sentence.start, sentence.end))
        quote = judged.quote(sentence.start, sentence.end)
        yield finding(judged, rule, severity, address=sentence.address, quote=quote, found=quote)


def check_require(judged: Judged, rule: Rule, wording: Wording) -> Iterator[Finding]:
    """What is demanded and not there: in the whole text, or in each article that speaks of the matter."""
    require = rule.require
    assert require
    if require.when and not wording.stands(require.when, require.unless):
        return
    if require.where is None:
        missing = _missing(judged, require, wording)
        if missing:
            severity = absent(rule) if require.facts and not require.patterns else rule.severity
            yield finding(judged, rule, severity, found=f"没有{_listed(missing)}")
        return
    for article in wording.articles_with(require.where):
        missing = _missing(judged, require, wording, article)
        if missing:
            first = wording.of_article(article)[0]
            quote = judged.quote(first.start, first.end)
            yield finding(judged, rule, address=article, quote=quote, found=f"没有{_listed(missing)}")


def _listed(missing: list[str]) -> str:
    words = [word for word in missing if word]
    return "：" + "、".join(words) if words else "约定"


def _missing(judged: Judged, require: Require, wording: Wording, article: str | None = None) -> list[str]:
    """What is not there, by name ('' for wordings); nothing where one is enough and there is one."""
    kept = list(_kept(judged, require, wording, article))
    missing = [name for name, there in kept if not there]
    return missing if require.all or len(missing) == len(kept) else []


def _kept(judged: Judged, require: Require, wording: Wording, article: str | None) -> Iterator[tuple[str, bool]]:
    """Each thing that is asked for, and whether it is there."""
    within = {s.address for s in wording.of_article(article)} | {article} if article is not None else None
    for name in require.provisions:
        yield "", any(v.provision == name and (within is None or v.address in within) for v in judged.values)
    for topic in require.topics:
        yield (
            "",
            any(
                found == topic or found.startswith(topic + ".")
                for address, topics in judged.topics.items()
                if within is None or address in within
                for found in topics
            ),
        )
    for text in require.patterns:
        if within is None:
            yield "", wording.stands(text)
        else:
            yield "", any(s.address in within for s in wording.sentences_with((text,)))
    for place in require.facts:
        yield fact_name(place), fact(judged.facts, place) is not None
