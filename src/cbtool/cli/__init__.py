"""The terminal's door. Errors become messages and exit codes here, once."""

import sys


def main() -> None:
    """Run `cbtool` and leave with its exit code: 0 clean, 1 findings or refused files, 2 usage or unreadable input."""
    from cbtool.cli.app import run

    for stream in (sys.stdout, sys.stderr):
        if hasattr(stream, "reconfigure"):
            stream.reconfigure(errors="replace")
    sys.exit(run())
