"""SARIF 2.1.0 as the published standard demands it: required and known properties, enumerations, URIs, lines from 1."""

import re
from collections.abc import Callable, Iterator, Mapping
from typing import Any

import pytest
from tests.conftest import Folder
from tests.desk.law_library import BAD, own_law, set_fact

from cbtool.desk.check import Unread, check
from cbtool.desk.judging import Choice
from cbtool.desk.rules import rule_demands
from cbtool.desk.sarif import sarif

WRONG = "第一条 工作日加班按工资的120%支付。\n"
RELATIVE = re.compile(r"[A-Za-z0-9_.~!$&'()*+,;=@%/-]+")
ABSOLUTE = re.compile(r"file:///[A-Za-z0-9_.~!$&'()*+,;=@%/:-]+")
LEVELS = {"none", "note", "warning", "error"}
KINDS = {"notApplicable", "pass", "fail", "review", "open", "informational"}

# object → properties it must have, properties it may have besides
DEMANDS: Mapping[str, tuple[str, str]] = {
    "log": ("version runs", "$schema inlineExternalProperties properties"),
    "run": ("tool", "invocations columnKind results language originalUriBaseIds artifacts properties"),
    "tool": ("driver", "extensions properties"),
    "driver": ("name", "version semanticVersion language rules informationUri fullName organization properties"),
    "rule": ("id", "name shortDescription fullDescription help helpUri defaultConfiguration properties"),
    "invocation": ("executionSuccessful", "toolExecutionNotifications startTimeUtc endTimeUtc exitCode properties"),
    "notification": ("message", "level locations descriptor timeUtc properties"),
    "result": ("message", "ruleId ruleIndex level kind locations suppressions fingerprints partialFingerprints properties"),
    "message": ("text", "markdown id arguments properties"),
    "location": ("", "id physicalLocation logicalLocations message properties"),
    "physical": ("artifactLocation", "region contextRegion address properties"),
    "artifact": ("uri", "uriBaseId index description properties"),
    "region": ("startLine", "startColumn endLine endColumn snippet message sourceLanguage properties"),
    "logical": ("", "name fullyQualifiedName decoratedName kind index parentIndex properties"),
    "suppression": ("kind", "status justification location guid properties"),
}  # fmt: skip


def faults(made: Any, kind: str) -> Iterator[str]:
    """What of an object, and of all below it, the standard does not allow."""
    must, may = (set(words.split()) for words in DEMANDS[kind])
    yield from (f"{kind}: no {name}" for name in must - made.keys())
    yield from (f"{kind}: unknown {name}" for name in made.keys() - must - may)
    yield from (f"{kind}: {name} is null" for name, value in made.items() if value is None)
    for name, value in made.items():
        if below := BELOW.get((kind, name)):
            for one in value if isinstance(value, list) else [value]:
                yield from faults(one, below)
    if ask := VALUES.get(kind):
        yield from (f"{kind}: {what}" for what in ask(made))


BELOW = {
    ("log", "runs"): "run", ("run", "tool"): "tool", ("run", "results"): "result", ("run", "invocations"): "invocation",
    ("tool", "driver"): "driver", ("driver", "rules"): "rule", ("rule", "shortDescription"): "message",
    ("invocation", "toolExecutionNotifications"): "notification", ("notification", "message"): "message",
    ("notification", "locations"): "location", ("result", "message"): "message", ("result", "locations"): "location",
    ("result", "suppressions"): "suppression", ("location", "physicalLocation"): "physical",
    ("location", "logicalLocations"): "logical", ("physical", "artifactLocation"): "artifact",
    ("physical", "region"): "region", ("region", "snippet"): "message",
}  # fmt: skip


def _of_run(run: Any) -> list[str]:
    rules = run["tool"]["driver"]["rules"]
    wrong = [r["ruleId"] for r in run["results"] if rules[r["ruleIndex"]]["id"] != r["ruleId"]]
    wrong += ["a rule twice"] if len({rule["id"] for rule in rules}) < len(rules) else []
    return wrong + ([] if run["columnKind"] in ("utf16CodeUnits", "unicodeCodePoints") else ["columnKind"])


def _of_result(result: Any) -> list[str]:
    known = result["level"] in LEVELS and result["kind"] in KINDS
    return [] if known and (result["kind"] == "fail" or result["level"] == "none") else ["level and kind"]


VALUES: Mapping[str, Callable[[Any], list[str]]] = {
    "log": lambda log: [] if log["version"] == "2.1.0" else ["version"],
    "run": _of_run,
    "driver": lambda driver: [] if re.fullmatch("[a-zA-Z]{2}(-[a-zA-Z]{2})?", driver["language"]) else ["language"],
    "result": _of_result,
    "notification": lambda one: [] if one["level"] in LEVELS else ["level"],
    "message": lambda message: [] if message["text"].strip() else ["empty text"],
    "artifact": lambda one: [] if (RELATIVE.fullmatch(one["uri"]) or ABSOLUTE.fullmatch(one["uri"])) else [one["uri"]],
    "region": lambda region: [] if isinstance(region["startLine"], int) and region["startLine"] >= 1 else ["startLine"],
    "suppression": lambda one: [] if one["kind"] in ("inSource", "external") else ["kind"],
}


@pytest.fixture
def made(library: Folder) -> dict[str, Any]:
    """A contract, a file with faults, and one that cannot be read."""
    own_law(library)
    name = library.contract(1, BAD)
    set_fact(library, name, "waived:\n- {rule: TST-02, reason: 见主合同, by: 王}")
    file, broken = library.root / "草案 一.txt", library.root / "坏.docx"
    file.write_text(WRONG, "utf-8")
    broken.write_bytes(b"PK\x03\x04")
    settings = library.settings()
    found = list(check(settings, [name, str(file), str(broken)], Choice(region="440300")))
    unread = [one for one in found if isinstance(one, Unread)]
    return sarif([one for one in found if isinstance(one, dict)], rule_demands(settings), unread)


def test_what_is_written_is_as_the_standard_demands(made: dict[str, Any]) -> None:
    assert list(faults(made, "log")) == []
    (run,) = made["runs"]
    assert {"TST-01", "TST-02"} <= {r["ruleId"] for r in run["results"] if r["level"] == "error"}
    assert any("suppressions" in result for result in run["results"])
    assert run["invocations"][0]["executionSuccessful"] is False
    assert len(run["invocations"][0]["toolExecutionNotifications"]) == 1


def test_the_demands_see_what_is_wrong(made: dict[str, Any]) -> None:
    (run,) = made["runs"]
    run["results"][0]["locations"][0]["physicalLocation"]["artifactLocation"]["uri"] = "草案 一.txt"
    run["results"][0]["place"] = "第一条"
    del run["tool"]["driver"]["name"]
    assert sorted(faults(made, "log")) == ["artifact: 草案 一.txt", "driver: no name", "result: unknown place"]
