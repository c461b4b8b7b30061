"""The law as the site shows it: rules, legal values, statutes, jurisdictions, and what was found in each contract."""

from collections.abc import Callable, Mapping
from typing import NamedTuple

from cbtool.desk.benchmark import Benchmark, benchmarks
from cbtool.desk.judging import Choice, Judging, Record
from cbtool.desk.rules import library_law
from cbtool.desk.statutes import library_statutes
from cbtool.law.citations import StatuteIndex
from cbtool.law.jurisdictions import compare, compared_regions
from cbtool.model.contract import Contract
from cbtool.model.jurisdiction import ComparedRow
from cbtool.model.parameter import NATION, Parameter
from cbtool.model.provision import Provision
from cbtool.model.rule import Rule
from cbtool.model.statute import Statute


class Law(NamedTuple):
    """`region` is the library's own, by which values are shown; `checks` and `benchmarks` are by contract and provision."""

    region: str
    rules: tuple[Rule, ...]
    parameters: tuple[Parameter, ...]
    provisions: tuple[Provision, ...]
    statutes: tuple[Statute, ...]
    citations: StatuteIndex
    regions: tuple[str, ...]
    rows: tuple[ComparedRow, ...]
    checks: Mapping[str, Record]
    benchmarks: Mapping[str, Benchmark]


def gather_law(judging: Judging, shown: list[Contract], tell: Callable[[int, int], None]) -> Law:
    """The library's law, and every shown contract checked by it (from the derived store where nothing has changed)."""
    book = library_law(judging.library).book
    statutes = tuple(library_statutes(judging.library)[0].values())
    regions = compared_regions(book.parameters, statutes)
    checked = []
    for number, contract in enumerate(shown, 1):
        record = judging.store.record("contracts", contract.id)
        assert record is not None
        checked.append((record, judging.kept_check(record, Choice())))
        tell(number, len(shown))
    return Law(
        region=judging.library.settings.region or NATION,
        rules=book.rules,
        parameters=book.parameters,
        provisions=book.provisions,
        statutes=statutes,
        citations=StatuteIndex(statutes),
        regions=regions,
        rows=compare(book.parameters, statutes, regions, judging.today),
        checks={record["id"]: check for record, check in checked},
        benchmarks=benchmarks(judging, checked),
    )
