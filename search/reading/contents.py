"""The records in a file: those of its format, or those of the files in it if it is a container."""

from __future__ import annotations

import shutil
from collections import Counter
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from io import BufferedReader
from tempfile import TemporaryFile

from search.reading.containers import Container
from search.reading.containers.allowance import Allowance, Bomb
from search.reading.containers.compression import unpacked
from search.reading.containers.member import Member, Names, Other, Refused, is_hidden, member_name
from search.reading.containers.part import check_whole, part
from search.reading.file_names import is_never_read, kind_of_name
from search.reading.formats import HEAD, Format, format_named, format_of
from search.reading.kinds import Kind, kind_of
from search.reading.records import (
    PASSED_OVER,
    Failure,
    PassedOver,
    Record,
    UnknownFormat,
    Unreadable,
    unexpected,
)

MAX_DEPTH = 3
"""Containers in containers that are opened."""

_PIECE = 1 << 20
_TOO_LARGE = "is larger than {} MB, the most an article may be: split it"
_TOO_DEEP = f"is in more than {MAX_DEPTH} containers, one in the other: unpack them"
_DAMAGED = "is damaged or cut where it is packed: pack it again"


@dataclass(frozen=True, slots=True)
class Source:
    """A file that is open: the one at a path of the archive, or a `member` of a container there.

    `allowance` bounds what is unpacked of it. A stream that does not reopen can be read only once. It is
    in `depth` containers, and its `format` is known if it is not "". `edition` is as in `Record`.
    """

    name: str
    stream: BufferedReader
    allowance: Allowance
    member: str = ""
    depth: int = 0
    reopens: bool = True
    format: str = ""
    edition: int = 0


class Contents:
    """Reads the file at one path of an archive, and counts in `others` what is in it beside records."""

    def __init__(self, path: str, others: Counter[str]) -> None:
        self._path = path
        self._others = others
        self._number = 0

    def records(self, source: Source) -> Iterator[Record | Failure]:
        """The records, one by one; raises `Unreadable` if the rest cannot be read."""
        stream = unpacked(source.stream, source.name, source.allowance)
        kind = _kind(source, stream)
        kind.require_extra()
        with _copied_if_needed(kind, source, stream) as readable:
            if isinstance(kind, Container):
                yield from self._members(kind, readable, source)
            elif kind.has_many_records:
                for number, data in _whole_records(kind, readable, stream):
                    yield self._record(source, number, data, kind)
            else:
                data = readable.read(kind.most_bytes + 1)
                check_whole(stream)
                yield self._record(source, 0, data, kind)
        check_whole(stream)
        if isinstance(kind, Container) and not (self._number or self._others):
            raise Unreadable("is a container without a page or a file: remove it")

    def _members(
        self, container: Container, stream: BufferedReader, source: Source
    ) -> Iterator[Record | Failure]:
        if source.depth == MAX_DEPTH:
            raise Unreadable(_TOO_DEEP)
        names = Names()
        for found in container.members(stream):
            if isinstance(found, Other):
                self._others[found.kind] += 1
                continue
            try:
                name = names.free(member_name(found.name))
            except Unreadable as error:
                yield self._failure(_below(source, found.name), error)
                continue
            if is_never_read(name):
                self._others[kind_of_name(name)] += 1
            elif isinstance(found, Refused):
                yield self._failure(_below(source, name), Unreadable(found.reason))
            elif not is_hidden(name):
                yield from self._member(found, _below(source, name), source)

    def _member(self, found: Member, path: str, outer: Source) -> Iterator[Record | Failure]:
        """The records of a member. What is wrong with it is a failure of its own, unless nothing more may
        be unpacked of what it is in."""
        allowance = Allowance(found.packed, outer=outer.allowance)
        source = Source(
            name=path.rpartition("/")[2],
            stream=part(found.open, allowance, _DAMAGED),
            allowance=allowance,
            member=path,
            depth=outer.depth + 1,
            reopens=found.reopens,
            format=found.format,
            edition=found.edition,
        )
        try:
            yield from self.records(source)
        except UnknownFormat:
            self._others[kind_of_name(path)] += 1
        except PassedOver as error:
            self._others[PASSED_OVER[str(error)]] += 1
        except Unreadable as error:
            if isinstance(error, Bomb) and error.allowance is not allowance:
                raise
            yield self._failure(path, error)
        except OSError:
            raise
        except Exception as error:
            yield self._failure(path, unexpected(error))

    def _record(self, source: Source, line: int, data: bytes, format: Format) -> Record | Failure:
        """The record, unless it is too large. Those of a container are numbered."""
        self._number += 1
        number = self._number if source.member else 0
        if len(data) > format.most_bytes:
            reason = _TOO_LARGE.format(format.most_bytes // 1_000_000)
            return Failure(self._path, line, reason, source.member, number)
        name = _unless_named(format, source.name)
        return Record(self._path, line, data, source.member, name, number, source.edition)

    def _failure(self, member: str, error: Unreadable) -> Failure:
        self._number += 1
        return Failure(self._path, 0, str(error), member, self._number)


def _kind(source: Source, stream: BufferedReader) -> Kind:
    if source.format:
        return format_named(source.format)
    return kind_of(source.name, stream.peek(HEAD)[:HEAD])


def _whole_records(
    format: Format, stream: BufferedReader, original: BufferedReader
) -> Iterator[tuple[int, bytes]]:
    """The numbers and the bytes of the records, but not of the last one before a cut of the original.
    Blank ones are counted, but they are no records."""
    waiting = None
    try:
        for number, data in enumerate(format.split(stream), 1):
            if waiting:
                yield waiting
            waiting = None if data.isspace() else (number, data)
    except Unreadable:
        if waiting:
            yield waiting
        check_whole(original)
        raise
    check_whole(original)
    if waiting:
        yield waiting


@contextmanager
def _copied_if_needed(
    kind: Kind, source: Source, stream: BufferedReader
) -> Iterator[BufferedReader]:
    """The stream, or a copy on disk if it must be read in another way than it can be."""
    is_bare = not source.member and stream is source.stream
    seeks = isinstance(kind, Container) and kind.seeks
    if is_bare or not (seeks or (kind.has_many_records and not source.reopens)):
        yield stream
        return
    with TemporaryFile() as copy:
        shutil.copyfileobj(stream, copy, _PIECE)
        copy.seek(0)
        yield BufferedReader(copy.raw)


def _below(source: Source, name: str) -> str:
    return f"{source.member}/{name}" if source.member else name


def _unless_named(format: Format, name: str) -> str:
    """The name of a format, "" if it is that of files with this name."""
    with suppress(UnknownFormat):
        return "" if format_of(name) is format else format.name
    return format.name
