"""The parts of a title between bars, such as the name of a site, and its words."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from functools import lru_cache
from itertools import islice

from search.reading.clean_text import plain_words

BAR = re.compile(
    r"\s+(?:[|·•»«›‹–—~/-]|::|\|\||:)\s+|\s*[|｜－＿│¦]\s*|(?<=[^\x00-\x7f])_|_(?=[^\x00-\x7f])"
    r"|(?<=[\u3000-\u9fff\uff00-\uffef])[-–—](?=[\u3040-\u9fff])"
)
"""What stands between a title and the name of the site."""
PARTS = re.compile(rf"{BAR.pattern}|(?<=\w):\s+")
_SOLID = "|｜│¦·•»«›‹:＿"
"""Bars that are no dashes of a sentence."""
_UNSPACED = re.compile(r"[\u3040-\u30ff\u3400-\u9fff\u0e00-\u0e7f]")
_MAX_BARS = 10
_FEW, _MANY = 3, 4
"""Words of the name of a site, and of a title."""


@lru_cache(maxsize=64)
def bars(title: str, kind: re.Pattern[str]) -> list[re.Match[str]]:
    """The bars of a title: of the `kind` BAR, or PARTS, which also has colons."""
    return [*islice(kind.finditer(title), _MAX_BARS)]


def sides(title: str, bar: re.Match[str]) -> tuple[str, str]:
    """What stands before and after a bar."""
    return title[: bar.start()], title[bar.end() :]


def other_parts(titles: Sequence[str]) -> Iterator[str]:
    """What a title has more than another one, beside a bar: the name of the site."""
    plain = set(map(plain_words, titles))
    for title in titles:
        for bar in bars(title, PARTS):
            before, after = map(plain_words, sides(title, bar))
            if after in plain:
                yield before
            elif before in plain and BAR.fullmatch(bar[0]):
                yield after


def without_names(title: str, names: set[str]) -> str:
    """A title without parts at its ends that are names of the site."""
    parted = [sides(title, bar) for bar in bars(title, BAR)]
    for before, after in parted:
        if plain_words(after) in names:
            return without_names(_without_channel(title, before), names)
    return next((after for before, after in parted if plain_words(before) in names), title)


def _without_channel(title: str, before: str) -> str:
    """What stands before the name of a site, without the name of a part of it between underscores, as
    Chinese sites write it."""
    found = bars(title, BAR)
    are_all = len(found) > 1 and all(bar[0] == "_" for bar in found)
    return sides(title, found[0])[0] if are_all else before


def without_other(title: str) -> str:
    """The longer side of the last bar, or of the first one if it is solid and a name stands before it:
    nothing else tells the name of a site."""
    found = bars(title, BAR)
    if not found:
        return title
    before, after = sides(title, found[-1])
    if len(words_of(before)) >= len(words_of(after)):
        return before
    first, rest = sides(title, found[0])
    is_name = len(words_of(first)) <= _FEW and len(words_of(rest)) >= _MANY
    return rest if is_name and found[0][0].strip() in _SOLID else title


def without_short(title: str) -> str:
    """A title that the head has everywhere, without the few words after its last solid bar."""
    found = bars(title, BAR)
    if not found or found[-1][0].strip() not in _SOLID:
        return title
    before, after = sides(title, found[-1])
    is_name = len(after.split()) <= _FEW and len(before.split()) >= _MANY
    return before if is_name else title


def end_of(title: str, bar: re.Match[str]) -> str:
    """What stands after a bar, if it is longer than what stands before it, which may be the title too."""
    before, after = map(plain_words, sides(title, bar))
    return after if len(after.split()) > len(before.split()) else ""


def words_of(text: str) -> set[str]:
    """The words of a text; pairs of characters where words are not parted by spaces."""
    plain = plain_words(text)
    if not _UNSPACED.search(plain):
        return set(plain.split())
    return {plain[at : at + 2] for at in range(len(plain) - 1)}
