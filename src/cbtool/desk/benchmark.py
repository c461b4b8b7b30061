"""How one provision is distributed over the library's contracts: what is usual, by trade, level and year."""

from collections.abc import Iterable, Sequence
from fractions import Fraction
from typing import Any, NamedTuple

from cbtool.desk.derived import Progress, stage
from cbtool.desk.judging import Choice, Judging, Record, open_judging
from cbtool.errors import NotFound
from cbtool.law.amounts import as_number, in_unit, limit_text, unit_named
from cbtool.law.parameters import binding_value
from cbtool.model.labels import LEVELS
from cbtool.model.parameter import NATION
from cbtool.model.provision import Provision
from cbtool.settings import Settings
from cbtool.text.codes import industry_name

Checked = tuple[Record, Sequence[Record]]
"""A contract's record, and the graded values of its check."""
SMALL = 5
"""Below so many contracts a distribution says little."""
KINDS_OF_GROUP = ("industry", "level", "year")


class Agreed(NamedTuple):
    """What one contract agrees, in the codebook's unit: of several values the one least good for workers."""

    document: str
    title: str
    value: Fraction
    address: str
    quote: str
    origin: str
    groups: dict[str, str]


class Spread(NamedTuple):
    """Five numbers of a distribution, and how many contracts it rests on."""

    label: str
    n: int
    minimum: Fraction
    lower_quartile: Fraction
    median: Fraction
    upper_quartile: Fraction
    maximum: Fraction


class Benchmark(NamedTuple):
    """The distribution of one provision; `pool` is how many contracts were looked at, `legal` what the law sets today."""

    provision: Provision
    pool: int
    with_samples: bool
    agreed: tuple[Agreed, ...]
    whole: Spread | None
    groups: tuple[Spread, ...]
    legal: Fraction | None
    legal_text: str

    @property
    def small(self) -> bool:
        """Whether it rests on too few contracts to speak of a custom."""
        return len(self.agreed) < SMALL


def benchmark(
    settings: Settings, word: str, by: str | None, with_samples: bool, progress: Progress | None = None
) -> Benchmark:
    """The distribution over signed contracts and digests; samples only where asked for. Raises NotFound."""
    with open_judging(settings, progress) as judging:
        provision = _provision(judging, word)
        records = [r for r in judging.store.records("contracts") if _counts(r, with_samples)]
        tell = stage(progress, "读取约定值")
        checks: list[Checked] = []
        for number, record in enumerate(records, 1):
            checks.append((record, judging.kept_check(record, Choice())["grades"]))
            tell(number, len(records))
        return _benchmark(judging, provision, checks, by, with_samples)


def benchmarks(judging: Judging, checks: Sequence[tuple[Record, Record]]) -> dict[str, Benchmark]:
    """The distribution of every provision that signed contracts or digests agree; `checks`: (contract, what its check found)."""
    real = [(record, check["grades"]) for record, check in checks if _counts(record, with_samples=False)]
    named: dict[str, list[Checked]] = {}
    for record, grades in real:
        for provision, found in _by_provision(grades).items():
            named.setdefault(provision, []).append((record, found))
    known = [judging.law.provisions[name] for name in sorted(named) if name in judging.law.provisions]
    made = {p.id: _benchmark(judging, p, named[p.id], None, with_samples=False) for p in known}
    return {name: found._replace(pool=len(real)) for name, found in made.items() if found.agreed}


def _by_provision(grades: Sequence[Record]) -> dict[str, list[Record]]:
    found: dict[str, list[Record]] = {}
    for graded in grades:
        found.setdefault(graded["provision"], []).append(graded)
    return found


def _benchmark(
    judging: Judging, provision: Provision, checks: Sequence[Checked], by: str | None, with_samples: bool
) -> Benchmark:
    agreed = [one for record, grades in checks for one in _agreed(provision, record, grades)]
    legal, words = _legal(judging, provision)
    whole = spread("全部", [a.value for a in agreed]) if agreed else None
    groups = tuple(_groups(agreed, by)) if by else ()
    return Benchmark(provision, len(checks), with_samples, tuple(agreed), whole, groups, legal, words)


def _counts(record: Record, with_samples: bool) -> bool:
    origin = record.get("origin", "signed")
    return record.get("status") != "draft" and (origin == "signed" or (with_samples and origin == "sample"))


def _provision(judging: Judging, word: str) -> Provision:
    known = judging.law.provisions
    named = [p for p in known.values() if word in (p.id, p.label)]
    close = named or [p for p in known.values() if word in p.label or word in p.id]
    if len(close) == 1:
        return close[0]
    names = "、".join(f"{p.label}（{p.id}）" for p in close[:8])
    if close:
        raise NotFound(f"“{word}”不止一个约定值", f"请写编号：{names}")
    raise NotFound(f"没有这个约定值：{word}", "查看有哪些：cbtool list provisions")


def _agreed(provision: Provision, record: Record, grades: Sequence[Record]) -> list[Agreed]:
    """What the contract agrees, as one entry or none."""
    sized = [
        (value, graded)
        for graded in grades
        if graded["provision"] == provision.id and (value := _size(provision, graded)) is not None
    ]
    if not sized:
        return []
    choose = max if provision.better == "less" else min
    value, graded = choose(sized, key=lambda pair: pair[0])
    groups = {
        "industry": industry_name(str(record["industry"])[:1]) if record.get("industry") else "行业不明",
        "level": LEVELS[record["level"]],
        "year": str(record.get("signed") or record.get("effective_from") or "年份不明")[:4],
    }
    origin = record.get("origin", "signed")
    return [Agreed(record["id"], record["title"], value, graded["address"], graded["quote"], origin, groups)]


def _size(provision: Provision, graded: Record) -> Fraction | None:
    """The value in the codebook's unit; None for words and for units that do not compare exactly."""
    number, unit = as_number(graded["value"]), graded["unit"] or provision.unit or ""
    if number is None or unit == provision.unit:
        return number
    wanted = unit_named(provision.unit or "")
    if provision.unit and provision.unit.startswith(unit + "/"):
        return number
    span = in_unit(number, unit_named(unit), wanted) if wanted else None
    return span.low if span and span.low == span.high else None


def _legal(judging: Judging, provision: Provision) -> tuple[Fraction | None, str]:
    parameter = judging.law.parameters.get(provision.parameter or "")
    region = judging.library.settings.region or NATION
    applied = binding_value(parameter, region, judging.today) if parameter else None
    if applied is None:
        return None, ""
    amount = Fraction(applied.value.value)
    span = in_unit(amount, applied.unit, unit_named(provision.unit or "") or applied.unit)
    words = f"{limit_text(amount, applied.unit, applied.bound)}，{applied.value.citation}"
    return (span.low if span and span.low == span.high else None), words


def _groups(agreed: Iterable[Agreed], by: str) -> list[Spread]:
    """A spread for each group, the largest first; years in their order."""
    found: dict[str, list[Fraction]] = {}
    for one in agreed:
        found.setdefault(one.groups[by], []).append(one.value)
    spreads = [spread(label, values) for label, values in found.items()]
    return sorted(spreads, key=lambda s: s.label if by == "year" else (-s.n, s.label))


def spread(label: str, values: Sequence[Fraction]) -> Spread:
    """Least, quartiles (between the two neighbours where they fall between) and greatest of at least one value."""
    ordered = sorted(values)
    return Spread(label, len(ordered), *(_quantile(ordered, Fraction(q, 4)) for q in range(5)))


def _quantile(ordered: Sequence[Fraction], share: Fraction) -> Fraction:
    place = share * (len(ordered) - 1)
    below = int(place)
    above = min(below + 1, len(ordered) - 1)
    return ordered[below] + (ordered[above] - ordered[below]) * (place - below)


def as_record(found: Benchmark) -> dict[str, Any]:
    """The benchmark for JSON; numbers are decimals."""
    provision = found.provision
    return {
        "provision": provision.id,
        "label": provision.label,
        "unit": provision.unit or "",
        "n": len(found.agreed),
        "pool": found.pool,
        "with_samples": found.with_samples,
        "small": found.small,
        "legal": None if found.legal is None else float(found.legal),
        "legal_text": found.legal_text,
        "whole": _spread_record(found.whole) if found.whole else None,
        "groups": [_spread_record(group) for group in found.groups],
        "values": [{**one._asdict(), "value": float(one.value), **one.groups, "groups": None} for one in found.agreed],
    }


def _spread_record(found: Spread) -> dict[str, Any]:
    return {key: float(value) if isinstance(value, Fraction) else value for key, value in found._asdict().items()}
