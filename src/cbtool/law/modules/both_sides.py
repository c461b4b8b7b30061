"""No person bargains for both sides (PRO-06): nobody is named as representative, or chief, of the one and the other."""

from collections.abc import Iterator

from cbtool.law.findings import finding
from cbtool.law.judged import Judged, Law
from cbtool.law.people import named
from cbtool.model.finding import Finding
from cbtool.model.rule import Rule


def check(judged: Judged, rule: Rule, law: Law) -> Iterator[Finding]:
    """One finding for each name that stands on both sides."""
    for name in named(judged, "worker"):
        if name in named(judged, "employer"):
            yield finding(judged, rule, found=f"{name}同时是双方的代表", quote=name)
