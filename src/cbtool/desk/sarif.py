"""Findings as SARIF 2.1.0, which editors and code hosts show beside the line."""

from collections.abc import Iterable, Mapping, Sequence
from typing import Any

from cbtool import __version__
from cbtool.model.finding import SEVERITIES

Record = dict[str, Any]
SCHEMA = "https://json.schemastore.org/sarif-2.1.0.json"
LEVELS = {"illegal": "error", "missing": "error", "recommended": "note", "review": "warning", "pending": "none"}


def sarif(records: Sequence[Record], demands: Mapping[str, str], unread: Iterable[tuple[str, str]] = ()) -> Record:
    """One run over all documents; `demands` says of each rule what it demands. What is waived is suppressed, with its reason.

    `unread`: files that could not be checked, each with the reason; then the run counts as not successful.
    """
    results = [result for record in records for result in _results(record)]
    named = sorted({result["ruleId"] for result in results})
    places = {rule: number for number, rule in enumerate(named)}
    for result in results:
        result["ruleIndex"] = places[result["ruleId"]]
    rules = [{"id": rule, "shortDescription": {"text": demands.get(rule, rule)}} for rule in named]
    driver = {"name": "cbtool", "version": __version__, "language": "zh-CN", "rules": rules}
    missed = [_notification(place, reason) for place, reason in unread]
    run = {
        "tool": {"driver": driver},
        "invocations": [{"executionSuccessful": not missed, "toolExecutionNotifications": missed}],
        "columnKind": "unicodeCodePoints",
        "results": results,
    }
    return {"$schema": SCHEMA, "version": "2.1.0", "runs": [run]}


def _notification(place: str, reason: str) -> Record:
    location = {"physicalLocation": {"artifactLocation": {"uri": _uri(place)}}}
    return {"level": "error", "message": {"text": f"没有审查：{reason}"}, "locations": [location]}


def _results(record: Record) -> Iterable[Record]:
    yield from (_result(record, finding) for finding in record["findings"])
    for finding in record["waived"]:
        reason = f"{finding['reason']}（{finding['by']}）"
        yield {**_result(record, finding), "suppressions": [{"kind": "external", "justification": reason}]}


def _result(record: Record, finding: Record) -> Record:
    severity = finding["severity"]
    text = f"{SEVERITIES[severity]}：{finding['message']}。依据：{finding['citation']}。{finding['remedy']}"
    kind = {"pending": "open", "review": "review"}.get(severity, "fail")
    return {
        "ruleId": finding["rule"],
        "level": LEVELS[severity] if kind == "fail" else "none",
        "kind": kind,
        "message": {"text": text},
        "locations": [_location(record, finding)],
        "properties": {key: finding[key] for key in ("severity", "found", "required", "on")},
    }


def _location(record: Record, finding: Record) -> Record:
    place = record["place"] or record["document"]
    physical: Record = {"artifactLocation": {"uri": _uri(place)}}
    if finding["line"]:
        physical["region"] = {"startLine": finding["line"]}
        if finding["quote"]:
            physical["region"]["snippet"] = {"text": finding["quote"]}
    location: Record = {"physicalLocation": physical}
    if finding["address"]:
        name = f"{record['document']}#{finding['address']}"
        location["logicalLocations"] = [{"fullyQualifiedName": name, "name": finding["clause"] or finding["address"]}]
    return location


def _uri(place: str) -> str:
    """A path as a URI reference: relative ones stay relative, absolute ones are file URIs."""
    from urllib.parse import quote

    path = place.replace("\\", "/")
    if path.startswith("/"):
        return f"file://{quote(path)}"
    if path[1:3] == ":/":
        return f"file:///{quote(path, safe='/:')}"
    return quote(path)
