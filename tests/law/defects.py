"""Contracts with one defect each: sound samples of the starter library, spoilt by a clause, a fact or a gap.

The clauses stand in `wrong_clauses/*.yaml`, in wordings of their own; facts are spoilt below. Seeded: the same set in
every run.
"""

import random
import re
from collections import Counter
from collections.abc import Iterator, Mapping
from datetime import date, timedelta
from functools import cache
from pathlib import Path
from typing import Any, NamedTuple

from cbtool.law.evaluation import judge
from cbtool.law.judged import Law, clause_topics, make_judged
from cbtool.library.contracts import split_front_matter
from cbtool.library.library import Library
from cbtool.library.yamlfile import read_yaml
from cbtool.model.finding import Finding
from cbtool.model.rule import Rule, Stage
from cbtool.text.clauses import parse_clauses
from cbtool.text.topics import TopicScorer

TODAY = date(2026, 11, 21)
SEED = 20261121
HELD = "held"
"""The file of clauses that were written last, and never looked at to mend a rule."""
_HERE = Path(__file__).parent
LEAST = 5
"""So many defects a rule has at least, put into different samples."""

_PLACES = {"shenzhen": "440307", "guangdong": "440606", "other": "000000"}
_SENTENCE = re.compile(r"[^。；！？\n]+[。；！？]?|[\n。；！？]")
_ARTICLE = re.compile(r"^第[一二三四五六七八九十百零]+条", re.MULTILINE)
Facts = dict[str, Any]


class Base(NamedTuple):
    """A sound text: a sample contract by its front matter, or a template's sample as a bare draft."""

    name: str
    facts: Facts
    text: str
    on: date
    front: bool
    stage: Stage | None


class Defect(NamedTuple):
    """A spoilt text; `rule` is to be found, those of `also` may be found besides."""

    rule: str
    base: Base
    text: str
    facts: Facts
    note: str
    also: frozenset[str] = frozenset()
    on: date | None = None
    held: bool = False


def bases(root: Path) -> list[Base]:
    """Every sample contract of the library and every sample of its contract templates."""
    found = []
    for file in sorted(root.glob("contracts/*/contract.md")):
        parts = split_front_matter(file.read_text("utf-8"))
        assert parts
        facts = read_yaml(parts[0])[0]
        if facts["form"] == "full":
            found.append(Base(facts["id"], facts, parts[1], date.fromisoformat(facts["signed"]), True, None))
    for file in sorted(root.glob("templates/*/samples/*.md")):
        head = read_yaml((file.parents[1] / "questions.yaml").read_text("utf-8"))[0]
        if head["document"] == "contract":
            answers = read_yaml(file.with_suffix(".yaml").read_text("utf-8"))[0]["answers"]
            region = next(_PLACES[word] for word in (answers["place"], answers.get("region")) if word in _PLACES)
            facts = {"level": head["level"], "kind": head["kind"], "status": "draft", "region": region}
            found.append(Base(f"{head['id']}/{file.stem}", facts, file.read_text("utf-8"), TODAY, False, "draft"))
    return found


def all_defects(root: Path) -> list[Defect]:
    """The whole set."""
    samples = bases(root)
    draw = random.Random(SEED)
    return [*_of_clauses(samples, draw), *_of_facts([b for b in samples if b.front])]


class Judge:
    """Finds which rules speak of a text; a sample's own findings are kept."""

    def __init__(self, library: Library, law: Law, rules: Mapping[str, Rule]) -> None:
        self._law, self._rules = law, tuple(rules.values())
        self._scorer = TopicScorer(library.topics)
        self._before: dict[tuple[str, date], Counter[str]] = {}

    def new(self, defect: Defect) -> set[str]:
        """The rules that find more in the spoilt text than in the sound one."""
        on = defect.on or defect.base.on
        key = (defect.base.name, on)
        if key not in self._before:
            self._before[key] = self.counts(defect.base, defect.base.text, defect.base.facts, on)
        after = self.counts(defect.base, defect.text, defect.facts, on)
        return {rule for rule, count in after.items() if count > self._before[key][rule]}

    def counts(self, base: Base, text: str, facts: Facts, on: date) -> Counter[str]:
        """How many findings each rule has, pending ones left out; by the law of one day."""
        return Counter(f.rule for f in self.findings(base, text, facts, on) if f.severity != "pending")

    def findings(self, base: Base, text: str, facts: Facts, on: date) -> tuple[Finding, ...]:
        """What the rules say of a text by the law of one day."""
        outline = parse_clauses(text)
        topics = clause_topics(outline, self._scorer)
        judged = make_judged(
            "contract", outline, facts, self._law, name=base.name, front=base.front, topics=topics,
            region=facts["region"], on=on, today=TODAY, stage=base.stage,
        )  # fmt: skip
        return judge(judged, self._rules, self._law, on)


def _of_clauses(samples: list[Base], draw: random.Random) -> Iterator[Defect]:
    for file in sorted((_HERE / "wrong_clauses").glob("*.yaml"), key=lambda f: (f.stem == HELD, f.stem)):
        for entry in read_yaml(file.read_text("utf-8"))[0]:
            fitting = [b for b in samples if _fits(b, entry)]
            draw.shuffle(fitting)
            clauses = list(_clauses(entry))
            for number in range(len(clauses) if file.stem == HELD else max(len(clauses), LEAST)):
                base = fitting[number % len(fitting)]
                defect = _with_clause(base, entry, clauses[number % len(clauses)], draw)
                yield defect._replace(held=file.stem == HELD)


def sound_texts(root: Path) -> list[Defect]:
    """Sound samples with one more sound clause that looks like a wrong one; no rule is named."""
    samples = bases(root)
    draw = random.Random(SEED)
    entries = read_yaml((_HERE / "sound_clauses.yaml").read_text("utf-8"))[0]
    return [
        _with_clause(draw.choice([b for b in samples if _fits(b, entry)]), entry | {"rule": ""}, entry["says"], draw)
        for entry in entries
    ]


def _clauses(entry: Mapping[str, Any]) -> Iterator[str]:
    for says in entry["says"]:
        values = entry.get("with", [""]) if "{}" in says else [""]
        yield from (says.replace("{}", value) for value in values)


def _fits(base: Base, entry: Mapping[str, Any]) -> bool:
    kinds = entry.get("kind", [base.facts["kind"]])
    heading = any(re.search(entry["at"], line) for line in _headings(base.text))
    since = date.fromisoformat(entry.get("since", "1900-01-01"))
    here = re.match(entry.get("region", ""), base.facts["region"])
    return base.facts["kind"] in kinds and base.on >= since and bool(here) and heading


@cache
def _headings(text: str) -> tuple[str, ...]:
    return tuple(line[:40] for line in text.splitlines() if _ARTICLE.match(line))


def _with_clause(base: Base, entry: Mapping[str, Any], clause: str, draw: random.Random) -> Defect:
    """The clause behind one of the articles whose heading fits."""
    starts = [m.start() for m in _ARTICLE.finditer(base.text)]
    fitting = [at for at in starts if re.search(entry["at"], base.text[at : base.text.find("\n", at)][:40])]
    at = draw.choice(fitting)
    following = min((s for s in starts if s > at), default=len(base.text))
    stops = [m.start() for m in re.finditer(r"^(?:## |\|)", base.text[at:following], re.MULTILINE)]
    end = at + stops[0] if stops else following
    text = f"{base.text[:end].rstrip()}\n\n{clause}\n\n{base.text[end:]}"
    on = date.fromisoformat(entry["on"]) if "on" in entry else None
    return Defect(entry["rule"], base, text, base.facts, clause, frozenset(entry.get("also", ())), on)


def _of_facts(samples: list[Base]) -> Iterator[Defect]:
    for base in samples:
        for rule, facts, note, *also in _spoilt(base.facts):
            if facts is not None:
                yield Defect(rule, base, base.text, facts, note, frozenset(also))
        for rule, pattern, *also in _GAPS:
            text = _without(base.text, pattern)
            if text != base.text and _asked(rule, base.facts["kind"], text):
                facts = {k: v for k, v in base.facts.items() if rule != "PRO-32" or k != "expires_on"}
                yield Defect(rule, base, text, facts, f"删去{pattern}", frozenset(also))


def _without(text: str, pattern: str) -> str:
    """The text without the sentences in which the pattern stands."""
    return "".join(s for s in _SENTENCE.findall(text) if not re.search(pattern, s))


def _asked(rule: str, kind: str, text: str) -> bool:
    """Whether the rule is for such a contract at all."""
    if rule == "HRS-06":
        return "综合计算工时" in text or "不定时工作制" in text
    if rule.startswith("WOM"):
        return kind == "comprehensive" or (kind == "women" and rule != "WOM-01")
    return kind not in ("other", "adjustment") or rule in ("PRO-15", "PRO-32")


_GAPS = (
    ("WOM-01", "女|产假|哺乳|孕|性别|男|生育|妇", "WOM-14", "WOM-15", "MIN-02"),
    ("WOM-14", "性骚扰|专项", "WOM-01", "WOM-15"),
    ("WOM-15", "妇科|乳腺|专项", "WOM-01", "WOM-14"),
    ("PRO-15", "签字|盖章|签名"),
    ("PRO-21", "期满|届满|续订|到期", "PRO-32", "PAY-25"),
    ("PRO-32", "期限|有效期|期满", "PRO-20", "PRO-29", "PRO-21", "PAY-25", "PAY-27", "HRS-06", "MGT-17"),
    ("PRO-38", "争议|纠纷"),
    ("HRS-06", "批准|审批|许可"),
)
"""Rule, and what is cut out of the text: every sentence with these words."""


def _day(text: str, days: int) -> str:
    return (date.fromisoformat(text) + timedelta(days)).isoformat()


def _changed(facts: Facts, place: str, value: object) -> Facts:
    first, _, rest = place.partition(".")
    return facts | {first: _changed(facts[first], rest, value) if rest else value}


def _spoilt(facts: Facts) -> Iterator[tuple[Any, ...]]:
    """Rule, spoilt facts, what was done, rules that may speak too."""
    yield from _spoilt_people(facts)
    yield from _spoilt_days(facts)
    votes = facts["congress"]
    expected = int(votes["expected"])
    few = votes | {"present": str(expected * 3 // 5), "in_favour": str(expected * 11 // 20)}
    yield "PRO-12", facts | {"congress": few}, "出席五分之三"
    none = {k: v for k, v in votes.items() if k != "present"}
    yield "PRO-12", facts | {"congress": none}, "没有实到人数"
    vote = "PRO-27" if facts["level"] in ("industry", "regional") else "PRO-13"
    yield vote, _changed(facts, "congress.in_favour", str(expected * 9 // 20)), "同意不足半数"
    if facts["level"] in ("industry", "regional"):
        yield "PRO-25", facts | {"region": facts["region"][:4] + "00"}, "全市的行业合同"


def _spoilt_people(facts: Facts) -> Iterator[tuple[Any, ...]]:
    listed = facts["representatives"]
    workers = [r for r in listed if r["side"] == "worker"]
    employers = [r for r in listed if r["side"] == "employer"]
    yield "PRO-01", facts | {"representatives": [*workers, *employers[:-1]]}, "企业方少一人"
    yield "PRO-02", facts | {"representatives": [*workers[:2], *employers]}, "职工方两人", "PRO-01", "WOM-18"
    yield "PRO-28", facts | {"representatives": [*workers, *employers[:2]]}, "企业方两人", "PRO-01"
    two = [*workers, employers[0], employers[1] | {"chief": "true"}, *employers[2:]]
    yield "PRO-03", facts | {"representatives": two}, "企业方两名首席", "PRO-04", "PRO-15"
    outside = [workers[0], *(r | {"outsider": "true"} for r in workers[1:]), *employers]
    yield "PRO-05", facts | {"representatives": outside}, "职工方多数外聘"
    outside = [*workers, employers[0], *(r | {"outsider": "true"} for r in employers[1:])]
    yield "PRO-26", facts | {"representatives": outside}, "企业方多数外聘"
    both = [*workers, *employers[:-1], employers[-1] | {"name": workers[-1]["name"]}]
    yield "PRO-06", facts | {"representatives": both}, "一人兼任双方"
    clerk = [*workers, employers[0] | {"post": "行政专员"}, *employers[1:]]
    yield "PRO-04", facts | {"representatives": clerk}, "企业方首席没有委托"
    other = [workers[0] | {"name": "另一人（虚构）"}, *workers[1:], *employers]
    yield "PRO-15", facts | {"representatives": other}, "名单上的首席是另一人", "PRO-04"
    if facts["kind"] in ("comprehensive", "women"):
        men = [{k: v for k, v in r.items() if k != "female"} for r in listed]
        yield "WOM-18", facts | {"representatives": men}, "职工方没有女代表"


def _spoilt_days(facts: Facts) -> Iterator[tuple[Any, ...]]:
    steps = facts["procedure"]
    asked = {k: v for k, v in steps.items() if k != "requested"}
    yield "PRO-08", facts | {"procedure": asked}, "没有要约日期", "PRO-09"
    yield "PRO-09", _changed(facts, "procedure.replied", _day(steps["requested"], 40)), "四十日才答复", "PRO-14"
    yield "PRO-14", _changed(facts, "congress.date", _day(facts["signed"], 1)), "先签后议"
    late = {k: _day(v, 21) if k in ("delivered", "effective_notice", "published") else v for k, v in steps.items()}
    moved = {k: _day(facts[k], 21) for k in ("filed_on", "effective_from", "expires_on")}
    yield "PRO-16", facts | moved | {"procedure": late}, "迟报三周"
    early = _day(facts["filed_on"], 3)
    told = {k: v for k, v in steps.items() if k != "effective_notice"} | {"published": _day(early, 2)}
    yield "PRO-18", facts | {"effective_from": early, "procedure": told}, "报送三日即生效", "PRO-20"
    yield "PRO-20", facts | {"expires_on": _day(facts["effective_from"], 365 * 5)}, "期限五年"
    yield "PRO-29", facts | {"expires_on": _day(facts["effective_from"], 150)}, "期限五个月"
    published = _day(facts["effective_from"], 12)
    if facts["kind"] == "wage" and date.fromisoformat(published) <= TODAY:
        yield "PRO-19", _changed(facts, "procedure.published", published), "十二日才公布"
