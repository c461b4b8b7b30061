"""Who the parties are and who leads for them. Which of them is 甲方 is read from the text, never assumed."""

import re
from collections.abc import Iterator, Sequence
from typing import NamedTuple

from cbtool.importers.document import Document, Piece, bare
from cbtool.model.intake import Fact

_SIDES = r"企业方|行政方|资方|用人单位|职工方|员工方|劳动者方|劳方|工会方"
_NAMED = r"(?:签订|签约)?(?:用人单位|企业|单位|公司|工会|行业协会|协会|商会|企业(?:代表)?组织)(?:组织)?(?:名称|全称|(?=\s?:))"
_SIDE = r"[甲乙丙]\s{0,4}方"
_START = rf"(?P<label>{_SIDE}|{_NAMED}|{_SIDES})\s?(?P<note>\([^()\n]{{1,24}}\))?\s?(?:名称|全称)?\s?"
_LABEL = re.compile(rf"(?:^|(?<=[\s)。;])|(?<=合同|协议)(?=[甲乙]方)){_START}[:]\s*(?P<name>[^\n|,;。:_]{{2,60}})")
_BARE_LABEL = re.compile(rf"{_START}:?\s?")
_NOTE = r"\s?\((?=[^()]*(?:以下|下称|简称|又称|盖|章|签|代表|方|职工|员工|单位|全称|名称))[^()]*(?:\)|$)"
_NOTE_BEHIND = re.compile(_NOTE)
_NAME_END = re.compile(rf"\s{{2,}}|{_NOTE}|(?={_SIDE})|\s(?=[^\s]{{2,8}}:)")
_WITNESS = re.compile(r"鉴证|见证|监督|指导|审查|备案|主管")
_BODY_END = r"公司|厂|集团|医院|学校|学院|酒店|饭店|宾馆|银行|商场|超市|研究[院所]|事务所|矿|局|中心|企业|平台|经营部|门店|分行|支行"
_UNION_END = r"工会(?:联合会|委员会|工作委员会|联合委员会|小组)?|联合工会|总工会|工联会"
_ASSOCIATION_END = r"协会|商会|公会|联合会|企业家协会|促进会|联盟|同业会"
_END = rf"(?:{_UNION_END}|{_ASSOCIATION_END}|{_BODY_END}|(?:职工|员工|骑手|劳动者)(?:方)?(?:协商)?代表)(?:\([^()]{{1,12}}\))?"
_WHOLE_NAME = re.compile(rf".*{_END}")
_ODD_NOTE = re.compile(r"\((?!虚构|化名|示例|[^()]{0,4}合伙|集团|筹|中国)[^()]*\)$")
_BLANK = re.compile(
    r"^[x×*某_]+(?=公司|企业|工会|厂|单位|$)|××|某某|\(行业[,、]?区域\)|盖\s?章|签\s?[字名章]|公\s?章|[_×xX*]{2,}$|^\(|日期|代表人|地址"
    r"|(?:人力资源|社会保障|劳动人事|劳动)[^,。;]{0,6}局"
)
_WORKER, _EMPLOYER = (
    re.compile(r"职工|员工|劳动者|劳方|工会|从业人员|骑手"),
    re.compile(r"企业|行政|资方|用人单位|雇主|单位|公司|业主|经营"),
)


class _Found(NamedTuple):
    """A party as it stands somewhere: its name's place in a piece, what it is called, and what is said beside it."""

    piece: Piece
    span: tuple[int, int]
    label: str
    beside: str
    confidence: float


def find_parties(document: Document) -> list[Fact]:
    """The parties with role and label, each with the words it was read from."""
    found = [*_labelled(document), *_called(document), *_told(document)]
    return [fact for one in found if (fact := _party(one))]


def _labelled(document: Document) -> Iterator[_Found]:
    for pieces in (document.head, document.tail):
        for place, piece in enumerate(pieces):
            at = 0
            while match := _LABEL.search(piece.normal, at):
                start, end = match.span("name")
                if (cut := _NAME_END.search(piece.normal, start)) and cut.start() < end:
                    end = cut.start()
                at = max(end, match.start("name"))
                behind = _NOTE_BEHIND.match(piece.normal, end)
                broken = end == len(piece.normal) and _goes_on(pieces[place + 1 : place + 2])
                yield from _one(piece, (start, end), match, behind[0] if behind else "", 0.6 if broken else 0.95)
            if (below := pieces[place + 1 : place + 2]) and (match := _BARE_LABEL.fullmatch(piece.normal)):
                same_row = below[0].number == piece.number
                if same_row or (":" in piece.normal and _WHOLE_NAME.fullmatch(below[0].normal.strip())):
                    end = cut.start() if (cut := _NAME_END.search(below[0].normal)) else len(below[0].text)
                    yield from _one(below[0], (0, end), match, "", 0.93)


def _goes_on(below: Sequence[Piece]) -> bool:
    """Whether the line below is the rest of a name that was broken at the edge."""
    return any(
        re.fullmatch(rf"[^\s,。;:]{{0,4}}(?:{_UNION_END}|委员会|{_ASSOCIATION_END}|{_BODY_END}|会)", p.normal.strip())
        for p in below
    )


def _one(piece: Piece, span: tuple[int, int], label: re.Match[str], behind: str, sure: float) -> Iterator[_Found]:
    """The party that stands beside or below a label, unless it is a blank or only a witness."""
    name = piece.normal[slice(*span)].strip()
    note = (label["note"] or "") + behind
    if len(name) < 2 or _BLANK.search(name) or _WITNESS.search(note):
        return
    whole = _WHOLE_NAME.fullmatch(name)
    known = bare(label["label"]) if re.fullmatch(rf"{_SIDE}|{_SIDES}", label["label"]) else ""
    sure = min(sure, 0.8) if _ODD_NOTE.search(name) else sure
    yield _Found(piece, span, known, known + note + label["label"], sure if whole else 0.6)


_SIGN = r"(?:[^\s,。;:、()《》“”【】由]|(?<=自)由)"
_ORG = rf"{_SIGN}{{2,40}}?(?:\((?!以下|下称|简称)[^()]{{1,12}}\){_SIGN}{{0,20}}?)?(?:{_UNION_END}|{_ASSOCIATION_END}|{_BODY_END})"
_SHORT = r"(?:\s?\((?:以下|下称|简称)[^()]{1,30}\))?(?:(?:法定代表人|负责人|首席代表|主席|总经理|董事长)[^,。;:、与和及同]{1,8})?"
_AS = re.compile(rf"\s?\((?:以下|下称|简称)[^()]{{0,8}}?(?P<label>{_SIDE})[\"”]?\)")
_PAIR = re.compile(
    rf"(?:^|[,。;:\s】]|(?<!自)由|经|兹有)(?P<a>{_ORG}){_SHORT}\s?(?:与|和|及|同)\s?(?P<b>{_ORG}){_SHORT}\s?"
    r"(?=,|。|双方|分别|通过|经|依据|根据|就|在|为|签订|签署|协商|代表|共同|订立|平等)"
)
_FOR = re.compile(
    rf"(?:^|[,。;:\s】]|(?<!自)由)(?P<a>{_ORG}){_SHORT}代表(?P<for_a>[^,。;]{{0,20}}?)\s?(?:,|、|与|和|及|同)\s?(?P<b>{_ORG}){_SHORT}"
    r"(?:代表(?P<for_b>[^,。;]{1,20}))?(?=,|。|签订|签署|双方|经|通过|订立)"
)
_OPENING_PIECES = 6
_NOBODY = re.compile(r"(?:本|该|各|所属|平台|用人)*(?:企业|公司|单位|平台|工会|集团|工会委员会|工会联合会)")
"""What a text calls a party once it has been named: no name."""


_CALLED = re.compile(
    rf"\s*(?P<name>[^\s,。;:]{{0,40}}{_END})\s?\((?P<label>{_SIDE}|{_SIDES})(?P<note>[^()]{{0,8}})\)\s?:?\s?"
)


def _called(document: Document) -> Iterator[_Found]:
    """甲公司（甲方） on a line of its own."""
    for piece in document.head:
        if match := _CALLED.fullmatch(piece.normal):
            yield from _one(piece, match.span("name"), match, "", 0.92)


def _told(document: Document) -> Iterator[_Found]:
    """甲公司与甲公司工会…签订: one side must be a union and the other none."""
    opening = [*document.head, *document.pieces[len(document.head) : len(document.head) + _OPENING_PIECES]]
    for piece in opening:
        for pattern in (_FOR, _PAIR):
            match = pattern.search(piece.normal)
            if match and any(_NOBODY.fullmatch(match[side]) for side in ("a", "b")):
                continue
            if match and _is_union(match["a"]) != _is_union(match["b"]):
                groups = match.groupdict()
                for side in ("a", "b"):
                    called = _AS.match(piece.normal, match.end(side))
                    label = bare(called["label"]) if called else ""
                    yield _Found(piece, match.span(side), label, groups.get(f"for_{side}") or "", 0.92)
                return


def _is_union(name: str) -> bool:
    return bool(re.search(rf"(?:{_UNION_END})(?:\([^()]*\))?$", name.strip()))


def _party(found: _Found) -> Fact | None:
    start, end = found.span
    name = found.piece.text[start:end].strip()
    role, certain = role_of(bare(found.piece.normal[start:end]), found.beside)
    if not role:
        return None
    value = {"role": role, "name": name}
    if found.label:
        value["label"] = found.label
    return found.piece.fact("parties", value, min(found.confidence, certain), (_quote_start(found), end))


def _quote_start(found: _Found) -> int:
    """The quote of a labelled party begins at its label."""
    start = found.span[0]
    label = found.piece.normal.rfind(found.label[0], 0, start) if found.label else -1
    return label if label >= 0 else start


def role_of(name: str, beside: str) -> tuple[str, float]:
    """The role by the words of the name, else by what stands beside it; a name that contradicts its side is unsure."""
    worker, employer = bool(_WORKER.search(beside)), bool(_EMPLOYER.search(beside))
    if _is_union(name):
        return "union", 0.5 if employer and not worker else 0.95
    if re.search(r"(?:职工|员工|骑手|劳动者)(?:方)?(?:协商)?代表(?:\(.*\))?$", name):
        return "employee_representatives", 0.95
    doubt = 0.5 if worker and not employer else 0.95
    if re.search(rf"(?:{_ASSOCIATION_END})(?:\([^()]*\))?$", name):
        return "employers_association", doubt
    if re.search(rf"(?:{_BODY_END})(?:\([^()]*\))?$", name):
        return "employer", doubt
    if worker and not employer:
        return "union", 0.6
    return ("employer", 0.8) if employer and not worker else ("", 0.0)


_CHIEF = re.compile(
    rf"(?P<side>[甲乙]\s{{0,4}}方|{_SIDES}|企业|工会|职工)?\s?(?:\([^()]{{1,12}}\))?首席(?:协商)?代表\s?(?:\((?P<blank>[^()]{{1,12}})\))?"
    r"\s?(?:姓名)?\s?[:]\s?(?P<name>[\u4e00-\u9fff·]{2,12}(?:\(虚构\))?)(?=[\s,;。、()|]|$|职务)"
)
_CHIEF_PLACE = re.compile(r"首席(?:协商)?代表")
_NO_NAME = re.compile(r"首席|签|盖|姓名|职务|身份|电话|年|工会主席|总经理|董事长")


def find_chiefs(document: Document, parties: list[Fact]) -> Iterator[Fact]:
    """The chief representatives, by the side named beside them, else by the party that stands above them.

    Where a line has room for two, each belongs to the side that stands above it in the same order.
    """
    for pieces in (document.head, document.tail):
        above: str | None = None
        columns: list[str] = []
        for piece in pieces:
            above = _role_beside(piece, parties) or above
            columns = _roles_in_order(piece, parties) or columns
            places = [place.start() for place in _CHIEF_PLACE.finditer(piece.normal)]
            for match in _CHIEF.finditer(piece.normal):
                if _NO_NAME.search(match["name"]):
                    continue
                column = sum(place < match.start("name") for place in places) - 1
                beside = above if len(places) < 2 else columns[column] if column < len(columns) else None
                role = _side_role(match["side"] or "", parties) or beside
                if role:
                    name = piece.text[match.start("name") : match.end("name")]
                    confidence = 0.95 if pieces is document.head else 0.9
                    yield piece.fact("chief_representative", {"role": role, "name": name}, confidence, match.span())


def _roles_in_order(piece: Piece, parties: list[Fact]) -> list[str]:
    """The roles of the sides this line names, from left to right; none where it names fewer than two."""
    sides = re.findall(rf"(?:^|(?<=[\s|]))([甲乙]\s{{0,4}}方|{_SIDES})", piece.normal)
    roles = list(dict.fromkeys(role for side in sides if (role := _side_role(side, parties))))
    return roles if len(roles) > 1 else []


def _role_beside(piece: Piece, parties: list[Fact]) -> str | None:
    """The role of the party that this line names."""
    for fact in parties:
        if isinstance(fact.value, dict) and fact.line == piece.number and fact.value["name"] in piece.text:
            return fact.value["role"]
    match = re.match(rf"([甲乙]\s{{0,4}}方|{_SIDES})", piece.normal)
    return _side_role(match[1], parties) if match else None


def _side_role(side: str, parties: list[Fact]) -> str | None:
    label = bare(side)
    for fact in parties:
        if isinstance(fact.value, dict) and label and fact.value.get("label") == label:
            return fact.value["role"]
    roles = [fact.value["role"] for fact in parties if isinstance(fact.value, dict)]
    wanted = ("union", "employee_representatives") if _WORKER.search(label) else ("employer", "employers_association")
    if not (_WORKER.search(label) or _EMPLOYER.search(label)):
        return None
    return next((role for role in roles if role in wanted), None)
