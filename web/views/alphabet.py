"""Facet values in the order of the alphabet, under their letters."""

from __future__ import annotations

import unicodedata
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from functools import lru_cache
from operator import itemgetter

from search.errors import BadParameter
from search.model.facets import FacetField
from search.model.results import FacetValue
from search.result_formats.citations.names import name_of
from search.text.value_names import holds, sort_key
from web.language import N_
from web.language import gettext as _
from web.links import LETTER
from web.wording import value_name

WHOLE = 1_000
"""Values of a longer list come a letter at a time."""
SHORT = 150
"""In lists of so few values the letters share their columns."""
DIGITS, OTHERS = "0–9", N_("Other")


@dataclass(frozen=True, slots=True)
class LetterLink:
    letter: str
    url: str
    is_current: bool


def by_letter(values: Iterable[FacetValue], field: FacetField) -> dict[str, list[FacetValue]]:
    """The values in the order of the alphabet, by the letter under which they are looked for."""
    keyed = sorted(
        ((alphabetical(value_name(field.name, each.value), field), each) for each in values),
        key=itemgetter(0),
    )
    grouped: dict[str, list[FacetValue]] = {}
    for (rank, folded, _value), each in keyed:
        letter = (folded[0].upper(), DIGITS, OTHERS)[rank]
        grouped.setdefault(letter, []).append(each)
    return grouped


def is_found(value: str, field: FacetField, typed: str) -> bool:
    """Whether a value, or the name that it is shown by, has words that begin like those `typed`."""
    name = value_name(field.name, value)
    return holds(value, typed) or (name != value and holds(name, typed))


def alphabetical(value: str, field: FacetField) -> tuple[int, str, str]:
    """What values of a facet are sorted by, from A to Z."""
    return (*sort_key(_family_first(value) if field.has_family_names else value), value)


@lru_cache(1 << 15)
def _family_first(name: str) -> str:
    """Byron, Ada; the same names are listed again and again."""
    return name_of(name).sorted


def chosen_letter(letter: str, letters: Sequence[str], count: int) -> str:
    """The one letter to show of `count` values, or "" for all; raises `BadParameter` for a letter that
    nothing begins with."""
    if letter and letter not in letters:
        expected = f"use one of {', '.join(letters)}" if letters else "there is nothing to list"
        raise BadParameter(LETTER, letter, expected)
    return letter or (letters[0] if count > WHOLE else "")


def letter_links(
    letters: Sequence[str], current: str, page_of: Callable[[str], str]
) -> tuple[LetterLink, ...]:
    """To a heading of this page if all are on it, else to the letter's own page."""
    if len(letters) <= 1:
        return ()

    def link(letter: str) -> LetterLink:
        url = page_of(letter) if current else f"#{letter_id(letter)}"
        return LetterLink(letter_name(letter), url, letter == current)

    return tuple(map(link, letters))


def letter_name(letter: str) -> str:
    """A letter as it is shown."""
    return _(letter) if letter == OTHERS else letter


def letter_id(letter: str) -> str:
    """The id of the heading of a letter."""
    names = "-".join(unicodedata.name(char, f"{ord(char):x}") for char in letter)
    return "letter-" + names.lower().replace(" ", "-")
