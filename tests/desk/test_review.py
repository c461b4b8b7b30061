"""Review: every answer is saved at once with who and when, wrong values change nothing, the id stays."""

import json
from pathlib import Path
from typing import Any

import pytest
from tests.conftest import Folder

from cbtool.desk.field_values import FIELDS, WrongValue, field_named, read_value
from cbtool.desk.health import library_problems
from cbtool.desk.intake import Choices, Handling, Outcome, files_below, intake
from cbtool.desk.review import DOUBT, Answer, Question, Reviewer
from cbtool.errors import LibraryError, NotFound
from cbtool.library.save import Shelf
from cbtool.resources import starter_library
from cbtool.settings import Settings

TEXT = """\
示例电子有限公司工资专项集体合同
甲方（职工方）：示例电子有限公司工会
乙方（企业方）：示例电子有限公司
第一条 夜班津贴每班二十五元。
第二条 本合同有效期一年，自2026年1月1日起生效。
第四条 每年协商一次。
"""
PRIVATE = (
    TEXT
    + "法定代表人：张三　电话：13800138000　身份证：11010519491231002X\n卡号6222021234567890128，zs@a.cn\n首席代表：李四\n"
)


def bring(library: Folder, text: str = TEXT, name: str = "甲.txt", **how: Any) -> Outcome:
    file = library.root.parent / name
    file.write_text(text, encoding="utf-8")
    (outcome,) = intake(library.settings(), [file], Choices(), how=Handling(**how))
    return outcome


def reviewer(library: Folder) -> Reviewer:
    return Reviewer(library.settings(), "陈主任")


def question(library: Folder, id: str, field: str) -> Question:
    return next(q for q in reviewer(library).contract(id).questions if q.field == field)


def report(library: Folder, id: str) -> dict[str, Any]:
    found: dict[str, Any] = json.loads((library.root / "contracts" / id / "import.json").read_text(encoding="utf-8"))
    return found


def test_what_is_open_is_listed(library: Folder) -> None:
    outcome = bring(library)
    (found,) = reviewer(library).contracts()
    assert (found.id, found.file) == (outcome.id, "甲.txt")
    assert [q.field for q in found.questions] == ["industry", "expires_on", DOUBT]
    assert "缺第三条" in found.questions[2].doubt


def test_answers_enter_the_contract_with_who_and_when(library: Folder) -> None:
    id, review = bring(library).id, reviewer(library)
    term = question(library, id, "expires_on")
    review.settle(id, term, Answer("confirmed", term.guesses[0].value, term.guesses[0]))
    trade = question(library, id, "industry")
    review.settle(id, trade, Answer("corrected", "C36", trade.guesses[0]))
    review.settle(id, question(library, id, DOUBT), Answer("confirmed", ""))
    filed = review.filed(id)
    assert (str(filed.contract.expires_on), filed.contract.industry, filed.contract.status) == (
        "2026-12-31",
        "C36",
        "in_force",
    )
    first, second, third = report(library, id)["confirmed"]
    assert first == {
        "field": "expires_on", "value": "2026-12-31", "by": "review", "did": "confirmed", "quote": "有效期一年",
        "line": 5, "person": "陈主任", "on": "2026-11-21",
    }  # fmt: skip
    assert (second["did"], second["read"], second["value"]) == ("corrected", "C39", "C36")
    assert third["field"] == DOUBT and "缺第三条" in third["value"]
    assert list(review.contracts()) == [] and filed.contract.id == id
    assert "第四条 每年协商一次。" in filed.body
    assert review.verify(id).contract.verified_by == "陈主任"


def test_a_rejected_guess_leaves_no_value(library: Folder) -> None:
    id = bring(library).id
    trade = question(library, id, "industry")
    filed = reviewer(library).settle(id, trade, Answer("rejected", trade.guesses[0].value, trade.guesses[0]))
    assert filed.contract.industry is None
    assert [c["did"] for c in report(library, id)["confirmed"]] == ["rejected"]


def test_a_wrong_value_says_why_and_changes_nothing(library: Folder) -> None:
    id = bring(library).id
    before = {file.name: file.read_bytes() for file in (library.root / "contracts" / id).iterdir()}
    term = question(library, id, "expires_on")
    with pytest.raises(WrongValue, match="到期日）要晚于"):
        reviewer(library).settle(id, term, Answer("corrected", "2020-01-01", term.guesses[0]))
    with pytest.raises(WrongValue, match="还没有这一方"):
        reviewer(library).give(id, "chief_representative", {"role": "employers_association", "name": "李四"})
    with pytest.raises(WrongValue, match="还有待确认"):
        reviewer(library).verify(id)
    with pytest.raises(NotFound):
        reviewer(library).give(id, "supersedes", "t-1999-0001")
    assert {file.name: file.read_bytes() for file in (library.root / "contracts" / id).iterdir()} == before


def test_a_value_can_be_given_for_what_is_not_open(library: Folder) -> None:
    id = bring(library).id
    filed = reviewer(library).give(id, "coverage.workers", 320)
    assert filed.contract.coverage and filed.contract.coverage.workers == 320
    parties = (
        reviewer(library)
        .give(id, "parties", {"role": "employers_association", "name": "电子行业协会"})
        .contract.parties
    )
    assert [party.role for party in parties] == ["union", "employer", "employers_association"]
    again = (
        reviewer(library)
        .give(id, "parties", {"role": "employers_association", "name": "电子行业协会"})
        .contract.parties
    )
    assert again == parties
    assert library_problems_of_contracts(library) == []


def library_problems_of_contracts(library: Folder) -> list[str]:
    """Without the warnings about articles that the text itself has."""
    found = [p for p in library_problems(library.settings()) if p.path.startswith("contracts/")]
    return [str(p) for p in found if "缺第三条" not in p.message]


def test_a_contract_cannot_follow_itself(library: Folder) -> None:
    first = bring(library).id
    second = bring(library, TEXT.replace("2026年1月1日", "2027年1月1日"), "乙.txt")
    assert second.supersedes == first
    with pytest.raises(WrongValue, match="不能再倒过来"):
        reviewer(library).give(first, "supersedes", second.id)


def test_stopping_between_the_two_files_loses_nothing(library: Folder, monkeypatch: pytest.MonkeyPatch) -> None:
    id = bring(library).id
    term = question(library, id, "expires_on")
    answer = Answer("confirmed", term.guesses[0].value, term.guesses[0])

    def stops(*_: object) -> bytes:
        raise KeyboardInterrupt

    with monkeypatch.context() as patch:
        patch.setattr("cbtool.library.save.report_bytes", stops)
        with pytest.raises(KeyboardInterrupt):
            reviewer(library).settle(id, term, answer)
    asked_again = question(library, id, "expires_on")
    assert asked_again.current == "2026-12-31"
    reviewer(library).settle(id, asked_again, answer)
    assert [u["field"] for u in report(library, id)["unsure"]] == ["industry"]


def test_what_was_not_imported_has_nothing_to_review(library: Folder) -> None:
    id = library.contract(1, "第一条 甲。")
    assert list(reviewer(library).contracts()) == []
    with pytest.raises(LibraryError, match="不是导入的"):
        reviewer(library).contract(id)
    with pytest.raises(LibraryError, match="cbtool init"):
        Reviewer(Settings(starter_library(), library.cache, library.settings().on), "陈主任")


@pytest.mark.parametrize(("field", "typed", "value"), [
    ("signed", "2026年3月1日", "2026-03-01"), ("signed", "二〇二六年三月一日", "2026-03-01"), ("expires_on", "2026-03-01", "2026-03-01"),
    ("level", "行业性", "industry"), ("level", "group", "group"), ("region", "深圳市龙岗区", "440307"), ("region", "440307", "440307"),
    ("industry", "餐饮业", "H62"), ("industry", "h62", "H62"), ("coverage.workers", "三百二十人", 320), ("coverage.workers", "1,200", 1200),
    ("parties", "工会：甲厂工会", {"role": "union", "name": "甲厂工会"}), ("title", " 甲厂合同 ", "甲厂合同"), ("visibility", "可公开", "public"),
])  # fmt: skip
def test_values_as_people_type_them(field: str, typed: str, value: object) -> None:
    assert read_value(field, typed) == value


@pytest.mark.parametrize(("field", "typed", "why"), [
    ("signed", "2026-02-30", "没有这一天"), ("level", "乡", "可选：企业"), ("region", "火星", "没有这个地区"), ("region", "鼓楼区", "六位"),
    ("industry", "火星业", "没有这个行业"), ("industry", "电子", "请写代码"), ("coverage.workers", "很多", "只写数"),
    ("parties", "甲厂", "哪一方"), ("title", "", "空的"),
])  # fmt: skip
def test_wrong_values_are_explained(field: str, typed: str, why: str) -> None:
    with pytest.raises(WrongValue) as error:
        read_value(field, typed)
    assert why in str(error.value)


def test_fields_by_their_names() -> None:
    assert [field_named(name) for name in ("到期日期", "expires_on")] == ["expires_on", "expires_on"]
    with pytest.raises(WrongValue, match="没有这一项"):
        field_named("颜色")
    assert len(set(FIELDS.values())) == len(FIELDS)


SECRETS = ("张三", "李四", "13800138000", "11010519491231002X", "6222021234567890128", "zs@a.cn")


def kept(library: Folder) -> str:
    return "".join(f.read_text(encoding="utf-8") for f in (library.root / "contracts").rglob("*") if f.is_file())


def test_masked_on_import_nothing_of_it_is_kept(library: Folder) -> None:
    outcome = bring(library, PRIVATE, "张三的合同.txt", redact=True)
    text = kept(library)
    assert not [secret for secret in SECRETS if secret in text]
    assert "法定代表人：张某　电话：138****8000　身份证：110***********002X" in text and "李某" in text
    assert outcome.visibility == "public"
    assert "已遮盖个人信息：2 个姓名，1 个手机号码，1 个身份证号码，1 个银行卡号，1 个电子邮箱" in outcome.warnings
    assert {item.kind for item in outcome.personal} == {"name", "phone", "identity", "bank_card", "email"}
    assert not [secret for secret in SECRETS if secret in repr(outcome).replace("张三的合同.txt", "")]
    assert bring(library, PRIVATE, "张三的合同.txt", redact=True).already


def test_masked_later_nothing_of_it_is_kept(library: Folder) -> None:
    id = bring(library, PRIVATE).id
    assert reviewer(library).filed(id).contract.visibility == "internal"
    assert all(secret in kept(library) for secret in SECRETS)
    filed = reviewer(library).redact(id)
    assert not [secret for secret in SECRETS if secret in kept(library)]
    assert filed.contract.id == id and reviewer(library).personal(id) == []
    assert reviewer(library).publish(id).contract.visibility == "public"


def test_the_original_is_referenced_and_kept_where_wanted(library: Folder) -> None:
    id = bring(library).id
    assert report(library, id)["file_sha256"] and "original" not in report(library, id)
    outcome = bring(library, TEXT.replace("电子", "五金"), "乙.TXT", keep_original=True)
    folder = library.root / "contracts" / outcome.id
    assert (folder / "original.txt").read_bytes() == Path(outcome.path).read_bytes()
    assert report(library, outcome.id)["original"] == "original.txt"
    assert any("可以转载的许可" in warning for warning in outcome.warnings)


def test_files_that_were_imported_are_not_read_again(library: Folder, monkeypatch: pytest.MonkeyPatch) -> None:
    first = bring(library)
    other = bring(library, TEXT.replace("\n", "\r\n"), "乙.txt")
    assert other.already and other.id == first.id
    monkeypatch.setattr("cbtool.desk.intake.read_file_safely", lambda path: pytest.fail("read again"))
    assert [bring(library).id, bring(library, TEXT.replace("\n", "\r\n"), "丙.txt").id] == [first.id, first.id]


@pytest.mark.parametrize(("bar", "taken"), [(0.9, []), (0.75, ["expires_on", "industry"]), (0.93, [])])
def test_a_bar_for_bulk_work(library: Folder, bar: float, taken: list[str]) -> None:
    outcome = bring(library, yes_above=bar)
    confirmed = [c for c in report(library, outcome.id)["confirmed"] if c["by"] == "yes_above"]
    assert sorted(c["field"] for c in confirmed) == taken
    contract = reviewer(library).filed(outcome.id).contract
    assert (contract.industry == "C39") is bool(taken)
    assert (contract.effective_from is None) is (bar > 0.92)


def test_what_every_contract_needs_is_refused_below_the_bar(library: Folder) -> None:
    refused = bring(library, "某某约定\n第一条 甲。\n第二条 乙。\n", yes_above=0.9)
    assert refused.status == "refused" and "--level" in refused.reason


def test_a_library_inside_a_folder_is_not_imported(library: Folder) -> None:
    bring(library)
    names = {file.name for file in files_below([library.root.parent])}
    assert "甲.txt" in names and not names & {"contract.md", "library.yaml"}


def test_near_texts_are_found_without_their_reports(library: Folder) -> None:
    from cbtool.library.library import open_library
    from cbtool.text.likeness import sketch

    id = library.contract(1, TEXT)
    assert Shelf(open_library(library.root)).near(sketch(TEXT), 0.5) == [id]
