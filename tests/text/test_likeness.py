"""Near-same texts are told from others, by whole texts and by sketches."""

import random

from bench.corpus import body_of, contracts

from cbtool.text.likeness import likeness, sketch, sketched_likeness

HAN = "的一是在不了有和人这中大为上个国我以要他时来用们"


def misread(text: str, share: float, seed: int = 3) -> str:
    """A text as recognition garbles it."""
    chance = random.Random(seed)
    return "".join(chance.choice(HAN) if c > "\u4e00" and chance.random() < share else c for c in text)


def test_white_space_marks_and_width_do_not_count() -> None:
    assert likeness("第一条 夜班津贴，每班25元。", "第一条夜班津贴每班 ２５ 元") == 1.0


def test_sketches_tell_what_whole_texts_tell() -> None:
    (_, (record, articles)), *_ = ((0, one) for one in contracts(1))
    text = body_of(record, articles)
    for share in (0.0, 0.01, 0.02, 0.05):
        other = misread(text, share)
        assert abs(likeness(text, other) - sketched_likeness(sketch(text), sketch(other))) < 0.13


def test_near_copies_stand_apart_from_all_others() -> None:
    texts = [body_of(record, articles) for record, articles in contracts(40)]
    sketches = [sketch(text) for text in texts]
    others = max(sketched_likeness(a, b) for n, a in enumerate(sketches) for b in sketches[n + 1 :])
    near = min(sketched_likeness(a, sketch(misread(text, 0.02))) for a, text in zip(sketches, texts, strict=True))
    assert others < 0.4 < 0.55 < near


def test_short_and_empty_texts() -> None:
    assert likeness("", "") == 1.0 and sketched_likeness(sketch("甲"), sketch("乙")) == 0.0
