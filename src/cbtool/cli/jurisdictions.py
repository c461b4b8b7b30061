"""Printing jurisdictions side by side: blocks on a terminal, a wide table for spreadsheets."""

from collections.abc import Iterator, Sequence
from typing import Any

from cbtool.cli.output import pad, width
from cbtool.model.jurisdiction import STEPS, ComparedRow, Statement
from cbtool.model.parameter import EVIDENCE, INSTRUMENTS, NATION
from cbtool.text.codes import regions

SUMMARY = "规定摘要"


def place_name(code: str) -> str:
    """The region's own name without those above it."""
    return "全国" if code == NATION else regions().get(code, code)


def as_overview(codes: Sequence[str], rows: Sequence[ComparedRow]) -> str:
    """The figures only, and of each place only its own: what is not listed follows the province, then the nation."""
    figures = [
        row._replace(cells={code: tuple(s for s in said if s.place == code) for code, said in row.cells.items()})
        for row in rows
        if row.parameter
    ]
    hint = "没有列出的地区依所在省、全国的规定。条文摘要：加 --region 地区，或 --format csv。"
    return f"{as_blocks(codes, figures)}\n\n{hint}"


def as_blocks(codes: Sequence[str], rows: Sequence[ComparedRow]) -> str:
    """Step by step, one place below the other, each statement on its line with its source."""
    lines: list[str] = []
    step = ""
    for row in rows:
        lines += ["", f"【{STEPS[row.step]}】"] if row.step != step else []
        step = row.step
        lines += [f"{row.label}：" if row.parameter else f"{SUMMARY}：", *_places(codes, row)]
    return "\n".join(lines).strip()


def _places(codes: Sequence[str], row: ComparedRow) -> Iterator[str]:
    widest = max(width(place_name(code)) for code in codes)
    for code in codes:
        heads = [place_name(code), *[""] * (len(row.cells[code]) - 1)]
        for head, statement in zip(heads, row.cells[code], strict=False):
            yield f"  {pad(head, widest)}  {_text(statement, code)}  {_source(statement)}"


def as_rows(codes: Sequence[str], rows: Sequence[ComparedRow]) -> tuple[list[dict[str, str]], dict[str, str]]:
    """Rows and heads of a table with a column for each place; every statement carries its source."""
    heads = {"step": "步骤", "label": "项目", **{code: place_name(code) for code in codes}}
    table = [
        {
            "step": STEPS[row.step],
            "label": row.label if row.parameter else SUMMARY,
            **{code: "；".join(f"{_text(s, code)}（{_source(s)}）" for s in row.cells[code]) for code in codes},
        }
        for row in rows
    ]
    return table, heads


def as_records(rows: Sequence[ComparedRow]) -> list[dict[str, Any]]:
    """For JSON: every row with its cells by region code."""
    return [
        {
            "step": row.step,
            "step_label": STEPS[row.step],
            "label": row.label,
            "parameter": row.parameter or None,
            "cells": {code: [s._asdict() for s in said] for code, said in row.cells.items()},
        }
        for row in rows
    ]


def _text(statement: Statement, code: str) -> str:
    kind = f"{INSTRUMENTS[statement.instrument]}：" if statement.instrument in INSTRUMENTS else ""
    above = f"（依{place_name(statement.place)}规定）" if statement.place != code else ""
    return f"{kind}{statement.text}{above}"


def _source(statement: Statement) -> str:
    return statement.citation + ("" if statement.evidence == "statute" else f"，{EVIDENCE[statement.evidence]}")
