"""The contracts' clauses as script shards: what the compare page reads, also from a disk."""

import json
from collections.abc import Iterator
from typing import Any

from cbtool.site.gather import Content, ContractText

PER_SHARD = 8


def text_files(content: Content) -> Iterator[tuple[str, bytes]]:
    """`texts/index.js` names every contract and its shard; `texts/<n>.js` hold the clauses."""
    index = []
    starts = range(0, len(content.contracts), PER_SHARD)
    for number, start in enumerate(starts):
        texts = content.contracts[start : start + PER_SHARD]
        index += [_entry(text, number) for text in texts]
        yield f"texts/{number}.js", _script("add", {text.record.id: _clauses(text) for text in texts})
    topics = [[topic.id, topic.label] for topic in content.topics.topics]
    yield "texts/index.js", _script("begin", {"contracts": index, "topics": topics})


def _entry(text: ContractText, shard: int) -> dict[str, Any]:
    record = text.record
    dated = record.dated.isoformat() if record.dated else ""
    return {
        "id": record.id,
        "title": record.title,
        "origin": record.origin,
        "form": record.form,
        "date": dated,
        "shard": shard,
    }


def _clauses(text: ContractText) -> list[list[Any]]:
    """Id, label, heading, text and main topics of every clause."""
    rows = []
    for passage in text.passages:
        clause = passage.address.partition("#")[2]
        topics = [topic for topic in passage.topics if "." not in topic]
        rows.append([clause, passage.label, passage.heading, passage.body, topics])
    return rows


def _script(call: str, value: object) -> bytes:
    packed = json.dumps(value, ensure_ascii=False, separators=(",", ":"))
    return f"cbtool.texts.{call}({packed});\n".encode("utf-8", "replace")
