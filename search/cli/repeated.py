"""What the commands print of paragraphs that stand in many articles."""

from __future__ import annotations

import json
from collections.abc import Sequence

from rich.console import Console
from rich.markup import escape

from search.indexing.repeated import RepeatedParagraph


def print_listed(found: Sequence[RepeatedParagraph], as_json: bool) -> None:
    if as_json:
        print(json.dumps({"paragraphs": [_listed(each) for each in found]}))
        return
    console = Console(highlight=False, soft_wrap=True)
    if not found:
        console.print("No paragraph counts as repeated: all are searched.")
    for each in found:
        console.print(f"[bold]{each.articles:,}[/]  {escape(each.text)}")
        console.print(f"    [dim]It {escape(each.why)}, such as {escape(each.id)}.[/]")


def line(count: int) -> str:
    """What a reindex says of them."""
    if count == 1:
        return (
            "1 paragraph stands in many articles and is not searched: `backissue report boilerplate`"
            " shows it."
        )
    return (
        f"{count:,} paragraphs stand in many articles and are not searched: `backissue report"
        " boilerplate` lists them."
    )


def _listed(paragraph: RepeatedParagraph) -> dict[str, object]:
    return {
        "text": paragraph.text,
        "articles": paragraph.articles,
        "example": paragraph.id,
        "place": paragraph.place,
        "why": paragraph.why,
    }
