"""Who may lead and sign for a side (PRO-04): the union's chair or whom the chair empowers in writing, and the legal
representative or a manager empowered in writing."""

import re
from collections.abc import Iterator

from cbtool.law.facts import SIDES
from cbtool.law.findings import finding
from cbtool.law.judged import Judged, Law
from cbtool.law.people import chiefs, party
from cbtool.model.finding import Finding
from cbtool.model.rule import Rule
from cbtool.text.normal import normalise

_EMPOWERED = re.compile(r"委托|授权|指派|推举|推选|选举")
_HIMSELF = {
    "worker": re.compile(r"(?<!副)主席|工会(?:主任|负责人)"),
    "employer": re.compile(r"法定代表人|法人代表|负责人|(?<!副)(?:董事长|总经理|厂长|总裁|会长|理事长)|执行董事"),
}
_WANTED = {
    "worker": "工会主席，或者工会主席书面委托的人；没有工会的，由职工代表推举",
    "employer": "法定代表人，或者法定代表人书面委托的其他管理人员",
}


def check(judged: Judged, rule: Rule, law: Law) -> Iterator[Finding]:
    """A chief whose post shows neither the office nor a mandate; a post that is not told is no fault."""
    for side, label in SIDES.items():
        for chief in chiefs(judged, side):
            post = normalise(chief.post)
            if not post.strip("_ ") or _HIMSELF[side].search(post) or _EMPOWERED.search(post):
                continue
            if side == "worker" and (party(judged, side) or {}).get("role") == "employee_representatives":
                continue
            yield finding(judged, rule, found=f"{label}首席代表{chief.name}，{chief.post}", required=_WANTED[side])
