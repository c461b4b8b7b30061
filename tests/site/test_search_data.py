"""The search's files: the engines' tokens, nothing lost in packing, the same bytes each time."""

import json
import random
import zlib
from collections.abc import Sequence
from typing import Any

from cbtool.model.passage import Passage
from cbtool.search.engine import words_of
from cbtool.search.vocabulary import FIXED, TopicNames, Vocabulary
from cbtool.settings import Settings
from cbtool.site.search_bits import GOLOMB, carried, rising, table, zipped
from cbtool.site.search_data import index_files, spread
from cbtool.site.search_packing import GAPS, INDEXES, SYMBOLS, Alphabet, Digits, runs, signed
from cbtool.site.search_postings import NORMS, Postings, Tokeniser, Tokens, norm_of, read_postings, words
from cbtool.site.search_tables import arrange
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


def bits_of(text: str) -> str:
    """The reverse of `carried`, written from its description; zeros may follow."""
    return "".join(f"{ord(sign) - 0x3400:015b}"[::-1] for sign in text)


class Bits:
    """Reads bits as `search_bits.py` describes them."""

    def __init__(self, bits: str) -> None:
        self.bits = bits
        self.at = 0

    def number(self, size: int) -> int:
        self.at += size
        return int(self.bits[self.at - size : self.at][::-1] or "0", 2)

    def golomb(self, step: int) -> int:
        zeros = self.bits.index("1", self.at) - self.at
        self.at += zeros + 1
        return self.number(step + zeros) + (1 << (step + zeros)) - (1 << step)

    def rising(self) -> list[int]:
        count = self.golomb(2)
        step = self.number(5) if count else 0
        out: list[int] = []
        for _ in range(count):
            out.append((out[-1] if out else -1) + 1 + self.golomb(step))
        return out

    def table(self) -> dict[int, "Bits"]:
        keys = self.rising()
        sizes = [self.golomb(6) for _ in keys]
        starts = [self.at + sum(sizes[:i]) for i in range(len(keys))]
        return {key: Bits(self.bits[start:]) for key, start in zip(keys, starts, strict=True)}


def scripts(passages: dict[str, list[Passage]], vocabulary: Vocabulary = PLAIN) -> dict[str, str]:
    """Shard name → the characters it carries."""
    found = {}
    for path, data in index_files(passages, vocabulary):
        call = data.decode("utf-16").removeprefix("cbtool.shards.add(").removesuffix(");\n")
        name, _, text = json.loads(f"[{call}]")
        assert path == f"index/{name}.js"
        found[name] = text
    return found


def value(text: str) -> Any:
    """What a zipped shard holds."""
    bits = bits_of(text)
    data = int(bits[::-1], 2).to_bytes(len(bits) // 8 + 1, "little")
    return json.loads(zlib.decompressobj(-15).decompress(data))


def entries(shards: dict[str, str], group: str) -> dict[int, Bits]:
    """The entries of all shards of a group by their numbers."""
    all_of = [text for name, text in shards.items() if name.startswith(f"{group}-")]
    tables = [Bits(bits_of(text)).table() for text in all_of]
    return {key * len(tables) + shard: entry for shard, found in enumerate(tables) for key, entry in found.items()}


def atoms_of(core: dict[str, Any]) -> dict[str, int]:
    """Atom → its number, as `index.js` counts them."""
    signs = [normalise(sign) for sign in core["alphabet"]]
    plain = dict.fromkeys(sign for sign in signs if sign.split() and not ("a" <= sign <= "z" or "0" <= sign <= "9"))
    return {atom: n for n, atom in enumerate([*plain, *(f"{word}_" for word in core["written"])], 1)}


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


def test_bits_come_back_and_a_script_carries_them_in_letters() -> None:
    chance = random.Random(2)
    numbers = [*range(300), *(chance.randrange(1 << chance.randint(1, 30)) for _ in range(500))]
    for step in (0, 3, 11):
        reader = Bits(GOLOMB[step].join(numbers))
        assert [reader.golomb(step) for _ in numbers] == numbers
    for size in (0, 1, 2, 400):
        wanted = sorted(chance.sample(range(50_000), size))
        assert Bits(rising(wanted)).rising() == wanted
    bits = "".join(chance.choices("01", k=1000)) + "1"
    assert bits_of(carried(bits)).rstrip("0") == bits
    assert all("\u3400" <= sign <= "\ub3ff" for sign in carried(bits))
    given = {"text": '职工"\\\u2028𠮷' * 50, "numbers": [1, 2.5, None]}
    assert value(zipped(given)) == given


def test_a_table_finds_its_entries_and_shards_are_even() -> None:
    given = {3: "1011", 4: "", 70_000: "0"}
    found = Bits(table(given)).table()
    assert {key: entry.bits[: len(given[key])] for key, entry in found.items()} == given
    assert Bits(table({})).table() == {}
    keys = {first * 50 + second: "1" * 100 for first in range(40) for second in range(40)}
    shards = spread(keys, 10, 100, 50)
    assert {key * len(shards) + n for n, shard in enumerate(shards) for key in shard} == set(keys)
    assert max(map(len, shards)) < 2 * min(map(len, shards))


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


def indexed(every: Sequence[Passage], vocabulary: Vocabulary) -> tuple[list[Tokens], list[int], Postings]:
    """Tokens, the order in which passages are indexed, and what was read."""
    tokeniser = Tokeniser()
    tokens = [tokeniser.read(p) for p in every]
    order = arrange(every, [each.lengths for each in tokens], vocabulary).order
    return tokens, order, read_postings(tokeniser.numbers, [tokens[n] for n in order])


def test_places_are_those_of_the_engines_tokens(starter: Settings) -> None:
    passages, vocabulary = read_passages(starter)
    every = [p for found in passages.values() for p in found]
    tokens, order, postings = indexed(every, vocabulary)
    assert sorted(order) == list(range(len(every)))
    names = list(postings.numbers)
    start = 0
    for number in order:
        label, heading, whole = tokens[number].lengths
        wanted = words_of(every[number])
        assert [names[n] for n in postings.stream[start : start + whole]] == wanted["text"].split(" ")
        assert " ".join(names[n] for n in postings.stream[start : start + label + heading]) == wanted["head"]
        start += NORMS[norm_of(whole) + 1]
    assert start == len(postings.stream)


def test_words_of_the_vocabulary_stand_where_a_plain_scan_finds_them(starter: Settings) -> None:
    passages, vocabulary = read_passages(starter)
    every = [p for found in passages.values() for p in found]
    texts = [normalise(p.text) for p in every]
    postings = indexed(every, vocabulary)[2]
    found = {word: places for word, _, places in words(vocabulary.synonyms, postings)}
    for word in vocabulary.synonyms:
        times = sum(len(occurrences(text, word)) for text in texts)
        if len(ATOM.findall(word)) > 1:
            assert len(found.get(word, ())) == times, word
    assert len(found) > 100


def test_every_pair_and_atom_has_its_entry() -> None:
    body = "满3年加班 加倍加"
    made = scripts({"t-1": [passage("t-1#title", "", "甲厂合同"), passage("t-1#art_1", body, "加班", "第一条")]})
    numbers = atoms_of(value(made["core"]))
    pairs = entries(made, "pairs")
    base = len(numbers) + 1
    known = {
        first + second: pairs.get(numbers[first] * base + numbers[second]) for first in numbers for second in numbers
    }
    assert {pair for pair, entry in known.items() if entry} >= {"加班", "满3_", "3_年", "年加", "加倍", "倍加"}
    assert known["班加"] is None  # white space stands between them
    entry = known["年加"]
    assert entry is not None
    assert entry.rising() == [numbers["班"]]
    assert (entry.golomb(5), entry.golomb(0)) == (1, 1)  # 加班 in one passage, and in its head
    assert (len(entry.rising()), entry.rising()) == (1, [])
    entry = known["加班"]
    assert entry is not None
    assert entry.rising() == []  # nothing comes right after it
    assert (len(entry.rising()), entry.rising()) == (2, [0, 1])  # both times it is the last one before white space
    atom = entries(made, "atoms")[numbers["加"]]
    assert (atom.golomb(2), atom.number(5)) == (1, 0)
    # the longer passage comes second; it holds 加 in its heading, and four times in all
    assert (atom.golomb(0), atom.number(2), atom.golomb(0)) == (1, 0, 3)


def test_the_same_library_gives_the_same_bytes_and_another_stamp_when_changed() -> None:
    one = {"t-1": [passage("t-1#art_1", "加班费按照国家规定支付。")]}
    other = {"t-1": [passage("t-1#art_1", "加班费按照国家规定发放。")]}
    vocabulary = Vocabulary(
        {"加班费": ("加班工资",)}, (TopicNames("pay", "报酬", ("pay",)),), {"加班": ("pay",)}, dict(FIXED)
    )
    files = dict(index_files(one, vocabulary))
    assert files == dict(index_files(one, vocabulary))
    stamps = [
        {data.decode("utf-16").split('"')[3] for data in found.values()}
        for found in (files, dict(index_files(other, vocabulary)))
    ]
    assert len(stamps[0]) == len(stamps[1]) == 1
    assert stamps[0] != stamps[1]


def test_an_empty_library_and_odd_characters_make_readable_shards() -> None:
    assert {"core", "normal", "places"} <= scripts({}).keys()
    odd: Sequence[Passage] = [passage("t-1#art_1", '</script>\u2028\u2029\x00"\\`${x}𠮷', "\t", "第一条")]
    made = scripts({"t-1": list(odd)})
    for data in dict(index_files({"t-1": odd}, PLAIN)).values():
        assert not {"\u2028", "\u2029"} & set(data.decode("utf-16"))
    assert len(value(made["texts-0"])) == 3
