"""How messages, mailboxes and saved pages begin. Many of them have no suffix, or that of a text."""

from __future__ import annotations

import re

_HEADERS = re.compile(rb"(?>(?:[!-9;-~]+:[^\r\n]*\r?\n(?>(?:[ \t][^\r\n]*\r?\n)*))+)")
_SENDER = re.compile(rb"^From:", re.IGNORECASE | re.MULTILINE)
_CERTAIN = re.compile(rb"^(?:Message-ID|MIME-Version|Received):", re.IGNORECASE | re.MULTILINE)
_MAILBOX = re.compile(rb"From [^\r\n]{1,200}\d\d:\d\d[^\r\n]*\r?\n>?[!-9;-~]+[: ]")
_SAVED = re.compile(
    rb"^(?:From: *<Saved by|Snapshot-Content-Location:|X-MAF-)", re.IGNORECASE | re.MULTILINE
)


def is_message(head: bytes) -> bool:
    """Whether a file begins with the headers of a message, of which a text has not all."""
    headers = _HEADERS.match(head)
    return bool(headers and _SENDER.search(headers[0]) and _CERTAIN.search(headers[0]))


def is_mailbox(head: bytes) -> bool:
    """Whether a file begins with the line before each message of a mailbox."""
    return bool(_MAILBOX.match(head))


def is_saved_page(head: bytes) -> bool:
    """Whether a file is a page as browsers save it in one file."""
    headers = _HEADERS.match(head)
    return bool(headers and _SAVED.search(headers[0]))
