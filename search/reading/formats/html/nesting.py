"""How deep the elements of a page are nested, for a parser whose time grows with the square of the depth.

Ends are followed as the HTML standard has it ("the in body insertion mode"): one that has no
beginning, or that stands across the border of another element, closes nothing. That some beginnings
close what is before them is left out, except for elements of which one is open at a time.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Sequence

from search.reading.formats.html.elements import BLOCKS, HEADINGS, VOID

_MAX_DEPTH = 500
_FEW = 5_000
"""Tags that take no long time, however deep they are nested."""
_MAX_FORMATTING = 100
_FORMATTING = frozenset("b big code em font i s small strike strong tt u".split())
"""Elements that the parser opens again in each block, if they are not closed."""
UNCLOSED = VOID | frozenset(
    "a nobr form p li dd dt tr td th thead tbody tfoot caption colgroup option optgroup rp rt rb rtc"
    " html head body".split()
)
"""Elements that have no end, whose end may be left out, or that are never in one of their own kind."""
_SPECIAL = BLOCKS - {"legend"} | frozenset(
    "applet button dir listing marquee object template".split()
)
"""Elements beyond which the end of another closes nothing, unless that is one of them, too."""
_SCOPES = frozenset("applet marquee object table template".split())
"""Elements beyond which no end closes anything."""


def is_plain(names: Sequence[str], most: int) -> bool:
    """Whether so few elements begin, of these names, that they take no long time however they are
    nested. There are at most `most` tags."""
    if most > _FEW:
        return False
    formatting = {name for name in set(names) if name.lower() in _FORMATTING}
    return sum([name in formatting for name in names]) <= _MAX_FORMATTING


def is_too_deep(tags: Sequence[str]) -> bool:
    """Whether tags, in order and without attributes and ">", nest elements deeper than real pages do."""
    names = {tag: _name(tag) for tag in set(tags)}
    formatting = {tag for tag, name in names.items() if name in _FORMATTING}
    of_those = [tag for tag in tags if tag in formatting]
    if len(of_those) > _MAX_FORMATTING and _is_formatted_deeper(
        (names[tag], tag[1] == "/") for tag in of_those
    ):
        return True
    if len(tags) <= _FEW:
        return False
    others = {tag for tag, name in names.items() if name} - formatting
    return _is_deeper((names[tag], tag[1] == "/") for tag in tags if tag in others)


def _name(tag: str) -> str:
    """The name of the element; nothing if it needs no end, and one name for all headings, which close
    each other."""
    name = tag.lstrip("</").lower()
    if name in UNCLOSED:
        return ""
    return "h1" if name in HEADINGS else name


def _is_formatted_deeper(tags: Iterable[tuple[str, bool]]) -> bool:
    opened: Counter[str] = Counter()
    depth = 0
    for name, is_end in tags:
        before = opened[name]
        after = max(0, before - 1) if is_end else before + 1
        opened[name] = after
        depth += after - before
        if depth > _MAX_FORMATTING:
            return True
    return False


def _is_deeper(tags: Iterable[tuple[str, bool]]) -> bool:
    elements = _OpenElements()
    for name, is_end in tags:
        if is_end:
            elements.end(name)
        else:
            elements.begin(name)
            if len(elements) > _MAX_DEPTH:
                return True
    return False


class _OpenElements:
    """The elements that are open, with the places of those by which ends are judged, so that no end
    takes a walk."""

    def __init__(self) -> None:
        self._names: list[str] = []
        self._places: defaultdict[str, list[int]] = defaultdict(list)
        self._specials = [-1]
        self._scopes = [-1]

    def __len__(self) -> int:
        return len(self._names)

    def begin(self, name: str) -> None:
        place = len(self._names)
        self._names.append(name)
        self._places[name].append(place)
        if name in _SPECIAL:
            self._specials.append(place)
        if name in _SCOPES:
            self._scopes.append(place)

    def end(self, name: str) -> None:
        places = self._places[name]
        borders = self._scopes if name in _SPECIAL else self._specials
        if places and places[-1] >= borders[-1]:
            for _ in range(len(self._names) - places[-1]):
                self._drop()

    def _drop(self) -> None:
        name = self._names.pop()
        place = self._places[name].pop()
        for borders in (self._specials, self._scopes):
            if borders[-1] == place:
                borders.pop()
