"""Reading the small files that hold the settings of an archive."""

from __future__ import annotations

from pathlib import Path
from unicodedata import normalize

MAX_BYTES = 200_000


class UnusableFile(Exception):
    """A file that cannot be used; the message says why, and follows the file's name."""


def read_bytes(path: Path) -> bytes:
    """The bytes of a file; raises `UnusableFile` if it has more than `MAX_BYTES`."""
    try:
        if path.exists() and not path.is_file():
            raise UnusableFile("is not a file")
        with path.open("rb") as stream:
            data = stream.read(MAX_BYTES + 1)
    except (OSError, ValueError) as error:
        reason = getattr(error, "strerror", None) or error
        raise UnusableFile(f"cannot be read: {reason}") from None
    if len(data) > MAX_BYTES:
        raise UnusableFile(f"is larger than {MAX_BYTES // 1_000} kB, the most it may be")
    return data


def read_text(path: Path) -> str:
    """The text of a file in UTF-8; raises `UnusableFile`."""
    try:
        return read_bytes(path).decode("utf-8-sig")
    except UnicodeDecodeError:
        raise UnusableFile("is not UTF-8: save it as UTF-8") from None


def file_below(folder: Path, name: str) -> Path:
    """The file of that relative name, links resolved; raises `UnusableFile` if it is outside of the
    folder, so that an archive from elsewhere cannot publish other files of this machine.

    An archive that was on a Mac may have the name in decomposed letters (NFD).
    """
    try:
        root, path = folder.resolve(), (folder / name).resolve()
        if not path.exists():
            path = (folder / normalize("NFD", name)).resolve()
    except (OSError, ValueError, RuntimeError) as error:
        raise UnusableFile(f"cannot be read: {error}") from None
    if not path.is_relative_to(root):
        raise UnusableFile(f"is not in {folder}: put it there")
    return path
