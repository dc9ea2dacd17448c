"""The style sheets of a page: links or, for who comes from elsewhere, in the page itself.

A browser paints nothing before it has them, and who comes from another site or types an address has
seldom kept them: asking for them takes as long as all the rest until the first paint. What follows on
this site has links again, and the browser fetches what they lead to when it has nothing else to do.
The content security policy names what may be in a page by its hash.
"""

from __future__ import annotations

from base64 import b64encode
from dataclasses import dataclass
from functools import lru_cache
from hashlib import sha256

from flask import Flask, Response, g, request
from markupsafe import Markup

from search.config.archive import ArchiveConfig
from web.addresses import is_for_programs
from web.assets import STYLES
from web.looks import looks, style_sheet
from web.site import config, links, site

MOST = 8_000
"""Characters of an archive's own style sheet that may be in a page."""
_ONLY_LINKED = ("url(", "@import", "</style", "\r", "\0")
"""What means something else in a page than in a file, or is read as something else."""
_HERE = "same-origin"


@dataclass(frozen=True, slots=True)
class Styles:
    """Style sheets in the order in which they apply: texts in the page, then links; `later` are the
    addresses of the texts, for the pages after this one."""

    inside: tuple[Markup, ...]
    links: tuple[str, ...]
    later: tuple[str, ...]


def comes_from_elsewhere() -> bool:
    """Whether this request begins a visit, as far as the browser tells; one that does not tell is taken
    for one that has the style sheets."""
    return request.headers.get("Sec-Fetch-Site", _HERE) != _HERE


def page_styles() -> Styles:
    """The style sheets of the page that answers this request."""
    addresses, texts = _addresses(), _texts(config()) if comes_from_elsewhere() else ()
    inside = tuple(Markup(text) for text in texts)  # they have no </style
    return Styles(inside, addresses[len(inside) :], addresses[: len(inside)])


def sources() -> str:
    """What a content security policy says of styles."""
    texts = _texts(config() if "config" in g else ArchiveConfig())
    return " ".join(("style-src 'self'", *map(_hash, texts)))


def register(app: Flask) -> None:
    """Tell caches that pages depend on where their readers come from."""
    app.jinja_env.globals["page_styles"] = page_styles
    app.after_request(_told)


def _told(response: Response) -> Response:
    if response.mimetype == "text/html" and not is_for_programs(request.path):
        response.vary.add("Sec-Fetch-Site")
    return response


def _addresses() -> tuple[str, ...]:
    own, of_archive = site().assets.path(STYLES), looks(config()).styles
    return tuple(links().root + path for path in (own, of_archive) if path)


def _texts(archive: ArchiveConfig) -> tuple[str, ...]:
    """What may be in a page: our style sheet, and that of an archive if it is short and means the same
    there."""
    own, of_archive = site().assets.styles, style_sheet(archive)
    return (own, of_archive) if of_archive and _can_be_inside(of_archive) else (own,)


def _can_be_inside(css: str) -> bool:
    return len(css) <= MOST and not any(each in css.lower() for each in _ONLY_LINKED)


@lru_cache(8)
def _hash(text: str) -> str:
    return f"'sha256-{b64encode(sha256(text.encode()).digest()).decode()}'"
