"""What people call a place in a text: 第十二条第二款第三项, 附件一."""

from cbtool.model.clause import Clause, Outline
from cbtool.text.numerals import to_chinese

_WORDS = {"paragraph": "款", "item": "项", "subitem": "目", "row": "行"}


def clause_name(outline: Outline, address: str) -> str:
    """The labels from the article (or annex) down to the clause; '' where there is no such clause."""
    path = _path(outline.clauses, address)
    return "".join(
        _name(clause) for clause, holder in zip(path, [None, *path], strict=False) if not _alone(clause, holder)
    )


def _alone(clause: Clause, holder: Clause | None) -> bool:
    """A paragraph without another beside it goes by the name of its article."""
    return (
        clause.kind == "paragraph" and holder is not None and sum(c.kind == "paragraph" for c in holder.children) == 1
    )


def _path(clauses: tuple[Clause, ...], address: str) -> list[Clause]:
    for clause in clauses:
        if clause.id == address:
            return [clause]
        below = _path(clause.children, address)
        if below:
            return [clause, *below]
    return []


def _name(clause: Clause) -> str:
    match clause.kind:
        case "article" | "annex":
            return clause.label
        case "preamble":
            return "序言"
        case "signature":
            return "签署处"
        case "title":
            return "标题"
        case kind if kind in _WORDS:
            return f"第{to_chinese(clause.number)}{_WORDS[kind]}"
        case _:
            return ""
