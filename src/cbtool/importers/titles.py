"""What the title says: the title itself, the kind, and the level as far as words tell it."""

import re
from collections.abc import Iterator

from cbtool.importers.document import Document, Piece, bare
from cbtool.model.intake import Fact
from cbtool.text.normal import normalise

_NAME = r"集体(?:合同|协议(?:书)?|协商协议(?:书)?)|专项(?:合同|协议(?:书)?)|(?:工资|工价|报酬)[^,。;:]{0,8}协议(?:书)?|协议书|协议|公约|合同"
_TITLE = re.compile(
    rf"(?:[^,。;:!?]{{0,50}}?)(?:{_NAME})(?:书)?(?:(?:正式)?文本|正文|范本)?(?:[(〔【][^)〕】]{{1,24}}[)〕】]){{0,3}}"
)
_START = re.compile(r"[^,。;:!?]{2,48}?(?:集体合同|集体协议(?:书)?|专项合同|专项协议(?:书)?|协议书)")
_PART = re.compile(
    r"[^:,。;]{2,40}(?:公司|厂|集团|协会|商会|行业|业|街道|镇|乡|社区|村|园区?|医院|学校|酒店|委员会|单位|企业|省|市|区|县|平台)"
)
_GENERIC = re.compile(r"(?:(?:19|20)\d\d年度?)?(?:[^公厂]{0,16})?(?:集体合同|协议书?|合同)(?:书|文本)?(?:\(.{1,10}\))?")
_NO_TITLE = re.compile(
    r"^(?:编号|登记|合同编号|本(?:合同|协议|集体|工资|专项|企业|公司|单位)|甲方|乙方|根据|依据|经(?!济)|为|关于)"
    r"|[0-9]{4}-[0-9]{2}-[0-9]{2}|签署|签订|召开|审议|表决|印发|《"
)
_NUMBERED = re.compile(r"^[0-9、.\s]+(?!年)(?=[\u4e00-\u9fff])")
_LONGEST, _LINES = 70, 20
UNSURE_TITLE = 0.9
"""How sure what an unsure title says is, beside the same words of a sure one."""


def find_title(document: Document) -> Iterator[Fact]:
    """The first lines that read like a contract's title; a name above a bare 集体合同 belongs to it."""
    head = document.head[:_LINES]
    for place, piece in enumerate(head):
        words = bare(piece.normal)
        if len(words) <= _LONGEST and not _NO_TITLE.search(words) and _TITLE.fullmatch(words):
            yield _titled(head, place)
            return
    if head and (match := _START.match(head[0].normal)) and not _NO_TITLE.search(match[0]):
        yield head[0].fact("title", head[0].text[: match.end()], 0.8, match.span())


def _titled(head: tuple[Piece, ...], place: int) -> Fact:
    piece, above = head[place], head[place - 1] if place else None
    words = bare(piece.normal)
    if junk := _NUMBERED.match(piece.normal):
        return piece.fact("title", piece.text[junk.end() :], 0.8)
    if above and _GENERIC.fullmatch(words) and _PART.fullmatch(bare(above.normal)) and len(words) <= 24:
        return Fact("title", above.text + piece.text, f"{above.text} {piece.text}", above.number, 0.92)
    return piece.fact("title", piece.text, 0.95)


_KINDS = (
    ("adjustment", r"工资(?:正常)?(?:增长|调整)机制"),
    ("women", r"女职工|女员工|女工|妇女"),
    ("wage", r"工资|薪酬|劳动报酬|工价|薪资"),
    ("safety", r"劳动安全|劳动保护|安全卫生|职业(?:健康|卫生|安全)|安全生产"),
    ("other", r"算法|劳动规则|劳动定额|保险福利|职业(?:技能)?培训|休息休假|技能(?:提升|要素)|能级"),
)
_SUBJECTS = (
    r"劳动报酬|工资", r"工作时间|工时", r"休息休假|年休假|假期", r"劳动安全|安全卫生|安全生产|劳动保护|职业健康",
    r"社会保险|保险福利|福利", r"女职工", r"培训", r"劳动合同(?:管理|的订立|订立)|裁员|奖惩|劳动纪律|劳动用工",
)  # fmt: skip
_MANY_SUBJECTS = 5
_SKILL = re.compile(r"(?:能级|技能)[^,。;:]{0,8}(?:工资|薪酬)|(?:工资|薪酬)[^,。;:]{0,6}(?:能级|技能)")
_AMENDMENT = re.compile(r"(?:变更|补充|修订|修改)(?:\(?(?:变更|补充|修订|修改)\)?)?协议")


def find_kind(document: Document, title: Fact | None) -> Iterator[Fact]:
    """From the title's words; a plain 集体合同 is comprehensive where the text treats many subjects, an amendment of
    one is not."""
    words = bare(_normal(title)) if title else ""
    named = [kind for kind, pattern in _KINDS if re.search(pattern, words)]
    if "adjustment" in named:
        named = ["adjustment"]
    elif named == ["wage", "other"] and _SKILL.search(words):
        named = ["wage"]  # 能级工资 is a way of setting wages
    elif "women" in named and not re.search(r"安全|职业", words):
        named = [kind for kind in named if kind != "safety"]  # 女职工劳动保护 is about women
    factor = _title_factor(title)
    for kind in named:
        yield _of(title, "kind", kind, (0.95 if len(named) == 1 else 0.6) * factor)
    if named or not title:
        return
    if _AMENDMENT.search(words):
        yield _of(title, "kind", "other", 0.92 * factor)
    elif "综合" in words:
        yield _of(title, "kind", "comprehensive", 0.95 * factor)
    elif "专项" in words:
        yield _of(title, "kind", "other", 0.7)
    elif re.search(r"集体(?:合同|协议)|合同", words):
        text = "".join(piece.normal for piece in document.pieces)
        subjects = sum(bool(re.search(pattern, text)) for pattern in _SUBJECTS)
        yield _of(title, "kind", "comprehensive", (0.92 if subjects >= _MANY_SUBJECTS else 0.75) * factor)


_TRADE = r"(?:餐饮|快递|外卖|环卫|保洁|物业|家政|建筑|物流|货运|出租(?:汽)?车|纺织|服装|家具|机械|电子|五金|化工|陶瓷|酒店|零售|商贸|旅游|养老)业(?!有限|公司|集团)"
_PLACE = r"街道|乡镇|社区|园区|工业园|产业园|科技园|开发区|商圈|楼宇|[\u4e00-\u9fff](?:镇|乡|村)(?!.{0,12}(?:公司|厂))"
_FIRM = r"公司|厂(?!务)|医院|学校|学院|酒店|饭店|宾馆|银行|商场|超市|矿|研究[院所]|事务所"

_GROUP = re.compile(r"集团(?:\([^()]{1,8}\))?(?:股份|有限|责任|公司)*(?:\([^()]{1,8}\))?(?=[^公厂]*$)")


def find_level_by_title(title: Fact | None) -> Iterator[Fact]:
    """行业 before 区域 before 集团 before a firm: only the first that fits is told."""
    if not title:
        return
    words, factor = bare(_normal(title)), _title_factor(title)
    if "行业" in words and "区域" in words:
        yield _of(title, "level", "industry", 0.6)
        yield _of(title, "level", "regional", 0.6)
    elif "平台" in words or re.search(r"网约.{0,6}算法|全网", words):
        told = "平台" in words and not re.search(r"平台.{0,8}公司", words)
        yield _of(title, "level", "platform", (0.92 if told else 0.75) * factor)
    elif "行业" in words:
        yield _of(title, "level", "industry", 0.95 * factor)
    elif re.search(_TRADE, words):
        yield _of(title, "level", "industry", 0.85 * factor)
    elif "区域" in words:
        yield _of(title, "level", "regional", 0.95 * factor)
    elif _GROUP.search(words):
        yield _of(title, "level", "group", 0.8 * factor)
    elif re.search(_FIRM, words):
        yield _of(title, "level", "enterprise", 0.92 * factor)
    elif re.search(_PLACE, words):
        yield _of(title, "level", "regional", 0.9 * factor)
    elif re.search(r"企业(?!方)|单位", words):
        yield _of(title, "level", "enterprise", 0.92 * factor)


_OWN_FIRM = re.compile(r"本(?:企业|公司|单位|厂|院)")


def find_level_by_text(document: Document, parties: list[Fact], titled: list[Fact]) -> Iterator[Fact]:
    """From who signs and from how the text speaks of the employer; a firm alone tells nothing against the title."""
    for fact in parties:
        if isinstance(fact.value, dict):
            level = _level_of(bare(_normal(fact, fact.value["name"])), fact.value["role"])
            agrees = not titled or any(level == other.value for other in titled)
            if level and (agrees or level == "industry"):
                yield Fact(
                    "level", level, fact.quote, fact.line, min(fact.confidence, 0.8 if level == "group" else 0.9)
                )
    own = [(piece, match) for piece in document.pieces for match in _OWN_FIRM.finditer(piece.normal)]
    if len(own) > 1:
        yield own[0][0].fact("level", "enterprise", 0.7, own[0][1].span())


def _level_of(name: str, role: str) -> str:
    if "行业" in name:
        return "industry"
    if role == "employer":
        return "group" if _GROUP.search(name) else "enterprise"
    return "regional" if role == "employers_association" and re.search(_PLACE, name) else ""


_DRAFT = re.compile(r"草案|征求意见稿|讨论稿|送审稿|审议稿")
_MODEL = re.compile(r"范本|示范文本|参考文本|样本|模板|\(文本\)|格式文本")
_OTHER = re.compile(
    r"(?:要约书?|答复书?|会议纪要|决议|报审表|送审表|审查意见书?|公示|通知|条例|办法|规定|细则|意见|报告|名单|制度|方案)(?:样式|\(.*\))?$"
    r"|签署.*合同$|召开"
)


def find_standing(title: Fact | None) -> Iterator[Fact]:
    """Words of the title that speak against a signed contract; they are told, never decided on."""
    if not title:
        return
    words = bare(_normal(title))
    if _DRAFT.search(words):
        yield _of(title, "status", "draft", 0.8)
    if _MODEL.search(words):
        yield _of(title, "origin", "official_model", 0.7)


def looks_other(line: str) -> bool:
    """Whether a first line reads like the title of a paper, a statute or a report rather than of a contract."""
    return len(line) <= _LONGEST and bool(_OTHER.search(bare(normalise(line))))


def _normal(fact: Fact, value: str = "") -> str:
    return normalise(value or str(fact.value))


def _title_factor(title: Fact | None) -> float:
    """What is read from an unsure title is less sure."""
    return 1.0 if title and title.sure else UNSURE_TITLE


def _of(title: Fact | None, field: str, value: str, confidence: float) -> Fact:
    quote, line = (title.quote, title.line) if title else ("", 0)
    return Fact(field, value, quote, line, round(confidence, 2))
