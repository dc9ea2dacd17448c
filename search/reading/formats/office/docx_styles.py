"""What the styles and lists of a Word document mean."""

from __future__ import annotations

import re
from collections import Counter
from dataclasses import dataclass, field

from search.reading.xml_trees import Element, attribute, child, named

_HEADING = re.compile(r"heading (\d)")
_ELEMENTS = {
    "title": "title",
    "subtitle": "p",
    "quote": "blockquote",
    "intense quote": "blockquote",
    "block text": "blockquote",
    "caption": "figcaption",
    "html preformatted": "pre",
    "plain text": "p",
    "toc heading": "contents",
}
_MOST_STEPS = 20
_OFF = ("0", "false", "off", "none")


@dataclass(frozen=True, slots=True)
class Style:
    """A style: the element that its paragraphs are ("" if it does not say), and the list that they are
    items of, as number and depth."""

    element: str = ""
    item: tuple[str, int] | None = None


@dataclass(slots=True)
class Numbering:
    """The lists of a document: which are numbered, and how far they are."""

    ordered: frozenset[tuple[str, int]] = frozenset()
    _counts: Counter[tuple[str, int]] = field(default_factory=Counter)

    def next(self, item: tuple[str, int]) -> int:
        """The number of one more item, 0 if its list has none."""
        if item not in self.ordered:
            return 0
        self._counts[item] += 1
        for deeper in [each for each in self._counts if each[0] == item[0] and each[1] > item[1]]:
            del self._counts[deeper]
        return self._counts[item]


def styles_of(root: Element | None) -> dict[str, Style]:
    """The styles of a document by id, with what they take from others."""
    found = (
        {attribute(each, "styleId"): each for each in named(root, "style")}
        if root is not None
        else {}
    )
    return {id: _style(id, found) for id in found}


def _style(id: str, found: dict[str, Element]) -> Style:
    element, item = "", None
    for _ in range(_MOST_STEPS):
        style = found.get(id)
        if style is None:
            break
        name = _value(style, "name").casefold()
        properties = child(style, "pPr")
        element = element or element_of(name, properties)
        item = item or item_of(properties)
        id = _value(style, "basedOn")
    return Style(element, item)


def element_of(name: str, properties: Element | None) -> str:
    """The element of paragraphs of a style with that name and these properties, "" if they do not say.

    The names of the styles that every document has are English in every language.
    """
    if heading := _HEADING.fullmatch(name):
        return f"h{min(int(heading[1]) or 1, 6)}"
    if re.fullmatch(r"toc \d", name):
        return "contents"
    if name in _ELEMENTS:
        return _ELEMENTS[name]
    level = _value(properties, "outlineLvl") if properties is not None else ""
    return f"h{min(int(level) + 1, 6)}" if level.isdecimal() and int(level) < 9 else ""


def item_of(properties: Element | None) -> tuple[str, int] | None:
    """The list that a paragraph with these properties is an item of, and its depth from 0."""
    numbers = child(properties, "numPr") if properties is not None else None
    if numbers is None:
        return None
    depth = _value(numbers, "ilvl")
    return _value(numbers, "numId"), min(int(depth), 8) if depth.isdecimal() else 0


def numbering_of(root: Element | None) -> Numbering:
    """The lists of a document."""
    if root is None:
        return Numbering()
    abstract = {
        attribute(each, "abstractNumId"): [
            int(attribute(level, "ilvl") or 0)
            for level in named(each, "lvl")
            if _value(level, "numFmt") not in ("bullet", "none", "")
            and attribute(level, "ilvl").isdecimal()
        ]
        for each in named(root, "abstractNum")
    }
    return Numbering(
        frozenset(
            (attribute(each, "numId"), level)
            for each in named(root, "num")
            for level in abstract.get(_value(each, "abstractNumId"), ())
        )
    )


def is_on(properties: Element | None, name: str) -> bool:
    """Whether a property that is a switch is there and on."""
    switch = child(properties, name) if properties is not None else None
    return switch is not None and attribute(switch, "val").casefold() not in _OFF


def _value(element: Element, name: str) -> str:
    """The value of a child, "" if there is none."""
    found = child(element, name)
    return "" if found is None else attribute(found, "val")


def style_id(properties: Element | None, name: str) -> str:
    """The style that properties of a paragraph or a run name."""
    return "" if properties is None else _value(properties, name)
