"""The text of the article in a page, without menus, comments and advertisements."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import groupby

from search.reading.clean_text import plain_words
from search.reading.formats.html.captions import captions, pictures
from search.reading.formats.html.container import article_lines, points_of
from search.reading.formats.html.credit_lines import is_credit
from search.reading.formats.html.gathering import gathered
from search.reading.formats.html.line_forms import LineForms
from search.reading.formats.html.page_tree import PageTree
from search.reading.formats.html.pruning import by_name, flags, structural
from search.reading.formats.html.service_lines import is_service
from search.reading.formats.html.tail import (
    without_comments,
    without_last_headings,
    without_lists_of_others,
)
from search.reading.formats.html.text_lines import Line, LineCutter
from search.reading.formats.html.titles import Title
from search.reading.pictures import Picture

_STANDFIRST_LENGTHS = (20, 600)
LITTLE = 250
"""Characters of a text so short that names may have deleted the rest of it."""
HARDLY_ANY = 100
"""Characters of the lines around a text that was left out whole."""
_MAX_LEFT_OUT = 40
_FEWEST_LINKS = 2
_DATE = re.compile(r"\b(?:19|20)\d\d\b|\b\d?\d[:.h]\d\d\b|\b\d?\d[./-]\d?\d[./-]\d\d\b")
_BYLINE = re.compile(r"(?:by|von|par|por|di|door|av|posted|published|updated)\b", re.IGNORECASE)
_WORD = re.compile(r"\w")


@dataclass(frozen=True, slots=True)
class Body:
    """The lines of the article, in order; the words of its pictures, each in the place of an element;
    what was left out, and which elements for what they are; and whether names were disregarded, those of
    comments among them, because with them little text was left."""

    lines: list[Line]
    captions: tuple[Picture, ...]
    left_out: tuple[str, ...]
    removed: Sequence[int]
    is_unpruned: bool

    @property
    def length(self) -> int:
        """In characters."""
        return _length(self.lines)


def read_body(tree: PageTree, title: Title) -> Body:
    """The text of the article. Lines that repeat the title are no part of it. If hardly any is left, what
    is named comments is the text, as in forums."""
    body = _read(tree, title, structural(tree))
    if body.length >= HARDLY_ANY:
        return body
    comments = {index for index in tree.notable if tree.facts[index].is_comments}
    other = _read(tree, title, structural(tree, comments)) if comments else body
    return replace(other, is_unpruned=True) if other.length > LITTLE else body


def _read(tree: PageTree, title: Title, removed: list[int]) -> Body:
    """The text without the elements that were removed for what they are."""
    skipped = flags(tree, removed)
    every = LineCutter(tree).lines(skipped)
    named = by_name(tree, points_of(tree, every), skipped)
    figures = pictures(tree)
    in_figure = flags(tree, figures)
    outside = [line for line in every if not in_figure[line.block]]
    is_named = flags(tree, named)
    lines = _chosen(tree, [line for line in outside if not is_named[line.block]], title)
    is_unpruned = False
    if _length(lines) < LITTLE:
        unpruned = _chosen(tree, outside, title)
        if is_unpruned := _length(unpruned) > 2 * _length(lines):
            lines, named = unpruned, []
    return Body(
        gathered(tree, every, lines, LineForms(tree, skipped)),
        captions(tree, lines, skipped, named, figures, outside),
        _left_out(tree, sorted({*removed, *named})),
        removed,
        is_unpruned,
    )


def _length(lines: Sequence[Line]) -> int:
    return sum(len(line.text) for line in lines)


def _chosen(tree: PageTree, lines: Sequence[Line], title: Title) -> list[Line]:
    inside = without_lists_of_others(tree, article_lines(tree, lines, title.heading))
    texts = without_comments(_without_byline(_without_title(tree, _texts(tree, inside), title)))
    return without_last_headings(texts)


def _texts(tree: PageTree, lines: Sequence[Line]) -> list[Line]:
    """The lines that are text, with the lists of links that stand between two paragraphs of it."""
    texts = [_is_text(line) for line in lines]
    for start, end in _lists_of_links(lines, texts):
        if start > 0 and end < len(lines) and texts[start - 1] and texts[end]:
            holder = _holder(tree, lines[start].block)
            around = (lines[start - 1].block, lines[end].block)
            is_text = lines[start - 1].points or lines[end].points
            if is_text and all(tree.parents[block] == holder for block in around):
                texts[start:end] = [True] * (end - start)
    _drop_headings_of_links(lines, texts)
    return [line for line, is_one in zip(lines, texts, strict=True) if is_one]


def _drop_headings_of_links(lines: Sequence[Line], texts: list[bool]) -> None:
    """Headings before nothing but links, up to the next heading, are no text."""
    links = 0
    is_over = True
    for number in reversed(range(len(lines))):
        line = lines[number]
        if not texts[number]:
            links += line.linked >= len(line.text) / 2
            continue
        if line.kind == "heading" and is_over and links >= _FEWEST_LINKS:
            texts[number] = False
        is_over = line.kind == "heading"
        links = 0


def _lists_of_links(lines: Sequence[Line], texts: Sequence[bool]) -> Iterator[tuple[int, int]]:
    """The consecutive items that are nothing but links: where they begin and end."""
    are_links = [
        not is_one and line.kind == "item" for line, is_one in zip(lines, texts, strict=True)
    ]
    start = 0
    for is_link, run in groupby(are_links):
        end = start + len([*run])
        if is_link:
            yield start, end
        start = end


def _holder(tree: PageTree, item: int) -> int:
    """The element that contains the list of an item."""
    while item > 0 and tree.tags[item] not in ("ul", "ol", "dl"):
        item = tree.parents[item]
    return tree.parents[item]


def _is_text(line: Line) -> bool:
    """Whether a line is text: it has words outside links, or is a sentence."""
    if not _WORD.search(line.text) or is_service(line) or is_credit(line):
        return False
    if line.named and line.named >= len(line.text) * 0.9:
        return False
    if line.kind == "heading":
        return True
    share = line.linked / len(line.text)
    return (
        share < 0.5
        or (share < 0.9 and len(line.text) > 120)
        or (line.is_sentence and line.text.count(" ") >= 3 and line.linked < len(line.text) - 2)
    )


def _without_title(tree: PageTree, lines: list[Line], title: Title) -> list[Line]:
    """The lines without the title: its heading, a main heading before any text, and whatever is equal to
    the title."""
    plain, words = title.text.casefold(), plain_words(title.text)
    start = next((n for n, line in enumerate(lines) if line.kind != "heading"), len(lines))
    return [
        line
        for number, line in enumerate(lines)
        if line.text.casefold() != plain
        and not (line.kind == "heading" and plain_words(line.text) == words)
        and line.block != title.heading
        and not (number < start and tree.tags[line.block] == "h1")
    ]


def _without_byline(lines: list[Line]) -> list[Line]:
    """The lines without the names and dates before the first paragraph."""
    start = next((number for number, line in enumerate(lines) if line.is_sentence), 0)
    return [line for number, line in enumerate(lines) if number >= start or not _is_byline(line)]


def _is_byline(line: Line) -> bool:
    if line.kind != "text" or line.text.count(" ") > 12:
        return False
    return bool(_DATE.search(line.text) or _BYLINE.match(line.text))


def _left_out(tree: PageTree, removed: Sequence[int]) -> tuple[str, ...]:
    """The elements that were left out in the words of a user, such as "nav.menu (14 links)"."""
    counts = ((index, _counted(tree, index)) for index in removed)
    found = Counter(_described(tree, index, *count) for index, count in counts if any(count))
    return tuple(f"{what} × {n}" if n > 1 else what for what, n in found.items())[:_MAX_LEFT_OUT]


def _counted(tree: PageTree, index: int) -> tuple[int, int]:
    if index in tree.asides:
        aside = tree.asides[index]
        return aside.links, 0 if aside.links else len(aside.text)
    return tree.tags[index : tree.ends[index]].count("a"), int(tree.sizes[index])


def _described(tree: PageTree, index: int, links: int, size: int) -> str:
    attributes = tree.attributes(index)
    names, id = attributes.get("class", "").split()[:1], attributes.get("id")
    name = f".{names[0]}" if names else f"#{id}" if id else ""
    count, noun = (links, "link") if links else (size, "character")
    return f"{tree.tags[index]}{name} ({count:,} {noun}{'s' if count != 1 else ''})"


def standfirst(tree: PageTree, lines: Sequence[Line]) -> range:
    """The numbers of the first lines that are in one short element whose name says standfirst."""
    for number, line in enumerate(lines):
        element = _standfirst_of(tree, line.block)
        if element is not None:
            end = number + 1
            while end < len(lines) and tree.is_inside(lines[end].block, element):
                end += 1
            if _STANDFIRST_LENGTHS[0] <= _length(lines[number:end]) <= _STANDFIRST_LENGTHS[1]:
                return range(number, end)
    return range(0)


def _standfirst_of(tree: PageTree, block: int) -> int | None:
    """The block or its parent, if its name says standfirst."""
    parent = max(0, tree.parents[block])
    return next((each for each in (parent, block) if tree.facts[each].is_standfirst), None)
