"""The ways to take a search along: feeds to follow it, and files of all hits."""

from __future__ import annotations

from dataclasses import dataclass, replace

from search.model.request import SearchRequest
from search.model.results import Results
from search.result_formats import RESULT_FORMATS, ResultFormat
from search.result_formats.citations.coins import context_object
from search.result_formats.paths import article_path
from web.language import N_
from web.language import gettext as _
from web.links import Links

_LABELS = (N_("NDJSON, with texts"), N_("Text"))
"""The names of formats that are no proper names, for catalogues."""


@dataclass(frozen=True, slots=True)
class ExportLink:
    label: str
    media_type: str
    url: str


@dataclass(frozen=True, slots=True)
class ExportsView:
    """Links to the search as feeds, newest first, and as files; for each hit of the page what reference
    managers read."""

    feeds: tuple[ExportLink, ...]
    files: tuple[ExportLink, ...]
    coins: tuple[str, ...]


def exports_view(results: Results, links: Links, base: str) -> ExportsView:
    """How the page shows the search does not matter; `base` is the address of the site."""
    request = results.request
    every = replace(request, page=1, size=10, facet_size=50, facets=None, passages=3, explain=False)
    followed = replace(every, sort="relevance")  # none is named: a feed has the newest first
    return ExportsView(
        feeds=tuple(_link(each, followed, links) for each in RESULT_FORMATS if each.is_feed),
        files=tuple(_link(each, every, links) for each in RESULT_FORMATS if each.is_file),
        coins=tuple(context_object(hit, f"{base}{article_path(hit.id)}") for hit in results.hits),
    )


def _link(format: ResultFormat, request: SearchRequest, links: Links) -> ExportLink:
    return ExportLink(_(format.label), format.media_type, links.export(request, format.name))
