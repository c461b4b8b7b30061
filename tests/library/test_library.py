"""Opening, loading and faults: every fault is said with file, line and remedy, and loading goes on."""

from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from cbtool.desk.derived import derived
from cbtool.desk.find import Wish, find
from cbtool.desk.health import health, library_problems
from cbtool.errors import LibraryError
from cbtool.library.library import open_library
from cbtool.library.locate import locate
from cbtool.library.upgrade import upgrade
from cbtool.library.yamlfile import YamlFault, read_yaml
from cbtool.resources import starter_library
from cbtool.settings import Settings

if TYPE_CHECKING:
    from tests.conftest import Folder


def said(library: "Folder") -> list[str]:
    return [str(problem) for problem in library_problems(library.settings())]


HEAD = "---\nid: {id}\ntitle: 甲厂集体合同\nlevel: enterprise\nkind: wage\nstatus: unknown\n"


@pytest.mark.parametrize(
    ("front", "message"),
    [
        ("levle: enterprise\n---\n", "7：不认识的项“levle”"),
        ("signed: 2024-13-01\n---\n", "7：“signed”的值“2024-13-01”不是日期"),
        ("signed: 1700000000\n---\n", "7：“signed”：日期要写成"),
        ("status: gone\n---\n", "“status”写了两次"),
        ("region: shenzhen\n---\n", "7：“region”的值“shenzhen”写法不对"),
        ("region: '990000'\n---\n", "地区代码 990000 不在 GB/T 2260 表中"),
        ("coverage:\n  workers: 三百\n---\n", "8：“coverage.workers”的值“三百”不是数"),
        ("origin: sample\n---\n", "title 里要有“示例”"),
        ("form: digest\n---\n", "source.url"),
        ("parties: &a []\n---\n", "7：不能使用 YAML 的锚点"),
        ("parties: [\n---\n", "YAML 格式有误"),
        ("topics: {art_9: [pay]}\n---\n第一条 支付。\n", "条款 art_9 不在正文里"),
        ("topics: {art_1: [nosuch]}\n---\n第一条 支付。\n第二条 期限。\n", "topics.yaml 里没有协商事项 nosuch"),
        ("", "缺少开头的 --- 信息栏"),
    ],
)
def test_a_fault_names_file_line_and_what_is_wrong(library: "Folder", front: str, message: str) -> None:
    library.contract(2, "第一条 发放蓝莓补贴。")
    library.write("contracts/t-2024-0001/contract.md", HEAD.format(id="t-2024-0001") + front)
    found = said(library)
    assert any(line.startswith("contracts/t-2024-0001/contract.md") and message in line for line in found), found
    assert find(library.settings(), Wish("蓝莓补贴")).total == 1


def test_a_file_that_is_not_utf8_is_refused_by_line(thin_library: "Folder") -> None:
    name = thin_library.contract(1, "第一条 支付。")
    file = thin_library.root / "contracts" / name / "contract.md"
    file.write_bytes(file.read_bytes() + "第二条 期限。".encode("gb18030"))
    (line,) = said(thin_library)
    assert "不是 UTF-8" in line
    assert "cbtool import" in line


def test_an_id_other_than_its_folder_is_a_fault(library: "Folder") -> None:
    library.contract(1, "第一条 支付。")
    (library.root / "contracts/t-2024-0001").rename(library.root / "contracts/t-2024-0002")
    assert any("与文件夹名 t-2024-0002 不同" in line for line in said(library))


def test_a_gap_in_the_numbering_is_told_by_its_line(thin_library: "Folder") -> None:
    thin_library.contract(1, "第一条 支付。\n第二条 期限。\n第四条 争议。")
    (line,) = said(thin_library)
    assert line.startswith("contracts/t-2024-0001/contract.md:")
    text = (thin_library.root / "contracts/t-2024-0001/contract.md").read_text(encoding="utf-8").splitlines()
    assert "第四条" in text[int(line.split(":")[1].split("：")[0]) - 1]


def test_a_broken_template_is_a_fault_and_the_others_stay(thin_library: "Folder") -> None:
    thin_library.write("templates/mine/questions.yaml", "id: mine\ntitle: 我的\n")
    assert any(line.startswith("templates/mine/") for line in said(thin_library))
    with derived(thin_library.settings()) as (_, store):
        assert [r["id"] for r in store.records("templates")] == sorted(
            p.name for p in (starter_library() / "templates").iterdir()
        )


def test_an_own_template_hides_the_starters(thin_library: "Folder") -> None:
    name = next(p.name for p in (starter_library() / "templates").iterdir())
    text = (starter_library() / "templates" / name / "questions.yaml").read_text(encoding="utf-8")
    thin_library.write(f"templates/{name}/questions.yaml", text.replace("title: ", "title: 本厂", 1))
    thin_library.write(
        f"templates/{name}/template.md",
        (starter_library() / f"templates/{name}/template.md").read_text(encoding="utf-8"),
    )
    with derived(thin_library.settings()) as (_, store):
        record = store.record("templates", name)
    assert record is not None
    assert record["title"].startswith("本厂")


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ("name: x\nformat: 99\n", "只认识到第"),
        ("name: x\nformat: one\n", "不是数"),
        ("format: 1\n", "缺少“name”"),
        ("name: x\nformat: 1\nextends: moon\n", "extends"),
        ("name: [\n", "YAML 格式有误"),
        ("", "缺少“name”"),
    ],
)
def test_a_library_that_cannot_be_opened_says_why(library: "Folder", text: str, message: str) -> None:
    library.write("library.yaml", text)
    with pytest.raises(LibraryError, match=message):
        open_library(library.root)


def test_where_a_library_is_looked_for(tmp_path: Path, library: "Folder") -> None:
    inside = library.root / "contracts"
    assert locate(None, None, inside) == library.root.resolve()
    assert locate(str(library.root), "/nowhere", tmp_path) == library.root.resolve()
    assert locate(None, str(library.root), tmp_path) == library.root.resolve()
    assert locate(None, None, tmp_path / "elsewhere") == starter_library()
    with pytest.raises(LibraryError, match="找不到资料库"):
        locate("/nowhere", None, tmp_path)
    with pytest.raises(LibraryError, match="这里没有资料库"):
        locate(str(tmp_path), None, tmp_path)


def test_a_broken_own_vocabulary_falls_back_to_the_starters(library: "Folder") -> None:
    library.write("topics.yaml", "topics: 3\n")
    assert len(open_library(library.root).topics.topics) == 25
    assert any(line.startswith("topics.yaml") for line in said(library))


def test_a_library_of_today_needs_no_upgrade(library: "Folder") -> None:
    before = {p: p.read_bytes() for p in library.root.rglob("*") if p.is_file()}
    assert upgrade(library.root) == []
    assert before == {p: p.read_bytes() for p in library.root.rglob("*") if p.is_file()}


def test_scalars_stay_text() -> None:
    value, lines = read_yaml("a: 0571\nb: NO\nc: 12:30\nd:\n- 1\n")
    assert value == {"a": "0571", "b": "NO", "c": "12:30", "d": ["1"]}
    assert lines["b",] == 2
    assert lines["d", 0] == 5


@pytest.mark.parametrize("text", ["a: 1\na: 2", "a: &x 1\nb: *x", "? [a]\n: 1", "a: \x07"])
def test_what_yaml_may_not_hold(text: str) -> None:
    with pytest.raises(YamlFault):
        read_yaml(text)


@pytest.mark.slow
def test_the_starter_library_is_in_order(starter: Settings) -> None:
    report = health(starter, pieces=200, seed=5)
    assert [str(p) for p in report.problems] == []
    assert report.wrong == ()
    assert report.passages > 600
