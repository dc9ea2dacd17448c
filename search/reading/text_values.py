"""The text of an article in a value of JSON or of front matter: a string, or a list of paragraphs."""

from __future__ import annotations

import re
from collections.abc import Iterable
from typing import Any

from search.reading.draft import DraftCaption, DraftParagraph
from search.reading.html_fragment import INLINE, fragment
from search.reading.pictures import Picture, telling
from search.reading.plain_values import is_html_name
from search.reading.raw_values import string_of

_START = re.compile(r"<([A-Za-z][A-Za-z0-9]*)(?:[\s/][^<>]*)?>")
_END = re.compile(r"</([A-Za-z][A-Za-z0-9]*)\s*>")


def paragraphs_of(value: Any) -> list[str]:
    """The paragraphs as the value has them: the items of a list, or the lines of a string."""
    if isinstance(value, list):
        return [text for text in _texts(value) if text.strip()]
    return [line for line in string_of(value).splitlines() if line and not line.isspace()]


def has_paragraphs(value: Any) -> bool:
    """Whether `paragraphs_of` gives any."""
    return not value.isspace() if isinstance(value, str) and value else bool(paragraphs_of(value))


def read_text(value: Any) -> tuple[tuple[DraftParagraph, ...], tuple[DraftCaption, ...]]:
    """The paragraphs and the captions. A text that has elements of HTML, begun and ended, is read as
    HTML; in any other each line is a paragraph."""
    texts = _texts(value if isinstance(value, list) else [value])
    if not any("</" in text for text in texts):
        return tuple(map(DraftParagraph, paragraphs_of(value))), ()
    paragraphs: list[DraftParagraph] = []
    pictures: list[Picture] = []
    for part in _parts(texts, is_list=isinstance(value, list)):
        found, shown = fragment(part) if elements_of(part) else ([DraftParagraph(part)], [])
        pictures += (each._replace(place=each.place + len(paragraphs)) for each in shown)
        paragraphs += found
    captions = tuple(DraftCaption(each.text, each.place) for each in telling(pictures))
    return tuple(paragraphs), captions


def elements_of(text: str) -> set[str]:
    """The names of the elements of HTML that begin and end in a text."""
    ended = {name.lower() for name in _END.findall(text)}
    return {
        name
        for name in map(str.lower, _START.findall(text))
        if name in ended and is_html_name(name)
    }


def _parts(texts: Iterable[str], *, is_list: bool) -> Iterable[str]:
    """The texts, and the lines of those without blocks: of HTML that has them lines mean nothing."""
    for text in texts:
        if is_list or elements_of(text) - INLINE:
            yield text
        else:
            yield from (line for line in text.splitlines() if line and not line.isspace())


def _texts(values: Iterable[Any]) -> list[str]:
    return [string_of(each.get("text") if isinstance(each, dict) else each) for each in values]
