"""Other wordings in a template's articles: the browser makes the draft that the program makes."""

import random
from collections.abc import Iterator
from typing import Any

import pytest

from cbtool.desk.draft import load_answers, open_prepared, sample_file
from cbtool.drafting.draft import make_draft
from cbtool.drafting.slots import Wording, wording_source
from cbtool.errors import CbtoolError
from cbtool.library.templates import open_template, template_record
from cbtool.settings import Settings
from tests.site.drafting_site import TEMPLATES, Drafting, open_folder, opened, write_site

pytestmark = pytest.mark.browser
TEMPLATE = "wage-enterprise"
TEXTS = (
    "一款。",
    "支付下列津贴：\n（一）夜班津贴；\n1.早班；\n2.晚班；\n（二）高温津贴。\n另一款。",
    "| 岗位 | 元 |\n| --- | --- |\n| 甲 | 1 |\n| 乙 \\| 丙 | 2 |",
    "{#a} {ref b} # - | \\ $& <b>____</b>",
)


@pytest.fixture(scope="module")
def drafting(tmp_path_factory: Any) -> Iterator[Drafting]:
    folder = tmp_path_factory.mktemp("slots")
    write_site(folder, {TEMPLATE: open_folder(TEMPLATES[TEMPLATE])})
    with opened(folder, "file") as page:
        yield page


def test_random_wordings_in_random_slots_give_the_same_draft(drafting: Drafting, starter: Settings) -> None:
    draw = random.Random(7)
    prepared = open_prepared(starter, TEMPLATE)
    file = sample_file(starter, TEMPLATE, "full")
    loaded = load_answers(prepared, file)
    slots = [s["name"] for s in template_record(open_template(starter.library / "templates" / TEMPLATE))["slots"]]
    cases = [_case(draw, [*slots, "nowhere"]) for _ in range(60)]
    given = [{slot: _sent(wording) for slot, wording in case.items()} for case in cases]
    answers = make_draft(prepared, loaded.values).answers
    got = drafting.run("slotted", {"template": TEMPLATE, "answers": answers, "cases": given})
    for case, seen in zip(cases, got, strict=True):
        assert seen == _expected(prepared, loaded.values, case), case


def _case(draw: random.Random, slots: list[str]) -> dict[str, Wording]:
    chosen = draw.sample(slots, draw.choice((1, 1, 2, 3)))
    return {slot: Wording("x#y", draw.choice(("", "标题{#", "津贴")), draw.choice(TEXTS)) for slot in chosen}


def _sent(wording: Wording) -> dict[str, Any]:
    return {**wording._asdict(), "source": wording_source(wording.text)}


def _expected(prepared: Any, values: Any, case: dict[str, Wording]) -> dict[str, Any]:
    try:
        draft = make_draft(prepared, values, case)
    except CbtoolError as error:
        return {"message": error.message, "remedy": error.remedy, "line": 0}
    return {"result": {"body": draft.body, "number": draft.number}}
