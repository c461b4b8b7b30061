"""The recogniser of printed Chinese: rapidocr with the models in its package; an extra of the installation."""

import os
from functools import cache
from typing import Any, NamedTuple

from cbtool.errors import UnreadableFile

_LEAST_SURE = 0.5
_MOST_THREADS = 4


class NoRecogniser(UnreadableFile):
    """The extra that recognises pictures is not installed."""

    def __init__(self) -> None:
        super().__init__(
            "这是扫描件或图片，要先识别文字；这台机器上没有识别组件。",
            "可以运行 pip install 'cbtool[ocr]'（约 370 MB）再导入；或用别的软件识别成文字，存成 .docx 或 .txt 再导入。",
        )


class Box(NamedTuple):
    """A piece of a line the recogniser read: its four corners from the upper left clockwise, in pixels."""

    text: str
    corners: tuple[tuple[float, float], ...]
    sure: float


def recognise(picture: Any) -> list[Box]:
    """The pieces of text in a picture of Pillow. Raises UnreadableFile where the extra is not installed."""
    found = _engine()(picture)
    if found.boxes is None or found.txts is None:
        return []
    return [
        Box(text, tuple((float(x), float(y)) for x, y in corners), float(sure))
        for corners, text, sure in zip(found.boxes, found.txts, found.scores, strict=True)
        if text.strip()
    ]


@cache
def _engine() -> Any:
    try:
        from rapidocr import RapidOCR
    except ImportError as error:
        raise NoRecogniser from error
    threads = min(os.cpu_count() or 1, _MOST_THREADS)
    return RapidOCR(
        params={
            "Global.log_level": "critical",
            "Global.text_score": _LEAST_SURE,
            "Global.use_cls": False,
            "EngineConfig.onnxruntime.intra_op_num_threads": threads,
        }
    )
