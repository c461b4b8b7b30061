"""Bits for the search's data, and how a script carries them.

A script is written in UTF-16 with its mark, which every browser trusts above what the server says; fifteen bits stand
in each of its characters. Sites are often served uncompressed, and so one byte carries 7.5 bits: printable ASCII carries 6.5.
Numbers are written as strings of `0` and `1`, the first bit first; the lower bits of a number come first.
"""

import json
import re
import zlib
from collections.abc import Iterable, Mapping, Sequence
from itertools import repeat
from operator import sub

FIRST = 0x34  # the high byte of the first character that carries bits: 32768 from here on are letters
SIZES = 6  # parameter of the sizes in a table
MOST_STEP = 30


class Golomb(dict[int, str]):
    """Whole numbers from 0 as bits: short below 2 ** `step`, two bits more for every doubling (exponential Golomb)."""

    def __init__(self, step: int) -> None:
        super().__init__()
        self._step = step

    def __missing__(self, number: int) -> str:
        raised = number + (1 << self._step)
        size = raised.bit_length() - 1
        low = f"{raised - (1 << size):0{size}b}"[::-1] if size else ""
        self[number] = bits = "0" * (size - self._step) + "1" + low
        return bits

    def join(self, numbers: Iterable[int]) -> str:
        """The numbers, one after the other."""
        return "".join(map(self.__getitem__, numbers))


GOLOMB = tuple(Golomb(step) for step in range(MOST_STEP + 1))


def rising(numbers: Sequence[int]) -> str:
    """Rising numbers from 0: how many, the parameter of their gaps, the gaps."""
    gaps = gaps_of(numbers)
    step = step_of(gaps)
    return started(len(gaps), step) + GOLOMB[step].join(gaps)


def started(count: int, step: int) -> str:
    """What stands before a list: how many, and the parameter of their gaps unless there are none."""
    return GOLOMB[2][count] + (f"{step:05b}"[::-1] if count else "")


def gaps_of(numbers: Sequence[int]) -> list[int]:
    """How many numbers are left out before each of these rising numbers."""
    return [*numbers[:1], *map(sub, map(sub, numbers[1:], numbers), repeat(1))]


def step_of(numbers: Sequence[int]) -> int:
    """The parameter that suits these numbers: near the middle of their sizes."""
    middle = sum(map(int.bit_length, numbers)) / (len(numbers) or 1)
    return min(MOST_STEP, max(0, round(middle - 1)))


def table(entries: Mapping[int, str]) -> str:
    """Entries by number: the numbers, the sizes, the entries."""
    numbers = sorted(entries)
    sizes = GOLOMB[SIZES].join(len(entries[number]) for number in numbers)
    return rising(numbers) + sizes + "".join([entries[number] for number in numbers])


def carried(bits: str) -> str:
    """Bits as the characters of a script."""
    return _letters(bits[::-1])


def zipped(value: object) -> str:
    """A value as JSON, deflated, as the characters of a script."""
    text = json.dumps(value, ensure_ascii=False, separators=(",", ":")).encode()
    packer = zlib.compressobj(9, zlib.DEFLATED, -15, 9)
    data = packer.compress(text) + packer.flush()
    return _letters(f"{int.from_bytes(data, 'little'):0{8 * len(data)}b}")


def _letters(bits: str) -> str:
    """Bits, the last one first, as characters, the first one first."""
    bits = "0" * (-len(bits) % 15) + bits
    if not bits:
        return ""
    wide = "0" + "0".join(re.findall(".{15}", bits))
    data = bytearray(int(wide, 2).to_bytes(len(wide) // 8, "little"))
    data[1::2] = data[1::2].translate(HIGHER)
    return data.decode("utf-16-le")


HIGHER = bytes((high + FIRST) % 256 for high in range(256))


def script(call: str) -> bytes:
    """A script in UTF-16."""
    return b"\xff\xfe" + call.encode("utf-16-le")
