"""Notices above the hits of a search: the same for both engines."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from search.model.notices import Notice

OUT_OF_TIME = Notice(
    "The search took too long and was stopped: only part of the archive was searched, and the"
    " counts are for that part. Try fewer or longer words."
)
UNMARKED = Notice(
    "The search took too long for all of its results to be marked: some show how the article"
    " begins."
)
INCOMPLETE = Notice(
    "Part of the archive could not be searched just now, and the counts do not include it. Try again"
    " later."
)
TOO_DEEP = Notice(
    "This page is too deep in the results to be reached within the time limit. Narrow the search, or"
    " reverse its order."
)


def no_word(text: str) -> Notice:
    """For a query without a word to search for."""
    return Notice("“%(text)s” has no word to search for.", values={"text": text})


def also_read(near: Mapping[str, Iterable[str]]) -> list[Notice]:
    """For each misspelt word and the words that it was also read as."""
    return [
        Notice(
            "“%(word)s” is also read as %(others)s, which counts less.",
            values={"word": word, "others": tuple(others)},
        )
        for word, others in near.items()
    ]


def long_query(most: int, left_out: int) -> Notice:
    """For a query with too many words to search all of them."""
    return Notice(
        "The query is long: its %(most)s rarest words were searched, and %(left_out)s more was left out.",
        "The query is long: its %(most)s rarest words were searched, and %(left_out)s more were left"
        " out.",
        count=left_out,
        values={"most": most, "left_out": left_out},
    )


def shortened(leaf: str, most: int) -> Notice:
    """For a multi-term query that expands to more words than are searched."""
    return Notice(
        "Very many words match “%(leaf)s”: the %(most)s most frequent were searched. Try more letters.",
        values={"leaf": leaf, "most": most},
    )
