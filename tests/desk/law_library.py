"""A library of its own law for tests: the starter's legal values, a few provisions, three rules."""

import shutil
from pathlib import Path

from tests.conftest import Folder
from tests.law.law_data import PROVISIONS

from cbtool.resources import starter_library

RULES = """\
rules:
- id: TST-01
  demands: 工作日加班工资不低于法定比例
  manual: 读出比例，与法定比例比较。
  citation: {statute: 劳动法, article: 第四十四条第一项}
  evidence: statute
  severity: illegal
  topic: overtime
  compare: {subject: {provision: overtime.weekday}, parameter: overtime_rate_weekday}
  message: 工作日加班工资{found}，法律要求{required}
  remedy: 工作日加班的，按不低于150%支付。
  cases:
  - {name: pass, on: 2026-11-01, text: "第一条 工作日加班按150%支付。"}
  - {name: fail, on: 2026-11-01, finds: illegal, text: "第一条 工作日加班按120%支付。"}
- id: TST-02
  demands: 合同写明期限
  citation: {statute: 集体合同规定, article: 第三十八条}
  evidence: statute
  severity: missing
  topic: term
  require: {patterns: [期限]}
  message: 没有写明合同期限
  remedy: 本合同期限二年。
- id: TST-03
  demands: 草案经全体代表半数以上同意
  citation: {statute: 集体合同规定, article: 第三十六条}
  evidence: statute
  severity: missing
  stage: vote
  topic: procedure
  compare: {subject: {share: [congress.in_favour, congress.expected]}, parameter: vote_share}
  message: 同意{found}，要求{required}
  remedy: 重新表决。
- id: TST-04
  demands: 保存工资支付记录
  citation: {statute: 工资支付暂行规定, article: 第六条}
  evidence: statute
  severity: recommended
  topic: pay
  checklist: 查工资台账是否保存两年
  message: 请核对
  remedy: 请核对
"""
GOOD = "第一条 工作日加班的，按工资的200%支付。\n\n第二条 本合同期限二年。"
BAD = "第一条 工作日加班的，按工资的120%支付。\n\n第二条 每月15日发放工资。"


def own_law(library: Folder) -> Folder:
    """The folder without the starter's law but for its legal values."""
    library.write("library.yaml", "name: 测试\nformat: 1\nid_prefix: t\nregion: '440307'\n")
    library.write("provisions.yaml", PROVISIONS)
    library.write("law/rules/own.yaml", RULES)
    shutil.copytree(starter_library() / "law" / "parameters", library.root / "law" / "parameters")
    shutil.copy(starter_library() / "law" / "subjects.yaml", library.root / "law" / "subjects.yaml")
    return library


def set_fact(library: Folder, name: str, lines: str) -> None:
    """Add lines to a contract's front matter."""
    file: Path = library.root / "contracts" / name / "contract.md"
    file.write_text(file.read_text(encoding="utf-8").replace("industry:", lines + "\nindustry:", 1), encoding="utf-8")
