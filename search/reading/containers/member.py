"""What is in a container: members, what is refused, and what is counted."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass
from typing import BinaryIO

from search.reading.records import Unreadable

_DRIVE = re.compile(r"[A-Za-z]:")


@dataclass(frozen=True, slots=True)
class Member:
    """A file in a container, which takes `packed` bytes there.

    `open` may be called until the next member is asked for, and again if the member `reopens`. `format`
    names its format; if it is "", its name or its content says it.
    """

    name: str
    packed: int
    open: Callable[[], BinaryIO]
    reopens: bool = True
    format: str = ""


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
