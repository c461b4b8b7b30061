"""`cbtool benchmark`."""

from fractions import Fraction
from pathlib import Path

import click

from cbtool.cli.chinese import Command
from cbtool.cli.options import format_option, library_options
from cbtool.cli.output import as_json, as_table, progress
from cbtool.desk.benchmark import KINDS_OF_GROUP, Benchmark, Spread, as_record, benchmark
from cbtool.errors import CbtoolError
from cbtool.law.amounts import number_text
from cbtool.settings import Settings
from cbtool.system import write_atomically

EXAMPLES = """
cbtool benchmark wage.floor_month
cbtool benchmark 年度工资增长 --by industry --with-samples
cbtool benchmark wage.floor_month --by year --output 最低工资分布.svg
"""
HEADS = {
    "label": "", "n": "份数", "minimum": "最低", "lower_quartile": "下四分位", "median": "中位数",
    "upper_quartile": "上四分位", "maximum": "最高",
}  # fmt: skip
NAMES = {"industry": "行业", "level": "级别", "year": "年份"}


@click.command(cls=Command, examples=EXAMPLES, short_help="一个约定值的分布")
@click.argument("provision", metavar="约定值")
@click.option("--by", type=click.Choice(KINDS_OF_GROUP), help="分组：industry 行业、level 级别、year 年份")
@click.option("--with-samples", is_flag=True, help="连同虚构的示例合同（结果会注明）")
@click.option("-o", "--output", type=click.Path(dir_okay=False, path_type=Path), metavar="文件.svg", help="画成图")
@format_option("table", "json")
@library_options
def command(
    settings: Settings, provision: str, by: str | None, with_samples: bool, output: Path | None, form: str
) -> None:
    """一个约定值（编号或名称，见 cbtool list provisions）在已签订的合同和摘要里是多少：份数、最低、四分位、最高。

    一份合同有几个值的，取对职工最不利的一个；示例合同不算，除非写 --with-samples。
    """
    if output and output.suffix.lower() != ".svg":
        raise CbtoolError(f"只能画成 SVG 图：{output.name}", "文件名请以 .svg 结尾。")
    found = benchmark(settings, provision, by, with_samples, progress())
    if output:
        _draw(found, by, output)
    elif form == "json":
        click.echo(as_json(as_record(found)))
    else:
        click.echo(_text(found, by))


def _basis(found: Benchmark) -> str:
    share = f"（{len(found.agreed) * 100 / found.pool:.0f}%）" if found.pool else ""
    words = f"{found.pool} 份合同里有 {len(found.agreed)} 份写了这个值{share}"
    words += "，含示例（虚构）" if found.with_samples else "，不含示例"
    return words + (f"；只有 {len(found.agreed)} 份，不能代表一般水平" if found.small and found.agreed else "")


def _text(found: Benchmark, by: str | None) -> str:
    provision = found.provision
    lines = [f"{provision.label}（{provision.id}{'，' + provision.unit if provision.unit else ''}）", _basis(found)]
    if found.legal_text:
        lines.append(f"法定：{found.legal_text}")
    if found.whole:
        rows = [_row(spread) for spread in (found.whole, *found.groups)]
        lines += ["", as_table(rows, {**HEADS, "label": NAMES.get(by or "", "范围")})]
        lines += [
            "",
            *(
                f"{number_text(a.value)}{provision.unit or ''}  {a.document}{'#' + a.address if a.address else ''}  {_title(a.title, a.origin)}"
                for a in sorted(found.agreed, key=lambda a: a.value)
            ),
        ]
    return "\n".join(lines)


def _title(title: str, origin: str) -> str:
    return f"{title}（示例）" if origin == "sample" else title


def _row(spread: Spread) -> dict[str, str]:
    return {
        key: number_text(value) if isinstance(value, Fraction) else str(value)
        for key, value in spread._asdict().items()
    }


def _draw(found: Benchmark, by: str | None, output: Path) -> None:
    from cbtool.desk.chart import Line, distribution_svg

    if found.whole is None:
        raise CbtoolError("没有合同写了这个值，画不出图", _basis(found))
    lines = []
    for spread in (found.whole, *found.groups):
        values = [a.value for a in found.agreed if spread is found.whole or a.groups[by or ""] == spread.label]
        lines.append(Line(spread.label, values, spread.lower_quartile, spread.median, spread.upper_quartile))
    unit = found.provision.unit or ""
    svg = distribution_svg(found.provision.label, _basis(found), unit, lines, found.legal, found.legal_text)
    write_atomically(output, svg.encode("utf-8"))
    click.echo(f"已画好：{output.resolve()}")
