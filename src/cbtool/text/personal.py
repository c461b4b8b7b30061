"""Personal data in a text: names beside a role, mobile and other telephone numbers, identity and bank card numbers, e-mail.

Found by form and check digit, and by the word before them where the form alone says too little.
"""

import re
from collections.abc import Iterable, Iterator
from datetime import date
from typing import NamedTuple

from cbtool.text.normal import normalise

KINDS = {
    "name": "姓名",
    "phone": "手机号码",
    "landline": "电话号码",
    "identity": "身份证号码",
    "bank_card": "银行卡号",
    "email": "电子邮箱",
}


class Personal(NamedTuple):
    """Something personal at a place of a text; `kind` is one of KINDS."""

    kind: str
    text: str
    start: int
    end: int


_NUMBER = r"(?<![0-9A-Za-z_-]){}(?![0-9A-Za-z_])"
_PHONE = re.compile(_NUMBER.format(r"(?:\+?86[ -]?)?1[3-9][0-9][ -]?[0-9]{4}[ -]?[0-9]{4}"))
_LANDLINE = re.compile(
    r"(?:电话|座机|手机|联系方式|传真)(?:号码)?\s?[:|]?\s{0,2}(?P<it>\(?0[0-9]{2,3}\)?[ -]?[2-9][0-9]{6,7})(?![0-9])"
)
_IDENTITY = re.compile(_NUMBER.format(r"[1-9][0-9]{5}[ ]?[0-9]{8}[ ]?[0-9]{3}[0-9x]"))
_TOLD_IDENTITY = re.compile(
    r"身份证(?:件)?(?:号码?)?\s?[:|]?\s{0,2}(?P<it>[1-9](?:[0-9]{16}[0-9x]|[0-9]{14}))(?![0-9a-z])"
)
_CARD = re.compile(_NUMBER.format(r"[3-6][0-9]{3}(?:[ -]?[0-9]{4}){3}(?:[ -]?[0-9]{1,3})?"))
_CARD_WORD = re.compile(r"(?:卡号?|账号|账户|帐号|帐户)[^0-9。;]{0,8}$")
_UNIONPAY = "62"
_EMAIL = re.compile(r"(?<![a-z0-9._%+-])[a-z0-9][a-z0-9._%+-]{0,63}@(?:[a-z0-9-]{1,63}\.){1,4}[a-z]{2,10}(?![a-z0-9@])")

_WEIGHTS = (7, 9, 10, 5, 8, 4, 2, 1, 6, 3, 7, 9, 10, 5, 8, 4, 2)
_CHECKS = "10X98765432"


def find_personal(text: str) -> list[Personal]:
    """Everything personal in a text, in its order, nothing twice; a name also where it stands without its role."""
    normal = normalise(text)
    found = _disjoint([*_numbers(normal), *_emails(normal)])
    names = sorted({_bare(normal[slice(*span)]) for span in _name_spans(normal)})
    spans = [*found, *(("name", match.span()) for match in names_pattern(names).finditer(normal) if names)]
    return sorted((Personal(kind, text[a:b], a, b) for kind, (a, b) in spans), key=lambda one: one.start)


Found = tuple[str, tuple[int, int]]


def _numbers(normal: str) -> Iterator[Found]:
    """Numbers by kind; where two kinds fit, the first that is told here counts."""
    yield from (("identity", m.span()) for m in _IDENTITY.finditer(normal) if is_identity_number(m[0].replace(" ", "")))
    yield from (("identity", m.span("it")) for m in _TOLD_IDENTITY.finditer(normal))
    for match in _CARD.finditer(normal):
        digits = re.sub(r"[ -]", "", match[0])
        told = digits.startswith(_UNIONPAY) or _CARD_WORD.search(normal[max(0, match.start() - 16) : match.start()])
        if told and 15 < len(digits) < 20 and is_card_number(digits):
            yield "bank_card", match.span()
    yield from (("phone", m.span()) for m in _PHONE.finditer(normal))
    yield from (("landline", m.span("it")) for m in _LANDLINE.finditer(normal))


def _emails(normal: str) -> Iterator[Found]:
    yield from (("email", m.span()) for m in _EMAIL.finditer(normal))


def _disjoint(found: Iterable[Found]) -> list[Found]:
    kept: list[Found] = []
    for kind, (start, end) in found:
        if all(end <= a or start >= b for _, (a, b) in kept):
            kept.append((kind, (start, end)))
    return kept


def is_identity_number(number: str) -> bool:
    """Whether 18 signs are a resident identity number (GB 11643): a real date of birth and a right check sign."""
    try:
        date(int(number[6:10]), int(number[10:12]), int(number[12:14]))
    except ValueError:
        return False
    total = sum(int(digit) * weight for digit, weight in zip(number, _WEIGHTS, strict=False))
    return _CHECKS[total % 11] == number[17].upper()


def is_card_number(digits: str) -> bool:
    """Whether the last digit checks the others (ISO/IEC 7812, Luhn)."""
    doubled = (int(d) * (2 if place % 2 else 1) for place, d in enumerate(reversed(digits)))
    return sum(d - 9 if d > 9 else d for d in doubled) % 10 == 0


_SURNAMES = (
    "赵钱孙李周吴郑王冯陈褚卫蒋沈韩杨朱秦尤许何吕施张孔曹严华金魏陶姜戚谢邹喻柏水窦章云苏潘葛奚范彭郎鲁韦昌马苗凤花方俞任袁柳"
    "酆鲍史唐费廉岑薛雷贺倪汤滕殷罗毕郝邬安常乐于时傅皮卞齐康伍余元卜顾孟平黄和穆萧尹姚邵湛汪祁毛禹狄米贝明臧计伏成戴谈宋茅庞"
    "熊纪舒屈项祝董梁杜阮蓝闵席季麻强贾路娄危江童颜郭梅盛林刁钟徐邱骆高夏蔡田樊胡凌霍虞万支柯昝管卢莫经房裘缪干解应宗丁宣贲邓"
    "郁单杭洪包诸左石崔吉钮龚程嵇邢滑裴陆荣翁荀羊惠甄曲家封芮羿储靳汲邴糜松井段富巫乌焦巴弓牧隗山谷车侯宓蓬全郗班仰秋仲伊宫宁"
    "仇栾暴甘钭厉戎祖武符刘景詹束龙叶幸司韶郜黎蓟薄印宿白怀蒲邰从鄂索咸籍赖卓蔺屠蒙池乔阴胥能苍双闻莘党翟谭贡劳逄姬申扶堵冉宰"
    "郦雍璩桑桂濮牛寿通边扈燕冀郏浦尚农温别庄晏柴瞿阎充慕连茹习宦艾鱼容向古易慎戈廖庾终暨居衡步都耿满弘匡国文寇广禄阙东欧殳沃利"
    "蔚越夔隆师巩厍聂晁勾敖融冷訾辛阚那简饶空曾毋沙乜养鞠须丰巢关蒯相查后荆红游竺权逯盖益桓公肖闫涂覃代付兰仝岳佟佘亓商牟展晋楚苑"
)
_COMPOUND = "欧阳|太史|上官|端木|司马|东方|独孤|南宫|万俟|闻人|夏侯|诸葛|尉迟|公羊|赫连|皇甫|宗政|濮阳|公冶|太叔|申屠|公孙|慕容|钟离|长孙|宇文|司徒|鲜于|司空|闾丘|令狐|南门|呼延|百里|东郭|西门"
COMPOUND_SURNAMES = tuple(_COMPOUND.split("|"))
_HAN = r"[\u4e00-\u9fff]"
_NAME = rf"(?:(?:{_COMPOUND}){_HAN}{{1,2}}|{_HAN}{{2,8}}·{_HAN}{{2,8}}|[{_SURNAMES}](?:{_HAN}{{1,2}}|\s{{1,2}}{_HAN}(?!{_HAN})))"
_ROLE = (
    r"(?:法定代表人|法人代表|负责人|委托代理人|委托代表|代理人|首席(?:协商)?代表|协商代表|职工(?:方)?代表|企业(?:方)?代表|工会代表|代表人?"
    r"|(?:工会)?副?主席|副?总经理|总裁|副?董事长|厂长|院长|校长|经理|会长|秘书长|主任|组长|联系人|经办人|记录人|签字人|审查人|姓名)"
)
_NOTE = r"(?:\s?[(][^()\n]{1,12}[)])?"
_STOPS = r"(?=[\s,，。;；、()（）|:：_/]|$|同志|先生|女士|职务|电话|手机|等|身份证|联系)"
_AFTER_ROLE = re.compile(
    rf"{_ROLE}{_NOTE}\s?(?:或(?:委托)?代理人{_NOTE}\s?)?(?::\s{{0,4}}|\s?\|\s?|\s{{1,4}})(?P<it>{_NAME}){_STOPS}"
)
_MORE = re.compile(rf"[、,]\s?(?P<it>{_NAME}){_STOPS}")
_POLITE = re.compile(rf"{_ROLE}(?P<it>{_NAME}?)(?=同志|先生|女士)")
_NO_NAME = re.compile(
    r"某|签|盖|章|姓名|职务|电话|手机|身份|性别|日期|公司|工会|企业|单位|主席|代表|经理|负责|人数|双方|[部科室处组会方司厂局员长]$|应当|应由|由|及其|或者|成员"
)
_FICTION = re.compile(r"\s?[(](?:虚构|化名|示例)")
_ELSE = r"(?!公司|集团|[省市区县镇乡村街路巷桥厂店岛湖山]|酒店|[(](?:虚构|化名|示例))"


def _name_spans(normal: str) -> Iterator[tuple[int, int]]:
    for match in (*_AFTER_ROLE.finditer(normal), *_POLITE.finditer(normal)):
        yield from _a_name(normal, match)
        more = _MORE.match(normal, match.end("it"))
        while more:
            yield from _a_name(normal, more)
            more = _MORE.match(normal, more.end("it"))
    yield from _named_columns(normal)


def _a_name(normal: str, match: re.Match[str]) -> Iterator[tuple[int, int]]:
    if not _NO_NAME.search(match["it"]) and not _FICTION.match(normal, match.end("it")):
        yield match.span("it")


_CELL = re.compile(r"[^|\n]+")
_WHOLE_NAME = re.compile(rf"\s*(?P<it>{_NAME})\s*")


def _named_columns(normal: str) -> Iterator[tuple[int, int]]:
    """Cells of a pipe table below a head 姓名."""
    column, offset = -1, 0
    for line in normal.split("\n"):
        cells = list(_CELL.finditer(line.strip())) if line.lstrip().startswith("|") else []
        heads = [place for place, cell in enumerate(cells) if cell[0].strip() in ("姓名", "名字", "代表姓名")]
        if not cells:
            column = -1
        elif heads:
            column = heads[0]
        elif 0 <= column < len(cells) and (match := _WHOLE_NAME.fullmatch(cells[column][0])):
            start = offset + line.index("|") + cells[column].start()
            span = (start + match.start("it"), start + match.end("it"))
            if not _NO_NAME.search(match["it"]) and not _FICTION.match(normal, span[1]):
                yield span
        offset += len(line) + 1


def _bare(name: str) -> str:
    return re.sub(r"\s", "", name)


def names_pattern(names: Iterable[str]) -> re.Pattern[str]:
    """Where these names stand, also with a gap inside a name of two characters; not inside names of places and firms."""
    parts = [r"\s{0,2}".join(map(re.escape, name)) if len(name) == 2 else re.escape(name) for name in names]
    parts.sort(key=len, reverse=True)
    return re.compile(rf"(?:{'|'.join(parts)}){_ELSE}" if parts else r"(?!)")
