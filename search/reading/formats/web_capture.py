"""A page in a web archive: what the server sent, under the address that it was sent for.

When it was captured is no date of the article, and nothing else that is known of one.
"""

from __future__ import annotations

import re
from dataclasses import replace

from search.config.archive import ArchiveConfig
from search.reading.decoding import decode
from search.reading.draft import Draft
from search.reading.formats.html import html_page
from search.reading.web_captures import from_record, name_of

_CHARSET = re.compile(r"charset\s*=\s*[\"']?\s*([\w.:-]+)", re.IGNORECASE)


def parse(data: bytes, config: ArchiveConfig) -> Draft:
    """The draft of a captured page; raises `Unreadable` if it is not text."""
    capture, content = from_record(data)
    if label := _CHARSET.search(capture.content_type):
        text, odd = decode(content, label[1])
        content = text.encode("utf-8", "replace") if not odd else content
    draft = html_page.parse(content, config)
    origins = {**draft.origins, "address": "captured address"}
    return replace(draft, id=name_of(capture.address), address=capture.address, origins=origins)
