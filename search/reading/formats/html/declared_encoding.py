"""What a page says of its encoding, in its first bytes."""

from __future__ import annotations

import re

_FIRST = 8_192
"""Standards say 1,024 bytes, but browsers look further, and pages that were saved have comments first."""
_XML = re.compile(rb"\s*<\?xml\b[^>]{0,200}?\bencoding\s*=\s*[\"']\s*([\w.:-]+)", re.IGNORECASE)
_META = re.compile(rb"<meta\b[^>]{0,400}?\bcharset\s*=\s*[\"']?\s*([\w.:-]+)", re.IGNORECASE)


def declared_label(data: bytes) -> str:
    """The label in a `meta` element, or in the XML declaration; "" if there is none."""
    first = data[:_FIRST]
    found = _META.search(first) or _XML.match(first)
    return found[1].decode("ascii", errors="ignore") if found else ""
