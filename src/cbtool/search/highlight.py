"""Where the words of a query stand in a hit: offsets into the original text, the same for every engine."""

from collections.abc import Iterable

from cbtool.text.atoms import occurrences
from cbtool.text.normal import normalise

AROUND = 24


def marks(text: str, pieces: Iterable[str]) -> tuple[tuple[int, int], ...]:
    """The merged spans of every piece in `text`, in order."""
    normal = normalise(text)
    spans = sorted(span for piece in pieces for span in occurrences(normal, piece))
    merged: list[tuple[int, int]] = []
    for start, end in spans:
        if merged and start <= merged[-1][1]:
            merged[-1] = (merged[-1][0], max(end, merged[-1][1]))
        else:
            merged.append((start, end))
    return tuple(merged)


def excerpt(text: str, spans: tuple[tuple[int, int], ...], width: int) -> tuple[str, tuple[tuple[int, int], ...]]:
    """A window of about `width` characters with the most marks in it, and the marks moved along with it."""
    if len(text) <= width:
        return text, spans
    starts = [max(0, start - AROUND) for start, _ in spans] or [0]
    at = max(starts, key=lambda s: sum(s <= a and b <= s + width for a, b in spans))
    at = min(at, len(text) - width)
    before, after = ("…" if at else ""), ("…" if at + width < len(text) else "")
    shift = len(before) - at
    kept = tuple((a + shift, b + shift) for a, b in spans if at <= a and b <= at + width)
    return before + text[at : at + width] + after, kept
