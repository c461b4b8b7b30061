"""The search's files: the engines' tokens, nothing lost in packing, the same bytes each time."""

import json
import random
from collections.abc import Sequence
from typing import Any

from cbtool.model.passage import Passage
from cbtool.search.engine import words_of
from cbtool.search.vocabulary import FIXED, TopicNames, Vocabulary
from cbtool.settings import Settings
from cbtool.site.search_data import index_files
from cbtool.site.search_packing import GAPS, INDEXES, SYMBOLS, Alphabet, Digits, runs, signed
from cbtool.site.search_postings import NORMS, norm_of, read_postings, words
from cbtool.text.atoms import ATOM, occurrences
from cbtool.text.normal import normalise
from tests.site.search_page import read_passages

PLAIN = Vocabulary({}, (), {}, dict(FIXED))


def read_numbers(text: str, ends: int) -> list[int]:
    """The reverse of `Digits.join`, written from its description."""
    out, high = [], 0
    for sign in text:
        place = SYMBOLS.index(sign)
        if place < ends:
            out.append(high * ends + place)
            high = 0
        else:
            high = high * (len(SYMBOLS) - ends) + place - ends + 1
    return out


def shards(passages: dict[str, list[Passage]], vocabulary: Vocabulary = PLAIN) -> dict[str, Any]:
    """Shard name → content."""
    found = {}
    for path, data in index_files(passages, vocabulary):
        call = data.decode().removeprefix("cbtool.shards.add(").removesuffix(");\n")
        name, _, value = json.loads(f"[{call}]")
        assert path == f"index/{name}.js"
        found[name] = value
    return found


def passage(address: str, body: str, heading: str = "", label: str = "") -> Passage:
    return Passage(
        address,
        "contract",
        "甲厂合同",
        label,
        heading,
        body,
        status="in_force",
        date="2024-05-01",
        context="甲厂合同\n企业",
    )


def test_numbers_of_any_size_come_back() -> None:
    chance = random.Random(1)
    numbers = [*range(5000), *(chance.randrange(10 ** chance.randint(1, 12)) for _ in range(2000))]
    for ends in (GAPS, INDEXES):
        assert read_numbers(Digits(ends).join(numbers), ends) == numbers
    assert [signed(n) for n in (0, -1, 1, -2, 2)] == [0, 1, 2, 3, 4]


def test_packed_text_is_short_and_no_two_characters_share_a_code() -> None:
    text = "职工加班费按照百分之一百五十支付。" * 20 + '𠮷\u2028\n"\\' + "".join(map(chr, range(0x4E00, 0x5E00)))
    alphabet = Alphabet([text])
    packed = alphabet.pack(text)
    assert len(packed) == len(text)
    assert len(set(packed)) == len(set(text))
    assert not set('"\\\n\u2028') & set(packed)
    assert len(alphabet.pack(text[:340]).encode()) == 340


def test_clause_ids_are_drawn_together() -> None:
    ids = ["title", "chp_1", "art_1", "art_2", "art_3", "art_5", "art_5_1", "annex_1", "signature"]
    assert runs(ids) == "title chp_1 art_1..3 art_5 art_5_1 annex_1 signature"
    assert runs([]) == ""


def test_places_are_those_of_the_engines_tokens(starter: Settings) -> None:
    passages, _ = read_passages(starter)
    every = [p for found in passages.values() for p in found]
    postings = read_postings(every)
    names = list(postings.numbers)
    start = 0
    for passage, (label, heading, whole) in zip(every, postings.lengths, strict=True):
        tokens = words_of(passage)
        assert [names[n] for n in postings.stream[start : start + whole]] == tokens["text"].split(" ")
        assert " ".join(names[n] for n in postings.stream[start : start + label + heading]) == tokens["head"]
        start += NORMS[norm_of(whole) + 1]
    assert start == len(postings.stream)


def test_words_of_the_vocabulary_stand_where_a_plain_scan_finds_them(starter: Settings) -> None:
    passages, vocabulary = read_passages(starter)
    every = [p for found in passages.values() for p in found]
    texts = [normalise(p.text) for p in every]
    found = dict(words(vocabulary.synonyms, read_postings(every)))
    for word in vocabulary.synonyms:
        times = sum(len(occurrences(text, word)) for text in texts)
        if len(ATOM.findall(word)) > 1:
            assert len(found[word].places if word in found else ()) == times, word
    assert len(found) > 100


def test_every_token_and_atom_has_its_entry() -> None:
    made = shards(
        {"t-1": [passage("t-1#title", "", "甲厂合同"), passage("t-1#art_1", "满3年加班 加倍加", "加班", "第一条")]}
    )
    assert made["pairs-0"].keys() >= {"加班", "满3_", "3_年", "年加", "班", "加倍", "倍加", "加"}
    assert "班加" not in made["pairs-0"]
    atoms = made["atoms-0"]
    assert read_numbers(atoms["加"], GAPS) == [6 + 4 + 1, 2]  # the second passage, in its heading, four times
    assert read_numbers(atoms["3_"], GAPS) == [6]


def test_the_same_library_gives_the_same_bytes_and_another_stamp_when_changed() -> None:
    one = {"t-1": [passage("t-1#art_1", "加班费按照国家规定支付。")]}
    other = {"t-1": [passage("t-1#art_1", "加班费按照国家规定发放。")]}
    vocabulary = Vocabulary(
        {"加班费": ("加班工资",)}, (TopicNames("pay", "报酬", ("pay",)),), {"加班": ("pay",)}, dict(FIXED)
    )
    files = dict(index_files(one, vocabulary))
    assert files == dict(index_files(one, vocabulary))
    stamps = [
        {data.split(b'"')[3] for data in found.values()} for found in (files, dict(index_files(other, vocabulary)))
    ]
    assert len(stamps[0]) == len(stamps[1]) == 1
    assert stamps[0] != stamps[1]


def test_an_empty_library_and_odd_characters_make_readable_shards() -> None:
    assert {"core", "context", "normal", "places"} <= shards({}).keys()
    odd: Sequence[Passage] = [passage("t-1#art_1", '</script>\u2028\u2029\x00"\\`${x}𠮷', "\t", "第一条")]
    made = shards({"t-1": list(odd)})
    for data in dict(index_files({"t-1": odd}, PLAIN)).values():
        assert not {"\u2028", "\u2029"} & set(data.decode())
    assert len(made["texts-0"]["texts"]) == 3
