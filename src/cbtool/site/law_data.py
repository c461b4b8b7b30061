"""What the browser needs to hold a draft against the law: rules that are data, legal values, reading patterns."""

from collections.abc import Iterable, Iterator, Mapping
from typing import Any

from cbtool.desk.check import PLACES, answered_region
from cbtool.law.evaluation import EARLIER, rule_facts
from cbtool.law.facts import fact_name
from cbtool.model.parameter import AT_ONCE, BOUNDS, COUNTED, LEAST, UNITS, Parameter, plain
from cbtool.model.provision import Provision
from cbtool.model.rule import Rule
from cbtool.resources import data_file
from cbtool.site.law import Law
from cbtool.text.patterns import compile_pattern

SCRIPTS = ("normal", "quantities", "patterns", "sentences", "reading", "law-data", "law")
"""The scripts of `site/static/` that judge, in the order they are loaded."""
# stand for the labels of the sides until a text says them
EMPLOYER, WORKER = "\ue000", "\ue001"
MACROS = {
    chr(0xE010 + number): compile_pattern(text, EMPLOYER, WORKER).source.removeprefix("甲").removesuffix("乙")
    for number, text in enumerate(("甲{employer}乙", "甲{worker}乙", "甲…乙", "甲~乙"))
} | {"\ue014": compile_pattern("{percent}").source.partition("(")[0], "\ue015": "][^Z]*Z"}
"""A sign → the part of regex sources that it stands for."""
PLAIN = (
    ("(", "(?:"), ("[", "(?:"), ("]", ")?"), ("…", "\ue012"), ("~", "\ue013"), ("{employer}", "\ue010"), ("{worker}", "\ue011"),
)  # fmt: skip
"""What a pattern writes, and its source: enough for most."""
_PATTERNS = ("pattern", "patterns", "unless", "where", "when")

Record = dict[str, Any]


def law_data(law: Law) -> Record:
    """All of the law that a draft in the browser is held against; what it leaves to the program is named in `left`.

    `places`: answers to the templates' question `place` → region. Patterns stand in one list, elsewhere their numbers.
    """
    rules = [rule for rule in law.rules if in_browser(rule)]
    wanted = {rule.compare.parameter for rule in rules if rule.compare}
    provisions = [p for p in law.provisions if p.reading]
    patterns = sorted(set(_patterns(rules, provisions)))
    numbers = {text: number for number, text in enumerate(patterns)}
    source, target, _ = data_file("normal.txt").read_bytes().decode("utf-8").split("\n")
    return {
        "normal": [source, target],
        "region": law.region,
        "places": {word: answered_region(word, law.region) for word in PLACES},
        "units": UNITS,
        "bounds": BOUNDS,
        "counted": COUNTED,
        "least": LEAST,
        "at_once": AT_ONCE,
        "earlier": EARLIER,
        "macros": MACROS,
        "plain": PLAIN,
        "patterns": [_pattern(text) for text in patterns],
        "provisions": [_provision(provision, numbers) for provision in provisions],
        "parameters": {p.name: _parameter(p) for p in law.parameters if p.name in wanted},
        "rules": [_rule(rule, numbers) for rule in rules],
        "left": [[rule.id, rule.demands] for rule in law.rules if not in_browser(rule) and not rule.checklist],
    }


def in_browser(rule: Rule) -> bool:
    """Whether a draft without facts of procedure can be asked by the shapes that the browser has too."""
    if rule.stage != "draft" or "contract" not in rule.applies.document or rule_facts(rule):
        return False
    return bool(rule.compare or rule.forbid or (rule.require and not rule.require.topics))


def _patterns(rules: Iterable[Rule], provisions: Iterable[Provision]) -> Iterator[str]:
    for provision in provisions:
        for entry in provision.reading:
            yield from (entry.pattern, *entry.unless, *([entry.where] if entry.where else []))
    for rule in rules:
        for shape in (rule.require, rule.forbid):
            if shape:
                yield from shape.patterns
                yield from shape.unless
                yield from (text for text in (shape.where, getattr(shape, "when", None)) if text)


def _pattern(text: str) -> list[Any]:
    """The pattern, the groups of words it needs, and its regex source: each only where the browser cannot tell it from
    the text (`law-data.js`). The parts that stand in hundreds of sources are one sign each.
    """
    made = compile_pattern(text, EMPLOYER, WORKER)
    source = made.source
    for sign, part in MACROS.items():
        source = source.replace(part, sign)
    groups = ["|".join(group) for group in ([made.needs, *made.also] if made.needs else [])]
    told = [] if source == _plain_source(text) else [source]
    return [text, groups, *told] if told or groups != [text] else [text]


def _plain_source(text: str) -> str:
    """The source of a pattern without numbers and values."""
    for written, part in PLAIN:
        text = text.replace(written, part)
    return text


def _numbered(shape: Record, numbers: Mapping[str, int]) -> Record:
    """A shape or an entry with the numbers of its patterns."""
    known = {key: shape[key] for key in _PATTERNS if key in shape}
    told = {key: [numbers[t] for t in p] if isinstance(p, (list, tuple)) else numbers[p] for key, p in known.items()}
    return {**shape, **told}


def _provision(provision: Provision, numbers: Mapping[str, int]) -> Record:
    reading = [
        _numbered(entry.model_dump(exclude_none=True, exclude_defaults=True), numbers)
        | {"confidence": entry.confidence, "slot": compile_pattern(entry.pattern, EMPLOYER, WORKER).slot}
        for entry in provision.reading
    ]
    return {"id": provision.id, "unit": provision.unit or "", "reading": reading}


def _parameter(parameter: Parameter) -> Record:
    values = [{**plain(value), "citation": str(value.citation)} for value in parameter.values]
    for value in values:
        value.pop("note", None)
    return {"unit": parameter.unit, "bound": parameter.bound, "binding": parameter.binding, "values": values}


def _rule(rule: Rule, numbers: Mapping[str, int]) -> Record:
    keys = {
        "id",
        "evidence",
        "region",
        "since",
        "until",
        "seen_from",
        "severity",
        "message",
        "remedy",
        "demands",
        "not_in",
    }
    record: Record = rule.model_dump(mode="json", exclude_none=True, include=keys)
    record["citation"] = str(rule.citation)
    record |= {key: getattr(rule.applies, key) for key in ("level", "kind") if getattr(rule.applies, key)}
    for name, shape in (("require", rule.require), ("forbid", rule.forbid)):
        if shape:
            record[name] = _numbered(shape.model_dump(mode="json", exclude_none=True, exclude_defaults=True), numbers)
    if rule.require and rule.require.facts:
        record["require"]["facts"] = [fact_name(place) for place in rule.require.facts]
    if rule.compare:
        compared = rule.compare.model_dump(mode="json", exclude_none=True, exclude={"subject"})
        record["compare"] = {**compared, "provision": rule.compare.subject.provision}
    return record
