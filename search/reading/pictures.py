"""The words of pictures: captions, and the alternative texts that say more than these."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from typing import NamedTuple
from urllib.parse import unquote

_FILE = re.compile(r"\S+\.(?:jpe?g|png|gif|webp|svg|avif|bmp|tiff?|heic)", re.IGNORECASE)
_SIZE = re.compile(r"[\dx ]*")
_NO_WORDS = frozenset(
    "alt avatar icon illustration image img logo photo photograph picture spacer".split()
)
_WORD = re.compile(r"\w")


class Picture(NamedTuple):
    """The words of a picture. `place` orders them and says where the picture stands: a line of the file,
    the number of an element. `source` is the address of the picture if the words are its alternative
    text."""

    text: str
    place: int = 0
    source: str | None = None


def telling(pictures: Sequence[Picture]) -> Iterator[Picture]:
    """The words that say something: no alternative text that only repeats the name of the file, and none
    that the words beside it have too."""
    plain = [_plain(picture.text) for picture in pictures]
    for number, picture in enumerate(pictures):
        if _WORD.search(picture.text) and not (
            _says_nothing(picture, plain[number]) or _is_repeated(pictures, plain, number)
        ):
            yield picture


def _says_nothing(picture: Picture, plain: str) -> bool:
    if picture.source is None:
        return False
    return plain in _NO_WORDS or _names_file(picture.text, plain, picture.source)


def _is_repeated(pictures: Sequence[Picture], plain: Sequence[str], number: int) -> bool:
    """Whether the caption before or after has the words of one."""
    return any(
        plain[number] in plain[near]
        and (near < number or plain[number] != plain[near] or pictures[number].source is not None)
        for near in (number - 1, number + 1)
        if 0 <= near < len(pictures) and pictures[near].source is None
    )


def _names_file(text: str, plain: str, source: str) -> bool:
    """Whether a text is the name of the file at an address, whatever its suffix and size."""
    if _FILE.fullmatch(text.strip()):
        return True
    name = unquote(re.split(r"[?#]", source)[0].rpartition("/")[2])
    stem = _plain(name.rpartition(".")[0] or name)
    return stem.startswith(plain) and bool(_SIZE.fullmatch(stem[len(plain) :]))


def _plain(text: str) -> str:
    return re.sub(r"[\W_]+", " ", text.casefold()).strip()
