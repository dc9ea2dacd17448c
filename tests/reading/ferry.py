"""A page about a ferry, with whatever a test puts in its head, before its text and after it."""

from __future__ import annotations

import json

from search.model.articles import Article
from search.reading import Reading, Record, read

TEXT = "".join(
    f"<p>{text}</p>"
    for text in (
        "The ferry left at dawn, as it had for forty years, with three passengers and a crate of lemons.",
        "By noon the wind had turned, the harbour was shut, and nobody on the pier would say until when.",
        "In the evening the crew came back on foot, along the dyke, with the lemons and without a word.",
    )
)


def ferry_reading(head: str = "", before: str = "<h1>The ferry</h1>", after: str = "") -> Reading:
    body = f"<body><article>{before}{TEXT}{after}</article></body>"
    page = f"<!doctype html><html><head>{head}</head>{body}</html>"
    return read(Record("a.html", 0, page.encode()))


def ferry_page(head: str = "", before: str = "<h1>The ferry</h1>", after: str = "") -> Article:
    return ferry_reading(head, before, after).article


def ld(**fields: object) -> str:
    return (
        f'<script type="application/ld+json">{json.dumps({"@type": "Article", **fields})}</script>'
    )
