"""The evaluator: rules that are data in three shapes, and modules where no shape fits, asked of one document."""

from collections.abc import Iterable, Iterator
from datetime import date

from cbtool.law.compare import check_compare, subject_facts
from cbtool.law.facts import fact, later
from cbtool.law.findings import finding, unproven
from cbtool.law.judged import Judged, Law
from cbtool.law.modules import MODULES
from cbtool.law.parameters import region_chain
from cbtool.law.wording import Wording
from cbtool.law.wordings import check_forbid, check_require
from cbtool.model.finding import SEVERITIES, Finding
from cbtool.model.rule import STAGES, Rule

EARLIER = "（当时施行的是修订前的条文，没有对照过，请核对）"
# against today's law only the text is asked again: what was done in the procedure was done under the law of its day
_TEXT_STAGE = "draft"


def judge(judged: Judged, rules: Iterable[Rule], law: Law, today: date) -> tuple[Finding, ...]:
    """What the rules find, the gravest first: by the law of the document's own day, and then, as `review`, what only
    the law of `today` demands of its text."""
    rules = tuple(rules)
    wording = Wording(judged)
    then = list(_findings(judged, rules, law, wording))
    if today != judged.on:
        known = {(f.rule, f.address, f.quote) for f in then}
        textual = [rule for rule in rules if about_text(rule)]
        now = _findings(judged._replace(on=today), textual, law, wording)
        then += [_by_present_law(f) for f in now if (f.rule, f.address, f.quote) not in known]
    return tuple(sorted(then, key=lambda f: list(SEVERITIES).index(f.severity)))


def _by_present_law(found: Finding) -> Finding:
    severity = found.severity if found.severity == "pending" else "review"
    return found._replace(severity=severity, message=f"按{found.on}的现行规定：{found.message}")


def applies(rule: Rule, judged: Judged) -> bool:
    """Whether a rule is for such a document, there and then."""
    to = rule.applies
    return (
        judged.document in to.document
        and (not to.level or judged.level in to.level)
        and (not to.kind or judged.kind in to.kind)
        and (not to.origin or judged.facts.get("origin", "signed") in to.origin)
        and rule.region in region_chain(judged.region)
        and not set(rule.not_in) & set(region_chain(judged.region))
        and rule.in_force(judged.on)
    )


def about_text(rule: Rule) -> bool:
    """Whether a rule asks the text alone."""
    return rule.stage == _TEXT_STAGE and not rule_facts(rule)


def rule_facts(rule: Rule) -> tuple[str, ...]:
    """The front-matter facts without which a rule cannot be decided."""
    if rule.compare:
        return subject_facts(rule.compare.subject)
    if rule.require:
        return () if rule.require.patterns or rule.require.provisions or rule.require.topics else rule.require.facts
    return MODULES[rule.module].facts if rule.module else ()


def checklist(judged: Judged, rules: Iterable[Rule]) -> tuple[Rule, ...]:
    """What no text can show and a person looks at."""
    return tuple(rule for rule in rules if rule.checklist and applies(rule, judged))


def _findings(judged: Judged, rules: Iterable[Rule], law: Law, wording: Wording) -> Iterator[Finding]:
    undecided: list[Rule] = []
    for rule in rules:
        if rule.checklist or not applies(rule, judged):
            continue
        if _unknowable(judged, rule) and not later(rule.stage, judged.stage):
            undecided.append(rule)
            continue
        for found in _of_rule(judged, rule, law, wording):
            if rule.seen_from and judged.on < rule.seen_from:
                found = found._replace(severity=unproven(found.severity), message=found.message + EARLIER)
            yield found._replace(severity="pending") if later(rule.stage, judged.stage) else found
    if undecided:
        yield _unknown(judged, undecided)


def _unknowable(judged: Judged, rule: Rule) -> bool:
    """Facts that a bare file does not tell."""
    return not judged.front and any(fact(judged.facts, place) is None for place in rule_facts(rule))


def _unknown(judged: Judged, rules: list[Rule]) -> Finding:
    """One line for all that a file without a front matter leaves open."""
    stages = "、".join(dict.fromkeys(STAGES[rule.stage] for rule in rules))
    names = "、".join(rule.id for rule in rules)
    return finding(
        judged,
        rules[0],
        "review",
        found="文件里没有程序信息",
        required="程序信息",
        citation="、".join(dict.fromkeys(str(rule.citation) for rule in rules)),
        message=f"文件里没有日期、代表、表决等程序信息，{len(rules)}项程序要求（{stages}）无法判断：{names}",
    )._replace(remedy="导入资料库并填写信息栏后再审查；或者对照原件逐项核对")


def _of_rule(judged: Judged, rule: Rule, law: Law, wording: Wording) -> Iterator[Finding]:
    if rule.compare:
        yield from check_compare(judged, rule, law)
    elif rule.require:
        yield from check_require(judged, rule, wording)
    elif rule.forbid:
        yield from check_forbid(judged, rule, wording)
    elif rule.module:
        yield from MODULES[rule.module].check(judged, rule, law)
