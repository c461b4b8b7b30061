"""The dialogue of `cbtool draft new` on a terminal: one question after the other, each answer saved at once."""

from pathlib import Path

import click

from cbtool.desk.draft import save_answers
from cbtool.desk.limits import LimitsAt, unlawful
from cbtool.drafting.errors import AgainstLaw, BadAnswer
from cbtool.drafting.interview import (
    Interview,
    Step,
    answer,
    answers_so_far,
    ask_again,
    back,
    next_step,
    progress,
    skip,
)
from cbtool.drafting.prepared import Prepared
from cbtool.model.template import Question

UNANSWERED = "（没有）"


def ask(
    prepared: Prepared, interview: Interview, clauses: dict[str, str], file: Path, limits: LimitsAt
) -> Interview | None:
    """Ask until the end; None where the person stopped. Every answer is saved at once."""
    group = ""
    interview = _lawful(prepared, interview, limits)
    while (step := next_step(interview)) is not None:
        if step.group != group:
            group = step.group
            click.secho(f"\n{group}", bold=True)
        try:
            said = _prompt(_label(interview, step))
            if said.lower() == "q":
                return None
            changed = _answered(interview, step, said, limits)
        except click.Abort:
            return None
        if changed is not interview:
            interview = changed
            save_answers(prepared, interview, clauses, file)
        if next_step(interview) is None:
            interview = _lawful(prepared, interview, limits)
    return interview


def _prompt(label: str) -> str:
    return str(click.prompt(label, default="", show_default=False, prompt_suffix="：")).strip()


def _lawful(prepared: Prepared, interview: Interview, limits: LimitsAt) -> Interview:
    """The interview with the answers taken back that the law of the answered place and day refuses."""
    refused = unlawful(prepared, answers_so_far(interview), limits)
    for breach in refused.values():
        _tell(breach)
    return ask_again(interview, refused) if refused else interview


def _answered(interview: Interview, step: Step, said: str, limits: LimitsAt) -> Interview:
    if said in ("?", "？"):
        click.echo(_help(step.question))
        return interview
    if said == "<":
        return back(interview)
    if said in ("-", "－"):
        return skip(interview)
    allowed = limits(answers_so_far(interview))
    try:
        return answer(interview, said, allowed)
    except AgainstLaw as breach:
        _tell(breach)
        return interview if breach.proven else _insisted(interview, said)
    except BadAnswer as error:
        _tell(error)
        return interview


def _insisted(interview: Interview, said: str) -> Interview:
    """What stands against the answer is not proven: the person decides."""
    decided = _prompt("  仍然采用请输入 y，重填直接回车，留空输入 -").lower()
    if decided in ("-", "－"):
        return skip(interview)
    return answer(interview, said, insists=True) if decided in ("y", "ｙ", "是") else interview


def _tell(error: BadAnswer) -> None:
    click.secho(f"  {error.message}", fg="red")
    if error.remedy:
        click.echo(f"  {error.remedy}")


def _label(interview: Interview, step: Step) -> str:
    """`[3/24] 每月发薪日（日）【15】`, with the choices below."""
    question, at = step.question, progress(interview)
    row = f"第 {step.row} 行·" if step.row and not step.more else ""
    unit = f"（{question.unit}）" if question.unit else ""
    mark = "*" if question.required else ""
    default = f"【{_default(question)}】" if isinstance(question.default, str) else ""
    lines = [f"\n     {n}. {choice.label}" for n, choice in enumerate(question.choices, 1)]
    return f"[{at.done + 1}/{at.total}] {row}{question.label}{mark}{unit}{default}{''.join(lines)}" + (
        "\n     选" if lines else ""
    )


def _default(question: Question) -> str:
    labels = {choice.value: choice.label for choice in question.choices} | (
        {"yes": "是", "no": "否"} if question.type == "yes_no" else {}
    )
    return labels.get(str(question.default), str(question.default))


def _help(question: Question) -> str:
    kinds = {
        "yes_no": "回答 是 或 否",
        "date": "写成 2026-03-18",
        "percent": "写成 6 或 6%",
        "money": "写成 2700 或 2,700.50",
    }
    return "  " + "；".join(part for part in (question.help, kinds.get(question.type, "")) if part) or UNANSWERED
