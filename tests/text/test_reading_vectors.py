"""`tests/vectors/{patterns,sentences}.json`: what any other implementation of these must give too."""

import json
from collections.abc import Callable, Iterable
from pathlib import Path

from test_patterns import FINDS
from test_quantities import SAME
from test_sentences import TEXT

from cbtool.text.clauses import parse_clauses
from cbtool.text.patterns import compile_pattern
from cbtool.text.quantities import canonical
from cbtool.text.sentences import Sentence, sentences

VECTORS = Path(__file__).parents[1] / "vectors"
SIDES = [
    ("{employer}不得~罚款", "甲方不得对乙方人员罚款", "甲方", "乙方"),
    ("{worker}承担", "费用由甲方承担", "乙方", "甲方"),
]
MORE = [
    "满十年不满20年的，年休假 10 天；",
    "2026年3月18日",
    "3-5名",
    "5%以上10%以下",
    "三、五年",
    "23 km/h",
    "几十元",
    "",
    "Z",
]


def as_json(about: str, **parts: Iterable[object]) -> str:
    """One object per line, so that a change is seen in a diff."""
    lists = []
    for name, rows in parts.items():
        lines = ",\n".join(json.dumps(row, ensure_ascii=False) for row in rows)
        lists.append(f"{json.dumps(name)}: [\n{lines}\n]")
    return f'{{\n"about": {json.dumps(about, ensure_ascii=False)},\n' + ",\n".join(lists) + "\n}\n"


def test_patterns(golden: Callable[[Path, str], None]) -> None:
    texts = [text for texts in SAME.values() for text in texts] + [text for _, text, *_ in FINDS] + MORE
    spelled = [{"text": t, "canonical": canonical(t).text, "cuts": canonical(t).cuts} for t in texts]
    found = []
    for pattern, text, employer, worker in [(p, t, "", "") for p, t, *_ in FINDS] + SIDES:
        compiled = compile_pattern(pattern, employer, worker)
        match = compiled.search(text)
        row = {"pattern": pattern, "employer": employer, "worker": worker, "source": compiled.source, "text": text}
        found.append({**row, "found": list(match) if match else None})
    about = (
        "Texts in one spelling with their cuts; patterns with their regex and the first match as places in the text."
    )
    golden(VECTORS / "patterns.json", as_json(about, spelled=spelled, found=found))


def test_sentences(golden: Callable[[Path, str], None]) -> None:
    table = "第一条 【津贴】标准如下：\n\n| 岗位 | 标准（元/班） | 天数 |\n| --- | --- | --- |\n| 夜班 | 25 | 3 |\n"
    listed = "第一条 假期如下：\n1、婚假5天；\n2、丧假3天。\n第二条 工资按月支付！逾期的，补足？\n"
    cases = [
        {"text": text, "sentences": [list(s) for s in sentences(parse_clauses(text))]}
        for text in (TEXT, table, listed, "", "　\n", "甲方：____\n乙方：____")
    ]
    about = f"A text and its sentences: {', '.join(Sentence._fields)}."
    golden(VECTORS / "sentences.json", as_json(about, cases=cases))
