"""Texts that can be sent: articles may hold what no encoding or no XML has."""

from __future__ import annotations

import re

_SURROGATE = re.compile("[\ud800-\udfff]")
_NO_XML = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\ud800-\udfff\ufffe\uffff]")


def encodable(text: str) -> str:
    """`text` with U+FFFD for halves of characters, which UTF-8 cannot hold."""
    return text if text.isascii() else _SURROGATE.sub("\ufffd", text)


def xml_text(text: str) -> str:
    """`text` without the characters that XML 1.0 forbids, escaped for elements and attributes."""
    plain = _NO_XML.sub("\ufffd", text)
    return (
        plain.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;").replace('"', "&quot;")
    )


def one_line(text: str) -> str:
    """`text` with single spaces for all white space and control characters."""
    return " ".join(re.sub("[\x00-\x1f\x7f-\x9f]", " ", text).split())
