"""Open data: the page that describes the files, and the files."""

import json
from collections.abc import Callable, Iterable, Iterator, Mapping
from typing import Any, NamedTuple

from cbtool.desk.export import CLAUSES
from cbtool.model.contract import Contract, dump
from cbtool.model.passage import Passage
from cbtool.model.provision import Provision
from cbtool.site.gather import Content
from cbtool.site.page import Page
from cbtool.text.codes import industry_name, region_name
from cbtool.text.tables import csv_text

CONTRACTS = {
    "id": "合同编号",
    "title": "标题",
    "level": "级别：enterprise 企业、industry 行业性、regional 区域性、group 集团、platform 平台",
    "kind": "类型：comprehensive 综合、wage 工资、women 女职工、safety 劳动安全卫生、adjustment 工资调整机制、other 其他",
    "status": "状态：in_force 有效、expired 已到期、superseded 已被取代、terminated 已终止、draft 草案、unknown 不明",
    "form": "形式：full 全文、digest 摘要（用我们自己的话写的事实和数据）",
    "origin": "来源：signed 已签订、official_model 官方范本、sample 示例（虚构，供学习）",
    "parties": "当事人",
    "region": "地区代码（GB/T 2260）",
    "region_name": "地区名称",
    "street": "街道、镇",
    "industry": "行业代码（GB/T 4754-2017）",
    "industry_name": "行业名称",
    "signed": "签订日期",
    "effective_from": "生效日期",
    "expires_on": "期满日期",
    "enterprises": "覆盖企业数",
    "workers": "覆盖职工数",
    "source_url": "公开来源的网址",
    "source_title": "公开来源的标题",
    "verified_by": "核对人；空着表示还没有人核对",
}
PROVISIONS = {
    "contract": "合同编号",
    "provision": "约定值编号（见约定值编码表）",
    "label": "约定值名称",
    "value": "值",
    "unit": "单位",
    "quote": "原文或来源里的依据",
    "place": "在来源里的位置",
    "origin": "来源：signed 已签订、official_model 官方范本、sample 示例",
}
TOPICS = {
    "id": "协商事项编号", "code": "序号", "label": "名称", "parent": "上一级的编号", "law": "法律依据",
}  # fmt: skip
CODEBOOK = {
    "id": "约定值编号", "label": "名称", "type": "值的种类", "unit": "单位", "topic": "协商事项编号", "meaning": "怎样记",
}  # fmt: skip


class Download(NamedTuple):
    """A table that is offered as CSV and JSON (or JSON lines)."""

    name: str
    title: str
    summary: str
    columns: Mapping[str, str]
    lines: bool = False

    @property
    def files(self) -> tuple[str, str]:
        return f"data/{self.name}.csv", f"data/{self.name}.{'jsonl' if self.lines else 'json'}"


DOWNLOADS = (
    Download("clauses", "条款", "检索能查到的每一条：标题、正文各条、附件、文本模板和指引。", CLAUSES, lines=True),
    Download("contracts", "合同", "每份合同的基本信息。", CONTRACTS),
    Download("provisions", "约定值", "已经编码、可以比较的数值，每个都附依据。", PROVISIONS),
    Download("topics", "协商事项", "主题和子主题的编码表。", TOPICS),
    Download("codebook", "约定值编码表", "每个约定值记什么、不记什么。", CODEBOOK),
)


def data_pages(content: Content) -> Iterator[Page]:
    """`data.html`."""
    rows = {name: sum(1 for _ in found) for name, found in tables(content).items()}
    yield Page(
        "data.html",
        "data.html.j2",
        "数据下载",
        {"downloads": DOWNLOADS, "rows": rows},
        "全部条款和合同信息，附各列说明。",
        "data",
    )


def data_files(content: Content) -> Iterator[tuple[str, bytes]]:
    """The files behind `data.html`."""
    found = tables(content)
    for download in DOWNLOADS:
        rows = [ROWS.get(download.name, dict)(item) for item in found[download.name]]
        table, plain = download.files
        yield table, (csv_text(rows, {column: column for column in download.columns}) + "\r\n").encode("utf-8")
        if download.lines:
            text = "".join(json.dumps(row, ensure_ascii=False) + "\n" for row in rows)
        else:
            text = json.dumps(rows, ensure_ascii=False, indent=1) + "\n"
        yield plain, text.encode("utf-8")


def tables(content: Content) -> dict[str, Iterable[Any]]:
    """What each download lists: `ROWS` says how one of them becomes a row."""
    records = [text.record for text in content.contracts]
    return {
        "clauses": (p for found in content.passages.values() for p in found),
        "contracts": records,
        "provisions": (row for record in records for row in _provisions(content, record)),
        "topics": _topics(content),
        "codebook": content.provisions.values(),
    }


def _clause(passage: Passage) -> dict[str, Any]:
    return {key: getattr(passage, key) for key in CLAUSES}


def _code(provision: Provision) -> dict[str, Any]:
    return {key: value for key, value in dump(provision).items() if key in CODEBOOK}


def _contract(record: Contract) -> dict[str, Any]:
    coverage, source = record.coverage, record.source
    found = {
        **dump(record),
        "parties": record.parties_text(),
        "region_name": region_name(record.region) if record.region else None,
        "industry_name": industry_name(record.industry) if record.industry else None,
        "enterprises": coverage.enterprises if coverage else None,
        "workers": coverage.workers if coverage else None,
        "source_url": source.url if source else None,
        "source_title": source.title if source else None,
    }
    return {column: found.get(column) for column in CONTRACTS}


def _provisions(content: Content, record: Contract) -> Iterator[dict[str, Any]]:
    for value in record.provisions:
        known = content.provisions.get(value.id)
        yield {
            "contract": record.id,
            "provision": value.id,
            "label": known.label if known else value.id,
            "value": value.value,
            "unit": value.unit,
            "quote": value.quote,
            "place": value.clause or value.place,
            "origin": record.origin,
        }


def _topics(content: Content) -> Iterator[dict[str, Any]]:
    for topic in content.topics.topics:
        yield {"id": topic.id, "code": topic.code, "label": topic.label, "parent": None, "law": topic.law}
        for below in topic.subtopics:
            name = below.id if "." in below.id else f"{topic.id}.{below.id}"
            yield {"id": name, "code": below.code, "label": below.label, "parent": topic.id, "law": None}


ROWS: dict[str, Callable[[Any], dict[str, Any]]] = {"clauses": _clause, "contracts": _contract, "codebook": _code}
