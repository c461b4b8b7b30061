"""CONTRIBUTING.md followed literally in a library of one's own: right entries count, wrong ones are refused by line."""

import re
import shutil
from pathlib import Path

import pytest

from cbtool.cli.app import run
from cbtool.resources import starter_library

GUIDE = (Path(__file__).parents[1] / "CONTRIBUTING.md").read_text(encoding="utf-8")
WAGES = "law/parameters/minimum_wage.yaml"


def blocks(section: str) -> list[str]:
    """The fenced blocks of a section, without the indent of the list they stand in."""
    text = re.split(r"^## ", GUIDE.split(f"\n## {section}\n", 1)[1], maxsplit=1, flags=re.M)[0]
    fences = re.finditer(r"^( *)```\w+\n(.*?)^ *```$", text, re.M | re.S)
    return ["".join(line.removeprefix(f[1]) for line in f[2].splitlines(keepends=True)) for f in fences]


OLD, NEW, TOLD = blocks("更正或添加一个法定数值")
(STATUTE,) = blocks("添加或更正一个法规条目")
(DIGEST,) = blocks("添加一份合同或摘要")
(RULE,) = blocks("添加一条规则")


@pytest.fixture
def mine(tmp_path: Path) -> Path:
    assert run(["init", str(tmp_path / "我的资料库")]) == 0
    return tmp_path / "我的资料库"


def write(library: Path, path: str, text: str) -> None:
    (library / path).parent.mkdir(parents=True, exist_ok=True)
    (library / path).write_text(text, encoding="utf-8")


def corrected(library: Path, old: str, new: str) -> None:
    """The starter's file copied and corrected as the guide says."""
    (library / WAGES).parent.mkdir(parents=True, exist_ok=True)
    shutil.copy(starter_library() / WAGES, library / WAGES)
    text = (library / WAGES).read_text(encoding="utf-8")
    assert text.count(old) == 1, "the entry the guide starts from stands in the starter library"
    write(library, WAGES, text.replace(old, new))


def printed(capsys: pytest.CaptureFixture[str], library: Path, *arguments: str) -> str:
    capsys.readouterr()
    run([*arguments, "--library", str(library)])
    return capsys.readouterr().out


def told(capsys: pytest.CaptureFixture[str], library: Path) -> list[str]:
    """What selftest says of the files that the guide adds."""
    lines = [line.strip() for line in printed(capsys, library, "selftest").splitlines()]
    return [line for line in lines if re.match(rf"{WAGES}|law/statutes/mine|law/rules/mine|contracts/|law/rules：规则 PAY-99", line)]  # fmt: skip


def asked(on: str) -> tuple[str, ...]:
    return "show", "parameter", "最低工资", "--region", "深圳", "--on", on


def test_a_corrected_figure_counts_from_its_day(mine: Path, capsys: pytest.CaptureFixture[str]) -> None:
    corrected(mine, OLD, NEW)
    assert "* 不低于 2900 元/月" in printed(capsys, mine, *asked("2028-02-01"))
    assert "* 不低于 2700 元/月" in printed(capsys, mine, *asked("2027-12-31"))


@pytest.mark.slow
def test_what_the_guide_adds_is_in_order(mine: Path, capsys: pytest.CaptureFixture[str]) -> None:
    corrected(mine, OLD, NEW)
    write(mine, "law/statutes/mine.yaml", STATUTE)
    write(mine, "law/rules/mine.yaml", RULE)
    write(mine, "contracts/cb-2026-0901/contract.md", DIGEST)
    assert told(capsys, mine) == []
    assert "深圳市人力资源和社会保障局" in printed(capsys, mine, "show", "深圳市2028年最低工资标准")
    assert "月最低工资2600元" in printed(capsys, mine, "show", "cb-2026-0901")
    assert "工资以货币支付，不得以实物代替" in printed(capsys, mine, "show", "PAY-99")


@pytest.mark.slow
def test_what_the_guide_warns_of_is_refused_in_its_words(mine: Path, capsys: pytest.CaptureFixture[str]) -> None:
    overlap, unknown = TOLD.splitlines()
    corrected(mine, OLD, NEW.replace("    to: 2027-12-31\n", ""))
    write(mine, "law/rules/mine.yaml", RULE.replace("可以用购物卡折抵部分工资", "可以发购物卡", 1))
    write(mine, "contracts/cb-2026-0901/contract.md", DIGEST.replace("origin: signed\n", "origin: signed\nsigned: '2026-05'\n"))  # fmt: skip
    lines = told(capsys, mine)
    assert overlap in lines
    assert any("“signed”：日期要写成 2026-03-01 的样子" in line and "contract.md:8：" in line for line in lines), lines
    rule = "规则 PAY-99 第 2 个例子（fail）应为 illegal，实为 没有发现（改规则的句式，或者改例子）"
    assert rule in GUIDE
    assert any(rule in line for line in lines), lines
    assert "* 不低于 2700 元/月" in printed(capsys, mine, *asked("2028-02-01")), "the starter's file counts meanwhile"
    corrected(mine, OLD, NEW)
    assert unknown in told(capsys, mine)


def test_both_languages_have_the_sections_and_name_the_same_commands() -> None:
    english = (Path(__file__).parents[1] / "CONTRIBUTING.en.md").read_text(encoding="utf-8")
    for command in re.findall(r"`(cbtool (?:selftest|show parameter|init)[^`]*)`", GUIDE):
        assert command in english, command
