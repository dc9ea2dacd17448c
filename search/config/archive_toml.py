"""Reading `backissue.toml`, in which an archive says what it is.

    title = "The Lantern Review"     # also: tagline, language, url, about, footer, logo,
                                     # accent, accent_dark
    [facets.section]                 # a facet of the archive's own
    fields = ["section", "article:section"]
    [facets.theme.aliases]
    "white_house" = "White House"
    [facets.region.folders]
    "politics/europe" = "Europe"
    [drop]
    selectors = [".newsletter"]
    texts = ["Subscribe to our newsletter"]
    [synonyms]
    car = ["automobile"]

What cannot be used raises `BadConfig`, whose sentence names the file and the key.
"""

from __future__ import annotations

import base64
import tomllib
from collections.abc import Mapping
from pathlib import Path
from typing import Any

from search.config.archive import ArchiveConfig
from search.config.facet_settings import facet_table
from search.config.toml_values import Section
from search.errors import BadConfig

FILE_NAME = "backissue.toml"
MAX_BYTES = 200_000
"""The size of the file itself, and of each file that it names."""

_STRINGS = ("title", "tagline", "footer")
_FORMS = {
    "language": (r"[A-Za-z]{2,3}(-[A-Za-z0-9]{2,8})*", "a language tag such as en or pt-BR"),
    "url": (r"https?://[^\s\"'<>?#]+", "an address such as https://archive.example.org"),
    "accent": (r"#[0-9A-Fa-f]{6}", "a colour such as #a02020"),
    "accent_dark": (r"#[0-9A-Fa-f]{6}", "a colour such as #ff8080"),
}
_FILES = ("about", "logo")
_TABLES = ("facets", "drop", "synonyms")
_IMAGES = {
    ".svg": "image/svg+xml",
    ".png": "image/png",
    ".jpg": "image/jpeg",
    ".jpeg": "image/jpeg",
    ".webp": "image/webp",
    ".gif": "image/gif",
}


def archive_config(archive: Path, file: Path | None = None) -> ArchiveConfig:
    """The settings in `file`, or in the `backissue.toml` of an archive if it has one.

    Raises `BadConfig`.
    """
    path = file or archive / FILE_NAME
    if file is None and not path.is_file():
        return ArchiveConfig()
    try:
        return _config(Section(path, "", tomllib.loads(_read(path).decode())))
    except tomllib.TOMLDecodeError as error:
        raise BadConfig(f"{path} is not TOML: {error}.") from None
    except UnicodeDecodeError:
        raise BadConfig(f"{path} is not UTF-8: save it as UTF-8.") from None


def _config(section: Section) -> ArchiveConfig:
    section.check_keys((*_STRINGS, *_FORMS, *_FILES, *_TABLES))
    strings = {key: section.string(key) for key in _STRINGS}
    forms = {key: section.string_like(key, *form) for key, form in _FORMS.items()}
    forms["url"] = forms["url"].rstrip("/")
    drop = section.section("drop")
    drop.check_keys(("selectors", "texts"))
    return ArchiveConfig(
        **strings,
        **forms,
        about=_about(section),
        logo=_logo(section),
        facets=facet_table(section.section("facets")),
        dropped_selectors=drop.selectors("selectors"),
        dropped_texts=tuple(text for text in drop.strings("texts") if text.strip()),
        synonyms=_synonyms(section.section("synonyms")),
    )


def _about(section: Section) -> str:
    name = section.string("about")
    if not name:
        return ""
    try:
        return _read(section.file.parent / name).decode()
    except UnicodeDecodeError:
        raise section.error("about", f"{name} is not UTF-8 text: save it as UTF-8") from None


def _logo(section: Section) -> str:
    """The image as a data URI (RFC 2397), so that whoever serves the index needs no other file."""
    name = section.string("logo")
    if not name:
        return ""
    kind = _IMAGES.get(Path(name).suffix.lower())
    if kind is None:
        raise section.error("logo", f"{name} is none of {', '.join(_IMAGES)}")
    data = _read(section.file.parent / name)
    return f"data:{kind};base64,{base64.b64encode(data).decode()}"


def _synonyms(section: Section) -> tuple[tuple[str, ...], ...]:
    groups: Mapping[str, Any] = section.values
    return tuple((word, *section.strings(word)) for word in groups)


def _read(path: Path) -> bytes:
    try:
        with path.open("rb") as stream:
            data = stream.read(MAX_BYTES + 1)
    except OSError as error:
        raise BadConfig(f"{path} cannot be read: {error.strerror or error}.") from None
    if len(data) > MAX_BYTES:
        raise BadConfig(f"{path} is larger than {MAX_BYTES // 1_000} kB, the most it may be.")
    return data
