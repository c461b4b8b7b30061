"""`cbtool search` as an instructor uses it, on the starter library."""

import json
import os
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest


@pytest.fixture(scope="module")
def cache(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return tmp_path_factory.mktemp("cache")


def cbtool(cache: Path, *arguments: str) -> "subprocess.CompletedProcess[str]":
    environment = {**os.environ, "CBTOOL_CACHE": str(cache), "PYTHONIOENCODING": "utf-8"}
    return subprocess.run(
        [sys.executable, "-m", "cbtool", *arguments], capture_output=True, text=True, env=environment, check=False
    )


def search(cache: Path, *arguments: str) -> dict[str, Any]:
    done = cbtool(cache, "search", *arguments, "--format", "json")
    assert done.returncode == 0, done.stderr
    answer: dict[str, Any] = json.loads(done.stdout)
    return answer


def test_one_word_brings_its_synonyms_and_marks_them(cache: Path) -> None:
    answer = search(cache, "加班费", "--limit", "0")
    assert "加班工资" in answer["synonyms"]
    assert answer["total"] == len(answer["hits"]) > 20
    assert not answer["approximate"]
    for hit in answer["hits"]:
        assert hit["marks"]
        for start, end in hit["marks"]:
            assert any(word in hit["text"][start:end] for word in ("加班费", *answer["synonyms"]))
    exact = search(cache, "加班费", "--exact", "--limit", "0")
    assert exact["synonyms"] == []
    assert all("加班费" in hit["text"] for hit in exact["hits"])
    assert exact["total"] < answer["total"]


def test_several_words_may_stand_in_the_context(cache: Path) -> None:
    answer = search(cache, "环卫 加班费", "--limit", "0")
    assert answer["total"] > 0
    assert any("环卫" not in hit["text"] for hit in answer["hits"])
    assert any(hit["industry"].startswith("N78") for hit in answer["hits"][:5])


def test_quotes_exclusion_and_fields(cache: Path) -> None:
    quoted = search(cache, '"女职工 哺乳"', "--limit", "0")
    assert quoted["total"] > 0
    assert quoted["synonyms"] == []
    without = search(cache, "最低工资", "-计件", "--limit", "0")
    assert without["total"] == search(cache, "最低工资 -计件", "--limit", "0")["total"]
    assert without["total"] > 0
    assert not any("计件" in hit["text"] for hit in without["hits"])
    heat = search(cache, "主题:高温 地区:深圳", "--limit", "0")
    assert heat["total"] > 0
    assert all(hit["region"].startswith("4403") for hit in heat["hits"])


@pytest.mark.parametrize("query", ["满3年", "150%", "元", "員工工資", "１５０％"])
def test_figures_single_characters_traditional_and_full_width(cache: Path, query: str) -> None:
    assert search(cache, query)["total"] > 0


def test_traditional_and_full_width_find_the_same(cache: Path) -> None:
    assert search(cache, "女職工")["total"] == search(cache, "女职工")["total"]
    assert search(cache, "１５０％")["total"] == search(cache, "150%")["total"]


def test_a_spoken_question_is_answered_as_approximate(cache: Path) -> None:
    answer = search(cache, "工资总额怎么跟利润挂钩增长")
    assert answer["approximate"]
    assert 0 < answer["total"] <= 200
    assert any("工资总额" in hit["text"] for hit in answer["hits"][:3])
    assert search(cache, "工资总额怎么跟利润挂钩增长", "--exact")["total"] == 0


def test_nonsense_is_said_to_be_nowhere(cache: Path) -> None:
    assert search(cache, "魑魅魍魉")["total"] == 0
    done = cbtool(cache, "search", "魑魅魍魉")
    assert (done.returncode, "没有找到" in done.stdout) == (0, True)


def test_samples_are_shown_as_samples(cache: Path) -> None:
    out = cbtool(cache, "search", "加班工资", "--origin", "示例", "--document", "集体合同").stdout
    assert out.count("示例") >= 10
    assert "«加班工资»" in out


def test_pages_join_without_gap_or_repeat(cache: Path) -> None:
    whole = search(cache, "工资", "--sort", "date", "--limit", "0", "--exact")
    shown: list[str] = []
    after = ""
    while True:
        page = search(cache, "工资", "--sort", "date", "--limit", "60", "--exact", "--after", after)
        shown += [hit["address"] for hit in page["hits"]]
        after = page["next"]
        if not after:
            break
    assert shown == [hit["address"] for hit in whole["hits"]]


def test_every_format(cache: Path) -> None:
    assert cbtool(cache, "search", "高温", "--format", "csv").stdout.startswith("\ufeff地址,标题")
    assert cbtool(cache, "search", "高温", "--format", "md").stdout.startswith("| 地址 | 标题")


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (["search"], "没有要查的词"),
        (["search", '"没关上'], "引号没有配对"),
        (["search", "年份:20a4 加班"], "年份写得不对"),
        (["search", "地区:乌有之乡 加班"], "没有这个取值"),
        (["search", "级别:乡镇"], "可用的有"),
        (["search", "加班", "--nosuch"], "没有这个选项"),
        (["search", "加班", "--limit", "-3"], "--limit"),
        (["search", "加班", "--after", "x"], "--after"),
        (["search", "加班", "--library", "/nowhere"], "找不到资料库"),
        (["nosuch"], "没有这个命令"),
        (["show", "cb-1999-9999"], "没有 cb-1999-9999"),
        (["show", "cb-2026-0001#art_999"], "没有这个条款"),
        (["list", "contract"], "可选"),
        (["schema", "nosuch"], "可选"),
        (["draft", "render", "nosuch"], "没有这个文本模板"),
        (["draft", "render", "wage-enterprise", "--sample", "nosuch"], "可选"),
        (["draft", "render", "wage-enterprise", "--set", "nosuch=1"], "名称=值"),
        (["draft", "render", "wage-enterprise", "--answers", "/nowhere.yaml"], "答案文件读不出来"),
        (["import", "/nowhere.txt"], "初始资料库"),
    ],
)
def test_bad_input_gets_a_clear_message_and_exit_code_2(cache: Path, arguments: list[str], said: str) -> None:
    done = cbtool(cache, *arguments)
    assert done.returncode == 2, (done.returncode, done.stdout, done.stderr)
    assert said in done.stderr
    assert "Traceback" not in done.stderr
    assert done.stdout == ""


def test_the_json_shape_is_the_documented_one(cache: Path) -> None:
    answer = search(cache, "高温")
    assert list(answer) == ["query", "total", "approximate", "synonyms", "nearest_topics", "hits", "facets", "next"]
    assert list(answer["hits"][0]) == [
        "address", "document", "title", "heading", "text", "marks", "score",
        "level", "kind", "region", "industry", "year", "status", "origin",
    ]  # fmt: skip
    assert {"topic", "level", "kind", "region", "industry", "year", "status", "origin", "document"} == set(
        answer["facets"]
    )
    assert set(answer["facets"]["level"][0]) == {"value", "label", "count"}
    readme = (Path(__file__).parents[2] / "README.md").read_text(encoding="utf-8")
    for key in (*answer, *answer["hits"][0]):
        assert key in readme, key
