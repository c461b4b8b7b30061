"""An enterprise contract is not below the regional or industry contract that covers it (MGT-02)."""

from collections.abc import Iterator

from cbtool.law.findings import finding
from cbtool.law.hierarchy import below
from cbtool.law.judged import Judged, Law
from cbtool.model.finding import Finding
from cbtool.model.rule import Rule


def check(judged: Judged, rule: Rule, law: Law) -> Iterator[Finding]:
    """One finding for each value that is worse than the covering contract's."""
    for wider in law.wider(judged):
        for lower in below(judged, wider, law):
            note = "" if lower.sure else "（上一级合同对此有几个标准，请核对适用哪一个）"
            yield finding(
                judged,
                rule,
                rule.severity if lower.sure else "review",
                address=lower.value.address,
                quote=lower.value.quote,
                found=f"{lower.label}{lower.value.value}{lower.unit}",
                required=f"{lower.word}{lower.floor}{lower.unit}（《{wider.facts.get('title', '')}》{wider.name}）",
                note=note,
            )
