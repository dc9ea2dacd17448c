"""Ranges of dates in the cluster's query language."""

from __future__ import annotations

from typing import Any, TypeAlias

Json: TypeAlias = dict[str, Any]

NOTHING: Json = {"match_none": {}}


def days(first: int | None, last: int | None, boost: float = 1.0) -> Json:
    """The query for dates of publication between two days (ordinals), both included.

    None is an open end. A partial date matches if one of its days does; articles without a date do not
    match.
    """
    if first is not None and last is not None and first > last:
        return NOTHING
    ends = {"gte": first or 1} | ({} if last is None else {"lte": last})
    begun = {"range": {"day": ends}}
    if first is None:
        return {"constant_score": {"filter": begun, "boost": boost}}
    before = [{"range": {"day": {"lt": first}}}, {"range": {"last_day": {"gte": first}}}]
    return {
        "constant_score": {
            "filter": {"bool": {"should": [begun, {"bool": {"filter": before}}]}},
            "boost": boost,
        }
    }
