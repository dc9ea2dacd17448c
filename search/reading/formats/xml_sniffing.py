"""What kind of XML a file is, by how it begins."""

from __future__ import annotations

import re

_FEED = re.compile(
    rb"<(?:rss\b[^>]*\bversion|(?:\w+:)?feed\b[^>]*(?:www\.w3\.org/2005/Atom|purl\.org/atom)"
    rb"|(?:\w+:)?RDF\b[^>]*(?:purl\.org/rss/|my\.netscape\.com/rdf))",
    re.DOTALL,
)
_START = re.compile(rb"[\xef\xbb\xbf\xfe\xff]*\s*<(?:\?xml|!--|rss|feed|\w+:)")


def is_wordpress_export(head: bytes) -> bool:
    """Whether a file begins as the exports of WordPress do (WXR)."""
    text = _ascii(head)
    return bool(_START.match(text)) and b"wordpress.org/export/" in text


def is_feed(head: bytes) -> bool:
    """Whether a file begins as RSS or Atom does, and as no export of WordPress."""
    text = _ascii(head)
    return bool(_START.match(text) and _FEED.search(text)) and not is_wordpress_export(head)


def _ascii(head: bytes) -> bytes:
    """The beginning of a file in UTF-16 as if it were ASCII."""
    return head.replace(b"\0", b"")
