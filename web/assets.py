"""Static files. Their addresses contain a digest of all files, so browsers can keep them for good.

Texts are compressed once, when a process begins, and kept in memory: all of them take some milliseconds
and 16 kB, nothing has to be built or written, and no answer waits for it.
"""

from __future__ import annotations

import gzip
import mimetypes
from collections.abc import Mapping
from dataclasses import dataclass, field
from hashlib import blake2b
from pathlib import Path

from flask import Blueprint, Response, current_app, redirect, request, send_from_directory
from werkzeug.wrappers import Response as BaseResponse

FOREVER = 31_536_000
BRIEFLY = 60
STYLES = "style.css"
LEAST = 500
"""Bytes; what is shorter is sent as it is."""

blueprint = Blueprint("assets", __name__)


@dataclass(frozen=True, slots=True)
class Assets:
    """The folder of static files, the digest of their names and contents, and those that are shorter with
    gzip, by name. `styles` is the style sheet of all pages."""

    folder: Path
    digest: str
    compressed: Mapping[str, bytes] = field(default_factory=dict, repr=False)
    styles: str = field(default="", repr=False)

    @classmethod
    def find(cls) -> Assets:
        """They are inside an installed package, and beside the package in a source tree."""
        package = Path(__file__).parent
        inside, beside = package / "static", package.parent / "static"
        return cls.of(inside if inside.is_dir() else beside)

    @classmethod
    def of(cls, folder: Path) -> Assets:
        digest, compressed, styles = blake2b(digest_size=8), {}, ""
        for file in sorted(folder.rglob("*")):
            if file.is_file():
                name, content = file.relative_to(folder).as_posix(), file.read_bytes()
                digest.update(name.encode() + b"\0")
                digest.update(content + b"\0")
                if short := _compressed(name, content):
                    compressed[name] = short
                if name == STYLES:
                    styles = file.read_text("utf-8")
        return cls(folder, digest.hexdigest(), compressed, styles)

    def path(self, name: str) -> str:
        return f"/static/{self.digest}/{name}"


@blueprint.get("/static/<digest>/<path:name>")
def static(digest: str, name: str) -> Response:
    """A static file; browsers keep it only briefly if the digest is that of another version."""
    assets: Assets = current_app.extensions["backissue"].assets
    age = FOREVER if digest == assets.digest else BRIEFLY
    short = assets.compressed.get(name)
    if short and request.accept_encodings.quality("gzip") > 0:
        response = _short(name, short, age)
    else:
        response = send_from_directory(assets.folder, name, max_age=age)
    if short:
        response.vary.add("Accept-Encoding")
    response.cache_control.public = True
    response.cache_control.no_cache = None
    response.cache_control.immutable = digest == assets.digest
    return response


def _short(name: str, content: bytes, age: int) -> Response:
    """A file as gzip has it, which has an ETag of its own."""
    response = Response(content, mimetype=_media_type(name))
    response.headers["Content-Encoding"] = "gzip"
    response.cache_control.public = True
    response.cache_control.max_age = age
    response.set_etag(blake2b(content, digest_size=12).hexdigest())
    response.make_conditional(request)
    return response


def _compressed(name: str, content: bytes) -> bytes:
    """A text with gzip; b"" if it is none, or short anyway."""
    is_text = _media_type(name).startswith(("text/", "image/svg"))
    return gzip.compress(content, 9, mtime=0) if is_text and len(content) >= LEAST else b""


def _media_type(name: str) -> str:
    return mimetypes.guess_type(name)[0] or "application/octet-stream"


@blueprint.get("/favicon.ico")
def favicon() -> BaseResponse:
    """For browsers that do not read <link rel="icon">."""
    assets: Assets = current_app.extensions["backissue"].assets
    return redirect(f"{request.script_root}{assets.path('favicon.svg')}", 308)
