"""Marks inside a line of Markdown: emphasis that is surely emphasis, escapes, entities; all else stays as text."""

import re

_STRONG = re.compile(r"(?<![*\\])\*\*(?![\s*])([^*\n]{1,400}?)(?<![\s\\])\*\*(?!\*)")
_STRONG_LINE = re.compile(r"(?<![_\\\w])__(?![\s_])([^_\n]{1,400}?)(?<![\s\\])__(?![_\w])")
_EMPHASIS = re.compile(r"(?<![\w*\\)）%％])\*(?![\s*])([^*\n]{1,400}?)(?<![\s\\])\*(?![\w*(（])")
_SUM = re.compile(r"[\d.,×÷+\-/%％\s]+")
_COMMENT = re.compile(r"<!--.*?-->")
_ENTITY = re.compile(r"&(nbsp|emsp|ensp|lt|gt|amp|quot);")
_ENTITIES = {"nbsp": " ", "emsp": "\u3000", "ensp": " ", "lt": "<", "gt": ">", "amp": "&", "quot": '"'}
_ESCAPED = re.compile(r"\\([!-/:-@\[-`{-~])")
_BREAK = re.compile(r"(?:<br\s*/?>|\\)\s*$")


def plain_inline(text: str) -> str:
    """The line as people read it; a sum such as 工资*1.5*天数 and a blank such as ____ keep their signs."""
    text = _COMMENT.sub("", _BREAK.sub("", text))
    for pattern in (_STRONG, _STRONG_LINE, _EMPHASIS):
        text = pattern.sub(lambda match: match[0] if _SUM.fullmatch(match[1]) else match[1], text)
    text = _ENTITY.sub(lambda match: _ENTITIES[match[1]], text)
    return _ESCAPED.sub(r"\1", text).rstrip()
