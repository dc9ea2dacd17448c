"""Reading `backissue.toml`, in which an archive says what it is.

    title = "The Lantern Review"     # also: tagline, language, interface, url, about, footer, logo,
                                     # accent, accent_dark, css
    duplicates = false               # articles with the same text are not grouped
    [facets.section]                 # a facet of the archive's own
    fields = ["section", "article:section"]
    [facets.theme.aliases]
    "white_house" = "White House"
    "Uncategorized" = ""             # is left out
    [facets.region.folders]
    "politics/europe" = "Europe"
    [drop]
    selectors = [".newsletter"]
    texts = ["Subscribe to our newsletter"]
    repeated = false                 # paragraphs that stand in many articles are searched, too
    [wordpress]
    types = ["page"]                 # besides posts
    [synonyms]
    car = ["automobile"]

What cannot be used raises `BadConfig`, whose sentence names the file and the key.
"""

from __future__ import annotations

import base64
import os
import re
import tomllib
from pathlib import Path
from unicodedata import normalize

from search.config import contrast
from search.config.archive import ArchiveConfig
from search.config.facet_settings import facet_table
from search.config.images import BadImage, media_type
from search.config.interface import LANGUAGES
from search.config.small_files import UnusableFile, file_below, read_bytes, read_text
from search.config.toml_values import Section
from search.errors import BadConfig

FILE_NAME = "backissue.toml"

SETTINGS = (
    "title", "tagline", "footer", "language", "interface", "url", "accent", "accent_dark", "about",
    "logo", "css", "facets", "drop", "wordpress", "synonyms", "duplicates",
)  # fmt: skip
DROP_SETTINGS = ("selectors", "texts", "repeated")
WORDPRESS_SETTINGS = ("types",)

_MAX_FOOTER = 1_000
_MAX_DROPPED = 200
_MAX_GROUPS = 5_000
_MAX_SYNONYMS = 100
_FORMS = {
    "interface": ("|".join(LANGUAGES), f"one of {', '.join(LANGUAGES)}"),
    "language": (r"[A-Za-z]{2,3}(-[A-Za-z0-9]{2,8})*", "a language tag such as en or pt-BR"),
    "url": (
        r"https?://[^\s\"'<>?#/]+[^\s\"'<>?#]*",
        "an address such as https://archive.example.org",
    ),
    "accent": (r"#[0-9A-Fa-f]{6}", "a colour such as #a02020"),
    "accent_dark": (r"#[0-9A-Fa-f]{6}", "a colour such as #ff8080"),
}
_LOADS = re.compile(r"@import|url\(\s*['\"]?\s*(?:[a-z][a-z0-9+.-]*:|//)", re.IGNORECASE)
"""What in a style sheet loads from elsewhere; the policy of the pages forbids it in any spelling."""


def archive_config(archive: Path, file: Path | None = None) -> ArchiveConfig:
    """The settings in `file`, or in the `backissue.toml` of an archive if it has one.

    Raises `BadConfig`.
    """
    path = file or archive / FILE_NAME
    if file is None and not os.path.lexists(path):
        return ArchiveConfig()
    return _config(Section(path, "", _parsed(path)), archive)


def _parsed(path: Path) -> dict[str, object]:
    """The values of a TOML file; raises `BadConfig`."""
    try:
        return tomllib.loads(read_text(path))
    except UnusableFile as error:
        raise BadConfig(f"{path} {error}.") from None
    except (ValueError, RecursionError) as error:
        raise BadConfig(f"{path} is not TOML: {error}.") from None


def _config(section: Section, archive: Path) -> ArchiveConfig:
    section.check_keys(SETTINGS)
    forms = {key: section.string_like(key, *form) for key, form in _FORMS.items()}
    forms["url"] = forms["url"].rstrip("/")
    _check_accent(section, "accent", contrast.LIGHT, "darker")
    _check_accent(section, "accent_dark", contrast.DARK, "lighter")
    drop = section.section("drop")
    drop.check_keys(DROP_SETTINGS)
    wordpress = section.section("wordpress")
    wordpress.check_keys(WORDPRESS_SETTINGS)
    about, about_file = _about(section, archive)
    return ArchiveConfig(
        **forms,
        readers=(),
        title=section.string("title"),
        tagline=section.string("tagline"),
        footer=section.string("footer", most=_MAX_FOOTER),
        about=about,
        about_file=about_file,
        logo=_logo(section),
        css=_css(section),
        facets=facet_table(section.section("facets")),
        dropped_selectors=drop.selectors("selectors", _MAX_DROPPED),
        dropped_texts=drop.strings("texts", most=_MAX_DROPPED),
        drop_repeated=drop.boolean("repeated", default=True),
        post_types=wordpress.strings("types"),
        synonyms=_synonyms(section.section("synonyms")),
        duplicates=section.boolean("duplicates", default=True),
    )


def _about(section: Section, archive: Path) -> tuple[str, str]:
    """The text about the archive, and its file's path in the archive; "" where there is none."""
    name = section.string("about")
    if not name:
        return "", ""
    try:
        path = file_below(section.file.parent, name)
        text = read_text(path)
    except UnusableFile as error:
        raise section.error("about", f"{name} {error}") from None
    root = archive.resolve()
    below = path.relative_to(root).as_posix() if path.is_relative_to(root) else ""
    return text, normalize("NFC", below)


def _check_accent(section: Section, key: str, backgrounds: tuple[str, ...], other: str) -> None:
    """Raise `BadConfig` for a colour in which texts would be hard to read."""
    colour = section.string(key)
    if not colour:
        return
    ratio, background = contrast.weakest(colour, backgrounds)
    if ratio < contrast.LEAST:
        reason = (
            f"the contrast of {colour} with the background {background} is {ratio:.2f}:1, and texts"
            f" need {contrast.LEAST}:1; choose a {other} colour"
        )
        raise section.error(key, reason)


def _logo(section: Section) -> str:
    """The image as a data URI (RFC 2397), so that a server needs no other file."""
    name = section.string("logo")
    if not name:
        return ""
    try:
        data = read_bytes(file_below(section.file.parent, name))
        kind = media_type(data)
    except (UnusableFile, BadImage) as error:
        raise section.error("logo", f"{name} {error}") from None
    return f"data:{kind};base64,{base64.b64encode(data).decode()}"


def _css(section: Section) -> str:
    """The archive's own style sheet, which loads nothing from elsewhere."""
    name = section.string("css")
    if not name:
        return ""
    try:
        text = read_text(file_below(section.file.parent, name))
    except UnusableFile as error:
        raise section.error("css", f"{name} {error}") from None
    if found := _LOADS.search(text):
        reason = f"{name} loads something from elsewhere ({found[0].strip()}…): remove that"
        raise section.error("css", reason)
    return text


def _synonyms(section: Section) -> tuple[tuple[str, ...], ...]:
    section.check_size(_MAX_GROUPS)
    return tuple((word, *section.strings(word, most=_MAX_SYNONYMS)) for word in section.values)
