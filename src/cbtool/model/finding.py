"""What a check finds: values read from clauses, findings of rules, grades against the law."""

from typing import Literal, NamedTuple

Severity = Literal["illegal", "missing", "recommended", "review", "pending"]
Grade = Literal["above", "equal", "below", "none"]

SEVERITIES: dict[Severity, str] = {
    "illegal": "违法", "missing": "缺项", "recommended": "建议", "review": "需人工判断", "pending": "待办",
}  # fmt: skip
GRADES: dict[Grade, str] = {"above": "优于法定", "equal": "等于法定", "below": "低于法定", "none": "法律未定"}


class ReadValue(NamedTuple):
    """A provision's value as a text states it: `text[start:end]` is the quote.

    `value` is a plain decimal (`200`, `0.5`), `yes` or `no`, an ISO date, or words; `upper` the other end of a range;
    `bound` is at_least (不低于), at_most (不超过) or ''; `unit` as the text says it, by the names of the codebook.
    """

    provision: str
    value: str
    upper: str
    unit: str
    bound: str
    quote: str
    start: int
    end: int
    address: str
    confidence: float


class Finding(NamedTuple):
    """One thing a rule finds, with what to write instead; `address` is a clause id, or '' for the whole document.

    `on` is the day whose law is meant (ISO): a contract is judged by the law of its own day, and flagged against today's.
    """

    rule: str
    severity: Severity
    address: str
    quote: str
    found: str
    required: str
    citation: str
    message: str
    remedy: str
    on: str


class GradedValue(NamedTuple):
    """A value held against the legal value: at the contract's own place and day, and against the law of `on`."""

    value: ReadValue
    grade: Grade
    parameter: str
    required: str
    citation: str
    grade_today: Grade
    required_today: str
