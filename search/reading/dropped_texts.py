"""Texts that an archive leaves out of its articles, such as requests to subscribe."""

from __future__ import annotations

from search.config.archive import ArchiveConfig
from search.reading.clean_text import clean


def dropped_beginnings(config: ArchiveConfig) -> tuple[str, ...]:
    """How texts begin that are left out; () if the archive leaves out none."""
    return tuple(filter(None, map(clean, config.dropped_texts)))


def is_dropped(text: str, beginnings: tuple[str, ...]) -> bool:
    return bool(beginnings) and clean(text).startswith(beginnings)
