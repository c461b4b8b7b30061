"""More forms of contracts, written after the first and before their figures were seen: traps for whoever reads days and names."""

from datetime import date, timedelta

from bench.disguises import Case, Forms, Part, day, told_by
from cbtool.text.numerals import to_chinese


def _notice(c: Case) -> Part:
    (_, _, _, first, _), (_, _, _, second, _) = c.sides()
    lines = [
        "关于印发集体合同文本的通知",
        f"各部门：现将双方签订的集体合同印发给你们，请遵照执行。{day(c.signed + timedelta(days=20), 0)}",
    ]
    return [*lines, c.title, f"甲方：{first}", f"乙方：{second}"], told_by(c)


def _full_names(c: Case) -> Part:
    lines = [
        f"{label}（{'用人单位' if side == '企业方' else '工会'}全称）：{name}" for label, side, _, name, _ in c.sides()
    ]
    return [c.title, *lines], told_by(c)


def _label_behind(c: Case) -> Part:
    return [c.title, *(f"{name}（{label}）" for label, _, _, name, _ in c.sides())], told_by(c)


def _by_their_heads(c: Case) -> Part:
    opening = f"本合同由{c.employer}（以下称“企业”）法定代表人{c.chiefs[0]}与{c.union}（以下称“工会”）主席{c.chiefs[1]}经平等协商签订。"
    return [c.title, opening], told_by(c, labelled=False)


def _bare_sides(c: Case) -> Part:
    return [c.title, "签约双方", f"企业：{c.employer}", f"工会：{c.union}"], told_by(c, labelled=False)


def _agents(c: Case) -> Part:
    lines = [f"{label}：{name}  委托代理人：本市某律师事务所" for label, _, _, name, _ in c.sides()]
    return [c.title, *lines, "劳务派遣单位：本市人力资源有限公司（另见附件）"], told_by(c)


def _for_all(c: Case) -> Part:
    lines = [
        f"{label}：{name}（{'代表全体职工' if role == 'union' else '代表用人单位'}）"
        for label, _, role, name, _ in c.sides()
    ]
    return [c.title, *lines, f"上级工会：{c.place[:3]}总工会"], told_by(c)


def _below_label(c: Case) -> Part:
    lines = [line for label, side, _, name, _ in c.sides() for line in (f"{label}（{side}）：", name)]
    return [c.title, *lines], told_by(c)


def _term(c: Case, number: int) -> Part:
    years, before = to_chinese(c.years), c.start - timedelta(days=1)
    start, end = day(c.start, number), day(c.end, number)
    earlier = day(date(before.year - 2, before.month, min(before.day, 28)), 0)
    truth = {"effective_from": c.start.isoformat(), "expires_on": c.end.isoformat()}
    texts: tuple[Part, ...] = (
        ([f"本合同有效期为{years}年（{start}至{end}）。"], truth),
        ([f"本合同自{start}零时起生效，至{end}二十四时终止。"], truth),
        ([f"本合同系{earlier}至{day(before, 0)}集体合同的续订，期限自{start}起至{end}止。"], truth),
        ([f"本合同为{earlier}起施行的上级集体合同的附件，有效期与其一致。"], {}),
        ([f"本合同附件一的工资标准自{day(date(c.start.year, 10, 1), 0)}起施行。", f"本合同有效期{years}年，自{start}起至{end}止。"], truth),
        ([f"本合同草案经职工代表大会{day(c.signed - timedelta(days=8), 0)}审议通过，自双方签字之日起生效，有效期{years}年。"], {}),
        ([f"本合同有效期自{c.start.year}年{c.start.month}月起至{c.end.year}年{c.end.month}月止。"], {}),
        ([f"双方劳动争议调解组织的任期自{day(c.start + timedelta(days=30), 0)}起至{day(c.end, 0)}止。", f"本合同期限：{start}至{end}。"], truth),
    )  # fmt: skip
    return texts[number % len(texts)]


def _foot(c: Case, number: int) -> Part:
    on, signed = day(c.signed, number), {"signed": c.signed.isoformat()}
    other = day(c.signed - timedelta(days=1), number)
    forms: tuple[Part, ...] = (
        ([f"甲方代表（签字）：          {other}", f"乙方代表（签字）：          {on}"], {}),
        (["（此页无正文，为签章页）", "甲方（盖章）        乙方（盖章）", f"{on}于公司会议室"], signed),
        (["甲方（盖章）        乙方（盖章）", f"签约日期：{on}", f"公示日期：{day(c.signed + timedelta(days=9), 0)}"], signed),
        (["甲方（盖章）        乙方（盖章）", f"打印日期：{day(c.signed + timedelta(days=3), 0)}"], {}),
        (["甲方（盖章）        乙方（盖章）", f"日期：{on}        日期：{on}"], signed),
    )  # fmt: skip
    return forms[number % len(forms)]


HELD = Forms(
    (_notice, _full_names, _label_behind, _by_their_heads, _bare_sides, _agents, _for_all, _below_label), _term, _foot
)
