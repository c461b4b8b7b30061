"""Facts by rules: what a text says enters with its quote and line; what it leaves open stays below what is sure."""

from datetime import date
from typing import Any

import pytest

from cbtool.importers import read_file
from cbtool.importers.dates import read_day, years_later
from cbtool.importers.places import mentions, narrowed
from cbtool.importers.trades import industry_words
from cbtool.model.intake import Fact
from cbtool.text.codes import industries
from cbtool.text.normal import normalise

CONTRACT = """\
深圳市龙岗区示例餐饮行业工资专项集体合同

甲方（职工方）：龙岗区示例餐饮行业工会联合会
地址：深圳市龙岗区坂田街道示例路1号
首席代表：张三，职务：主席
乙方（企业方）：龙岗区示例餐饮行业协会
地址：深圳市龙岗区坂田街道示例路2号
首席代表：李四（会长）
覆盖范围：餐饮企业38家，职工2150人，其中女职工1120人，工会会员1690人

第一条 甲乙双方依据法律签订本合同。
第二条 本合同期限一年，自2026年1月1日起至2026年12月31日止。
第三条 工资按月支付。

甲方（盖章）：          乙方（盖章）：
二〇二五年十二月二十日    二〇二五年十二月二十日
"""


def facts(text: str) -> list[Fact]:
    return list(read_file("合同.txt", text.encode()).facts)


def values(text: str, field: str, sure: bool = True) -> list[Any]:
    return [fact.value for fact in facts(text) if fact.field == field and fact.sure == sure]


def in_contract(clause: str, head: str = "甲厂集体合同") -> str:
    return f"{head}\n第一条 依法订立。\n第二条 {clause}\n第三条 完。\n"


def test_a_plain_contract_is_read_in_full() -> None:
    sure = {f.field: f.value for f in facts(CONTRACT) if f.sure and f.field not in ("parties", "chief_representative")}
    assert sure == {
        "title": "深圳市龙岗区示例餐饮行业工资专项集体合同", "kind": "wage", "level": "industry", "region": "440307",
        "street": "坂田街道", "industry": "H62", "signed": "2025-12-20", "effective_from": "2026-01-01",
        "expires_on": "2026-12-31", "coverage.enterprises": 38, "coverage.workers": 2150, "coverage.women": 1120,
        "coverage.union_members": 1690,
    }  # fmt: skip
    assert values(CONTRACT, "parties") == [
        {"role": "union", "name": "龙岗区示例餐饮行业工会联合会", "label": "甲方"},
        {"role": "employers_association", "name": "龙岗区示例餐饮行业协会", "label": "乙方"},
    ]
    assert values(CONTRACT, "chief_representative") == [
        {"role": "union", "name": "张三"}, {"role": "employers_association", "name": "李四"},
    ]  # fmt: skip


def test_every_fact_has_its_words_and_their_line() -> None:
    lines = CONTRACT.split("\n")
    for fact in facts(CONTRACT):
        assert fact.quote and fact.quote in lines[fact.line - 1], fact
        assert 0 < fact.confidence < 1


def test_who_is_party_a_is_read_and_never_assumed() -> None:
    employer_first = in_contract("甲。", "甲厂集体合同\n甲方（企业方）：甲电子厂\n乙方（职工方）：甲电子厂工会")
    assert [(p["role"], p["label"]) for p in values(employer_first, "parties")] == [
        ("employer", "甲方"),
        ("union", "乙方"),
    ]
    nobody = in_contract("甲方按月支付工资，乙方监督。")
    assert values(nobody, "parties") == values(nobody, "parties", sure=False) == []
    person = in_contract("甲。", "甲厂集体合同\n甲方：张三\n乙方：李四")
    assert values(person, "parties") == []


def test_a_name_on_the_wrong_side_is_unsure() -> None:
    crossed = in_contract("甲。", "甲厂集体合同\n甲方（企业方）：甲电子厂工会\n乙方（职工方）：甲电子厂")
    assert values(crossed, "parties") == []
    assert len(values(crossed, "parties", sure=False)) == 2


@pytest.mark.parametrize(("told", "union", "employer"), [
    ("由甲市餐饮行业工会联合会和甲市餐饮行业协会分别代表职工方和企业方，经平等协商，签订本合同。", "甲市餐饮行业工会联合会", "甲市餐饮行业协会"),
    ("乙电子有限公司（以下简称公司）与乙电子有限公司工会（以下简称工会），依据法律，签订本合同。", "乙电子有限公司工会", "乙电子有限公司"),
    ("本合同（以下简称合同）由丙建设有限公司工会（以下简称工会）代表全体员工与丙建设有限公司（以下简称公司）签订。", "丙建设有限公司工会", "丙建设有限公司"),
    ("上海自由贸易丁有限公司與上海自由貿易丁有限公司工會通過集體協商，簽訂本合同。", "上海自由貿易丁有限公司工會", "上海自由贸易丁有限公司"),
])  # fmt: skip
def test_parties_told_in_a_sentence(told: str, union: str, employer: str) -> None:
    found = {
        value["role"]: value["name"]
        for value in values(f"集体合同\n{told}\n第一条 甲。\n第二条 乙。\n第三条 丙。\n", "parties")
    }
    assert found.pop("union") == union
    assert list(found.values()) == [employer]


def test_blanks_are_no_parties() -> None:
    blank = "甲厂集体合同\n甲方（企业方）： 乙方（职工方）：\n甲方：____\n企业方：××公司\n第一条 甲。\n第二条 乙。\n"
    assert not [fact for fact in facts(blank) if fact.field == "parties"]


@pytest.mark.parametrize(("title", "level", "kind"), [
    ("甲电子有限公司工资专项集体合同", "enterprise", "wage"),
    ("乙市快递行业集体合同", "industry", None),
    ("丙街道区域性工资专项集体合同", "regional", "wage"),
    ("丙镇工业园小微企业工资集体协议", "regional", "wage"),
    ("丙街道示例有限公司工资集体协议", "enterprise", "wage"),
    ("丁平台网约车算法和劳动规则协议", "platform", "other"),
    ("戊厂女职工权益保护专项集体合同", "enterprise", "women"),
    ("戊厂女职工劳动保护专项集体合同", "enterprise", "women"),
    ("己有限公司劳动安全卫生专项集体合同", "enterprise", "safety"),
    ("庚公司工资调整机制专项集体合同", "enterprise", "adjustment"),
    ("辛厂综合集体合同", "enterprise", "comprehensive"),
    ("壬集团有限公司工资专项集体合同", None, "wage"),
    ("癸区域行业性集体合同", None, None),
    ("2024年集体合同", None, None),
    ("甲行业女职工工资专项集体合同", "industry", None),
])  # fmt: skip
def test_level_and_kind_by_the_title(title: str, level: str | None, kind: str | None) -> None:
    text = in_contract("甲。", title)
    assert values(text, "title") == [title]
    assert next(iter(values(text, "level")), None) == level
    assert next(iter(values(text, "kind")), None) == kind


def test_a_plain_title_is_comprehensive_where_many_subjects_follow() -> None:
    clause = "就劳动报酬、工作时间、休息休假、安全生产、职工培训、社会保险约定如下。"
    assert values(in_contract(clause), "kind") == ["comprehensive"]
    assert values(in_contract("工资按月支付。"), "kind") == []


def test_titles_of_papers_statutes_and_reports_are_told() -> None:
    for title in ("集体合同规定(2004年)", "工资集体协商要约书", "某公司行政与工会签署2023年集体合同"):
        imported = read_file("a.txt", in_contract("甲。", title).encode())
        assert any("不是集体合同" in warning for warning in imported.warnings)
        assert not [fact for fact in imported.facts if fact.field == "title"]


def test_a_draft_and_a_model_are_told_but_not_decided() -> None:
    assert values(in_contract("甲。", "甲厂集体合同（草案）"), "status", sure=False) == ["draft"]
    assert values(in_contract("甲。", "甲厂集体合同（范本）"), "origin", sure=False) == ["official_model"]


@pytest.mark.parametrize(("written", "day"), [
    ("2024年5月1日", date(2024, 5, 1)), ("2024 年 5 月 1 日", date(2024, 5, 1)),
    ("二〇二四年五月一日", date(2024, 5, 1)), ("二○二四年十二月三十一号", date(2024, 12, 31)), ("2024-05-01", date(2024, 5, 1)),
    ("2024.5.1", date(2024, 5, 1)), ("二o二四年廿月一日", None), ("2023年2月29日", None), ("2024年13月1日", None),
])  # fmt: skip
def test_days_in_every_script(written: str, day: date | None) -> None:
    assert read_day(written) == day


def test_full_width_days_are_read_from_a_text() -> None:
    assert values(in_contract("本合同自２０２４年５月１日起生效。"), "effective_from") == ["2024-05-01"]


def test_a_term_of_years_only_guesses_its_end() -> None:
    text = in_contract("本合同有效期三年，自2024年3月1日起生效。")
    assert values(text, "effective_from") == ["2024-03-01"]
    assert values(text, "expires_on") == []
    assert values(text, "expires_on", sure=False) == ["2027-02-28"]
    assert years_later(date(2024, 2, 29), 1) == date(2025, 2, 27)


def test_in_force_from_signing_is_a_guess() -> None:
    text = in_contract("本合同有效期一年，自双方签字之日起生效。签订日期：2024年5月1日。")
    assert values(text, "signed") == ["2024-05-01"]
    assert values(text, "effective_from", sure=False) == ["2024-05-01"]
    assert values(text, "expires_on", sure=False) == ["2025-04-30"]


@pytest.mark.parametrize("clause", [
    "试用期自2024年1月1日起至2024年3月31日止。",
    "本表依据本合同第三条制定，自2024年4月1日起执行。",
    "高温津贴自2024年6月1日至2024年10月31日发放。",
    "原集体合同自2020年1月1日起至2022年12月31日止。",
    "本合同草案于2026年1月26日至2月9日征求职工意见。",
    "本合同文本自2026年1月26日至2月9日在公告栏张贴。",
    "劳动合同期限一年以上不满三年的，试用期不超过二个月。",
])  # fmt: skip
def test_other_terms_are_not_the_contracts(clause: str) -> None:
    assert not [fact for fact in facts(in_contract(clause)) if fact.field in ("effective_from", "expires_on")]


def test_contradicting_terms_are_unsure() -> None:
    text = in_contract("本合同自2024年1月1日起至2024年12月31日止。本合同有效期至2025年6月30日。")
    assert values(text, "expires_on") == []
    assert sorted(values(text, "expires_on", sure=False)) == ["2024-12-31", "2025-06-30"]


def test_the_day_of_review_is_not_the_day_of_signing() -> None:
    text = in_contract("甲。") + "甲方（盖章）：\n乙方（盖章）：\n审查意见：同意备案\n2024年5月8日\n"
    assert values(text, "signed") == []


def test_places_of_one_name_are_all_told_and_none_picked() -> None:
    text = in_contract("甲。", "鼓楼区示例餐饮行业集体合同")
    assert values(text, "region") == []
    assert values(text, "region", sure=False) == ["320106", "320302", "350102", "410204"]
    assert values(in_contract("甲。", "南京市鼓楼区示例餐饮行业集体合同"), "region") == ["320106"]


@pytest.mark.parametrize(("text", "code"), [
    ("广东省深圳市龙岗区", "440307"), ("深圳市龙岗区坂田街道", "440307"), ("深圳龙岗区", "440307"), ("龙岗区", "440307"),
    ("上海市嘉定区", "310114"), ("内蒙古呼和浩特市", "150100"), ("温岭市新河镇", "331081"), ("瀘州市", "510500"),
])  # fmt: skip
def test_chains_of_places(text: str, code: str) -> None:
    assert narrowed([mention.codes for mention in mentions(normalise(text))]) == {code}


def test_a_short_name_in_a_firms_name_is_only_a_hint() -> None:
    text = in_contract("甲。", "上海示例电子有限公司集体合同")
    assert values(text, "region") == []
    assert values(text, "region", sure=False) == ["310000"]


def test_contradicting_places_are_all_told() -> None:
    text = in_contract("甲。", "示例厂集体合同\n甲方：广州市示例电子厂\n乙方：深圳市示例电子厂工会")
    assert values(text, "region") == []
    assert sorted(set(values(text, "region", sure=False))) == ["440100", "440300"]


def test_the_trade_is_sure_only_where_the_title_names_it() -> None:
    assert values(in_contract("甲。", "甲市餐饮行业集体合同"), "industry") == ["H62"]
    assert values(in_contract("甲。", "甲市示例餐饮有限公司集体合同"), "industry") == []
    assert values(in_contract("甲。", "示例精密五金塑胶有限公司集体合同"), "industry", sure=False) == ["C29", "C33"]


def test_the_words_of_trades_name_real_divisions() -> None:
    assert set(industry_words().values()) <= industries().keys()
    assert len(industry_words()) > 300


@pytest.mark.parametrize("clause", [
    "职工代表大会应到100人，实到95人。", "每20名职工配1名代表。", "女职工5人以上的设女职工委员。", "约有职工2000余人。",
])  # fmt: skip
def test_other_counts_are_not_coverage(clause: str) -> None:
    assert not [fact for fact in facts(in_contract(clause)) if fact.field.startswith("coverage") and fact.sure]


def test_chief_representatives_by_side_and_blanks_left_out() -> None:
    head = "甲厂集体合同\n企业方：甲电子厂\n职工方：甲电子厂工会\n职工方首席代表：王五\n企业方首席代表（签字）：____\n首席代表：总经理"
    assert values(in_contract("甲。", head), "chief_representative") == [{"role": "union", "name": "王五"}]


@pytest.mark.parametrize(("title", "kind"), [
    ("甲公司能级工资专项集体合同", "wage"),
    ("甲公司技术工人技能等级薪酬专项集体合同", "wage"),
    ("甲公司集体合同变更（补充）协议", "other"),
    ("甲公司集体合同补充协议", "other"),
    ("甲公司工资专项集体合同变更协议", "wage"),
])  # fmt: skip
def test_skill_pay_is_about_wages_and_an_amendment_is_no_comprehensive_contract(title: str, kind: str) -> None:
    """Also where the text treats as many subjects as a comprehensive contract."""
    clause = "工资、工作时间、休息休假、劳动安全、社会保险、女职工、培训、裁员按原合同执行。"
    assert values(in_contract(clause, title), "kind") == [kind]


def test_a_heading_before_a_sentence_is_no_part_of_a_name() -> None:
    opening = "示例公司平台规则专项协议\n甲方：示例公司工会\n乙方：示例公司\n第一条 【订立依据和通过】{}依据法律签订。\n第二条 完。\n"
    labelled = [
        {"role": "union", "name": "示例公司工会", "label": "甲方"},
        {"role": "employer", "name": "示例公司", "label": "乙方"},
    ]
    for told in ("工会与平台企业", "企业与工会", "示例公司工会与示例公司"):
        found = [fact for fact in facts(opening.format(told)) if fact.field == "parties"]
        assert [(fact.value, fact.sure) for fact in found] == [(value, True) for value in labelled], told


@pytest.mark.parametrize("row", [
    "首席代表（签字）：张三    首席代表（签字）：李四",
    "| 首席代表（签字）：张三 | 首席代表（签字）：李四 |",
    "首席代表：____    首席代表：李四",
])  # fmt: skip
def test_two_chief_representatives_on_one_line_belong_to_the_sides_above_them(row: str) -> None:
    sides = "甲方（盖章）：    乙方（盖章）："
    text = CONTRACT.replace("首席代表：张三，职务：主席\n", "").replace("首席代表：李四（会长）\n", "")
    found = values(text.replace("甲方（盖章）：          乙方（盖章）：", f"{sides}\n{row}"), "chief_representative")
    union = [{"role": "union", "name": "张三"}] if "张三" in row else []
    assert found == [*union, {"role": "employers_association", "name": "李四"}]


UNION, FIRM = "甲市乙电子有限公司工会", "甲市乙电子有限公司"
BOTH = [("union", UNION, "甲方"), ("employer", FIRM, "乙方")]


def parties(head: str) -> list[tuple[str, str, str]]:
    """Role, name and label of every party; all of them have to be sure."""
    found = [fact for fact in facts(in_contract("工资按月支付。", f"集体合同\n{head}")) if fact.field == "parties"]
    assert all(fact.sure for fact in found), found
    return [(f.value["role"], f.value["name"], f.value.get("label", "")) for f in found if isinstance(f.value, dict)]


@pytest.mark.parametrize("head", [
    f"甲方：{UNION}        乙方：{FIRM}",
    f"甲　　方：{UNION}\n乙　　方：{FIRM}",
    f"甲方：{UNION}（职工方）\n乙方：{FIRM}（企业方）",
    f"甲方：{UNION}（代表全体职工）\n乙方：{FIRM}（盖章）",
    f"甲方（工会全称）：{UNION}\n乙方（用人单位全称）：{FIRM}",
    f"甲方（职工方）：\n{UNION}\n乙方（企业方）：\n{FIRM}",
    f"{UNION}（甲方）\n{FIRM}（乙方）",
    f"{UNION}（以下简称甲方）与{FIRM}（以下简称“乙方”）经平等协商，订立本合同。",
    f"甲方：{UNION} 委托代理人：丙律师事务所\n乙方：{FIRM} 委托代理人：丁律师事务所",
    f"甲方：{UNION}\n乙方：{FIRM}\n丙方（鉴证方）：甲市总工会\n鉴证方：甲市人力资源和社会保障局",
    f"甲方：{UNION}\n乙方：{FIRM}\n丙方：甲市人力资源和社会保障局",
])  # fmt: skip
def test_the_ways_offices_name_the_parties(head: str) -> None:
    assert parties(head) == BOTH


@pytest.mark.parametrize("head", [
    f"工会：{UNION}\n企业：{FIRM}",
    f"工会名称：{UNION}\n用人单位名称：{FIRM}",
    f"签约工会：{UNION}\n签约单位：{FIRM}",
    f"本合同由{UNION}（以下称“工会”）主席张明与{FIRM}（以下称“企业”）法定代表人李强经平等协商签订。",
])  # fmt: skip
def test_parties_without_a_label_of_their_own(head: str) -> None:
    assert parties(head) == [(role, name, "") for role, name, _ in BOTH]


def test_parties_and_address_in_a_table() -> None:
    table = (
        f"| 甲方（职工方） | {UNION} |\n| --- | --- |\n| 乙方（企业方） | {FIRM} |\n| 企业地址 | 深圳市龙岗区坂田街道 |"
    )
    found = read_file("a.md", f"# 集体合同\n\n{table}\n\n第一条 甲。\n\n第二条 乙。\n".encode()).facts
    assert [f.value.get("label") for f in found if f.field == "parties" and isinstance(f.value, dict) and f.sure] == [
        "甲方",
        "乙方",
    ]
    assert ("region", "440307") in [(f.field, f.value) for f in found if f.sure]


@pytest.mark.parametrize("head", [
    f"甲方：{UNION}（第三支部）\n乙方：{FIRM}", "甲方：甲市乙街道工会\n联合会\n乙方：甲市乙街道商会",
])  # fmt: skip
def test_names_that_may_go_on_or_hold_more_are_unsure(head: str) -> None:
    found = facts(in_contract("工资按月支付。", f"集体合同\n{head}"))
    assert next(f.sure for f in found if f.field == "parties") is False


@pytest.mark.parametrize(("clause", "start", "end"), [
    ("本合同自2026年3月1日零时起生效，至2028年2月29日二十四时终止。", "2026-03-01", "2028-02-29"),
    ("本合同有效期为二年（2026年3月1日至2028年2月29日）。", "2026-03-01", "2028-02-29"),
    ("本合同系2024年3月1日至2026年2月28日集体合同的续订，期限自2026年3月1日起至2028年2月29日止。", "2026-03-01", "2028-02-29"),
    ("上一份集体合同自2024年3月1日起至2026年2月28日止。本合同自2026年3月1日起施行，有效期至2028年2月29日。", "2026-03-01", "2028-02-29"),
    ("本合同2026年3月1日起执行。本合同第八条的工资标准自2026年7月1日起执行。", "2026-03-01", None),
    ("本合同为2024年3月1日起施行的上级集体合同的附件，有效期与其一致。", None, None),
    ("本合同附件一的工资标准自2026年7月1日起施行。", None, None),
    ("本合同自二〇二六年一月一日起至十二月三十一日止。", "2026-01-01", "2026-12-31"),
])  # fmt: skip
def test_the_term_among_other_terms(clause: str, start: str | None, end: str | None) -> None:
    text = in_contract(clause)
    assert values(text, "effective_from") == ([start] if start else [])
    assert values(text, "expires_on") == ([end] if end else [])


SEALS = "甲方（盖章）：      乙方（盖章）：\n"


@pytest.mark.parametrize(("foot", "day"), [
    (f"{SEALS}2026年2月8日\n劳动行政部门审查意见：准予备案\n2026年2月20日", "2026-02-08"),
    (f"{SEALS}2026年2月8日于公司会议室", "2026-02-08"),
    (f"{SEALS}签约日期：2026年2月8日\n公示日期：2026年2月17日", "2026-02-08"),
    (f"本合同于2026年2月8日在公司会议室签订。\n{SEALS}", "2026-02-08"),
    (f"{SEALS}打印日期：2026年2月11日", None),
    (f"双方于2024年2月8日签订的上一份合同到期。\n{SEALS}", None),
    ("甲方代表（签字）：    2026年2月7日\n乙方代表（签字）：    2026年2月8日", None),
])  # fmt: skip
def test_the_day_of_signing_among_other_days(foot: str, day: str | None) -> None:
    assert values(in_contract("工资按月支付。") + foot + "\n", "signed") == ([day] if day else [])


def test_a_room_for_a_name_is_no_name_and_a_group_is_a_group_with_its_place() -> None:
    head = "甲厂集体合同\n企业方：甲电子厂\n职工方：甲电子厂工会\n首席代表（签字）：        首席代表（签字）："
    assert values(in_contract("甲。", head), "chief_representative") == []
    assert values(in_contract("甲。", "乙化工集团（天津）有限公司集体合同"), "level", sure=False)[0] == "group"
