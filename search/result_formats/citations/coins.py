"""A hit as a ContextObject in a span (COinS), in the Dublin Core form that reference managers read from
lists of results: it has a type for newspaper articles, unlike that of journals."""

from __future__ import annotations

from urllib.parse import urlencode

from search.model.results import Hit
from search.result_formats.well_formed import one_line


def context_object(hit: Hit, url: str) -> str:
    """The value of the title of a span of the class Z3988; `url` is the address of the article."""
    parts = [
        ("url_ver", "Z39.88-2004"),
        ("ctx_ver", "Z39.88-2004"),
        ("rft_val_fmt", "info:ofi/fmt:kev:mtx:dc"),
        ("rft.type", "newspaperArticle"),
        ("rft.title", one_line(hit.title)),
        ("rft.source", one_line(hit.publisher or hit.source)),
        ("rft.date", hit.published.isoformat() if hit.published else ""),
        *(("rft.creator", one_line(author)) for author in hit.authors),
        ("rft.identifier", url),
    ]
    return urlencode([each for each in parts if each[1]], errors="replace")
