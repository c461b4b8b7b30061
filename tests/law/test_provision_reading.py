"""Values are read where a clause states them, and nothing where it does not; the codebook keeps its promises."""

import json
import random
import re
import sys
from collections.abc import Callable
from pathlib import Path

import pytest

from cbtool.law.reading import Codebook, read_values
from cbtool.model.finding import ReadValue
from cbtool.model.provision import Example, Provision
from cbtool.resources import starter_library
from cbtool.text.clauses import parse_clauses
from cbtool.text.sentences import sentences

sys.path.insert(0, str(Path(__file__).parents[2]))

from bench.provisions import contract_text, labelled, provisions, read, scores

KNOWN = provisions()
BOOK = Codebook(KNOWN.values())
LABELLED = list(labelled(KNOWN))
VECTORS = Path(__file__).parents[1] / "vectors/reading.json"


def values(text: str, employer: str = "", worker: str = "") -> tuple[ReadValue, ...]:
    return read_values(sentences(parse_clauses(text)), KNOWN.values(), employer, worker)


@pytest.mark.parametrize("provision", KNOWN.values(), ids=list(KNOWN))
def test_examples_of_an_entry_are_read_as_it_says(provision: Provision) -> None:
    for example in provision.examples:
        found = {value for name, value, _ in read(BOOK, example.text, example.heading or "") if name == provision.id}
        assert found == _wanted(example), example.text


def _wanted(example: Example) -> set[str]:
    return {f"{example.value}~{example.upper}" if example.upper else example.value} if example.value else set()


@pytest.mark.parametrize("provision", KNOWN.values(), ids=list(KNOWN))
def test_every_entry_says_what_it_is_and_on_what_it_rests(provision: Provision) -> None:
    assert provision.meaning and provision.law and provision.reading
    assert any(e.value for e in provision.examples) and any(not e.value for e in provision.examples)
    digests = [b for b in provision.basis if b.startswith("cb-")]
    assert len(digests) >= 2 or len(digests) < len(provision.basis), "neither a statute nor two real texts"
    assert all((starter_library() / "contracts" / d).is_dir() for d in digests)


def test_the_codebook_is_wide() -> None:
    assert len(KNOWN) >= 150
    assert sum(name.startswith("platform.") for name in KNOWN) >= 15
    assert sum(p.topic == "training.skill_pay" for p in KNOWN.values()) >= 10
    assert len({p.topic.partition(".")[0] for p in KNOWN.values()}) >= 20


@pytest.mark.parametrize("half", ["dev", "held"])
def test_labelled_clauses_are_read_well(half: str) -> None:
    score = scores(BOOK, LABELLED)[half]
    assert score.precision >= 0.95 and score.recall >= 0.85


def test_the_labelled_set_is_large_enough() -> None:
    assert len(LABELLED) >= 300
    assert sum(not clause.values for clause in LABELLED) >= 80
    assert abs(sum(clause.half == "held" for clause in LABELLED) - len(LABELLED) / 2) < len(LABELLED) / 10


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("婚假____天，丧假3天。", [("leave.bereavement_days", "3")]),
        ("不再享受婚假5天。", []),
        ("延期支付工资超过5日的，由工会督促。", []),
        ("婚假、丧假各3天。", [("leave.bereavement_days", "3"), ("leave.marriage_days", "3")]),
        ("高温津贴每人每天13.8元。", [("heat.allowance_day", "13.8")]),
        ("高温津贴每人每月300元。", [("heat.allowance_month", "300")]),
        ("哺乳时间每日90分钟。", [("women.nursing_hours", "1.5")]),
        ("陪产假15天。", [("women.paternity_days", "15")]),
    ],
)
def test_null_rather_than_a_guess(text: str, found: list[tuple[str, str]]) -> None:
    assert sorted((v.provision, v.value) for v in values(contract_text(text))) == sorted(found)


def test_working_days_are_not_days() -> None:
    units = {v.value: v.unit for v in values(contract_text("集体合同签订后5个工作日内报送审查。"))}
    assert units == {"5": "个工作日"}


def test_bounds_and_ranges_are_told() -> None:
    text = contract_text("年度人均工资增幅不低于6%。每月加班合计不超过36小时。年终奖不低于本人两个月工资。")
    bounds = {v.provision: (v.bound, v.value) for v in values(text)}
    assert bounds["wage.raise_annual"] == ("at_least", "6")
    assert bounds["overtime.month_max"] == ("at_most", "36")
    assert values(contract_text("人均工资增幅为5%至8%。"))[0].upper == "8"


def test_sides_are_those_of_the_text() -> None:
    text = contract_text("在岗期间每年做职业健康检查，费用由乙方承担。")
    assert "safety.exam_paid" in {v.provision for v in values(text, "乙方", "甲方")}
    assert "safety.exam_paid" not in {v.provision for v in values(text, "甲方", "乙方")}


SAMPLES = sorted((starter_library() / "contracts").glob("*/contract.md"))


def test_quotes_stand_in_the_text() -> None:
    """On every contract of the library, and on texts made of pieces of them."""
    texts = [file.read_text(encoding="utf-8").split("---\n", 2)[2] for file in SAMPLES]
    chance = random.Random(8)
    pieces = "".join(texts).replace("。", "。\x00").replace("|", "|\x00").split("\x00")
    texts += ["".join(chance.sample(pieces, 25)) for _ in range(60)]
    count = 0
    for text in texts:
        for value in read_values(sentences(parse_clauses(text)), BOOK):
            assert text[value.start : value.end] == value.quote and value.quote
            assert value.provision in KNOWN and value.value and 0 < value.confidence <= 1
            count += 1
    assert count > 1000


SIGNS = [*"每月年日天元％%至不低于超过____（）|：；。，\n ", "婚假", "加班工资", "第一条 ", "1.5倍", "百分之", "十", "300", "个工作日",
         "休息日", "最低工资标准", "| --- |\n", "半", "満", "𠮷", "\x00", "Z", "D5Z"]  # fmt: skip


def test_any_text_is_read() -> None:
    chance = random.Random(9)
    for _ in range(600):
        text = "".join(chance.choice(SIGNS) for _ in range(chance.randrange(1, 60)))
        for value in read_values(sentences(parse_clauses(text)), BOOK):
            assert text[value.start : value.end] == value.quote


def test_the_vectors_are_what_the_reader_gives(golden: Callable[[Path, str], None]) -> None:
    """`tests/vectors/reading.json`: what any other implementation must read too. The held clauses stay out of it."""
    texts = [contract_text(c.text, c.heading) for c in LABELLED if c.half == "dev"]
    texts += [contract_text(p.examples[0].text, p.examples[0].heading or "") for p in KNOWN.values()]
    cases = [
        {"text": text, "values": [[*v] for v in read_values(sentences(parse_clauses(text)), BOOK)]} for text in texts
    ]
    lines = ",\n".join(json.dumps(case, ensure_ascii=False) for case in cases)
    about = "A text, and every value that is read from it by the starter's codebook; the places count code points."
    fields = json.dumps({"about": about, "fields": ReadValue._fields}, ensure_ascii=False)[1:-1]
    golden(VECTORS, f'{{\n{fields},\n"cases": [\n{lines}\n]\n}}\n')


def test_what_is_shown_of_an_entry_has_no_code() -> None:
    shown = [words for p in KNOWN.values() for words in (p.label, p.meaning or "", p.law or "")]
    assert [words for words in shown if re.search("[a-z]{2}", words)] == []
