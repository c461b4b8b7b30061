"""Open data: every passage that a search can hit, one line each."""

from collections.abc import Iterator
from typing import Any

from cbtool.desk.derived import Progress, derived
from cbtool.settings import Settings

# the codebook: column → what it holds
CLAUSES = {
    "address": "地址：合同编号#条款编号",
    "document": "文种：contract 集体合同、paper 文书、template 文本模板",
    "title": "所在文件的标题",
    "heading": "条标",
    "text": "全文：条号、条标、正文各占一行，与检索的内容一字不差",
    "topics": "协商事项编号，主要的在前",
    "level": "级别：enterprise 企业、industry 行业性、regional 区域性、group 集团、platform 平台",
    "kind": "类型：comprehensive 综合、wage 工资、women 女职工、safety 劳动安全卫生、adjustment 工资调整机制、other 其他",
    "region": "地区代码（GB/T 2260）",
    "industry": "行业代码（GB/T 4754-2017）",
    "year": "年份",
    "status": "状态：in_force 有效、expired 已到期、superseded 已被取代、terminated 已终止、draft 草案、unknown 不明",
    "origin": "来源：signed 已签订、official_model 官方范本、sample 示例（虚构，供学习）",
}


def export_clauses(
    settings: Settings, internal: bool = False, progress: Progress | None = None
) -> Iterator[dict[str, Any]]:
    """One record per passage; documents marked internal only when asked for."""
    with derived(settings, progress) as (_, store):
        hidden = {r["id"] for r in store.records("contracts") if r.get("visibility") == "internal"}
        for name, passages in store.passages():
            if internal or name not in hidden:
                for passage in passages:
                    yield {key: getattr(passage, key) for key in CLAUSES}
