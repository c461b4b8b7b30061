"""Pages in a real browser: accessible in every look, usable by keyboard alone, the same from a disk and over http."""

import io
import re
import zipfile
from pathlib import Path
from typing import Any

import pytest

from cbtool.resources import site_sources
from tests.site.site_browser import DESKTOP, PHONE, Visit

CONTRACT, DIGEST, TEMPLATE = "cb-2026-0001", "cb-2011-0101", "wage-enterprise"
BASKET = f"{CONTRACT}.art_12,{DIGEST}.para_3"
# page → what must be there before it is judged: an empty page passes every check
PAGES = {
    "index.html": ".topic-grid a",
    "index.html#q=%E5%8A%A0%E7%8F%AD%E8%B4%B9": ".hit mark",
    "index.html#q=%E5%A4%9C%E7%8F%AD%E4%B8%8A%E5%A4%9A%E4%BA%86%E8%83%BD%E4%B8%8D%E8%83%BD%E8%B0%83%E7%99%BD%E7%8F%AD": ".tag.near",
    "contracts.html": ".contract-list li",
    f"contracts/{CONTRACT}.html": ".report .figures dd",
    f"contracts/{DIGEST}.html": ".provisions td",
    f"contracts/{CONTRACT}.html#worker": ".sheet li",
    "topics.html": ".topic-list li",
    "clauses.html": ".ladder li",
    "clauses/overtime-base.html": ".rung .text p",
    "law.html": ".cards a",
    "law/rules.html": ".rule-list td a",
    "law/rules-pay.html": ".rule dd",
    "law/parameters.html": ".parameter summary .value",
    "law/jurisdictions.html": "table.jurisdictions td p",
    "law/provisions.html": "td a",
    "law/provisions-pay.html": ".rule .chart img",
    "law/statutes.html": ".parameter summary",
    "topics/overtime.html": ".hit .collect",
    "templates.html": ".cards a",
    f"draft/{TEMPLATE}.html": ".law-check [data-check-left] li",
    f"compare.html#b={BASKET}": ".card .figure",
    f"compare.html#left={CONTRACT}&right=cb-2026-0005": ".topic-row .cell h3",
    "guides.html": ".cards a",
    "guides/find.html": ".prose h2",
    "data.html": ".download",
    "about.html": ".figures dd",
}
LOOKS = [
    pytest.param(size, scheme, id=f"{name}-{scheme}")
    for name, size in (("desktop", DESKTOP), ("phone", PHONE))
    for scheme in ("light", "dark")
]


@pytest.mark.browser
@pytest.mark.slow
@pytest.mark.parametrize(("size", "scheme"), LOOKS)
def test_every_kind_of_page_is_accessible(browser: Any, site: Path, size: dict[str, Any], scheme: str) -> None:
    axe = pytest.importorskip("axe_playwright_python.sync_playwright").Axe()
    for path, needed in PAGES.items():
        visit = Visit(browser, site.as_uri() + "/", color_scheme=scheme, **size)
        page = visit.open(path)
        page.wait_for_selector(needed, state="attached", timeout=10_000)
        found = axe.run(
            page,
            options={
                "preload": False,
                "runOnly": ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"],
            },
        )
        violations = [(v["id"], [n["html"][:120] for n in v["nodes"][:3]]) for v in found.response["violations"]]
        assert violations == [], (path, scheme)
        width = page.evaluate("document.documentElement.scrollWidth - innerWidth")
        assert width <= 0, (path, f"{width} pixels too wide")
        visit.close()


@pytest.mark.browser
def test_the_whole_task_by_keyboard_alone(browser: Any, base: str, tmp_path: Path) -> None:
    visit = Visit(browser, base, **DESKTOP)
    page = visit.open("index.html")
    keys = page.keyboard
    keys.press("/")
    keys.type("加班费")
    keys.press("Enter")
    page.wait_for_selector(".hit mark")
    shown = page.locator("[data-status]").inner_text()
    assert re.match(r"共 \d+ 条", shown)
    keys.press("ArrowDown")
    assert page.evaluate("document.activeElement.closest('.hit') !== null")
    collect(page)
    assert page.locator("[data-basket-count]").inner_text() == "1"
    page.goto(base + "index.html")
    page.locator("[data-basket-link]").focus()
    keys.press("Enter")
    page.wait_for_selector(".card .clause-body")
    page.goto(base + f"draft/{TEMPLATE}.html")
    page.wait_for_selector(".paper .chapter")
    page.locator("#q-employer").focus()
    keys.type("深圳市示例电子有限公司（虚构）")
    page.wait_for_function("() => document.querySelector('.paper').innerText.includes('深圳市示例电子')")
    page.locator("[data-word]").focus()
    with page.expect_download() as waiting:
        keys.press("Enter")
    file = tmp_path / "draft.docx"
    waiting.value.save_as(file)
    with zipfile.ZipFile(io.BytesIO(file.read_bytes())) as packed:
        assert "深圳市示例电子有限公司（虚构）" in packed.read("word/document.xml").decode()
    visit.close()


def collect(page: Any) -> None:
    """Tab on from the hit's heading to its 收集 and press it."""
    for _ in range(12):
        page.keyboard.press("Tab")
        if page.evaluate("document.activeElement.hasAttribute('data-collect')"):
            page.keyboard.press("Enter")
            return
    raise AssertionError("no 收集 within twelve tabs of the hit")


@pytest.mark.browser
def test_a_search_lives_in_the_address(browser: Any, base: str) -> None:
    visit = Visit(browser, base, **DESKTOP)
    page = visit.open("index.html#q=%E5%8A%A0%E7%8F%AD%E8%B4%B9")
    page.wait_for_selector(".hit")
    before = page.locator("[data-status]").inner_text()
    page.locator(".facet-value").first.click()
    page.wait_for_selector("[data-filters] .chip")
    assert page.locator("[data-status]").inner_text() != before
    narrowed, address = page.locator("[data-status]").inner_text(), page.url
    page.go_back()
    page.wait_for_function("text => document.querySelector('[data-status]').innerText === text", arg=before)
    page.goto("about:blank")
    page.goto(address)
    page.wait_for_function("text => document.querySelector('[data-status]').innerText === text", arg=narrowed)
    page.locator("[data-exact]").check()
    page.wait_for_function("() => location.hash.includes('exact=1')")
    page.locator("[data-exact]").uncheck()
    page.locator(".hit h3 a").first.click()
    page.wait_for_selector(".clause:target, .contract, .sample-text")
    visit.faults = [fault for fault in visit.faults if "about:blank" not in fault]
    visit.close()


@pytest.mark.browser
def test_a_bad_query_is_explained_at_the_box(browser: Any, site: Path) -> None:
    visit = Visit(browser, site.as_uri() + "/", **PHONE)
    page = visit.open("index.html#q=%22%E5%8A%A0%E7%8F%AD")
    page.wait_for_selector("[data-error]:not([hidden])")
    assert "引号没有配对" in page.locator("[data-error]").inner_text()
    page.locator("#q").fill("蓝莓长颈鹿")
    page.locator("#q").press("Enter")
    page.wait_for_function("() => document.querySelector('[data-status]').innerText.includes('没有找到')")
    visit.close()


@pytest.mark.browser
def test_a_basket_travels_in_its_link(browser: Any, base: str) -> None:
    visit = Visit(browser, base, **DESKTOP)
    page = visit.open(f"contracts/{CONTRACT}.html")
    for clause in ("art_12", "art_16"):
        page.locator(f"#{clause} .collect").click()
    link = page.locator("[data-basket-link]").get_attribute("href")
    assert link.endswith(f"#b={CONTRACT}.art_12,{CONTRACT}.art_16")
    other = Visit(browser, base, **PHONE)
    shown = other.open("compare.html" + link[link.index("#") :])
    shown.wait_for_selector(".card:nth-child(2)")
    assert "岗位工资" in shown.locator(".card").first.inner_text()
    shown.get_by_text("移出").first.click()
    shown.wait_for_function("() => document.querySelectorAll('.card').length === 1")
    other.close()
    visit.close()


@pytest.mark.browser
def test_an_unfinished_draft_survives_and_can_be_carried(browser: Any, base: str, tmp_path: Path) -> None:
    visit = Visit(browser, base, **DESKTOP)
    page = visit.open(f"draft/{TEMPLATE}.html")
    page.wait_for_selector(".paper .chapter")
    hostile = "<script>alert(1)</script>$&</textarea>" + "长" * 300
    page.locator("#q-employer").fill(hostile)
    page.wait_for_function("() => document.querySelector('.paper').innerText.includes('$&</textarea>')")
    page.reload()
    page.wait_for_function("() => document.querySelector('.paper').innerText.includes('$&</textarea>')")
    with page.expect_download() as waiting:
        page.locator("[data-save-answers]").click()
    answers = tmp_path / "answers.yaml"
    waiting.value.save_as(answers)
    other = Visit(browser, base, **PHONE)
    fresh = other.open(f"draft/{TEMPLATE}.html")
    fresh.wait_for_selector(".paper .chapter")
    fresh.locator("[data-open-answers]").set_input_files(str(answers))
    fresh.wait_for_function("() => document.querySelector('.paper').innerText.includes('$&</textarea>')")
    assert fresh.locator("#q-employer").input_value() == hostile
    link = page.evaluate("cbtool.draftStore.link({employer: '示例厂（虚构）'})")
    third = Visit(browser, base, **PHONE)
    carried = third.open(link[len(base) :])
    carried.wait_for_function("() => document.querySelector('.paper').innerText.includes('示例厂（虚构）')")
    for each in (third, other, visit):
        each.close()


@pytest.mark.browser
def test_what_was_typed_a_moment_ago_is_in_the_download(browser: Any, site: Path, tmp_path: Path) -> None:
    visit = Visit(browser, site.as_uri() + "/", **DESKTOP)
    page = visit.open(f"draft/{TEMPLATE}.html")
    page.wait_for_selector(".paper .chapter")
    with page.expect_download() as waiting:
        page.evaluate(
            """() => {
              const box = document.querySelector('#q-employer');
              box.value = '最后一刻的公司（虚构）';
              box.dispatchEvent(new Event('input', { bubbles: true }));
              document.querySelector('[data-word]').click();
            }"""
        )
    waiting.value.save_as(tmp_path / "draft.docx")
    with zipfile.ZipFile(tmp_path / "draft.docx") as packed:
        assert "最后一刻的公司（虚构）" in packed.read("word/document.xml").decode()
    visit.close()


@pytest.mark.browser
def test_a_sample_fills_the_form_and_rows_can_be_added(browser: Any, site: Path) -> None:
    visit = Visit(browser, site.as_uri() + "/", **DESKTOP)
    page = visit.open(f"draft/{TEMPLATE}.html")
    page.wait_for_selector(".paper .chapter")
    name = page.locator("[data-sample] option").nth(1).get_attribute("value")
    page.locator("[data-sample]").select_option(name)
    page.wait_for_function("() => document.querySelector('[data-status]').innerText.includes('已填入')")
    assert page.locator(".question .error:not([hidden])").count() == 0
    rows = page.locator("[data-row]").count()
    assert rows > 0
    page.locator("[data-question]:visible [data-add]").first.click()
    assert page.locator("[data-row]").count() == rows + 1
    page.locator("#q-workers, input[inputmode]").first.fill("很多")
    page.wait_for_selector(".question .error:not([hidden])")
    visit.close()


@pytest.mark.browser
def test_the_workers_sheet_becomes_one_page_and_a_picture(browser: Any, site: Path, tmp_path: Path) -> None:
    with_sheet = [
        file for file in sorted((site / "contracts").glob("*.html")) if 'id="worker"' in file.read_text("utf-8")
    ]
    assert len(with_sheet) >= 12
    for file in with_sheet:
        visit = Visit(browser, site.as_uri() + "/", **DESKTOP)
        page = visit.open(f"contracts/{file.name}#worker")
        paper = page.pdf(format="A4", prefer_css_page_size=True)
        assert len(re.findall(rb"/Type\s*/Page\b", paper)) == 1, file.name
        visit.close()
    visit = Visit(browser, site.as_uri() + "/", **PHONE)
    page = visit.open(f"contracts/{CONTRACT}.html#worker")
    assert page.title().count("（职工版）") == 1
    assert not page.locator(".contract").is_visible()
    with page.expect_download() as waiting:
        page.locator("[data-picture]").click()
    picture = tmp_path / "sheet.png"
    waiting.value.save_as(picture)
    assert picture.read_bytes()[:4] == b"\x89PNG"
    assert picture.stat().st_size > 50_000
    visit.close()


@pytest.mark.browser
def test_contracts_are_narrowed_down_as_one_types(browser: Any, site: Path) -> None:
    visit = Visit(browser, site.as_uri() + "/", **PHONE)
    page = visit.open("contracts.html")
    every = page.locator("[data-list] > li").count()
    page.locator("#f-text").fill("餐饮")
    page.wait_for_function("() => location.hash.includes('text=')")
    assert 0 < page.locator("[data-list] > li:visible").count() < every
    page.reload()
    assert page.locator("#f-text").input_value() == "餐饮"
    visit.close()


@pytest.mark.browser
def test_a_link_to_a_legal_value_opens_it(browser: Any, base: str) -> None:
    visit = Visit(browser, base, **PHONE)
    page = visit.open("law/parameters.html#minimum_wage_monthly")
    page.wait_for_selector("#minimum_wage_monthly[open] tr.binds")
    visit.close()


TOO_NEW = {
    ".js": re.compile(r"\?\.[a-zA-Z_(\[]|\?\?|\.replaceAll\(|structuredClone|\.at\(-|\(\?<[=!]|#[a-z]+\s*[=(;]|\.flat\(|import\s|Object\.hasOwn|\.findLast"),
    ".css": re.compile(r":has\(|:is\(|:where\(|@container|@layer|\binset\b|aspect-ratio|color-mix|text-wrap|accent-colour|&\s|\bsubgrid|\bdvh\b|\blch\("),
}  # fmt: skip


@pytest.mark.parametrize("file", sorted((site_sources() / "static").iterdir()), ids=lambda file: file.name)
def test_sources_keep_to_chromium_86(file: Path) -> None:
    if file.suffix in TOO_NEW:
        text = re.sub(r'"(?:[^"\\\n]|\\.)*"|/\*.*?\*/|//[^\n]*', "", file.read_text(encoding="utf-8"), flags=re.S)
        assert TOO_NEW[file.suffix].findall(text) == []


@pytest.mark.parametrize("file", sorted((site_sources() / "static").glob("*.js")), ids=lambda file: file.name)
def test_script_files_are_small(file: Path) -> None:
    assert len(file.read_text(encoding="utf-8").splitlines()) <= 400
