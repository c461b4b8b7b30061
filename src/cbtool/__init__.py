"""cbtool: find, know, draft, compare and teach from a folder of collective contracts."""

__version__ = "0.1.0"
