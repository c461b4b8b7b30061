"""Findings made whole, in one expression, from a rule and what was seen."""

from collections.abc import Mapping

from cbtool.law.judged import Judged
from cbtool.model.finding import Finding, Severity
from cbtool.model.rule import Rule

_STRICT = ("illegal", "missing")


def finding(
    judged: Judged,
    rule: Rule,
    severity: Severity | None = None,
    *,
    address: str = "",
    quote: str = "",
    found: str = "",
    required: str = "",
    citation: str = "",
    message: str = "",
    note: str = "",
) -> Finding:
    """What a rule finds; severity and message are the rule's own unless given, `note` stands behind the message.

    Message and remedy may name {found}, {required} (不超过7日) and {limit} (7日).
    """
    words = {"found": found or "没有约定", "required": required or str(rule.citation)}
    words["limit"] = words["required"].removeprefix("不超过").removeprefix("不少于").removeprefix("不低于")
    return Finding(
        rule=rule.id,
        severity=severity or rule.severity,
        address=address,
        quote=quote,
        found=found,
        required=required or rule.demands,
        citation=citation or str(rule.citation),
        message=(message or _filled(rule.message, words)) + note,
        remedy=_filled(rule.remedy, words),
        on=judged.on.isoformat(),
    )


def in_general(text: str) -> str:
    """A rule's message or remedy where no contract is spoken of."""
    return _filled(text, {"found": "（约定的数值）", "required": "（法定数值）", "limit": "（法定数值）"})


def _filled(text: str, words: Mapping[str, str]) -> str:
    for name, word in words.items():
        text = text.replace("{" + name + "}", word)
    return text


def absent(rule: Rule) -> Severity:
    """The severity where what a rule asks for is not recorded at all."""
    return "missing" if rule.severity in _STRICT else rule.severity


def unproven(severity: Severity) -> Severity:
    """The most that may be said where the legal value was not compared with its statute."""
    return "review" if severity in _STRICT else severity
