"""The law on the site: nothing internal, hostile text as text, and findings beside the draft, by keyboard, both ways."""

import re
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest

from cbtool.resources import starter_library
from cbtool.site.build import Options, build
from tests.conftest import Folder
from tests.site.site_browser import DESKTOP, PHONE, Visit

TEMPLATE = "wage-enterprise"
HOSTILE = "<script>alert('x')</script>$&</textarea>"
CLAUSE = "overtime-base#target"


def texts(folder: Path) -> dict[str, str]:
    """Everything a visitor can read, by its path; shards of the index may be UTF-16."""
    kinds = (".html", ".js", ".json", ".jsonl", ".csv", ".svg", ".xml")
    found = {file: file.read_bytes() for file in sorted(folder.rglob("*")) if file.suffix in kinds}
    return {
        file.relative_to(folder).as_posix(): data.decode("utf-16" if data.startswith(b"\xff\xfe") else "utf-8")
        for file, data in found.items()
    }


def make_internal(library: Folder, name: str, level: str = "enterprise") -> None:
    file = library.root / "contracts" / name / "contract.md"
    text = file.read_text(encoding="utf-8")
    file.write_text(text.replace("level: enterprise", f"visibility: internal\nlevel: {level}"), encoding="utf-8")


@pytest.mark.slow
def test_nothing_internal_is_in_checks_distributions_or_pictures(thin_library: Folder, tmp_path: Path) -> None:
    """Neither its own values, nor what a contract that it covers would be told of it."""
    for number, rate in ((1, 160), (2, 170)):
        thin_library.contract(number, f"第一条 【加班】工作日加班按{rate}%支付。")
    one = thin_library.contract(3, "第一条 【加班】工作日加班按777%支付。", title="丙厂内部集体合同")
    wide = thin_library.contract(4, "第一条 【加班】工作日加班按666%支付。", title="丁区内部集体合同")
    make_internal(thin_library, one)
    make_internal(thin_library, wide, level="regional")
    build(thin_library.settings(), tmp_path / "out")
    found = texts(tmp_path / "out")
    assert "170" in found["law/charts/overtime.weekday.svg"]
    for path, text in found.items():
        own = path.startswith(("law", "contracts", "index", "data", "ids", "texts"))
        for secret in (one, wide, "丙厂", "丁区", *(("777%", "666%") if own else ())):
            assert secret not in text, (path, secret)
    assert "共 2 份" in found["law/provisions-overtime.html"]
    build(thin_library.settings(), tmp_path / "all", Options(internal=True))
    assert any(
        "666" in text for path, text in texts(tmp_path / "all").items() if path.startswith("contracts/t-2024-0001")
    )


def test_samples_are_in_no_distribution(library: Folder, tmp_path: Path) -> None:
    for number in (1, 2):
        library.contract(number, "第一条 【加班】工作日加班按160%支付。")
    name = library.contract(3, "第一条 【加班】工作日加班按190%支付。")
    file = library.root / "contracts" / name / "contract.md"
    file.write_text(file.read_text(encoding="utf-8").replace("level:", "origin: sample\nlevel:"), encoding="utf-8")
    build(library.settings(), tmp_path / "out")
    page = texts(tmp_path / "out")["law/provisions-overtime.html"]
    assert name not in page
    assert "190" not in texts(tmp_path / "out")["law/charts/overtime.weekday.svg"]


@pytest.mark.slow
def test_hostile_text_in_a_finding_stands_as_text(thin_library: Folder, tmp_path: Path) -> None:
    name = thin_library.contract(
        1, f"第一条 【纪律】迟到一次罚款五十元{HOSTILE}。\n\n第二条 【年假】年假自动清零{HOSTILE}。"
    )
    assert build(thin_library.settings(), tmp_path / "out").problems == ()
    page = texts(tmp_path / "out")[f"contracts/{name}.html"]
    assert page.count('class="finding') >= 4
    assert "<script>alert" not in page
    assert page.count("&lt;script&gt;alert(&#39;x&#39;)") >= 3


@pytest.mark.slow
def test_every_finding_says_its_rule_and_its_citation(thin_library: Folder, tmp_path: Path) -> None:
    name = thin_library.contract(1, "第一条 【加班】工作日加班按120%支付。\n\n第二条 【产假】产假90天。")
    build(thin_library.settings(), tmp_path / "out")
    page = texts(tmp_path / "out")[f"contracts/{name}.html"]
    assert 'class="tag illegal"' in page and "低于法定" in page
    findings = page.split('<li class="finding')[1:]
    assert all("依据：" in f and "law/rules-" in f for f in findings)


def test_rules_are_told_without_places_to_fill_in(site: Path) -> None:
    pages = [file.read_text(encoding="utf-8") for file in sorted((site / "law").glob("rules-*.html"))]
    assert sum(page.count("建议写法") for page in pages) > 100
    assert not any(re.search(r"\{[a-z]+\}", page) for page in pages)


def summary(page: Any) -> str:
    """What the panel says, once it has judged."""
    page.wait_for_function("() => !/载入/.test(document.querySelector('[data-check-summary]').textContent)")
    return str(page.locator("[data-check-summary]").inner_text())


@pytest.mark.browser
def test_findings_stand_beside_the_draft_and_follow_it_by_keyboard_alone(browser: Any, base: str) -> None:
    visit = Visit(browser, base, **DESKTOP)
    page = visit.open(f"draft/{TEMPLATE}.html")
    before = summary(page)
    page.locator("#q-other_terms").focus()
    page.keyboard.type(f"未在年内休完的年假自动清零{HOSTILE}。")
    page.wait_for_function("text => document.querySelector('[data-check-summary]').innerText !== text", arg=before)
    finding = page.locator(".law-check .finding.illegal", has_text="清零")
    assert HOSTILE in finding.inner_text()
    finding.locator("button").focus()
    page.keyboard.press("Enter")
    assert page.evaluate("document.activeElement.hasAttribute('data-paper')")
    page.locator("[data-check-day]").fill("1999-01-01")
    page.wait_for_function("() => !document.querySelector('.law-check').innerText.includes('清零')")
    assert page.locator("[data-check-left] li").count() > 5
    visit.close()


@pytest.mark.browser
def test_the_place_answered_changes_what_counts(browser: Any, site: Path) -> None:
    visit = Visit(browser, site.as_uri() + "/", **PHONE)
    page = visit.open(f"draft/{TEMPLATE}.html")
    summary(page)
    page.locator("#q-other_terms").fill("早退一次扣工资五十元，在车间吸烟的处以罚款一百元。")
    page.wait_for_selector(".law-check .finding:has-text('PAY-51')")
    page.locator("input[name=q-place][value=guangdong]").check(force=True)
    page.wait_for_selector(".law-check .finding:has-text('PAY-20')")
    assert page.locator(".law-check .finding", has_text="PAY-51").count() == 0
    visit.close()


@pytest.mark.browser
def test_papers_are_not_judged(browser: Any, site: Path) -> None:
    visit = Visit(browser, site.as_uri() + "/", **DESKTOP)
    page = visit.open("draft/request.html")
    page.wait_for_selector(".paper p")
    assert page.locator("[data-check]").count() == 0
    visit.close()


@pytest.mark.browser
def test_print_leaves_the_findings_out(browser: Any, site: Path) -> None:
    visit = Visit(browser, site.as_uri() + "/", **DESKTOP)
    page = visit.open(f"draft/{TEMPLATE}.html")
    summary(page)
    page.emulate_media(media="print")
    assert not page.locator(".law-check").is_visible()
    assert page.locator(".paper").is_visible()
    visit.close()


@pytest.mark.browser
def test_a_model_clause_taken_by_link_is_kept_and_accepted_by_the_program(
    browser: Any, base: str, tmp_path: Path
) -> None:
    visit = Visit(browser, base, **DESKTOP)
    page = visit.open(f"clauses/{CLAUSE.split('#')[0]}.html")
    page.locator("#target summary").click()
    page.locator(f"#target a[href*='{TEMPLATE}.html']").click()
    page.wait_for_selector("[data-status]:has-text('示范条款')")
    chosen = page.evaluate("cbtool.draftSlots.chosen()")
    assert list(chosen.values()) == [CLAUSE]
    page.locator("#q-employer").fill("示例厂（虚构）")
    page.wait_for_function("() => document.querySelector('.paper').innerText.includes('示例厂')")
    page.goto(base + f"draft/{TEMPLATE}.html")
    page.wait_for_selector(".paper .chapter")
    page.wait_for_function("() => Object.keys(cbtool.draftSlots.wordings()).length === 1")
    with page.expect_download() as waiting:
        page.locator("[data-save-answers]").click()
    answers, draft = tmp_path / "answers.yaml", tmp_path / "draft.md"
    waiting.value.save_as(answers)
    assert CLAUSE in answers.read_text(encoding="utf-8")
    with page.expect_download() as waiting:
        page.locator("[data-markdown]").click()
    waiting.value.save_as(tmp_path / "browser.md")
    arguments = ["draft", "render", TEMPLATE, "--answers", answers, "--output", draft, "--library", starter_library()]
    done = subprocess.run([sys.executable, "-m", "cbtool", *map(str, arguments)], capture_output=True, text=True)
    assert done.returncode in (0, 1), done.stderr
    assert draft.read_text(encoding="utf-8") == (tmp_path / "browser.md").read_text(encoding="utf-8")
    visit.close()
