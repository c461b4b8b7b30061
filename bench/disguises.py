"""Contracts of the library in the dress of other offices: other parties, days and places, in the forms such texts have.

The articles are the library's; who signs, where, when, for how long and for how many is made up here, and told as the truth.
Every name of a firm is invented.
"""

import random
import re
from collections.abc import Callable, Iterator, Sequence
from datetime import date, timedelta
from typing import Any, NamedTuple

from cbtool.library.contracts import split_front_matter
from cbtool.resources import starter_library
from cbtool.text.clauses import parse_clauses
from cbtool.text.numerals import to_chinese

Value = str | int
_DIGITS = str.maketrans("0123456789", "〇一二三四五六七八九")
_LEFT_OUT = re.compile(r"示例|虚构|20\d\d年|有效期|期满|本合同期限|签订|生效|覆盖|集体合同期限|备案|^\|", re.M)
_ARTICLES = 24
_LEAST = 6


class Case(NamedTuple):
    """What a contract is about: the truth that its forms tell in their own ways."""

    name: str
    title: str
    level: str
    kind: str
    employer: str
    union: str
    place: str
    region: str
    industry: str
    employer_first: bool
    signed: date
    start: date
    years: int
    workers: int
    women: int
    members: int
    firms: int
    chiefs: tuple[str, str]

    @property
    def end(self) -> date:
        """The last day of the term."""
        return date(self.start.year + self.years, self.start.month, self.start.day) - timedelta(days=1)

    @property
    def association(self) -> bool:
        """Whether the employers' side is an association."""
        return self.level in ("industry", "regional")

    def sides(self) -> list[tuple[str, str, str, str, str]]:
        """(label, side in Chinese, role, name, chief) of 甲方 and 乙方."""
        employer = (
            "企业方",
            "employers_association" if self.association else "employer",
            self.employer,
            self.chiefs[0],
        )
        union = ("职工方", "union", self.union, self.chiefs[1])
        order = (employer, union) if self.employer_first else (union, employer)
        return [("甲方", *order[0]), ("乙方", *order[1])]


class Disguised(NamedTuple):
    """A text with what it says: field → value; parties as (role, name) → label ('' where the text gives none).

    `implied` are fields the text does not say outright: right where they are read, no loss where they are not.
    """

    name: str
    lines: list[str]
    truth: dict[str, Value]
    parties: dict[tuple[str, str], str]
    implied: frozenset[str]


# name stem, place as written, its code, trade of the name, industry ('' where the name does not tell), level, kind, title
_ROWS = (
    ("嘉禾顺", "深圳市龙岗区坂田街道吉华路100号", "440307", "电子", "C39", "enterprise", "comprehensive", "{firm}集体合同"),
    ("宏达盛", "东莞市长安镇振安东路8号", "441900", "五金制品", "C33", "enterprise", "wage", "{firm}工资专项集体合同"),
    ("恒泰", "苏州市昆山市玉山镇前进路1号", "320583", "精密机械", "C34", "enterprise", "safety", "{firm}劳动安全卫生专项集体合同"),
    ("瑞丰", "佛山市南海区狮山镇科技路2号", "440605", "家具", "C21", "enterprise", "women", "{firm}女职工特殊权益保护专项集体合同"),
    ("华鑫", "深圳市宝安区沙井街道新沙路5号", "440306", "塑胶", "C29", "enterprise", "wage", "{firm}2026年度工资集体协议"),
    ("", "杭州市余杭区仓前街道文一西路1号", "330110", "快递", "G60", "industry", "wage", "杭州市余杭区快递行业工资专项集体合同"),
    ("", "成都市锦江区春熙路街道9号", "510104", "餐饮", "H62", "industry", "comprehensive", "成都市锦江区餐饮行业集体合同"),
    ("", "广州市白云区同和街道", "440111", "", "", "regional", "comprehensive", "广州市白云区同和街道区域性集体合同"),
    ("", "宁波市慈溪市周巷镇", "330282", "", "", "regional", "wage", "慈溪市周巷镇工资专项集体合同"),
    ("永信", "武汉市东西湖区走马岭街道", "420112", "食品", "C14", "enterprise", "comprehensive", "{firm}集体合同"),
    ("联创", "南京市江宁区秣陵街道", "320115", "物流", "", "enterprise", "adjustment", "{firm}工资正常调整机制专项集体合同"),
    ("百川", "青岛市黄岛区长江路街道", "370211", "环境服务", "N78", "enterprise", "wage", "{firm}工资集体协议书"),
    ("康伟", "合肥市肥西县桃花镇", "340123", "物业管理", "K70", "enterprise", "comprehensive", "{firm}集体合同（2026—2028年）"),
    ("启明", "珠海市香洲区唐家湾镇", "440402", "软件", "I65", "enterprise", "other", "{firm}职业技能培训专项集体合同"),
    ("广厦", "长沙市长沙县星沙街道", "430121", "建筑", "E47", "enterprise", "safety", "{firm}职业安全卫生专项集体合同"),
    ("东方", "天津市滨海新区塘沽街道", "120116", "化工集团", "C26", "group", "comprehensive", "{firm}集体合同"),
)  # fmt: skip
_UNIONS = ("工会委员会", "工会", "工会联合会")


def cases(count: int, seed: int = 5) -> Iterator[Case]:
    """So many cases, the same for the same count and seed."""
    chance = random.Random(seed)
    for number in range(count):
        stem, place, region, trade, industry, level, kind, title = _ROWS[number % len(_ROWS)]
        city = re.match(r".+?市(?:.+?(?:区|县|市))?", place)
        local = city[0] if city else place
        if level in ("industry", "regional"):
            area = local if level == "industry" else re.sub(r"(?<=[街道镇])\d.*", "", place).partition("路")[0]
            area += f"{trade}行业" if level == "industry" else ""
            employer, union = f"{area}{chance.choice(('协会', '商会', '企业联合会'))}", f"{area}工会联合会"
        else:
            core = f"{stem}{trade}"
            employer = chance.choice(
                (f"{local[:2]}{core}有限公司", f"{local}{core}有限公司", f"{core}（{local[:2]}）有限公司")
            )
            union = employer + chance.choice(_UNIONS[:2])
        start = date(chance.choice((2024, 2025, 2026)), chance.choice((1, 3, 4, 7)), 1)
        workers = chance.randrange(120, 3000)
        yield Case(
            f"{number:02d}", title.format(firm=employer), level, kind, employer, union, place, region, industry,
            chance.random() < 0.5, start - timedelta(days=chance.randrange(5, 30)), start, chance.choice((1, 2, 3)),
            workers, workers * 2 // 5, workers - chance.randrange(9, 60), chance.randrange(15, 60),
            (chance.choice("赵钱孙李周") + chance.choice("伟强磊军") + "明", chance.choice("吴郑王冯陈") + chance.choice("芳娜敏静") + "华"),
        )  # fmt: skip


def day(on: date, form: int) -> str:
    """A day in one of the ways people write it."""
    chinese = f"{str(on.year).translate(_DIGITS)}年{to_chinese(on.month)}月{to_chinese(on.day)}日"
    return (
        f"{on.year}年{on.month}月{on.day}日", chinese, f"{on.year}.{on.month:02d}.{on.day:02d}", on.isoformat(),
        f"{on.year} 年 {on.month} 月 {on.day} 日", f"{on.year}年{on.month:02d}月{on.day:02d}日",
    )[form % 6]  # fmt: skip


Part = tuple[list[str], dict[str, Any]]
"""Lines, and what they tell: fields, and under `parties` who is named with which label."""


def told_by(case: Case, labelled: bool = True, chiefs: bool = False, place: bool = False) -> dict[str, Any]:
    found: dict[str, Any] = {
        "parties": {(role, name): label if labelled else "" for label, _, role, name, _ in case.sides()}
    }
    if chiefs:
        found["chiefs"] = {(role, chief) for _, _, role, _, chief in case.sides()}
    if place:
        found["region"] = case.region
    return found


def _classic(c: Case) -> Part:
    lines = []
    for label, side, _, name, chief in c.sides():
        lines += [f"{label}（{side}）：{name}", f"地址：{c.place}", f"首席代表：{chief}"]
    return [c.title, *lines], told_by(c, chiefs=True, place=True)


def _plain(c: Case) -> Part:
    (_, _, _, first, _), (_, _, _, second, _) = c.sides()
    return [c.title, f"甲方：{first}", f"乙方：{second}", f"住所地：{c.place}"], told_by(c, place=True)


def _spaced(c: Case) -> Part:
    (_, _, _, first, _), (_, _, _, second, _) = c.sides()
    return [c.title, f"甲　　方：{first}", f"法定代表人或主要负责人：{c.chiefs[0]}", f"乙　　方：{second}"], told_by(c)


def _one_line(c: Case) -> Part:
    (_, _, _, first, _), (_, _, _, second, _) = c.sides()
    return [c.title, f"甲方：{first}        乙方：{second}"], told_by(c)


def _sentence(c: Case) -> Part:
    opening = f"为构建和谐稳定的劳动关系，维护双方合法权益，{c.employer}（以下简称企业）与{c.union}（以下简称工会），根据《中华人民共和国劳动法》《集体合同规定》，经平等协商，签订本合同。"
    return [c.title, opening], told_by(c, labelled=False)


def _defined(c: Case) -> Part:
    (_, _, _, first, _), (_, _, _, second, _) = c.sides()
    opening = f"{first}（以下简称甲方）与{second}（以下简称乙方）依据《中华人民共和国劳动合同法》，在平等自愿、协商一致的基础上，订立本合同。"
    return [c.title, opening], told_by(c)


def _table(c: Case) -> Part:
    rows = [f"| {label}（{side}） | {name} |" for label, side, _, name, _ in c.sides()]
    return [c.title, "", *rows, f"| 企业地址 | {c.place} |", ""], told_by(c, place=True)


def _forms(c: Case) -> Part:
    employer = "行业协会名称" if c.association else "用人单位名称"
    lines = [
        c.title,
        f"{employer}：{c.employer}",
        f"工会名称：{c.union}",
        f"单位地址：{c.place}",
        "联系电话：0000-0000000",
    ]
    return lines, told_by(c, labelled=False, place=True)


def _cover(c: Case) -> Part:
    name, rest = (c.employer, c.title.removeprefix(c.employer)) if c.title.startswith(c.employer) else ("", c.title)
    (_, _, _, first, _), (_, _, _, second, _) = c.sides()
    head = ["编号：集合〔2026〕第017号", *([name] if name else []), rest, f"甲方：{first}", f"乙方：{second}"]
    return [*head, f"签订日期：{day(c.signed, 1)}", "本地人力资源和社会保障局 总工会 监制"], told_by(c) | {
        "signed": c.signed.isoformat()
    }


def _sided(c: Case) -> Part:
    lines = [f"{side}：{name}" for _, side, _, name, _ in c.sides()]
    told = told_by(c) | {"parties": {(role, name): side for _, side, role, name, _ in c.sides()}}
    return [c.title, *lines, "上级工会（见证方）：本市总工会"], told


def _witnessed(c: Case) -> Part:
    (_, _, _, first, _), (_, _, _, second, _) = c.sides()
    lines = [c.title, f"甲方：{first}", f"乙方：{second}", "丙方（鉴证方）：本市人力资源和社会保障局"]
    return lines, told_by(c)


def _behind(c: Case) -> Part:
    """The note of the side stands behind the name, and the text tells what came before."""
    lines = [f"{label}：{name}（{side}）" for label, side, _, name, _ in c.sides()]
    before = f"双方于{day(c.start - timedelta(days=800), 0)}签订的上一份合同到期后继续有效，经{day(c.signed - timedelta(days=20), 0)}职工代表大会审议通过，续订本合同。"
    return [c.title, *lines, before], told_by(c)


HEADS: tuple[Callable[[Case], Part], ...] = (
    _classic, _plain, _spaced, _one_line, _sentence, _defined, _table, _forms, _cover, _sided, _witnessed, _behind,
)  # fmt: skip


def _covers(c: Case, number: int) -> Part:
    """Whom the contract covers; told in numbers, about, or not at all."""
    people = {"coverage.workers": c.workers, "coverage.women": c.women, "coverage.union_members": c.members}
    told = f"职工{c.workers}人，其中女职工{c.women}人，工会会员{c.members}人"
    forms: tuple[Part, ...] = (
        ([f"覆盖人数：{told}。"], people),
        ([], {}),
        ([f"本合同覆盖企业{c.firms}家、{told}。"], people | {"coverage.enterprises": c.firms}),
        ([f"职工总人数：{c.workers}人  工会会员：{c.members}人"], {"coverage.workers": c.workers, "coverage.union_members": c.members}),
        ([f"全厂约有职工{c.workers // 100 * 100}余人。"], {}),
    )  # fmt: skip
    return forms[number % len(forms)]


def _term(c: Case, number: int) -> Part:
    """The clause on the term; what it only implies is told as the truth as well."""
    years, form = to_chinese(c.years), number // 2
    start, end = day(c.start, form), day(c.end, form)
    truth = {"effective_from": c.start.isoformat(), "expires_on": c.end.isoformat()}
    before = c.start - timedelta(days=1)
    texts = (
        f"本合同自{start}起至{end}止。",
        f"本合同有效期{years}年，从{start}起至{end}止。",
        f"本合同期限为{c.years}年，自{start}起生效。",
        f"本合同有效期：{start}—{end}。",
        f"本合同有效期为{years}年，即{start}至{end}。期满前三个月内，双方应当协商续订。",
        f"原集体合同自{day(date(before.year - 2, before.month, before.day if before.month != 2 else 28), 0)}起至{day(before, 0)}止。本合同自{start}起施行，有效期至{end}。",
        f"本合同{start}起执行，有效期{years}年。本合同第八条的工资标准自{day(date(c.start.year, 10, 1), 0)}起执行。",
        f"本合同有效期限自{start}零时起至{end}二十四时止。草案于{day(c.signed - timedelta(days=9), 0)}提交职工代表大会通过。",
    )
    return [texts[number % len(texts)]], truth


def _foot(c: Case, number: int) -> Part:
    """The signature block."""
    on, signed = day(c.signed, number), {"signed": c.signed.isoformat()}
    sides = "甲方（盖章）：            乙方（盖章）："
    chiefs = f"首席代表（签字）：{c.sides()[0][4]}      首席代表（签字）：{c.sides()[1][4]}"
    forms: tuple[Part, ...] = (
        ([sides, "首席代表（签字）：        首席代表（签字）：", f"{on}        {on}"], signed),
        (["甲方（公章）：", f"签订日期：{on}", "乙方（公章）：", f"签订日期：{on}"], signed),
        ([sides, "法定代表人（签名）：        工会主席（签名）：", "年    月    日        年    月    日"], {}),
        ([sides, f"签订时间：{on}    签订地点：公司会议室"], signed),
        ([sides, f"{on}", "劳动行政部门审查意见：准予备案", day(c.signed + timedelta(days=12), number)], signed),
        ([sides, chiefs, on], signed | {"chiefs": {(role, chief) for _, _, role, _, chief in c.sides()}}),
        ([f"本合同于{on}在公司会议室签订。", sides], signed),
    )  # fmt: skip
    return forms[number % len(forms)]


def _articles() -> dict[str, list[str]]:
    """Kind → texts of articles of the library that say nothing of parties, days and numbers of people."""
    found: dict[str, list[str]] = {}
    for file in sorted((starter_library() / "contracts").glob("*/contract.md")):
        head, body = split_front_matter(file.read_text(encoding="utf-8")) or ("", "")
        kind = re.search(r"^kind: (\w+)", head, re.M)
        outline = parse_clauses(body)
        for clause in outline.articles() if "form: full" in head and kind else []:
            text = body[clause.body_start : clause.end].strip().partition("\n#")[0]
            if not _LEFT_OUT.search(text):
                found.setdefault(kind[1], []).append(re.sub(r"\n+", "\n", text))  # type: ignore[index]
    return found


class Forms(NamedTuple):
    """The ways a contract's beginning, term and end are written; `number` picks a way of the term and of the end."""

    heads: Sequence[Callable[[Case], Part]]
    term: Callable[[Case, int], Part]
    foot: Callable[[Case, int], Part]


FORMS = Forms(HEADS, _term, _foot)


def disguised(count: int, seed: int = 5, forms: Forms = FORMS) -> Iterator[Disguised]:
    """Contracts with their truth; each part of the form turns over at another pace."""
    articles = _articles()
    chance = random.Random(seed)
    for number, case in enumerate(cases(count, seed)):
        own = articles.get(case.kind, [])
        pool = own if len(own) > _LEAST else [text for texts in articles.values() for text in texts]
        chosen = chance.sample(pool, min(_ARTICLES, len(pool)))
        parts = (
            forms.heads[number % len(forms.heads)](case),
            _covers(case, number),
            forms.term(case, number + number // 8),
            forms.foot(case, number),
        )
        (head, *_), (covers, _), (term, _), (foot, _) = parts
        clauses = [f"第{to_chinese(n)}条 {text}" for n, text in enumerate([*chosen, *term], 1)]
        truth: dict[str, Any] = {"title": case.title, "level": case.level, "kind": case.kind}
        truth |= {"industry": case.industry} if case.industry else {}
        for _, told in parts:
            truth |= told
        parties = truth.pop("parties")
        named = "甲方" in parties.values()  # else nobody can tell whose representative signs where
        for role, chief in truth.pop("chiefs", ()) if named else ():
            truth[f"chief.{role}"] = chief
        implied = frozenset({"region"} - truth.keys())
        lines = [*head, *covers, *"\n".join(clauses).split("\n"), *foot]
        yield Disguised(case.name, lines, {"region": case.region} | truth, parties, implied)
