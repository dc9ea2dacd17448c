"""Zip files without their table, which is at the end: each member also has a header of its own.

The format is that of https://pkware.cachefly.net/webdocs/casestudies/APPNOTE.TXT, section 4.3.7.
"""

from __future__ import annotations

import struct
import zlib
from collections.abc import Iterator
from functools import partial
from typing import BinaryIO
from zipfile import ZIP_DEFLATED, ZipExtFile, ZipInfo

from search.reading.containers.allowance import is_bomb

_HEADER = struct.Struct("<4s5H3I2H")
_MARK = b"PK\x03\x04"
_HAS_SIZES_AFTER = 8
_UNKNOWN = 0xFFFFFFFF
_DESCRIPTOR_MARK = b"PK\x07\x08"
_PIECE = 1 << 16


def whole_members(stream: BinaryIO) -> Iterator[tuple[ZipInfo, partial[BinaryIO]]]:
    """The members before the first one that is not whole or whose end cannot be found, and how each is
    opened."""
    size = stream.seek(0, 2)
    start = 0
    while found := _member(stream, start, size):
        info, start, end = found
        yield info, partial(_open, stream, info, start)
        start = end


def _open(stream: BinaryIO, info: ZipInfo, start: int) -> BinaryIO:
    stream.seek(start)
    return ZipExtFile(stream, "r", info)  # type: ignore[return-value]


def _member(stream: BinaryIO, start: int, size: int) -> tuple[ZipInfo, int, int] | None:
    """The member whose header is at `start`, where its content begins, and where the next one may."""
    stream.seek(start)
    header = stream.read(_HEADER.size)
    if len(header) < _HEADER.size or not header.startswith(_MARK):
        return None
    _, _, flags, method, _, _, crc, packed, unpacked, name_size, extra_size = _HEADER.unpack(header)
    info = ZipInfo(stream.read(name_size).decode("utf-8" if flags & 0x800 else "cp437", "replace"))
    info.flag_bits, info.compress_type = flags, method
    info.CRC, info.compress_size, info.file_size = crc, packed, unpacked
    begin = start + _HEADER.size + name_size + extra_size
    if flags & _HAS_SIZES_AFTER and not packed:
        end = _end_of_deflated(stream, info, begin) if method == ZIP_DEFLATED else 0
    else:
        end = 0 if _UNKNOWN in (packed, unpacked) else begin + packed
    return (info, begin, end) if begin < end <= size or (begin == end and not unpacked) else None


def _end_of_deflated(stream: BinaryIO, info: ZipInfo, begin: int) -> int:
    """Where the next header may be, once the sizes that come after the content are in `info`; 0 if the
    content does not end."""
    stream.seek(begin)
    inflate = zlib.decompressobj(-zlib.MAX_WBITS)
    unpacked, crc, packed = 0, 0, b""
    read = 0
    try:
        while not inflate.eof and (packed or (packed := stream.read(_PIECE))):
            piece = inflate.decompress(packed, _PIECE)
            read += len(packed) - len(inflate.unconsumed_tail) - len(inflate.unused_data)
            packed = inflate.unconsumed_tail
            unpacked, crc = unpacked + len(piece), zlib.crc32(piece, crc)
            if is_bomb(unpacked, read):
                return 0
    except zlib.error:
        return 0
    if not inflate.eof:
        return 0
    info.CRC, info.compress_size, info.file_size = crc, read, unpacked
    stream.seek(begin + read)
    return begin + read + (16 if stream.read(4) == _DESCRIPTOR_MARK else 12)
