"""What a reader is told about an answer, in the same words whichever engine gave it."""

from __future__ import annotations

OUT_OF_TIME = (
    "The search took too long and was ended: only part of the archive was searched, and the"
    " counts cover that part. Try fewer or longer words."
)
INCOMPLETE = (
    "Part of the archive could not be searched just now, and the counts do not cover it. Try again"
    " in a while."
)
TOO_DEEP = (
    "This page lies too deep in the results to be reached in the time that a search may take. Narrow"
    " the search, or sort it the other way round."
)


def no_word(text: str) -> str:
    """For a query that holds nothing to search for."""
    return f"“{text}” holds no word to search for."


def shortened(leaf: str, most: int) -> str:
    """For a leaf that stands for more words than are searched."""
    return (
        f"Very many words match “{leaf}”: the {most:,} most frequent were searched. Try"
        " more letters."
    )
