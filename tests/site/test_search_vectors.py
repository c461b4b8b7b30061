"""The query language in both tongues: the same vectors hold for the program and for the scripts of the site."""

import json
import random
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest

from cbtool.errors import QueryError
from cbtool.model.query import All, Among, Everything, Not, Query, Words
from cbtool.model.query import Any as AnyOf
from cbtool.resources import data_file
from cbtool.search.compile import compile_query
from cbtool.search.parse import Clause, Filter, Term, parse
from cbtool.search.vocabulary import FIXED, TopicNames, Vocabulary
from cbtool.site.search_data import ALWAYS
from cbtool.site.search_packing import Alphabet
from cbtool.site.search_tables import normal_table, rules, vocabulary_table, words_in_order
from cbtool.text.atoms import occurrences, pairs, phrase
from cbtool.text.normal import normalise
from cbtool.text.numerals import number_variants
from tests.site.search_page import chromium, write_site

VECTORS = Path(__file__).parents[1] / "vectors"
Golden = Callable[[Path, str], None]

VOCABULARY = Vocabulary(
    {
        "加班费": ("加班工资", "加点工资"),
        "加班工资": ("加班费", "加点工资"),
        "加点工资": ("加班费", "加班工资"),
        "工资": ("薪酬", "薪水"),
        "薪酬": ("工资", "薪水"),
        "薪水": ("工资", "薪酬"),
        "高温津贴": ("防暑降温费",),
        "cpi": ("居民消费价格指数",),
        "涨工资": ("工资增长", "工资调整"),
    },
    (
        TopicNames("pay", "劳动报酬", ("pay", "劳动报酬", "工资", "薪水")),
        TopicNames("pay.raise", "劳动报酬·工资增长", ("pay.raise", "工资增长")),
        TopicNames("overtime", "工作时间", ("overtime", "工作时间", "加班", "工时")),
        TopicNames("heat", "高温", ("heat", "高温", "高温津贴")),
    ),
    {"加班费": ("overtime", "pay"), "高温": ("heat",), "工时": ("overtime",), "涨薪": ("pay.raise",)},
    {
        **FIXED,
        "region": {"440304": "广东省深圳市福田区", "440307": "广东省深圳市龙岗区", "441302": "广东省惠州市惠城区"},
        "industry": {"C39": "计算机、通信和其他电子设备制造业", "H62": "餐饮业", "N78": "公共设施管理业"},
        "year": {"2019": "2019", "2020": "2020", "2024": "2024"},
        "topic": {"pay": "劳动报酬", "pay.raise": "劳动报酬·工资增长", "overtime": "工作时间", "heat": "高温"},
    },
)

TEXTS = (
    "", "加班费", "ＡＢｃ１２３％", "職工勞動報酬", "第３條　高温津貼", "“引号”、‘单引号’", "①②③", "ⅠⅡ", "℃ ㎡ ㎏", "　全角空格　",
    "Café Straße", "𠮷野家", "𝟏𝟐", "臺灣、台湾", "﹪﹢﹣", "１，２３４．５元", "工\u00a0资", "加\u2003班", "é\u0301", "鬱鬱葱葱", "騰訊",
    "ﬁ", "～〜", "—–-－", "。．.", "【第一条】", "〔2024〕3号", "x²", "㈠㈡", "廿卅", "裏裡里",
)  # fmt: skip

PIECES = (
    ("每月3000元", "300"), ("每月3000元", "3000元"), ("加班按150%计发", "150%"), ("涨幅1.5%以上", "5%"), ("加 班费", "加班费"),
    ("最低工资标准", "低工资标"), ("overtime工资", "over"), ("第3.5.7节", "3.5"), ("第3.5.7节", "5.7"), ("a1b2", "1"), ("3.", "3"),
    ("3.5", "."), ("1.2.3.4", "2.3"), ("工工工工", "工工"), ("abcabc", "abc"), ("abc abc", "abc"), ("_a_", "a"), ("a_b", "_"),
    ("12 34", "34"), ("𠮷野家", "野"), ("𠮷野家𠮷", "𠮷"), ("一、二", "、"), ("cpi涨3%", "cpi"), ("\x1c工\x85资\u2028", "资"), ("工", "资"),
    ("", "工"), ("2024.10.1", "10.1"), ("2024.10.1", "2024.10"), ("满3年,3年", "3年"), ("a\tb\nc", "b"),
)  # fmt: skip

QUERIES = (
    "加班费", "工资", "薪", "CPI", "ｃｐｉ", "加班 津贴", "加班费 环卫 工资", '"加班费"', "“加班费”", "“加班费” “工资”", '"女职工 哺乳"', '"加班',
    '加班"', '""', '"" 工资', '"说""停""就停"', "-", "- 工资", "-工资", "工资 -计件", "-工资 -计件", '-"计件 工资"', "高温 OR 防暑",
    "高温 OR 防暑 津贴", "高温 OR 防暑 OR 降温", "OR", "OR 高温", "高温 OR", "高温 OR OR 防暑", "高温 OR -防暑", "-高温 OR 防暑", "or", "Or 加班",
    "主题:高温", "主题：高温", "topic:heat", "主题:工资增长", "主题:pay.raise", "主题:时间", "主题:没有的", "主题:", "主题: 高温", '主题:"高温"',
    '主题:""', "级别:企业", "级别:行业", "级别:enterprise", "级别:无", "类型:工资专项", "类型:工资", "类型:wage", "类型:abc", "地区:深圳",
    "地区:深圳市", "地区:龙岗", "地区:龙岗区", "地区:广东省深圳市龙岗区", "地区:440307", "地区:4403", "地区:广西", "地区:北京", "地区:火星",
    "地区:内蒙古", "地区:440000", "行业:餐饮", "行业:H62", "行业:h62", "行业:C", "行业:业", "行业:没有", "年份:2020", "年份:2020..2024",
    "年份:..2020", "年份:2020..", "年份:..", "年份:2024..2020", "年份:20", "年份:二〇二〇", "年份:2020...2024", "年份:1990", "年份:2020-2024",
    "状态:有效", "状态:草案", "状态:ok", "来源:示例", "来源:已签订", "文种:集体合同", "文种:指引", "-级别:企业 工资", "-级别:企业", "甲方:某某",
    "-甲方:某某", "http://a.b", "a:b:c", ":", "：", "主题:高温 地区:深圳 年份:2020..2024 津贴", "高温 OR 级别:企业", "级别:企业 OR 级别:行业性",
    "级别:企业 OR 主题:高温 工资", "150%", "百分之一百五十", "１５０％　加班", "满3年", "三十日", "30日", "2,700元", "2700元", "二〇二四年", "2024年",
    "12个月", "十二个月", "两倍", "2倍", "1.5倍", "一点五倍", "百分之三点五", "3.50%", "0.5%", "100万元", "一百万元", "第十二条", "第12条", "零",
    "1,23", "12.3.4", "二百五十元", "两千元", "2000人", "一万二千三百四十五元", "12345元", "99999999999999999元", "一、二", "加班费标准", "月工资条",
    "涨工资", "涨薪", "薪水表", "高温津贴标准", "高温津贴加班费", "  加班  ", "　", "", "加班\t工资\n津贴", "加\u00a0班", "職工 勞動", "𠮷野家 工资",
    "𠮷 OR 工资", "𠮷 OR", '𠮷 "工资', "a" * 2000, "工" * 2001, " ".join("工资津贴" for _ in range(61)), "加班费加班费", "工资总额怎么跟利润挂钩",
    "300", "3.5", ".", "%", "、", "_", "(加班)", "加班+津贴", "加班,津贴", "加班/津贴", "C39", "OR工资", "工资OR津贴", "工资ＯＲ津贴", "工资 ＯＲ 津贴",
)  # fmt: skip


def queries() -> Iterator[str]:
    """The queries above, and seeded mixtures of their parts."""
    yield from dict.fromkeys(QUERIES)
    chance = random.Random(8)
    parts = [part for query in QUERIES for part in query.split(" ") if 0 < len(part) < 20]
    for _ in range(60):
        yield " ".join(chance.choices([*parts, "OR", "-", '"'], k=chance.randint(2, 5)))


def tree(query: Query) -> dict[str, Any]:
    """A query as plain values, as the scripts write it."""
    match query:
        case Words(field, tokens, prefix, weight):
            return {"op": "words", "field": field, "tokens": list(tokens), "prefix": prefix, "weight": weight}
        case Among(field, values, weight):
            return {"op": "among", "field": field, "values": list(values), "weight": weight}
        case AnyOf(parts):
            return {"op": "any", "parts": [tree(part) for part in parts]}
        case All(parts, rather):
            return {"op": "all", "parts": [tree(part) for part in parts], "rather": [tree(part) for part in rather]}
        case Everything():
            return {"op": "everything"}
        case Not(part):
            return {"op": "not", "part": tree(part)}


def alternative(part: Term | Filter) -> dict[str, Any]:
    return part._asdict()


def read(query: str) -> dict[str, Any]:
    """What the program makes of a query."""
    case: dict[str, Any] = {"query": query}
    try:
        clauses = parse(query)
        case["clauses"] = [clause_values(clause) for clause in clauses]
        compiled = compile_query(clauses, VOCABULARY)
    except QueryError as error:
        return {**case, "error": error.message, "position": error.position, "remedy": error.remedy}
    made = compiled._asdict()
    lists = {key: list(made[key]) for key in ("pieces", "synonyms", "typed")}
    return {**case, **lists, "tree": tree(compiled.query), "filters": [tree(part) for part in compiled.filters]}


def clause_values(clause: Clause) -> dict[str, Any]:
    return {"alternatives": [alternative(part) for part in clause.alternatives], "negative": clause.negative}


def atoms_of(text: str, piece: str) -> dict[str, Any]:
    found = phrase(piece)
    spans = [list(span) for span in occurrences(text, piece)]
    return {"text": text, "pairs": pairs(text), "piece": piece, "tokens": list(found.tokens), "prefix": found.prefix, "spans": spans}  # fmt: skip


def written(cases: list[dict[str, Any]]) -> str:
    """One case per line."""
    return "[\n" + ",\n".join(json.dumps(case, ensure_ascii=False) for case in cases) + "\n]\n"


def cases(name: str) -> list[dict[str, Any]]:
    return list(json.loads((VECTORS / name).read_text(encoding="utf-8")))


def test_normal_vectors_hold_for_the_program(golden: Golden) -> None:
    golden(VECTORS / "normal.json", written([{"text": text, "normal": normalise(text)} for text in TEXTS]))


def test_atom_vectors_hold_for_the_program(golden: Golden) -> None:
    golden(VECTORS / "atoms.json", written([atoms_of(text, piece) for text, piece in PIECES]))


def test_query_vectors_hold_for_the_program(golden: Golden) -> None:
    made = [read(query) for query in queries()]
    assert len(made) >= 150
    assert sum("error" in case for case in made) >= 25
    golden(VECTORS / "queries.json", written(made))


@pytest.fixture(scope="module")
def page(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Any]:
    """The scripts with the whole normalisation table, the vocabulary above and the rules."""
    folder = write_site(tmp_path_factory.mktemp("site"), {}, VOCABULARY)
    words = words_in_order(VOCABULARY)
    alphabet = Alphabet([*words, *(topic.label for topic in VOCABULARY.topics)])
    given = {
        "normal": data_file("normal.txt").read_bytes().decode("utf-8").split("\n")[:2],
        "always": normal_table(ALWAYS),
        "signs": alphabet.signs,
        "table": vocabulary_table(VOCABULARY, words, {}, alphabet),
        "rules": rules(),
        "places": {name: data_file(f"{name}.tsv").read_text(encoding="utf-8") for name in ("regions", "industries")},
    }
    with chromium() as browser:
        opened = browser.new_page()
        opened.goto((folder / "index.html").as_uri())
        opened.evaluate(
            """(given) => {
              cbtool.normal.learn(given.normal[0], given.normal[1]);
              window.vocabulary = cbtool.vocabulary.read(given.table, cbtool.packing.unpacker(given.signs), given.rules);
              window.vocabulary.places = cbtool.places.read(given.places);
            }""",
            given,
        )
        yield opened


@pytest.mark.browser
def test_normal_vectors_hold_for_the_scripts(page: Any) -> None:
    known = cases("normal.json")
    assert page.evaluate("(texts) => texts.map(cbtool.normal.normalise)", [c["text"] for c in known]) == [c["normal"] for c in known]  # fmt: skip


@pytest.mark.browser
def test_atom_vectors_hold_for_the_scripts(page: Any) -> None:
    script = """(cases) => cases.map(({ text, piece }) => ({
      text, pairs: cbtool.atoms.pairs(text), piece, ...cbtool.atoms.phrase(piece),
      spans: cbtool.atoms.occurrences(text, piece) }))"""
    known = cases("atoms.json")
    got = page.evaluate(script, known)
    for expected, found in zip(known, got, strict=True):
        if max(expected["text"], default="") <= "\uffff":  # offsets of JavaScript strings count other units
            assert found == expected


READ = """(queries) => queries.map((query) => {
  const out = { query };
  try {
    out.clauses = cbtool.query.parse(query, vocabulary.rules);
    const made = cbtool.compile.compile(out.clauses, vocabulary, false);
    return Object.assign(out, made, { tree: made.query, query });
  } catch (error) {
    if (!(error instanceof cbtool.query.QueryError)) throw error;
    return Object.assign(out, { error: error.message, position: error.position, remedy: error.remedy });
  }
})"""


@pytest.mark.browser
def test_query_vectors_hold_for_the_scripts(page: Any) -> None:
    known = cases("queries.json")
    for expected, found in zip(known, page.evaluate(READ, [c["query"] for c in known]), strict=True):
        assert without_pieces(found) == in_units(expected), expected["query"]


@pytest.mark.browser
def test_fuzzed_queries_are_read_alike(page: Any) -> None:
    chance = random.Random(12)
    signs = ["加班费", "工资", "主题:", "年份:", "地区:", "级别：", '"', "“", "”", "-", "OR", " ", "　", "\t", "\x1f", "\u2028", ":", "2020", "..", "深圳",
             "1", "百分之", "三", "%", "𠮷", "鬱", "é", "\u0301", "\ufeff", "高温", "企业", "a", "_", "\\", "$&", "<b>", "constructor", "__proto__"]  # fmt: skip
    queries = ["".join(chance.choices(signs, k=chance.randint(1, 8))) for _ in range(4000)]
    for query, found in zip(queries, page.evaluate(READ, queries), strict=True):
        assert without_pieces(found) == in_units(read(query)), query


def without_pieces(value: Any) -> Any:
    """The scripts' leaves also carry the piece they were made of."""
    if isinstance(value, list):
        return [without_pieces(item) for item in value]
    if not isinstance(value, dict):
        return value
    leaf = value.get("op") == "words"
    return {key: without_pieces(item) for key, item in value.items() if not (leaf and key == "piece")}


def in_units(case: dict[str, Any]) -> dict[str, Any]:
    """The case with its positions in units of JavaScript strings."""
    query = case["query"]

    def moved(value: Any) -> Any:
        if isinstance(value, list):
            return [moved(item) for item in value]
        if not isinstance(value, dict):
            return value
        return {k: len(query[:v].encode("utf-16-le")) // 2 if k == "position" else moved(v) for k, v in value.items()}

    return dict(moved(case))


@pytest.mark.browser
def test_numbers_are_rewritten_alike(page: Any) -> None:
    chance = random.Random(5)
    signs = "0123456789" * 2 + "零〇一二三四五六七八九十百千万亿两点" + "%,." + "年月日元倍个人"
    pieces = ["".join(chance.choices(signs, k=chance.randint(1, 9))) for _ in range(3000)]
    pieces += [f"{chance.choice(['', '百分之', '满', '第'])}{chance.randint(0, 10 ** chance.randint(1, 9))}{u}" for u in "%元年" for _ in range(200)]  # fmt: skip
    got = page.evaluate("(pieces) => pieces.map(cbtool.variants.variants)", pieces)
    for piece, found in zip(pieces, got, strict=True):
        assert found == list(number_variants(piece)), piece
