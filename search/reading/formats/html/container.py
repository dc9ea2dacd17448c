"""The element of a page that holds the article, and what belongs to the article beside it.

Each line gives points to all elements that contain it: more for long sentences, none for links. Then we
go down from the body, or from an element that the page marks as the article, each time to the child that
has nearly all points of its parent. (The points are those of Arc90's Readability, 2009.)
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from search.reading.formats.html.page_tree import PageTree
from search.reading.formats.html.text_lines import Line

_SHARE = 0.75
_MARKED_SHARE = 0.4
_HEADED_SHARE = 0.15
"""Of an article with the main heading: one with less is only the head of the article."""
_MOST_OF_PAGE, _FEW_PARAGRAPHS = 0.5, 3
_MOST_HEADED = 8
"""Articles with main headings that follow each other as one scrolls; a list of articles has more."""
_SHORTEST_LEAD_HEADING = 60
_SEVERAL = 3.0
"""Points of several sentences."""
_LINKED = 0.15
_ALTERNATING = re.compile(r"(?<!\S)(?:odd|even|first|last|(?:bg|row|alt|alternate)-?\d?)(?!\S)")
_NO_GROUP = frozenset(("p", "ul", "ol", "dl", "li", "blockquote", "pre", "td"))
_ARTICLES = frozenset(("article", "main"))
_PARTED = frozenset(("p", "div", "br", "li", "h2"))


def points_of(tree: PageTree, lines: Sequence[Line]) -> list[float]:
    """The points of each element."""
    own = [0.0] * len(tree)
    for line in lines:
        own[line.block] += line.points
    return tree.totals(own)


def article_lines(tree: PageTree, lines: Sequence[Line], heading: int | None) -> list[Line]:
    """The lines of the container, of its siblings with the same classes, and of the lead before it.
    `heading` is the element with the title of the page, if one has it."""
    points = points_of(tree, lines)
    container = _container(tree, lines, points, heading)
    parts = [container, *_same(tree, lines, points, container), *_bodies(tree, container)]
    covered = bytearray(len(tree))
    for part in parts:
        covered[part : tree.ends[part]] = b"\1" * (tree.ends[part] - part)
    inside = [bool(covered[line.block]) for line in lines]
    first = next((number for number, is_in in enumerate(inside) if is_in), len(lines))
    start = lines[first].block if first < len(lines) else 0
    for number in _lead(tree, lines[:first], start, heading):
        inside[number] = True
    return [line for line, is_in in zip(lines, inside, strict=True) if is_in]


def _container(
    tree: PageTree, lines: Sequence[Line], points: Sequence[float], heading: int | None
) -> int:
    """The smallest element that contains nearly everything that looks like an article."""
    current = _body(tree)
    every = points[current]
    for index, share in _marked(tree, lines, points, heading):
        if points[index] and points[index] >= share * every:
            current = index
            break
    parted = (index for index, tag in enumerate(tree.tags) if tag in _PARTED)
    first = 0
    while (best := _best_child(tree, points, current)) is not None:
        while first <= best:
            first = next(parted, len(tree))
        if first >= tree.ends[best]:  # it is a line itself
            break
        current = best
    return current


def _body(tree: PageTree) -> int:
    return tree.tags.index("body") if "body" in tree.tags else 0


def _marked(
    tree: PageTree, lines: Sequence[Line], points: Sequence[float], heading: int | None
) -> Iterator[tuple[int, float]]:
    """The elements that the page itself marks as the article, the most precise ones first, and the share
    of the points that each must have to be believed."""
    facts = tree.facts
    yield from ((i, 0.0) for i in tree.marked("articleBody"))
    yield from _with_the_heading(tree, lines, points, heading)
    yield from ((i, _MARKED_SHARE) for i in tree.notable if facts[i].is_body)
    yield from ((i, _MARKED_SHARE) for i in tree.tagged("article"))
    yield from ((i, _MARKED_SHARE) for i in tree.tagged("main"))


def _with_the_heading(
    tree: PageTree, lines: Sequence[Line], points: Sequence[float], heading: int | None
) -> list[tuple[int, float]]:
    """The article that has the main heading of a page, and its share. Others are teasers, which may be
    longer together; if they have such headings, too, the title of the page says which is meant. If one
    is most of the page, the headed one may be only its beginning."""
    headings = tree.tagged("h1")
    articles = tree.tagged("article")
    headed = [i for i in articles if tree.has_one_of(headings, i)]
    found = headed
    if 1 < len(headed) <= _MOST_HEADED and heading is not None:
        found = [i for i in headed if tree.is_inside(heading, i)]
    is_lead = len(headed) == 1 and _is_only_lead(tree, lines, points, headed[0])
    if len(found) != 1 or is_lead:
        return []
    return [(found[0], _HEADED_SHARE / len(headed))]


def _is_only_lead(
    tree: PageTree, lines: Sequence[Line], points: Sequence[float], headed: int
) -> bool:
    """Whether an article with the heading has a few paragraphs, and most of the text is in another."""
    most = _MOST_OF_PAGE * points[0]
    if not any(points[i] > most for i in tree.tagged("article") if not tree.is_inside(headed, i)):
        return False
    paragraphs = sum(line.points > 0 and tree.is_inside(line.block, headed) for line in lines)
    return paragraphs <= _FEW_PARAGRAPHS


def _best_child(tree: PageTree, points: Sequence[float], element: int) -> int | None:
    """The child with nearly all points of an element."""
    least = _SHARE * points[element]
    child = element + 1
    while least and child < tree.ends[element]:
        if points[child] >= least and tree.tags[child] not in _NO_GROUP:
            return child
        child = tree.ends[child]
    return None


def _same(
    tree: PageTree, lines: Sequence[Line], points: Sequence[float], container: int
) -> Iterator[int]:
    """The siblings of the container with its element and classes, which hold the rest of the article; and
    those of what only wraps it, as far as they hold the beginning."""
    yield from _alike(tree, points, container)
    before: list[int] = []
    current = tree.parents[container]
    while current > 0 and points[current] == points[container]:
        found = _alike(tree, points, current)
        before += (each for each in found if each < container and points[each] >= _SEVERAL)
        current = tree.parents[current]
    yield from _without_teasers(tree, lines, before)


def _without_teasers(
    tree: PageTree, lines: Sequence[Line], elements: Sequence[int]
) -> Iterator[int]:
    """Those of some elements of whose text hardly any is links."""
    if not elements:
        return
    linked, lengths = [0.0] * len(tree), [0.0] * len(tree)
    for line in lines:
        linked[line.block] += line.linked
        lengths[line.block] += len(line.text)
    linked, lengths = tree.totals(linked), tree.totals(lengths)
    yield from (each for each in elements if linked[each] <= _LINKED * lengths[each])


def _alike(tree: PageTree, points: Sequence[float], container: int) -> Iterator[int]:
    """The siblings of an element that have points, its tag and its classes."""
    parent = tree.parents[container]
    classes = _lasting(tree.attributes(container).get("class", ""))
    if parent < 0 or not classes:
        return
    child = parent + 1
    while child < tree.ends[parent]:
        is_other = child != container and tree.tags[child] == tree.tags[container]
        if (
            is_other
            and points[child]
            and _lasting(tree.attributes(child).get("class", "")) == classes
        ):
            yield child
        child = tree.ends[child]


def _lasting(classes: str) -> str:
    """Classes without those that alternate from row to row."""
    return _ALTERNATING.sub("", classes).strip()


def _bodies(tree: PageTree, container: int) -> Iterator[int]:
    """The other bodies of the article, or of the page, that holds the container, if it is in one of them:
    an article may be cut by advertisements, and a question has answers."""
    for item in ("articleBody", "text"):
        bodies = tree.marked(item)
        if len(bodies) > 1 and any(tree.is_inside(container, body) for body in bodies):
            break
    else:
        return
    around = container
    while around > 0 and tree.tags[around] not in _ARTICLES:
        around = tree.parents[around]
    yield from (body for body in bodies if tree.is_inside(body, around))


def _lead(tree: PageTree, before: Sequence[Line], first: int, title: int | None) -> Iterator[int]:
    """The paragraphs between the last main heading, or the `title`, and the container: the lead of the
    article."""
    headings = tree.tagged("h1") or ([] if title is None else [title])
    heading = max((each for each in headings if each < first), default=None)
    if heading is None:
        return
    is_first = True
    for number, line in enumerate(before):
        if line.block > heading and not tree.is_inside(line.block, heading):
            if _is_lead(tree, line) or (is_first and _is_lead_heading(line)):
                yield number
            is_first = False


def _is_lead_heading(line: Line) -> bool:
    """Whether a heading is the lead: a long sentence without links."""
    is_long = line.kind == "heading" and len(line.text) >= _SHORTEST_LEAD_HEADING
    return is_long and line.is_sentence and not line.linked


def _is_lead(tree: PageTree, line: Line) -> bool:
    parent = max(0, tree.parents[line.block])
    facts = tree.facts[line.block], tree.facts[parent]
    if any(each.is_standfirst for each in facts):
        return len(line.text) >= 20 and not line.linked
    is_paragraph = line.kind == "text" and tree.tags[line.block] in ("p", "div")
    is_picture = any(each.is_picture for each in facts)
    return is_paragraph and line.points > 0 and line.is_sentence and not is_picture
