"""Containers: files that hold files, such as zip files and web archives. A new one is one module and one
line in `CONTAINERS`.

The module has a function `members(stream: BinaryIO) -> Iterator[Found]`, which yields what is in the file
in order, and raises `Inaccessible` where it cannot go on; what came before is kept. Names are checked,
bombs and nesting are bounded and formats are found by `search.reading.contents`, for all containers.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from functools import cache
from pkgutil import resolve_name
from typing import BinaryIO

from search.reading.containers.member import Found
from search.reading.file_names import suffix

_resolved = cache(resolve_name)
_HERE = __name__


@dataclass(frozen=True, slots=True)
class Container:
    """How files with certain suffixes, or that begin in a certain way, are opened.

    `reader` and `sniffer` name functions, as "module:function". The stream that the reader gets can be
    read again from its beginning; if it `seeks`, it can go anywhere.
    """

    name: str
    suffixes: tuple[str, ...]
    reader: str
    sniffer: str
    seeks: bool = False

    has_many_records = True

    def require_extra(self) -> None:
        """All containers can be opened."""

    def recognises(self, head: bytes) -> bool:
        """Whether a file that begins with these bytes is certainly such a container."""
        sniffer: Callable[[bytes], bool] = _resolved(self.sniffer)
        return sniffer(head)

    def members(self, stream: BinaryIO) -> Iterator[Found]:
        """What is in it; raises `Inaccessible` after the last that can be read."""
        reader: Callable[[BinaryIO], Iterator[Found]] = _resolved(self.reader)
        return reader(stream)


CONTAINERS: tuple[Container, ...] = (
    Container(
        "zip",
        (".zip", ".wacz"),
        f"{_HERE}.zip_file:members",
        f"{_HERE}.zip_file:is_zip",
        seeks=True,
    ),
    Container("tar", (".tar",), f"{_HERE}.tar_file:members", f"{_HERE}.tar_file:is_tar"),
    Container(
        "web archive",
        (".warc", ".arc"),
        f"{_HERE}.web_archive:members",
        f"{_HERE}.web_archive:is_web_archive",
    ),
)


def container_suffixes() -> tuple[str, ...]:
    """The suffixes of all containers, in the order of the registry."""
    return tuple(each for container in CONTAINERS for each in container.suffixes)


def container_with_suffix(path: str) -> Container | None:
    """The container that a name is of."""
    wanted = suffix(path)
    return next((each for each in CONTAINERS if wanted in each.suffixes), None)


def recognised_container(head: bytes) -> Container | None:
    """The container that certainly begins with these bytes."""
    return next((each for each in CONTAINERS if each.recognises(head)), None)
