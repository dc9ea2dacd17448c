"""The looks of an archive: its logo and its style sheet, from the settings in the index."""

from __future__ import annotations

import base64
from dataclasses import dataclass
from functools import lru_cache
from hashlib import blake2b

from flask import Blueprint, Response, abort

from search.config.archive import ArchiveConfig
from web.assets import BRIEFLY, FOREVER
from web.site import config

LOGO, STYLES = "logo", "archive.css"
POLICY = "default-src 'none'; style-src 'unsafe-inline'; sandbox"
"""For the logo, which may be a drawing that somebody opens by itself."""

blueprint = Blueprint("looks", __name__)


@dataclass(frozen=True, slots=True)
class Looks:
    """The paths of the files, "" for those that the archive does not have; they change with what is in
    them. `media_type` is that of the logo."""

    logo: str = ""
    media_type: str = ""
    styles: str = ""


def looks(archive: ArchiveConfig) -> Looks:
    styles = style_sheet(archive)
    kind = archive.logo.removeprefix("data:").partition(";")[0]
    return Looks(
        logo=f"/site/{_digest(archive.logo)}/{LOGO}" if archive.logo else "",
        media_type=kind,
        styles=f"/site/{_digest(styles)}/{STYLES}" if styles else "",
    )


@blueprint.get(f"/site/<digest>/{LOGO}")
def logo(digest: str) -> Response:
    """The image, as an image and nothing else."""
    found = config().logo
    if not found:
        abort(404)
    kind, _, data = found.removeprefix("data:").partition(";base64,")
    response = _kept(Response(base64.b64decode(data), mimetype=kind), digest == _digest(found))
    response.headers["Content-Security-Policy"] = POLICY
    return response


@blueprint.get(f"/site/<digest>/{STYLES}")
def styles(digest: str) -> Response:
    """The colours and the style sheet of the archive, which pages load after their own."""
    found = style_sheet(config())
    if not found:
        abort(404)
    return _kept(Response(found, mimetype="text/css"), digest == _digest(found))


def style_sheet(archive: ArchiveConfig) -> str:
    """The colours and the style sheet of an archive; "" if it has none."""
    themes = (("light", archive.accent), ("dark", archive.accent_dark))
    colours = "".join(
        f"@media (prefers-color-scheme: {theme}) {{ :root {{ --accent: {colour}; }} }}\n"
        for theme, colour in themes
        if colour
    )
    return colours + archive.css


def _kept(response: Response, is_current: bool) -> Response:
    """The response, kept for good by browsers if its address is that of what is in it."""
    response.cache_control.public = True
    response.cache_control.max_age = FOREVER if is_current else BRIEFLY
    response.cache_control.immutable = is_current
    return response


@lru_cache(8)
def _digest(text: str) -> str:
    return blake2b(text.encode(), digest_size=8).hexdigest()
