"""What kind a file is: of a format, or a container of other files."""

from __future__ import annotations

from search.reading import formats
from search.reading.containers import (
    Container,
    container_suffixes,
    container_with_suffix,
    recognised_container,
)
from search.reading.file_names import suffix
from search.reading.formats import Format, format_of
from search.reading.records import UnknownFormat

Kind = Format | Container


def suffixes() -> tuple[str, ...]:
    """The suffixes of all files that are read: those of formats, then those of containers."""
    return (*formats.suffixes(), *container_suffixes())


def is_readable(path: str) -> bool:
    """Whether a file of that name may hold articles, whatever is in it."""
    return suffix(path) in suffixes()


def kind_of(path: str, head: bytes) -> Kind:
    """The kind of a file of that name that begins with the bytes `head`; raises `UnknownFormat`.

    A file whose name says nothing may be a container, too, but one with an unknown suffix is none: the
    files of many programs are zip files.
    """
    named = container_with_suffix(path)
    if named and named.recognises(head):
        return named
    try:
        return format_of(path, head)
    except UnknownFormat:
        found = named or (None if suffix(path) else recognised_container(head))
        if found:
            return found
        raise
