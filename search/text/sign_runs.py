"""Signs that belong to words, as `signed_words` says, of many texts as one array of UTF-16 code units."""

from __future__ import annotations

import numpy as np

from search.storage.arrays import Array
from search.text.signed_words import (
    MOST_DIGITS,
    MOST_LETTERS,
    PARAGRAPH,
    PERCENT,
    SPACES,
    TAGS,
)
from search.text.unit_kinds import CAPITAL, are_digits, are_of_words

_ASCII = 128


def before(
    begins: Array, stops: Array, capital: Array, kinds: Array, units: Array, opens: Array
) -> Array:
    """How many units before each word belong to it (int64): see `signed_words.signed_before`. `opens`
    says of each code unit whether a sign may begin a word after it (bool)."""
    return _signs_before(begins, capital, kinds, units, opens) + _paragraphs(begins, stops, units)


def after(begins: Array, stops: Array, kinds: Array, units: Array) -> Array:
    """How many units after each word belong to it (int64): see `signed_words.signed_after`."""
    return _signs_after(begins, stops, kinds, units) + _percents(begins, stops, kinds, units)


def _signs_before(begins: Array, capital: Array, kinds: Array, units: Array, opens: Array) -> Array:
    """How many signs of tags and the like before each word belong to it (int64)."""
    sign = units.take(begins - 1)
    is_signed = sign == ord(".")
    is_signed &= capital
    for tag in TAGS:
        is_signed |= sign == ord(tag)
    found = np.zeros(len(begins), np.int64)
    near = is_signed.nonzero()[0]
    first = begins[near]
    is_open = opens[units.take(first - 2)]
    found[near] = is_open & (kinds.take(first) <= CAPITAL)
    return found


def _signs_after(begins: Array, stops: Array, kinds: Array, units: Array) -> Array:
    """How many + and # after each word belong to it (int64)."""
    found = np.zeros(len(begins), np.int64)
    near = (stops - begins <= MOST_LETTERS).nonzero()[0]
    sign = units.take(stops[near])
    near = near[(sign == ord("+")) | (sign == ord("#"))]
    first, end = begins[near], stops[near]
    is_ascii = (units.take(first) < _ASCII) & (units.take(end - 1) < _ASCII)
    near, end = near[is_ascii], end[is_ascii]
    sign, second, third = (units.take(end + step, mode="clip") for step in range(3))
    is_plus = (sign == ord("+")) & (second == ord("+")) & (third != ord("+"))
    goes_on = are_of_words(kinds.take(end + 1, mode="clip")) | (second == ord("#"))
    found[near] = 2 * is_plus + ((sign == ord("#")) & ~goes_on & (second != ord("_")))
    return found


def _paragraphs(begins: Array, stops: Array, units: Array) -> Array:
    """How many units before each word, the sign of a paragraph and maybe a space, belong to it."""
    found = np.zeros(len(begins), np.int64)
    signs = np.flatnonzero(units == ord(PARAGRAPH))
    signs = signs[signs < begins.max(initial=0)]
    after = signs + 1 + _are_spaces(units[signs + 1])
    words = begins.searchsorted(after)
    own = (begins[words] == after) & _are_numbers(begins[words], stops[words], units)
    found[words[own]] = (after - signs)[own]
    return found


def _percents(begins: Array, stops: Array, kinds: Array, units: Array) -> Array:
    """How many units after each word, the sign of percent and maybe a space, belong to it."""
    found = np.zeros(len(begins), np.int64)
    signs = np.flatnonzero(units == ord(PERCENT))
    signs = signs[signs >= stops.min(initial=len(units))]
    ends = signs - _are_spaces(units[signs - 1])
    words = stops.searchsorted(ends, "right") - 1
    first = begins[words]
    own = (stops[words] == ends) & _are_numbers(first, stops[words], units)
    own &= ~are_of_words(kinds[signs + 1]) & (units[signs + 1] != ord("_"))
    is_part = (units[first - 1] == ord(".")) | (units[first - 1] == ord(","))
    own &= ~(is_part & are_digits(units[first - 2]))
    found[words[own]] = (signs + 1 - ends)[own]
    return found


def _are_spaces(units: Array) -> Array:
    return np.isin(units, [ord(each) for each in SPACES])


def _are_numbers(begins: Array, stops: Array, units: Array) -> Array:
    """Which of some words are whole numbers of a few digits (bool)."""
    lengths = stops - begins
    own: Array = lengths <= MOST_DIGITS
    for step in range(MOST_DIGITS):
        own &= (lengths <= step) | are_digits(units.take(begins + step, mode="clip"))
    return own
