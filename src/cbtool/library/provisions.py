"""What is wrong with the entries of `provisions.yaml`: wordings that cannot be read, names that nothing has."""

from collections.abc import Collection, Iterator, Sequence
from pathlib import Path

from cbtool.library.yamlfile import Lines, YamlFault, read_yaml
from cbtool.model.problem import Problem
from cbtool.model.provision import Provision, ReadingPattern
from cbtool.text.patterns import compile_pattern

FILE = "provisions.yaml"
_HELP = "写法见 CONTRIBUTING.md“句式”"


def sound_provisions(
    provisions: Sequence[Provision], topics: Collection[str], parameters: Collection[str], roots: Sequence[Path]
) -> tuple[tuple[Provision, ...], list[Problem]]:
    """The provisions without the wordings that cannot be read, and what is wrong, by the line of the entry."""
    faults: list[tuple[str, str, str]] = []
    sound = []
    for provision in provisions:
        found = [*_unknown_names(provision, topics, parameters)]
        kept = []
        for entry in provision.reading:
            wrong = list(_wrong(entry))
            found += [(message, _HELP) for message in wrong]
            kept += [] if wrong else [entry]
        faults += [(provision.id, message, remedy) for message, remedy in found]
        whole = len(kept) == len(provision.reading)
        sound.append(provision if whole else provision.model_copy(update={"reading": tuple(kept)}))
    lines = _lines(roots) if faults else {}
    return tuple(sound), [Problem(FILE, lines.get(name, 0), f"{name}：{said}", help_) for name, said, help_ in faults]


def _unknown_names(
    provision: Provision, topics: Collection[str], parameters: Collection[str]
) -> Iterator[tuple[str, str]]:
    if provision.topic not in topics:
        yield f"topics.yaml 里没有协商事项 {provision.topic}", "改成已有的编号"
    if provision.parameter and provision.parameter not in parameters:
        yield f"law/parameters 里没有法定参数 {provision.parameter}", "检查拼写，改成已有的编号"


def _wrong(entry: ReadingPattern) -> Iterator[str]:
    for text in (entry.pattern, entry.where, *entry.unless):
        try:
            if text:
                compile_pattern(text)
        except ValueError as error:
            yield str(error)


def _lines(roots: Sequence[Path]) -> dict[str, int]:
    """Provision id → the line of its entry, in the file that counts."""
    file = next((root / FILE for root in roots if (root / FILE).is_file()), None)
    try:
        data, lines = read_yaml(file.read_text(encoding="utf-8")) if file else ({}, Lines())
    except (YamlFault, OSError, UnicodeDecodeError):
        return {}
    entries = data.get("provisions", ()) if isinstance(data, dict) else ()
    return {entry.get("id", ""): lines["provisions", number] for number, entry in enumerate(entries)}
