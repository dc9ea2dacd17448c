"""The text of an article in a value of JSON or of front matter: a string, or a list of paragraphs."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable
from pkgutil import resolve_name
from typing import Any

from search.reading.character_references import unescaped
from search.reading.draft import DraftCaption, DraftParagraph
from search.reading.html_fragment import INLINE, fragment
from search.reading.pictures import Picture, telling
from search.reading.plain_values import is_html_name
from search.reading.raw_values import in_one_language, string_of
from search.reading.shortcodes import with_captions
from search.reading.text_trees import without_tree

_START = re.compile(r"<([A-Za-z][A-Za-z0-9]*)(?:[\s/][^<>]*)?>")
_END = re.compile(r"</([A-Za-z][A-Za-z0-9]*)\s*>")
_ALONE = re.compile(
    r"\A\s*<(p)(?:\s[^<>]*)?>|(?<![`'\"“‘(])<(br|hr)\s*/?>(?![`'\"”’),.;:])|<(img)\s[^<>]*\bsrc\s*=[^<>]*>",
    re.IGNORECASE,
)
"""Elements without an end, where prose that speaks of them has none."""
_ESCAPED = re.compile(
    r"\s*&lt;(?:p|div|h[1-6]|ul|ol|blockquote|figure|article|section|br|img|a|strong|em)\b"
    r"(?:(?!&gt;)[^<])*&gt;"
)
_REFERENCE = re.compile(r"&(?:[A-Za-z][A-Za-z0-9]{1,31}|#\d{1,7}|#[xX][0-9A-Fa-f]{1,6});")
_ESCAPED_END = r"\n\n"
_STRINGS = {str}
_TEXT_KEYS = ("text", "rendered", "html", "content", "value", "raw")
_WITHOUT_ELEMENTS = "search.reading.formats.html.dropped_elements:without_elements"
"""Imported where it is needed, as few archives drop elements."""


def paragraphs_of(value: Any) -> list[str]:
    """The paragraphs as the value has them: the items of a list, or the lines of a string."""
    value = without_tree(value)
    if isinstance(value, list):
        return [text for text in _texts(value) if text.strip()]
    return [line for line in _text(value).splitlines() if line and not line.isspace()]


def has_paragraphs(value: Any) -> bool:
    """Whether `paragraphs_of` gives any."""
    value = without_tree(value)
    if isinstance(value, list):
        return any(map(str.strip, _texts(value)))
    return not value.isspace() if isinstance(value, str) and value else bool(paragraphs_of(value))


def read_text(
    value: Any, *, is_html: bool = False, dropped: tuple[str, ...] = ()
) -> tuple[tuple[DraftParagraph, ...], tuple[DraftCaption, ...]]:
    """The paragraphs and the captions. A text is read as HTML if it must be HTML or has elements of it;
    in any other each line is a paragraph. Elements that match one of `dropped` are left out."""
    value = _with_line_ends(without_tree(value))
    given = _texts(value if isinstance(value, list) else [value])
    if not is_html and not any(map(_may_be_html, given)):
        return tuple(map(DraftParagraph, paragraphs_of(value))), ()
    paragraphs: list[DraftParagraph] = []
    pictures: list[Picture] = []
    texts = map(_unescaped_once, given)
    for part in _parts(texts, is_list=isinstance(value, list), is_html=is_html):
        found, shown = _read_part(part, is_html, dropped)
        pictures += (each._replace(place=each.place + len(paragraphs)) for each in shown)
        paragraphs += found
    captions = tuple(DraftCaption(each.text, each.place) for each in telling(pictures))
    return tuple(paragraphs), captions


def elements_of(text: str) -> set[str]:
    """The names of the elements of HTML in a text: those that begin and end, and those without an end."""
    if "<" not in text:
        return set()
    ended = {name.lower() for name in _END.findall(text)}
    found = {name for name in map(str.lower, _START.findall(text)) if name in ended}
    alone = {"".join(names).lower() for names in _ALONE.findall(text)}
    return {name for name in found if is_html_name(name)} | alone


def _may_be_html(text: str) -> bool:
    return "<" in text or ("&" in text and bool(_REFERENCE.search(text)))


def _read_part(
    part: str, is_html: bool, dropped: tuple[str, ...]
) -> tuple[list[DraftParagraph], list[Picture]]:
    if not is_html and not elements_of(part):
        text = unescaped(part) if "<" not in part and _REFERENCE.search(part) else part
        return [DraftParagraph(text)], []
    if dropped:
        without_elements: Callable[[str, tuple[str, ...]], str] = resolve_name(_WITHOUT_ELEMENTS)
        part = without_elements(part, dropped)
    return fragment(with_captions(part))


def _parts(texts: Iterable[str], *, is_list: bool, is_html: bool) -> Iterable[str]:
    """The texts, and the lines of those without blocks: of HTML that has them lines mean nothing."""
    for text in texts:
        if is_list or is_html or elements_of(text) - INLINE:
            yield text
        else:
            yield from (line for line in text.splitlines() if line and not line.isspace())


def _with_line_ends(value: Any) -> Any:
    """A text whose line ends were escaped twice on the way, with line ends."""
    is_one_line = isinstance(value, str) and _ESCAPED_END in value and "\n" not in value
    return value.replace("\\r", "").replace("\\n", "\n") if is_one_line else value


def _unescaped_once(text: str) -> str:
    """HTML that was written into the file as if it were text, as HTML."""
    return unescaped(text) if "<" not in text and _ESCAPED.match(text) else text


def _texts(values: list[Any]) -> list[str]:
    """The texts of the items of a list, which mostly are strings."""
    return values if {*map(type, values)} == _STRINGS else list(map(_text, values))


def _text(value: Any) -> str:
    """The text of a string or of an object that has one, such as a block of an editor."""
    value = in_one_language(value)
    if not isinstance(value, dict):
        return string_of(value)
    text = next(filter(None, (string_of(value.get(key)) for key in _TEXT_KEYS)), "")
    if text or not isinstance(held := value.get("data"), dict):
        return text
    items = held.get("items")
    return _text(held) or "\n".join(map(string_of, items if isinstance(items, list) else ()))
