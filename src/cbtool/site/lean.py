"""Scripts and styles without comments and without white space that means nothing."""

import re

JS_TOKEN = re.compile(
    r"(?P<space>\s+)|(?P<comment>//[^\n]*|/\*.*?\*/)|(?P<text>\"(?:[^\"\\\n]|\\.)*\"|'(?:[^'\\\n]|\\.)*')"
    r"|(?P<word>[\w$.]+)|(?P<sign>[-+=!<>&|*%^?~]+|.)",
    re.S,
)
REGEX = re.compile(r"/(?![/*])(?:[^/\\\[\n]|\\.|\[(?:[^\]\\\n]|\\.)*\])+/[a-z]*")
BEFORE_REGEX = frozenset("(,=:[!&|?{};+-*%<>^~")
# after the first and before the second, a line break never ends a statement
OPEN, CLOSING = frozenset("{;,([=:?&|<>*%!-+"), frozenset(")]},;.?:=&|<>*%")
CSS_TOKEN = re.compile(r"/\*.*?\*/|(\"[^\"]*\"|'[^']*')|\s*([{};,>])\s*|(:)\s+|\s+", re.S)


def lean_script(source: str) -> str:
    """A script that does the same. Raises ValueError for template strings, which the site's scripts do not use."""
    out: list[str] = []
    last, gap, at = ";", "", 0
    while at < len(source):
        match, is_gap = _next(source, at, last)
        at = match.end()
        if is_gap:
            gap += "\n" if "\n" in match.group() else " "
            continue
        if match.group() == "`":
            raise ValueError("template string")
        out.append((_between(last[-1], match.group()[0], gap) if gap else "") + match.group())
        last, gap = match.group(), ""
    return "".join(out) + "\n"


def _next(source: str, at: int, last: str) -> tuple[re.Match[str], bool]:
    """The next part of a script, and whether it is white space or a comment."""
    match = REGEX.match(source, at) if last[-1] in BEFORE_REGEX or last == "return" else None
    if match:
        return match, False
    match = JS_TOKEN.match(source, at)
    assert match is not None  # its last part takes any character
    return match, match.lastgroup in ("space", "comment")


def _between(left: str, right: str, gap: str) -> str:
    """What must stay of the white space between two signs."""
    if "\n" in gap and left not in OPEN and right not in CLOSING:
        return "\n"
    both_words = _is_word(left) and _is_word(right)
    return " " if both_words or (left == right and left in "+-/") else ""


def _is_word(sign: str) -> bool:
    return sign.isalnum() or sign in "_$"


def lean_style(source: str) -> str:
    """A style sheet that says the same."""
    return CSS_TOKEN.sub(_lean_part, source).replace(";}", "}").strip() + "\n"


def _lean_part(match: re.Match[str]) -> str:
    text, sign, colon = match.groups()
    if text or sign or colon:
        return text or sign or colon
    return "" if match.group().startswith("/*") else " "
