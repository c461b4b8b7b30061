"""The draft as a web page: every line of the body, nothing of an answer as markup, tables with heads."""

from html.parser import HTMLParser

from cbtool.desk.draft import load_answers, open_prepared, sample_file
from cbtool.drafting.draft import make_draft
from cbtool.drafting.html import html_page
from cbtool.drafting.typst import typst_source
from cbtool.settings import Settings
from cbtool.text.body import Block, read_blocks


class Text(HTMLParser):
    """Collects the text of the body, and the tags."""

    def __init__(self) -> None:
        super().__init__()
        self.parts: list[str] = []
        self.tags: list[str] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.append(tag)

    def handle_data(self, data: str) -> None:
        self.parts.append(data)


def read(page: str) -> Text:
    found = Text()
    found.feed(page.partition("<body>")[2])
    return found


def test_every_line_and_cell_of_a_draft_stands_in_the_page(starter: Settings) -> None:
    prepared = open_prepared(starter, "wage-enterprise")
    loaded = load_answers(prepared, sample_file(starter, "wage-enterprise", "full"))
    draft = make_draft(prepared, loaded.values)
    text = "".join(read(html_page(draft.blocks, draft.number, starter.on, draft.title)).parts).replace("\n", "")
    for block in draft.blocks:
        parts = [cell for row in block.rows for cell in row] if block.rows else [block.line.replace(" ", "")]
        for part in parts:
            assert part.replace(" ", "") in text.replace(" ", "")
    assert draft.number in text


def test_an_answer_is_never_markup(starter: Settings) -> None:
    hostile = '<script>alert(1)</script>"&'
    blocks = (Block("title", "", line=hostile), Block("paragraph", "p", line=hostile, text=hostile))
    found = read(html_page(blocks, hostile, starter.on, hostile))
    assert "script" not in found.tags
    assert found.parts.count(hostile) == 2


def test_a_ruled_table_repeats_its_head_and_signatures_stay_together() -> None:
    from datetime import date

    table = Block("table", "t", rows=(("岗位", "元"), ("甲", "1")), header=True)
    seals = Block("table", "s", rows=(("甲方（盖章）：____", "乙方（盖章）：____"),))
    page = html_page((table, seals), "x", date(2026, 11, 21), "x")
    assert '<thead><tr><th scope="col"' in page and '<table class="layout" role="presentation">' in page


def test_an_enclosure_is_one_line_and_an_annex_two(starter: Settings) -> None:
    enclosure = tuple(read_blocks("# 题\n\n请予答复。\n\n附：工资表\n"))
    annex = tuple(read_blocks("# 题\n\n第一条 甲。\n\n## 附件1 核对办法\n\n每年核对。\n"))
    assert (enclosure[-1].kind, annex[2].kind) == ("annex", "annex")
    pages = [html_page(blocks, "x", starter.on, "题") for blocks in (enclosure, annex)]
    assert ">附：工资表</p>" in pages[0] and ">附件1</h2>" in pages[1] and ">核对办法</h3>" in pages[1]
    sources = [typst_source(blocks, "x", starter.on, "题", {"Noto Serif CJK SC"}) for blocks in (enclosure, annex)]
    assert '"附：工资表"' in sources[0] and '"附件1"' in sources[1] and '"核对办法"' in sources[1]
