"""The generator's promises: same bytes, whole links, nothing internal, nothing inline, nothing lost."""

import json
import re
import threading
import urllib.request
import zipfile
from collections.abc import Iterator
from pathlib import Path

import pytest

from cbtool.errors import CbtoolError, NotFound
from cbtool.settings import Settings
from cbtool.site.build import KEPT_INDEX, Options, build
from cbtool.site.serve import serve
from cbtool.site.single import single_page
from cbtool.site.zip import zip_folder
from tests.conftest import Folder

HOSTILE = "<script>alert('x')</script>、$& 与 </textarea>、&lt;b&gt; 和 \" 引号"


def files(folder: Path) -> dict[str, bytes]:
    return {f.relative_to(folder).as_posix(): f.read_bytes() for f in folder.rglob("*") if f.is_file()}


def test_every_internal_link_of_the_starter_resolves_and_every_kind_of_page_is_there(site: Path) -> None:
    names = set(files(site))
    kinds = ("index", "contracts", "topics", "clauses", "law", "templates", "compare", "guides", "data", "about")
    assert {f"{kind}.html" for kind in kinds} <= names
    for kind in ("contracts", "topics", "clauses", "law", "law/charts", "draft"):
        assert any(name.startswith(f"{kind}/") for name in names), kind


@pytest.mark.slow
def test_a_second_build_elsewhere_gives_the_same_bytes(starter: Settings, site: Path, tmp_path: Path) -> None:
    build(starter, tmp_path / "other")
    assert files(tmp_path / "other") == files(site)


def test_nothing_is_inline_and_every_page_has_the_policy(site: Path) -> None:
    for name, data in files(site).items():
        if not name.endswith(".html"):
            continue
        text = data.decode()
        assert "default-src 'none'; script-src 'self'; style-src 'self'" in text, name
        assert not re.search(r"<script(?![^>]*\ssrc=)", text), name
        assert not re.search(r"<style|\sstyle=|<[^>]+\son[a-z]+=", text), name
        assert not re.search(r'(?:src|href)="(?:https?:)?//[^"]*"[^>]*>(?=</script>)', text), name
        for source in re.findall(r'<(?:script|img|link)[^>]+(?:src|href)="([^"]*)"', text):
            assert not source.startswith(("http", "//")), (name, source)


def test_an_unchanged_library_is_not_built_again(library: Folder, tmp_path: Path) -> None:
    library.contract(1, "第一条 工资按月支付。")
    out = tmp_path / "out"
    assert build(library.settings(), out).written is not None
    assert build(library.settings(), out).unchanged
    library.contract(1, "第一条 工资按周支付。")
    again = build(library.settings(), out)
    assert again.written is not None
    assert 0 < again.written.changed < again.written.files / 2


def test_a_page_that_was_changed_by_hand_is_put_right(library: Folder, tmp_path: Path) -> None:
    library.contract(1, "第一条 工资按月支付。")
    out = tmp_path / "out"
    build(library.settings(), out)
    (out / "about.html").write_text("改了")
    build(library.settings(), out)
    assert "<!doctype html>" in (out / "about.html").read_text()


def test_pages_no_longer_made_are_removed_and_foreign_folders_are_left_alone(library: Folder, tmp_path: Path) -> None:
    name = library.contract(1, "第一条 工资按月支付。")
    library.contract(2, "第一条 工资按月支付。")
    out = tmp_path / "out"
    build(library.settings(), out)
    (out / "我的笔记.txt").write_text("别删")
    (library.root / "contracts" / name / "contract.md").unlink()
    (library.root / "contracts" / name).rmdir()
    build(library.settings(), out)
    assert not (out / "contracts" / f"{name}.html").exists()
    assert (out / "我的笔记.txt").exists()
    other = tmp_path / "other"
    other.mkdir()
    (other / "论文.docx").write_text("x")
    with pytest.raises(CbtoolError, match="别的东西"):
        build(library.settings(), other)


def test_nothing_internal_is_in_the_output_unless_asked_for(library: Folder, tmp_path: Path) -> None:
    name = library.contract(1, "第一条 底线是蓝莓津贴。", title="乙厂内部集体合同")
    file = library.root / "contracts" / name / "contract.md"
    file.write_text(
        file.read_text(encoding="utf-8").replace("level:", "visibility: internal\nlevel:"), encoding="utf-8"
    )
    library.contract(2, "第一条 工资按月支付。")
    build(library.settings(), tmp_path / "out")
    for path, data in files(tmp_path / "out").items():
        for secret in ("蓝莓", "乙厂", name):
            assert secret.encode() not in data, path
            assert secret not in path
    build(library.settings(), tmp_path / "all", Options(internal=True))
    assert "蓝莓" in (tmp_path / "all" / "contracts" / f"{name}.html").read_text()


def test_a_lost_clause_id_needs_a_redirect(library: Folder, tmp_path: Path) -> None:
    name = library.contract(1, "第一条 工资按月支付。\n\n第二条 期限一年。")
    build(library.settings(), tmp_path / "old")
    library.contract(1, "第一条 工资按月支付，期限一年。")
    report = build(library.settings(), tmp_path / "new", Options(against=tmp_path / "old"))
    assert report.written is None
    assert f"{name}#art_2" in report.lost
    assert not (tmp_path / "new").exists()
    lost = "".join(f'"{address}": "{name}#art_1"\n' for address in report.lost)
    library.write("redirects.yaml", lost)
    report = build(library.settings(), tmp_path / "new", Options(against=tmp_path / "old" / "ids.json"))
    assert report.written is not None
    assert 'id="art_2"' in (tmp_path / "new" / "contracts" / f"{name}.html").read_text()


def test_a_contract_that_moved_leaves_a_page_behind(library: Folder, tmp_path: Path) -> None:
    name = library.contract(2, "第一条 工资按月支付。")
    library.write("redirects.yaml", f"t-2024-0001: {name}\n")
    report = build(library.settings(), tmp_path / "out")
    assert report.problems == ()
    assert f"{name}.html" in (tmp_path / "out" / "contracts" / "t-2024-0001.html").read_text()


def test_hostile_text_stands_as_text(library: Folder, tmp_path: Path) -> None:
    name = library.contract(1, f"第一条 甲方写道：{HOSTILE}。\n\n第二条 {'长' * 10_000}。", title="<i>甲厂</i>集体合同")
    report = build(library.settings(), tmp_path / "out")
    assert report.problems == ()
    page = (tmp_path / "out" / "contracts" / f"{name}.html").read_text()
    assert "<script>alert" not in page
    assert "&lt;script&gt;alert(&#39;x&#39;)&lt;/script&gt;" in page
    assert "<i>甲厂" not in page
    assert "长" * 10_000 in page


def test_strict_writes_nothing_where_there_is_a_problem(library: Folder, tmp_path: Path) -> None:
    library.contract(1, "第一条 工资按月支付。")
    library.write("contracts/t-2024-0002/contract.md", "没有信息栏")
    assert build(library.settings(), tmp_path / "a", Options(strict=True)).written is None
    assert not (tmp_path / "a").exists()
    report = build(library.settings(), tmp_path / "b")
    assert report.written is not None
    assert any("t-2024-0002" in p.path for p in report.problems)


def test_a_base_url_gives_canonical_links_and_a_map(library: Folder, tmp_path: Path) -> None:
    name = library.contract(1, "第一条 工资按月支付。")
    build(library.settings(), tmp_path / "out", Options(base_url="https://example.org/lib/"))
    page = (tmp_path / "out" / "contracts" / f"{name}.html").read_text()
    assert f'<link rel="canonical" href="https://example.org/lib/contracts/{name}.html">' in page
    assert f"https://example.org/lib/contracts/{name}.html" in (tmp_path / "out" / "sitemap.xml").read_text()


def test_the_zip_has_plain_names_and_says_to_unpack_it(site: Path) -> None:
    file = zip_folder(site)
    with zipfile.ZipFile(file) as packed:
        names = packed.namelist()
        index = packed.read("cbtool-site/index.html").decode()
    assert all(name.isascii() for name in names)
    assert len(names) <= 2000
    notice = index.partition('class="needs-files">')[2].partition("</p>")[0]
    assert "请先解压" in notice
    assert ".needs-files{display:none}" in (site / "static" / "site.css").read_text()
    before = file.read_bytes()
    assert zip_folder(site).read_bytes() == before


def test_a_single_page_carries_all_it_needs(site: Path) -> None:
    text = single_page(site, "contracts/cb-2026-0001.html#worker").read_text()
    assert 'class="sheet"' in text
    assert 'class="contract"' not in text
    assert "（职工版） · " in text
    assert not re.search(r'<(?:script|link|img)[^>]+(?:src|href)="(?!data:)', text)
    policy = re.search(r'Policy" content="([^"]*)"', text)
    assert policy is not None
    assert "'self'" not in policy[1]
    assert policy[1].count("sha256-") == len(re.findall("<script>|<style>", text))
    assert not re.search(r'<a\b[^>]*href="(?!#|https?:)', text)
    with pytest.raises(CbtoolError, match="做不成单个文件"):
        single_page(site, "index.html")
    with pytest.raises(NotFound):
        single_page(site, "../secret.html")
    with pytest.raises(NotFound):
        single_page(site, "topics/pay.html#worker")


def test_data_files_hold_what_the_page_says(site: Path) -> None:
    rows = [json.loads(line) for line in (site / "data" / "clauses.jsonl").read_text().splitlines()]
    page = (site / "data.html").read_text()
    assert f"共 {len(rows)} 行" in page
    table = (site / "data" / "clauses.csv").read_text(encoding="utf-8")
    assert table.startswith("\ufeffaddress,")
    contracts = json.loads((site / "data" / "contracts.json").read_text())
    assert {row["id"] for row in contracts} == set(json.loads((site / "ids.json").read_text()))
    assert all(f"<code>{column}</code>" in page for column in contracts[0])


def index(folder: Path) -> dict[str, bytes]:
    return {name: data for name, data in files(folder).items() if name.startswith("index/")}


def test_the_kept_search_files_are_those_made_anew(library: Folder, tmp_path: Path) -> None:
    library.contract(1, "第一条 发放蓝莓补贴。")
    build(library.settings(), tmp_path / "made")
    build(library.settings(), tmp_path / "kept")
    assert index(tmp_path / "made") == index(tmp_path / "kept") != {}
    (kept,) = library.cache.rglob(KEPT_INDEX)
    kept.write_bytes(kept.read_bytes()[:100])
    build(library.settings(), tmp_path / "damaged")
    assert index(tmp_path / "made") == index(tmp_path / "damaged")
    library.contract(1, "第一条 发放草莓补贴。")
    build(library.settings(), tmp_path / "changed")
    (library.cache / "elsewhere").mkdir()
    build(library.settings()._replace(cache=library.cache / "elsewhere"), tmp_path / "anew")
    assert index(tmp_path / "made") != index(tmp_path / "changed") == index(tmp_path / "anew")


@pytest.fixture
def served(library: Folder, tmp_path: Path) -> Iterator[tuple[Folder, str]]:
    """A served library with one contract, and the address of its front page."""
    library.contract(1, "第一条 工资按月支付。")
    build(library.settings(), tmp_path / "out")
    started: list[str] = []
    ready = threading.Event()

    def tell(url: str) -> None:
        started.append(url)
        ready.set()

    arguments = (library.settings(), tmp_path / "out", 0, tell, lambda report: None)
    threading.Thread(target=serve, args=arguments, daemon=True).start()
    assert ready.wait(10)
    yield library, started[0]


def test_serving_shows_what_was_changed(served: tuple[Folder, str]) -> None:
    library, url = served
    assert url.startswith("http://127.0.0.1:")
    library.contract(2, "第一条 每月发蓝莓津贴。", title="新来的集体合同")
    with urllib.request.urlopen(url.replace("index", "contracts")) as answer:
        assert "新来的集体合同" in answer.read().decode()
