"""The law in the browser: how much a draft page loads for it, and how long one judgement takes on the longest template.

    python -m bench.site_law [--runs 5]

First is with all patterns still to be compiled, again with the draft changed in one place; slow is a processor four
times slower.
"""

import argparse
import gzip
import statistics
import tempfile
from datetime import date
from pathlib import Path
from typing import Any

from tests.site.search_page import chromium

from cbtool.resources import starter_library
from cbtool.settings import Settings
from cbtool.site.build import build

TEMPLATE = "enterprise-comprehensive"
JUDGE = """async (slower) => {
  const template = await cbtool.draft.load('enterprise-comprehensive');
  const data = await cbtool.draft.law();
  cbtool.normal.learn(data.normal[0], data.normal[1]);
  cbtool.normal.complete();
  const sample = document.querySelector('template[data-sample-answers=full]').content.textContent;
  const values = cbtool.draft.readAnswers(template, sample).values;
  const about = { level: template.level, kind: template.kind, region: data.region, on: '2026-11-21' };
  const timed = (run) => { const start = performance.now(); run(); return performance.now() - start; };
  const law = cbtool.law.make(data);
  const made = cbtool.draft.make(template, values);
  const steps = law.begin(made, about).steps.map((step) => timed(step));
  const first = steps.reduce((sum, ms) => sum + ms);
  const again = [1, 2, 3, 4, 5].map((n) => {
    const changed = cbtool.draft.make(template, Object.assign({}, values, { employer: '示例' + n + '公司（虚构）' }));
    return timed(() => law.judge(changed, about));
  });
  return [first, Math.max(...steps), again.sort((a, b) => a - b)[2]];
}"""


def judgement(browser: Any, url: str, slower: int) -> tuple[float, float, float]:
    """Ms of the first judgement on a page, of its longest step, and of a judgement after a change."""
    context = browser.new_context()
    page = context.new_page()
    page.goto(url)
    page.wait_for_selector(".paper .chapter")
    session = context.new_cdp_session(page)
    session.send("Emulation.setCPUThrottlingRate", {"rate": slower})
    first, longest, again = page.evaluate(JUDGE, slower)
    context.close()
    return first, longest, again


def main() -> None:
    """Print the table."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--runs", type=int, default=5)
    given = parser.parse_args()
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        build(Settings(starter_library(), folder / "cache", date(2026, 11, 21)), folder / "site")
        script = (folder / "site" / "templates" / "law.js").read_bytes()
        print(f"law.js {len(script) / 1e3:.0f} KB, packed {len(gzip.compress(script)) / 1e3:.0f} KB\n")
        print("| processor | first ms | its longest step | again ms |\n| --- | --- | --- | --- |")
        url = (folder / "site" / "draft" / f"{TEMPLATE}.html").as_uri()
        with chromium() as browser:
            for label, slower in (("as it is", 1), ("slow", 4)):
                rows = [judgement(browser, url, slower) for _ in range(given.runs)]
                cells = (f"{statistics.median(column):.0f}" for column in zip(*rows, strict=True))
                print(f"| {label} | {' | '.join(cells)} |")


if __name__ == "__main__":
    main()
