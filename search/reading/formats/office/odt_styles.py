"""What the styles of an OpenDocument text mean."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from search.reading.xml_trees import Element, attribute, child, named

_ELEMENTS = {
    "title": "title",
    "quotations": "blockquote",
    "quote": "blockquote",
    "preformatted text": "pre",
    "caption": "figcaption",
    "illustration": "figcaption",
    "figure": "figcaption",
    "drawing": "figcaption",
}
_MOST_STEPS = 20


@dataclass(frozen=True, slots=True)
class Style:
    """A style: the element that its paragraphs are ("" if it does not say), the marks that it sets, and
    for the style of a list the depths at which it is numbered, from 0."""

    element: str = ""
    marks: frozenset[str] = frozenset()
    is_hidden: bool = False
    numbered: frozenset[int] = frozenset()


def styles_of(trees: Iterable[Element]) -> dict[str, Style]:
    """The styles of a document by name, with what they take from others."""
    found: dict[str, Element] = {}
    lists: dict[str, Style] = {}
    for tree in trees:
        found |= {attribute(each, "name"): each for each in named(tree, "style")}
        lists |= {attribute(each, "name"): _list_style(each) for each in named(tree, "list-style")}
    return {**lists, **{name: _style(name, found) for name in found}}


def _style(name: str, found: dict[str, Element]) -> Style:
    element, marks, is_hidden = "", frozenset[str](), False
    for _ in range(_MOST_STEPS):
        style = found.get(name)
        if style is None:
            break
        shown = attribute(style, "display-name") or name.replace("_20_", " ")
        element = element or _ELEMENTS.get(shown.casefold(), "")
        text = child(style, "text-properties")
        if text is not None:
            marks |= _marks(text)
            is_hidden = is_hidden or attribute(text, "display") == "none"
        name = attribute(style, "parent-style-name")
    return Style(element, marks, is_hidden)


def _list_style(style: Element) -> Style:
    numbers = (attribute(each, "level") for each in named(style, "list-level-style-number"))
    return Style(numbered=frozenset(int(each) - 1 for each in numbers if each.isdecimal()))


def _marks(text: Element) -> frozenset[str]:
    marks = set()
    if attribute(text, "font-weight") in ("bold", "600", "700", "800", "900"):
        marks.add("bold")
    if attribute(text, "font-style") in ("italic", "oblique"):
        marks.add("italic")
    position = attribute(text, "text-position")
    if position.startswith("super") or (position[:1].isdigit() and not position.startswith("0%")):
        marks.add("super")
    elif position.startswith(("sub", "-")):
        marks.add("sub")
    return frozenset(marks)
