"""Pages whose names do not say that they are pages: `view.php`, `default.aspx`, `index.html@p=12`."""

from __future__ import annotations

import re

_PAGE = re.compile(
    rb"(?:\xef\xbb\xbf)?(?>(?:\s+|<!--.*?-->|<\?xml\s[^>]*>)*)"
    rb"<(?:!doctype\s+html|html|head|title|body|meta)[\s>]",
    re.IGNORECASE | re.DOTALL,
)
_PROGRAM = re.compile(rb"<\?(?:php\b|=)", re.IGNORECASE)


def is_page(head: bytes) -> bool:
    """Whether a file that begins so is a page, and no program that makes one."""
    if head.startswith((b"\xff\xfe", b"\xfe\xff")):
        head = head[2:].replace(b"\0", b"")
    return bool(_PAGE.match(head)) and not _PROGRAM.search(head)
