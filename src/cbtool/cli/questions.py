"""The dialogue of `cbtool review` on a terminal: one question after the other, each answer saved at once."""

from typing import Any

import click

from cbtool.cli.fields import label, proof, shown
from cbtool.desk.field_values import WrongValue, read_value
from cbtool.desk.review import DOUBT, Answer, OpenContract, Question, Reviewer
from cbtool.errors import CbtoolError
from cbtool.model.contract import Contract, dump

_SETTLED = (
    "title", "level", "kind", "status", "visibility", "region", "industry", "signed", "effective_from", "expires_on", "supersedes",
)  # fmt: skip


class _Left(Exception):
    """The person leaves."""


def ask_contract(reviewer: Reviewer, contract: OpenContract) -> bool:
    """Ask everything that is open in a contract; False where the person leaves before the end."""
    skipped = 0
    try:
        for number, question in enumerate(contract.questions, 1):
            click.echo(f"\n[{number}/{len(contract.questions)}] {_asked(question)}", err=True)
            while not (settled := _settle(reviewer, contract.id, question)):
                if settled is None:
                    skipped += 1
                    break
        _end(reviewer, contract.id, skipped)
    except (_Left, click.Abort, KeyboardInterrupt):
        click.echo(err=True)
        return False
    return True


def _asked(question: Question) -> str:
    """A question with values, words, places and confidence."""
    if question.field == DOUBT:
        return f"{label(DOUBT)}：{question.doubt}"
    lines = []
    for number, guess in enumerate(question.guesses, 1):
        mark = f"  {number} " if len(question.guesses) > 1 else ""
        lines += [f"{mark}{shown(question.field, guess.value)}", f"      依据：{proof(guess) or '（没有原句）'}"]
    now = f"（现在：{shown(question.field, question.current)}）" if question.current is not None else ""
    between = "\n" if len(question.guesses) > 1 else ""
    return f"{label(question.field)}{now}：{between}" + "\n".join(lines)


def _settle(reviewer: Reviewer, id: str, question: Question) -> bool | None:
    """True where the answer was saved, None where it was skipped, False where it has to be asked again."""
    typed = str(click.prompt(_keys(question), default="", show_default=False, prompt_suffix="：", err=True)).strip()
    if typed.lower() in ("q", "ｑ"):
        raise _Left
    if typed.lower() in ("s", "ｓ"):
        return None
    try:
        answer = _answer(question, typed)
        if answer is None:
            return False
        filed = reviewer.settle(id, question, answer)
    except WrongValue as error:
        click.echo(f"  不行：{error.message.rstrip('。')}。{error.remedy}", err=True)
        return False
    click.echo(_saved(question, answer, filed.contract), err=True)
    return True


def _keys(question: Question) -> str:
    if question.field == DOUBT:
        return "  回车 看过了，没有问题  s 以后再看  q 离开"
    several = f"  1～{len(question.guesses)} 选一个" if len(question.guesses) > 1 else ""
    return f"  回车 采用{'第 1 个' if several else ''}{several}  e 改  x 不采用  s 跳过  q 离开"


def _answer(question: Question, typed: str) -> Answer | None:
    """What was typed as an answer; None where it is none. Raises WrongValue."""
    if question.field == DOUBT:
        if not typed:
            return Answer("confirmed", question.doubt)
        click.echo("  没看懂，请按回车、s 或 q。", err=True)
        return None
    best = question.guesses[0]
    if not typed:
        return Answer("confirmed", best.value, best)
    if typed.isdigit() and 0 < int(typed) <= len(question.guesses):
        chosen = question.guesses[int(typed) - 1]
        return Answer("confirmed", chosen.value, chosen)
    if typed.lower() == "x":
        return Answer("rejected", best.value, best)
    if typed.lower() == "e" or typed.lower().startswith("e "):
        words = typed[1:].strip() or str(click.prompt(f"  {label(question.field)}", prompt_suffix="：", err=True))
        role = best.value["role"] if isinstance(best.value, dict) else ""
        return Answer("corrected", read_value(question.field, words, role), best)
    click.echo("  没看懂，请按回车采用，或输入 e、x、s、q。", err=True)
    return None


def _saved(question: Question, answer: Answer, contract: Contract) -> str:
    if question.field == DOUBT:
        return "  已记下。"
    if answer.did == "rejected":
        return "  没有采用，已记下。"
    status = ""
    if question.field in ("effective_from", "expires_on"):
        status = f"，状态：{shown('status', contract.status)}"
    return f"  已存：{label(question.field)} {shown(question.field, answer.value)}{status}"


def _end(reviewer: Reviewer, id: str, skipped: int) -> None:
    """What is left; where nothing is, whether the rest was compared too."""
    if skipped:
        click.echo(f"\n{id} 还有 {skipped} 项跳过了，以后再核对：cbtool review {id}", err=True)
        return
    contract = reviewer.filed(id).contract
    if contract.verified_by:
        click.echo(f"\n{id} 没有待确认的项了，核对人：{contract.verified_by}。", err=True)
        return
    click.echo(f"\n没有待确认的项了。信息栏现在是：\n{_summary(contract)}", err=True)
    typed = click.prompt(
        "以上都对照原文核对过了，输入 y；还没有，回车", default="", show_default=False, prompt_suffix="：", err=True
    )
    if str(typed).strip().lower() in ("y", "ｙ", "是"):
        try:
            reviewer.verify(id)
            click.echo(f"已核对：{reviewer.person}", err=True)
        except CbtoolError as error:
            click.echo(str(error), err=True)


def _summary(contract: Contract) -> str:
    values: dict[str, Any] = dump(contract)
    lines = [f"  {label(field)}：{shown(field, values[field])}" for field in _SETTLED if field in values]
    lines += [f"  {label('parties')}：{shown('parties', party)}" for party in values.get("parties", ())]
    return "\n".join(lines)
