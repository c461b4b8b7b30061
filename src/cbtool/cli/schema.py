"""`cbtool schema`."""

from pathlib import Path

import click

from cbtool.cli.chinese import Command
from cbtool.cli.output import as_json, as_table
from cbtool.library.schema import SCHEMAS, schema
from cbtool.system import write_atomically

EXAMPLES = """
cbtool schema
cbtool schema contract
cbtool schema --output schemas
"""


@click.command(cls=Command, examples=EXAMPLES, short_help="文件格式说明")
@click.argument("kind", required=False, metavar="[种类]")
@click.option(
    "--output", type=click.Path(file_okay=False, path_type=Path), metavar="文件夹", help="把全部格式说明写到文件夹"
)
def command(kind: str | None, output: Path | None) -> None:
    """各种文件的格式说明（JSON Schema），编辑器和其他程序可以用它检查文件。"""
    if output:
        for name in SCHEMAS:
            write_atomically(output / f"{name}.schema.json", as_json(schema(name)).encode() + b"\n")
        click.echo(f"已写入 {output}（{len(SCHEMAS)} 个）")
    elif kind:
        click.echo(as_json(schema(kind)))
    else:
        rows = [{"kind": name, "file": file} for name, (_, file) in SCHEMAS.items()]
        click.echo(as_table(rows, {"kind": "种类", "file": "说明哪个文件"}))
