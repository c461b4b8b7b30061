"""Files of rules: a wrong entry is refused with line and remedy, the others stay."""

from pathlib import Path

import pytest
from tests.conftest import Folder

from cbtool.law.modules import MODULES
from cbtool.library.lawbook import kept_law, read_law
from cbtool.library.library import open_library
from cbtool.library.rules import SUBJECTS, Known, read_rule_file, read_rules, read_subjects
from cbtool.resources import starter_library

KNOWN = Known({"pay", "pay.level"}, {"wage.floor_month"}, {"minimum_wage_monthly"}, {"who_signs"})
RULE = """\
rules:
- id: TST-01
  demands: 最低月工资不低于当地标准
  citation: {statute: 劳动合同法, article: 第五十五条}
  evidence: statute
  severity: illegal
  topic: pay.level
  compare: {subject: {provision: wage.floor_month}, parameter: minimum_wage_monthly}
  message: 约定{found}，要求{required}
  remedy: 提高到当地标准
"""


def read(tmp_path: Path, text: str) -> tuple[int, list[tuple[int, str, str]]]:
    file = tmp_path / "rules.yaml"
    file.write_text(text, encoding="utf-8")
    rules, problems = read_rule_file(file, "law/rules/rules.yaml", KNOWN)
    return len(rules), [(p.line, p.message, p.remedy) for p in problems]


def test_a_sound_file_is_read(tmp_path: Path) -> None:
    assert read(tmp_path, RULE) == (1, [])


@pytest.mark.parametrize(
    ("old", "new", "line", "message"),
    [
        ("topic: pay.level", "topic: wages", 7, "topics.yaml 里没有协商事项 wages"),
        ("provision: wage.floor_month", "provision: wage.flor", 8, "provisions.yaml 里没有约定值 wage.flor"),
        ("parameter: minimum_wage_monthly", "parameter: minimum", 8, "law/parameters 里没有法定参数 minimum"),
        ("第五十五条", "第某条", 4, "认不出条款号"),
        ("severity: illegal", "severity: grave", 6, "不在可选范围内"),
        ("evidence: statute", "evidence: secondary", 2, "severity 最多写 review"),
        ("  compare: {subject: {provision: wage.floor_month}, parameter: minimum_wage_monthly}\n", "", 2, "必须写一个"),
        (", parameter: minimum_wage_monthly", "", 8, "必须写一个"),
        ("id: TST-01", "id: test", 2, "写法不对"),
        ("  topic", "  region: '999999'\n  topic", 7, "不在 GB/T 2260 表中"),
        ("  compare: {subject: {provision: wage.floor_month}, parameter: minimum_wage_monthly}", "  module: who", 8, "程序里没有模块 who"),
        ("  compare: {subject: {provision: wage.floor_month}, parameter: minimum_wage_monthly}",
         "  forbid: {patterns: ['(罚款']}", 8, "没有配对的括号"),
    ],
)  # fmt: skip
def test_a_wrong_entry_is_refused_with_its_line(tmp_path: Path, old: str, new: str, line: int, message: str) -> None:
    count, problems = read(tmp_path, RULE.replace(old, new, 1))
    assert count == 0
    assert problems[0][0] == line and message in problems[0][1], problems


def test_a_wrong_entry_does_not_take_the_others_with_it(tmp_path: Path) -> None:
    second = RULE.removeprefix("rules:\n").replace("TST-01", "TST-02").replace("topic: pay.level", "topic: wages")
    count, problems = read(tmp_path, RULE + second)
    assert count == 1 and [line for line, _, _ in problems] == [16]


def test_an_id_twice_is_refused_in_one_file_and_told_between_files(tmp_path: Path) -> None:
    twice = RULE + RULE.removeprefix("rules:\n")
    assert "写了两次" in read(tmp_path, twice)[1][0][1]
    shelf = tmp_path / "law" / "rules"
    shelf.mkdir(parents=True)
    for name in ("a.yaml", "b.yaml"):
        (shelf / name).write_text(RULE, encoding="utf-8")
    rules, problems = read_rules([tmp_path], KNOWN)
    assert list(rules) == ["TST-01"]
    assert [(p.path, "在别的文件里已有" in p.message) for p in problems] == [("law/rules/b.yaml", True)]


def test_an_own_file_hides_the_starters_of_the_same_name(tmp_path: Path) -> None:
    own, base = tmp_path / "own", tmp_path / "base"
    for root, words in ((own, "自己的"), (base, "自带的")):
        (root / "law" / "rules").mkdir(parents=True)
        text = RULE.replace("最低月工资不低于当地标准", words)
        (root / "law" / "rules" / "pay.yaml").write_text(text, encoding="utf-8")
    rules, problems = read_rules([own, base], KNOWN)
    assert rules["TST-01"].demands == "自己的" and not problems


def test_the_fifteen_subjects_are_read_and_a_wrong_topic_is_told(tmp_path: Path) -> None:
    library = open_library(starter_library())
    topics = {t.id for t in library.topics.topics} | {t.below(s) for t in library.topics.topics for s in t.subtopics}
    subjects, problems = read_subjects(library.roots, KNOWN._replace(topics=topics))
    assert [s.number for s in subjects] == list(range(1, 16)) and not problems
    (tmp_path / "law").mkdir()
    text = (starter_library() / SUBJECTS).read_text(encoding="utf-8")
    (tmp_path / SUBJECTS).write_text(text.replace("topics: [leave]", "topics: [holiday]"), encoding="utf-8")
    subjects, problems = read_subjects([tmp_path], KNOWN._replace(topics=topics))
    assert not subjects and "holiday" in problems[0].message and problems[0].line > 1


def test_the_kept_law_is_the_law_and_follows_its_files(thin_library: Folder) -> None:
    opened = open_library(thin_library.root)
    file = thin_library.cache / "law.json"
    whole = read_law(opened, MODULES).book
    kept = kept_law(opened, MODULES, file)
    again = kept_law(opened, MODULES, file)
    assert [r.id for r in again.rules] == [r.id for r in kept.rules] == [r.id for r in whole.rules]
    assert again.parameters == whole.parameters
    assert again.rules == tuple(r.model_copy(update={"cases": (), "manual": ""}) for r in whole.rules)
    thin_library.write("law/rules/own.yaml", RULE)
    assert "TST-01" in {r.id for r in kept_law(opened, MODULES, file).rules}
    file.write_bytes(b"damaged")
    assert "TST-01" in {r.id for r in kept_law(opened, MODULES, file).rules}
