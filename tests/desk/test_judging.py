"""Contracts, files and folders checked against a law of the test's own."""

import shutil
import sqlite3
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path
from typing import Any

import pytest
from tests.conftest import ON, Folder
from tests.desk.law_library import BAD, GOOD, RULES, own_law, set_fact

from cbtool.desk.check import Unread, answered_region, check, fails
from cbtool.desk.health import health, library_problems
from cbtool.desk.judging import Choice, Judging
from cbtool.desk.sarif import sarif


@pytest.fixture
def lawful(library: Folder) -> Iterator[Folder]:
    yield own_law(library)


def checked(library: Folder, *targets: Any, dated: str = "", **choice: Any) -> list[dict[str, Any]]:
    settings = library.settings()
    if dated:
        settings = settings._replace(on=ON.fromisoformat(dated), dated=True)
    found = list(check(settings, [str(t) for t in targets], Choice(**choice)))
    assert not any(isinstance(one, Unread) for one in found)
    return [one for one in found if isinstance(one, dict)]


def severities(record: dict[str, Any]) -> list[tuple[str, str]]:
    return [(f["rule"], f["severity"]) for f in record["findings"]]


def test_a_contract_of_the_library(lawful: Folder) -> None:
    good, bad = lawful.contract(1, GOOD), lawful.contract(2, BAD)
    first, second = checked(lawful, good, bad)
    assert severities(first) == [("TST-03", "missing")]
    assert severities(second) == [("TST-01", "illegal"), ("TST-02", "missing"), ("TST-03", "missing")]
    wrong = second["findings"][0]
    assert (wrong["clause"], wrong["address"], wrong["found"]) == ("第一条", "art_1__para_1", "120%")
    text = (lawful.root / "contracts" / bad / "contract.md").read_text(encoding="utf-8")
    assert "120%" in text.splitlines()[wrong["line"] - 1]
    assert second["checklist"] == [
        {"rule": "TST-04", "text": "查工资台账是否保存两年", "citation": "《工资支付暂行规定》第六条"}
    ]
    assert first["report"]["above"] == 1 and second["report"]["below"] == 1
    assert "劳动安全与卫生" in {s["label"] for s in first["report"]["missing_subjects"]}
    assert first["rules"] == 3 and not first["refused"]


def test_a_contract_is_judged_by_its_own_day_and_a_chosen_day_counts_alone(lawful: Folder) -> None:
    name = lawful.contract(1, "第一条 法定节假日11天。本合同期限二年。", signed="2024-05-01")
    lawful.write("law/rules/holidays.yaml", HOLIDAYS)
    (own,) = checked(lawful, name)
    assert own["on"] == "2024-05-01"
    assert ("TST-05", "review") in severities(own)
    (then,) = checked(lawful, name, dated="2024-12-31")
    assert "TST-05" not in dict(severities(then))
    (now,) = checked(lawful, name, dated="2025-01-01")
    assert ("TST-05", "illegal") in severities(now)


HOLIDAYS = RULES.partition("- id: TST-02")[0].replace("TST-01", "TST-05").replace(
    "{subject: {provision: overtime.weekday}, parameter: overtime_rate_weekday}",
    "{subject: {provision: leave.holidays}, parameter: statutory_holidays, bound: min}",
).partition("  cases:")[0]  # fmt: skip


def test_a_waived_rule_is_shown_with_its_reason_and_not_counted(lawful: Folder) -> None:
    name = lawful.contract(1, BAD)
    set_fact(lawful, name, "waived:\n- {rule: TST-01, reason: 附件另有约定, by: 王指导员}")
    (record,) = checked(lawful, name)
    assert "TST-01" not in dict(severities(record))
    assert [(w["rule"], w["reason"], w["by"]) for w in record["waived"]] == [("TST-01", "附件另有约定", "王指导员")]
    assert not fails([record], "illegal") and fails([record], "missing")


def test_a_file_that_is_not_in_the_library(lawful: Folder, tmp_path: Path) -> None:
    file = tmp_path / "对方草案.txt"
    file.write_text(f"某某电子厂工资专项集体合同\n甲方：某某电子厂工会\n乙方：某某电子厂\n{BAD}\n", encoding="utf-8")
    (record,) = checked(lawful, file)
    assert (record["kind"], record["stage"], record["on"]) == ("wage", "draft", ON.isoformat())
    assert ("TST-01", "illegal") in severities(record)
    (signed,) = checked(lawful, file, stage="signature")
    assert ("TST-03", "review") in severities(signed)
    assert checked(lawful, file, region="310000")[0]["region"] == "310000"
    assert checked(lawful, file, level="industry", kind="comprehensive")[0]["level"] == "industry"


def test_a_file_with_a_front_matter_is_a_contract_of_its_own(lawful: Folder, tmp_path: Path) -> None:
    name = lawful.contract(1, BAD)
    file = tmp_path / "copy.md"
    file.write_bytes((lawful.root / "contracts" / name / "contract.md").read_bytes())
    (record,) = checked(lawful, file)
    assert (record["document"], record["on"]) == (name, "2024-05-01")


def test_a_folder_takes_what_can_be_read_and_tells_what_cannot(lawful: Folder, tmp_path: Path) -> None:
    folder = tmp_path / "来件"
    folder.mkdir()
    (folder / "一.txt").write_text(BAD, encoding="utf-8")
    (folder / "二.docx").write_bytes(b"PK\x03\x04 not a document")
    (folder / "表.xlsx").write_bytes(b"PK\x03\x04")
    found = list(check(lawful.settings(), [str(folder)], Choice()))
    assert [type(one) for one in found] == [dict, Unread]


def test_the_librarys_own_folder_means_all_its_contracts(lawful: Folder) -> None:
    names = [lawful.contract(number, GOOD) for number in (1, 2, 3)]
    assert [record["document"] for record in checked(lawful, lawful.root)] == names


def test_what_was_found_is_kept_until_text_law_or_day_changes(lawful: Folder, monkeypatch: pytest.MonkeyPatch) -> None:
    name = lawful.contract(1, BAD)
    counted: list[str] = []
    whole = Judging.check

    def counting(self: Judging, source: Any, choice: Choice) -> Any:
        counted.append(source.name)
        return whole(self, source, choice)

    monkeypatch.setattr(Judging, "check", counting)
    first = checked(lawful, name)
    assert checked(lawful, name) == first and len(counted) == 1
    lawful.write(
        "law/rules/own.yaml", RULES.replace("severity: missing\n  topic: term", "severity: recommended\n  topic: term")
    )
    assert ("TST-02", "recommended") in severities(checked(lawful, name)[0]) and len(counted) == 2
    lawful.contract(1, GOOD)
    assert "TST-01" not in dict(severities(checked(lawful, name)[0])) and len(counted) == 3
    checked(lawful, name, dated="2012-01-01")
    assert len(counted) == 4


def test_one_finding_is_kept_of_a_contract_and_none_when_it_is_gone(lawful: Folder) -> None:
    name, other = lawful.contract(1, BAD), lawful.contract(2, GOOD)
    for day in ("2026-11-20", "2026-11-21", "2026-11-22"):
        checked(lawful, name, other, dated=day)
    assert kept(lawful) == [name, f"{name} values", other, f"{other} values"]
    shutil.rmtree(lawful.root / "contracts" / name)
    checked(lawful, other)
    assert kept(lawful) == [other, f"{other} values"]


def kept(library: Folder) -> list[str]:
    (file,) = library.cache.rglob("derived.sqlite")
    with closing(sqlite3.connect(file)) as db:
        return [name for (name,) in db.execute("select name from checks where name like 't-%' order by name")]


def test_refused_rules_are_told_with_every_check(lawful: Folder) -> None:
    lawful.write("law/rules/wrong.yaml", RULES.replace("TST", "WRG").replace("topic: term", "topic: none"))
    (record,) = checked(lawful, lawful.contract(1, "第一条 按月发薪。"))
    assert len(record["refused"]) == 1 and "规则 WRG-02" in record["refused"][0]
    assert "WRG-02" not in dict(severities(record)) and "WRG-03" in dict(severities(record))


def test_the_health_check_runs_the_cases(lawful: Folder) -> None:
    def told() -> list[str]:
        return [p.message for p in health(lawful.settings(), 0, 1).problems if "例子" in p.message]

    assert not told()
    lawful.write("law/rules/own.yaml", RULES.replace("按120%支付", "按160%支付"))
    (message,) = told()
    assert "TST-01 第 2 个例子" in message


def test_a_waiver_of_a_rule_that_is_not_there_is_told(lawful: Folder) -> None:
    set_fact(lawful, lawful.contract(1, GOOD), "waived:\n- {rule: TST-99, reason: 无, by: 王}")
    assert "豁免的规则 TST-99 不存在" in {p.message for p in library_problems(lawful.settings())}


@pytest.mark.parametrize(
    ("place", "own", "region"),
    [
        ("shenzhen", "440307", "440307"),
        ("guangdong", "440307", "440000"),
        ("guangdong", "440112", "440112"),
        ("other", "440307", "000000"),
        ("other", "310000", "310000"),
        ("shenzhen", "310000", "440300"),
        ("珠海市香洲区", "440307", "440402"),
        ("某地", "440307", ""),
        ("", "440307", ""),
    ],
)
def test_the_place_a_draft_names_decides_the_law(place: str, own: str, region: str) -> None:
    assert answered_region(place, own) == region


def test_sarif_has_what_the_published_schema_requires(lawful: Folder) -> None:
    name = lawful.contract(1, BAD)
    set_fact(lawful, name, "waived:\n- {rule: TST-02, reason: 见主合同, by: 王}")
    made = sarif(checked(lawful, name), {"TST-01": "工作日加班工资不低于法定比例"})
    assert made["version"] == "2.1.0" and made["$schema"].endswith("sarif-2.1.0.json")
    (run,) = made["runs"]
    driver = run["tool"]["driver"]
    assert driver["name"] == "cbtool" and driver["rules"][0]["shortDescription"]["text"]
    for result in run["results"]:
        assert result["message"]["text"] and driver["rules"][result["ruleIndex"]]["id"] == result["ruleId"]
        assert result["level"] in ("none", "note", "warning", "error")
        assert result["kind"] in ("notApplicable", "pass", "fail", "review", "open", "informational")
        assert result["kind"] == "fail" or result["level"] == "none"
        place = result["locations"][0]["physicalLocation"]
        assert place["artifactLocation"]["uri"] == f"contracts/{name}/contract.md"
        assert place.get("region", {"startLine": 1})["startLine"] >= 1
    waived = [r for r in run["results"] if "suppressions" in r]
    assert [r["ruleId"] for r in waived] == ["TST-02"]
    assert waived[0]["suppressions"] == [{"kind": "external", "justification": "见主合同（王）"}]
