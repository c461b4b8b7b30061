"""Pictures of distributions, one file for each provision that signed contracts or digests agree."""

from collections.abc import Iterator

from cbtool.desk.chart import Line, distribution_svg
from cbtool.site.gather import Content


def law_files(content: Content) -> Iterator[tuple[str, bytes]]:
    """`law/charts/<provision>.svg`; a single contract makes no distribution."""
    for name, found in content.law.benchmarks.items():
        if found.whole and len(found.agreed) > 1:
            whole = found.whole
            values = [one.value for one in found.agreed]
            line = Line("真实合同", values, whole.lower_quartile, whole.median, whole.upper_quartile)
            note = f"{len(values)} 份真实合同或摘要（共 {found.pool} 份），不含示例"
            unit = found.provision.unit or ""
            svg = distribution_svg(found.provision.label, note, unit, [line], found.legal, found.legal_text)
            yield f"law/charts/{name}.svg", svg.encode("utf-8")
