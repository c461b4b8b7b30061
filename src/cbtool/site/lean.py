"""Scripts and styles without what only people need: comments, white space that means nothing, long names of local values.

Scripts may hold what the site's own do: classic scripts, each in a function of its own, without template strings.
"""

import re
from collections import Counter
from collections.abc import Iterator, Sequence
from itertools import islice, product
from string import ascii_letters
from typing import NamedTuple

JS_TOKEN = re.compile(
    r"(?P<space>\s+)|(?P<comment>//[^\n]*|/\*.*?\*/)|(?P<text>\"(?:[^\"\\\n]|\\.)*\"|'(?:[^'\\\n]|\\.)*')"
    r"|(?P<number>[0-9][\w.]*)|(?P<name>[A-Za-z_$][\w$]*)|(?P<sign>=>|\.\.\.|[-+=!<>&|*%^?~]+|.)",
    re.S,
)
REGEX = re.compile(r"/(?![/*])(?:[^/\\\[\n]|\\.|\[(?:[^\]\\\n]|\\.)*\])+/[a-z]*")
BEFORE_REGEX = frozenset("(,=:[!&|?{};+-*%<>^~")
# after the first and before the second, a line break never ends a statement
OPEN, CLOSING = frozenset("{;,([=:?&|<>*%!-+"), frozenset(")]},;.?:=&|<>*%")
CSS_TOKEN = re.compile(r"/\*.*?\*/|(\"[^\"]*\"|'[^']*')|\s*([{};,>])\s*|(:)\s+|\s+", re.S)

BRACKETS = {")": "(", "]": "[", "}": "{"}
DECLARING = frozenset(("const", "let", "var", "function", "catch"))
KEPT = frozenset(
    re.findall(
        r"\w+",
        """
        async await break case catch class const constructor continue default delete do else extends false finally for
        function if in instanceof let new null of return static super switch this throw true try typeof undefined var void
        while yield arguments eval cbtool close console document event focus history length location name navigator open
        origin parent performance print screen scroll self status stop top window
        """,
    )
)
"""Words of the language, and names that every page has anyway and that scripts may give to values of their own."""


class Token(NamedTuple):
    """A part of a script, the white space before it, and the bracket it stands in."""

    kind: str
    text: str
    gap: str
    inside: str


def lean_script(source: str) -> str:
    """A script that does the same. Raises ValueError for template strings."""
    tokens = list(_tokens(source))
    short = _short_names(tokens)
    out: list[str] = []
    last = ""
    for i, token in enumerate(tokens):
        text = token.text if token.kind != "name" or _is_property(tokens, i) else short.get(token.text, token.text)
        out.append((_between(last, text[0], token.gap) if last and token.gap else "") + text)
        last = text
    return "".join(out) + "\n"


def _tokens(source: str) -> Iterator[Token]:
    last, gap, at = ";", "", 0
    brackets = [""]
    while at < len(source):
        kind, text = _next(source, at, last)
        at += len(text)
        if kind in ("space", "comment"):
            gap += "\n" if "\n" in text else " "
            continue
        if text == "`":
            raise ValueError("template string")
        if kind == "sign" and text in BRACKETS:
            brackets.pop()
        yield Token(kind, text, gap, brackets[-1])
        if kind == "sign" and text in BRACKETS.values():
            brackets.append(text)
        last, gap = text, ""


def _next(source: str, at: int, last: str) -> tuple[str, str]:
    regex = REGEX.match(source, at) if last[-1] in BEFORE_REGEX or last == "return" else None
    if regex:
        return "regex", regex.group()
    match = JS_TOKEN.match(source, at)
    assert match is not None  # its last part takes any character
    return match.lastgroup or "", match.group()


def _between(last: str, right: str, gap: str) -> str:
    """What must stay of the white space between a part and the sign that comes next."""
    left = last[-1]
    if "\n" in gap and (left not in OPEN or last in ("++", "--")) and right not in CLOSING:
        return "\n"
    both_words = _is_word(left) and _is_word(right)
    return " " if both_words or (left == right and left in "+-/") else ""


def _is_word(sign: str) -> bool:
    return sign.isalnum() or sign in "_$"


def _short_names(tokens: Sequence[Token]) -> dict[str, str]:
    """Names that the script declares and nowhere uses for a property → short ones, the shortest for the most frequent."""
    uses = Counter(token.text for token in tokens if token.kind == "name")
    declared = set(_declared(tokens)) - KEPT
    properties = {token.text for i, token in enumerate(tokens) if token.kind == "name" and _is_property(tokens, i)}
    old = sorted(declared - properties, key=lambda name: (-uses[name], name))
    letters = ("".join(signs) for size in (1, 2) for signs in product(ascii_letters, repeat=size))
    free = (name for name in letters if name not in KEPT and name not in uses)
    return dict(zip(old, islice(free, len(old)), strict=False))


def _is_property(tokens: Sequence[Token], i: int) -> bool:
    """Whether the name stands for a property, as far as one can tell: `.name`, `name: …`, `{ name }`, `name() {…}`."""
    before = tokens[i - 1].text if i else ""
    after = tokens[i + 1].text if i + 1 < len(tokens) else ""
    if before == ".":
        return True
    return tokens[i].inside == "{" and before in ("{", ",", "}", "static") and after in (":", ",", "}", "=", "(")


def _declared(tokens: Sequence[Token]) -> Iterator[str]:
    """Names after `const`, `function` and their like inside of functions, and names of parameters."""
    for i, token in enumerate(tokens):
        if token.inside and token.text in DECLARING and token.kind == "name":
            if tokens[i + 1].kind == "name":
                yield tokens[i + 1].text
            if token.text == "function":
                i = next(n for n in range(i, len(tokens)) if tokens[n].text == "(") - 1
            yield from _pattern(tokens, i + 1)
        elif token.text == "=>":
            yield from _pattern(tokens, _opening(tokens, i - 1))


def _opening(tokens: Sequence[Token], end: int) -> int:
    """Where the bracket opened that closes here; anything else stands for itself."""
    depth = 0
    for i in range(end, -1, -1):
        depth += (tokens[i].text in BRACKETS) - (tokens[i].text in BRACKETS.values())
        if depth == 0:
            return i
    return end


def _pattern(tokens: Sequence[Token], start: int) -> Iterator[str]:
    """The names that parameters or a pattern give, without keys and without what stands for a missing value."""
    depth = 0
    for i in range(start, len(tokens)):
        depth += (tokens[i].text in BRACKETS.values()) - (tokens[i].text in BRACKETS)
        if tokens[i].kind == "name" and tokens[i - 1].text not in (".", "=") and tokens[i + 1].text != ":":
            yield tokens[i].text
        if depth == 0:
            return


def lean_style(source: str) -> str:
    """A style sheet that says the same."""
    return CSS_TOKEN.sub(_lean_part, source).replace(";}", "}").strip() + "\n"


def _lean_part(match: re.Match[str]) -> str:
    text, sign, colon = match.groups()
    if text or sign or colon:
        return text or sign or colon
    return "" if match.group().startswith("/*") else " "
