"""`cbtool review`."""

import sys
from collections.abc import Iterable, Sequence
from typing import Any

import click

from cbtool.cli.chinese import Command
from cbtool.cli.fields import label, personal_lines, proof, shown
from cbtool.cli.options import LIST_FORMATS, format_option, library_options
from cbtool.cli.output import as_json, print_rows
from cbtool.cli.questions import ask_contract
from cbtool.desk.field_values import field_named, read_value
from cbtool.desk.review import DOUBT, Answer, OpenContract, Question, Reviewer
from cbtool.errors import NotFound
from cbtool.library.save import Filed
from cbtool.model.intake import Value
from cbtool.settings import Settings

EXAMPLES = """
cbtool review --library 我的资料库
cbtool review cb-2026-0001 --library 我的资料库
cbtool review cb-2026-0001 --library 我的资料库 --by 张三 --confirm 到期日期 --set 行业=C39
cbtool review --all --library 我的资料库 --format json
"""
PROTECT = "遮住个人信息：cbtool review {id} --redact　可以公开：cbtool review {id} --set 公开范围=可公开"
HEADS = {"id": "编号", "title": "标题", "count": "项数", "open": "待确认", "file": "原文件"}


@click.command(cls=Command, examples=EXAMPLES, short_help="逐项核对导入的合同")
@click.argument("ids", nargs=-1, metavar="[编号…]")
@click.option("--all", "everything", is_flag=True, help="所有还有待确认项的合同，一份接一份")
@click.option("--by", "person", default="", metavar="姓名", help="核对人，记在导入记录里（不写时问一次）")
@click.option(
    "--set",
    "given",
    multiple=True,
    metavar="项=值",
    help="直接给出一项的值，可以写多次，例如 --set 到期日期=2026-12-31",
)
@click.option(
    "--confirm", "confirmed", multiple=True, metavar="项", help="采用读出的值，可以写多次；条款 表示条号的疑问都看过了"
)
@click.option("--redact", is_flag=True, help="遮住这份合同里的个人信息")
@click.option("--verified", is_flag=True, help="全部对照原文核对过了（没有待确认的项时才行）")
@format_option(*LIST_FORMATS)
@library_options
def command(
    settings: Settings,
    ids: tuple[str, ...],
    everything: bool,
    person: str,
    given: tuple[str, ...],
    confirmed: tuple[str, ...],
    redact: bool,
    verified: bool,
    form: str,
) -> None:
    """不写编号：列出还有待确认项的合同。写编号：在终端里逐项核对，值和原句、位置、把握放在一起看。

    回车采用，e 改，x 不采用，s 跳过，q 离开；每答一项就存一次，随时可以停。编号不会变。
    不在终端里时只列出待确认的项，或者用 --set、--confirm 直接处理。
    """
    reviewer = Reviewer(settings, person.strip())
    chosen = tuple(found.id for found in reviewer.contracts()) if everything else ids
    acting = bool(given or confirmed or redact or verified)
    if acting:
        _act(reviewer, _one(chosen), given, confirmed, redact, verified)
    elif not chosen:
        _list(reviewer.contracts(), form, settings)
    elif form == "json" or not _attended():
        _print([reviewer.contract(id) for id in chosen], form)
    else:
        _review(reviewer, chosen, settings)


def _attended() -> bool:
    return sys.stdin.isatty() and sys.stderr.isatty()


def _one(ids: Sequence[str]) -> str:
    if len(ids) != 1:
        raise click.UsageError("--set、--confirm、--redact、--verified 要写明一份合同的编号")
    return ids[0]


def _act(
    reviewer: Reviewer, id: str, given: Iterable[str], confirmed: Iterable[str], redact: bool, verified: bool
) -> None:
    """What the options say, in one go."""
    if not reviewer.person:
        if not _attended():
            raise click.UsageError("要记下是谁核对的，请加 --by 姓名")
        reviewer.person = _person()
    values = [_setting(setting, reviewer.contract(id)) for setting in given]
    for name in confirmed:
        _confirm(reviewer, id, field_named(name), name)
    for field, value in values:
        _told(reviewer.give(id, field, value), field)
    if redact:
        _redacted(reviewer.redact(id))
    if verified:
        reviewer.verify(id)
        click.echo(f"已核对：{reviewer.person}")
    left = len(reviewer.contract(id).questions)
    click.echo(f"{id} 还有 {left} 项待确认。" if left else f"{id} 没有待确认的项了。")


def _setting(setting: str, contract: OpenContract) -> tuple[str, Value]:
    """The field and the value of one --set."""
    name, equals, typed = setting.partition("=")
    if not equals:
        raise click.BadParameter("要写成 项=值，例如 到期日期=2026-12-31", param_hint="--set")
    field = field_named(name)
    return field, read_value(field, typed, _role(contract.questions, field))


def _confirm(reviewer: Reviewer, id: str, field: str, name: str) -> None:
    """Take what was read for a field; of the fields with several values, every one."""
    questions = [question for question in reviewer.contract(id).questions if question.field == field]
    if not questions:
        raise NotFound(f"{id} 没有待确认的“{name}”。", f"看有哪些：cbtool review {id}")
    for question in questions:
        if question.field == DOUBT:
            reviewer.settle(id, question, Answer("confirmed", question.doubt))
            click.echo(f"看过了：{question.doubt}")
        else:
            best = question.guesses[0]
            _told(reviewer.settle(id, question, Answer("confirmed", best.value, best)), field, best.value)


def _role(questions: Iterable[Question], field: str) -> str:
    """Whose name is meant where only one is open."""
    values = [guess.value for question in questions if question.field == field for guess in question.guesses]
    roles = {value["role"] for value in values if isinstance(value, dict)}
    return roles.pop() if len(roles) == 1 else ""


def _told(filed: Filed, field: str, value: Value | None = None) -> None:
    said = filed.report.confirmed[-1].value if filed.report else value
    click.echo(f"{label(field)}：{shown(field, said)}")


def _redacted(filed: Filed) -> None:
    click.echo(next(reversed(filed.report.warnings), "没有个人信息。") if filed.report else "")
    if filed.report and filed.report.original:
        click.echo(f"原件 {filed.report.original} 里的个人信息遮不住，请从文件夹里删去它。")


def _list(found: Iterable[OpenContract], form: str, settings: Settings) -> None:
    contracts = list(found)
    rows = [_row(contract) for contract in contracts]
    print_rows([shape(contract) for contract in contracts] if form == "json" else rows, HEADS, form)
    if form == "table" and rows:
        click.echo(
            f"\n逐项核对：cbtool review {rows[0]['id']} --library {settings.library}\n全部核对：cbtool review --all --library {settings.library}"
        )


def _row(contract: OpenContract) -> dict[str, Any]:
    names = list(dict.fromkeys(label(question.field) for question in contract.questions))
    return {**contract._asdict(), "count": len(contract.questions), "open": names}


def shape(contract: OpenContract) -> dict[str, Any]:
    """The documented JSON of a contract with what is open in it."""
    questions = [
        {
            "field": question.field,
            "current": question.current,
            "guesses": [guess.model_dump(mode="json", exclude={"field"}) for guess in question.guesses],
            "doubt": question.doubt or None,
        }
        for question in contract.questions
    ]
    return {"id": contract.id, "title": contract.title, "file": contract.file, "questions": questions}


def _print(found: Sequence[OpenContract], form: str) -> None:
    if form == "json":
        click.echo(as_json([shape(contract) for contract in found]))
        return
    for contract in found:
        click.echo(f"{contract.id}《{contract.title}》 {len(contract.questions)} 项待确认")
        for question in contract.questions:
            guesses = [f"{shown(question.field, guess.value)}  {proof(guess)}" for guess in question.guesses]
            click.echo(f"  {label(question.field)}  " + ("；".join(guesses) or question.doubt))


def _person() -> str:
    return str(click.prompt("核对人姓名（记在导入记录里）", prompt_suffix="：", err=True)).strip()


def _review(reviewer: Reviewer, ids: Sequence[str], settings: Settings) -> None:
    """Ask on the terminal, one contract after the other."""
    reviewer.person = reviewer.person or _person()
    for number, id in enumerate(ids, 1):
        found = reviewer.contract(id)
        place = f"（{number}/{len(ids)}）" if len(ids) > 1 else ""
        click.echo(f"\n{place}{id}《{found.title}》  原文件：{found.file}", err=True)
        for warning in found.warnings:
            click.echo(f"  注意：{warning}", err=True)
        personal = personal_lines(reviewer.personal(id))
        for line in personal:
            click.echo(f"  个人信息  {line}", err=True)
        if personal:
            click.echo(f"  {PROTECT.format(id=id)}", err=True)
        if not ask_contract(reviewer, found):
            click.echo(f"已离开，答过的都存好了。接着做：cbtool review {id} --library {settings.library}", err=True)
            return
