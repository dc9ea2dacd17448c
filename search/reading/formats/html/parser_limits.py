"""Markup for which parsers take a time that grows with the square of its length, made harmless.

No page that people write has any of it: thousands of attributes in one tag, which are compared with
each other; thousands of character references in one text, each of which copies what is there already;
and long runs of white space, which mean no more than a short one.
"""

from __future__ import annotations

import re

_MAX_ATTRIBUTES = 2_000
_MAX_REFERENCES = 1_000
_LONG_TAG = re.compile(r"<([a-zA-Z][\w:-]*+)[^<>]{10000,}+>?")
_SPACE = re.compile(r"(?<![ \t\r\n])[ \t\r\n]{50,}+")


def with_short_spaces(text: str) -> str:
    """The text, where white space is short but still an empty line if it was one."""
    return _SPACE.sub(_short, text)


def within_limits(markup: str) -> str:
    """Markup without scripts, where no tag has too many attributes and no text too many references. A
    text with more is parted by elements that mean nothing."""
    markup = _LONG_TAG.sub(_bare_if_overfull, markup)
    if markup.count("&") <= _MAX_REFERENCES:
        return markup
    first, *others = markup.split("<")
    return "<".join((_parted(first), *map(_with_parted_text, others)))


def _short(space: re.Match[str]) -> str:
    lines = space[0].count("\n")
    return "\n" * min(lines, 2) if lines else " "


def _bare_if_overfull(tag: re.Match[str]) -> str:
    return f"<{tag[1]}>" if len(tag[0].split()) > _MAX_ATTRIBUTES else tag[0]


def _with_parted_text(piece: str) -> str:
    """A tag without its "<", and the text after it."""
    if piece.count("&") <= _MAX_REFERENCES:
        return piece
    tag, end, text = piece.partition(">")
    return tag + end + _parted(text)


def _parted(text: str) -> str:
    pieces = text.split("&")
    starts = range(0, len(pieces), _MAX_REFERENCES)
    return "<wbr>&".join("&".join(pieces[start : start + _MAX_REFERENCES]) for start in starts)
