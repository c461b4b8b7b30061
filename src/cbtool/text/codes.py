"""Administrative divisions (GB/T 2260) and industries (GB/T 4754-2017): codes and names."""

from functools import cache

from cbtool.resources import data_file


@cache
def regions() -> dict[str, str]:
    """Code of six digits → the division's own name."""
    return _table("regions.tsv")


@cache
def industries() -> dict[str, str]:
    """Section letter, or letter and two digits → name."""
    return _table("industries.tsv")


def _table(name: str) -> dict[str, str]:
    lines = data_file(name).read_text(encoding="utf-8").splitlines()
    return dict(line.split("\t", 1) for line in lines)


def region_name(code: str) -> str:
    """The full name, province to county: 440307 → 广东省深圳市龙岗区; the code itself where unknown."""
    steps = dict.fromkeys((code[:2] + "0000", code[:4] + "00", code))
    return "".join(regions().get(step, "") for step in steps) or code


def industry_name(code: str) -> str:
    """The name of the code's division, or of its section: H62 → 餐饮业, H6210 → 餐饮业."""
    return industries().get(code[:3]) or industries().get(code[:1]) or code


def find_regions(word: str) -> tuple[str, ...]:
    """Code prefixes that a word means: a code, or a name with or without its 省, 市, 区, 县 (深圳 → 4403)."""
    if word.isdigit():
        return (_trim(word),)
    exact = [code for code, name in regions().items() if name == word]
    near = [code for code, name in regions().items() if name[:-1] == word and name[-1] in "省市区县"]
    whole = [code for code in regions() if word == region_name(code)]
    return tuple(_trim(code) for code in (exact or near or whole or _starting(word)))


def _starting(word: str) -> list[str]:
    """Names such as 广西壮族自治区, found by 广西; two characters at the least."""
    return [code for code, name in regions().items() if len(word) > 1 and name.startswith(word) and code[2:] == "0000"]


def _trim(code: str) -> str:
    for zeros in ("0000", "00"):
        if len(code) == 6 and code.endswith(zeros):
            return code[: -len(zeros)]
    return code


def find_industries(word: str) -> tuple[str, ...]:
    """Code prefixes that a word means: a code, or part of a name (餐饮 → H62)."""
    if word[:1].isascii() and word[:1].isalpha():
        return (word.upper(),)
    return tuple(code for code, name in industries().items() if word in name)
