"""Bringing files into a library: whole or not at all, no text twice, nothing unsure as fact, found at once."""

import json
import multiprocessing
import os
from pathlib import Path
from typing import Any

import pytest
from tests.conftest import Folder

from cbtool.desk.find import Wish, find
from cbtool.desk.health import library_problems
from cbtool.desk.intake import Choices, Outcome, intake
from cbtool.desk.reading import showing
from cbtool.errors import LibraryError
from cbtool.library.init import create_library, region_code
from cbtool.library.library import open_library
from cbtool.library.save import Shelf, make_contract, unnumbered
from cbtool.model.intake import Fact, ImportReport
from cbtool.resources import starter_library
from cbtool.settings import Settings

TEXT = """\
示例电子有限公司工资专项集体合同
甲方（职工方）：示例电子有限公司工会
乙方（企业方）：示例电子有限公司
第一条 夜班津贴每班二十五元。
第二条 本合同自2026年1月1日起至2026年12月31日止。
第三条 每年协商一次。
甲方（盖章）：____
乙方（盖章）：____
2025年12月20日
"""
OPEN = "某某约定\n第一条 甲。\n第二条 乙。\n第三条 丙。\n"


def bring(library: Folder, *texts: str, choices: Choices = Choices(), **kwargs: Any) -> list[Outcome]:  # noqa: B008
    """Import texts as files of a folder."""
    place = library.root.parent / "files"
    place.mkdir(exist_ok=True)
    for number, text in enumerate(texts, 1):
        (place / f"{number}.txt").write_text(text, encoding="utf-8")
    paths = [place / f"{number}.txt" for number in range(1, len(texts) + 1)]
    return list(intake(library.settings(), paths, choices, **kwargs))


def record(library: Folder, id: str) -> dict[str, Any]:
    return showing(library.settings(), id).record


def report(library: Folder, id: str) -> dict[str, Any]:
    found: dict[str, Any] = json.loads((library.root / "contracts" / id / "import.json").read_text(encoding="utf-8"))
    return found


def test_a_contract_is_imported_with_its_facts_and_a_report(thin_library: Folder) -> None:
    (outcome,) = bring(thin_library, TEXT)
    assert (outcome.status, outcome.id, outcome.articles) == ("review", "t-2025-0001", 3)
    assert record(thin_library, outcome.id) == {
        "id": "t-2025-0001", "title": "示例电子有限公司工资专项集体合同", "level": "enterprise", "kind": "wage",
        "status": "in_force", "form": "full", "origin": "signed", "visibility": "public",
        "parties": [
            {"role": "union", "name": "示例电子有限公司工会", "label": "甲方"},
            {"role": "employer", "name": "示例电子有限公司", "label": "乙方"},
        ],
        "signed": "2025-12-20", "effective_from": "2026-01-01", "expires_on": "2026-12-31",
    }  # fmt: skip
    told = report(thin_library, outcome.id)
    assert told.keys() == {
        "reader", "encoding", "sha256", "file", "file_sha256", "imported", "warnings", "doubts", "unsure", "confirmed", "sketch",
    }  # fmt: skip
    assert (told["reader"], told["encoding"], told["file"], told["imported"]) == (
        "text",
        "utf-8",
        "1.txt",
        "2026-11-21",
    )
    assert [(u["field"], u["value"]) for u in told["unsure"]] == [("industry", "C39")]
    assert told["unsure"][0]["confidence"] < 0.9
    assert sorted(f.name for f in (thin_library.root / "contracts" / outcome.id).iterdir()) == [
        "contract.md",
        "import.json",
    ]
    assert library_problems(thin_library.settings()) == []


def test_searching_finds_it_at_once(library: Folder, engine: str) -> None:
    settings = library.settings(engine)
    wish = Wish("夜班津贴", (("document", "contract"),), exact=True)
    assert find(settings, wish).total == 0
    (outcome,) = bring(library, TEXT)
    (hit,) = find(settings, wish).hits
    assert hit.passage.address == f"{outcome.id}#art_1"
    assert find(settings, wish._replace(text="示例电子 级别:企业 协商一次")).total == 1


def test_the_same_text_is_known_in_every_dress(library: Folder) -> None:
    (first,) = bring(library, TEXT)
    file = library.root.parent / "乙.txt"
    for data in (
        TEXT.encode("gb18030"),
        TEXT.replace("\n", "\r\n\r\n　　").encode("utf-16"),
        b"\xef\xbb\xbf" + TEXT.encode(),
    ):
        file.write_bytes(data)
        (again,) = intake(library.settings(), [file], Choices())
        assert again.already and (again.status, again.id) == ("review", first.id)
        assert again.reason == f"已导入（{first.id}）。\n查看：cbtool show {first.id}"
    assert len(list((library.root / "contracts").glob("t-*"))) == 1


def test_serials_go_on_from_the_highest_of_their_year(library: Folder) -> None:
    library.contract(7, "第一条 甲。")
    outcomes = bring(
        library, *(TEXT.replace("2025年12月20日", day) for day in ("2024年3月1日", "2024年3月2日", "2023年3月1日", ""))
    )
    assert [o.id for o in outcomes] == ["t-2024-0008", "t-2024-0009", "t-2023-0001", "t-2026-0001"]


def test_nothing_unsure_becomes_fact(library: Folder) -> None:
    text = "上海示例电子有限公司工资专项集体合同\n第一条 甲。\n第二条 本合同有效期一年，自2024年1月1日起生效。\n第三条 丙。\n"
    (outcome,) = bring(library, text)
    kept = record(library, outcome.id)
    assert not kept.keys() & {"region", "industry", "expires_on", "signed", "parties"}
    assert kept["status"] == "unknown"
    assert {u.field for u in outcome.unsure} == {"region", "industry", "expires_on"}


@pytest.mark.parametrize(("term", "status"), [
    ("自2024年1月1日起至2024年12月31日止", "expired"), ("自2026年1月1日起至2026年11月21日止", "in_force"),
    ("自2027年1月1日起至2027年12月31日止", "unknown"), ("自2024年1月1日起生效", "unknown"),
])  # fmt: skip
def test_status_only_by_days_that_are_known(library: Folder, term: str, status: str) -> None:
    (outcome,) = bring(library, TEXT.replace("自2026年1月1日起至2026年12月31日止", term))
    assert record(library, outcome.id)["status"] == status


def test_a_draft_is_never_in_force(library: Folder) -> None:
    (outcome,) = bring(library, TEXT.replace("集体合同\n", "集体合同（草案）\n", 1))
    assert record(library, outcome.id)["status"] == "unknown"


def test_level_and_kind_are_asked_for_or_the_file_is_refused(library: Folder) -> None:
    (refused,) = bring(library, OPEN)
    assert refused.status == "refused" and refused.readable
    assert "看不准级别" in refused.reason and "看不准类型" in refused.reason and "--level" in refused.reason
    asked: list[str] = []

    def ask(path: str, field: str, guesses: tuple[Fact, ...]) -> str:
        asked.append(field)
        return {"title": "某厂约定", "level": "group", "kind": "other"}[field]

    (outcome,) = bring(library, OPEN, ask=ask)
    assert asked == ["title", "level", "kind"]
    assert [record(library, outcome.id)[field] for field in asked] == ["某厂约定", "group", "other"]
    assert {(c["field"], c["by"]) for c in report(library, outcome.id)["confirmed"]} == {
        (field, "answer") for field in asked
    }


def test_options_count_more_than_the_text(library: Folder) -> None:
    choices = Choices(level="group", kind="other", origin="official_model", visibility="internal")
    (outcome,) = bring(library, TEXT, choices=choices)
    kept = record(library, outcome.id)
    assert (kept["level"], kept["kind"], kept["origin"], kept["visibility"]) == choices[1:5]
    assert kept["status"] == "unknown"
    assert {(c["field"], c["by"]) for c in report(library, outcome.id)["confirmed"]} == {
        (field, "option") for field in ("level", "kind", "origin", "visibility")
    }


def test_without_a_title_the_files_name_serves(library: Folder) -> None:
    (outcome,) = bring(library, OPEN.partition("\n")[2], choices=Choices(level="enterprise", kind="wage"))
    assert outcome.title == "1" and "标题看不准，暂用文件名" in outcome.warnings


def test_personal_data_keep_a_contract_inside(library: Folder) -> None:
    text = TEXT.replace("第三条", "联系电话13800138000\n第三条")
    (inside,) = bring(library, text)
    assert record(library, inside.id)["visibility"] == "internal"
    assert any("1 个手机号码（第二条）" in warning for warning in inside.warnings)
    (public,) = bring(library, text + "完\n", choices=Choices(visibility="public"))
    assert record(library, public.id)["visibility"] == "public"


def test_a_sample_needs_its_word_in_the_title(library: Folder) -> None:
    (refused,) = bring(library, TEXT.replace("示例", "甲"), choices=Choices(origin="sample"))
    assert refused.status == "refused" and "示例" in refused.reason
    (kept,) = bring(library, TEXT, choices=Choices(origin="sample"))
    assert record(library, kept.id)["origin"] == "sample"


def test_a_contract_file_of_our_own_is_respected(library: Folder) -> None:
    other = Folder(library.root.parent / "other", library.cache)
    id = other.contract(5, "第一条 甲\n**乙**\n\n第二条 丙", title="丁厂集体合同")
    file = other.root / "contracts" / id / "contract.md"
    (outcome,) = intake(library.settings(), [file], Choices())
    assert (outcome.status, outcome.id, outcome.unsure) == ("imported", id, ())
    assert (library.root / "contracts" / id / "contract.md").read_text(encoding="utf-8").split("---\n\n")[1] == (
        "# 丁厂集体合同\n\n第一条 甲\n**乙**\n\n第二条 丙\n"
    )
    assert record(library, id) == showing(other.settings(), id).record
    file.write_text(file.read_text(encoding="utf-8").replace("丙", "戊"), encoding="utf-8")
    (renumbered,) = intake(library.settings(), [file], Choices())
    assert renumbered.id == "t-2024-0006" and f"编号 {id} 在资料库里已经有了，改编为 t-2024-0006" in renumbered.warnings


def test_a_hand_written_contract_is_not_imported_over_itself(library: Folder) -> None:
    id = library.contract(1, "第一条 甲。")
    (outcome,) = intake(library.settings(), [library.root / "contracts" / id / "contract.md"], Choices())
    assert (outcome.status, outcome.id, outcome.already) == ("imported", id, True)


def test_a_foreign_front_matter_is_told_and_left_out(library: Folder) -> None:
    file = library.write("笔记.md", f"---\ntitle: 笔记\ntags: [a]\n---\n{TEXT}")
    (outcome,) = intake(library.settings(), [file], Choices())
    assert outcome.title == "示例电子有限公司工资专项集体合同"
    assert any(warning.startswith("文件开头的信息栏没有采用") for warning in outcome.warnings)


def test_folders_are_walked_and_each_file_has_its_own_fate(library: Folder) -> None:
    place = library.root.parent / "合同"
    for name, data in {
        "甲.txt": TEXT.encode(), "下/乙.md": ("# " + TEXT.replace("夜班", "早班")).encode(), "下/扫描.pdf": b"%PDF-1.4",
        "下/~$甲.docx": b"x", ".隐藏.txt": b"x", "Thumbs.db": b"x", "空.txt": b"",
    }.items():  # fmt: skip
        (place / name).parent.mkdir(parents=True, exist_ok=True)
        (place / name).write_bytes(data)
    outcomes = {Path(o.path).name: o for o in intake(library.settings(), [place, place / "没有.txt"], Choices())}
    assert {name: o.status for name, o in outcomes.items()} == {
        "甲.txt": "review", "空.txt": "refused", "乙.md": "review", "扫描.pdf": "refused", "没有.txt": "refused",
    }  # fmt: skip
    assert [name for name, o in outcomes.items() if not o.readable] == ["空.txt", "扫描.pdf", "没有.txt"]


def test_the_starter_library_is_never_written(library: Folder) -> None:
    before = sorted(starter_library().rglob("*"))
    file = library.write("a.txt", TEXT)
    with pytest.raises(LibraryError, match="cbtool init"):
        list(intake(Settings(starter_library(), library.cache, library.settings().on), [file], Choices()))
    assert sorted(starter_library().rglob("*")) == before


def test_nothing_half_written_is_left_or_seen(library: Folder, monkeypatch: pytest.MonkeyPatch) -> None:
    contracts = library.root / "contracts"
    (contracts / ".import-t-2020-0001").mkdir()
    (contracts / ".import-t-2020-0001" / "contract.md").write_text("x")

    def fails(*_: object) -> bytes:
        assert [p.name for p in contracts.iterdir() if p.name.startswith("t-")] == []
        raise OSError(28, "No space left on device")

    with monkeypatch.context() as patch:
        patch.setattr("cbtool.library.save.report_bytes", fails)
        with pytest.raises(LibraryError, match="写不进资料库"):
            bring(library, TEXT)
    assert [p.name for p in contracts.iterdir() if p.name != ".lock"] == []
    assert bring(library, TEXT)[0].id == "t-2025-0001"


def _add_many(root: str, name: str, count: int) -> None:
    library = open_library(Path(root))
    shelf = Shelf(library)
    for number in range(count):
        contract = make_contract(
            {"id": unnumbered(library, 2026), "title": name, "level": "enterprise", "kind": "wage", "status": "unknown"}
        )
        sha256 = f"{hash((name, number)) & (2**256 - 1):064x}"
        told = ImportReport.model_validate(
            {"reader": "text", "encoding": "utf-8", "sha256": sha256, "file": "a", "imported": "2026-11-21"}
        )
        shelf.add(contract, "第一条 甲。", told)


def test_two_programs_at_once_never_mint_one_number_twice(library: Folder) -> None:
    jobs = [
        multiprocessing.get_context("fork").Process(target=_add_many, args=(str(library.root), name, 20))
        for name in "甲乙"
    ]
    for job in jobs:
        job.start()
    for job in jobs:
        job.join()
    names = sorted(p.name for p in (library.root / "contracts").iterdir() if p.name != ".lock")
    assert names == [f"t-2026-{number:04d}" for number in range(1, 41)]


def test_a_new_library_is_thin_and_ready(tmp_path: Path) -> None:
    settings = create_library(tmp_path / "区" / "新库", region="深圳市龙岗区", prefix="lg")
    assert (settings.name, settings.id_prefix, settings.region, settings.extends) == ("新库", "lg", "440307", "starter")
    assert sorted(p.name for p in (tmp_path / "区" / "新库").iterdir()) == ["contracts", "library.yaml"]
    assert len(open_library(tmp_path / "区" / "新库").topics.topics) > 20


@pytest.mark.parametrize(("name", "prefix", "region", "told"), [
    ("", "龙岗", "", "--prefix"), ("", "cb", "鼓楼区", "350102"), ("", "cb", "火星", "没有这个地区"), ("x" * 501, "cb", "", "name"),
])  # fmt: skip
def test_a_library_with_wrong_settings_is_not_made(
    tmp_path: Path, name: str, prefix: str, region: str, told: str
) -> None:
    with pytest.raises(LibraryError, match=told):
        create_library(tmp_path / "库", name, prefix, region)
    assert not (tmp_path / "库").exists()


def test_an_existing_library_or_a_full_folder_is_left_alone(library: Folder, tmp_path: Path) -> None:
    with pytest.raises(LibraryError, match="已经有资料库"):
        create_library(library.root)
    (tmp_path / "满").mkdir()
    (tmp_path / "满" / "a").touch()
    with pytest.raises(LibraryError, match="cbtool init"):
        create_library(tmp_path / "满")


def test_places_by_name_or_code() -> None:
    assert [region_code(word) for word in ("440307", "深圳", "深圳市龙岗区", "上海")] == [
        "440307",
        "440300",
        "440307",
        "310000",
    ]


def test_what_has_nothing_of_a_contract_is_refused_without_asking(library: Folder) -> None:
    (refused,) = bring(library, "张三 13800138000\n", ask=lambda *_: pytest.fail("asked"))
    assert refused.status == "refused" and "不像是集体合同" in refused.reason
    (taken,) = bring(library, "张三 13800138000\n", choices=Choices(level="enterprise", kind="wage"))
    assert taken.id


def test_a_confirmed_title_settles_what_its_words_say(library: Folder) -> None:
    asked: list[str] = []

    def ask(path: str, field: str, guesses: tuple[Fact, ...]) -> str:
        asked.append(field)
        return str(guesses[0].value)

    (outcome,) = bring(library, "3.甲电子厂工资专项集体合同\n第一条 甲。\n第二条 乙。\n第三条 丙。\n", ask=ask)
    assert outcome.title == "甲电子厂工资专项集体合同" and "kind" not in asked and asked[0] == "title"
    assert record(library, outcome.id)["kind"] == "wage"


def test_questions_come_when_all_files_are_read(library: Folder) -> None:
    order: list[str] = []
    outcomes = bring(
        library, OPEN, TEXT, on_file=lambda done, path: order.append(path.name),
        ask=lambda path, field, guesses: order.append(field) or {"title": "某厂约定", "level": "group", "kind": "other"}[field],
    )  # fmt: skip
    assert order == ["1.txt", "2.txt", "title", "level", "kind"]
    assert [Path(outcome.path).name for outcome in outcomes] == ["2.txt", "1.txt"]


@pytest.mark.skipif(os.name == "nt", reason="names of files are text there")
def test_names_from_an_old_archive_are_decoded_and_control_characters_marked(thin_library: Folder) -> None:
    """A zip packed by an old Windows leaves names in GBK; a name must not command the terminal."""
    folder = thin_library.root.parent / "files"
    folder.mkdir()
    try:
        (folder / os.fsdecode("合同正本.txt".encode("gbk"))).write_text(TEXT, encoding="utf-8")
        (folder / "a\x1b[31m\nb.txt").write_text(TEXT.replace("电子", "五金"), encoding="utf-8")
    except OSError:
        pytest.skip("the file system takes no such names")
    outcomes = list(intake(thin_library.settings(), [folder], Choices()))
    assert sorted(Path(outcome.path).name for outcome in outcomes) == ["a?[31m b.txt", "合同正本.txt"]
    assert sorted(report(thin_library, outcome.id)["file"] for outcome in outcomes) == ["a?[31m b.txt", "合同正本.txt"]
    again = list(intake(thin_library.settings(), [folder], Choices()))
    assert all(outcome.already for outcome in again)
