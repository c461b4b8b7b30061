"""`cbtool import`."""

import re
import sys
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Any, TypeVar

import click

from cbtool.cli.bar import Bar
from cbtool.cli.chinese import Command
from cbtool.cli.fields import label, personal_lines, proof, shown
from cbtool.cli.options import format_option, library_options
from cbtool.cli.output import as_csv, as_json, as_table
from cbtool.desk.field_values import CODES, VISIBILITIES
from cbtool.desk.intake import Choices, Handling, Outcome, files_below, intake
from cbtool.desk.review import Reviewer
from cbtool.model.intake import Fact
from cbtool.model.labels import KINDS, LEVELS, ORIGINS, STATUSES
from cbtool.settings import Settings

F = TypeVar("F", bound=Callable[..., Any])
EXAMPLES = """
cbtool import 合同.txt --library 我的资料库
cbtool import 合同.txt --library 我的资料库 --level 企业 --kind 工资专项
cbtool import 合同.txt --library 我的资料库 --origin 官方范本
cbtool import 合同文件夹 --library 我的资料库
cbtool import 合同文件夹 --library 我的资料库 --yes-above 0.9 --status 草案 --format csv > 导入清单.csv
cbtool import 合同文件夹 --library 我的资料库 --redact
"""
HEADS = {
    "path": "文件", "result": "结果", "id": "编号", "title": "标题", "articles": "条数", "open": "待确认",
    "notes": "注意", "reason": "原因",
}  # fmt: skip
CODES_OF = {name: code for field in CODES for code, name in CODES[field].items()}
RESULTS = {"imported": "已导入", "review": "要核对", "refused": "没有导入"}
_MOST_PERSONAL = 20
_MOST_NAMES = 3
_SHORTEST_TITLE = 4


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
@_coded("status", STATUSES, "状态", "；默认按生效、到期日期")
@_coded("origin", ORIGINS, "性质", "；默认 signed")
@_coded("visibility", VISIBILITIES, "范围", "；默认 public，含个人信息的默认 internal")
@click.option(
    "--yes-above",
    type=click.FloatRange(0.5, 1),
    metavar="把握",
    help="批量：把握不低于它的直接采用，不逐个问，例如 0.9",
)
@click.option("--redact", is_flag=True, help="遮住姓名、手机、身份证、银行卡号和邮箱，资料库里不留原样")
@click.option("--keep-original", is_flag=True, help="把原件一起存进资料库（original.*）")
@click.option("--allow-duplicate", is_flag=True, help="和库里的合同几乎一样，也另存一份")
@format_option("text", "table", "json", "csv")
@library_options
def command(
    settings: Settings,
    paths: tuple[Path, ...],
    form: str,
    yes_above: float | None,
    redact: bool,
    keep_original: bool,
    allow_duplicate: bool,
    **given: str | None,
) -> int:
    """把一个文件、几个文件或整个文件夹（连同下级文件夹）的合同导入自己的资料库。

    标题、当事人、日期等从文中读出并附上原句；看不准的列为“待确认”，不写进信息栏，以后用 cbtool review 逐项确认。
    导入过的文件会跳过，所以中断之后，再运行同样的命令就接着做。
    """
    choices = Choices(**{field: CODES_OF.get(value, value) for field, value in given.items() if value})
    if choices.title and (len(paths) > 1 or paths[0].is_dir()):
        raise click.BadParameter("只在导入一个文件时可用", param_hint="--title")
    if redact and keep_original:
        raise click.BadParameter("原件里的个人信息遮不住，不能和 --redact 一起用", param_hint="--keep-original")
    how = Handling(yes_above, redact, keep_original, allow_duplicate)
    outcomes, left = _run(settings, list(files_below(paths)), choices, how, form)
    _print(outcomes, form)
    if form in ("text", "table"):
        _print_end(outcomes, settings, asked_next=not left)
    if not (choices.visibility or redact or left):
        _settle_visibility(outcomes, settings, keep_original)
    if left:
        click.echo(f"已中断：还有 {left} 个文件没有导入。再运行同样的命令就接着做，导入过的会跳过。", err=True)
        return 2
    return exit_code(outcomes)


def _run(
    settings: Settings, files: list[Path], choices: Choices, how: Handling, form: str
) -> tuple[list[Outcome], int]:
    """The outcomes, and how many files are left where the person has stopped."""
    bar = Bar(len(files))

    def asked(path: str, field: str, guesses: tuple[Fact, ...]) -> str:
        bar.clear()
        return ask(path, field, guesses)

    outcomes: list[Outcome] = []
    attended = _attended() and how.yes_above is None
    try:
        for outcome in intake(settings, files, choices, asked if attended else None, how, bar.show):
            bar.clear()
            outcomes.append(outcome)
            if form == "text":
                click.echo(_told(outcome) if len(files) == 1 else _line(outcome))
        bar.clear()
    except (KeyboardInterrupt, click.Abort):
        bar.clear()
        click.echo(err=True)
    return outcomes, len(files) - len(outcomes)


def _attended() -> bool:
    return sys.stdin.isatty() and sys.stderr.isatty()


def exit_code(outcomes: Sequence[Outcome]) -> int:
    """0 all imported, now or before; 1 some refused; 2 nothing could be read."""
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
        "already": outcome.already,
        "near": outcome.near or None,
        "supersedes": outcome.supersedes or None,
        "visibility": outcome.visibility or None,
        "personal": [item._asdict() for item in outcome.personal],
    }


def ask(path: str, field: str, guesses: tuple[Fact, ...]) -> str:
    """Ask for a title, level or kind, the best guess first; asks again until the answer fits. '' leaves it open."""
    proved = f"，依据：“{guesses[0].quote}”（第 {guesses[0].line} 行）" if guesses else ""
    click.echo(f"\n{path}：看不准{label(field)}{proved}", err=True)
    if field == "title":
        return _title(str(guesses[0].value) if guesses else Path(path).stem)
    codes = CODES[field]
    order = list(dict.fromkeys([*(str(guess.value) for guess in guesses), *codes]))
    click.echo(
        "  " + "  ".join(f"{number} {codes[code]}" for number, code in enumerate(order, 1)) + "  s 跳过", err=True
    )
    while True:
        typed = str(click.prompt(label(field), default="1" if guesses else None, err=True)).strip()
        for number, code in enumerate(order, 1):
            if typed in (str(number), code, codes[code]):
                return code
        if typed.lower() == "s":
            return ""
        click.echo(f"请输入 1 到 {len(order)}。要跳过这个文件，输入 s。", err=True)


def _title(guess: str) -> str:
    click.echo(f"  1 {guess}  s 暂用文件名  或者输入正确的标题", err=True)
    while True:
        typed = str(click.prompt("标题", default="1", err=True)).strip()
        if typed.lower() in ("1", "s") or typed == guess:
            return "" if typed.lower() == "s" else guess
        if len(typed) >= _SHORTEST_TITLE:
            return typed
        click.echo(f"标题太短，至少 {_SHORTEST_TITLE} 个字。", err=True)


def _line(outcome: Outcome) -> str:
    """One line for a file of many."""
    result = "早已导入" if outcome.already else RESULTS[outcome.status]
    if outcome.status == "refused":
        return f"{result}  {outcome.path}：{_first_line(outcome)}"
    about = [f"{outcome.articles} 条"] if outcome.articles else []
    about += [f"待确认 {outcome.questions} 项"] if outcome.questions else []
    about += [f"注意 {len(outcome.warnings)} 处"] if outcome.warnings else []
    return f"{result}  {outcome.path} → {outcome.id}《{outcome.title}》" + "，".join(about)


def _told(outcome: Outcome) -> str:
    """All about a single file."""
    if outcome.status == "refused":
        return f"没有导入  {outcome.path}\n  " + outcome.reason.replace("\n", "\n  ") + "\n"
    if outcome.already:
        return f"早已导入  {outcome.path} → {outcome.id}\n  《{outcome.title}》\n"
    lines = [f"已导入  {outcome.path} → {outcome.id}", f"  《{outcome.title}》，{outcome.articles} 条"]
    lines += [f"  注意：{warning}" for warning in outcome.warnings]
    if outcome.unsure:
        lines.append("  待确认（没有写进信息栏，请对照原文）：")
        lines += [f"    {label(u.field)}  {shown(u.field, u.value)}  {proof(u)}" for u in outcome.unsure]
    return "\n".join(lines) + "\n"


def _print(outcomes: Sequence[Outcome], form: str) -> None:
    if form == "json":
        click.echo(as_json({"files": [shape(outcome) for outcome in outcomes]}))
    elif form in ("table", "csv"):
        rows = [_row(outcome, "；" if form == "csv" else "") for outcome in outcomes]
        click.echo({"table": as_table, "csv": as_csv}[form](rows, HEADS))


def _row(outcome: Outcome, between: str) -> dict[str, Any]:
    """One file as a row; without `between` notes are only counted."""
    fields = list(dict.fromkeys(label(unsure.field) for unsure in outcome.unsure))
    return {
        "path": outcome.path,
        "result": "早已导入" if outcome.already else RESULTS[outcome.status],
        "id": outcome.id,
        "title": outcome.title,
        "articles": outcome.articles or "",
        "open": "、".join(fields),
        "notes": between.join(outcome.warnings) if between else len(outcome.warnings) or "",
        "reason": "" if outcome.already else outcome.reason.replace("\n", " ") if between else _first_line(outcome),
    }


def _print_end(outcomes: Sequence[Outcome], settings: Settings, asked_next: bool) -> None:
    """How many of each kind, why files were refused, and what to do next; personal data may be `asked_next`."""
    if not outcomes:
        click.echo("没有找到可以导入的文件。")
        return
    refused = [outcome for outcome in outcomes if outcome.status == "refused"]
    done = [outcome for outcome in outcomes if outcome.status != "refused"]
    fresh = [outcome for outcome in done if not outcome.already]
    review = sum(outcome.status == "review" for outcome in done)
    before = f"，早已导入 {len(done) - len(fresh)} 个" if len(done) > len(fresh) else ""
    click.echo(
        f"共 {len(outcomes)} 个文件：导入 {len(fresh)} 份{before}，没有导入 {len(refused)} 个；{review} 份要核对。"
    )
    for reason, same in _reasons(refused).items() if len(outcomes) > 1 else ():
        click.echo(f"  没有导入 {len(same)} 个：{reason}（{_file_names(same)}）")
        click.echo("    " + same[0].reason.partition("\n")[2].replace("\n", "\n    "))
    if any(outcome.reason.startswith("看不准") for outcome in refused):
        click.echo("    要逐个回答：在终端里不加 --yes-above，再运行一次同样的命令。")
    place = f"--library {settings.library}"
    if review:
        one = next(outcome.id for outcome in done if outcome.status == "review")
        click.echo(f"  逐项核对：cbtool review {one} {place}")
        click.echo(f"  要核对的清单：cbtool review {place}")
    if any(outcome.personal and outcome.visibility == "internal" for outcome in fresh) and not (
        asked_next and _attended()
    ):
        click.echo(
            "  含个人信息的标为仅内部；要遮住：cbtool review 编号 --redact，可公开：cbtool review 编号 --set 公开范围=可公开"
        )
    if done:
        click.echo(f"  看全文：cbtool show {done[-1].id} {place}")
        click.echo(f"  查条款：cbtool search 工资 {place}")


def _file_names(same: Sequence[Outcome]) -> str:
    more = "等" if len(same) > _MOST_NAMES else ""
    return "、".join(Path(outcome.path).name for outcome in same[:_MOST_NAMES]) + more


def _first_line(outcome: Outcome) -> str:
    return outcome.reason.partition("\n")[0]


def _reasons(refused: Sequence[Outcome]) -> dict[str, list[Outcome]]:
    """Why files were refused, without what is special to one file → these files."""
    found: dict[str, list[Outcome]] = {}
    for outcome in refused:
        reason = (
            "和库里的合同几乎一样"
            if outcome.near
            else re.sub(r"，像是“.*?）|：.*", "", _first_line(outcome)).rstrip("。")
        )
        found.setdefault(reason, []).append(outcome)
    return found


def _settle_visibility(outcomes: Sequence[Outcome], settings: Settings, kept: bool) -> None:
    """Show the personal data that were found, and ask once what is to become of these contracts.

    Where the files were kept beside they cannot be masked.
    """
    found = [outcome for outcome in outcomes if outcome.personal and outcome.id]
    if not found or not _attended():
        return
    choices = {"1": "仅内部", "2": "可以公开（原样）"} | ({} if kept else {"3": "遮住个人信息，然后可以公开"})
    click.echo(f"\n{len(found)} 份合同里有个人信息，现在标为“仅内部”，不会进入网站和导出：", err=True)
    for outcome in found[:_MOST_PERSONAL]:
        click.echo(f"  {outcome.id}  " + "；".join(personal_lines(outcome.personal)), err=True)
    if len(found) > _MOST_PERSONAL:
        click.echo(f"  ……另有 {len(found) - _MOST_PERSONAL} 份", err=True)
    click.echo("  " + "  ".join(f"{key} {told}" for key, told in choices.items()), err=True)
    try:
        typed = click.prompt("这些合同", type=click.Choice(list(choices)), default="1", show_choices=False, err=True)
    except click.Abort:
        return
    reviewer = Reviewer(settings)
    for outcome in found if typed != "1" else ():
        if typed == "3":
            reviewer.redact(outcome.id)
        reviewer.publish(outcome.id)
    click.echo({"1": "仍为仅内部。", "2": "已改为可公开。", "3": "已遮住个人信息，改为可公开。"}[typed], err=True)
