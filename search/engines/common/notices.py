"""Notices above the hits of a search: the same words for both engines."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

OUT_OF_TIME = (
    "The search took too long and was stopped: only part of the archive was searched, and the"
    " counts are for that part. Try fewer or longer words."
)
UNMARKED = (
    "The search took too long for all of its results to be marked: some show how the article"
    " begins."
)
INCOMPLETE = (
    "Part of the archive could not be searched just now, and the counts do not include it. Try again"
    " later."
)
TOO_DEEP = (
    "This page is too deep in the results to be reached within the time limit. Narrow the search, or"
    " reverse its order."
)


def no_word(text: str) -> str:
    """For a query without a word to search for."""
    return f"“{text}” has no word to search for."


def also_read(near: Mapping[str, Iterable[str]]) -> list[str]:
    """For each misspelt word and the words that it was also read as."""
    return [
        f"“{word}” is also read as {' or '.join(f'“{other}”' for other in others)}, which counts less."
        for word, others in near.items()
    ]


def long_query(most: int, left_out: int) -> str:
    """For a query with too many words to search all of them."""
    were = "was" if left_out == 1 else "were"
    return (
        f"The query is long: its {most} rarest words were searched, and {left_out:,} more {were} left"
        " out."
    )


def shortened(leaf: str, most: int) -> str:
    """For a multi-term query that expands to more words than are searched."""
    return (
        f"Very many words match “{leaf}”: the {most:,} most frequent were searched. Try"
        " more letters."
    )
