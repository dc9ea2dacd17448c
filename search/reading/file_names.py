"""What the name of a file says: the suffix of its format, and whether it is compressed.

Compression has nothing to do with the format: `a.md.gz` is Markdown, as `a.md` is.
"""

from __future__ import annotations

_GZIP = ".gz"


def is_compressed(path: str) -> bool:
    return path.lower().endswith(_GZIP)


def suffix(path: str) -> str:
    """The suffix of the format, in lower case: ".md" for "a/B.MD.gz"; "" if there is none."""
    name = _uncompressed(path).lower().rpartition("/")[2]
    stem, dot, last = name.rpartition(".")
    return dot + last if stem and last else ""


def without_suffix(path: str) -> str:
    """The path without the suffixes of the format and of compression."""
    name = _uncompressed(path)
    return name[: len(name) - len(suffix(path))]


def _uncompressed(path: str) -> str:
    return path[: -len(_GZIP)] if is_compressed(path) else path
