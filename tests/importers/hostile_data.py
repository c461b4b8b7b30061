"""Files made to do harm, each small to write down and large or endless to read; `SERVER` is put in for an address."""

import io
import random
import struct
import zipfile
import zlib
from collections.abc import Callable

from PIL import Image
from reportlab.lib.pdfencrypt import StandardEncryption
from reportlab.pdfgen import canvas
from word_data import OFFICE, W, paragraph, word_parts, zipped

SERVER = "http://127.0.0.1:9"
ARTICLE = "第一条 甲。"


def pdf(*objects: bytes, trailer: bytes = b"") -> bytes:
    """A PDF of these objects; the first is its catalogue."""
    data, places = b"%PDF-1.7\n", []
    for number, content in enumerate(objects, 1):
        places.append(len(data))
        data += b"%d 0 obj\n%s\nendobj\n" % (number, content)
    start = len(data)
    data += b"xref\n0 %d\n0000000000 65535 f \n" % (len(objects) + 1)
    data += b"".join(b"%010d 00000 n \n" % place for place in places)
    data += b"trailer\n<< /Size %d /Root 1 0 R %s >>\nstartxref\n%d\n%%%%EOF\n" % (len(objects) + 1, trailer, start)
    return data


CATALOGUE = b"<< /Type /Catalog /Pages 2 0 R >>"
PAGES = b"<< /Type /Pages /Kids [3 0 R] /Count 1 >>"
FONT = b"<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica >>"


def page(more: bytes = b"", box: bytes = b"0 0 595 842") -> bytes:
    resources = b"/Resources << /Font << /F 5 0 R >> /XObject << /X 6 0 R >> >>"
    return b"<< /Type /Page /Parent 2 0 R /MediaBox [%s] /Contents 4 0 R %s %s >>" % (box, resources, more)


def stream(content: bytes, more: bytes = b"") -> bytes:
    return b"<< /Length %d %s >>\nstream\n%s\nendstream" % (len(content), more, content)


def with_content(content: bytes, box: bytes = b"0 0 595 842", picture: bytes = b"null") -> bytes:
    packed = stream(zlib.compress(content, 9), b"/Filter /FlateDecode")
    return pdf(CATALOGUE, PAGES, page(box=box), packed, FONT, picture)


def stream_bomb() -> bytes:
    """Two gigabytes of blanks, packed twice."""
    packer = zlib.compressobj(9)
    inner = b"".join(packer.compress(b" " * 2**24) for _ in range(128)) + packer.flush()
    packed = stream(zlib.compress(inner, 9), b"/Filter [/FlateDecode /FlateDecode]")
    return pdf(CATALOGUE, PAGES, page(), packed, FONT, b"null")


def picture_bomb() -> bytes:
    size = b"/Type /XObject /Subtype /Image /Width 60000 /Height 60000 /ColorSpace /DeviceGray /BitsPerComponent 8"
    packer = zlib.compressobj(9)
    packed = b"".join(packer.compress(bytes(2**24)) for _ in range(60)) + packer.flush()
    return with_content(b"q 595 0 0 842 0 0 cm /X Do Q", picture=stream(packed, size + b" /Filter /FlateDecode"))


def encrypted_pdf(user: str) -> bytes:
    out = io.BytesIO()
    sheet = canvas.Canvas(out, encrypt=StandardEncryption(user, ownerPassword="owner", strength=128))
    sheet.drawString(72, 700, "Article 1. Wages are paid monthly.")
    sheet.save()
    return out.getvalue()


def many_pages() -> bytes:
    sheets = [b"<< /Type /Page /Parent 2 0 R /MediaBox [0 0 9 9] >>"] * 3000
    kids = b" ".join(b"%d 0 R" % (number + 3) for number in range(3000))
    return pdf(CATALOGUE, b"<< /Type /Pages /Kids [%s] /Count 3000 >>" % kids, *sheets)


def endless_tree() -> bytes:
    return pdf(CATALOGUE, b"<< /Type /Pages /Kids [2 0 R 2 0 R] /Count 2000000000 >>")


def many_tables() -> bytes:
    chance = random.Random(3)
    rules = b"".join(
        b"%d %d %d %d re S\n"
        % (chance.randrange(500), chance.randrange(800), chance.randrange(90), chance.randrange(90))
        for _ in range(60_000)
    )
    return with_content(rules + b"BT /F 12 Tf 72 700 Td (Article 1.) Tj ET")


def self_containing_form() -> bytes:
    form = stream(
        b"/X Do /X Do", b"/Type /XObject /Subtype /Form /BBox [0 0 9 9] /Resources << /XObject << /X 6 0 R >> >>"
    )
    return with_content(b"/X Do", picture=form)


def png(width: int, height: int) -> bytes:
    """A picture that says it is so large and holds next to nothing."""

    def chunk(kind: bytes, content: bytes) -> bytes:
        return struct.pack(">I", len(content)) + kind + content + struct.pack(">I", zlib.crc32(kind + content))

    head = struct.pack(">IIBBBBB", width, height, 8, 0, 0, 0, 0)
    return (
        b"\x89PNG\r\n\x1a\n" + chunk(b"IHDR", head) + chunk(b"IDAT", zlib.compress(bytes(10**6))) + chunk(b"IEND", b"")
    )


def many_frames() -> bytes:
    out = io.BytesIO()
    frames = [Image.new("1", (8, 8), n % 2) for n in range(150)]
    frames[0].save(out, "TIFF", save_all=True, append_images=frames[1:])
    return out.getvalue()


def cut(kind: str) -> bytes:
    out = io.BytesIO()
    Image.effect_noise((400, 400), 50).save(out, kind)
    return out.getvalue()[:5000]


def html(body: str, before: str = "<!DOCTYPE html>") -> bytes:
    return f"{before}<html><head><meta charset=utf-8></head><body>{body}</body></html>".encode()


def fetching_page() -> bytes:
    return html(
        f'<base href="{SERVER}/"><link rel=stylesheet href="{SERVER}/a.css"><meta http-equiv=refresh content="0;{SERVER}/b">'
        f'<img src="{SERVER}/c.png"><iframe src="file:///etc/passwd"></iframe><script src="{SERVER}/d.js"></script>'
        f'<object data="{SERVER}/e"></object><p>{ARTICLE}</p><p>第二条 乙。</p>'
    )


def nested_mail() -> bytes:
    head = b"MIME-Version: 1.0\r\nContent-Type: multipart/related; boundary=b\r\n\r\n"
    return head + b"--b\r\nContent-Type: multipart/related; boundary=b\r\n\r\n" * 20_000 + b"<html>x</html>"


def open_text(more: str = "", **parts: bytes) -> bytes:
    """An OpenDocument text."""
    spaces = (
        " ".join(
            f'xmlns:{name}="urn:oasis:names:tc:opendocument:xmlns:{name}:1.0"' for name in ("office", "text", "drawing")
        )
        + ' xmlns:xlink="http://www.w3.org/1999/xlink"'
    )
    content = (
        f'<?xml version="1.0"?>{{dtd}}<office:document-content {spaces} office:version="1.2"><office:body><office:text>'
    )
    content += f"<text:p>{ARTICLE}</text:p>{more}</office:text></office:body></office:document-content>"
    manifest = (
        '<?xml version="1.0"?><manifest:manifest xmlns:manifest="urn:oasis:names:tc:opendocument:xmlns:manifest:1.0">'
        '<manifest:file-entry manifest:full-path="/" manifest:media-type="application/vnd.oasis.opendocument.text"/>'
        '<manifest:file-entry manifest:full-path="content.xml" manifest:media-type="text/xml"/></manifest:manifest>'
    )
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("mimetype", "application/vnd.oasis.opendocument.text", zipfile.ZIP_STORED)
        archive.writestr("content.xml", content.format(dtd=""))
        archive.writestr("META-INF/manifest.xml", manifest)
        for name, data in parts.items():
            archive.writestr(name, data)
    return out.getvalue()


def rtf(more: str) -> bytes:
    words = "".join(f"\\u{ord(character)}?" for character in ARTICLE)
    return ("{\\rtf1\\ansi\\uc1 " + words + "\\par " + more + "}").encode()


def linked_docx() -> bytes:
    """Pictures and a template that lie on a server."""
    picture = (
        '<w:p><w:r><w:drawing><wp:inline xmlns:wp="http://schemas.openxmlformats.org/drawingml/2006/wordprocessingDrawing">'
        '<a:blip xmlns:a="http://schemas.openxmlformats.org/drawingml/2006/main" '
        f'xmlns:r="{OFFICE}" r:link="rIdImg"/></wp:inline></w:drawing></w:r></w:p>'
    )
    parts = word_parts(paragraph(ARTICLE) + picture, settings="")
    relation = '<Relationship Id="rIdImg" Type="{}/{}" Target="{}/a.png" TargetMode="External"/></Relationships>'
    for kind in ("image", "attachedTemplate", "styles"):
        name = "word/_rels/document.xml.rels"
        parts[name] = str(parts[name]).replace("</Relationships>", relation.format(OFFICE, kind, SERVER))
    return zipped(parts)


def flat(body: str, before: str = "") -> bytes:
    return (
        f'<?xml version="1.0"?>{before}<pkg:package xmlns:pkg="http://schemas.microsoft.com/office/2006/xmlPackage">'
        f'<pkg:part pkg:name="/word/document.xml"><pkg:xmlData><w:document xmlns:w="{W}"><w:body>{body}</w:body>'
        "</w:document></pkg:xmlData></pkg:part></pkg:package>"
    ).encode()


OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
DTD = '<!DOCTYPE x [<!ENTITY a "ha"><!ENTITY b "&a;&a;&a;&a;&a;&a;&a;&a;"><!ENTITY x SYSTEM "file:///etc/passwd">]>'

HOSTILE: dict[str, Callable[[], bytes]] = {
    "空文件.pdf": lambda: b"",
    "只有空白.txt": lambda: b" \n\t" * 1000,
    "只有文件头.pdf": lambda: b"%PDF-1.7\n",
    "截断.pdf": lambda: with_content(b"BT /F 12 Tf (Article 1) Tj ET")[:200],
    "流炸弹.pdf": stream_bomb,
    "三百万条指令.pdf": lambda: with_content(b"BT /F 12 Tf " + b"1 0 0 1 72 700 Tm (A) Tj " * 3_000_000 + b"ET"),
    "图片炸弹.pdf": picture_bomb,
    "用户密码.pdf": lambda: encrypted_pdf("secret"),
    "所有者密码.pdf": lambda: encrypted_pdf(""),
    "页数炸弹.pdf": many_pages,
    "页树循环.pdf": endless_tree,
    "巨页.pdf": lambda: with_content(b"q 1e9 0 0 1e9 0 0 cm /X Do Q", box=b"0 0 1e9 1e9"),
    "六万条线.pdf": many_tables,
    "自包含.pdf": self_containing_form,
    "深数组.pdf": lambda: pdf(CATALOGUE, b"<< /Type /Pages /Kids " + b"[" * 100_000 + b"]" * 100_000 + b" >>"),
    "引用循环.pdf": lambda: pdf(b"1 0 R", b"3 0 R", b"2 0 R"),
    "前表循环.pdf": lambda: pdf(CATALOGUE, PAGES, page(), stream(b""), FONT, b"null", trailer=b"/Prev 9"),
    "动作.pdf": lambda: pdf(
        b"<< /Type /Catalog /Pages 2 0 R /OpenAction << /S /JavaScript /JS (app.launchURL('%s')) >> >>" % SERVER.encode(),
        PAGES, page(b"/AA << /O << /S /URI /URI (%s) >> >>" % SERVER.encode()), stream(b"BT /F 12 Tf (Article 1.) Tj ET"),
        FONT, b"null",
    ),
    "外部流.pdf": lambda: pdf(
        CATALOGUE, PAGES, page(), b"<< /Length 0 /F << /FS /URL /F (%s) >> >>\nstream\n\nendstream" % SERVER.encode(),
        FONT, b"null",
    ),
    "图片炸弹.png": lambda: png(60_000, 60_000),
    "扁图.png": lambda: png(1, 10**9),
    "缺数据.png": lambda: png(4000, 4000),
    "截断.jpg": lambda: cut("JPEG"),
    "截断.tif": lambda: cut("TIFF"),
    "帧太多.tif": many_frames,
    "五万层.html": lambda: html("<div>" * 50_000 + ARTICLE),
    "五万层行内.html": lambda: html("<b><i>" * 25_000 + ARTICLE),
    "五万层表.html": lambda: html("<table><tr><td>" * 50_000 + ARTICLE),
    "实体炸弹.html": lambda: html("<p>&b;&x;</p>" + ARTICLE, before=f'<?xml version="1.0"?>{DTD}'),
    "外链.html": fetching_page,
    "宽表.html": lambda: html("<table><tr>" + "<td colspan=99999999 rowspan=99999999>甲</td><td>乙</td>" * 500 + "</tr>" * 99),
    "长属性.html": lambda: html(f'<p title="{"长" * 5_000_000}">{ARTICLE}</p>'),
    "怪编码.html": lambda: "<html><meta charset=utf-7><p>第一条 甲。".encode("gb18030"),
    "邮件套邮件.mht": nested_mail,
    "截断.doc": lambda: OLE + bytes(504) + "WordDocument".encode("utf-16-le") + bytes(600),
    "随机.doc": lambda: OLE + random.Random(5).randbytes(3000) + "WordDocument".encode("utf-16-le"),
    "深组.rtf": lambda: rtf("{" * 200_000 + "a" + "}" * 200_000),
    "外链.rtf": lambda: rtf(f'{{\\field{{\\*\\fldinst INCLUDEPICTURE "{SERVER}/a.png"}}{{\\fldrslt x}}}}'),
    "模板.rtf": lambda: rtf(f"{{\\*\\template {SERVER}/a.dot}}"),
    "对象.rtf": lambda: rtf("{\\object\\objemb{\\*\\objclass Package}{\\*\\objdata " + "41" * 50_000 + "}}"),
    "炸弹.odt": lambda: open_text(**{"Pictures/a.png": bytes(300 * 2**20)}),
    "外链.odt": lambda: open_text(
        f'<text:p><drawing:frame><drawing:image xlink:href="{SERVER}/a.png"/></drawing:frame></text:p>'
    ),
    "外链.docx": linked_docx,
    "实体.xml": lambda: flat(paragraph(ARTICLE), before=DTD),
    "深.xml": lambda: flat("<w:ins>" * 50_000 + "</w:ins>" * 50_000),
    "路径.xml": lambda: flat(paragraph(ARTICLE)).replace(b"/word/document.xml", b"../../../etc/passwd"),
    "其实是网页.docx": lambda: html(f"<p>{ARTICLE}</p>"),
    "其实是程序.pdf": lambda: b"\x7fELF" + bytes(1000),
    "其实是压缩包.doc": lambda: zipped({"a.txt": "x"}),
    "炸弹.docx": lambda: zipped({**word_parts(paragraph(ARTICLE)), "word/media/a.bmp": bytes(65 * 2**20)}),
}  # fmt: skip
