"""Open data: every passage that a search can hit, every agreed value, every finding; one line each."""

from collections.abc import Iterator
from typing import Any

from cbtool.desk.derived import Progress, derived, stage
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

_OF_CONTRACT = {key: CLAUSES[key] for key in ("level", "kind", "region", "industry", "year", "status", "origin")}
PROVISIONS = {
    "address": CLAUSES["address"],
    "title": CLAUSES["title"],
    "provision": "约定值编号",
    "label": "约定值名称",
    "value": "值：数；有、没有写 yes、no",
    "upper": "范围的上端",
    "unit": "单位",
    "bound": "at_least 不低于、at_most 不超过",
    "quote": "原文",
    "grade": "与签订时的法定标准比：above 优于、equal 等于、below 低于、none 法律未定",
    "required": "签订时的法定标准",
    "grade_today": "与现行法定标准比",
    "required_today": "现行法定标准",
    "parameter": "法定参数编号",
    "citation": "依据",
    **_OF_CONTRACT,
}
FINDINGS = {
    "address": CLAUSES["address"],
    "title": CLAUSES["title"],
    "rule": "规则编号",
    "severity": "程度：illegal 违法、missing 缺项、recommended 建议、review 需人工判断、pending 待办",
    "on": "按哪一天的法律",
    "quote": "原文",
    "found": "现为",
    "required": "应为",
    "citation": "依据",
    "message": "意见",
    "remedy": "建议写法",
    **_OF_CONTRACT,
}


def export_provisions(
    settings: Settings, internal: bool = False, progress: Progress | None = None
) -> Iterator[dict[str, Any]]:
    """One record per agreed value that is sure, with its grade."""
    yield from _of_checks(settings, "grades", PROVISIONS, internal, progress)


def export_findings(
    settings: Settings, internal: bool = False, progress: Progress | None = None
) -> Iterator[dict[str, Any]]:
    """One record per finding; what is waived is left out."""
    yield from _of_checks(settings, "findings", FINDINGS, internal, progress)


def _of_checks(
    settings: Settings, key: str, columns: dict[str, str], internal: bool, progress: Progress | None
) -> Iterator[dict[str, Any]]:
    from cbtool.desk.judging import Choice, open_judging

    with open_judging(settings, progress) as judging:
        records = [r for r in judging.store.records("contracts") if internal or r.get("visibility") != "internal"]
        tell = stage(progress, "审查")
        for number, record in enumerate(records, 1):
            about = {column: record.get(column, "") for column in _OF_CONTRACT} | {
                "title": record["title"],
                "year": str(record.get("signed") or record.get("effective_from") or "")[:4],
            }
            for one in judging.kept_check(record, Choice())[key]:
                address = record["id"] + (f"#{one['address']}" if one["address"] else "")
                row = {**about, **one, "address": address, "title": record["title"]}
                yield {column: row.get(column, "") for column in columns}
            tell(number, len(records))


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
