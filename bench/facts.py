"""How well the facts of contracts are read: what enters unasked, what is asked, and whether anything wrong enters.

Run: python -m bench.facts [--count 96] [--errors]. The contracts are `bench.disguises`, as text, Word, PDF and web pages, and
the library's own twelve texts as they are.
"""

import argparse
from collections import Counter
from collections.abc import Container, Iterator
from datetime import date
from typing import Any

from tests.importers.pdf_data import LAYOUTS, printed

from bench.disguises import FORMS, Disguised, disguised
from bench.disguises_held import HELD
from cbtool.drafting.package import word_file
from cbtool.importers import read_file
from cbtool.library.contracts import split_front_matter
from cbtool.library.yamlfile import read_record
from cbtool.model.contract import Contract, dump
from cbtool.model.intake import Fact
from cbtool.resources import starter_library
from cbtool.text.body import read_blocks

KINDS = ("utf-8", "docx", "gb18030", "pdf", "html", "wrapped")
FIELDS = (
    "title", "level", "kind", "parties", "label", "chief", "region", "industry", "signed", "effective_from", "expires_on",
    "coverage",
)  # fmt: skip
_WIDTH = 38
Truth = dict[tuple[str, str], str]
"""(field, what it is about) → value."""


def as_file(case: Disguised, form: str) -> tuple[str, bytes]:
    """The contract as a file of this form."""
    text = "\n".join(case.lines) + "\n"
    marked = f"# {case.lines[0]}\n\n" + "\n".join(
        line if line.startswith("|") else f"\n{line}" for line in case.lines[1:]
    )
    if form == "docx":
        return "a.docx", word_file(tuple(read_blocks(marked)), "1", date(2026, 1, 1), case.lines[0])
    if form == "pdf":
        return "a.pdf", printed(read_blocks(marked), LAYOUTS[int(case.name) % len(LAYOUTS)])
    if form == "html":
        return "a.html", _page(case.lines).encode("gb18030")
    if form == "wrapped":
        widths = ((line, max(len(line), 1) if line.startswith("|") else _WIDTH) for line in case.lines)
        cut = (line[n : n + width] for line, width in widths for n in range(0, max(len(line), 1), width))
        return "a.txt", "\n".join(cut).encode("utf-16")
    return "a.txt", text.encode(form)


def _page(lines: list[str]) -> str:
    rows = [line for line in lines if line.startswith("|")]
    table = "<table>" + "".join("<tr><td>" + "</td><td>".join(c.strip() for c in r.strip("| ").split("|")) + "</td></tr>" for r in rows) + "</table>"  # fmt: skip
    body, done = "", False
    for line in lines:
        if line.startswith("|"):
            body, done = (body if done else body + table), True
        else:
            body += f"<p>{line}</p>"
    return f'<meta charset="gb2312"><div><a href="#">首页</a></div><div>{body}</div>'


def truth_of(case: Disguised) -> Truth:
    """The truth by field."""
    found = {_key(field): str(value) for field, value in case.truth.items()}
    for (role, name), label in case.parties.items():
        found["parties", name] = role
        if label:
            found["label", label] = name
    return found


def _key(field: str) -> tuple[str, str]:
    name, _, about = field.partition(".")
    return name, about


def said(fact: Fact) -> Iterator[tuple[tuple[str, str], str]]:
    """What a fact says, by field."""
    if not isinstance(fact.value, dict):
        yield _key(fact.field), str(fact.value)
        return
    name = fact.value["name"]
    if fact.field == "chief_representative":
        yield ("chief", fact.value["role"]), name
        return
    yield ("parties", name), fact.value["role"]
    if label := fact.value.get("label"):
        yield ("label", label), name


class Tally:
    """Counts by field: wanted, entered right, entered wrong, only guessed right; and what was wrong."""

    def __init__(self) -> None:
        self.counts: dict[str, Counter[str]] = {field: Counter() for field in FIELDS}
        self.wrong: list[str] = []
        self.open: list[str] = []

    def add(
        self, name: str, facts: tuple[Fact, ...], truth: Truth, partial: bool = False, implied: Container[str] = ()
    ) -> None:
        """Compare one contract; a `partial` truth does not speak of what it leaves out; `implied` need not be read."""
        sure = {(key, value): f for f in facts if f.sure for key, value in said(f) if key[0] in self.counts}
        guesses = {pair for fact in facts if not fact.sure for pair in said(fact)}
        entered: set[tuple[str, str] | None] = set()
        for (key, value), fact in sure.items():
            right = truth.get(key, "") == value or (key[0] == "industry" and truth.get(key, "").startswith(value))
            entered.add(key if right else None)
            if not right and partial and (key not in truth and key[0] != "parties"):
                continue
            self.counts[key[0]]["right" if right else "wrong"] += 1
            if not right:
                self.wrong.append(
                    f"{name} {key} {value!r}, {truth.get(key)!r} is right: “{fact.quote}” {fact.confidence}"
                )
        for key, value in truth.items():
            if key[0] not in self.counts or (key[0] in implied and key not in entered):
                continue
            self.counts[key[0]]["wanted"] += 1
            if key not in entered:
                self.counts[key[0]]["asked"] += (key, value) in guesses
                read = [v for k, v in (*sure, *guesses) if k[0] == key[0]]
                self.open.append(f"{name} {key} {value!r}{' asked' if (key, value) in guesses else ''}: {read}")

    def show(self) -> None:
        """Print the table."""
        print("| field | wanted | entered | right | precision | recall | with what is asked |\n" + "| --- " * 7 + "|")
        for field, c in self.counts.items():
            entered, wanted = c["right"] + c["wrong"], max(c["wanted"], 1)
            precision = f"{c['right'] / entered:.3f}" if entered else "–"
            print(
                f"| {field} | {c['wanted']} | {entered} | {c['right']} | {precision} | {c['right'] / wanted:.3f} | "
                f"{(c['right'] + c['asked']) / wanted:.3f} |"
            )


def library_texts() -> Iterator[tuple[str, bytes, Truth]]:
    """The full texts of the starter library without their front matter, and what that says."""
    for file in sorted((starter_library() / "contracts").glob("*/contract.md")):
        head, body = split_front_matter(file.read_text(encoding="utf-8")) or ("", "")
        record, _ = read_record(head, Contract, file.name)
        if record is None or record.form != "full":
            continue
        fields: dict[str, Any] = dump(record)
        truth = {_key(name): str(fields[name]) for name in FIELDS if isinstance(fields.get(name), str)}
        truth |= {("coverage", name): str(count) for name, count in fields.get("coverage", {}).items()}
        for party in fields["parties"]:
            truth["parties", party["name"]] = party["role"]
            truth["label", party["label"]] = party["name"]
            truth["chief", party["role"]] = party["chief_representative"]
        yield record.id, body.encode(), truth


def main() -> None:
    """Print the figures."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--count", type=int, default=96)
    parser.add_argument("--errors", action="store_true", help="also what was asked or not found")
    options = parser.parse_args()
    tallies = {"the library's twelve texts": Tally()}
    for name, data, truth in library_texts():
        tallies["the library's twelve texts"].add(name, read_file("a.md", data).facts, truth, partial=True)
    for told, forms in (("in other dress", FORMS), ("in a second dress", HELD)):
        tally = tallies[f"{options.count} contracts {told}"] = Tally()
        for number, case in enumerate(disguised(options.count, forms=forms)):
            kind = KINDS[(number + number // len(KINDS)) % len(KINDS)]
            facts = read_file(*as_file(case, kind)).facts
            tally.add(f"{case.name} {kind}", facts, truth_of(case), implied=case.implied)
    for told, tally in tallies.items():
        print(f"\n{told}\n")
        tally.show()
        print(f"\nwrong, and entered: {len(tally.wrong)}", *tally.wrong, sep="\n  ")
        if options.errors:
            print("\nnot entered:", *tally.open, sep="\n  ")


if __name__ == "__main__":
    main()
