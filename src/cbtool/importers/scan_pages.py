"""Pictures of pages as lines and tables: the red channel against seals, pieces set upright, characters placed in them."""

import io
from collections.abc import Callable, Iterator, Sequence
from math import atan2, cos, sin
from statistics import median
from typing import Any

from cbtool.errors import UnreadableFile
from cbtool.importers.page_characters import chinese_marks, is_wide
from cbtool.importers.pages import Glyph, Page, PageLine, PageTable, make_lines
from cbtool.importers.scan_engine import Box, NoRecogniser, recognise
from cbtool.importers.scan_tables import split_tables
from cbtool.processes import GIB, more_memory

FORMATS = ("PNG", "JPEG", "TIFF", "BMP", "GIF", "WEBP")
MOST_PIXELS = 40_000_000
MOST_PAGES = 100
MOST_MEMORY = 4 * GIB
_DOTS = 200
_POINTS = 72
_PAGE_WIDTH = 595.0
_TYPE_SHARE = 0.82
_NEARLY = 0.22


def scanned_pages(data: bytes, numbers: Sequence[int], on_page: Callable[[int], None]) -> Iterator[tuple[int, Page]]:
    """The pages of a PDF with these numbers, recognised. Raises UnreadableFile: too many, or no recogniser."""
    _check_count(len(numbers))
    with more_memory(MOST_MEMORY):
        import pypdfium2

        document = pypdfium2.PdfDocument(data)
        for number in numbers:
            on_page(number)
            page = document[number - 1]
            width, height = page.get_size()
            scale = min(_DOTS / _POINTS, (MOST_PIXELS / max(width * height, 1)) ** 0.5)
            yield number, read_picture(page.render(scale=scale).to_pil())
            page.close()
        document.close()


def picture_pages(data: bytes, on_page: Callable[[int], None]) -> list[Page]:
    """The pages in a file of pictures, recognised. Raises UnreadableFile: broken, too large, no recogniser."""
    try:
        from PIL import Image, ImageOps, ImageSequence
    except ImportError as error:
        raise NoRecogniser from error
    pages = []
    try:
        with more_memory(MOST_MEMORY), Image.open(io.BytesIO(data), formats=FORMATS) as file:
            _check_count(getattr(file, "n_frames", 1))
            for number, frame in enumerate(ImageSequence.Iterator(file), 1):
                _check_size(frame.size)
                on_page(number)
                pages.append(read_picture(ImageOps.exif_transpose(frame)))
    except (UnreadableFile, MemoryError):
        raise
    except (OSError, SyntaxError, ValueError, ArithmeticError, LookupError, Image.DecompressionBombError) as error:
        raise UnreadableFile("图片损坏或不完整。", "请重新扫描或拍照后再导入。") from error
    return pages


def read_picture(picture: Any) -> Page:
    """One page, as wide as A4. Only its red channel is read: red seals are white there."""
    from PIL import Image

    if "A" in picture.getbands() or "transparency" in picture.info:
        paper = Image.new("RGBA", picture.size, "white")
        picture = Image.alpha_composite(paper, picture.convert("RGBA"))
    red = picture.convert("RGB").getchannel("R")
    boxes = recognise(Image.merge("RGB", (red, red, red)))
    scale = _PAGE_WIDTH / max(red.width, 1)
    angle, middle = _skew(boxes), (red.width / 2, red.height / 2)
    pieces = _even([_upright(box, angle, middle, scale) for box in boxes])
    tables, loose = split_tables(pieces)
    items: list[PageLine | PageTable] = [*tables, *make_lines(glyph for piece in loose for glyph in _characters(piece))]
    return Page(sorted(items, key=lambda item: item.top), _PAGE_WIDTH, red.height * scale, exact=False)


def _check_count(pages: int) -> None:
    if pages > MOST_PAGES:
        raise UnreadableFile(f"扫描的页数太多（{pages} 页）。", f"一次最多识别 {MOST_PAGES} 页；请拆开后再导入。")


def _check_size(size: tuple[int, int]) -> None:
    if size[0] * size[1] > MOST_PIXELS:
        raise UnreadableFile(
            f"图片太大（{size[0]}×{size[1]} 点）。", "请把分辨率降到 300 dpi 以下，或缩小图片后再导入。"
        )


def _skew(boxes: Sequence[Box]) -> float:
    """The angle at which the lines run, in radians, by the longer pieces."""
    long = sorted(boxes, key=lambda box: box.corners[0][0] - box.corners[1][0])[: max(len(boxes) // 2, 1)]
    angles = [atan2(b[1] - a[1], b[0] - a[0]) for a, b, *_ in (box.corners for box in long)]
    return median(angles) if angles else 0.0


def _upright(box: Box, angle: float, middle: tuple[float, float], scale: float) -> Glyph:
    """The piece on the page turned about its middle so that lines run level, in points; its size is that of the type."""
    away = [(x - middle[0], y - middle[1]) for x, y in box.corners]
    turned = [
        (middle[0] + x * cos(angle) + y * sin(angle), middle[1] + y * cos(angle) - x * sin(angle)) for x, y in away
    ]
    left, right = min(x for x, _ in turned) * scale, max(x for x, _ in turned) * scale
    top = (turned[0][1] + turned[1][1]) / 2 * scale
    bottom = (turned[2][1] + turned[3][1]) / 2 * scale
    return Glyph(chinese_marks(box.text), left, right, top, bottom, max(bottom - top, 1.0) * _TYPE_SHARE)


def _even(pieces: list[Glyph]) -> list[Glyph]:
    """Pieces of nearly the usual size have the usual size: the boxes differ by what stands in them."""
    usual = median(piece.size for piece in pieces) if pieces else 0.0
    return [p._replace(size=usual) if abs(p.size - usual) < _NEARLY * usual else p for p in pieces]


def _characters(piece: Glyph) -> Iterator[Glyph]:
    """The characters of a piece, each where it probably stands."""
    widths = [1.0 if is_wide(character) else 0.5 for character in piece.text]
    step = (piece.right - piece.left) / sum(widths)
    left = piece.left
    for character, width in zip(piece.text, widths, strict=True):
        yield piece._replace(text=character, left=left, right=left + width * step)
        left += width * step
