"""A distribution as an SVG picture: one line of dots, box and median for each group. Text stays text."""

from collections.abc import Iterator, Sequence
from fractions import Fraction
from html import escape
from math import ceil, floor, log10
from typing import NamedTuple

from cbtool.law.amounts import number_text

WIDTH, LEFT, RIGHT, TOP, ROW = 760, 210, 40, 64, 40
LONGEST_LABEL = 12
FONT = "'Noto Sans SC','Source Han Sans SC','PingFang SC','Microsoft YaHei',sans-serif"
STYLE = (
    f"text{{font:13px {FONT};fill:#1f2937}}.head{{font-size:16px;font-weight:600}}.small{{font-size:12px;fill:#4b5563}}"
    ".axis{stroke:#d1d5db}.dot{fill:#2563eb;fill-opacity:.45}.box{fill:#dbeafe;stroke:#1d4ed8}"
    ".median{stroke:#1d4ed8;stroke-width:3}.law{stroke:#b91c1c;stroke-dasharray:5 4}"
)


class Line(NamedTuple):
    """One group: its name, its values, and the ends and middle of its box."""

    label: str
    values: Sequence[Fraction]
    lower: Fraction
    median: Fraction
    upper: Fraction


def distribution_svg(title: str, note: str, unit: str, lines: Sequence[Line], legal: Fraction | None, law: str) -> str:
    """The picture; `note` stands below the title, `legal` is drawn as a dashed line with `law` beside it."""
    title += f"（{unit}）" if unit else ""
    numbers = [float(value) for line in lines for value in line.values] + ([float(legal)] if legal is not None else [])
    ticks = _ticks(min(numbers), max(numbers))
    height = TOP + ROW * len(lines) + 58
    parts = [
        f'<svg xmlns="http://www.w3.org/2000/svg" role="img" viewBox="0 0 {WIDTH} {height}" width="{WIDTH}" '
        f'height="{height}" lang="zh-CN">',
        f"<title>{escape(title)}</title><desc>{escape(note)}</desc><style>{STYLE}</style>",
        f'<rect width="{WIDTH}" height="{height}" fill="#fff"/>',
        f'<text class="head" x="16" y="26">{escape(title)}</text>',
        f'<text class="small" x="16" y="46">{escape(note)}</text>',
        *_axis(ticks, TOP + ROW * len(lines)),
        *(part for number, line in enumerate(lines) for part in _line(line, ticks, TOP + ROW * number)),
        *_law(legal, law, ticks, TOP + ROW * len(lines)),
        "</svg>",
    ]
    return "\n".join(parts) + "\n"


def _ticks(least: float, greatest: float) -> list[float]:
    """Five to ten round numbers from below the least to above the greatest."""
    span = (greatest - least) or abs(greatest) or 1.0
    step = 10.0 ** floor(log10(span / 5))
    step *= next(factor for factor in (1, 2, 5, 10) if span / (step * factor) <= 8)
    first, last = floor(least / step), ceil(greatest / step)
    return [round(number * step, 6) for number in range(first, last + 1 + (first == last))]


def _x(value: float, ticks: Sequence[float]) -> str:
    share = (value - ticks[0]) / (ticks[-1] - ticks[0])
    return f"{LEFT + share * (WIDTH - LEFT - RIGHT):.1f}"


def _axis(ticks: Sequence[float], bottom: int) -> Iterator[str]:
    for tick in ticks:
        x = _x(tick, ticks)
        yield f'<line class="axis" x1="{x}" x2="{x}" y1="{TOP}" y2="{bottom}"/>'
        yield f'<text class="small" x="{x}" y="{bottom + 18}" text-anchor="middle">{number_text(Fraction(str(tick)))}</text>'


def _line(line: Line, ticks: Sequence[float], top: int) -> Iterator[str]:
    middle = top + ROW // 2
    lower, median, upper = (_x(float(value), ticks) for value in (line.lower, line.median, line.upper))
    yield f'<text x="{LEFT - 12}" y="{middle + 5}" text-anchor="end">{escape(_short(line.label))}（{len(line.values)}）</text>'
    if len(line.values) > 1:
        width = max(float(upper) - float(lower), 1)
        yield f'<rect class="box" x="{lower}" y="{middle - 9}" width="{width:.1f}" height="18" rx="2"/>'
    yield f'<line class="median" x1="{median}" x2="{median}" y1="{middle - 9}" y2="{middle + 9}"/>'
    for value in sorted(line.values):
        yield f'<circle class="dot" cx="{_x(float(value), ticks)}" cy="{middle}" r="4"><title>{number_text(value)}</title></circle>'


def _short(label: str) -> str:
    return label if len(label) <= LONGEST_LABEL else label[: LONGEST_LABEL - 1] + "…"


def _law(legal: Fraction | None, law: str, ticks: Sequence[float], bottom: int) -> Iterator[str]:
    if legal is not None:
        x = _x(float(legal), ticks)
        yield f'<line class="law" x1="{x}" x2="{x}" y1="{TOP - 4}" y2="{bottom}"/>'
        yield f'<text class="small" x="16" y="{bottom + 42}">虚线：法定{escape(law)}</text>'
