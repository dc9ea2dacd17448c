"""A hit as a ContextObject in a span (COinS), in the Dublin Core form that reference managers read from
lists of results: it has a type for newspaper articles, unlike that of journals."""

from __future__ import annotations

from functools import lru_cache
from urllib.parse import quote_plus

from search.model.results import Hit
from search.result_formats.well_formed import one_line

_ALWAYS = (
    "url_ver=Z39.88-2004&ctx_ver=Z39.88-2004&rft_val_fmt=info%3Aofi%2Ffmt%3Akev%3Amtx%3Adc"
    "&rft.type=newspaperArticle"
)
_REMEMBERED = 1_024


def context_object(hit: Hit, url: str) -> str:
    """The value of the title of a span of the class Z3988; `url` is the address of the article."""
    parts = [
        ("title", _quoted(hit.title)),
        ("source", _known(hit.publisher or hit.source)),
        ("date", hit.published.isoformat() if hit.published else ""),
        *(("creator", _known(author)) for author in hit.authors),
        ("identifier", quote_plus(url, errors="replace")),
    ]
    return "&".join([_ALWAYS, *[f"rft.{name}={value}" for name, value in parts if value]])


def _quoted(value: str) -> str:
    return quote_plus(one_line(value), errors="replace")


_known = lru_cache(_REMEMBERED)(_quoted)
"""What occurs on many pages."""
