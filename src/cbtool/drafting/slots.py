"""Slots: every named article of a template may take another wording, of a model clause or of a contract.

Works on the source between evaluating and numbering, so that numbers and references come out right; the browser's twin
is `slots.js`.
"""

from bisect import bisect_left
from typing import NamedTuple

from cbtool.drafting.evaluation import Rendered
from cbtool.drafting.source import Line, escape, read_source, references
from cbtool.errors import CbtoolError
from cbtool.text.body import Block, read_blocks

_MARKS = {"item": "- ", "subitem": "  - ", "point": "  - "}


class Wording(NamedTuple):
    """What goes into a slot: where it comes from, the heading ('' keeps the template's) and the text without number."""

    address: str
    heading: str
    text: str


def slots(rendered: Rendered) -> dict[str, str]:
    """The named articles of a rendered template: name → heading."""
    lines = read_source(rendered.text)
    return {line.anchor: line.text for line in lines if line.kind == "article" and line.anchor}


def place_wordings(rendered: Rendered, wordings: dict[str, Wording]) -> Rendered:
    """The source with the wordings in their slots. Raises CbtoolError: no such slot, or the rest refers into it."""
    for slot, wording in wordings.items():
        rendered = _place(rendered, slot, wording)
    return rendered


def _place(rendered: Rendered, slot: str, wording: Wording) -> Rendered:
    lines = read_source(rendered.text)
    at = next((n for n, line in enumerate(lines) if line.kind == "article" and line.anchor == slot), None)
    if at is None:
        names = "、".join(f"{name}（{heading}）" if heading else name for name, heading in slots(rendered).items())
        raise CbtoolError(f"这份文本里没有条款位 {slot}", f"可选：{names or '（这个模板没有可替换的条款）'}")
    end = next((n for n in range(at + 1, len(lines)) if _ends_article(lines[n])), len(lines))
    _refuse_lost_names(lines, at, end, slot)
    heading = escape(wording.heading) or lines[at].text
    written = [f"### {heading} {{#{slot}}}", *wording_source(wording.text), ""]
    last = lines[end].number - 1 if end < len(lines) else rendered.text.count("\n") + 1
    return _spliced(rendered, lines[at].number - 1, last, written)


def _ends_article(line: Line) -> bool:
    """A heading does, and so does a table apart from what stands above it (the signatures)."""
    return line.kind in ("title", "chapter", "annex", "article") or (line.kind == "row" and line.gap)


def _refuse_lost_names(lines: list[Line], at: int, end: int, slot: str) -> None:
    lost = {line.anchor for line in lines[at + 1 : end] if line.anchor}
    rest = [line for n, line in enumerate(lines) if not at <= n < end]
    used = sorted(lost & {name for line in rest for name in references(line.text)})
    if used:
        raise CbtoolError(f"条款位 {slot} 不能替换：别处引用了它里面的 {'、'.join(used)}", "请换别的条款位。")


def wording_source(text: str) -> list[str]:
    """A clause's text as source lines: paragraphs, items, tables; numbers of items are given anew."""
    blocks = read_blocks("第一条 " + text.strip() + "\n")
    return [line for block in blocks for line in _block_source(block)]


def _block_source(block: Block) -> list[str]:
    if block.kind == "table":
        rows = [[escape(cell) for cell in row] for row in block.rows]
        if block.header:
            rows.insert(1, ["---"] * len(rows[0]))
        return ["| " + " | ".join(row) + " |" for row in rows]
    if block.kind in _MARKS:
        return [_MARKS[block.kind] + escape(block.heading + block.text)]
    head = f"【{block.heading}】" if block.heading else ""
    text = escape(head + block.text) if block.kind == "article" else escape(block.line)
    return [text] if text else []


def _spliced(rendered: Rendered, start: int, end: int, written: list[str]) -> Rendered:
    """The rendered text with its lines `start` to `end` (counted from 0) replaced, and all that counts lines."""
    lines = rendered.text.split("\n")
    shift = len(written) - (end - start)
    origins = (*rendered.origins[:start], *(rendered.origins[start] for _ in written), *rendered.origins[end:])
    uses = {name: _moved(places, start, end, shift) for name, places in rendered.uses.items()}
    return rendered._replace(text="\n".join([*lines[:start], *written, *lines[end:]]), origins=origins, uses=uses)


def _moved(places: tuple[int, ...], start: int, end: int, shift: int) -> tuple[int, ...]:
    """Line numbers (from 1): those of the replaced lines fall away, those below move."""
    ordered = sorted(places)
    before = ordered[: bisect_left(ordered, start + 1)]
    after = ordered[bisect_left(ordered, end + 1) :]
    return (*before, *(place + shift for place in after))
