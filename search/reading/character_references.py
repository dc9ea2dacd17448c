"""Character references of HTML (`&eacute;`, `&#233;`) as characters."""

from __future__ import annotations

import re
from html import unescape
from html.entities import html5

_ENDLESS = re.compile(r"&#[0-9]{100,}+;?")
"""A number that `unescape` would not convert, as no character has it."""


def unescaped(text: str) -> str:
    """A text without character references."""
    return unescape(_ENDLESS.sub("\ufffd", text)) if "&" in text else text


def is_known_entity(name: str) -> bool:
    """Whether HTML has an entity of that name."""
    return f"{name};" in html5
