"""Texts that an archive leaves out of its articles, such as requests to subscribe."""

from __future__ import annotations

from collections.abc import Iterable
from itertools import islice

from search.config.archive import ArchiveConfig
from search.reading.clean_text import clean

_EXCERPT = 40
_MOST_NAMED = 20


def dropped_beginnings(config: ArchiveConfig) -> tuple[str, ...]:
    """How texts begin that are left out; () if the archive leaves out none."""
    return tuple(filter(None, map(clean, config.dropped_texts)))


def is_dropped(text: str, beginnings: tuple[str, ...]) -> bool:
    return bool(beginnings) and clean(text).startswith(beginnings)


def named_dropped(texts: Iterable[str], beginnings: tuple[str, ...]) -> tuple[str, ...]:
    """The texts that are left out, as `Draft.left_out`: "“Subscribe to our newsletter!” (drop.texts)"."""
    if not beginnings:
        return ()
    found = (clean(text)[:_EXCERPT] for text in texts if is_dropped(text, beginnings))
    return tuple(f"“{excerpt}” (drop.texts)" for excerpt in islice(found, _MOST_NAMED))
