"""`redirects.yaml`: addresses that are no longer there, and where to go instead; and the ids that must not get lost."""

import json
from collections.abc import Iterable, Mapping
from pathlib import Path
from typing import TYPE_CHECKING

from cbtool.errors import CbtoolError
from cbtool.library.yamlfile import YamlFault, read_yaml

if TYPE_CHECKING:
    from cbtool.site.gather import ContractText

FILE = "redirects.yaml"
IDS = "ids.json"


def read_redirects(root: Path) -> dict[str, str]:
    """Old address → new address; '' where nothing takes its place. Raises CbtoolError for a file that cannot be read."""
    file = root / FILE
    if not file.is_file():
        return {}
    try:
        data, _ = read_yaml(file.read_bytes().decode("utf-8"))
    except UnicodeDecodeError as error:
        raise CbtoolError(f"{FILE} 不是 UTF-8 编码", "另存为 UTF-8。") from error
    except YamlFault as fault:
        raise CbtoolError(f"{FILE}:{fault.line}：{fault.message}", fault.remedy) from fault
    if data is None:
        return {}
    if not isinstance(data, dict) or not all(isinstance(value, str) for value in data.values()):
        raise CbtoolError(f"{FILE} 要写成“旧地址: 新地址”，每行一个", "没有新地址的，冒号后留空。")
    return data


def clause_ids(contracts: Iterable["ContractText"]) -> dict[str, list[str]]:
    """Contract id → the ids of all its clauses, in the order of the text."""
    return {text.record.id: [clause.id for clause in text.outline.walk()] for text in contracts}


def ids_bytes(ids: Mapping[str, list[str]]) -> bytes:
    """The file `ids.json`."""
    lines = [f"{json.dumps(name)}: {json.dumps(found, separators=(',', ':'))}" for name, found in ids.items()]
    return ("{\n" + ",\n".join(lines) + "\n}\n").encode()


def lost_ids(old: Path, ids: Mapping[str, list[str]], redirects: Mapping[str, str]) -> list[str]:
    """Addresses of an older build (its folder or `ids.json`) that are neither here nor redirected.

    Raises CbtoolError where the older build cannot be read.
    """
    file = old / IDS if old.is_dir() else old
    try:
        before: dict[str, list[str]] = json.loads(file.read_bytes())
        addresses = [f"{name}#{clause}" for name, clauses in before.items() for clause in clauses]
    except (OSError, ValueError, AttributeError, TypeError) as error:
        raise CbtoolError(
            f"读不出旧站点的条款编号：{file}", f"--against 要指向旧站点的文件夹或其中的 {IDS}。"
        ) from error
    here = {f"{name}#{clause}" for name, clauses in ids.items() for clause in clauses}
    return [a for a in addresses if a not in here and a not in redirects and a.partition("#")[0] not in redirects]
