"""Each side has one chief, and the chief is no outsider (PRO-03)."""

from collections.abc import Iterator

from cbtool.law.facts import SIDES
from cbtool.law.findings import absent, finding
from cbtool.law.judged import Judged, Law
from cbtool.law.people import chiefs
from cbtool.model.finding import Finding
from cbtool.model.rule import Rule


def check(judged: Judged, rule: Rule, law: Law) -> Iterator[Finding]:
    """A side without a chief, with several, or with one from outside."""
    for side, label in SIDES.items():
        found = chiefs(judged, side)
        if not found:
            words = f"没有写明{label}首席代表"
            yield finding(judged, rule, absent(rule), found=words, message=words)
        elif len(found) > 1:
            names = "、".join(chief.name for chief in found)
            yield finding(judged, rule, found=f"{label}首席代表{len(found)}名（{names}）", required="1名")
        yield from (
            finding(judged, rule, found=f"{label}首席代表{r['name']}是外聘人员", required="本单位人员")
            for r in judged.facts.get("representatives", ())
            if r["side"] == side and r.get("chief") and r.get("outsider")
        )
