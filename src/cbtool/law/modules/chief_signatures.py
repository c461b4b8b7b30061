"""Both chiefs sign, and they are those of the list of representatives (PRO-15)."""

import re
from collections.abc import Iterator

from cbtool.law.facts import SIDES
from cbtool.law.findings import absent, finding
from cbtool.law.judged import Judged, Law
from cbtool.law.people import bare_name, party, told_in_text
from cbtool.model.finding import Finding
from cbtool.model.rule import Rule
from cbtool.text.normal import normalise

_SIGNS = re.compile(
    r"(?:^|[|\n;。])\s*(?:[甲乙丙]方|企业方|职工方|员工方|工会|企业|首席(?:协商)?代表)[^\n|;。]{0,30}(?:签[字名章署]|盖章|公章)",
    re.MULTILINE,
)


def check(judged: Judged, rule: Rule, law: Law) -> Iterator[Finding]:
    """Names of a side's chief that differ between front matter, list and text; a text without lines to sign."""
    for side, label in SIDES.items():
        names = {place: name for place, name in _names(judged, side).items() if name}
        if len({bare_name(name) for name in names.values()}) > 1:
            found = "，".join(f"{place}写{name}" for place, name in names.items())
            yield finding(judged, rule, found=f"{label}首席代表：{found}", required="同一个人")
    if judged.document == "contract" and not _SIGNS.search(normalise(judged.outline.text)):
        yield finding(
            judged, rule, absent(rule), found="文末没有双方签字盖章处", message="文末没有双方首席代表签字、盖章的地方"
        )


def _names(judged: Judged, side: str) -> dict[str, str]:
    """Where a chief is named → the name."""
    listed = [r["name"] for r in judged.facts.get("representatives", ()) if r["side"] == side and r.get("chief")]
    return {
        "当事人信息": (party(judged, side) or {}).get("chief_representative", ""),
        "代表名单": listed[0] if len(listed) == 1 else "",
        "文首": told_in_text(judged, side)[0],
    }
