"""Markup for which parsers take a time that grows with the square of its length, made harmless.

No page that people write has any of it: thousands of attributes in one tag, which are compared with
each other; thousands of character references in one text, each of which copies what is there already;
and long runs of white space, which mean no more than a short one.
"""

from __future__ import annotations

import re
from collections.abc import Callable

_MAX_ATTRIBUTES = 2_000
_MAX_REFERENCES = 1_000
_MAX_TAG = 10_000
_MAX_SPACE = 1_000
_LONG_TAG = re.compile(rf"<([a-zA-Z][\w:-]*+)[^<>]{{{_MAX_TAG},}}+>?")
_LONG_SPACE = re.compile(rf"(?<![ \t\r\n])[ \t\r\n]{{{_MAX_SPACE},}}+")


def with_short_spaces(text: str) -> str:
    """The text, where white space is short but still an empty line if it was one."""
    return _LONG_SPACE.sub(_short, text) if _may_hold(text, _MAX_SPACE, str.isspace) else text


def within_limits(markup: str) -> str:
    """Markup without scripts, where no tag has too many attributes and no text too many references. A
    text with more is parted by elements that mean nothing."""
    if _may_hold(markup, _MAX_TAG, lambda part: "<" not in part and ">" not in part):
        markup = _LONG_TAG.sub(_bare_if_overfull, markup)
    if markup.count("&") <= _MAX_REFERENCES:
        return markup
    first, *others = markup.split("<")
    return "<".join((_parted(first), *map(_with_parted_text, others)))


def _may_hold(text: str, length: int, is_run: Callable[[str], bool]) -> bool:
    """Whether a run of that length may be in a text, by the blocks of half that length, one of which it
    would fill. That takes a hundredth of the time of an expression."""
    half = length // 2
    starts = (at * half for at, first in enumerate(text[::half]) if is_run(first))
    return any(is_run(text[at : at + half]) for at in starts)


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
