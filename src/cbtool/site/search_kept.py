"""The search's files, kept in the library's cache: they are half of a build, and the same until a passage changes."""

import hashlib
import io
import json
import zipfile
from collections.abc import Mapping, Sequence
from pathlib import Path

from cbtool.library.snapshot import code_stamp
from cbtool.model.passage import Passage
from cbtool.search.vocabulary import Vocabulary
from cbtool.site.search_data import index_files
from cbtool.system import write_atomically

ROOMS = ("data", "model", "text", "search", "site")
"""What of the code the files depend on."""


def kept_index_files(kept: Path, passages: Mapping[str, Sequence[Passage]], vocabulary: Vocabulary) -> dict[str, bytes]:
    """`index_files`, read from the file `kept` where that was made from the same; else made and kept there.

    A damaged file is made anew. Raises CbtoolError where it cannot be written.
    """
    made_from = json.dumps((code_stamp(ROOMS), list(passages.items()), vocabulary.packed()))
    digest = hashlib.sha256(made_from.encode()).hexdigest().encode()
    found = _read(kept, digest)
    if found is None:
        found = dict(index_files(passages, vocabulary))
        write_atomically(kept, _packed(found, digest))
    return found


def _read(kept: Path, digest: bytes) -> dict[str, bytes] | None:
    try:
        with zipfile.ZipFile(kept) as archive:
            return {name: archive.read(name) for name in archive.namelist()} if archive.comment == digest else None
    except (OSError, zipfile.BadZipFile):
        return None


def _packed(files: Mapping[str, bytes], digest: bytes) -> bytes:
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w") as archive:
        archive.comment = digest
        for name, data in files.items():
            archive.writestr(name, data)
    return buffer.getvalue()
