"""The summary of a page: its standfirst, or the description in its head unless the text repeats it."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from itertools import pairwise

from search.reading.character_references import unescaped
from search.reading.formats.html.main_text import standfirst
from search.reading.formats.html.page_tree import PageTree
from search.reading.formats.html.text_lines import Line

_WORD = re.compile(r"\w+")
_LONGEST = 600
"""Characters of a summary; what is longer may be the whole text."""
_OPENING = 6
"""Lines of the text with which a description is compared."""
_CUT = 60
"""Characters that a description which was cut from the text has in common with it."""
_FEWEST_PAIRS, _REPEATED_SHARE = 8, 0.6
"""Pairs of words one after the other, and how many of them make two texts alike."""


def split_summary(tree: PageTree, description: str, lines: list[Line]) -> tuple[str, list[Line]]:
    """The summary, and the lines without it."""
    chosen = {*standfirst(tree, lines)} or {*_same(description, lines)}
    if chosen:
        summary = " ".join(dict.fromkeys(lines[at].text for at in sorted(chosen)))
        chosen.update(_same(summary, lines))
    else:
        is_in_text = _is_repeated(description, lines) or _is_whole(description, lines)
        summary = "" if is_in_text else description
    return summary, [line for at, line in enumerate(lines) if at not in chosen]


def _is_repeated(description: str, lines: Sequence[Line]) -> bool:
    """Whether the text begins with the words of a description: cut, or nearly the same, such as programs
    make of a first paragraph."""
    words = _words(description)
    opening = [word for line in lines[:_OPENING] for word in _words(line.text)]
    pairs = set(pairwise(words))
    common = len(pairs.intersection(pairwise(opening)))
    is_alike = len(pairs) >= _FEWEST_PAIRS and common > _REPEATED_SHARE * len(pairs)
    return is_alike or " ".join(words)[:_CUT] in " ".join(opening)


def _is_whole(description: str, lines: Sequence[Line]) -> bool:
    """Whether a description is so long that it is the text, or most of it."""
    if len(description) < _LONGEST:
        return False
    pairs = set(pairwise(_words(description)))
    in_lines = {pair for line in lines for pair in pairwise(_words(line.text))}
    return len(pairs & in_lines) > _REPEATED_SHARE * len(pairs)


def _same(text: str, lines: Sequence[Line]) -> Iterator[int]:
    """The numbers of the lines that have exactly the words of a text. The first word decides for most."""
    words = _words(text)
    for number, line in enumerate(lines):
        first = _WORD.search(line.text)
        if words and first and first[0].casefold() == words[0] and _words(line.text) == words:
            yield number


def _words(text: str) -> list[str]:
    return _WORD.findall(unescaped(text).casefold())
