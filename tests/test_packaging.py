"""The wheel works outside the checkout: a clean environment, an empty folder, the starter library inside."""

import os
import subprocess
import sys
import venv
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[1]


@pytest.fixture(scope="module")
def installed(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The folder of a new environment's programs, with the wheel installed."""
    folder = tmp_path_factory.mktemp("wheel")
    subprocess.run(
        [sys.executable, "-m", "build", "--wheel", "--outdir", str(folder), str(ROOT)], check=True, capture_output=True
    )
    venv.create(folder / "env", with_pip=True)
    programs = folder / "env" / ("Scripts" if os.name == "nt" else "bin")
    (wheel,) = folder.glob("*.whl")
    subprocess.run([programs / "python", "-m", "pip", "install", "--quiet", wheel], check=True, capture_output=True)
    return programs


@pytest.mark.slow
def test_the_wheel_searches_and_drafts_in_an_empty_folder(installed: Path, tmp_path: Path) -> None:
    environment = {"PATH": "/usr/bin:/bin", "HOME": str(tmp_path), "PYTHONIOENCODING": "utf-8"}

    def run(*arguments: str) -> str:
        done = subprocess.run(
            [installed / "cbtool", *arguments],
            cwd=tmp_path,
            env=environment,
            capture_output=True,
            text=True,
            check=False,
        )
        assert done.returncode == 0, done.stderr
        return done.stdout

    assert "«加班工资»" in run("search", "加班费")
    assert "wage-enterprise" in run("list", "templates")
    assert "工资.docx" in run("draft", "render", "wage-enterprise", "--sample", "full", "--output", "工资.docx")
    assert (tmp_path / "工资.docx").read_bytes()[:2] == b"PK"
    run("init", "我的资料库")
    (tmp_path / "我的资料库" / "合同.txt").write_text(
        "甲厂工资专项集体合同\n甲方：甲厂工会\n乙方：甲厂\n第一条 每月发放蓝莓补贴。\n第二条 期限一年。\n",
        encoding="utf-8",
    )
    run("import", "我的资料库/合同.txt", "--library", "我的资料库", "--level", "enterprise", "--kind", "wage")
    assert "«蓝莓补贴»" in run("search", "蓝莓补贴", "--library", "我的资料库")
    assert "0 处问题" in run("selftest", "--pieces", "20")


@pytest.mark.slow
def test_the_wheel_carries_no_working_files(installed: Path) -> None:
    (package,) = (installed.parent).rglob("cbtool/starter")
    names = {p.name for p in package.rglob("*")}
    assert {"library.yaml", "topics.yaml", "provisions.yaml", "contract.md", "template.md"} <= names
    assert not any(name.startswith(".") or name == "__pycache__" for name in names)
