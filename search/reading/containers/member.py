"""What is in a container: members, what is refused, and what is counted."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Callable
from dataclasses import dataclass
from typing import BinaryIO

from search.reading.file_names import without_suffix
from search.reading.records import Unreadable

_DRIVE = re.compile(r"[A-Za-z]:")


@dataclass(frozen=True, slots=True)
class Member:
    """A file in a container, which takes `packed` bytes there.

    `open` may be called until the next member is asked for, and again if the member `reopens`. `format`
    names its format; if it is "", its name or its content says it. `edition` is as in `Record`.
    """

    name: str
    packed: int
    open: Callable[[], BinaryIO]
    reopens: bool = True
    format: str = ""
    edition: int = 0


@dataclass(frozen=True, slots=True)
class Refused:
    """A member that is not opened, and why."""

    name: str
    reason: str


@dataclass(frozen=True, slots=True)
class Other:
    """Something that is no article: its kind in the plural, by which it is counted."""

    kind: str


Found = Member | Refused | Other


class Names:
    """The names of the members of a container: a second "a.md" is "a (2).md", so that none is lost.

    Only digests are kept: some hundred thousand names would take much memory.
    """

    def __init__(self) -> None:
        self._known: set[int] = set()
        self._again: Counter[int] = Counter()

    def free(self, name: str) -> str:
        """A name that no earlier member has."""
        own, stem = name, without_suffix(name)
        while hash(own) in self._known:
            self._again[hash(name)] += 1
            own = f"{stem} ({self._again[hash(name)] + 1}){name[len(stem) :]}"
        self._known.add(hash(own))
        return own


def member_name(name: str) -> str:
    """The name as a relative posix path; raises `Unreadable` if it leads out of the container."""
    path = name.replace("\\", "/")
    parts = [each for each in path.split("/") if each not in ("", ".")]
    if path.startswith("/") or ".." in parts or _DRIVE.match(path):
        raise Unreadable(
            "has a path that leads out of the file that it is in: pack it with a relative one"
        )
    return "/".join(parts)


def is_hidden(name: str) -> bool:
    """Whether a member or one of its folders is hidden, as those that macOS adds to zip files are."""
    return any(each.startswith(".") for each in name.split("/"))
