"""One suite over every engine: hit sets, counts, facets and date order equal a plain scan of the passages."""

import random
from collections import Counter
from pathlib import Path

from cbtool.model.passage import Passage
from cbtool.model.query import All, Among, Any, Everything, Not, Query, Words
from cbtool.search.engine import FACET_FIELDS, SearchEngine, codes_of, open_engine, order_of
from cbtool.text.atoms import occurrences, phrase
from cbtool.text.normal import normalise

SYLLABLES = [
    "加班",
    "工资",
    "职工",
    "150%",
    "第十二条",
    "，",
    "高温",
    "津贴",
    "满3年",
    "、",
    "CPI",
    " ",
    "女职工",
    "最低工资标准",
    "。",
    "2700元",
    "班",
    "資",
]


def passages(seed: int, documents: int = 30) -> dict[str, list[Passage]]:
    """Random passages by document."""
    chance = random.Random(seed)
    made = {}
    for d in range(documents):
        name = f"t-{2015 + d % 10}-{d:04d}"
        date = chance.choice(["", f"{2015 + d % 10}-0{chance.randint(1, 9)}-1{chance.randint(0, 9)}"])
        common = {
            "document": chance.choice(["contract", "template"]),
            "title": f"合同{d}",
            "level": chance.choice(["enterprise", "industry", ""]),
            "kind": chance.choice(["wage", "women", "comprehensive"]),
            "region": chance.choice(["440307", "440304", ""]),
            "industry": chance.choice(["C39", "H62"]),
            "year": date[:4],
            "date": date,
            "status": chance.choice(["in_force", "expired"]),
            "origin": "sample",
            "context": "".join(chance.choices(SYLLABLES, k=3)),
        }
        made[name] = [
            Passage(
                address=f"{name}#art_{n}",
                label=f"第{n}条",
                heading="".join(chance.choices(SYLLABLES, k=2)),
                body="".join(chance.choices(SYLLABLES, k=chance.randint(1, 25))),
                topics=tuple(chance.sample(["pay", "overtime", "pay.level", "women"], k=chance.randint(0, 3))),
                **common,  # type: ignore[arg-type]
            )
            for n in range(1, chance.randint(2, 12))
        ]
    return made


def holds(query: Query, p: Passage) -> bool:
    """The truth of a query for a passage, by plain scan."""
    match query:
        case Words(field, tokens, prefix):
            texts = {"text": p.text, "head": f"{p.label}\n{p.heading}", "context": p.context}
            return bool(occurrences(normalise(texts[field]), PIECES[tokens, prefix]))
        case Among(field, values):
            return any(v in codes_of(p).get(field, ()) for v in values)
        case Any(parts):
            return any(holds(part, p) for part in parts)
        case All(parts):
            return all(holds(part, p) for part in parts)
        case Not(part):
            return not holds(part, p)
        case Everything():
            return True


PIECES: dict[tuple[tuple[str, ...], bool], str] = {}


def look(field: str, piece: str, weight: float = 1.0) -> Words:
    found = phrase(piece)
    PIECES[found.tokens, found.prefix] = piece
    return Words(field, found.tokens, found.prefix, weight)


def filled(engine: SearchEngine, made: dict[str, list[Passage]]) -> SearchEngine:
    for name, found in made.items():
        engine.upsert(name, found)
    engine.commit()
    return engine


def agree(engine: SearchEngine, query: Query, all_passages: list[Passage]) -> int:
    truth = [p for p in all_passages if holds(query, p)]
    result = engine.search(query, len(all_passages), facets=FACET_FIELDS)
    assert result.total == len(truth), query
    assert {f.passage.address for f in result.found} == {p.address for p in truth}, query
    for field in FACET_FIELDS:
        counted = Counter(code for p in truth for code in codes_of(p).get(field, ()))
        assert result.facets[field] == dict(counted), (field, query)
    return len(truth)


def random_query(chance: random.Random, texts: list[str], depth: int = 2) -> Query:
    roll = chance.random()
    if depth == 0 or roll < 0.35:
        text = chance.choice(texts)
        at = chance.randrange(len(text))
        pieces = text[at : at + chance.randint(1, 7)].split() or ["工资"]
        return look(chance.choice(["text", "text", "head", "context"]), pieces[0])
    if roll < 0.5:
        field, values = chance.choice(
            [
                ("level", ["industry"]),
                ("topic", ["pay", "women"]),
                ("region", ["440307", "999999"]),
                ("kind", ["nothing"]),
            ]
        )
        return Among(field, tuple(values))
    if roll < 0.6:
        return Among("year", tuple(str(year) for year in range(2015, chance.randint(2016, 2026))))
    parts = tuple(random_query(chance, texts, depth - 1) for _ in range(chance.randint(1, 3)))
    if roll < 0.75:
        return Any(parts)
    excluded = (Not(random_query(chance, texts, 0)),) if chance.random() < 0.5 else ()
    return All((Everything(), *parts, *excluded), (look("head", "工资", 2.0), Among("status", ("in_force",), 0.1)))


def test_every_query_tree_gives_the_plain_scan(engine: str, tmp_path: Path) -> None:
    made = passages(1)
    every = [p for found in made.values() for p in found]
    index = filled(open_engine(engine, tmp_path), made)
    chance = random.Random(2)
    texts = [normalise(p.text) for p in every]
    sizes = [agree(index, random_query(chance, texts), every) for _ in range(250)]
    assert sum(size > 0 for size in sizes) > 100
    assert sum(size == 0 for size in sizes) > 10


def test_two_thousand_random_cuts_are_exact(engine: str, tmp_path: Path) -> None:
    made = passages(3, documents=40 if engine == "tantivy" else 12)
    every = [p for found in made.values() for p in found]
    index = filled(open_engine(engine, tmp_path), made)
    chance = random.Random(4)
    texts = [normalise(p.text) for p in every]
    for _ in range(2000):
        text = chance.choice(texts)
        at = chance.randrange(len(text))
        for piece in text[at : at + chance.randint(1, 9)].split():
            truth = {p.address for p, t in zip(every, texts, strict=True) if occurrences(t, piece)}
            result = index.search(look("text", piece), len(every))
            assert result.total == len(truth), piece
            assert {f.passage.address for f in result.found} == truth, piece


def test_date_order_is_newest_first_then_address_and_pages_join(engine: str, tmp_path: Path) -> None:
    made = passages(5)
    index = filled(open_engine(engine, tmp_path), made)
    expected = [
        address
        for _, address in sorted(
            (order_of(p, place), p.address) for found in made.values() for place, p in enumerate(found)
        )
    ]
    shown, after = [], ""
    while True:
        page = index.search(Everything(), 7, after, sort="date")
        shown += [f.passage.address for f in page.found]
        after = page.next
        if not after:
            break
    assert shown == expected


def test_a_document_is_replaced_whole_and_deleted(engine: str, tmp_path: Path) -> None:
    made = passages(6, documents=4)
    index = filled(open_engine(engine, tmp_path), made)
    name = next(iter(made))
    index.upsert(name, [made[name][0]._replace(body="崭新条文")])
    index.commit()
    kept = [p for n, found in made.items() if n != name for p in found]
    assert index.search(Everything(), 0).total == len(kept) + 1
    assert index.search(look("text", "崭新条文"), 5).total == 1
    index.delete(name)
    index.commit()
    assert index.search(Everything(), 0).total == len(kept)
    again = open_engine(engine, tmp_path)
    assert again.search(Everything(), 0).total == len(kept)


def test_what_is_stored_comes_back(engine: str, tmp_path: Path) -> None:
    made = passages(7, documents=2)
    index = filled(open_engine(engine, tmp_path), made)
    found = {f.passage.address: f.passage for f in index.search(Everything(), 100).found}
    for p in (p for found_ in made.values() for p in found_):
        assert found[p.address] == p._replace(context="")
