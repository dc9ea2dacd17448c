"""Readers that other packages bring: entry points of the group `backissue.readers` (docs/own-readers.md).

They are programs of others: one that cannot be loaded is left out with a sentence, and whatever one does
to a file is the reason why that file is not read. None stops a reindex.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Collection, Iterable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from importlib.metadata import EntryPoint, entry_points
from typing import Any, BinaryIO, Generic, TypeVar

from search.config.archive import ArchiveConfig
from search.reading.draft import Draft
from search.reading.records import Inaccessible, Unreadable

Reader = TypeVar("Reader")

GROUP = "backissue.readers"
_SHOWN = 200
_LARGEST = 1_000_000_000
_SUFFIX = re.compile(r"\.[a-z0-9]{1,10}")


class BadReader(Exception):
    """An object that is no reader; the message says why."""


@dataclass(frozen=True, slots=True)
class OwnReaders(Generic[Reader]):
    """The readers of other packages in the order of their entry points, what each is with its version,
    such as "reuters: reuters-reader 1.0", and a sentence for each that was left out."""

    readers: tuple[Reader, ...] = ()
    versions: tuple[str, ...] = ()
    faults: tuple[str, ...] = ()


def own_readers(checked: Callable[[object], Reader]) -> OwnReaders[Reader]:
    """The readers that are installed; `checked` raises `BadReader`, or any other error."""
    readers: list[Reader] = []
    versions: list[str] = []
    faults: list[str] = []
    for point in _points():
        origin = f"{point.name}: {_package(point)}"
        try:
            readers.append(checked(point.load()))
            versions.append(origin)
        except BadReader as error:
            faults.append(_fault(origin, str(error)))
        except (Exception, SystemExit) as error:
            faults.append(_fault(origin, _named(error)))
    return OwnReaders(tuple(readers), tuple(versions), tuple(faults))


def refuse_fields(name: Any, suffixes: Any, functions: Collection[Any]) -> None:
    """Raises `BadReader` for fields of a reader that nobody can use."""
    if not (isinstance(name, str) and name.strip()):
        raise BadReader("its name is no text")
    if not (isinstance(suffixes, tuple) and all(map(_is_suffix, suffixes))):
        raise BadReader('its suffixes are no tuple of texts in small letters such as ".sgm"')
    if not all(isinstance(each, str) for each in functions):
        raise BadReader("its functions are not named by texts such as package.module:parse")


def refuse_numbers(most_bytes: Any, patience: Any) -> None:
    """Raises `BadReader` for limits that are no numbers."""
    if not all(isinstance(each, int) and 0 < each <= _LARGEST for each in (most_bytes, patience)):
        raise BadReader(f"most_bytes and patience are no whole numbers from 1 to {_LARGEST:,}")


def draft_given(
    name: str, parser: Callable[[bytes, ArchiveConfig], object], data: bytes, config: ArchiveConfig
) -> Draft:
    """The draft that the parser of a reader makes; raises `Unreadable`."""
    with _blamed(name):
        draft = parser(data, config)
        if not isinstance(draft, Draft):
            raise TypeError(f"it gave {type(draft).__name__} and no Draft")
        return draft


def records_given(
    name: str, splitter: Callable[[BinaryIO], Iterable[object]], stream: BinaryIO
) -> Iterator[bytes]:
    """The records that the splitter of a reader gives; raises `Unreadable`."""
    with _blamed(name):
        for record in splitter(stream):
            if not isinstance(record, bytes):
                raise TypeError(f"it gave {type(record).__name__} and no bytes")
            yield record


def is_sure(sniffer: Callable[[bytes], object], head: bytes) -> bool:
    """Whether the sniffer of a reader recognises a file; one that fails does not, since every file would
    fail with it."""
    try:
        return sniffer(head) is True
    except (Exception, SystemExit):
        return False


@contextmanager
def _blamed(name: str) -> Iterator[None]:
    """Turns whatever a reader raises into a reason that names the reader."""
    try:
        yield
    except (Unreadable, OSError, EOFError):
        raise
    except (Exception, SystemExit) as error:
        raise Inaccessible(
            f"cannot be read, as its reader, {name}, fails ({_named(error)}): repair the reader"
        ) from error


def _named(error: BaseException) -> str:
    return f"{type(error).__name__}: {' '.join(str(error).split())[:_SHOWN]}"


def _fault(origin: str, reason: str) -> str:
    return f"The reader {origin} was left out ({reason}): repair its package, or uninstall it."


def _is_suffix(text: Any) -> bool:
    return isinstance(text, str) and bool(_SUFFIX.fullmatch(text))


def _points() -> Iterator[EntryPoint]:
    """The entry points, in the order of their names and packages; a package on two paths counts once."""
    found = {(point.name, _package(point)): point for point in entry_points(group=GROUP)}
    yield from (found[key] for key in sorted(found))


def _package(point: EntryPoint) -> str:
    """The name and the version of the package that an entry point belongs to."""
    return f"{point.dist.name} {point.dist.version}" if point.dist else "a package without a name"
