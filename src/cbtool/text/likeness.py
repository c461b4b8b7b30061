"""How much two texts have in common: the share of their runs of characters that stand in both (Jaccard).

A sketch is the smallest hashes of a text's runs; two sketches tell the share of whole texts to within a few per cent
(bottom-k sketches, Broder 1997), so that a new text can be compared with thousands.
"""

import re
import zlib
from heapq import nsmallest

from cbtool.text.normal import normalise

RUN = 4
SIZE = 128

Sketch = tuple[int, ...]

_MARKS = re.compile(r"[^0-9a-z\u3400-\u9fff]+")
_MIX, _ALL = 0x9E3779B1, 0xFFFFFFFF


def runs(text: str) -> set[str]:
    """The runs of RUN characters of a text without spaces and marks."""
    bare = _MARKS.sub("", normalise(text))
    return {bare[at : at + RUN] for at in range(max(len(bare) - RUN + 1, 1))}


def likeness(first: str, second: str) -> float:
    """The share of runs in both texts, 0 to 1."""
    a, b = runs(first), runs(second)
    return len(a & b) / len(a | b)


def sketch(text: str) -> Sketch:
    """The SIZE smallest hashes of a text's runs, in order; all of them where a text has fewer."""
    hashes = {zlib.crc32(run.encode()) * _MIX & _ALL for run in runs(text)}
    return tuple(nsmallest(SIZE, hashes))


def sketched_likeness(first: Sketch, second: Sketch) -> float:
    """`likeness` as two sketches tell it."""
    size = min(len(first), len(second), SIZE)
    union = nsmallest(size, set(first) | set(second))
    both = set(first) & set(second)
    return sum(hash in both for hash in union) / size if size else 0.0
