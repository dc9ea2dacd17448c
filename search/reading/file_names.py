"""What the name of a file says: the suffix of its format, and whether it is compressed.

Compression has nothing to do with the format: `a.md.gz` is Markdown, as `a.md` is.
"""

from __future__ import annotations

import re

_COMPRESSIONS = {
    ".gz": "",
    ".bz2": "",
    ".xz": "",
    ".zst": "",
    ".tgz": ".tar",
    ".tbz": ".tar",
    ".tbz2": ".tar",
    ".txz": ".tar",
    ".tzst": ".tar",
}
"""Suffixes of compressed files, and what they are when they are unpacked."""
_SUFFIX = re.compile(r"(?<=[^/])\.(?=\d*[a-z])[a-z0-9]{1,10}\Z")
"""Other ends of names are parts of them, as in `index.html@p=12` or `Letter of 3.5.1901`."""

_NEVER_READ = {
    f".{name}": group
    for group, names in (
        ("pictures", "apng avif bmp gif heic ico jfif jpeg jpg png psd raw svg svgz tif tiff webp"),
        ("fonts", "eot otf ttf woff woff2"),
        ("scripts and styles", "coffee css js jsx less map mjs sass scss ts tsx"),
        ("sound", "aac aif aiff flac m4a mid mp3 oga ogg opus wav wma"),
        ("films", "avi flv m4v mkv mov mp4 mpeg mpg ogv webm wmv"),
        (
            "programs and data",
            "7z bin class dat db deb dll dmg exe iso jar o pyc rar rpm so sqlite sqlite3 swf wasm",
        ),
        ("backups and parts", "bak lock old orig part swo swp tmp"),
    )
    for name in names.split()
}
NEVER_READ = frozenset(_NEVER_READ)
"""Suffixes of files that are not even opened: pictures, fonts, programs, sound, films, and what editors
and downloads leave behind."""


def is_compressed(path: str) -> bool:
    return _last(path) in _COMPRESSIONS


def suffix(path: str) -> str:
    """The suffix of the format, in lower case: ".md" for "a/B.MD.gz"; "" if there is none."""
    found = _SUFFIX.search(_uncompressed(path).lower())
    return found[0] if found else ""


def without_suffix(path: str) -> str:
    """The path without the suffixes of the format and of compression."""
    name = _uncompressed(path)
    return name[: len(name) - len(suffix(path))]


def is_never_read(path: str) -> bool:
    """Whether a name alone says that a file is no article, such as a picture's or a backup's."""
    return path.endswith("~") or suffix(path) in NEVER_READ


def never_read_group(suffix: str) -> str:
    """What files with a suffix of NEVER_READ are together, such as "pictures"; "" for another suffix."""
    return _NEVER_READ.get(suffix, "")


def kind_of_name(path: str) -> str:
    """What files of such a name are called when they are counted: by their last suffix."""
    stem, dot, last = path.rpartition("/")[2].rpartition(".")
    return dot + last.lower() if stem and last else "no suffix"


def _last(path: str) -> str:
    return path[path.rfind(".") :].lower()


def _uncompressed(path: str) -> str:
    last = _last(path)
    return path[: -len(last)] + _COMPRESSIONS[last] if last in _COMPRESSIONS else path
