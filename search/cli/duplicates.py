"""What `backissue report duplicates` prints."""

from __future__ import annotations

import json
from collections.abc import Sequence
from typing import Any

from search.cli.counts import counted
from search.model.results import Duplicate

Group = Sequence[Duplicate]


def print_listed(groups: Sequence[Group] | None, as_json: bool) -> None:
    """Print groups of articles with the same text, None if the index does not group them."""
    if as_json:
        print(json.dumps(_as_json(groups), ensure_ascii=False))
    elif groups is None:
        print(
            "This index does not group articles with the same text: it is in a cluster, or the"
            " backissue.toml of the archive has duplicates = false."
        )
    elif not groups:
        print("No two articles have the same text.")
    else:
        _print_for_people(groups)


def _print_for_people(groups: Sequence[Group]) -> None:
    for group in groups:
        print(group[0].copy.title or "Untitled")
        for each in group:
            print(f"  {_line(each)}")
    articles, texts = sum(map(len, groups)), len(groups)
    print(
        f"{articles:,} articles have the same text as another; they are {counted(texts, 'text')}."
    )


def _line(duplicate: Duplicate) -> str:
    copy, shared = duplicate
    dated = copy.published.isoformat() if copy.published else ""
    part = f"{shared:.0%} shared" if shared < 1 else ""
    return "  ".join(filter(None, (copy.id, copy.source, dated, part)))


def _as_json(groups: Sequence[Group] | None) -> dict[str, Any]:
    return {
        "are_grouped": groups is not None,
        "groups": [[_member(each) for each in group] for group in groups or ()],
    }


def _member(duplicate: Duplicate) -> dict[str, Any]:
    copy, shared = duplicate
    return {
        "id": copy.id,
        "title": copy.title,
        "source": copy.source,
        "published": copy.published.isoformat() if copy.published else None,
        "shared": shared,
    }
