"""Chinese names of the codes used in files, facets and options. Light: loads with every search."""

LEVELS = {
    "enterprise": "企业",
    "industry": "行业性",
    "regional": "区域性",
    "group": "集团",
    "platform": "平台",
}
KINDS = {
    "comprehensive": "综合",
    "wage": "工资专项",
    "women": "女职工专项",
    "safety": "劳动安全卫生专项",
    "adjustment": "工资调整机制",
    "other": "其他",
}
STATUSES = {
    "in_force": "有效",
    "expired": "已到期",
    "superseded": "已被取代",
    "terminated": "已终止",
    "draft": "草案",
    "unknown": "状态不明",
}
ORIGINS = {"signed": "已签订", "official_model": "官方范本", "sample": "示例"}
FORMS = {"full": "全文", "digest": "摘要"}
ROLES = {
    "employer": "企业方",
    "employers_association": "企业组织",
    "union": "工会",
    "employee_representatives": "职工代表",
}
WORDS = {
    "yes": "有",
    "no": "没有",
    "earlier": "提前",
    "later": "顺延",
    "normal": "正常工作时间工资",
    "fixed": "另加固定津贴",
    "actual": "应得或者实得工资",
    "other": "其他",
}
"""Agreed values that are words, as they are shown."""
FACETS = {
    "topic": "主题",
    "level": "级别",
    "kind": "类型",
    "region": "地区",
    "industry": "行业",
    "year": "年份",
    "status": "状态",
    "origin": "来源",
    "document": "文种",
}
