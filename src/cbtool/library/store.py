"""The derived store: one disposable SQLite file with what was read from the library's files.

Rows follow their files by size and time first and by content hash then; a changed code or reference
stamp empties it. `generation` counts changes, so that an index knows what it has not seen yet.
"""

import json
import os
import sqlite3
from collections.abc import Iterable, Iterator
from contextlib import suppress
from pathlib import Path
from typing import Any, NamedTuple

from cbtool.errors import CacheError
from cbtool.model.passage import Passage
from cbtool.model.problem import Problem

SCHEMA = "3"
TABLES = """
create table if not exists stamp (name text primary key, value text not null);
create table if not exists documents (
  shelf text not null, name text not null, stat text not null, hash text not null,
  generation integer not null, record text, passages text not null, problems text not null,
  primary key (shelf, name)
) without rowid;
create table if not exists checks (name text primary key, key text not null, record text not null) without rowid;
create table if not exists gone (name text primary key, generation integer not null) without rowid;
"""


class Row(NamedTuple):
    """One document as derived; `record` is None where its file cannot be used."""

    shelf: str
    name: str
    stat: str
    hash: str
    record: dict[str, Any] | None
    passages: tuple[Passage, ...]
    problems: tuple[Problem, ...]


class DerivedStore:
    """Opens (or makes anew) the store in `file`. Raises CacheError where the folder cannot be used."""

    def __init__(self, file: Path) -> None:
        try:
            file.parent.mkdir(parents=True, exist_ok=True)
            self._db = self._open(file)
        except (OSError, sqlite3.OperationalError) as error:
            raise CacheError(
                f"缓存文件夹不可用：{file.parent}（{error}）", "请用 --cache 或环境变量 CBTOOL_CACHE 指定可写的文件夹。"
            ) from error

    def _open(self, file: Path) -> sqlite3.Connection:
        with suppress(sqlite3.DatabaseError):
            return self._connect(file)
        for part in (file, file.with_name(file.name + "-wal"), file.with_name(file.name + "-shm")):
            part.unlink(missing_ok=True)
        return self._connect(file)

    def _connect(self, file: Path) -> sqlite3.Connection:
        db = sqlite3.connect(file, timeout=60)
        db.execute("pragma journal_mode = wal")
        db.execute("pragma synchronous = normal")
        db.executescript(TABLES)
        db.execute("insert or ignore into stamp values ('identity', ?)", (os.urandom(8).hex(),))
        db.commit()
        if db.execute("pragma quick_check").fetchone()[0] != "ok":
            db.close()
            raise sqlite3.DatabaseError("damaged")
        return db

    def close(self) -> None:
        """Let go of the file."""
        self._db.close()

    @property
    def identity(self) -> str:
        """Tells this store from one made anew, whose generations start again."""
        return str(self._db.execute("select value from stamp where name = 'identity'").fetchone()[0])

    def begin(self, stamp: str) -> None:
        """Empty the store unless it was made under this stamp."""
        found = self._db.execute("select value from stamp where name = 'stamp'").fetchone()
        if found is None or found[0] != SCHEMA + stamp:
            generation = self.generation + 1
            self._db.execute("insert or replace into gone select name, ? from documents", (generation,))
            self._db.execute("delete from documents")
            self._db.execute("insert or replace into stamp values ('stamp', ?)", (SCHEMA + stamp,))
            self._db.commit()

    @property
    def generation(self) -> int:
        """The number of the latest change."""
        query = "select max(g) from (select max(generation) g from documents union select max(generation) from gone)"
        return int(self._db.execute(query).fetchone()[0] or 0)

    def stats(self) -> dict[tuple[str, str], tuple[str, str]]:
        """(shelf, name) → (stat line, content hash) of every document."""
        rows = self._db.execute("select shelf, name, stat, hash from documents")
        return {(shelf, name): (stat, digest) for shelf, name, stat, digest in rows}

    def touch(self, shelf: str, name: str, stat: str) -> None:
        """The file was written anew with the same content."""
        self._db.execute("update documents set stat = ? where shelf = ? and name = ?", (stat, shelf, name))

    def put(self, rows: Iterable[Row]) -> None:
        """Insert or replace documents; one generation for all of them."""
        generation = self.generation + 1
        self._db.executemany(
            "insert or replace into documents values (?, ?, ?, ?, ?, ?, ?, ?)",
            ((r.shelf, r.name, r.stat, r.hash, generation, *_packed(r)) for r in rows),
        )
        self._db.commit()

    def drop(self, keys: Iterable[tuple[str, str]]) -> None:
        """Forget documents whose files are gone, and what was found in them."""
        generation = self.generation + 1
        for shelf, name in keys:
            self._db.execute("delete from documents where shelf = ? and name = ?", (shelf, name))
            self._db.execute("delete from checks where name = ? or name like ? || ' %'", (name, name))
            self._db.execute("insert or replace into gone values (?, ?)", (name, generation))
        self._db.commit()

    def records(self, shelf: str) -> Iterator[dict[str, Any]]:
        """The usable records of a shelf, in order of name."""
        query = "select record from documents where shelf = ? and record is not null order by name"
        return (json.loads(record) for (record,) in self._db.execute(query, (shelf,)))

    def record(self, shelf: str, name: str) -> dict[str, Any] | None:
        """One record, or None."""
        query = "select record from documents where shelf = ? and name = ? and record is not null"
        row = self._db.execute(query, (shelf, name)).fetchone()
        return json.loads(row[0]) if row else None

    def passages(self, since: int = -1) -> Iterator[tuple[str, list[Passage]]]:
        """(document id, its passages) of every document changed after a generation, in order of shelf and name."""
        query = "select name, passages from documents where generation > ? order by shelf, name"
        for name, packed in self._db.execute(query, (since,)):
            yield name, [Passage.unpacked(values) for values in json.loads(packed)]

    def count(self, since: int = -1) -> int:
        """How many documents changed after a generation."""
        return int(self._db.execute("select count(*) from documents where generation > ?", (since,)).fetchone()[0])

    def codes(self, field: str) -> list[str]:
        """The codes of one facet that the records carry, in order."""
        if field == "year":
            value = "substr(coalesce(json_extract(record, '$.signed'), json_extract(record, '$.effective_from')), 1, 4)"
        else:
            value = f"json_extract(record, '$.{field}')"
        rows = self._db.execute(f"select distinct {value} v from documents where v is not null order by v")
        return [code for (code,) in rows]

    def gone(self, since: int) -> list[str]:
        """Ids of documents dropped after a generation and not come back."""
        query = "select name from gone where generation > ? and name not in (select name from documents)"
        return [name for (name,) in self._db.execute(query, (since,))]

    def hash(self, shelf: str, name: str) -> str:
        """The content hash of one document, '' where there is none."""
        row = self._db.execute("select hash from documents where shelf = ? and name = ?", (shelf, name)).fetchone()
        return str(row[0]) if row else ""

    def document_passages(self, shelf: str, name: str) -> list[Passage]:
        """The passages of one document."""
        query = "select passages from documents where shelf = ? and name = ?"
        row = self._db.execute(query, (shelf, name)).fetchone()
        return [Passage.unpacked(values) for values in json.loads(row[0])] if row else []

    def check(self, name: str, key: str) -> dict[str, Any] | None:
        """What was found in a document, if it was kept under this key."""
        row = self._db.execute("select record from checks where name = ? and key = ?", (name, key)).fetchone()
        return json.loads(row[0]) if row else None

    def keep_check(self, name: str, key: str, record: dict[str, Any]) -> None:
        """Keep what was found in a document in place of what was found before."""
        packed = json.dumps(record, ensure_ascii=False)
        self._db.execute("insert or replace into checks values (?, ?, ?)", (name, key, packed))
        self._db.commit()

    def problems(self) -> list[Problem]:
        """Every fault found in the documents' files."""
        rows = self._db.execute("select problems from documents where problems <> '[]' order by shelf, name")
        return [Problem(*p) for (packed,) in rows for p in json.loads(packed)]


def _packed(row: Row) -> tuple[str | None, str, str]:
    record = None if row.record is None else json.dumps(row.record, ensure_ascii=False)
    return record, json.dumps(row.passages, ensure_ascii=False), json.dumps(row.problems, ensure_ascii=False)
