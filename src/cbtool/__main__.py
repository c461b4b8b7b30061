"""`python -m cbtool`."""

from cbtool.cli import main

main()
