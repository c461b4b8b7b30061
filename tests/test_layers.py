"""The floors of the house: imports go downwards only, and outside packages stay where they belong."""

import ast
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

import cbtool

SOURCE = Path(cbtool.__file__).parent

# room → its floor; rooms of one floor do not import each other unless NEIGHBOURS says so
FLOORS = {
    "errors": 0, "model": 0,
    "text": 1, "settings": 1, "resources": 1, "system": 1, "processes": 1, "office": 1,
    "library": 2, "importers": 2, "search": 2, "law": 2, "drafting": 2, "ledger": 2, "training": 2,
    "desk": 3,
    "site": 4,
    "cli": 5, "serve": 5,
    "__main__": 6,
}  # fmt: skip
NEIGHBOURS = {("model", "errors"), ("text", "resources")}

# outside package → the modules that may import it; LAZY ones only inside functions
OUTSIDE = {
    "click": {"cli"},
    "docx": {"drafting.base"},
    "lxml": {"importers.word_package", "importers.word_flat", "importers.html_tree"},
    "jinja2": {"drafting.compiling", "drafting.expressions", "site.render"},
    "markupsafe": {"site.render"},
    "markdown": {"site.pages.guides"},
    "nh3": {"site.pages.guides"},
    "pdfplumber": {"importers.pdf"},
    "pdfminer": {"importers.pdf"},
    "PIL": {"importers.scan_pages"},
    "pypdfium2": {"importers.scan_pages"},
    "rapidocr": {"importers.scan_engine"},
    "pydantic": {"model", "library.yamlfile", "library.schema"},
    "sqlite3": {"library.store"},
    "tantivy": {"search.tantivy_engine"},
    "whoosh": {"search.whoosh_engine"},
    "typst": {"drafting.typst"},
    "yaml": {"library.yamlfile", "library.contracts", "library.save", "library.init", "library.answers"},
}
HEAVY = ("docx", "jinja2", "pydantic", "yaml", "sqlite3", "whoosh", "lxml", "pdfplumber", "PIL", "subprocess")


def modules() -> Iterator[tuple[str, ast.Module]]:
    for file in sorted(SOURCE.rglob("*.py")):
        parts = file.relative_to(SOURCE).with_suffix("").parts
        name = ".".join(part for part in parts if part != "__init__")
        if name and "starter" not in parts:
            yield name, ast.parse(file.read_text(encoding="utf-8"))


def imports(tree: ast.Module) -> Iterator[str]:
    for node in ast.walk(tree):
        if isinstance(node, ast.Import):
            yield from (alias.name for alias in node.names)
        elif isinstance(node, ast.ImportFrom):
            assert node.level == 0, "relative import"
            yield node.module or ""


ALL = list(modules())


@pytest.mark.parametrize(("name", "tree"), ALL, ids=[name for name, _ in ALL])
def test_imports_go_downwards_only(name: str, tree: ast.Module) -> None:
    room = name.split(".")[0]
    assert room in FLOORS, f"{room} stands on no floor"
    for imported in imports(tree):
        parts = imported.split(".")
        if parts[0] != "cbtool" or len(parts) == 1:
            continue
        other = parts[1]
        if other == room or (room, other) in NEIGHBOURS:
            continue
        assert FLOORS[other] < FLOORS[room], f"{name} imports {imported}"


@pytest.mark.parametrize(("name", "tree"), ALL, ids=[name for name, _ in ALL])
def test_outside_packages_stay_in_their_modules(name: str, tree: ast.Module) -> None:
    standard = sys.stdlib_module_names
    for imported in {i.split(".")[0] for i in imports(tree)} - {"cbtool"}:
        if imported in standard and imported not in OUTSIDE:
            continue
        allowed = OUTSIDE.get(imported, set())
        assert any(name == a or name.startswith(a + ".") for a in allowed), f"{name} imports {imported}"


def test_a_search_loads_nothing_heavy(tmp_path: Path) -> None:
    script = (
        "import sys; from cbtool.cli.app import run; "
        "run(['search', '加班费', '--limit', '1']); "
        f"print('LOADED', sorted(m for m in sys.modules if m.split('.')[0] in {HEAVY!r}))"
    )
    environment = {"CBTOOL_CACHE": str(tmp_path), "PATH": "/usr/bin:/bin", "PYTHONIOENCODING": "utf-8"}
    for _ in range(2):  # the first run makes the index and may load anything
        done = subprocess.run(
            [sys.executable, "-c", script], capture_output=True, text=True, env=environment, check=True
        )
    assert done.stdout.splitlines()[-1] == "LOADED []"


CLOCKS = {
    ("date", "today"),
    ("datetime", "now"),
    ("os", "environ"),
    ("os", "getenv"),
    ("Path", "cwd"),
    ("os", "getcwd"),
    ("time", "time"),
}


@pytest.mark.parametrize(("name", "tree"), ALL, ids=[name for name, _ in ALL])
def test_clock_environment_and_working_folder_are_read_on_the_top_floor_only(name: str, tree: ast.Module) -> None:
    if FLOORS[name.split(".")[0]] >= 5:
        return
    for node in ast.walk(tree):
        if isinstance(node, ast.Attribute) and isinstance(node.value, ast.Name):
            assert (node.value.id, node.attr) not in CLOCKS, f"{name}:{node.lineno}"


@pytest.mark.parametrize(("name", "tree"), ALL, ids=[name for name, _ in ALL])
def test_functions_and_files_are_small(name: str, tree: ast.Module) -> None:
    lines = max((node.end_lineno or 0 for node in ast.walk(tree) if hasattr(node, "end_lineno")), default=0)
    assert lines <= 400, f"{name}: {lines} lines"
    for node in ast.walk(tree):
        if isinstance(node, ast.FunctionDef):
            length = (node.end_lineno or 0) - node.lineno + 1
            assert length <= 40, f"{name}:{node.lineno} {node.name}: {length} lines"
