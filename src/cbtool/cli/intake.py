"""`cbtool import`."""

import sys
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Any, TypeVar

import click

from cbtool.cli.chinese import Command
from cbtool.cli.options import format_option, library_options
from cbtool.cli.output import as_json
from cbtool.desk.intake import Choices, Outcome, intake
from cbtool.model.intake import Fact, Unsure
from cbtool.model.labels import KINDS, LEVELS, ORIGINS, ROLES, STATUSES
from cbtool.settings import Settings
from cbtool.text.codes import industry_name, region_name

F = TypeVar("F", bound=Callable[..., Any])
EXAMPLES = """
cbtool import 合同.txt --library 我的资料库
cbtool import 合同.txt --library 我的资料库 --level 企业 --kind 工资专项
cbtool import 合同.txt --library 我的资料库 --origin 官方范本
cbtool import 合同文件夹 --library 我的资料库 --format json
"""
FIELDS = {
    "title": "标题", "level": "级别", "kind": "类型", "status": "状态", "origin": "性质", "parties": "当事人",
    "chief_representative": "首席代表", "region": "地区", "street": "街道", "industry": "行业", "signed": "签订日期",
    "effective_from": "生效日期", "expires_on": "到期日期", "coverage.enterprises": "覆盖企业数",
    "coverage.workers": "覆盖职工数", "coverage.women": "女职工数", "coverage.union_members": "工会会员数",
}  # fmt: skip
VISIBILITIES = {"public": "可公开", "internal": "仅内部"}
CODES = {"level": LEVELS, "kind": KINDS, "status": STATUSES, "origin": ORIGINS}

CODES_OF = {name: code for names in (LEVELS, KINDS, ORIGINS, VISIBILITIES) for code, name in names.items()}


def _coded(field: str, codes: dict[str, str], name: str, note: str = "") -> Callable[[F], F]:
    """An option that takes a code or its Chinese name."""
    told = "、".join(f"{code} {label}" for code, label in codes.items())
    values = click.Choice([*codes, *codes.values()])
    return click.option(f"--{field}", default=None, type=values, metavar=name, help=told + note)


@click.command(cls=Command, examples=EXAMPLES, short_help="把自己的合同导入资料库")
@click.argument("paths", nargs=-1, required=True, type=click.Path(path_type=Path), metavar="文件或文件夹…")
@click.option("--title", default="", metavar="标题", help="标题（只导入一个文件时）")
@_coded("level", LEVELS, "级别")
@_coded("kind", KINDS, "类型")
@_coded("origin", ORIGINS, "性质", "；默认 signed")
@_coded("visibility", VISIBILITIES, "范围", "；默认 public，含个人信息的默认 internal")
@format_option("text", "json")
@library_options
def command(settings: Settings, paths: tuple[Path, ...], form: str, **given: str | None) -> int:
    """把 Word（.docx）、纯文本（.txt）或 Markdown（.md）的合同导入自己的资料库，文件夹连同下级文件夹一起导入。

    标题、当事人、日期等从文中读出并附上原句；看不准的列为“待确认”，不写进合同的信息栏。
    """
    choices = Choices(**{field: CODES_OF.get(value, value) for field, value in given.items() if value})
    if choices.title and (len(paths) > 1 or paths[0].is_dir()):
        raise click.BadParameter("只在导入一个文件时可用", param_hint="--title")
    outcomes: list[Outcome] = []
    for outcome in intake(settings, paths, choices, ask if _attended() else None):
        outcomes.append(outcome)
        if form == "text":
            click.echo(_told(outcome))
    if form == "json":
        click.echo(as_json({"files": [shape(outcome) for outcome in outcomes]}))
    else:
        _print_end(outcomes, settings)
    return exit_code(outcomes)


def _attended() -> bool:
    return sys.stdin.isatty() and sys.stderr.isatty()


def exit_code(outcomes: Sequence[Outcome]) -> int:
    """0 all imported, 1 some refused, 2 nothing could be read."""
    if not any(outcome.readable for outcome in outcomes):
        return 2
    return 1 if any(outcome.status == "refused" for outcome in outcomes) else 0


def shape(outcome: Outcome) -> dict[str, Any]:
    """The documented JSON of one file."""
    return {
        "path": outcome.path,
        "status": outcome.status,
        "id": outcome.id or None,
        "title": outcome.title or None,
        "articles": outcome.articles,
        "warnings": list(outcome.warnings),
        "unsure": [unsure.model_dump(mode="json") for unsure in outcome.unsure],
        "reason": outcome.reason or None,
    }


def ask(path: str, field: str, guesses: tuple[Fact, ...]) -> str:
    """Ask for a title, level or kind, the best guess first; asks again until the answer fits."""
    proof = f"，依据：“{guesses[0].quote}”（第 {guesses[0].line} 行）" if guesses else ""
    click.echo(f"{path}：看不准{FIELDS[field]}{proof}", err=True)
    if field == "title":
        return str(
            click.prompt("标题", default=str(guesses[0].value) if guesses else Path(path).stem, err=True)
        ).strip()
    codes = CODES[field]
    order = list(dict.fromkeys([*(str(guess.value) for guess in guesses), *codes]))
    click.echo("  " + "  ".join(f"{number} {codes[code]}" for number, code in enumerate(order, 1)), err=True)
    while True:
        typed = str(click.prompt(FIELDS[field], default="1" if guesses else None, err=True)).strip()
        for number, code in enumerate(order, 1):
            if typed in (str(number), code, codes[code]):
                return code
        click.echo(f"请输入 1 到 {len(order)}。", err=True)


def _told(outcome: Outcome) -> str:
    if outcome.status == "refused":
        return f"没有导入  {outcome.path}\n  " + outcome.reason.replace("\n", "\n  ") + "\n"
    lines = [f"已导入  {outcome.path} → {outcome.id}", f"  《{outcome.title}》，{outcome.articles} 条"]
    lines += [f"  注意：{warning}" for warning in outcome.warnings]
    if outcome.unsure:
        lines.append("  待确认（没有写进信息栏，请对照原文）：")
        lines += [f"    {FIELDS.get(u.field, u.field)}  {value(u)}  {_proof(u)}" for u in outcome.unsure]
    return "\n".join(lines) + "\n"


def value(unsure: Unsure) -> str:
    """An unsure value with its Chinese name."""
    if isinstance(unsure.value, dict):
        return f"{unsure.value.get('name', '')}（{ROLES.get(unsure.value.get('role', ''), '')}）"
    told = str(unsure.value)
    if unsure.field == "region":
        return f"{region_name(told)}（{told}）"
    if unsure.field == "industry":
        return f"{industry_name(told)}（{told}）"
    return CODES.get(unsure.field, {}).get(told, told)


def _proof(unsure: Unsure) -> str:
    return f"“{unsure.quote}”（第 {unsure.line} 行，把握 {unsure.confidence:.2f}）" if unsure.quote else ""


def _print_end(outcomes: Sequence[Outcome], settings: Settings) -> None:
    done = [outcome for outcome in outcomes if outcome.status != "refused"]
    review = sum(outcome.status == "review" for outcome in done)
    if not outcomes:
        click.echo("没有找到可以导入的文件。")
        return
    click.echo(
        f"共 {len(outcomes)} 个文件：导入 {len(done)} 份（{review} 份要核对），没有导入 {len(outcomes) - len(done)} 个。"
    )
    if done:
        place = f"--library {settings.library}"
        click.echo(f"  看全文：cbtool show {done[-1].id} {place}")
        click.echo(f"  查条款：cbtool search 工资 {place}")
    if review:
        click.echo(f"  核对后改：{settings.library / 'contracts' / '编号' / 'contract.md'} 开头的信息栏")
