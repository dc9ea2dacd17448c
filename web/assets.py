"""Static files. Their addresses contain a digest of all files, so browsers can keep them for good."""

from __future__ import annotations

from dataclasses import dataclass
from hashlib import blake2b
from pathlib import Path

from flask import Blueprint, Response, current_app, redirect, request, send_from_directory
from werkzeug.wrappers import Response as BaseResponse

FOREVER = 31_536_000
BRIEFLY = 60

blueprint = Blueprint("assets", __name__)


@dataclass(frozen=True, slots=True)
class Assets:
    """The folder of static files, and the digest of their names and contents."""

    folder: Path
    digest: str

    @classmethod
    def find(cls) -> Assets:
        """They are inside an installed package, and beside the package in a source tree."""
        package = Path(__file__).parent
        inside, beside = package / "static", package.parent / "static"
        return cls.of(inside if inside.is_dir() else beside)

    @classmethod
    def of(cls, folder: Path) -> Assets:
        digest = blake2b(digest_size=8)
        for file in sorted(folder.rglob("*")):
            if file.is_file():
                digest.update(file.relative_to(folder).as_posix().encode() + b"\0")
                digest.update(file.read_bytes() + b"\0")
        return cls(folder, digest.hexdigest())

    def path(self, name: str) -> str:
        return f"/static/{self.digest}/{name}"


@blueprint.get("/static/<digest>/<path:name>")
def static(digest: str, name: str) -> Response:
    """A static file; browsers keep it only briefly if the digest is that of another version."""
    assets: Assets = current_app.extensions["backissue"].assets
    age = FOREVER if digest == assets.digest else BRIEFLY
    response = send_from_directory(assets.folder, name, max_age=age)
    response.cache_control.public = True
    response.cache_control.no_cache = None
    response.cache_control.immutable = digest == assets.digest
    return response


@blueprint.get("/favicon.ico")
def favicon() -> BaseResponse:
    """For browsers that do not read <link rel="icon">."""
    assets: Assets = current_app.extensions["backissue"].assets
    return redirect(f"{request.script_root}{assets.path('favicon.svg')}", 308)
