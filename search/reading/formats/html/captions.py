"""The words of the pictures in an article: captions and alternative texts, which are not its text."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from search.reading.formats.html.credit_lines import is_credit
from search.reading.formats.html.element_text import text_of
from search.reading.formats.html.page_tree import PageTree
from search.reading.formats.html.pruning import flags
from search.reading.formats.html.text_lines import Line
from search.reading.pictures import Picture, telling
from search.reading.plain_values import plain_value

_MOST = 2_000
"""Characters of a caption. What is longer is something else."""
_MOST_SHARE = 0.5
_NEAR = 25
"""Elements between a picture and the line that says whose it is."""
_NO_CAPTIONS = ("figure", "table", "img")
"""Elements with names such as `wp-caption` that are more than a caption."""
_TEXTS = frozenset("a table blockquote pre code ul ol dl h1 h2 h3 h4 h5 h6".split())
"""Elements of figures that are no pictures."""


def pictures(tree: PageTree) -> list[int]:
    """The figures that hold a picture and few words, all of which are about it; none if these are most of
    the page, as then they are its text."""
    images = tree.tagged("img")
    found = [
        index
        for index in tree.tagged("figure")
        if 0 < tree.sizes[index] <= _MOST
        and tree.has_one_of(images, index)
        and _TEXTS.isdisjoint(tree.tags[index : tree.ends[index]])
    ]
    size = sum(tree.sizes[index] for index in found)
    return found if size <= _MOST_SHARE * tree.sizes[0] else []


def captions(
    tree: PageTree,
    lines: Sequence[Line],
    skipped: Sequence[bool],
    named: Sequence[int],
    figures: Sequence[int],
    outside: Sequence[Line],
) -> tuple[Picture, ...]:
    """The words of the pictures among the lines of an article, and of those between its heading and
    them. `skipped` are the elements that were left out for what they are, `named` for their names;
    `figures` are those of `pictures`, `outside` the lines outside these, of which some are credits."""
    if not lines:
        return ()
    is_beside = flags(tree, [index for index in named if not tree.facts[index].is_picture])
    of_pictures = frozenset(figures)
    found: list[Picture] = []
    end_of_caption = last = 0
    start, end = _region(tree, lines)
    credits = {
        line.block: line.text for line in outside if start <= line.block < end and is_credit(line)
    }
    for index in range(start, end):
        tag = tree.tags[index]
        last = index if tag == "img" else last
        if tag == "img" and not (skipped[index] or is_beside[index]):
            found += _alternative(tree, index)
        elif index in of_pictures and not (skipped[index] or is_beside[index]):
            found += _caption(tree, index)
        elif tag in _NO_CAPTIONS or index < end_of_caption:
            continue
        elif tag == "figcaption" or tree.facts[index].is_caption:
            end_of_caption = tree.ends[index]
            if not (skipped[_place(tree, index)] or is_beside[index]):
                found += _caption(tree, index)
        elif index in credits and last and index - last <= _NEAR:
            found.append(Picture(credits[index], index))
    return tuple(telling(found))


def _region(tree: PageTree, lines: Sequence[Line]) -> tuple[int, int]:
    """The elements from the heading before an article, or from the smallest one that contains all of it,
    to its last line."""
    first, last = min(line.block for line in lines), max(line.block for line in lines)
    start = first
    while last >= tree.ends[start]:
        start = tree.parents[start]
    before = [index for index in range(first) if tree.tags[index] == "h1"]
    heading = tree.ends[before[-1]] if before else start
    return min(start, heading), _end_of_figures(tree, tree.ends[last], tree.ends[start])


def _end_of_figures(tree: PageTree, start: int, end: int) -> int:
    """The end of the figures that follow without anything between them."""
    while start < end and tree.tags[start] == "figure":
        start = tree.ends[start]
    return start


def _place(tree: PageTree, index: int) -> int:
    """The element that decides whether a caption is left out, as a `figcaption` itself is no text."""
    return tree.parents[index] if tree.tags[index] == "figcaption" else index


def _alternative(tree: PageTree, index: int) -> Iterator[Picture]:
    """The alternative text of a picture."""
    attributes = tree.attributes(index)
    text = plain_value(attributes.get("alt", "")).strip()
    if text and len(text) <= _MOST:
        yield Picture(text, index, attributes.get("src", ""))


def _caption(tree: PageTree, index: int) -> Iterator[Picture]:
    """The text of a caption. The size is asked first, so that the time is linear."""
    if index in tree.asides:
        text = tree.asides[index].text
    else:
        text = text_of(tree, index) if 0 < tree.sizes[index] <= _MOST else ""
    if text and len(text) <= _MOST:
        yield Picture(text, index)
