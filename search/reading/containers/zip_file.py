"""Zip files, also those that were cut while they were copied."""

from __future__ import annotations

import stat
from collections.abc import Callable, Iterator
from functools import partial
from typing import Any, BinaryIO
from zipfile import ZIP_BZIP2, ZIP_DEFLATED, ZIP_LZMA, ZIP_STORED, BadZipFile, ZipFile, ZipInfo

from search.reading.containers.allowance import Bomb, is_bomb
from search.reading.containers.cut_zip import whole_members
from search.reading.containers.member import Found, Member, Refused
from search.reading.records import Inaccessible

_IS_ENCRYPTED = 1
_IS_UTF_8 = 0x800
_METHODS = (ZIP_STORED, ZIP_DEFLATED, ZIP_BZIP2, ZIP_LZMA)
_WACZ_TABLE = "datapackage.json"
_WACZ_CAPTURES = "archive/"


def is_zip(head: bytes) -> bool:
    return head.startswith((b"PK\x03\x04", b"PK\x05\x06"))


def members(stream: BinaryIO) -> Iterator[Found]:
    """The members in the order of the file's table, or the whole ones of a file without one.

    Of a web archive (WACZ) only the captures: its other members describe them. Raises `Inaccessible`
    after the last whole member.
    """
    try:
        archive = ZipFile(stream)
    except (BadZipFile, EOFError, NotImplementedError, ValueError):
        yield from (_found(*each) for each in whole_members(stream))
        raise Inaccessible("is cut or no zip file, its table is missing: copy it again") from None
    with archive:
        infos = [each for each in archive.infolist() if not each.is_dir()]
        for info in _captures(infos) or infos:
            yield _found(info, partial(archive.open, info))


def _found(info: ZipInfo, open: Callable[[], Any]) -> Found:
    name = _name(info)
    if info.flag_bits & _IS_ENCRYPTED:
        return Refused(name, "is encrypted: unpack the zip file with its password")
    if stat.S_ISLNK(info.external_attr >> 16):
        return Refused(name, "is a link, which is not followed: pack the file itself")
    if info.compress_type not in _METHODS:
        return Refused(name, f"is packed with method {info.compress_type}: pack it again")
    if is_bomb(info.file_size, info.compress_size):
        return Refused(name, str(Bomb()))
    return Member(name, info.compress_size, open)


def _name(info: ZipInfo) -> str:
    """The name. Without a mark it counts as cp437, but most programs that set none write UTF-8."""
    name = info.orig_filename.partition("\0")[0]
    if info.flag_bits & _IS_UTF_8:
        return name
    try:
        return name.encode("cp437").decode("utf-8")
    except UnicodeError:
        return name


def _captures(infos: list[ZipInfo]) -> list[ZipInfo]:
    """The files with captures if this is a web archive, else none."""
    if all(each.filename != _WACZ_TABLE for each in infos):
        return []
    return [each for each in infos if each.filename.startswith(_WACZ_CAPTURES)]
