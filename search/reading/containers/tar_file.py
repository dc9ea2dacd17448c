"""Tar files, read in one go, as those that are compressed must be."""

from __future__ import annotations

import tarfile
from collections.abc import Iterator
from functools import partial
from typing import BinaryIO, cast

from search.reading.containers.member import Found, Member, Refused
from search.reading.records import Inaccessible

_CUT = "is cut or damaged, or no tar file: copy it again"
_MARK = b"ustar"
_MARK_AT = 257
_MAX_HEADER = 1_000_000
"""Bytes of a name or of other things beside a member, which are read at once."""
_HEADERS = (
    tarfile.XHDTYPE,
    tarfile.XGLTYPE,
    tarfile.SOLARIS_XHDTYPE,
    tarfile.GNUTYPE_LONGNAME,
    tarfile.GNUTYPE_LONGLINK,
)


class _Strict(tarfile.TarInfo):
    """A header. The library takes a damaged one, or none, for the end of the file."""

    @classmethod
    def frombuf(cls, buf: bytes | bytearray, encoding: str, errors: str) -> _Strict:
        try:
            info = super().frombuf(buf, encoding, errors)
        except tarfile.HeaderError:
            if len(buf) == tarfile.BLOCKSIZE and not any(buf):
                raise
            raise tarfile.ReadError(_CUT) from None
        if info.type in _HEADERS and info.size > _MAX_HEADER:
            raise tarfile.ReadError(_CUT)
        return info


def is_tar(head: bytes) -> bool:
    return head[_MARK_AT:].startswith(_MARK)


def members(stream: BinaryIO) -> Iterator[Found]:
    """The members in order. Raises `Inaccessible` after the last whole one."""
    try:
        with tarfile.open(fileobj=stream, mode="r|", tarinfo=_Strict) as archive:
            kept: list[tarfile.TarInfo] = archive.members  # type: ignore[attr-defined]
            while info := archive.next():
                kept.clear()
                if found := _found(archive, info):
                    yield found
    except (tarfile.TarError, OSError, ValueError) as error:
        raise Inaccessible(_CUT) from error


def _found(archive: tarfile.TarFile, info: tarfile.TarInfo) -> Found | None:
    name = _name(info.name)
    if info.isdir():
        return None
    if info.isreg():
        return Member(name, info.size, partial(_open, archive, info), reopens=False)
    if info.islnk() or info.issym():
        return Refused(name, "is a link, which is not followed: pack the file itself")
    return Refused(name, "is a device or the like, not a file with text")


def _open(archive: tarfile.TarFile, info: tarfile.TarInfo) -> BinaryIO:
    return cast(BinaryIO, archive.extractfile(info))


def _name(name: str) -> str:
    """The name, where bytes that are not UTF-8 are letters of Western Europe."""
    try:
        name.encode()
    except UnicodeEncodeError:
        return name.encode("utf-8", "surrogateescape").decode("cp1252", "replace")
    return name
