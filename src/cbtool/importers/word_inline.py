"""The words of a paragraph as a reader of the final text sees them: without deletions, hidden text and field codes."""

import re
from collections.abc import Iterable, Iterator
from itertools import groupby
from typing import NamedTuple

from cbtool.importers.word_package import MC, Element, M, W, is_on, value
from cbtool.importers.word_styles import Styles, switches

BLANK = "____"
"""What stands for a place left to be filled in."""

NOTES = {W + "footnoteReference": "footnote", W + "endnoteReference": "endnote"}
_DROPPED = frozenset(W + name for name in ("pPr", "rPr", "sdtPr", "sdtEndPr", "del", "moveFrom"))
_BOXED = tuple(W + name for name in ("drawing", "pict", "object"))
_SIGNS = {
    W + "tab": "\t",
    W + "ptab": "\t",
    W + "br": "\n",
    W + "cr": "\n",
    W + "noBreakHyphen": "-",
}
_SYMBOLS = {"FE": "☑", "52": "☑", "54": "☒", "FD": "☒", "A8": "□", "6F": "□", "A3": "□", "B7": "•", "6C": "•"}
_UNKNOWN_SYMBOL = "\ufffd"
_CIRCLED = re.compile(r"\s*eq\s*\\o(?:\\a[clr])?\s*\(\s*[○〇]\s*[,，]\s*(\d{1,2})\s*\)\s*", re.I)
_CONTENTS = re.compile(r"\s*(?:TOC|INDEX)\b", re.I)
_BLANK_FIELD = re.compile(r"\s*FORMTEXT\b", re.I)
_LEADER = ("underscore", "heavy")


class Piece(NamedTuple):
    """Some text, and whether a line is drawn under it."""

    text: str
    underlined: bool = False


class Words(NamedTuple):
    """The text of a paragraph, soft line breaks as `\\n`; the text boxes anchored in it and the notes it refers to."""

    text: str
    boxes: list[Element]
    notes: list[tuple[str, str]]


class _Field:
    """A field in the making: its code so far, and whether its result has begun."""

    def __init__(self, sign: str) -> None:
        self.code, self.sign, self.shown = "", sign, False

    def blank(self) -> bool:
        """Whether its result is something to be filled in."""
        return bool(_BLANK_FIELD.match(self.code))


class InlineReader:
    """Reads one paragraph after the other; fields are followed from one to the next."""

    def __init__(self, styles: Styles, body: Element) -> None:
        self._styles = styles
        kinds = [value(element, "fldCharType") for element in body.iter(W + "fldChar")]
        self._balanced = kinds.count("begin") == kinds.count("end")
        self._fields: list[_Field] = []
        self._style: str | None = None
        self._leader = False
        self._boxes: list[Element] = []
        self._notes: list[tuple[str, str]] = []

    def read(self, paragraph: Element) -> Words:
        """The words of the next paragraph."""
        properties = paragraph.find(W + "pPr")
        self._style = None if properties is None else value(properties.find(W + "pStyle"))
        self._leader = properties is not None and any(
            value(tab, "leader") in _LEADER for tab in properties.iterfind(f"{W}tabs/{W}tab")
        )
        self._boxes, self._notes = [], []
        text = _joined(self._pieces(paragraph))
        self._fields = [field for field in self._fields if field.shown]
        return Words(text, self._boxes, self._notes)

    def _shows(self) -> bool:
        """Whether text at this place is shown. A table of contents is not, unless it has no end."""
        return all(field.shown and not (self._balanced and _CONTENTS.match(field.code)) for field in self._fields)

    def _pieces(self, holder: Element) -> Iterator[Piece]:
        for element in holder:
            tag = element.tag
            if tag in _DROPPED:
                continue
            if tag == W + "r":
                yield from self._run(element)
            elif tag == W + "sdt":
                yield from self._control(element)
            elif tag == W + "fldSimple" and _CONTENTS.match(value(element, "instr") or ""):
                continue
            elif tag == MC + "AlternateContent":
                yield from self._pieces(chosen(element))
            elif tag in (M + "oMath", M + "oMathPara"):
                yield Piece(formula(element))
            else:
                yield from self._pieces(element)

    def _control(self, control: Element) -> Iterator[Piece]:
        """A content control; one that still shows its prompt, or nothing, is a blank."""
        boxes = len(self._boxes)
        pieces = [piece for content in control.iterfind(W + "sdtContent") for piece in self._pieces(content)]
        empty = not any(piece.text.strip() for piece in pieces) and len(self._boxes) == boxes
        if not self._shows():
            return
        if is_prompt(control) or (empty and control.find(f"{W}sdtPr/{W}picture") is None):
            pieces = [Piece(BLANK)]
        yield from pieces

    def _run(self, run: Element) -> Iterator[Piece]:
        look = run.find(W + "rPr")
        own = switches(look)
        style = None if look is None else value(look.find(W + "rStyle"))
        hidden, underlined = (
            own.get(name, self._styles.switched(name, style, self._style)) for name in ("vanish", "u")
        )
        yield from self._content(run, hidden, underlined)

    def _content(self, run: Element, hidden: bool, underlined: bool) -> Iterator[Piece]:
        for element in run:
            tag = element.tag
            if tag == W + "fldChar":
                yield from self._field(element)
            elif tag == W + "instrText" and self._fields:
                self._fields[-1].code += element.text or ""
            elif tag == MC + "AlternateContent":
                yield from self._content(chosen(element), hidden, underlined)
            elif hidden or not self._shows():
                continue
            elif tag == W + "ruby":
                for base in element.iterfind(W + "rubyBase"):
                    yield from self._pieces(base)
            elif tag in _BOXED:
                self._boxes += text_boxes(element)
            elif tag in NOTES:
                self._notes.append((NOTES[tag], value(element, "id") or ""))
            elif text := self._sign(element):
                yield Piece(text, text != "\n" and (underlined or any(field.blank() for field in self._fields)))

    def _sign(self, element: Element) -> str:
        if element.tag == W + "t":
            return _own_text(element)
        if element.tag == W + "sym":
            return _SYMBOLS.get((value(element, "char") or "")[-2:].upper(), _UNKNOWN_SYMBOL)
        if element.tag == W + "tab" and self._leader:
            return BLANK
        return _SIGNS.get(element.tag, "")

    def _field(self, mark: Element) -> Iterator[Piece]:
        """Follow the marks of fields; a circled number or a check box has no result of its own."""
        kind = value(mark, "fldCharType")
        if kind == "begin":
            self._fields.append(_Field(_check_box(mark)))
        elif kind == "separate" and self._fields:
            self._fields[-1].shown = True
        elif kind == "end" and self._fields:
            field = self._fields.pop()
            sign = field.sign or _circled(field.code)
            if sign and not field.shown and self._shows():
                yield Piece(sign)


def is_prompt(control: Element) -> bool:
    """Whether a content control still shows its prompt."""
    return is_on(control.find(f"{W}sdtPr/{W}showingPlcHdr"))


def chosen(alternatives: Element) -> Element:
    """The first of several ways to show the same; it stands for all."""
    return next((element for element in alternatives if element.tag in (MC + "Choice", MC + "Fallback")), [])


def text_boxes(shape: Element) -> list[Element]:
    """The contents of the text boxes in a drawing, each once, without those inside another."""
    return [box for box in shape.iter(W + "txbxContent") if not _is_repeated(box, shape)]


def _is_repeated(box: Element, shape: Element) -> bool:
    for element in box.iterancestors():
        if element is shape:
            return False
        second = element.tag == MC + "Fallback" and element.getparent().find(MC + "Choice") is not None
        if second or element.tag == W + "txbxContent":
            return True
    return False


def formula(element: Element) -> str:
    """A formula on one line; numerator and denominator keep apart."""
    if element.tag == M + "t":
        return element.text or ""
    if element.tag == M + "f":
        above, below = ("".join(map(formula, element.iterfind(M + part))) for part in ("num", "den"))
        return f"({above})/({below})"
    power = "^" if element.tag == M + "sup" else "_" if element.tag == M + "sub" else ""
    text = "".join(map(formula, element))
    return power + text if text else ""


def _joined(pieces: Iterable[Piece]) -> str:
    """The pieces as one text; blanks with a line under them are places to be filled in."""
    found = []
    for underlined, group in groupby(pieces, key=lambda piece: piece.underlined):
        text = "".join(piece.text for piece in group)
        wide = len(text) > 1 or text in ("\t", "\u3000")
        found.append(BLANK if underlined and wide and not text.strip() else text)
    return "".join(found)


def _own_text(element: Element) -> str:
    """White space at the ends counts only where the file says so; breaks in the XML are blanks."""
    text = re.sub(r"[\r\n\t]", " ", element.text or "")
    kept = element.get("{http://www.w3.org/XML/1998/namespace}space") == "preserve"
    return text if kept else text.strip(" ")


def _check_box(mark: Element) -> str:
    box = mark.find(f"{W}ffData/{W}checkBox")
    if box is None:
        return ""
    state = box.find(W + "checked")
    return "☑" if is_on(state if state is not None else box.find(W + "default")) else "□"


def _circled(code: str) -> str:
    """①, as Word makes it of a circle and a number."""
    match = _CIRCLED.fullmatch(code)
    number = int(match[1]) if match else 0
    return chr(0x245F + number) if 1 <= number <= 20 else match[1] if match else ""
