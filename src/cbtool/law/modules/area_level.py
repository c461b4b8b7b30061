"""Regional and industry contracts are made for areas at or below county level (PRO-25)."""

from collections.abc import Iterator

from cbtool.law.findings import finding
from cbtool.law.judged import Judged, Law
from cbtool.model.finding import Finding
from cbtool.model.parameter import NATION
from cbtool.model.rule import Rule
from cbtool.text.codes import region_name


def check(judged: Judged, rule: Rule, law: Law) -> Iterator[Finding]:
    """An area above the county: a code that ends with 00, or a known place without any county in it."""
    region = str(judged.facts.get("region") or "")
    if judged.level in ("regional", "industry") and region.endswith("00") and region != NATION:
        yield finding(judged, rule, found=f"{region_name(region)}（{region}）", required="县级以下区域")
