"""The steps of bargaining by which jurisdictions are compared, and what each of them says there."""

from typing import Literal, NamedTuple

Step = Literal[
    "requester", "reply", "refusal", "representatives", "selection", "chief", "outsiders", "incompatible",
    "protection", "information", "meeting", "deadlock", "vote", "signature", "filing", "review", "publication",
    "term", "renewal", "change", "contents", "wage_contents", "special_contents", "factors", "quota", "sectoral",
    "force", "mediation", "performance", "penalties",
]  # fmt: skip
STEPS: dict[Step, str] = {
    "requester": "谁可以提出", "reply": "答复", "refusal": "不得拒绝", "representatives": "代表人数和构成",
    "selection": "代表的产生", "chief": "首席代表", "outsiders": "外请的专业人员", "incompatible": "不得担任和兼任",
    "protection": "代表的保护", "information": "提供资料", "meeting": "协商会议和记录", "deadlock": "协商期限和中止",
    "vote": "草案的通过", "signature": "签字", "filing": "报送", "review": "审查和生效", "publication": "公布",
    "term": "合同期限", "renewal": "续订", "change": "变更、解除和终止", "contents": "协商内容",
    "wage_contents": "工资协商内容", "special_contents": "安全、女职工专项的内容", "factors": "定工资参考的因素",
    "quota": "劳动定额", "sectoral": "行业性、区域性", "force": "效力", "mediation": "协商争议的处理",
    "performance": "履行监督和履行争议", "penalties": "法律责任",
}  # fmt: skip


class Statement(NamedTuple):
    """What the law of a place says of a step: a legal value or a summary, with its source.

    `place` is the region whose law it is: the compared region's own, or one that holds it (then inherited).
    """

    text: str
    citation: str
    evidence: str
    place: str
    instrument: str = ""


class ComparedRow(NamedTuple):
    """One row of the comparison: a legal value (`parameter` names it) or what the articles say, by region code."""

    step: Step
    label: str
    parameter: str
    cells: dict[str, tuple[Statement, ...]]
