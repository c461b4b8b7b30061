"""The form of every kind of file, as JSON Schema made from the models that read them."""

from typing import Any

from pydantic import BaseModel

from cbtool.errors import NotFound
from cbtool.model.contract import Contract
from cbtool.model.guide import Guide
from cbtool.model.intake import ImportReport
from cbtool.model.library import LibrarySettings
from cbtool.model.model_clause import ModelClause
from cbtool.model.parameter import Parameters
from cbtool.model.provision import Provisions
from cbtool.model.rule import Rules
from cbtool.model.statute import Statutes
from cbtool.model.subject import Subjects
from cbtool.model.template import AnswersFile, Template
from cbtool.model.topic import Topics

# kind → (model, which file it describes)
SCHEMAS: dict[str, tuple[type[BaseModel], str]] = {
    "contract": (Contract, "contracts/<编号>/contract.md 开头的信息栏"),
    "guide": (Guide, "guides/<编号>.md 开头的信息栏"),
    "library": (LibrarySettings, "library.yaml"),
    "topics": (Topics, "topics.yaml"),
    "provisions": (Provisions, "provisions.yaml"),
    "parameters": (Parameters, "law/parameters/*.yaml"),
    "rules": (Rules, "law/rules/*.yaml"),
    "subjects": (Subjects, "law/subjects.yaml"),
    "statutes": (Statutes, "law/statutes/*.yaml"),
    "questions": (Template, "templates/<编号>/questions.yaml"),
    "import": (ImportReport, "contracts/<编号>/import.json"),
    "clause": (ModelClause, "clauses/<协商事项>/<编号>.yaml"),
    "answers": (AnswersFile, "答案文件：templates/<编号>/samples/*.yaml，起草时保存的 *.answers.yaml"),
}


def schema(kind: str) -> dict[str, Any]:
    """The JSON Schema (2020-12) of a kind of file. Raises NotFound."""
    if kind not in SCHEMAS:
        raise NotFound(f"没有这种文件：{kind}", f"可选：{'、'.join(SCHEMAS)}")
    model, file = SCHEMAS[kind]
    made = model.model_json_schema()
    return {"$schema": "https://json-schema.org/draft/2020-12/schema", **made, "title": file}
