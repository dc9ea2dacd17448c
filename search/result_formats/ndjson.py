"""Every hit with its whole article as a JSON object on a line of its own."""

from __future__ import annotations

import json
from collections.abc import Iterator

from search.result_formats.answer import Answer
from search.result_formats.json import copies_as_json
from search.result_formats.paths import article_path
from search.result_formats.records import found_as_json


def render(answer: Answer) -> Iterator[str]:
    """A line for each hit."""
    for found in answer.articles(answer.request):
        url = answer.address(article_path(found.hit.id))
        copies = copies_as_json(found.hit.copies, lambda id: answer.address(article_path(id)))
        record = found_as_json(found, url, answer.facets) | copies
        yield f"{json.dumps(record, ensure_ascii=False, separators=(',', ':'))}\n"
