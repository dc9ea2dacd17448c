"""Filters and counts over facet values and dates, exact, from the ordinals of each segment."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date

import numpy as np

from search.engines.whoosh.arrays import Array
from search.engines.whoosh.segment import Segment
from search.request import FACETS, FacetName, SearchRequest, Selection
from search.results import Facet, FacetValue, Period

MOST_MONTHS = 48


@dataclass(frozen=True, slots=True)
class FacetIndex:
    """The values of one facet in the whole archive, sorted, and for each segment the places of its
    own values among them (int32)."""

    values: tuple[str, ...]
    places: tuple[Array, ...]

    @classmethod
    def over(cls, segments: Sequence[Segment], name: FacetName) -> FacetIndex:
        own = [list(segment.facet(name).values) for segment in segments]
        merged = sorted({value for values in own for value in values})
        place = {value: number for number, value in enumerate(merged)}
        return cls(
            tuple(value.decode(errors="surrogatepass") for value in merged),
            tuple(np.array([place[value] for value in values], np.int32) for values in own),
        )

    def counts(self, segments: Sequence[Segment], name: FacetName, weights: list[Array]) -> Array:
        """For each value the sum of the weights (one a document, by segment) of its documents."""
        total = np.zeros(len(self.values), np.int64)
        for segment, places, weight in zip(segments, self.places, weights, strict=True):
            column = segment.facet(name)
            size = len(places)
            own = np.bincount(column.ordinals, weight[column.documents], minlength=size)
            total[places] += own.astype(np.int64)
        return total


@dataclass(frozen=True, slots=True)
class Filters:
    """For one segment, which documents each facet's selection and the dates let through (bool, one
    a document); None lets all through."""

    facets: Mapping[FacetName, Array | None]
    dates: Array | None

    def combined(self, size: int, ignoring: FacetName | None = None) -> Array:
        """The documents that everything lets through, the selection of one facet left out."""
        mask = np.ones(size, bool) if self.dates is None else self.dates.copy()
        for name, each in self.facets.items():
            if each is not None and name != ignoring:
                mask &= each
        return mask


def filters_of(segment: Segment, request: SearchRequest) -> Filters:
    masks = {name: _selected(segment, name, request.selection(name)) for name in FACETS}
    return Filters(masks, _dated(segment, request.since, request.until))


def facet(index: FacetIndex, name: FacetName, counts: Array, request: SearchRequest) -> Facet:
    """The facet as listed: selected and excluded values first, then the most frequent."""
    chosen = request.selection(name)
    named = dict.fromkeys((*chosen.included, *chosen.excluded))
    places = _largest(counts, request.facet_size + len(named))
    count_of = {index.values[place]: int(counts[place]) for place in places}
    ranked = sorted(count_of, key=lambda value: (-count_of[value], value.casefold(), value))
    others = [value for value in ranked if value not in named]
    count_of |= {value: _count(index, counts, value) for value in named}
    leading = sorted(named, key=lambda value: (-count_of[value], value.casefold(), value))
    listed = [*leading, *others][: max(request.facet_size, len(leading))]
    return Facet(
        name,
        tuple(
            FacetValue(value, count_of[value], value in chosen.included, value in chosen.excluded)
            for value in listed
        ),
        int(np.count_nonzero(counts)),
    )


def timeline(segments: Sequence[Segment], weights: list[Array]) -> tuple[Period, ...]:
    """How the weights (one a document, by segment) fall on months or, over a long span, years."""
    counts: dict[int, int] = {}
    for segment, weight in zip(segments, weights, strict=True):
        found = (weight > 0) & (segment.days > 0)
        days, place = np.unique(segment.days[found], return_inverse=True)
        sums = np.bincount(place, weight[found], minlength=len(days))
        for day, count in zip(days.tolist(), sums.tolist(), strict=True):
            counts[day] = counts.get(day, 0) + int(count)
    if not counts:
        return ()
    first, last = date.fromordinal(min(counts)), date.fromordinal(max(counts))
    months = (last.year - first.year) * 12 + last.month - first.month + 1
    width = len("2019-08") if months <= MOST_MONTHS else len("2019")
    periods: dict[str, int] = {}
    for day in sorted(counts):
        period = date.fromordinal(day).isoformat()[:width]
        periods[period] = periods.get(period, 0) + counts[day]
    return tuple(Period(period, count) for period, count in periods.items())


def _selected(segment: Segment, name: FacetName, selection: Selection) -> Array | None:
    if not selection:
        return None
    mask = np.ones(segment.size, bool)
    if selection.included:
        mask = _having(segment, name, selection.included)
    if selection.excluded:
        mask &= ~_having(segment, name, selection.excluded)
    return mask


def _having(segment: Segment, name: FacetName, values: Sequence[str]) -> Array:
    """The documents that have one of the values."""
    column = segment.facet(name)
    ordinals = [column.values.find(_utf8(value)) for value in values]
    mask = np.zeros(segment.size, bool)
    mask[column.documents[np.isin(column.ordinals, [each for each in ordinals if each >= 0])]] = (
        True
    )
    return mask


def _dated(segment: Segment, since: date | None, until: date | None) -> Array | None:
    """The documents in a range of days; those without a date are in none."""
    if since is None and until is None:
        return None
    first = since.toordinal() if since else 1
    last = until.toordinal() if until else date.max.toordinal()
    return (segment.days >= first) & (segment.days <= last)


def _largest(counts: Array, limit: int) -> list[int]:
    """The places of the largest counts above zero; all that tie with the last one are among them."""
    places = np.flatnonzero(counts)
    if len(places) > limit:
        least = np.partition(counts[places], -limit)[-limit]
        places = places[counts[places] >= least]
    found: list[int] = places.tolist()
    return found


def _count(index: FacetIndex, counts: Array, value: str) -> int:
    place = bisect_left(index.values, _utf8(value), key=_utf8)
    is_there = place < len(index.values) and index.values[place] == value
    return int(counts[place]) if is_there else 0


def _utf8(text: str) -> bytes:
    return text.encode(errors="surrogatepass")
