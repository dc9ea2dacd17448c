"""Whether what came so far of a request is all of it.

This only decides when a thread may begin. Where a request ends, and what is wrong with it, is said by
gunicorn's parser, which is given these bytes and no others.
"""

from __future__ import annotations

import re
from enum import Enum, auto

from web.serving.limits import Limits

_END = b"\r\n\r\n"
_BARE_LF = re.compile(rb"(?<!\r)\n")
_LENGTH = re.compile(rb"^content-length[ \t]*:[ \t]*([^\r\n]*?)[ \t]*\r$", re.I | re.M)
_CODED = re.compile(rb"^transfer-encoding[ \t]*:", re.I | re.M)


class Arrival(Enum):
    """HEAD and BODY: that part is not whole yet. WHOLE: the parser may have it, be it valid or not."""

    HEAD = auto()
    BODY = auto()
    WHOLE = auto()
    LONG_HEAD = auto()
    UNSIZED = auto()
    TOO_LARGE = auto()


def arrival(received: bytes | bytearray, limits: Limits) -> Arrival:
    """How far a request has arrived, of which `received` is the beginning; more may follow it."""
    end = received.find(_END, 2 if received.startswith(b"\r\n") else 0)
    if end < 0:
        if len(received) > limits.head_bytes:
            return Arrival.LONG_HEAD
        return Arrival.WHOLE if _BARE_LF.search(received) else Arrival.HEAD
    head = bytes(received[: end + 2])
    if _CODED.search(head):
        return Arrival.UNSIZED
    length = _LENGTH.search(head)
    if length is None or not length[1].isdigit():
        return Arrival.WHOLE
    if len(length[1]) > len(str(limits.body_bytes)) or int(length[1]) > limits.body_bytes:
        return Arrival.TOO_LARGE
    is_whole = len(received) - end - len(_END) >= int(length[1])
    return Arrival.WHOLE if is_whole else Arrival.BODY
