"""All values of a facet from A to Z."""

from __future__ import annotations

import unicodedata
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass

from search.errors import BadParameter
from search.model.facets import FacetName
from search.model.request import SearchRequest
from search.model.results import FacetValue
from search.text import analyzer
from web.links import LETTER, Links
from web.url_templates import quoted
from web.wording import number

WHOLE = 1_000
SHORT = 150
DIGITS, OTHERS = "0–9", "Other"


@dataclass(frozen=True, slots=True)
class Entry:
    value: str
    count: str
    url: str


@dataclass(frozen=True, slots=True)
class Group:
    letter: str
    id: str
    entries: tuple[Entry, ...]


@dataclass(frozen=True, slots=True)
class LetterLink:
    letter: str
    url: str
    is_current: bool


@dataclass(frozen=True, slots=True)
class BrowsePage:
    """What browse.html shows: all groups, one letter of a long list, or the values that match a filter.

    In a short list the letters follow each other in common columns, else each letter has its own columns.
    """

    facet: FacetName
    label: str
    total: int
    found: str
    is_short: bool
    filter: str
    url: str
    letters: tuple[LetterLink, ...]
    groups: tuple[Group, ...]


def browse_page(
    facet: FacetName, values: Iterable[FacetValue], letter: str, typed: str, links: Links
) -> BrowsePage:
    """`letter` limits the list to one letter, `typed` to values with words that begin like its words.

    A list of more than WHOLE values shows one letter at a time. Raises `BadParameter` for a letter
    that no value begins with.
    """
    everything = sorted(values, key=lambda each: (*_sort_key(each.value), each.value))
    found = [each for each in everything if _holds(each.value, typed)] if typed else everything
    grouped: dict[str, list[FacetValue]] = {}
    for each in found:
        grouped.setdefault(_letter(each.value), []).append(each)
    letter = _chosen(letter, list(grouped), len(found))
    return BrowsePage(
        facet=facet,
        label=links.facets[facet].labels,
        total=len(everything),
        found=number(len(found)),
        is_short=len(found) <= SHORT,
        filter=typed,
        url=links.browse(facet),
        letters=_letter_links(list(grouped), letter, lambda each: links.browse(facet, each, typed)),
        groups=_groups(facet, grouped, letter, links),
    )


def _chosen(letter: str, letters: Sequence[str], count: int) -> str:
    """The one letter to show, or "" for all."""
    if letter and letter not in letters:
        expected = f"use one of {', '.join(letters)}" if letters else "there is nothing to list"
        raise BadParameter(LETTER, letter, expected)
    return letter or (letters[0] if count > WHOLE else "")


def _groups(
    facet: FacetName, grouped: dict[str, list[FacetValue]], letter: str, links: Links
) -> tuple[Group, ...]:
    search = links.with_values(SearchRequest()).including[facet]
    return tuple(
        Group(
            each,
            _id(each),
            tuple(
                Entry(value.value, number(value.count), search.fill(quoted(value.value)))
                for value in values
            ),
        )
        for each, values in grouped.items()
        if not letter or each == letter
    )


def _letter_links(
    letters: Sequence[str], current: str, page_of: Callable[[str], str]
) -> tuple[LetterLink, ...]:
    """To a heading of this page if all are on it, else to the letter's own page."""
    if len(letters) <= 1:
        return ()
    return tuple(
        LetterLink(each, page_of(each) if current else f"#{_id(each)}", each == current)
        for each in letters
    )


def _sort_key(value: str) -> tuple[int, str]:
    """Letters first, then digits, then what has neither; case and accents do not count."""
    folded = " ".join(analyzer.words(value))
    return (2, value) if not folded else (1, folded) if folded[0].isdigit() else (0, folded)


def _letter(value: str) -> str:
    rank, folded = _sort_key(value)
    return (folded[0].upper(), DIGITS, OTHERS)[rank]


def _id(letter: str) -> str:
    names = "-".join(unicodedata.name(char, f"{ord(char):x}") for char in letter)
    return "letter-" + names.lower().replace(" ", "-")


def _holds(value: str, typed: str) -> bool:
    words = analyzer.words(value)
    return all(any(word.startswith(part) for word in words) for part in analyzer.words(typed))
