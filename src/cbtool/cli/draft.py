"""`cbtool draft`."""

from pathlib import Path
from typing import Any

import click

from cbtool.cli.check_text import count_text, findings_text
from cbtool.cli.chinese import Command, Group
from cbtool.cli.interview import ask
from cbtool.cli.options import library_options
from cbtool.cli.output import progress as progress_bar
from cbtool.desk.batch import draft_rows, read_rows
from cbtool.desk.check import check_draft
from cbtool.desk.draft import (
    ENDINGS,
    Loaded,
    blanks,
    checked_answers,
    load_answers,
    open_prepared,
    resume,
    sample_file,
    save_answers,
    write_draft,
)
from cbtool.desk.limits import held_to_law, legal_limits
from cbtool.desk.parameters import region_code
from cbtool.desk.wordings import own_references, wordings
from cbtool.drafting.draft import Draft, make_draft
from cbtool.drafting.errors import AgainstLaw
from cbtool.drafting.interview import answers_so_far
from cbtool.drafting.prepared import Prepared, unanswered
from cbtool.drafting.slots import Wording
from cbtool.errors import CbtoolError
from cbtool.model.template import Question
from cbtool.settings import Settings

RENDER_EXAMPLES = """
cbtool draft render wage-enterprise --sample full --output 工资协议.docx
cbtool draft render wage-enterprise --answers wage-enterprise.answers.yaml
cbtool draft render wage-enterprise --sample full --clause overtime_base=cb-2026-0001#art_17
cbtool draft render request --sample plain --set reply_days=10 --output 要约书.md
cbtool draft render wage-enterprise --sample full --region 深圳 --output 工资协议.html
"""
NEW_EXAMPLES = """
cbtool draft new wage-enterprise
cbtool draft new wage-enterprise --answers 我的答案.yaml --output 工资协议.docx
"""
BATCH_EXAMPLES = """
cbtool draft batch wage-enterprise --rows 会员企业.csv --output 各企业协议
cbtool draft batch wage-enterprise --rows 会员企业.csv --sample plain --output 各企业协议 --ending .md
"""
KEYS = "直接回车用【】里的建议；输入 ? 看说明，- 留空，< 退回上一题，q 保存后退出（下次接着填）。"


@click.group(cls=Group, help="起草集体合同和文书：问答填写，生成 Word 文件。")
def command() -> None:
    """Drafting."""


def _output(handler: Any) -> Any:
    for option in (
        click.option("--force", is_flag=True, help="文件已存在时覆盖"),
        click.option(
            "-o",
            "--output",
            type=click.Path(dir_okay=False, path_type=Path),
            metavar="文件",
            help="写到哪里，按后缀定格式：.docx、.pdf、.html、.md",
        ),
    ):
        handler = option(handler)
    return handler


_region = click.option(
    "--region", metavar="地区", help="按哪个地区的法律：名称或代码（默认按答案里的地点，再用资料库的地区）"
)
_clauses = click.option(
    "--clause", "clauses", multiple=True, metavar="名称=地址",
    help="把模板里的一条换成示范条款的一档或别的合同的一条，可多次；名称见 cbtool show template 模板",
)  # fmt: skip


@command.command("render", cls=Command, examples=RENDER_EXAMPLES, short_help="用现成的答案生成草案")
@click.argument("template", metavar="模板")
@click.option("--answers", type=click.Path(dir_okay=False, path_type=Path), metavar="文件", help="答案文件（YAML）")
@click.option("--sample", metavar="名称", help="用模板自带的样例（内容是虚构的示例）")
@click.option("--set", "pairs", multiple=True, metavar="名称=值", help="给一个问题的答案，可多次")
@_clauses
@_region
@_output
@library_options
def render(
    settings: Settings,
    template: str,
    answers: Path | None,
    sample: str | None,
    pairs: tuple[str, ...],
    clauses: tuple[str, ...],
    region: str | None,
    output: Path | None,
    force: bool,
) -> None:
    """用答案文件、样例或 --set 给出的答案生成草案；没有回答的地方留空。"""
    prepared, code = open_prepared(settings, template), _code(region)
    given = _pairs(prepared, pairs)
    source = sample_file(settings, template, sample) if sample else answers
    loaded = load_answers(prepared, source, given) if source else Loaded(checked_answers(prepared, given, "--set"))
    doubted = held_to_law(prepared, loaded.values, legal_limits(settings, prepared.template, code))
    chosen = wordings(settings, {**loaded.clauses, **_addresses(clauses)})
    draft = make_draft(prepared, loaded.values, chosen)
    _write(settings, prepared, draft, output or Path(f"{template}.docx"), force, code)
    _warn_of_law(doubted)
    _warn_of_blanks(unanswered(prepared, loaded.values))
    _warn_of_references(chosen)


def _pairs(prepared: Prepared, pairs: tuple[str, ...]) -> dict[str, Any]:
    given: dict[str, Any] = {}
    for pair in pairs:
        name, equals, value = pair.partition("=")
        if not equals or prepared.template.question(name.strip()) is None:
            raise click.BadParameter(
                f"{pair}：要写成 名称=值，名称见 cbtool show template {prepared.template.id}", param_hint="--set"
            )
        given[name.strip()] = value
    return given


def _code(region: str | None) -> str:
    return region_code(region) if region else ""


def _warn_of_law(doubted: list[AgainstLaw]) -> None:
    for breach in doubted:
        click.echo(f"请核对：{breach.message}。{breach.remedy}")


def _warn_of_blanks(questions: list[Question]) -> None:
    if questions:
        click.echo(f"必填的还没有填，先留空：{'、'.join(q.label for q in questions)}")


def _warn_of_references(chosen: dict[str, Wording]) -> None:
    for wording in chosen.values():
        if found := own_references(wording):
            click.echo(f"请核对：{wording.address} 里引用了原合同的其他条（{'、'.join(found)}），在草案里要改。")


def _addresses(pairs: tuple[str, ...]) -> dict[str, str]:
    chosen: dict[str, str] = {}
    for pair in pairs:
        slot, equals, address = pair.partition("=")
        if not equals or not slot.strip() or not address.strip():
            raise click.BadParameter(f"{pair}：要写成 名称=地址，如 base=overtime-base#target", param_hint="--clause")
        chosen[slot.strip()] = address.strip()
    return chosen


@command.command("new", cls=Command, examples=NEW_EXAMPLES, short_help="一问一答，起草一份")
@click.argument("template", metavar="模板")
@click.option(
    "--answers", type=click.Path(dir_okay=False, path_type=Path), metavar="文件", help="答案存到哪里（已有则接着填）"
)
@_clauses
@_region
@_output
@library_options
def new(
    settings: Settings,
    template: str,
    answers: Path | None,
    clauses: tuple[str, ...],
    region: str | None,
    output: Path | None,
    force: bool,
) -> int:
    """一问一答，起草一份合同或文书。每答一题就保存一次，随时可以停下。"""
    prepared, code = open_prepared(settings, template), _code(region)
    file = answers or Path(f"{template}.answers.yaml")
    target = output or Path(f"{template}.docx")
    _refuse_overwriting(target, force)
    interview, chosen = resume(prepared, file)
    chosen |= _addresses(clauses)
    texts = wordings(settings, chosen)
    click.echo(f"{prepared.template.title}：{prepared.template.summary}\n{KEYS}")
    if file.exists():
        click.echo(f"接着上次填（答案在 {file}）。")
    finished = ask(prepared, interview, chosen, file, legal_limits(settings, prepared.template, code))
    if finished is None:
        click.echo(f"\n已保存到 {file}。接着填：cbtool draft new {template} --answers {file}")
        return 0
    save_answers(prepared, finished, chosen, file)
    _write(settings, prepared, make_draft(prepared, answers_so_far(finished), texts), target, force, code)
    _warn_of_blanks(unanswered(prepared, answers_so_far(finished)))
    _warn_of_references(texts)
    click.echo(f"答案：{file}")
    return 0


def _refuse_overwriting(file: Path, force: bool) -> None:
    if file.exists() and not force:
        raise CbtoolError(f"文件已存在：{file}", "换个名字（--output），或加 --force 覆盖。")


def _write(settings: Settings, prepared: Prepared, draft: Draft, file: Path, force: bool, region: str) -> None:
    _refuse_overwriting(file, force)
    write_draft(draft, file, settings.on)
    left = blanks(draft)
    click.echo(f"草案已写好：{file.resolve()}")
    click.echo(f"草案编号 {draft.number}" + (f"，还有 {left} 处空白待填" if left else ""))
    _tell_findings(check_draft(settings, prepared.template, draft, str(file), region), file)


def _tell_findings(record: dict[str, Any], file: Path) -> None:
    """How many findings of each severity, and those that must be mended."""
    click.echo(f"审查：{count_text(record)}")
    if text := findings_text(record, ("illegal", "missing")):
        click.echo(text)
    if record["findings"]:
        click.echo(f"全部意见：cbtool check {file} --stage draft --level {record['level']} --kind {record['kind']}")


@command.command("batch", cls=Command, examples=BATCH_EXAMPLES, short_help="按表格一次起草多份")
@click.argument("template", metavar="模板")
@click.option(
    "--rows",
    "table",
    required=True,
    metavar="表格",
    type=click.Path(dir_okay=False, path_type=Path),
    help="CSV 表格：一行一份，表头写问题的名称或说法；“文件名”一列定文件名",
)
@click.option(
    "--answers", type=click.Path(dir_okay=False, path_type=Path), metavar="文件", help="各份共同的答案（YAML）"
)
@click.option("--sample", metavar="名称", help="共同的答案用模板自带的样例（内容是虚构的示例）")
@_clauses
@_region
@click.option(
    "-o",
    "--output",
    required=True,
    metavar="文件夹",
    type=click.Path(file_okay=False, path_type=Path),
    help="写到哪个新文件夹",
)
@click.option("--ending", type=click.Choice(tuple(ENDINGS)), default=".docx", help="文件格式", show_default=True)
@library_options
def batch(
    settings: Settings,
    template: str,
    table: Path,
    answers: Path | None,
    sample: str | None,
    clauses: tuple[str, ...],
    region: str | None,
    output: Path,
    ending: str,
) -> int:
    """用一个模板按表格起草多份，例如行业合同的每家会员企业一份；一行有误不影响其他行。"""
    prepared = open_prepared(settings, template)
    source = sample_file(settings, template, sample) if sample else answers
    common = load_answers(prepared, source) if source else Loaded({})
    chosen = wordings(settings, {**common.clauses, **_addresses(clauses)})
    rows = read_rows(prepared.template, table)
    show = progress_bar()
    refused = 0
    limits = legal_limits(settings, prepared.template, _code(region))
    drafted = draft_rows(prepared, common, chosen, rows, output, ending, settings.on, limits)
    for number, done in enumerate(drafted, 1):
        if show:
            show("起草", number, len(rows.rows))
        refused += bool(done.reason)
        if done.reason:
            click.echo(f"第 {done.line} 行没有起草（{done.name}）：{done.reason}", err=True)
        for doubt in done.doubts:
            click.echo(f"第 {done.line} 行请核对（{done.name}）：{doubt}", err=True)
    click.echo(
        f"写好 {len(rows.rows) - refused} 份，在 {output.resolve()}" + (f"；{refused} 行有误" if refused else "")
    )
    _warn_of_references(chosen)
    return 1 if refused else 0
