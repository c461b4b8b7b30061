"""Every command has help with a runnable example and stands in the README; the examples run."""

import os
import re
import shlex
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import click
import pytest

from cbtool.cli.app import app

ROOT = Path(__file__).parents[1]


def commands(group: click.Group, path: str) -> Iterator[tuple[str, click.Command]]:
    context = click.Context(group)
    for name in group.list_commands(context):
        command = group.get_command(context, name)
        assert command is not None
        if isinstance(command, click.Group):
            yield from commands(command, f"{path} {name}")
        else:
            yield f"{path} {name}", command


ALL = list(commands(app, "cbtool"))


@pytest.mark.parametrize(("path", "command"), ALL, ids=[path for path, _ in ALL])
def test_a_command_has_help_examples_and_a_place_in_the_readme(path: str, command: click.Command) -> None:
    assert re.search("[\u4e00-\u9fff]", command.help or ""), "Chinese help"
    examples = getattr(command, "examples", "")
    assert examples.strip(), "examples"
    assert all(line.strip().startswith(path) for line in examples.strip().splitlines())
    for option in command.params:
        if isinstance(option, click.Option) and option.name != "help":
            assert re.search("[\u4e00-\u9fff]", option.help or ""), option.name
    shown = command.get_help(click.Context(command, info_name=path))
    assert not re.search(r"default:|<=|Options|Usage", shown), shown
    for readme in ("README.md", "README.en.md"):
        text = (ROOT / readme).read_text(encoding="utf-8")
        first, last = path.split()[1], path.split()[-1]
        assert f"cbtool {first}" in text, readme
        assert f"cbtool {first} {last}" in text or f"`{last}`" in text or first == last, (readme, path)


ENDLESS = ("cbtool site serve",)  # they run until interrupted; tests of their own start and stop them


def example_lines() -> list[str]:
    lines = [line.strip() for _, command in ALL for line in command.examples.strip().splitlines()]  # type: ignore[attr-defined]
    return [line for line in lines if not line.startswith(ENDLESS)]


@pytest.mark.slow
@pytest.mark.parametrize("line", example_lines())
def test_every_example_runs(line: str, tmp_path: Path) -> None:
    prepare(tmp_path)
    line, _, _ = line.partition(" > ")
    arguments = shlex.split(line)[1:]
    environment = {**os.environ, "PYTHONIOENCODING": "utf-8"}
    done = subprocess.run(
        [sys.executable, "-m", "cbtool", *arguments],
        cwd=tmp_path, env=environment, input="q\n", capture_output=True, text=True, check=False,
    )  # fmt: skip
    assert done.returncode == 0, (line, done.stdout[-500:], done.stderr[-500:])
    assert done.stdout.strip()


def prepare(folder: Path) -> None:
    """The files that examples speak of."""
    script = "from cbtool.cli.app import run; import sys; sys.exit(run(sys.argv[1:]))"
    subprocess.run([sys.executable, "-c", script, "init", str(folder / "我的资料库")], check=True, capture_output=True)
    text = "示例厂工资专项集体合同\n甲方：示例厂工会\n乙方：示例厂\n第一条 工资按月支付。\n第二条 本合同期限一年。\n"
    (folder / "合同.txt").write_text(text, encoding="utf-8")
    (folder / "合同文件夹").mkdir()
    (folder / "合同文件夹" / "一.txt").write_text(text.replace("第二条", "第二条 按时支付。\n第三条"), encoding="utf-8")
    (folder / "会员企业.csv").write_text("企业名称\n示例甲公司（虚构）\n", encoding="utf-8")
    signed = text.replace("期限一年", "有效期一年，自2026年3月1日起生效") + "甲方（盖章）：____\n2026年3月1日\n"
    (folder / "已签.txt").write_text(signed, encoding="utf-8")
    arguments = ["import", str(folder / "已签.txt"), "--library", str(folder / "我的资料库")]
    subprocess.run([sys.executable, "-c", script, *arguments], check=True, capture_output=True)
    answers = "template: wage-enterprise\nversion: 1\nanswers: {}\n"
    (folder / "wage-enterprise.answers.yaml").write_text(answers, encoding="utf-8")


def test_both_readmes_say_the_same() -> None:
    chinese, english = ((ROOT / name).read_text(encoding="utf-8") for name in ("README.md", "README.en.md"))
    code = re.compile(r"`(cbtool [^`]+)`")
    assert code.findall(chinese) == code.findall(english)
    assert len(re.findall("^#", chinese, re.M)) == len(re.findall("^#", english, re.M))
