"""The parts of a .docx around its body: made once by python-docx, the same bytes every time.

Page and type follow GB/T 9704-2012 (A4, 28 characters a line). Fonts are named, none is embedded.
Placeholders (`@@BODY@@` and the others) are filled by `package.word_file` and, in the browser, by its twin.
"""

import io
import zipfile
from datetime import UTC, datetime
from functools import cache
from typing import TYPE_CHECKING, Any, NamedTuple

if TYPE_CHECKING:
    from docx.document import Document
    from docx.styles.style import ParagraphStyle

BODY, NUMBER, DATE, TITLE = "@@BODY@@", "@@NUMBER@@", "@@DATE@@", "@@TITLE@@"
_SONG, _FANG, _HEI, _KAI, _TITLE = "宋体", "仿宋_GB2312", "黑体", "楷体_GB2312", "方正小标宋简体"
_SUBSTITUTES = {_FANG: "仿宋", _KAI: "楷体", _TITLE: "华文中宋", _HEI: "SimHei", _SONG: "SimSun"}
_LINE = 28.95
_KEPT = {"Normal", "DefaultParagraphFont", "TableNormal", "NoList", "TableGrid"}
_DROPPED = (
    "customXml",
    "stylesWithEffects",
    "numbering",
    "thumbnail",
    "webSettings",
    "theme",
    "extended-properties",
)


class Look(NamedTuple):
    """How one paragraph style looks; sizes in points, `indent` in characters."""

    name: str
    font: str = _FANG
    size: float = 16
    line: float = _LINE
    align: str = "both"
    indent: int = 0
    right: int = 0
    before: float = 0
    after: float = 0
    outline: int | None = None
    keep: bool = False
    new_page: bool = False


LOOKS = {
    "Title": Look("Title", _TITLE, 22, 35, "center", after=20),
    "Heading1": Look("heading 1", _HEI, align="center", before=14, after=7, outline=0, keep=True),
    "Heading2": Look("heading 2", _HEI, indent=2, outline=1, keep=True),
    "Heading3": Look("heading 3", _KAI, indent=2, outline=2, keep=True),
    "Clause": Look("条款", indent=2),
    "Party": Look("当事人", align="left"),
    "Serial": Look("文号", align="center", after=10),
    "Note": Look("说明", _KAI, 14, align="center", after=10),
    "AnnexLabel": Look("附件序号", _HEI, align="left", outline=0, keep=True, new_page=True),
    "AnnexTitle": Look("附件标题", _TITLE, 18, 30, "center", before=8, after=14, keep=True),
    "CellHead": Look("表头", _HEI, 12, 18, "center", before=3, after=3),
    "Cell": Look("表格文字", _FANG, 12, 18, "center", before=2, after=2),
    "CellText": Look("表格长文字", _FANG, 12, 18, "left", before=2, after=2),
    "LayoutCell": Look("签署栏", align="left", before=7, after=7),
    "Signed": Look("署名", align="right", right=2, before=20, keep=True),
    "Dated": Look("成文日期", align="right", right=4),
    "Spacer": Look("表后", _FANG, 6, 8, "left"),
}


@cache
def base_parts() -> tuple[tuple[str, str], ...]:
    """Name and text of every part, in the order they are stored."""
    document = _new_document()
    stream = io.BytesIO()
    document.save(stream)
    with zipfile.ZipFile(stream) as archive:
        parts = {name: archive.read(name).decode("utf-8") for name in archive.namelist()}
    main = parts["word/document.xml"]
    start, end = main.rindex("<w:p>", 0, main.index(BODY)), main.index("</w:p>", main.index(BODY))
    parts["word/document.xml"] = main[:start] + BODY + main[end + len("</w:p>") :]
    names = ["[Content_Types].xml", *sorted(name for name in parts if name != "[Content_Types].xml")]
    return tuple((name, parts[name]) for name in names)


def _new_document() -> "Document":
    import docx

    document = docx.Document()
    _drop_parts(document)
    _set_page(document)
    _set_styles(document)
    _set_footer(document)
    _set_settings(document)
    _set_fonts(document)
    properties = document.core_properties
    properties.title, properties.author, properties.language = TITLE, "cbtool", "zh-CN"
    properties.comments = properties.keywords = properties.last_modified_by = ""
    properties.revision = 1
    properties.created = properties.modified = datetime(2026, 1, 1, tzinfo=UTC).replace(tzinfo=None)
    return document


def _drop_parts(document: "Document") -> None:
    """python-docx's own template carries a picture and parts nobody needs."""
    for holder in (document.part.package, document.part):
        for key, relation in list(holder.rels.items()):
            if relation.reltype.rsplit("/", 1)[-1] in _DROPPED:
                del holder.rels[key]


def _set_page(document: "Document") -> None:
    from docx.shared import Mm

    section = document.sections[0]
    section.page_width, section.page_height = Mm(210), Mm(297)
    section.top_margin, section.bottom_margin = Mm(37), Mm(35)
    section.left_margin, section.right_margin = Mm(28), Mm(26)
    section.header_distance, section.footer_distance = Mm(15), Mm(24)
    for grid in section._sectPr.xpath("w:docGrid"):
        section._sectPr.remove(grid)
    section._sectPr.append(_element("docGrid", type="lines", linePitch=str(round(_LINE * 20))))
    body = document.element.body
    for child in list(body):
        if child is not section._sectPr:
            body.remove(child)
    document.add_paragraph(BODY)


def _set_styles(document: "Document") -> None:
    root = document.styles.element
    for style in list(root.xpath("w:style")):
        if style.styleId not in _KEPT:
            root.remove(style)
    for needless in root.xpath("w:latentStyles | w:style[@w:type='table']/w:pPr | w:docDefaults/w:pPrDefault"):
        needless.getparent().remove(needless)
    defaults = root.xpath("w:docDefaults/w:rPrDefault/w:rPr")[0]
    defaults.clear()
    _set_type(defaults, _FANG, 16)
    defaults.append(_element("lang", val="en-US", eastAsia="zh-CN", bidi="ar-SA"))
    _apply(document.styles["Normal"], Look("Normal"))
    for identity, look in LOOKS.items():
        _add_style(document, identity, look)
    _add_special_styles(document)


def _add_style(document: "Document", identity: str, look: Look) -> None:
    from docx.enum.style import WD_STYLE_TYPE

    style = document.styles.add_style(identity, WD_STYLE_TYPE.PARAGRAPH, builtin=look.name.isascii())
    style.base_style = document.styles["Normal"]
    style.element.get_or_add_name().val = look.name
    style.quick_style = True
    _apply(style, look)


def _apply(style: "ParagraphStyle", look: Look) -> None:
    from docx.enum.text import WD_ALIGN_PARAGRAPH as ALIGN
    from docx.enum.text import WD_LINE_SPACING
    from docx.shared import Pt

    form = style.paragraph_format
    form.space_before, form.space_after = Pt(look.before), Pt(look.after)
    form.line_spacing_rule, form.line_spacing = WD_LINE_SPACING.EXACTLY, Pt(look.line)
    form.alignment = {
        "both": ALIGN.JUSTIFY,
        "left": ALIGN.LEFT,
        "center": ALIGN.CENTER,
        "right": ALIGN.RIGHT,
    }[look.align]
    form.widow_control = False
    if look.name == "Normal":
        # Word's own default; written out because LibreOffice, which reads it the wrong way round, loses punctuation that hangs.
        style.element.xpath("w:pPr/w:spacing")[0].addprevious(_element("overflowPunct", val="1"))
    if look.size < 16:
        style.element.xpath("w:pPr/w:spacing")[0].addprevious(_element("snapToGrid", val="0"))
    form.keep_with_next = look.keep or None
    form.page_break_before = look.new_page or None
    if look.indent or look.right:
        first, right = str(look.indent * 100), str(look.right * 100)
        wide = {"firstLineChars": first, "firstLine": str(int(look.indent * look.size * 20))}
        far = {"rightChars": right, "right": str(int(look.right * look.size * 20))}
        form._element.get_or_add_pPr()._insert_ind(
            _element("ind", **(wide if look.indent else {}), **(far if look.right else {}))
        )
    if look.outline is not None:
        style.element.get_or_add_pPr().append(_element("outlineLvl", val=str(look.outline)))
    properties = style.element.get_or_add_rPr()
    properties.clear()
    _set_type(properties, look.font, look.size)


def _set_type(properties: Any, font: str, size: float) -> None:
    """Theme fonts would beat names, so only names are given; -0.25 pt sets 28 characters in 156 mm."""
    latin = _SONG if font == _SONG else "Times New Roman"
    properties.append(_element("rFonts", ascii=latin, hAnsi=latin, eastAsia=font, cs=latin))
    if size == 16:
        properties.append(_element("spacing", val="-5"))
    properties.append(_element("sz", val=str(int(size * 2))))
    properties.append(_element("szCs", val=str(int(size * 2))))


def _add_special_styles(document: "Document") -> None:
    from docx.enum.style import WD_STYLE_TYPE

    label = document.styles.add_style("ClauseLabel", WD_STYLE_TYPE.CHARACTER)
    label.element.get_or_add_name().val = "条号"
    label.element.get_or_add_rPr().append(_element("rFonts", eastAsia=_HEI))
    layout = document.styles.add_style("Layout", WD_STYLE_TYPE.TABLE)
    layout.base_style = document.styles["Normal Table"]
    layout.element.get_or_add_name().val = "签署表"
    footer = document.styles.add_style("Footer", WD_STYLE_TYPE.PARAGRAPH, builtin=True)
    footer.base_style = document.styles["Normal"]
    _apply(footer, Look("footer", _SONG, 10.5, 14, "left"))


def _set_footer(document: "Document") -> None:
    """Number on the left and date on the right, the page below them: a long number leaves no room beside it."""
    from docx.enum.text import WD_ALIGN_PARAGRAPH, WD_TAB_ALIGNMENT
    from docx.shared import Mm

    footer = document.sections[0].footer
    footer.is_linked_to_previous = False
    paragraph = footer.paragraphs[0]
    paragraph.style = document.styles["Footer"]
    paragraph.paragraph_format.tab_stops.add_tab_stop(Mm(156), WD_TAB_ALIGNMENT.RIGHT)
    paragraph.add_run(f"编号：{NUMBER}\t{DATE}")
    page = footer.add_paragraph("第", style=document.styles["Footer"])
    page.alignment = WD_ALIGN_PARAGRAPH.CENTER
    _add_field(page, "PAGE")
    page.add_run("页 共")
    _add_field(page, "NUMPAGES")
    page.add_run("页")


def _add_field(paragraph: Any, code: str) -> None:
    for kind in ("begin", "code", "separate", "shown", "end"):
        run = paragraph.add_run("1" if kind == "shown" else "")
        if kind == "code":
            instruction = _element("instrText")
            instruction.set("{http://www.w3.org/XML/1998/namespace}space", "preserve")
            instruction.text = f" {code} "
            run._r.append(instruction)
        elif kind != "shown":
            run._r.append(_element("fldChar", fldCharType=kind))


def _set_settings(document: "Document") -> None:
    """Settings written anew: those of python-docx's template speak of its own origin."""
    root = document.settings.element
    for child in list(root):
        root.remove(child)
    root.append(_element("zoom", percent="100"))
    root.append(_element("characterSpacingControl", val="compressPunctuation"))
    compatibility = _element("compat")
    uri = "http://schemas.microsoft.com/office/word"
    compatibility.append(_element("compatSetting", name="compatibilityMode", uri=uri, val="15"))
    root.append(compatibility)
    root.append(_element("themeFontLang", val="en-US", eastAsia="zh-CN"))


def _set_fonts(document: "Document") -> None:
    """Names a computer without the official fonts may put in their place."""
    from docx.opc.oxml import serialize_part_xml

    part = next(r.target_part for r in document.part.rels.values() if r.reltype.endswith("/fontTable"))
    root = _element("fonts")
    for font, substitute in _SUBSTITUTES.items():
        entry = _element("font", name=font)
        entry.append(_element("altName", val=substitute))
        entry.append(_element("charset", val="86"))
        root.append(entry)
    part._blob = serialize_part_xml(root)


def _element(tag: str, /, **attributes: str) -> Any:
    from docx.oxml.ns import qn
    from docx.oxml.parser import OxmlElement

    element = OxmlElement(f"w:{tag}")
    for key, value in attributes.items():
        element.set(qn(f"w:{key}"), value)
    return element
