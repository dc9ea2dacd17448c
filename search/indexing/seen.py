"""What is in the folder of an archive, kind by kind: what is read of it, and what would read the rest."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from typing import NamedTuple

from search.reading import UnknownFormat, extra_of, kind_of_name, never_read_group

_ADVICE = {
    suffix: advice
    for suffixes, advice in (
        (".doc .dot .wpd .wps .pages", "save them as .docx"),
        (".rtf", "save them as .docx or .odt"),
        (".mobi .azw .azw3 .fb2 .lit", "convert them to .epub"),
        (".ppt .pptx .odp .key .djvu .ps .indd .qxp", "export them as .pdf"),
        (".xls .xlsx .ods .numbers", "save what articles are in them as .jsonl"),
        (".sql .db .sqlite .sqlite3 .mdb", "export their articles as .jsonl"),
        (".7z .rar", "pack them as .zip"),
        (".tex", "convert them to .html"),
    )
    for suffix in suffixes.split()
}
_NOT_READ = "not read"
_SHOWN = 20


class Seen(NamedTuple):
    """`files` files of a kind, such as ".docx" or "pictures": whether they are read, and a remark that
    says with what, or why not and what would help."""

    kind: str
    files: int
    is_read: bool
    remark: str


def seen(
    paths: Iterable[str], unread: Mapping[str, str], ignored: Mapping[str, int], hidden: int = 0
) -> tuple[Seen, ...]:
    """What was seen: files at `paths`, of which some are `unread` for a reason, by path, and those that
    were `ignored`, by suffix. What is read comes first, and of both the most."""
    found = Counter((kind_of_name(path), unread.get(path, "")) for path in paths)
    every = [
        Seen(kind, count, not reason, _remark(kind, reason) if reason else _read_with(kind))
        for (kind, reason), count in found.items()
    ]
    groups: Counter[tuple[str, str]] = Counter()
    for kind, count in ignored.items():
        group = "" if kind in _ADVICE else never_read_group(kind)
        groups[group or kind, _remark(kind, UnknownFormat.kind)] += count
    every += [Seen(kind, count, False, remark) for (kind, remark), count in groups.items()]
    if hidden:
        every.append(Seen("hidden", hidden, False, "not read, as their names begin with a dot"))
    return tuple(sorted(every, key=lambda each: (not each.is_read, -each.files, each.kind)))


def is_to_be_told(found: Iterable[Seen]) -> bool:
    """Whether there is something that is not read and could be."""
    return any(not each.is_read and each.remark.startswith(f"{_NOT_READ}:") for each in found)


def sentences(found: Iterable[Seen]) -> Iterator[str]:
    """What was seen, a line for each kind: ".docx: 14, read"."""
    every = list(found)
    for each in every[:_SHOWN]:
        yield f"{each.kind}: {each.files:,}, {each.remark}"
    if rest := every[_SHOWN:]:
        yield f"{len(rest):,} more kinds: {sum(each.files for each in rest):,}"


def _read_with(kind: str) -> str:
    extra = extra_of(f"any{kind}")
    return f"read with the extra {extra}" if extra else "read"


def _remark(suffix: str, reason: str) -> str:
    """Why files are not read, with what would help."""
    if reason != UnknownFormat.kind:
        return f"{_NOT_READ}: {reason}"
    advice = _ADVICE.get(suffix, "")
    return f"{_NOT_READ}: {advice}" if advice else _NOT_READ
